"""Which of the places of one name is meant, and what else it could be."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from directory.model import Place
from directory.places import Gazetteer
from directory.slips import Vocabulary
from directory.text import Text, pieces
from directory.weak import Weak

OTHERS = 3
"""Other places offered at most."""

# A town of the home region with as many people is meant, whatever else bears its name: Vancouver,
# Victoria. So is one of the home country so many times larger than its namesakes there, unless one
# abroad is as many times larger than it: London.
_PLAIN_HERE = 5_000
_TIMES = 10
# A namesake elsewhere is worth mentioning from this many people on.
_NOTABLE = 50_000
_FSA = re.compile(r"[a-ceghj-nprstvxy]\d[a-ceghj-nprstv-z]")
_LDU = re.compile(r"\d[a-z]\d")
_FULL = re.compile(r"([a-ceghj-nprstvxy]\d[a-ceghj-nprstv-z])\d[a-z]\d")


class Known(Protocol):
    """What a reader knows, as far as places need it."""

    @property
    def gazetteer(self) -> Gazetteer: ...
    @property
    def home_names(self) -> Vocabulary: ...
    @property
    def all_names(self) -> Vocabulary: ...
    @property
    def common(self) -> frozenset[str]: ...
    @property
    def country(self) -> str: ...
    @property
    def region(self) -> str | None: ...
    @property
    def weak(self) -> Weak: ...


@dataclass(frozen=True, slots=True)
class Where:
    """The place meant, what else it could be, and words after "in" that are no known place."""

    place: Place | None = None
    others: tuple[Place, ...] = ()
    guesses: tuple[tuple[str, str], ...] = ()
    unknown: str | None = None
    covered: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Span:
    """Words start to end that name one of several places."""

    start: int
    end: int
    places: tuple[Place, ...]


def best(known: Known, places: Sequence[Place]) -> list[Place]:
    """The places of one name, the likeliest first."""
    return sorted(places, key=lambda p: (-_likely(known, p), p.id))


def resolve(known: Known, typed: str, places: Sequence[Place]) -> Where:
    """The likeliest of the places a name could mean, and the others worth mentioning."""
    chosen, *rest = best(known, places)
    if _plain(known, chosen, rest):
        return Where(chosen)
    others = tuple(p for p in rest if _worth_saying(known, chosen, p))[:OTHERS]
    guesses = ((typed, chosen.label),) if others else ()
    return Where(chosen, others, guesses)


def by_code(known: Known, words: Sequence[str]) -> Where | None:
    """The place of a postal code among the words: a code means nothing else."""
    found = _postal_code(known, words)
    if not found:
        return None
    place, start, end = found
    return Where(place, covered=frozenset(range(start, end)))


def _postal_code(known: Known, words: Sequence[str]) -> tuple[Place, int, int] | None:
    """The place of a postal code's first three characters; the rest of it is not looked at."""
    for at, word in enumerate(words):
        full = _FULL.fullmatch(word)
        code = full.group(1) if full else word if _FSA.fullmatch(word) else None
        place = known.gazetteer.fsa(code) if code else None
        if place:
            longer = at + 1 < len(words) and _LDU.fullmatch(words[at + 1])
            return place, at, at + 2 if longer else at + 1
    return None


def within(known: Known, words: Sequence[str], span: Span) -> list[Place]:
    """The span's places that lie in the province or country named right after it."""
    for size in (3, 2, 1):
        after = words[span.end : span.end + size]
        if len(after) < size:
            continue
        wider = known.gazetteer.named([" ".join(after)]).get(" ".join(after), ())
        for outer in wider:
            inner = [p for p in span.places if p.kind != "country" and lies_in(p, outer)]
            if inner:
                return inner
    return []


def lies_in(place: Place, outer: Place) -> bool:
    """Whether the place is in that province or country."""
    if outer.kind == "region":
        return place.region == outer.region and place.id != outer.id
    return outer.kind == "country" and place.country == outer.country


def in_unspaced(known: Known, said: Text) -> Where | None:
    """A place named in a script without spaces."""
    if not said.solid:
        return None
    found = known.gazetteer.named(pieces(said.words)[:300])
    at_home = {
        key: [p for p in places if p.country == known.country or p.kind == "country"]
        for key, places in found.items()
    }
    named = {key: places for key, places in at_home.items() if places}
    if not named:
        return None
    typed = max(named, key=lambda key: (any(p.kind == "town" for p in named[key]), len(key), key))
    return resolve(known, typed, named[typed])


def _likely(known: Known, place: Place) -> float:
    if place.kind != "town" or not place.id.startswith("g"):
        # What was written by hand is there because it is asked for.
        return 1e12
    weight = 1 if place.country != known.country else 40 if place.region != known.region else 10_000
    return weight * max(place.population, 1)


def _plain(known: Known, chosen: Place, rest: Sequence[Place]) -> bool:
    """Whether nobody at home would think of another place of this name."""
    if chosen.kind != "town" or chosen.country != known.country:
        return False
    if known.region is not None and chosen.region == known.region:
        return chosen.population >= _PLAIN_HERE
    towns = [p for p in rest if p.kind == "town"]
    return all(
        chosen.population >= _TIMES * p.population
        if p.country == known.country
        else p.population <= _TIMES * chosen.population
        for p in towns
    )


def _worth_saying(known: Known, chosen: Place, other: Place) -> bool:
    if chosen.kind != "town" and other.kind == "town":
        return False
    near = other.country == known.country and other.region != chosen.region
    return other.label != chosen.label and (near or other.population >= _NOTABLE)
