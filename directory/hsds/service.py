"""One HSDS service as a contact of ours; what cannot be used says why."""

import re
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from directory.hsds import profile
from directory.hsds.hours import hours
from directory.hsds.phones import Dialling
from directory.hsds.shapes import Object, Unit, listed
from directory.hsds.sites import Site, Surveyor, number, secrets, text
from directory.hsds.topics import Sorter
from directory.languages import Languages
from directory.load import TOPICS
from directory.model import Contact, Fact, Phone
from directory.words import fold

_CLOSED = frozenset({"inactive", "defunct", "temporarily closed"})
# A house where someone hides: its address is not ours to know, whatever its source prints.
_HIDING = frozenset({"domestic_violence", "human_trafficking"})
_STREET = re.compile(
    r"\d+\w?\s+(\w+\s+){0,3}(st|street|ave|avenue|rd|road|dr|drive|blvd|boulevard|lane|ln|way|"
    r"crescent|cres|court|ct|place|pl|rue|highway|hwy)\b|\b[a-z]\d[a-z]\s?\d[a-z]\d\b",
    re.IGNORECASE,
)
_FREE = re.compile(r"\bfree\b|\bno (fee|cost|charge)s?\b|\bgratuit|\bgratis", re.IGNORECASE)
_NO_INTERPRETER = re.compile(r"^(no|none|not)\b", re.IGNORECASE)
_MOST_SITES = 12
_MOST_PHONES = 3


@dataclass(frozen=True, slots=True)
class Entry:
    """A contact as imported, where it is given, and the words it can be found by."""

    contact: Contact
    same: str
    """Equal for two entries of one service, however each names it to the world."""
    sites: tuple[Site, ...]
    words: str
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Skipped:
    """Why a service cannot be used."""

    reason: str


@dataclass(frozen=True, slots=True)
class Importer:
    """All that is needed to turn services into contacts."""

    surveyor: Surveyor
    languages: Languages
    sorter: Sorter
    groups: Sorter
    dialling: Dialling

    def entry(self, unit: Unit, origin: str) -> Entry | Skipped:
        """The contact, or why there is none."""
        service, owner = unit.service, unit.organization
        if text(service.get("status")).casefold() in _CLOSED:
            return Skipped("not active")
        name = _name(service, owner)
        if not name:
            return Skipped("no name")
        attributes = [*listed(service, "attributes"), *listed(owner, "attributes")]
        attributes += [a for place in unit.locations for a in listed(place, "attributes")]
        facts = profile.facts(attributes)
        topics = self._topics(service, owner, attributes)
        hidden = _hidden(unit.locations, facts, topics)
        sites = tuple(self.surveyor.site(p, hidden) for p in unit.locations[:_MOST_SITES])
        country = sites[0].country if sites else self.surveyor.home
        phones, notes = self._phones(unit, country, plain_labels=hidden)
        if not phones:
            return Skipped("phone is no phone number" if notes else "no phone number")
        kept = _Texts(secrets(unit.locations) if hidden else set(), hidden)
        contact = self._contact(unit, name, phones, facts, topics, sites, kept, origin)
        notes += [fault for site in sites for fault in site.faults]
        words = " ".join(filter(None, (contact.name, *map(kept.of, _said(service, owner)))))
        same = f"{fold(name)}|{phones[0].number}"
        return Entry(contact, same, sites, words, tuple(dict.fromkeys(notes)))

    def _contact(
        self, unit: Unit, name: str, phones: Sequence[Phone], facts: Mapping[str, Fact],
        topics: set[str], sites: Sequence[Site], kept: "_Texts", origin: str,
    ) -> Contact:  # fmt: skip
        service = unit.service
        spoken = self._spoken(unit)
        reviewed = _date(service.get("assured_date"))
        regions = {site.region for site in sites}
        return Contact(
            id=_id(service, unit.organization, name),
            name=kept.of(name) or "A confidential service",
            country=sites[0].country if sites else self.surveyor.home,
            region=regions.pop() if len(regions) == 1 else None,
            phones=tuple(phones),
            text_instructions=None,
            hours=hours(unit),
            languages=", ".join(spoken.values())[:100] or None,
            tongues=frozenset(spoken),
            interpretation=_interpretation(service, facts),
            audience=kept.of(_short(text(service.get("eligibility_description")), 120)),
            groups=frozenset(self.groups.codes_in(name)),
            asks=tuple(_asks(service, facts, kept)),
            topics=frozenset(topics),
            barrier_free=facts.get("barrier_free", Fact.UNKNOWN),
            cost="free" if _FREE.search(text(service.get("fees_description"))) else None,
            enforcement=facts.get("reports_to_police") is Fact.YES or "police" in topics,
            note=kept.of(_short(text(service.get("alert")), 160)),
            confidence="medium",
            seen_year=_year(unit, reviewed),
            last_reviewed=reviewed,
            source_url=_page(service, unit.organization) or f"import:{origin}",
            facts=tuple(sorted(facts.items())),
            address=next((site.address for site in sites if site.address), None),
            confidential=kept.hidden,
            workers_only=facts.get("workers_only") is Fact.YES,
            origin=origin,
        )

    def _topics(self, service: Object, owner: Object, attributes: Sequence[Object]) -> set[str]:
        stated = profile.topics(attributes, TOPICS)
        if stated:
            return stated
        terms = (a.get("taxonomy_term") for a in attributes)
        named = [text(term.get("name")) for term in terms if isinstance(term, Mapping)]
        titles = (text(service.get(k)) for k in ("name", "alternate_name"))
        found = self.sorter.codes_in(*titles, text(owner.get("name")), *named) - {"police"}
        said = (one[:400] for one in _said(service, owner))
        return found or self.sorter.codes_in(*said) - {"police"}

    def _phones(
        self, unit: Unit, country: str, plain_labels: bool
    ) -> tuple[list[Phone], list[str]]:
        joined = listed(unit.service, "service_at_locations", "service_at_location")
        levels = (
            [unit.service], joined, unit.locations, [unit.organization], unit.elsewhere,
        )  # fmt: skip
        notes: list[str] = []
        # The nearest number first; the switchboard of the organisation is the last resort.
        held = [self.dialling.phones(owners, country, notes, plain_labels) for owners in levels]
        found = {phone.number: phone for phones in reversed(held) for phone in reversed(phones)}
        return list(reversed(found.values()))[:_MOST_PHONES], notes

    def _spoken(self, unit: Unit) -> dict[str, str]:
        held = [listed(owner, "languages") for owner in (unit.service, *unit.locations)]
        found: dict[str, str] = {}
        for language in next(filter(None, held), []):
            for named in (text(language.get("code"))[:2], text(language.get("name"))):
                code = named if named in self.languages.shown else self._code(named)
                if code:
                    found[code] = self.languages.shown[code]
                    break
        return found

    def _code(self, name: str) -> str | None:
        return self.languages.codes.get(fold(name))


