"""Chooses services for a worker to refer somebody to: barrier-free first, a page at a time.

What must fit is never guessed: a service that says no is out, one that says nothing is kept and
shown as unknown. Where too few fit, conditions are relaxed in one order, and each page says which:
a language that is spoken to an interpreter, papers that are not asked for to nobody knows, then
services that say nothing of languages, and at last lines that may know of somebody for the need.
How near they are is their order inside that. Children are never relaxed, and of a hidden house
nobody is told where it is.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from directory.index import Nearby, Placed
from directory.model import Contact, Fact, Match, Query
from directory.serving import answers, distance_km, first_phone, serves, speaks

PAGE = 3
"""Services on a page."""

NEEDS: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "shelter": (("shelter",), ("domestic_violence", "human_trafficking")),
    "social": (("food", "labour_exploitation", "human_trafficking"), ("general_crisis",)),
    "legal": (("legal",), ("labour_exploitation", "human_trafficking")),
    "medical": (("health", "sexual_assault"), ("general_crisis", "human_trafficking")),
    "mental_health": (("mental_health", "suicide"), ("general_crisis", "sexual_assault")),
    "immigration": (("immigration",), ("legal", "human_trafficking")),
    "justice": (("legal", "police"), ("human_trafficking", "domestic_violence")),
}  # fmt: skip
"""Shelter, then the six domains of case management: topics that meet the need, and topics of lines
that may know of somebody who does."""

RULES: Mapping[str, tuple[str, Fact]] = {
    "children": ("takes_children", Fact.YES),
    "pets": ("takes_pets", Fact.YES),
    "no_id": ("id_required", Fact.NO),
    "men": ("takes_men", Fact.YES),
    "women": ("takes_women", Fact.YES),
    "trans": ("takes_trans", Fact.YES),
    "no_police": ("reports_to_police", Fact.NO),
    "sober_not_needed": ("sobriety_required", Fact.NO),
    "no_status": ("status_required", Fact.NO),
}
"""What can be ruled out: each rule's fact, and the answer that meets it."""

RELAXED = ("interpreter", "id", "language", "need", "region", "country")
"""What a page may say was relaxed, in the order in which it is."""

# Kilometres up to which a service is around the corner, in the same town, within reach.
_NEAR = (10, 25, 60)
# As far as the index looks at most.
_MOST_KM = 165
_FAR = len(_NEAR)
_REGION, _COUNTRY = _FAR + 1, _FAR + 2
# Nobody is referred to lines that take reports, or that work from another country.
_NEVER = frozenset({"reporters", "abroad"})
_SURE = {"high": 0, "medium": 1, "low": 2}
_MOST_WEIGHED = ("trafficking_experience", "interpreter_on_request", "culture_food", "sensitive")


@dataclass(frozen=True, slots=True)
class Referral:
    """A page of services; `start` is the place of its first in all that fit."""

    query: Query
    matches: tuple[Match, ...]
    start: int
    more: bool
    """Whether a further page has services."""
    relaxed: tuple[str, ...]
    """What some service of this page does not meet: codes of RELAXED."""
    need: str = ""
    rules: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Fit:
    """A contact that fits, how near it is, and what had to be relaxed for it."""

    contact: Contact
    reach: int
    km: float
    relaxed: frozenset[str]
    met: int

    @property
    def related(self) -> bool:
        """Whether it may only know of somebody for the need."""
        return "need" in self.relaxed

    @property
    def stage(self) -> int:
        """How far its conditions were relaxed."""
        held = self.relaxed - {"need"}
        return max((RELAXED.index(code) + 1 for code in held), default=0)


def asked(query: Query, need: str, rules: Collection[str]) -> Query:
    """The query for a need and rules, as an index reads it; KeyError for a need that is no code."""
    wants = frozenset(RULES[rule][0] for rule in known(rules))
    return replace(query, needs=NEEDS[need][0], wants=wants, precarious="no_police" in rules)


def refer(
    contacts: Iterable[Contact], nearby: Iterable[Nearby], query: Query, need: str,
    rules: Collection[str], start: int,
) -> Referral:  # fmt: skip
    """The page that begins at `start`, out of our contacts and the imported services around."""
    rules = known(rules)
    fits = [*_fits(contacts, nearby, query, need, rules)]
    ordered = list(_once(_ordered(fits)))
    start = max(0, start)
    page = ordered[start : start + PAGE]
    said = frozenset[str]().union(*(_said(fit, query) for fit in page))
    return Referral(
        query,
        tuple(_match(fit, query) for fit in page),
        start,
        start + PAGE < len(ordered),
        tuple(code for code in RELAXED if code in said),
        need,
        rules,
    )


def known(rules: Collection[str]) -> tuple[str, ...]:
    """Those that are rules: an answer such as "none" rules nothing out."""
    return tuple(rule for rule in RULES if rule in rules)


def within(placed: Placed, query: Query) -> bool:
    """Whether a service that was asked for facts is for the need, and around the place."""
    contact, near = placed.contact, placed.from_place(query.place)
    if contact.country != query.country or not _meets(contact, query.needs):
        return False
    if placed.lat is None:
        return contact.region in (None, query.region)
    return near.km is not None and near.km <= _MOST_KM


