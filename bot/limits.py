"""How much one person can send before messages are dropped. Leaving is never limited."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections import OrderedDict
from collections.abc import Callable

BURST = 30
"""Messages that can come at once: somebody typing fast, one word a message, is not stopped."""
EVERY = 1.0
"""Seconds after which one more may come."""
REMEMBERED = 10_000
"""People remembered at once, so that a flood of addresses cannot fill the memory."""


class Limits:
    """A leaky bucket for each person, kept in RAM under a name that nobody can compute later."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._key = secrets.token_bytes(32)
        self._people: OrderedDict[bytes, tuple[float, float]] = OrderedDict()

    def admit(self, channel: str, address: str) -> bool:
        """Whether one more message of this person is answered."""
        name = hmac.digest(self._key, f"{channel}\0{address}".encode(), hashlib.sha256)
        now = self._clock()
        level, at = self._people.pop(name, (0.0, now))
        level = max(0.0, level - (now - at) / EVERY)
        admitted = level + 1 <= BURST
        self._people[name] = (level + 1 if admitted else level, now)
        while len(self._people) > REMEMBERED:
            self._people.popitem(last=False)
        return admitted

    def forget(self, channel: str, address: str) -> None:
        """Nothing is known of this person any more."""
        name = hmac.digest(self._key, f"{channel}\0{address}".encode(), hashlib.sha256)
        self._people.pop(name, None)