@dataclass(frozen=True, slots=True)
class _Texts:
    """Keeps a text unless it could say where a hidden service is."""

    secrets: set[str]
    hidden: bool

    def of(self, said: str) -> str | None:
        """The text, or None where it is empty or gives a place away."""
        if not self.hidden:
            return said or None
        folded = fold(said)
        tells = any(secret in folded for secret in self.secrets) or _STREET.search(said)
        return None if tells else said or None


def _hidden(places: Iterable[Object], facts: Mapping[str, Fact], topics: set[str]) -> bool:
    redacted = any(text(p.get("location_type")).casefold() == "redacted" for p in places)
    stated = facts.get("confidential")
    house = "shelter" in topics and bool(topics & _HIDING)
    # Who does not publish the telephone does not publish the house either.
    shut = redacted or Fact.YES in (stated, facts.get("workers_only"))
    return shut or (house and stated is not Fact.NO)


def _name(service: Object, owner: Object) -> str:
    own, whose = text(service.get("name")), text(owner.get("name"))
    if own and whose and fold(whose) not in fold(own) and fold(own) not in fold(whose):
        return _short(f"{own}, {whose}", 90)
    return _short(max(own, whose, key=len), 90)


def _id(service: Object, owner: Object, name: str) -> str:
    stated = text(service.get("id")) or text(owner.get("id"))
    return stated[:80] or str(uuid.uuid5(uuid.NAMESPACE_OID, name))


def _said(service: Object, owner: Object) -> tuple[str, ...]:
    return tuple(text(o.get("description")) for o in (service, owner) if o.get("description"))


def _short(said: str, longest: int) -> str:
    """The text, cut at the end of a sentence or word."""
    if len(said) <= longest:
        return said
    cut = said[:longest]
    end = cut.rfind(". ") + 1 or cut.rfind(" ")
    return cut[: end if end > 0 else longest].rstrip(" ,;")


def _interpretation(service: Object, facts: Mapping[str, Fact]) -> Fact:
    said = text(service.get("interpretation_services"))
    if "interpreter_on_request" in facts:
        return facts["interpreter_on_request"]
    if not said:
        return Fact.UNKNOWN
    return Fact.NO if _NO_INTERPRETER.match(said) else Fact.YES


def _asks(service: Object, facts: Mapping[str, Fact], kept: _Texts) -> list[str]:
    least, most = number(service.get("minimum_age")), number(service.get("maximum_age"))
    low, high = int(least or 0), int(most or 0)
    said = []
    if low > 0 and 0 < high < 100:
        said.append(f"Ages {low} to {high}.")
    elif low > 0:
        said.append(f"From age {low}.")
    elif 0 < high < 100:
        said.append(f"Up to age {high}.")
    papers = [text(d.get("document")) for d in listed(service, "required_documents")]
    papers = [p for p in papers if p and not _NO_INTERPRETER.match(p)]
    if papers and facts.get("id_required") is not Fact.YES:
        said.append(f"Asks for papers: {_short(papers[0], 60)}.")
    return [*said, *profile.asks(facts)]


def _date(value: object) -> str | None:
    said = text(value)[:10]
    return said if re.fullmatch(r"(19|20)\d\d-[01]\d-[0-3]\d", said) else None


def _year(unit: Unit, reviewed: str | None) -> int | None:
    seen = [reviewed or "", text(unit.service.get("last_modified"))]
    for owner in (unit.service, unit.organization):
        seen += [text(m.get("last_action_date")) for m in listed(owner, "metadata")]
    years = [int(said[:4]) for said in seen if re.match(r"(19|20)\d\d-", said)]
    return max(years, default=None)


def _page(service: Object, owner: Object) -> str | None:
    pages = (text(service.get("url")), text(owner.get("website")), text(owner.get("uri")))
    return next((page for page in pages if page.startswith("http")), None)
