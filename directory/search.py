"""Chooses the one to three contacts that answer a query, and says what could not be met."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from directory.abroad import emergency_of
from directory.index import Nearby
from directory.model import Area, Contact, Fact, Found, Match, Phone, Place, Query
from directory.words import fold

# What weighs how much. A row outweighs all rows below it together only where that is meant: need
# over everything, an explicit wish (language, texting) over nearness, nearness over confidence.
FIRST_NEED = 400
NEXT_NEED = 150
RELATED_NEED = 60
NAMED = 5_000
LANGUAGE = {Fact.YES: 90, Fact.UNKNOWN: 0, Fact.NO: -60}
INTERPRETED = 75
MODE = 80
AREA = {"town": 60, "region": 40, "country": 20, "elsewhere": 10}
CONFIDENCE = {"high": 30, "medium": 15, "low": 0}
BARRIER_FREE = {Fact.YES: 12, Fact.UNKNOWN: 0, Fact.NO: -12}
DAY_AND_NIGHT = 8
RECENT = 2
# Shared among a line's topics: one that does a single thing does it better.
SPECIAL = 60
# A line that listens is the second choice of someone who asks for something else.
LISTENS = -40
# A line for others than the person is a dead end, whatever else it offers.
NOT_FOR_THEM = -4_000
WOMEN_UNASKED = -20
FOR_THEM = 70
# A service around the corner beats a line for the whole province; one far off does not. Fewer than
# two places are left to lines: an imported entry may have closed, a line seldom has.
NEAR = 100
PER_KM = 1.2
MOST_IMPORTED = 2
# Named by a word that few services say of themselves: as good as a need.
WORDED = 450
# Whoever may be dying is given a line that never closes before an office in their town.
NOT_URGENT = -500
ENFORCEMENT = -250
ENFORCEMENT_FEARED = -20_000

# Who can still help where no line is for the need itself.
_RELATED = {
    "shelter": ("domestic_violence", "general_crisis", "human_trafficking"),
    "human_trafficking": ("labour_exploitation", "general_crisis"),
    "labour_exploitation": ("human_trafficking", "immigration", "general_crisis"),
    "domestic_violence": ("sexual_assault", "general_crisis"),
    "sexual_assault": ("domestic_violence", "general_crisis"),
    "suicide": ("mental_health", "general_crisis"),
    "mental_health": ("suicide", "general_crisis"),
    "immigration": ("legal", "human_trafficking"),
    "legal": ("immigration", "general_crisis"),
    "child": ("youth", "domestic_violence", "general_crisis"),
    "youth": ("child", "general_crisis"),
    "health": ("general_crisis",),
    "police": ("general_crisis",),
    "food": ("general_crisis",),
}
_HEARING = frozenset({"suicide", "mental_health"})
_ANYTHING = ("general_crisis", "human_trafficking", "domestic_violence")
# Audiences that are needs too: named in a query, they say who the person is.
_WOMEN_AND = ({"women"}, {"women", "lgbtq"})
_AUDIENCES = frozenset({"youth", "child", "indigenous", "lgbtq", "seniors"})
# Groups that a need implies: a line for migrants suits whoever asks about work or status.
_IMPLIED = {
    "labour_exploitation": "migrants",
    "immigration": "migrants",
    "human_trafficking": "minority",
    "domestic_violence": "minority",
}
# A region whose contacts also serve another.
_ALSO_SERVES = {"GB-EAW": frozenset({"GB-ENG", "GB-WLS"})}
# Facts that are wished for by their absence.
_WANTED = {"id_required": Fact.NO}
_EARTH_KM = 6371.0


@dataclass(slots=True)
class _Rated:
    """A contact with what speaks for it."""

    score: float
    contact: Contact
    covers: frozenset[str]
    where: str
    speaks: Fact
    interpreted: bool


def find(
    contacts: Sequence[Contact],
    query: Query,
    home: str,
    limit: int = 3,
    nearby: Sequence[Nearby] = (),
) -> Found:
    """The contacts for the query, out of those that can be dialled and whose source is known.

    `nearby` are imported services that an index found around the place. In a country without any
    line, its emergency number is all there is: the free numbers of another one cannot be dialled.
    """
    there = [c for c in contacts if c.country == query.country and c.offered]
    if not there and not nearby and query.country != home:
        return _abroad(query)
    rated = [_rated(contact, query) for contact in there if serves(contact, query)]
    rated += [_rated(near.contact, query, near.km) for near in nearby]
    chosen = _choose(rated, query, max(1, min(limit, 3)))
    if not chosen and there:
        # All lines of a small country may be for others, such as women: one number is for anyone.
        return _abroad(query)
    urgent = (_emergency(there) or emergency_of(query.country)) if query.danger else None
    return Found(query, urgent, tuple(chosen), _relaxed(query, chosen, there))


def _abroad(query: Query) -> Found:
    urgent = emergency_of(query.country)
    if urgent is None:
        return Found(query, None, (), ("place",))
    match = Match(urgent, urgent.phones[0], ("country",), Fact.UNKNOWN)
    # Feared or not, it is the only number that works there; its card says who answers.
    return Found(query, urgent if query.danger else None, (match,), ("place",))


def emergency(contacts: Iterable[Contact], country: str) -> Contact | None:
    """The country's emergency number that can be dialled, or None."""
    return _emergency([c for c in contacts if c.offered and c.country == country])