def verdict(contact: Contact, rule: str) -> Fact:
    """Whether the contact meets a rule: no rules it out, unknown is to be asked."""
    code, met = RULES[rule]
    if rule == "no_police":
        return _no_police(contact)
    said = contact.fact(code)
    if said is not Fact.UNKNOWN:
        return Fact.YES if said is met else Fact.NO
    if rule == "men" and "women" in contact.groups and "lgbtq" not in contact.groups:
        return Fact.NO
    own = {"women": "women", "trans": "lgbtq"}.get(rule)
    return Fact.YES if own in contact.groups else Fact.UNKNOWN


def _no_police(contact: Contact) -> Fact:
    """Neither asks for a report to the police nor tells them."""
    said = [contact.fact(code) for code in ("reports_to_police", "police_report_required")]
    if contact.enforcement or Fact.YES in said:
        return Fact.NO
    return Fact.UNKNOWN if Fact.UNKNOWN in said else Fact.YES


def _fits(
    contacts: Iterable[Contact], nearby: Iterable[Nearby], query: Query, need: str,
    rules: Collection[str],
) -> Iterator[_Fit]:  # fmt: skip
    ours = ((contact, _own_km(contact, query)) for contact in contacts if serves(contact, query))
    for contact, km in (*ours, *((near.contact, near.km) for near in nearby)):
        direct = _meets(contact, NEEDS[need][0])
        # What may know of somebody is a line of ours: an imported office knows its own work.
        related = not contact.origin and _meets(contact, NEEDS[need][1])
        if not (contact.offered and (direct or related)) or contact.groups & _NEVER:
            continue
        verdicts = {rule: verdict(contact, rule) for rule in rules}
        spoken, interpreted = speaks(contact, _foreign(query))
        if Fact.NO in verdicts.values() or spoken is Fact.NO:
            continue
        relaxed = {"interpreter"} if interpreted else set()
        if _foreign(query) and spoken is Fact.UNKNOWN:
            relaxed.add("language")
        if verdicts.get("no_id") is Fact.UNKNOWN:
            relaxed.add("id")
        if not direct:
            relaxed.add("need")
        met = sum(said is Fact.YES for said in verdicts.values())
        reach = _reach(contact, km)
        yield _Fit(contact, reach, km or 0.0, frozenset(relaxed), met)


def _meets(contact: Contact, topics: Sequence[str]) -> bool:
    return bool(answers(contact, topics[0]).intersection(topics))


def _foreign(query: Query) -> str | None:
    # English is what nearly all speak, and what few lists bother to state.
    return query.language if query.language != "en" else None


def _own_km(contact: Contact, query: Query) -> float | None:
    area, place = contact.area, query.place
    if area is None or place is None:
        return None
    return distance_km(area.lat, area.lon, place.lat, place.lon)


def _reach(contact: Contact, km: float | None) -> int:
    if km is None:
        return _REGION if contact.region else _COUNTRY
    # An own line has an area that covers the place: it is never far.
    far = _FAR if contact.origin else _FAR - 1
    return next((at for at, most in enumerate(_NEAR) if km <= most), far)


def _ordered(fits: Sequence[_Fit]) -> list[_Fit]:
    """All that fit, in the order of the pages: as many stages together as fill the first one."""
    counted = sorted(fit.stage for fit in fits if not (fit.related or _last(fit.contact)))
    first = counted[PAGE - 1] if len(counted) >= PAGE else len(RELAXED)
    return sorted(fits, key=lambda fit: (
        _last(fit.contact), fit.related, max(0, fit.stage - first), _barrier(fit.contact),
        fit.reach, -fit.met, -_told(fit.contact), _SURE[fit.contact.confidence], fit.km,
        fit.contact.id,
    ))  # fmt: skip


def _last(contact: Contact) -> bool:
    """Authorities, and whoever said that they cannot help: after all others."""
    return contact.enforcement or contact.fact("able") is Fact.NO


def _barrier(contact: Contact) -> int:
    """Barrier-free, nothing known, nothing known but that it is for some or asks, restricted."""
    if contact.barrier_free is Fact.UNKNOWN:
        return 2 if contact.groups or contact.asks else 1
    return 0 if contact.barrier_free is Fact.YES else 3


def _told(contact: Contact) -> int:
    """What speaks for it: facts that are yes, and twice those that it was asked for."""
    told = sum(contact.fact(code) is Fact.YES for code in _MOST_WEIGHED)
    return told + sum(one.fact is Fact.YES for one in contact.confirmed)


def _once(fits: Iterable[_Fit]) -> Iterator[_Fit]:
    """Without those whose every number was there before: two entries, one call."""
    shown: set[str] = set()
    for fit in fits:
        numbers = {phone.number for phone in fit.contact.phones}
        if not numbers <= shown:
            yield fit
        shown |= numbers


def _said(fit: _Fit, query: Query) -> frozenset[str]:
    local = query.place is not None and query.place.kind in {"town", "area"}
    if not local or fit.reach < _FAR:
        return fit.relaxed
    return fit.relaxed | {"country" if fit.reach == _COUNTRY else "region"}


def _match(fit: _Fit, query: Query) -> Match:
    contact = fit.contact
    if contact.confidential:
        contact = replace(contact, address=None)
    spoken, interpreted = speaks(contact, query.language)
    where = ("town",) * 3 + ("far", "region", "country")
    why = ["related" if fit.related else "need", where[fit.reach]]
    why += ["barrier_free"] if contact.barrier_free is Fact.YES else []
    return Match(contact, first_phone(contact, query), tuple(why), spoken, interpreted)
