"""Which texts are meant for a check-in: its two words, and those about more time."""

from __future__ import annotations

from flows.spelling import fold, slip
from flows.times import read_span
from store import CheckIn

HEARD = 80
"""Letters, folded, of a text that can be meant for a check-in: its longest word, spelled out."""
_READ = 400  # characters that are folded to find that out; marks and accents go
_SLIP_FROM = 5  # letters of a word in which one slip of the thumb is forgiven
_ASKS = frozenset({"longer", "more"})
# What stands around a span and changes nothing of it.
_AROUND = frozenset(
    {
        *("please", "pls", "thanks", "thank", "you", "ok", "okay", "now"),
        *("i", "need", "needs", "want", "for", "bit", "little", "time"),
    }
)
_LEAST_BARE = 10  # minutes of a number alone
_FEW = 4  # words

_PLAIN = frozenset(
    [
        "yes", "yeah", "yep", "y", "ok", "okay", "back", "back now", "done", "fine", "home", "safe",
        "im back", "i am back", "im ok", "i am ok", "im okay", "im fine", "i am fine", "all good",
        "im home", "im safe", "i am safe", "yes im back", "yes i am back", "yes all good",
    ]
)  # fmt: skip
"""How people answer "are you back?"; folded."""


def can_be_meant(text: str) -> bool:
    """Whether a text can be meant for a check-in at all."""
    return len(text) <= _READ and 0 < len(fold(text)) <= HEARD


def word_of(typed: str, found: CheckIn) -> str | None:
    """Which of the two words a folded text without spaces is: the exact one first, then one slip
    away; "danger", "safe" or None.
    """
    words = (("danger", found.danger), ("safe", found.safe))
    exact = [name for name, word in words if typed == word]
    near = [name for name, word in words if len(word) >= _SLIP_FROM and slip(typed, [word])]
    return next(iter(exact + near), None)


def is_about_longer(text: str) -> bool:
    """Whether a text as a whole is about more time: "longer", "30 more", "1 hour more please".

    "2 nights or longer" and "i need 2 beds more" are not: they are about something else.
    """
    words = fold(text).split()
    rest = [word for word in words if word not in _ASKS and word not in _AROUND]
    if not _ASKS.intersection(words):
        return False
    if rest in ([], ["a"]):
        return "longer" in words or "time" in words
    if len(rest) == 1 and rest[0].isdecimal() and "longer" not in words:
        return int(rest[0]) >= _LEAST_BARE  # "1 more" is one more of something
    if read_span(" ".join(rest)) is not None:
        return True
    # Too long a span, or none: what it begins with says what it is about, so it is asked again.
    return words[0] == "longer" and len(words) <= _FEW


def is_a_plain_answer(text: str) -> bool:
    """Whether a text answers "are you back?" as people answer a question."""
    return fold(text) in _PLAIN
