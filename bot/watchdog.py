"""A process of its own that raises the alarms of check-ins while the service is dead.

It waits on a lock that the service holds. Only when the kernel has freed it does it open the
database, take the steps that are due, and tell people, over channels that it only sends on. When a
service is back, it lets go within a second and waits again.
"""

from __future__ import annotations

import logging
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping
from types import FrameType

from bot.app import Setup, SetupError
from bot.channels.base import Channel
from bot.log import where
from bot.watch_lock import WatchLock
from bot.watching import Watching
from store import Clocks, StoreError

log = logging.getLogger("quietline.watchdog")

LOOK_EVERY = 0.25
"""Seconds between two looks whether the service lives."""
_AGAIN = 5.0
"""Seconds after a failure, and between two looks for another watchdog's place."""
_START_EVERY = 30.0


class Watchdog:
    """The service's side: sees to it that a watchdog stands by. Does nothing without a lock."""

    def __init__(self, lock: WatchLock | None, clock: Callable[[], float] = time.monotonic) -> None:
        self._lock, self._clock = lock, clock
        self._started = float("-inf")
        self._process: subprocess.Popen[bytes] | None = None

    def look_after(self) -> None:
        """Start one, unless there is one; seldom where it keeps dying."""
        if self._lock is None or self._clock() - self._started < _START_EVERY:
            return
        if self._process is not None:
            self._process.poll()
        if self._lock.watchdog_lives():
            return
        self._started = self._clock()
        # In a session of its own: a signal to the service's group does not reach it.
        self._process = subprocess.Popen(
            [sys.executable, "-m", "bot.cli", "watchdog"],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            start_new_session=True,
        )


def stand_by(setup: Setup, *, stay: bool) -> None:
    """Be the watchdog until SIGTERM or, without `stay`, until the service was stopped in an orderly
    way and no check-in runs. Raises SetupError.
    """
    lock = setup.watch_lock()
    if lock is None:
        raise SetupError("There are no check-ins to watch. Set agency_folder; see defaults.toml.")
    channels = setup.sending()  # now: a mistake in the settings must not come out when it matters
    stopping = _on_signal()
    while not lock.stand_by():
        if not stay:
            log.warning("a watchdog stands by already")
            return
        stopping.wait(_AGAIN)
        if stopping.is_set():
            return
    while not stopping.is_set():
        if lock.service_lives():
            stopping.wait(LOOK_EVERY)
            continue
        try:
            if _watched(setup, channels, lock, stopping, stay=stay):
                return
        except (SetupError, StoreError, OSError) as error:
            log.error("check-ins cannot be watched: %s", type(error).__name__)
            stopping.wait(_AGAIN)
        except Exception as error:
            log.error("watching failed: %s", where(error))
            stopping.wait(_AGAIN)


def _watched(
    setup: Setup,
    channels: Mapping[str, Channel],
    lock: WatchLock,
    stopping: threading.Event,
    *,
    stay: bool,
) -> bool:
    """Watch until a service is back; True where there is nothing to wait for any more."""
    agency = setup.agency()
    assert agency is not None
    try:
        watch = setup.watch(agency, channels, Clocks.real())
        if not stay and lock.ended_orderly() and not watch.any():
            return True
        log.warning("the service is not there; watching over check-ins")
        with Watching(watch, lock):
            while not stopping.wait(LOOK_EVERY) and not lock.service_lives():
                if not stay and lock.ended_orderly() and not watch.any():
                    return True
        return False
    finally:
        agency[0].close()


def _on_signal() -> threading.Event:
    """An event that SIGTERM or Ctrl-C sets."""
    stopping = threading.Event()

    def stop(_number: int, _frame: FrameType | None) -> None:
        stopping.set()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, stop)
    return stopping