def first_phone(contact: Contact, query: Query) -> Phone:
    """The number to show first: by how they can write or talk, then free to call over local."""
    wanted = "sms" if query.mode == "text" else "voice"
    phones = [phone for phone in contact.phones if phone.kind == wanted] or list(contact.phones)
    return min(phones, key=lambda phone: (not _free(phone.number), phone.kind == "tty"))


def _emergency(contacts: Iterable[Contact]) -> Contact | None:
    lines = [c for c in contacts if "emergency" in c.topics and c.region is None]
    order = {"high": 0, "medium": 1, "low": 2}
    return min(lines, key=lambda c: (order[c.confidence], len(c.groups), c.id), default=None)


def _free(number: str) -> bool:
    toll_free = ("1-8", "0800", "1800", "800", "900", "0808")
    return number.startswith(toll_free) or len(number) <= 6


def serves(contact: Contact, query: Query) -> bool:
    """Whether it works where the person is, and may be shown at all."""
    if contact.region and query.region and contact.region != query.region:
        return query.region in _ALSO_SERVES.get(contact.region, ())
    if contact.id in query.named:
        return True
    if "men" in query.who and "women" in contact.groups and "lgbtq" not in contact.groups:
        return False
    return contact.area is None or _inside(contact.area, query.place)


def _inside(area: Area, place: Place | None) -> bool:
    # With no town known, a local line is more likely the wrong one.
    if place is None or place.kind in {"country", "region"}:
        return False
    return distance_km(area.lat, area.lon, place.lat, place.lon) <= area.km


