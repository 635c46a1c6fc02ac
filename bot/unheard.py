"""Texts that could not be looked up while the agency's database did not answer.

One of them may be a word for danger, and nobody sends that twice. They are in RAM only, few, and
for minutes; what others wrote is not kept for longer than it takes to know that it is no such word.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from flows.spelling import key
from store import Way
from store.checkins import LONGEST_WORD

MOST = 100
STAYS = 600.0
"""Seconds for which a text waits."""


@dataclass(frozen=True, slots=True)
class Said:
    """A text, whose it is, and what its message is called (None: it has no id). `at`: seconds of
    the boot clock. Once its writer has left, `mark` stands for what can no longer be read.
    """

    way: Way
    text: str = field(repr=False)
    did: bytes | None
    at: float = 0.0
    mark: bytes = field(default=b"", repr=False)


class Unheard:
    """What waits to be heard. `guard` keeps it from being heard twice at once, or too late: hold it
    while a check-in is set. `clock` is the boot clock.
    """

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock, self._key = clock, secrets.token_bytes(32)
        self.guard = threading.RLock()
        self._said: list[Said] = []

    def __bool__(self) -> bool:
        return bool(self._said)

    def keep(self, said: Said) -> None:
        """Remember a text that is short enough to be a word; the oldest of too many goes."""
        if len(key(said.text)) > LONGEST_WORD:
            return
        with self.guard:
            same = (said.way, said.did, said.text)
            if same not in ((one.way, one.did, one.text) for one in self._said):
                self._said = [*self._said, replace(said, at=self._clock())][-MOST:]

    def waiting(self) -> Iterator[Said]:
        """In the order in which they came, without those that have waited too long."""
        since = self._clock() - STAYS
        self._said = [one for one in self._said if one.at >= since]
        return iter(tuple(self._said))

    def drop(self, said: Said) -> None:
        """One has been heard."""
        self._said = [one for one in self._said if one is not said]

    def forget(self, way: Way) -> None:
        """What somebody wrote before they set a check-in is not meant for it."""
        self._said = [one for one in self._said if one.way != way]

    def left(self, way: Way) -> None:
        """Somebody has left: what they wrote can be read no more, by nobody. That it was exactly
        one of their words can still be found.
        """
        with self.guard:
            self._said = [self._marked(one) if one.way == way else one for one in self._said]

    def typed(self, said: Said, words: tuple[str, ...]) -> str:
        """The text folded, without spaces; after leaving, the one of these words that it was."""
        if not said.mark:
            return key(said.text)
        return next((word for word in words if self._mark(word) == said.mark), "")

    def _marked(self, said: Said) -> Said:
        mark = said.mark or self._mark(key(said.text))
        return replace(said, text="", mark=mark)

    def _mark(self, word: str) -> bytes:
        return hmac.digest(self._key, word.encode("utf-8", "surrogatepass"), hashlib.sha256)
