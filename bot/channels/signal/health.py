"""Whether replies go out: pauses that Signal asks for, and alarms when they do not."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.alarms import Alarms
from bot.channels.base import ChannelError, Refused, Unreachable
from bot.channels.signal.transport import AccountLost, RateLimited

log = logging.getLogger("quietline.signal")

CHALLENGE = "signal-challenge"
"""File in the state folder with the token that `quietline signal captcha` needs."""
_FIRST_PAUSE = 15.0
_LONGEST_PAUSE = 900.0
_FAILURES = 3
"""In a row, before somebody is told that the server is not there."""
_SILENT_FOR = 90.0
"""Seconds in which replies were tried and none went out."""


class Health:
    """The state of sending, shared by all sending threads. `folder` is where the token is left."""

    def __init__(
        self,
        alarms: Alarms,
        folder: Path | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.alarms, self._folder, self._clock = alarms, folder, clock
        self._lock = threading.Lock()
        self._pause = _FIRST_PAUSE
        self._until = 0.0
        self._failed = 0
        self._since: float | None = None
        self._probes = 0

    def check(self) -> None:
        """Raises RateLimited while Signal wants nothing from us: asking would prolong it."""
        with self._lock:
            left = self._until - self._clock()
        if left > 0:
            self._failing()
            raise RateLimited(after=left)

    @contextmanager
    def watching(self) -> Iterator[None]:
        """Around a call: draws the conclusions of how it ends."""
        try:
            yield
        except RateLimited as error:
            self._limited(error)
            raise Unreachable("rate limited", after=self._until - self._clock()) from None
        except AccountLost:
            self.alarms.begin("account")
            self._failing()
            raise
        except Refused:
            self._well()  # an answer about one person: the server is there
            raise
        except ChannelError:
            self._failing()
            raise
        else:
            self._well()

    def probe(self, accounts: Callable[[], list[str]], own: str) -> None:
        """Ask for the accounts; what that shows."""
        try:
            known = accounts()
        except ChannelError:
            # One call in a few hundred is never answered (a race in the server): not yet a reason.
            self._probes += 1
            if self._probes >= 2:
                self.alarms.begin("server")
            return
        self._probes = 0
        self.alarms.end("server")
        if own in known:
            self.alarms.end("account")
        else:
            self.alarms.begin("account")

    def _limited(self, error: RateLimited) -> None:
        with self._lock:
            now = self._clock()
            if now >= self._until:
                self._until = now + max(error.after or 0.0, self._pause)
                self._pause = min(self._pause * 2, _LONGEST_PAUSE)
        self.alarms.begin("rate-limited")
        if error.token:
            self._leave_token(error.token)
            self.alarms.begin("captcha")
        self._failing()

    def _failing(self) -> None:
        with self._lock:
            now = self._clock()
            self._failed += 1
            self._since = now if self._since is None else self._since
            silent = now - self._since >= _SILENT_FOR
            many = self._failed >= _FAILURES and now >= self._until
        if silent:
            self.alarms.begin("sending")
        if many:
            self.alarms.begin("server")

    def _well(self) -> None:
        with self._lock:
            self._failed, self._since = 0, None
            self._pause, self._until = _FIRST_PAUSE, 0.0
        self.alarms.end("rate-limited", "captcha", "account", "server", "sending")

    def _leave_token(self, token: str) -> None:
        """For the operator's command, which is another process. It tells of nobody."""
        if self._folder is None:
            return
        path = self._folder / CHALLENGE
        try:
            path.touch(mode=0o600)
            path.write_text(token, encoding="utf-8")
        except OSError as error:
            log.error("the challenge cannot be written: %s", type(error).__name__)
