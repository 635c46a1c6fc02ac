"""How much speaks for a contact: what does so whatever is asked, and what does for one query."""

from collections.abc import Iterable
from dataclasses import dataclass

from directory.model import Contact, Fact, Query
from directory.serving import HEARING, answers, kind, speaks
from directory.words import fold

# What weighs how much. A row outweighs all rows below it together only where that is meant: need
# over everything, an explicit wish (language, texting) over nearness, nearness over confidence.
FIRST_NEED = 400
NEXT_NEED = 150
RELATED_NEED = 60
NAMED = 5_000
SPEAKS = 90
SPEAKS_NOT = -60
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
# A service around the corner beats a line for the whole province; one far off does not.
NEAR = 100
PER_KM = 1.2
# Named by a word that few services say of themselves: as good as a need.
WORDED = 450
WANTED = 30
# Whoever may be dying is given a line that never closes before an office in their town.
NOT_URGENT = -500
# Whoever is held may have this hour alone: a line that never closes before an office.
CLOSES = -60
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
_OTHERWISE = ("general_crisis",)
_ANYTHING = frozenset({"general_crisis", "human_trafficking", "domestic_violence"})
# Audiences that are needs too: named in a query, they say who the person is.
_WOMEN_AND = frozenset({frozenset({"women"}), frozenset({"women", "lgbtq"})})
_AUDIENCES = frozenset({"youth", "child", "indigenous", "lgbtq", "seniors"})
_MIGRANTS = frozenset({"migrants"})
# Groups that a need implies: a line for migrants suits whoever asks about work or status.
_IMPLIED = {
    "labour_exploitation": "migrants",
    "immigration": "migrants",
    "human_trafficking": "minority",
    "domestic_violence": "minority",
}
# Facts that are wished for by their absence.
_WANTED = {"id_required": Fact.NO}


@dataclass(frozen=True, slots=True)
class Line:
    """A contact with all that is the same of it whatever is asked, worked out once."""

    contact: Contact
    base: int
    """What speaks for it in any case."""
    covers: frozenset[str]
    """Needs it is for: an emergency number is for the police as well."""
    answers: frozenset[str]
    """Its topics that count for a need that is not to be listened to."""
    listens: int
    special: float
    kinds: frozenset[str]
    numbers: frozenset[str]


def ready(contact: Contact) -> Line:
    """The contact made ready to be rated."""
    topics = contact.topics
    base = CONFIDENCE[contact.confidence] + BARRIER_FREE[contact.barrier_free]
    base += DAY_AND_NIGHT * contact.always_open + RECENT * ((contact.seen_year or 0) >= 2023)
    return Line(
        contact,
        base,
        topics | {"police"} if "emergency" in topics else topics,
        answers(contact, ""),
        LISTENS if topics & HEARING and "shelter" not in topics else 0,
        SPECIAL / len(topics) if topics else 0,
        frozenset([phone.kind for phone in contact.phones]),
        frozenset([phone.number for phone in contact.phones]),
    )


def by_country(contacts: Iterable[Contact]) -> dict[str, tuple[Line, ...]]:
    """Those that may be shown, ready to be rated, by the country they are in."""
    lines: dict[str, tuple[Line, ...]] = {}
    for contact in contacts:
        if contact.offered:
            lines[contact.country] = (*lines.get(contact.country, ()), ready(contact))
    return lines


@dataclass(frozen=True, slots=True)
class Asked:
    """A query with all that is the same of it for every contact."""

    query: Query
    needs: frozenset[str]
    first: str
    """The most pressing need, or ""."""
    heard: bool
    """Whether that need is to be listened to."""
    related: tuple[str, ...]
    """Topics of lines that can help where none is for the first need, the nearest first."""
    helpful: frozenset[str]
    """Topics of lines that can help with any of the needs, or with anything."""
    groups: frozenset[str]
    """Who the person said they are, or is likely to be."""
    hurry: int


def asked(query: Query) -> Asked:
    """The query made ready to rate contacts for it."""
    first = query.needs[0] if query.needs else ""
    heard = first in HEARING
    related = [_RELATED.get(need, _OTHERWISE) for need in query.needs]
    groups = {*_AUDIENCES.intersection(query.needs), *query.who}
    groups.update(_IMPLIED[need] for need in query.needs if need in _IMPLIED)
    if query.language == "fr":
        groups.add("francophone")
    return Asked(
        query,
        frozenset(query.needs),
        first,
        heard,
        related[0] if related else (),
        frozenset().union(*related) if related else _ANYTHING,
        frozenset(groups),
        NOT_URGENT if query.danger or heard else 0,
    )


