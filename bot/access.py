"""Who is answered as a worker. A wrong code is answered like any other text; so is all trouble."""

from __future__ import annotations

import hashlib
import hmac
import logging
import secrets
import threading
from collections import deque
from collections.abc import Callable

from bot.channels.base import Message
from store import StoreError, Workers, read_code

log = logging.getLogger("quietline.access")

TRIES, ALL_TRIES, WINDOW = 3, 100, 3600.0
"""Wrong codes of one person, and of all together, in so many seconds; after that none is tried, in
silence. Nobody can guess 128 bits: this is so that guessing costs us nothing."""


class Access:
    """What a dispatcher asks of the workers; with `workers` None, nobody is one.

    `clock` is the boot clock, seconds.
    """

    def __init__(self, workers: Workers | None, clock: Callable[[], float]) -> None:
        self._workers, self._clock = workers, clock
        self._key = secrets.token_bytes(32)
        self._lock = threading.Lock()
        self._tries: deque[tuple[float, bytes]] = deque()  # never more than ALL_TRIES
        self._ending: set[tuple[str, str]] = set()

    def agency(self, channel: str, address: str) -> str | None:
        """The agency that somebody works for; None for everybody who is no worker. Raises
        StoreError where that cannot be looked up.
        """
        if self._workers is None or (channel, address) in self._ending:
            return None
        try:
            worker = self._workers.of(channel, address)
        except StoreError as error:
            log.warning("nobody is known to be a worker: %s", type(error).__name__)
            raise
        return worker.agency if worker else None

    def redeem(self, message: Message) -> bool:
        """Whether a message is a code that has just made its sender a worker."""
        if self._workers is None or read_code(message.text) is None:
            return False
        who = (message.channel, message.address)
        if who in self._ending:
            # An old role must be over before a new one begins, or the retry would end the new one.
            self.end(*who)
        tried = (self._clock(), self._name(*who))
        if who in self._ending or not self._counted(tried):
            return False
        try:
            worker = self._workers.redeem(message.text, *who)
        except Exception as error:
            log.warning("a code was not tried: %s", type(error).__name__)
            self._uncount(tried)
            return False
        if worker:
            self._uncount(tried)
        return worker is not None

    def end(self, channel: str, address: str) -> None:
        """Somebody with another key has this address now: whoever they are, they are no worker.

        While the database does not answer, this holds for this process; the sweep tries again.
        """
        if self._workers is None:
            return
        try:
            self._workers.end(channel, address)
        except Exception as error:
            log.error("a role is not ended on disk yet: %s", type(error).__name__)
            self._ending.add((channel, address))
        else:
            self._ending.discard((channel, address))

    def sweep(self) -> None:
        """Delete roles and codes that have expired, and forget tries that are long ago."""
        for who in list(self._ending):
            self.end(*who)
        with self._lock:
            self._drop_old()
        if self._workers is None:
            return
        try:
            self._workers.sweep()
        except Exception as error:
            log.warning("expired roles stay on disk: %s", type(error).__name__)

    def _counted(self, tried: tuple[float, bytes]) -> bool:
        """Count a try before it is made, so that many at once are not too many; whether it may."""
        with self._lock:
            self._drop_old()
            own = sum(1 for _, name in self._tries if name == tried[1])
            allowed = own < TRIES and len(self._tries) < ALL_TRIES
            if allowed:
                self._tries.append(tried)
        return allowed

    def _uncount(self, tried: tuple[float, bytes]) -> None:
        with self._lock:
            if tried in self._tries:
                self._tries.remove(tried)

    def _drop_old(self) -> None:
        since = self._clock() - WINDOW
        while self._tries and self._tries[0][0] <= since:
            self._tries.popleft()

    def _name(self, channel: str, address: str) -> bytes:
        who = f"{channel}\0{address}".encode("utf-8", "surrogatepass")
        return hmac.digest(self._key, who, hashlib.sha256)
