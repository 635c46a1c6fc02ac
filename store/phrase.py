"""Phrases of five words, made here and never chosen by the person: 64.6 bits.

A phrase that people choose can be guessed by somebody who knows them. These are drawn from the
7,772 words of the EFF's long list that are plain words (NOTICE), so nobody can.
"""

import re
import secrets
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path

LENGTH = 5
_WORDS = Path(__file__).parent / "data" / "words.txt"


@cache
def words() -> tuple[str, ...]:
    """The words that phrases are made of, in order."""
    return tuple(_WORDS.read_text(encoding="utf-8").split())


def new(choose: Callable[[Sequence[str]], str] = secrets.choice, length: int = LENGTH) -> str:
    """A new phrase: five words and spaces, or as many as are told."""
    return " ".join(choose(words()) for _ in range(length))


def read(text: str, length: int = LENGTH) -> str | None:
    """The phrase of so many words that a text is, whatever its case and punctuation; None if it is
    none.
    """
    found = re.findall(r"[^\W\d_]+", text[:200].casefold())
    if len(found) != length or not set(found) <= set(words()):
        return None
    return " ".join(found)
