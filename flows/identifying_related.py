"""Names that follow a word for a person's relation: "my daughter Aisling", "mi hija Marisol"."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path

from flows.identifying_names import Names, Token, name_key, names

_WORDS = Path(__file__).parent / "data" / "relation_words.toml"
_LONGEST_NAME = 3
_HAN, _HANGUL = "\u3400-\u9fff", "\uac00-\ud7a3"
_LISTED = ("sure", "given", "family", "place")


@cache
def _words() -> dict[str, frozenset[str]]:
    read = tomllib.loads(_WORDS.read_text(encoding="utf-8"))
    return {what: frozenset(map(name_key, words.split())) for what, words in read.items()}


def related(text: str, words: Sequence[Token]) -> list[tuple[int, int]]:
    """Stretches of `text` that name somebody's relation, friend or client. `words`: its tokens."""
    known = names()
    shouted = not any(char.islower() for char in text)
    found = [*_without_capitals(text, words, known), *_unspaced(text, known)]
    if not shouted:
        found += _with_capitals(text, words)
    return found


def _with_capitals(text: str, words: Sequence[Token]) -> Iterator[tuple[int, int]]:
    for at, token in enumerate(words[:-1]):
        if token.key not in _words()["related"] or not _is_relation(text, words, at):
            continue
        last = at
        while last < min(at + _LONGEST_NAME, len(words) - 1):
            if not _is_name(text, words[last], words[last + 1], first=last == at):
                break
            last += 1
        if last > at:
            yield words[at + 1].start, words[last].end


def _is_relation(text: str, words: Sequence[Token], at: int) -> bool:
    """Whether the word is one for a relation here, and not a part of a title or of a heading."""
    whose = at > 0 and words[at - 1].key in _words()["whose"]
    small = not words[at].word[0].isupper()
    german = whose and words[at - 1].key.startswith(("mein", "ihr", "sein", "unser"))
    return small or german or (words[at].key == "client" and _opens(text, words[at].start))


def _is_name(text: str, one: Token, two: Token, *, first: bool) -> bool:
    between = text[one.end : two.start]
    # "my daughter, Aisling, is here", but not "my sister, Please call".
    aside = first and between == ", " and text[two.end : two.end + 1] in (",", ".", ")", "")
    if between not in (" ", " (") and not aside:
        return False
    shown = two.word[0].isupper() and (len(two.word) == 1 or not two.word.isupper())
    return shown and len(two.word) > 1 and two.key not in _words()["no_name"]


def _without_capitals(text: str, words: Sequence[Token], known: Names) -> Iterator[tuple[int, int]]:
    for one, two in pairwise(words):
        if one.key not in _words()["before_listed"] or text[one.end : two.start].strip():
            continue
        # Vietnamese has capitals, and its words for relations are also "you" and "I".
        latin = two.key[:1] < "\u0370"
        listed = known.kinds.get(two.key) in _LISTED
        if listed and (two.word[0].isupper() if latin else True):
            yield two.start, two.end


@cache
def _han() -> re.Pattern[str]:
    return re.compile(f"(?:{'|'.join(_words()['han'])})(?:是|叫|，|、)?([{_HAN}]{{1,3}})")


@cache
def _hangul() -> re.Pattern[str]:
    longest = sorted(_words()["hangul"], key=len, reverse=True)
    return re.compile(f"(?<![{_HANGUL}])(?:{'|'.join(longest)})\\s+([{_HANGUL}]{{2,5}})")


def _unspaced(text: str, known: Names) -> Iterator[tuple[int, int]]:
    if not any("\u3400" <= char <= "\ud7a3" for char in text):
        return
    for found in _han().finditer(text):
        two = found[1][:2]
        if len(two) == 2 and two in known.han[1]:
            yield found.start(1), found.start(1) + 2
    for found in _hangul().finditer(text):
        if found[1][:2] in known.hangul[1]:
            yield found.start(1), found.start(1) + 2


def _opens(text: str, start: int) -> bool:
    before = text[:start].rstrip()
    return not before or before[-1] in ".!?:;\n"
