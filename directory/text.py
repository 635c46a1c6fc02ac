"""A text as it is read: its words in their long form, and what has been understood of them."""

import re
from collections.abc import Sequence
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
    ending: int = 0
    """Where the words after the last stop begin: "need a bed. duncan"; 0 where there is no stop."""

    def with_words(self, changed: dict[int, str]) -> "Text":
        """The same text with some words taken as others."""
        words = tuple(changed.get(at, word) for at, word in enumerate(self.words))
        return Text(words, self.typed, self.solid, self.ending)


def read(text: str) -> Text:
    """The text's first characters as words; any string is fine."""
    read = plain(text[:LOOKED_AT])
    typed = split(read)
    pairs = [(long, short) for short in typed for long in long_form(short)]
    solid = "".join(typed) if any(map(unspaced, typed)) else ""
    last = [
        long
        for short in split(_STOPS.split(read.rstrip(" .,;:!?"))[-1])
        for long in long_form(short)
    ]
    return Text(
        tuple(long for long, _ in pairs),
        tuple(short for _, short in pairs),
        solid,
        len(pairs) - len(last),
    )


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
