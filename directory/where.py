"""Finds the place in a text: only where the sentence means one, and with what else it could be."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from directory.model import Place, Query
from directory.places import Gazetteer
from directory.slips import Vocabulary
from directory.text import Text, pieces, read

_LONGEST = 4
_OTHERS = 3
_SHOWN = 40
# A namesake elsewhere is worth mentioning from this many people on.
_NOTABLE = 50_000
_LARGE = 100_000

_PREPOSITIONS = frozenset(
    [
        "in", "near", "at", "around", "outside", "inside", "nearby", "to", "within", "en",
        "dans", "au", "aux", "pres", "vers", "cerca", "desde", "sa", "em", "na", "у", "в", "во",
        "біля", "возле", "ਵਿੱਚ", "mein", "vich", "tai", "dari",
    ]
)  # fmt: skip
_SURE = frozenset({"in", "near", "around", "outside", "at"})
_IN = tuple((word,) for word in sorted(_SURE))
_ARTICLES = frozenset(
    {"the", "downtown", "central", "north", "south", "east", "west", "of", "from"}
)
# What stands after a place in Punjabi and Hindi.
_AFTER = {(word,) for word in ("ਵਿੱਚ", "ਵਿਚ", "ਤੋਂ", "में", "से", "mein", "vich", "wich", "ton")}
_ALWAYS = frozenset({"bc", "usa", "yvr", "dtes"})
# Where someone comes from, or fears to be sent, is not where they are.
_ORIGIN = frozenset({"from", "desde"})
_REPORTING = frozenset(
    [
        "calling", "call", "texting", "text", "writing", "write", "line", "number", "phoning",
    ]
)  # fmt: skip
_SENT = frozenset(
    [
        "back", "deport", "deported", "return", "returned", "send", "sent", "fly", "flight",
    ]
)  # fmt: skip
# "they will hurt my mother in Vietnam": a threat there, a person here.
_OTHERS_THAN_ME = frozenset(
    ["mother", "father", "mom", "mum", "dad", "parents", "family", "sister", "brother", "son",
     "daughter", "children", "kids", "wife", "husband", "friend", "relatives", "grandmother"]
)  # fmt: skip
_FILLER = frozenset(
    [
        "a", "an", "the", "i", "im", "am", "is", "are", "my", "me", "we", "us", "for", "in",
        "near", "at", "to", "and", "or", "of", "on", "with", "need", "needs", "want", "looking",
        "look", "find", "any", "who", "that", "speaks", "speak", "speaking", "some", "someone",
        "please", "pls", "where", "what", "can", "you", "get", "there", "here", "line", "lines",
        "number", "numbers", "phone", "service", "services", "centre", "center", "help",
        "house", "women", "woman", "men", "man", "girl", "boy", "kids", "children", "child",
        "who", "near", "by", "around", "close", "free", "open", "now", "today", "tonight",
        "live", "living", "stay", "staying", "from", "bc", "hi", "hello", "hey",
    ]
)  # fmt: skip
_LEADING = frozenset(
    [
        "i", "am", "in", "at", "near", "the", "live", "living", "stay", "staying", "around",
        "close", "to", "we", "are", "from", "here", "right", "now", "its", "it", "is", "my",
        "city", "town", "province", "country", "postal", "code", "je", "suis", "a", "en",
        "estoy",
    ]
)  # fmt: skip
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


@dataclass(frozen=True, slots=True)
class Where:
    """The place meant, what else it could be, and words after "in" that are no known place."""

    place: Place | None = None
    others: tuple[Place, ...] = ()
    guesses: tuple[tuple[str, str], ...] = ()
    unknown: str | None = None
    covered: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class _Span:
    """Words start to end that name one of several places."""

    start: int
    end: int
    places: tuple[Place, ...]


def after_preposition(words: Sequence[str], at: int) -> bool:
    """Whether the word stands where a place does: after "in", or "in the"."""
    return _before(words, at) in _PREPOSITIONS


def _before(words: Sequence[str], at: int) -> str:
    """The word before, or the one before its article."""
    before = words[max(0, at - 2) : at]
    if len(before) > 1 and before[-1] in _ARTICLES:
        return before[0]
    return before[-1] if before else ""


def find_places(known: Known, said: Text, covered: Collection[int]) -> Where:
    """The place the text means; `covered` are the words that already mean something else."""
    by_code = _by_fsa(known, said.words)
    if by_code:
        return by_code
    spans = _spans(known, said, covered)
    meant = [span for span in spans if _here(known, said.words, span)]
    if not meant:
        unknown = _unknown(
            known, said, covered, [at for s in spans for at in range(s.start, s.end)]
        )
        elsewhere = tuple(best(known, span.places)[0] for span in spans)[:_OTHERS]
        return _inside(known, said) or Where(others=elsewhere, unknown=unknown)
    return _settled(known, said, _first(said.words, meant), spans)


def read_place(known: Known, text: str) -> Query:
    """The place that an answer to "where are you?" names: here every word may be one."""
    said = read(text)
    words = _after_leading(said.words)
    where = _by_fsa(known, words) or _whole(known, said, words)
    place = where.place
    blank = Query(country=known.country, region=known.region, unknown_place=where.unknown)
    if place is None:
        return blank
    home = place.kind == "country" and place.country == known.country
    region = known.region if home else place.region
    return Query(
        place=place,
        country=place.country,
        region=region,
        guesses=where.guesses,
        other_places=where.others,
    )


def _after_leading(words: tuple[str, ...]) -> tuple[str, ...]:
    """The words without the beginning of a sentence such as "I am in"."""
    while len(words) > 1 and words[0] in _LEADING:
        words = words[1:]
    return words


def _whole(known: Known, said: Text, words: tuple[str, ...]) -> Where:
    """The longest beginning of the answer that names a place, then any part of it."""
    for size in range(min(len(words), _LONGEST + 1), 0, -1):
        key = " ".join(words[:size])
        places = known.gazetteer.named([key]).get(key, ())
        if places:
            span = _Span(0, size, places)
            return resolve(known, key, _within(known, words, span) or places)
    return _slipped(known, words) or _inside(known, said) or _anywhere(known, said, words)


def _slipped(known: Known, words: tuple[str, ...]) -> Where | None:
    for size in range(min(len(words), 3), 0, -1):
        typed = " ".join(words[:size])
        meant = known.all_names.nearest(typed)
        places = known.gazetteer.named([meant]).get(meant, ()) if meant else ()
        if places:
            where = resolve(known, typed, _within(known, words, _Span(0, size, places)) or places)
            label = where.place.label if where.place else typed
            return replace(where, guesses=((typed, label),))
    return None


def _anywhere(known: Known, said: Text, words: tuple[str, ...]) -> Where:
    where = find_places(known, said, ())
    shown = " ".join(words)[:_SHOWN]
    return where if where.place else Where(unknown=shown or None)


def best(known: Known, places: Sequence[Place]) -> list[Place]:
    """The places of one name, the likeliest first."""
    return sorted(places, key=lambda p: (-_likely(known, p), p.id))


def resolve(known: Known, typed: str, places: Sequence[Place]) -> Where:
    """The likeliest of the places a name could mean, and the others worth mentioning."""
    chosen, *rest = best(known, places)
    others = tuple(p for p in rest if _worth_saying(known, chosen, p))[:_OTHERS]
    guesses = ((typed, chosen.label),) if others else ()
    return Where(chosen, others, guesses)


def by_postal_code(known: Known, words: Sequence[str]) -> tuple[Place, int, int] | None:
    """The place of a postal code's first three characters; the rest of it is not looked at."""
    for at, word in enumerate(words):
        full = _FULL.fullmatch(word)
        code = full.group(1) if full else word if _FSA.fullmatch(word) else None
        place = known.gazetteer.fsa(code) if code else None
        if place:
            longer = at + 1 < len(words) and _LDU.fullmatch(words[at + 1])
            return place, at, at + 2 if longer else at + 1
    return None


