"""The names that are known, by how sure a word is one; loaded the first time they are needed."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_DATA = Path(__file__).parent / "data"
NAMES = _DATA / "names.txt"
KINDS = ("sure", "given", "family", "place", "plain")
"""A name and nothing else; given and family names that are also words; given names (`place`) and
family names (`plain`) that are also towns, months, tongues or words of every day."""
# Latin, Greek and Cyrillic accents, the short vowels of Arabic, the dot below of Indic letters. Not
# Indic vowel signs: `flows.spelling.fold` drops them, and then other words are meant.
_MARKS = re.compile("[\u0300-\u036f\u064b-\u0655\u0670\u0640\u093c\u0a3c]")
_JOINTS = re.compile("['\u2018\u2019\u02bc\u02bb`\u00b4\u2010-\u2014-]")
_LETTERS = str.maketrans({"đ": "d", "ø": "o", "ł": "l", "ı": "i", "ى": "ي", "ی": "ي", "ة": "ه"})
_TOKEN_JOINS = frozenset("'\u2019\u02bc-\u2010\u2011\u200c\u200d")


@dataclass(frozen=True, slots=True)
class Names:
    """Folded words by kind, phrases that hold a name and are none, names without spaces around."""

    kinds: Mapping[str, str]
    known: frozenset[str]
    han: tuple[frozenset[str], frozenset[str]]
    hangul: tuple[frozenset[str], frozenset[str]]


@dataclass(frozen=True, slots=True)
class Token:
    """One word of a text: where it is, as written, and as the lists have it."""

    start: int
    end: int
    word: str
    key: str


def name_key(word: str) -> str:
    """A word as the lists have it: no case, accents, apostrophes or hyphens."""
    folded = _MARKS.sub("", unicodedata.normalize("NFKD", word.casefold()))
    return _JOINTS.sub("", unicodedata.normalize("NFC", folded).translate(_LETTERS)).strip()


def tokens(text: str) -> Iterator[Token]:
    """The words of `text`: letters with their marks, joined by an apostrophe or a hyphen."""
    start = None
    for at, char in enumerate(text + " "):
        inside = start is not None
        if char.isalpha() or (inside and unicodedata.category(char)[0] == "M"):
            start = at if start is None else start
        elif inside and char in _TOKEN_JOINS and text[at + 1 : at + 2].isalpha():
            continue
        elif start is not None:
            word = text[start:at]
            yield Token(start, at, word, name_key(word))
            start = None


@cache
def names() -> Names:
    """The lists, read once: 5 to 15 ms, about 4 MB."""
    sections: dict[str, list[str]] = {}
    held: list[str] = []
    for line in NAMES.read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            held = sections.setdefault(line.strip("[]"), [])
        elif line and not line.startswith("#"):
            held.append(line)
    kinds = {name: kind for kind in reversed(KINDS) for name in sections[kind]}
    return Names(
        kinds,
        frozenset(sections["known"]),
        (frozenset(sections["han family"]), frozenset(sections["han given"])),
        (frozenset(sections["hangul family"]), frozenset(sections["hangul given"])),
    )


@cache
def naming_words() -> dict[str, frozenset[str]]:
    """Words that help to tell a name from other words, by what they tell."""
    read = tomllib.loads((_DATA / "naming_words.toml").read_text(encoding="utf-8"))
    return {what: frozenset(words.split()) for what, words in read.items()}
