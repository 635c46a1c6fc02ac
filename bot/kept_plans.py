"""Plans that a person locks away under five words, and opens again with them."""

from __future__ import annotations

import hashlib
import hmac
import logging
import secrets
from collections import OrderedDict
from collections.abc import Callable

from bot.channels.base import Message
from flows.turn import Lock
from store import Kept, Opened, StoreError, phrase

log = logging.getLogger("quietline.kept")

TRIES, WINDOW = 3, 3600.0
"""Wrong phrases of one person in so many seconds; after that none is tried, in silence."""
_REMEMBERED = 10_000


class KeptPlans:
    """What a dispatcher asks of the locked plans; with `kept` None, they are not offered.

    Tries are counted for each person, not for all: else twenty accounts could lock everybody out.
    """

    def __init__(self, kept: Kept | None, clock: Callable[[], float]) -> None:
        self._kept, self._clock = kept, clock
        self._key = secrets.token_bytes(32)
        self._wrong: OrderedDict[bytes, list[float]] = OrderedDict()

    @property
    def days(self) -> int | None:
        """How long a plan is kept; None where that is not offered."""
        return self._kept.days if self._kept else None

    @property
    def case_days(self) -> int | None:
        """How long a case is kept; None where that is not offered."""
        return self._kept.case_days if self._kept else None

    def opened(self, message: Message, *, cases: bool) -> Opened | None:
        """The plan that a message opens, or the case where `cases` may be opened; None for all
        other texts, a wrong phrase included.
        """
        words = phrase.read(message.text) if self._kept else None
        if words is None or self._kept is None:
            return None
        name = self._name(message.channel, message.address)
        wrong = self._recent(name)
        if len(wrong) >= TRIES:
            return None
        try:
            opened = self._kept.unlock(words)
        except StoreError as error:
            log.warning("a phrase was not tried: %s", type(error).__name__)
            return None
        if opened is None or (opened.case and not cases):
            # A case is a worker's: to all others its phrase is as wrong as any.
            self._wrong[name] = [*wrong, self._clock()]
            return None
        return opened

    def burn(self, opened: Opened) -> None:
        """A plan was opened and saved: its locked copy goes."""
        assert self._kept is not None
        try:
            self._kept.burn(opened)
        except StoreError as error:
            log.warning("an opened plan goes when it expires: %s", type(error).__name__)

    def lock(self, lock: Lock) -> str | None:
        """The phrase under which something was locked away; None where that failed."""
        assert self._kept is not None
        try:
            return self._kept.lock(lock.value, case=lock.case)
        except StoreError as error:
            log.warning("a plan was not locked: %s", type(error).__name__)
            return None

    def sweep(self) -> None:
        """Delete the plans that have expired, and tries that are long ago."""
        for name in list(self._wrong):
            if not self._recent(name):
                del self._wrong[name]
        if self._kept:
            self._kept.sweep()

    def close(self) -> None:
        """Close the database."""
        if self._kept:
            self._kept.close()

    def _name(self, channel: str, address: str) -> bytes:
        return hmac.digest(self._key, f"{channel}\0{address}".encode(), hashlib.sha256)

    def _recent(self, name: bytes) -> list[float]:
        since = self._clock() - WINDOW
        while len(self._wrong) > _REMEMBERED:
            self._wrong.popitem(last=False)
        return [at for at in self._wrong.get(name, ()) if at > since]