def _by_fsa(known: Known, words: Sequence[str]) -> Where | None:
    found = by_postal_code(known, words)
    if not found:
        return None
    place, start, end = found
    return Where(place, covered=frozenset(range(start, end)))


def _likely(known: Known, place: Place) -> float:
    if place.kind != "town" or not place.id.startswith("g"):
        # What was written by hand is there because it is asked for.
        return 1e12
    weight = 1 if place.country != known.country else 40 if place.region != known.region else 10_000
    return weight * max(place.population, 1)


def _worth_saying(known: Known, chosen: Place, other: Place) -> bool:
    if chosen.kind != "town" and other.kind == "town":
        return False
    near = other.country == known.country and other.region != chosen.region
    return other.label != chosen.label and (near or other.population >= _NOTABLE)


def _spans(known: Known, said: Text, covered: Collection[int]) -> list[_Span]:
    """Names of places in the text, longest first where they overlap, in order."""
    words = said.words
    bounds = [
        (start, start + size)
        for size in range(_LONGEST, 0, -1)
        for start in range(len(words) - size + 1)
        if any(at not in covered for at in range(start, start + size))
    ]
    named = known.gazetteer.named(" ".join(words[a:b]) for a, b in bounds)
    taken: set[int] = set()
    spans = []
    for start, end in bounds:
        places = named.get(" ".join(words[start:end]), ())
        if places and not taken.intersection(range(start, end)):
            span = _Span(start, end, places)
            if _place_like(known, said, span, covered):
                spans.append(span)
                taken.update(range(start, end))
    return sorted(spans, key=lambda span: span.start)


