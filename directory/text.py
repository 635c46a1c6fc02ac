"""A text as it is read: its words in their long form, and what has been understood of them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from directory.words import long_form, plain, split, unspaced

LOOKED_AT = 600
"""Characters of a text that are read: more is not a request but an attack or a pasted page."""

_RUN = re.compile("[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]+")
_LONGEST_NAME = 6
_STOPS = re.compile(r"[.,;:!?\n()]+")


@dataclass(frozen=True, slots=True)
class Text:
    """The words of a text and, at the same index, what was typed for each."""

    words: tuple[str, ...]
    typed: tuple[str, ...]
    solid: str
    """The plain text without spaces where it holds unspaced scripts, else ""."""
    stops: frozenset[int] = frozenset()
    """Where sentences end and others begin, as indexes: "need a bed. duncan" has 3 and 4."""

    def with_words(self, changed: dict[int, str]) -> "Text":
        """The same text with some words taken as others."""
        words = tuple(changed.get(at, word) for at, word in enumerate(self.words))
        return Text(words, self.typed, self.solid, self.stops)


def read(text: str) -> Text:
    """The text's first characters as words; any string is fine."""
    read = plain(text[:LOOKED_AT])
    typed = split(read)
    pairs = [(long, short) for short in typed for long in long_form(short)]
    solid = "".join(typed) if any(map(unspaced, typed)) else ""
    words = tuple(long for long, _ in pairs)
    stops = frozenset(_stops(read)) if _STOPS.search(read) else frozenset()
    return Text(words, tuple(short for _, short in pairs), solid, stops)


def _stops(read: str) -> Iterator[int]:
    at = 0
    for sentence in _STOPS.split(read):
        at += sum(len(long_form(short)) for short in split(sentence))
        yield at


def pieces(words: Sequence[str]) -> list[str]:
    """Stretches of unspaced scripts that could be a name: in Arabic without what is joined on."""
    found = []
    for word in words:
        if "\u0600" <= word[0] <= "\u06ff":
            found += [word.removeprefix(joined) for joined in ("ب", "في", "ال", "بال", "و", "لل")]
        for run in _RUN.findall(word):
            found += [
                run[at : at + size]
                for size in range(_LONGEST_NAME, 1, -1)
                for at in range(len(run) - size + 1)
            ]
    return [piece for piece in found if len(piece) >= 2]
