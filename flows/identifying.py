"""Points to what could say who somebody is: in a text for an agency, or in a code for a place.

It points and suggests; it never changes a text. What it does not know it cannot see: a rare name in
small letters, a workplace whose name says nothing of its kind, a story that only one person has.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from flows.identifying_called import named
from flows.identifying_codes import ARTICLES, is_place
from flows.identifying_names import Token, names, tokens
from flows.identifying_places import places
from flows.identifying_related import related
from flows.identifying_shapes import FIRST, shapes
from flows.spelling import clean

LONGEST_CODE, MOST_WORDS = 24, 3
"""Characters and words of a code: what is longer tells a story."""
_LEAST_DIGITS = 7
_DIGITS_ALONE = re.compile(r"\d")
_STREET_CODE = re.compile(r"\s*\d{3,}\s+[^\W\d_]{2,}")
_CODE_KINDS = {
    "phone": "number", "age": "number", "link": "handle", "postcode": "address",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Finding:
    """Characters `start` to `end` of a text, and what they look like.

    `kind`: name, phone, number, email, link, handle, address, postcode, date or age.
    """

    start: int
    end: int
    kind: str
    words: str = field(repr=False)


def findings(text: str, country: str = "CA") -> tuple[Finding, ...]:
    """What could say who somebody is, in order, none over another. Takes any text, never raises.

    `country`: ISO 3166 code; how its telephone numbers look without a country code.
    """
    plain, words = _plain_digits(text), list(tokens(text))
    found = [
        *shapes(plain),
        *((start, end, "phone") for start, end in _phones(plain, country)),
        *((start, end, "address") for start, end in places(plain, words)),
        *((start, end, "name") for start, end in named(text, words)),
        *((start, end, "name") for start, end in related(text, words)),
    ]
    return tuple(Finding(start, end, kind, text[start:end]) for start, end, kind in _apart(found))


def problem_of_code(text: str) -> str | None:
    """What is wrong with a code for a place or a case; None if nothing is.

    One of: empty, email, handle, address, date, name, number, long.
    """
    code = clean(text)
    if not key_of(code):
        return "empty"
    kinds = {_CODE_KINDS.get(found.kind, found.kind) for found in findings(code)}
    for kind in ("email", "handle", "address", "date", "name", "number"):
        if kind in kinds:
            return kind
    plain = _plain_digits(code)
    if _STREET_CODE.match(plain) and len(plain.split()) <= MOST_WORDS:
        return "address"
    if is_place(plain):
        return "address"
    # A code has no reason to be a name, so here a word that is also one is refused.
    words = list(tokens(code))
    # "My" and "Le" are names too, though not before another word.
    if any(_is_name(one) for one in words if one is words[-1] or one.word not in ARTICLES):
        return "name"
    if len(_DIGITS_ALONE.findall(plain)) >= 5:
        return "number"
    if len(code) > LONGEST_CODE or len(code.split()) > MOST_WORDS:
        return "long"
    return None


def _is_name(token: Token) -> bool:
    known = names()
    in_asia = token.word in known.han[1] or token.word in known.hangul[1]
    return in_asia or known.kinds.get(token.key) in ("sure", "given", "place")


def key_of(code: str) -> str:
    """The letters and digits of a code."""
    return "".join(char for char in code if char.isalnum())


def _plain_digits(text: str) -> str:
    """`text` with any script's digits as 0-9; every character stays where it was."""
    return "".join(
        str(unicodedata.digit(char)) if not char.isascii() and char.isdecimal() else char
        for char in text
    )


def _phones(text: str, country: str) -> Iterator[tuple[int, int]]:
    # Slow to import, and few texts hold so many digits.
    if len(_DIGITS_ALONE.findall(text)) < _LEAST_DIGITS:
        return
    from phonenumbers import Leniency, PhoneNumberMatcher

    for match in PhoneNumberMatcher(text, country, leniency=Leniency.POSSIBLE):
        digits = re.sub(r"\D", "", match.raw_string)
        # 211, 911 and their like are for everybody; digits right after a letter are of a paper.
        alone = match.start == 0 or not text[match.start - 1].isalnum()
        if alone and len(digits) >= _LEAST_DIGITS:
            yield match.start, match.end


def _apart(found: Iterable[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """The same without overlaps: the surer kind keeps the words, then the longer stretch."""
    rank = {kind: place for place, kind in enumerate(FIRST)}
    kept: list[tuple[int, int, str]] = []
    for start, end, kind in sorted(found, key=lambda f: (rank[f[2]], f[0] - f[1], f[0])):
        if start < end and all(end <= other[0] or start >= other[1] for other in kept):
            kept.append((start, end, kind))
    return sorted(kept)
