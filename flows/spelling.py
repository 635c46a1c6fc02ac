"""Words as fingers type them: folding away what carries no meaning, and one slip of a finger."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from rapidfuzz.distance import OSA

SLIP_FROM = 4
"""Shorter words are too close to one another for a slip to be told from another word."""


def fold(text: str) -> str:
    """`text` without case, accents, punctuation, marks and doubled spaces; any digits as 0-9."""
    out = []
    for char in unicodedata.normalize("NFKD", text).casefold():
        kind = unicodedata.category(char)
        if kind == "Nd":
            out.append(str(unicodedata.digit(char)))
        elif kind[0] in "LN":
            out.append(char)
        elif kind[0] == "Z" or kind in ("Pd", "Po", "Pc") or char in "\t\n\r/":
            # An apostrophe joins ("don't" is one word); all other punctuation parts.
            out.append("" if char in "'’" else " ")
    return " ".join("".join(out).split())


def key(text: str) -> str:
    """`text` folded and without spaces: "E x i t !" and "exit" are the same key."""
    return fold(text).replace(" ", "")


def slip(typed: str, known: Iterable[str]) -> str | None:
    """The first known key one slip from `typed`: a letter wrong, missing, extra or swapped."""
    if len(typed) < SLIP_FROM:
        return None
    for word in known:
        if len(word) < SLIP_FROM or abs(len(word) - len(typed)) > 1:
            continue
        if OSA.distance(typed, word, score_cutoff=1) <= 1:
            return word
    return None


def clean(text: str) -> str:
    """Own words as they are kept: no control, direction or zero-width marks, single spaces."""
    kept = (
        " " if char in "\t\r\n" else char
        for char in unicodedata.normalize("NFC", text)
        if char in "\t\r\n" or unicodedata.category(char) not in ("Cc", "Cf", "Cs", "Co", "Cn")
    )
    return " ".join("".join(kept).split())
