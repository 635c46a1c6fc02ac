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


def new(choose: Callable[[Sequence[str]], str] = secrets.choice) -> str:
    """A new phrase: five words and spaces."""
    return " ".join(choose(words()) for _ in range(LENGTH))


def read(text: str) -> str | None:
    """The phrase that a text is, whatever its case and punctuation; None if it is none."""
    found = re.findall(r"[^\W\d_]+", text[:200].casefold())
    if len(found) != LENGTH or not set(found) <= set(words()):
        return None
    return " ".join(found)
