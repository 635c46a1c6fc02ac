"""Reads an answer to "where are you?": here every word may be a place."""

from dataclasses import replace

from directory.model import Query
from directory.namesakes import Known, Span, Where, by_code, in_unspaced, resolve, within
from directory.text import Text, read
from directory.where import find_places

_LONGEST = 5
_SHOWN = 40
_LEADING = frozenset(
    [
        "i", "am", "in", "at", "near", "the", "live", "living", "stay", "staying", "around",
        "close", "to", "we", "are", "from", "here", "right", "now", "its", "it", "is", "my",
        "city", "town", "province", "country", "postal", "code", "je", "suis", "a", "en",
        "estoy",
    ]
)  # fmt: skip


def read_place(known: Known, text: str) -> Query:
    """The place that an answer to "where are you?" names: here every word may be one."""
    said = read(text)
    words = _after_leading(said.words)
    where = by_code(known, words) or _whole(known, said, words)
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
    for size in range(min(len(words), _LONGEST), 0, -1):
        key = " ".join(words[:size])
        places = known.gazetteer.named([key]).get(key, ())
        if places:
            span = Span(0, size, places)
            return resolve(known, key, within(known, words, span) or places)
    return _slipped(known, words) or in_unspaced(known, said) or _anywhere(known, said, words)


def _slipped(known: Known, words: tuple[str, ...]) -> Where | None:
    if all(word in known.common for word in words):
        return None
    for size in range(min(len(words), 3), 0, -1):
        typed = " ".join(words[:size])
        meant = known.all_names.nearest(typed)
        places = known.gazetteer.named([meant]).get(meant, ()) if meant else ()
        if places:
            where = resolve(known, typed, within(known, words, Span(0, size, places)) or places)
            label = where.place.label if where.place else typed
            return replace(where, guesses=((typed, label),))
    return None


def _anywhere(known: Known, said: Text, words: tuple[str, ...]) -> Where:
    where = find_places(known, said, ())
    shown = " ".join(words)[:_SHOWN]
    return where if where.place else Where(unknown=shown or None)
