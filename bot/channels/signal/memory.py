"""What the Signal channel remembers of a person: little, and under a name nobody can compute."""

from __future__ import annotations

import hashlib
import hmac
import secrets
import threading
from collections import OrderedDict
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

T = TypeVar("T")

MOST = 20_000
"""People remembered at once, so that a flood of addresses cannot fill the memory."""
_KEY = secrets.token_bytes(32)


class Bounded(Generic[T]):
    """A mapping whose keys are hashed under a key of this process; the oldest entries go first."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._values: OrderedDict[bytes, T] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, *names: str) -> T | None:
        with self._lock:
            return self._values.get(_hidden(names))

    def put(self, value: T, *names: str) -> bool:
        """Remember; whether it is the first time."""
        hidden = _hidden(names)
        with self._lock:
            new = hidden not in self._values
            self._values[hidden] = value
            self._values.move_to_end(hidden)
            while len(self._values) > self._most:
                self._values.popitem(last=False)
        return new

    def drop(self, *names: str) -> T | None:
        with self._lock:
            return self._values.pop(_hidden(names), None)

    def __len__(self) -> int:
        return len(self._values)


def _hidden(names: tuple[str, ...]) -> bytes:
    return hmac.digest(_KEY, "\0".join(names).encode("utf-8", "replace"), hashlib.sha256)[:16]


@dataclass(frozen=True, slots=True)
class Timer:
    """The disappearing timer as the person's last message carried it, in seconds.

    `refused`: they turned it off by hand, and it is not turned on against them. `checked`: the
    server's own note of it, which every send carries, is known to be the same. `noted` counts.
    """

    seconds: int
    refused: bool = False
    checked: bool = False
    noted: int = 0


class Timers:
    """The last timer seen of each person. After a restart nobody's is known until they write."""

    def __init__(self) -> None:
        self._timers: Bounded[Timer] = Bounded()

    def note(self, address: str, seconds: int, *, by_hand: bool) -> None:
        """An incoming message carried this timer; `by_hand`: it was sent to change the timer."""
        old = self._timers.get(address) or Timer(0)
        refused = seconds == 0 and (by_hand or old.refused)
        checked = old.checked and old.seconds == seconds
        self._timers.put(Timer(seconds, refused, checked, old.noted + 1), address)

    def known(self, address: str) -> Timer | None:
        return self._timers.get(address)

    def agreed(self, address: str, seconds: int) -> None:
        """The server will carry this timer with every message."""
        old = self._timers.get(address) or Timer(0)
        self._timers.put(replace(old, seconds=seconds, checked=True), address)

    def forget(self, address: str) -> None:
        """Nothing is known of them any more."""
        self._timers.drop(address)

    def forgotten(self, address: str, noted: int) -> None:
        """The server has forgotten the person, and with them the timer; so do we.

        Unless they have written since (`noted` is older): then theirs must be set again.
        """
        old = self._timers.get(address)
        if old and old.noted == noted:
            self.forget(address)
        elif old:
            self._timers.put(replace(old, checked=False), address)