def distance_km(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """Kilometres between two points, given in degrees, over the earth's surface."""
    a, b = math.radians(lat), math.radians(other_lat)
    half = math.sin((b - a) / 2) ** 2
    half += math.cos(a) * math.cos(b) * math.sin(math.radians(other_lon - lon) / 2) ** 2
    return 2 * _EARTH_KM * math.asin(min(1.0, math.sqrt(half)))


def _rated(contact: Contact, query: Query, km: float | None = None) -> _Rated:
    spoken, interpreted = speaks(contact, query.language)
    covers = _covers(contact, query.needs)
    where = _where(contact, query) if km is None else "town"
    score: float = _need_score(contact, query.needs, covers) + CONFIDENCE[contact.confidence]
    score += AREA[where] if km is None else max(0.0, NEAR - PER_KM * km)
    score += _imported_score(contact, query) if contact.origin else 0
    score += BARRIER_FREE[contact.barrier_free] + DAY_AND_NIGHT * contact.always_open
    score += RECENT * ((contact.seen_year or 0) >= 2023) + _audience_score(contact, query)
    if query.language:
        score += INTERPRETED if interpreted else LANGUAGE[spoken]
    if query.mode and _answers_by(contact, query.mode):
        score += MODE
    if covers and query.needs[0] != "general_crisis":
        score += SPECIAL / len(contact.topics)
    score += NAMED * (contact.id in query.named) + _enforcement_score(contact, query)
    return _Rated(score, contact, covers, where, spoken, interpreted)


def _match(rated: _Rated, query: Query) -> Match:
    contact = rated.contact
    why = [*(("need",) if rated.covers else ()), rated.where]
    if query.language:
        spoken = rated.speaks is Fact.YES
        why += ["interpretation"] if rated.interpreted else ["speaks"] if spoken else []
    if query.mode and _answers_by(contact, query.mode):
        why.append(query.mode)
    if contact.barrier_free is Fact.YES:
        why.append("barrier_free")
    phone = first_phone(contact, query)
    return Match(contact, phone, tuple(why), rated.speaks, rated.interpreted)


def _answers_by(contact: Contact, mode: str) -> bool:
    return any(phone.kind == _kind(mode) for phone in contact.phones)


def _imported_score(contact: Contact, query: Query) -> float:
    urgent = query.danger or bool(_HEARING.intersection(query.needs[:1]))
    said = fold(contact.name).split() if query.words else ()
    score: float = sum(WORDED for word in query.words if word in said)
    score += WORDED / 4 if query.words else 0
    score += sum(30 for code in query.wants if contact.fact(code) is _WANTED.get(code, Fact.YES))
    return score + (NOT_URGENT if urgent else 0)


def _kind(mode: str) -> str:
    return "sms" if mode == "text" else "voice"


def _covers(contact: Contact, needs: Sequence[str]) -> frozenset[str]:
    covers = contact.topics.intersection(needs)
    return covers | {"police"} if "emergency" in contact.topics and "police" in needs else covers


def _need_score(contact: Contact, needs: Sequence[str], covers: frozenset[str]) -> float:
    if not needs:
        return sum(RELATED_NEED for topic in _ANYTHING if topic in answers(contact, ""))
    direct = FIRST_NEED * (needs[0] in covers) + NEXT_NEED * len(covers - {needs[0]})
    listens = needs[0] not in _HEARING and contact.topics & _HEARING
    direct += LISTENS if direct and listens and "shelter" not in contact.topics else 0
    return direct or _related_score(contact, needs[0])


def _related_score(contact: Contact, need: str) -> float:
    related = _RELATED.get(need, ("general_crisis",))
    served = answers(contact, need)
    nearest = next((i for i, topic in enumerate(related) if topic in served), None)
    return 0 if nearest is None else RELATED_NEED - 10 * nearest


def answers(contact: Contact, need: str) -> frozenset[str]:
    """The topics of the contact that count for the need."""
    topics = contact.topics
    if need in _HEARING or not topics & _HEARING or "shelter" in topics:
        return topics
    # A line that listens is no answer to someone without a bed or a wage.
    return topics - {"general_crisis"}


def _where(contact: Contact, query: Query) -> str:
    if contact.country != query.country:
        return "elsewhere"
    if contact.area:
        return "town"
    if contact.region and query.region:
        return "region"
    # With no region known, one region's own line may be the wrong one.
    return "elsewhere" if contact.region else "country"


def speaks(contact: Contact, language: str | None) -> tuple[Fact, bool]:
    """Whether it can be spoken to in the language, and whether that is through an interpreter."""
    if language is None:
        return Fact.UNKNOWN, False
    if language in contact.tongues:
        return Fact.YES, False
    # Canada's lines that state no language answer in English.
    if contact.interpretation is Fact.YES:
        return Fact.YES, True
    listed = bool(contact.tongues)
    return (Fact.NO if listed and contact.interpretation is Fact.NO else Fact.UNKNOWN), False


def _audience_score(contact: Contact, query: Query) -> float:
    asked = set(query.needs) & _AUDIENCES | query.who
    asked |= {"francophone"} if query.language == "fr" else set()
    asked |= {_IMPLIED[need] for need in query.needs if need in _IMPLIED}
    groups = set(contact.groups)
    if not groups:
        return 0
    if groups & asked:
        return FOR_THEM
    if groups == {"migrants"} and "human_trafficking" in query.needs:
        # Most who are held were brought: a line for migrants is no dead end for them.
        return WOMEN_UNASKED
    return WOMEN_UNASKED if groups in _WOMEN_AND else NOT_FOR_THEM


def _enforcement_score(contact: Contact, query: Query) -> float:
    if not contact.enforcement:
        return 0
    if query.precarious:
        return ENFORCEMENT_FEARED
    return 0 if "police" in query.needs else ENFORCEMENT


def _choose(rated: Sequence[_Rated], query: Query, limit: int) -> list[Match]:
    """The best, then the best of what adds something: a need not covered yet, another number."""
    left = sorted(rated, key=lambda r: (-r.score, r.contact.id))
    left = _fit(left, query)
    chosen: list[_Rated] = []
    while left and len(chosen) < limit:
        chosen.append(_best(left, chosen, query.needs))
        left = [r for r in left if not _same_number(r, chosen)]
        imported = sum(1 for r in chosen if r.contact.origin)
        if imported >= MOST_IMPORTED and any(not r.contact.origin for r in left):
            left = [r for r in left if not r.contact.origin]
    return [_match(r, query) for r in _with_emergency(chosen, rated, limit)]


def _best(left: Sequence[_Rated], chosen: Sequence[_Rated], needs: Sequence[str]) -> _Rated:
    """First whoever is for the most pressing need, then whoever adds most to those chosen."""
    if not chosen:
        pressing = [r for r in left if needs and needs[0] in r.covers]
        return (pressing or left)[0]
    covered = frozenset[str]().union(*(r.covers for r in chosen))
    return max(left, key=lambda r: (r.score + FIRST_NEED * len(r.covers - covered), r.score))


def _with_emergency(chosen: list[_Rated], rated: Sequence[_Rated], limit: int) -> Sequence[_Rated]:
    """Where no line is for the need, the country's emergency number comes last."""
    line = _emergency([r.contact for r in rated])
    last = [r for r in rated if r.contact is line and not _same_number(r, chosen)]
    if len(chosen) >= limit or any(r.covers for r in chosen):
        return chosen
    return [*chosen, *last]


def _fit(left: Sequence[_Rated], query: Query) -> list[_Rated]:
    """Without what would mislead, as long as something else is left."""
    if "police" not in query.needs:
        left = [r for r in left if r.contact.topics != {"emergency"}] or left
    if query.precarious:
        left = [r for r in left if not r.contact.enforcement] or left
    suited = [r for r in left if r.score > NOT_FOR_THEM / 2] or left
    # Somebody who is for something else costs a call, and hope.
    fitting = [r for r in suited if r.covers or _related(r.contact, query)]
    return list(fitting or suited[:1])


def _related(contact: Contact, query: Query) -> bool:
    """Whether it can help all the same: a general line, one asked for by name or in its words."""
    if contact.id in query.named or (query.words and contact.origin):
        return True
    if not query.needs:
        return bool(contact.topics.intersection(_ANYTHING)) or bool(contact.origin)
    needs = {topic for need in query.needs for topic in _RELATED.get(need, ("general_crisis",))}
    return bool(needs & answers(contact, query.needs[0]))


def _same_number(rated: _Rated, chosen: Sequence[_Rated]) -> bool:
    numbers = {phone.number for phone in rated.contact.phones}
    return any(phone.number in numbers for r in chosen for phone in r.contact.phones)


def _relaxed(query: Query, chosen: Sequence[Match], there: Sequence[Contact]) -> tuple[str, ...]:
    unmet = []
    # "help" alone is no need that could be missed.
    special = set(query.needs) - {"general_crisis"}
    if special and not any("need" in match.why for match in chosen):
        unmet.append("need")
    if query.language and not any({"speaks", "interpretation"} & set(m.why) for m in chosen):
        unmet.append("language")
    if query.unknown_place or _far(query, chosen, there):
        unmet.append("place")
    if query.mode and not any(query.mode in match.why for match in chosen):
        unmet.append("mode")
    return tuple(unmet)


def _far(query: Query, chosen: Sequence[Match], there: Sequence[Contact]) -> bool:
    """Whether a place was named whose region has lines of its own, and none of them is shown."""
    named = query.place is not None and query.region is not None
    regional = any(contact.region for contact in there)
    return named and regional and not any({"town", "region"} & set(m.why) for m in chosen)