def _place_like(known: Known, said: Text, span: _Span, covered: Collection[int]) -> bool:
    """Whether these words mean a place here, and not a thing, a name or a word of the sentence."""
    words, word = said.words, said.words[span.start]
    single = span.end - span.start == 1
    if single and word in _ALWAYS:
        return True
    if single and (word.isdigit() or word in _FILLER):
        return False
    home = any(p.country == known.country or p.kind != "town" for p in span.places)
    if single and (word in known.common or (word.isascii() and len(word) < 4)):
        # Not "in the van", "in a mission": a place has no article.
        sure = words[span.start - 1 : span.start] in _IN or _beside(words, span, covered)
        return (home and sure) or _qualified(known, words, span)
    return home or _abroad(known, words, span, covered)


def _abroad(known: Known, words: Sequence[str], span: _Span, covered: Collection[int]) -> bool:
    """Whether the name of a foreign town is meant: so many are also names of people and things."""
    if after_preposition(words, span.start) or words[span.end : span.end + 1] in _AFTER:
        return True
    if any(p.population >= _LARGE for p in span.places):
        foreign = not words[span.start].isascii()
        return foreign or span.end - span.start > 1 or _beside(words, span, covered)
    return _qualified(known, words, span)


def _beside(words: Sequence[str], span: _Span, covered: Collection[int]) -> bool:
    """Whether all other words are what is asked for, as in "shelter hope punjabi"."""
    others = [at for at in range(len(words)) if not span.start <= at < span.end]
    asked = [at for at in others if at in covered]
    rest = [words[at] for at in others if at not in covered]
    return bool(asked) and len(words) <= 8 and all(word in _FILLER for word in rest)


def _qualified(known: Known, words: Sequence[str], span: _Span) -> bool:
    return bool(_within(known, words, span))


def _within(known: Known, words: Sequence[str], span: _Span) -> list[Place]:
    """The span's places that lie in the province or country named right after it."""
    for size in (3, 2, 1):
        after = words[span.end : span.end + size]
        if len(after) < size:
            continue
        wider = known.gazetteer.named([" ".join(after)]).get(" ".join(after), ())
        for outer in wider:
            inner = [p for p in span.places if p.kind != "country" and _lies_in(p, outer)]
            if inner:
                return inner
    return []


def _lies_in(place: Place, outer: Place) -> bool:
    if outer.kind == "region":
        return place.region == outer.region and place.id != outer.id
    return outer.kind == "country" and place.country == outer.country


def _here(known: Known, words: Sequence[str], span: _Span) -> bool:
    """Whether the place is where the person is, not where they come from or could be sent."""
    before = words[max(0, span.start - 4) : span.start]
    home = any(p.country == known.country for p in span.places)
    if before and before[-1] in {"the", "la", "el"}:
        before = before[:-1]
    if not before:
        return True
    if not home and _OTHERS_THAN_ME.intersection(before):
        return False
    if before[-1] in _ORIGIN:
        return home or bool(_REPORTING.intersection(before))
    return home or before[-1] != "to" or not _SENT.intersection(before)


def _first(words: Sequence[str], spans: Sequence[_Span]) -> _Span:
    sure = (s for s in spans if s.start and words[s.start - 1] in _SURE)
    towns = (s for s in spans if any(p.kind != "country" for p in s.places))
    return next(sure, None) or next(towns, None) or spans[0]


def _settled(known: Known, said: Text, span: _Span, spans: Sequence[_Span]) -> Where:
    typed = " ".join(dict.fromkeys(said.typed[span.start : span.end]))
    inner = _within(known, said.words, span)
    covered = frozenset(at for s in spans for at in range(s.start, s.end))
    where = resolve(known, typed, inner or span.places)
    named = (best(known, s.places)[0] for s in spans if s is not span)
    elsewhere = tuple(p for p in named if where.place and not _lies_in(where.place, p))
    others = tuple(dict.fromkeys((*where.others, *elsewhere)))[:_OTHERS]
    return Where(where.place, others, where.guesses, None, covered)


def _inside(known: Known, said: Text) -> Where | None:
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


def _unknown(
    known: Known, said: Text, covered: Collection[int], named: Collection[int]
) -> str | None:
    """The words after "in" or "near" that nothing else explains."""
    for at in range(1, len(said.words)):
        if said.words[at - 1] in {"in", "near", "around"}:
            words = list(_strange_words(known, said, at, {*covered, *named}))
            if words:
                return " ".join(words)
    return None


def _strange_words(known: Known, said: Text, at: int, taken: Collection[int]) -> Iterator[str]:
    for place in range(at, min(at + 2, len(said.words))):
        word = said.words[place]
        if place in taken or word in known.common or len(word) < 3 or word.isdigit():
            return
        yield said.typed[place]