@dataclass(slots=True)
class Rated:
    """A contact with what speaks for it."""

    score: float
    line: Line
    covers: frozenset[str]
    where: str
    speaks: Fact
    interpreted: bool


def rate(line: Line, asked: Asked, km: float | None = None) -> Rated:
    """The contact rated for the query; `km` is how far an imported one is, where it has a place."""
    contact, query = line.contact, asked.query
    covers = line.covers & asked.needs
    where = _where(contact, query) if km is None else "town"
    score: float = line.base + _need_score(line, asked, covers) + _audience_score(contact, asked)
    score += AREA[where] if km is None else max(0.0, NEAR - PER_KM * km)
    if contact.origin:
        score += asked.hurry + _imported_score(contact, query)
    spoken, interpreted = speaks(contact, query.language)
    score += _language_score(contact, query, spoken, interpreted)
    if asked.first == "human_trafficking" and not (contact.always_open or contact.origin):
        score += CLOSES
    if query.mode and kind(query.mode) in line.kinds:
        score += MODE
    if covers and asked.first != "general_crisis":
        score += line.special
    if contact.id in query.named:
        score += NAMED
    if contact.enforcement:
        score += _enforcement_score(query)
    return Rated(score, line, covers, where, spoken, interpreted)


def can_help(rated: Rated, asked: Asked) -> bool:
    """Whether it can help all the same: a general line, one asked for by name or in its words."""
    contact, query = rated.line.contact, asked.query
    if contact.id in query.named or (contact.origin and (query.words or not query.needs)):
        return True
    topics = rated.line.answers if query.needs and not asked.heard else contact.topics
    return not topics.isdisjoint(asked.helpful)


def _need_score(line: Line, asked: Asked, covers: frozenset[str]) -> int:
    if not asked.needs:
        return RELATED_NEED * len(_ANYTHING & line.answers)
    if not covers:
        return _related_score(line, asked)
    first = asked.first in covers
    score = FIRST_NEED * first + NEXT_NEED * (len(covers) - first)
    return score if asked.heard else score + line.listens


def _related_score(line: Line, asked: Asked) -> int:
    served = line.contact.topics if asked.heard else line.answers
    for nearness, topic in enumerate(asked.related):
        if topic in served:
            return RELATED_NEED - 10 * nearness
    return 0


def _where(contact: Contact, query: Query) -> str:
    if contact.country != query.country:
        return "elsewhere"
    if contact.area:
        return "town"
    if contact.region and query.region:
        return "region"
    # With no region known, one region's own line may be the wrong one.
    return "elsewhere" if contact.region else "country"


def _language_score(contact: Contact, query: Query, spoken: Fact, interpreted: bool) -> int:
    if spoken is Fact.NO:
        return SPEAKS_NOT
    if spoken is Fact.YES:
        return INTERPRETED if interpreted else SPEAKS
    # Whoever works for migrants is used to callers who speak another language.
    return INTERPRETED if query.language and contact.groups == _MIGRANTS else 0


def _imported_score(contact: Contact, query: Query) -> float:
    score = 0.0
    if query.words:
        said = fold(contact.name).split()
        score = WORDED / 4 + sum(WORDED for word in query.words if word in said)
    for code in query.wants:
        score += WANTED * (contact.fact(code) is _WANTED.get(code, Fact.YES))
    return score


def _audience_score(contact: Contact, asked: Asked) -> int:
    groups = contact.groups
    if not groups:
        return 0
    if not groups.isdisjoint(asked.groups):
        return FOR_THEM
    if groups == _MIGRANTS and "human_trafficking" in asked.needs:
        # Most who are held were brought: a line for migrants is no dead end for them.
        return WOMEN_UNASKED
    return WOMEN_UNASKED if groups in _WOMEN_AND else NOT_FOR_THEM


def _enforcement_score(query: Query) -> int:
    if query.precarious:
        return ENFORCEMENT_FEARED
    return 0 if "police" in query.needs else ENFORCEMENT
