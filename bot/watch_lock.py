"""Who watches over check-ins: the service, and while it is dead the watchdog; never both.

Locks on bytes of one file. The kernel frees them when a process dies, however it dies, so a
`kill -9` hands the watch over by itself.
"""

from __future__ import annotations

import os
import threading
from pathlib import Path

from store import StoreError
from store.locks import locked, try_lock, unlock

FILE = "watch.lock"
_SERVICE, _WATCHDOG, _WATCH = 0, 1, 2
"""Bytes: the service lives; a watchdog lives; whoever holds this one takes steps and sends."""
_RUNNING, _ENDED = b"r", b"e"
_LOOK_EVERY = 0.05


class SecondService(StoreError):  # noqa: N818 - named for what is the case
    """Another service runs on this folder."""


class WatchLock:
    """One process's end of the file in `folder`."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._file = os.open(folder / FILE, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)

    # The service

    def serve(self) -> None:
        """This process is the service, until it dies. Raises SecondService."""
        if not try_lock(self._file, _SERVICE):
            raise SecondService(
                "Another service runs on this agency_folder. Stop it first; or run both channels in"
                " one: ./quietline run --channel signal --channel telegram"
            )
        os.pwrite(self._file, _RUNNING, 0)

    def ended(self) -> None:
        """This service ends in an orderly way."""
        os.pwrite(self._file, _ENDED, 0)

    def watchdog_lives(self) -> bool:
        """Whether a process stands by."""
        return locked(self._file, _WATCHDOG)

    # The watchdog

    def stand_by(self) -> bool:
        """This process is the watchdog, until it dies; False where there is one."""
        return try_lock(self._file, _WATCHDOG)

    def service_lives(self) -> bool:
        """Whether a service runs."""
        return locked(self._file, _SERVICE)

    def ended_orderly(self) -> bool:
        """Whether the last service was stopped, not killed."""
        return os.pread(self._file, 1, 0) == _ENDED

    # Both

    def take_watch(self, stopping: threading.Event) -> bool:
        """Waits until nobody else takes steps; False where `stopping` was set before."""
        while not stopping.is_set():
            if try_lock(self._file, _WATCH):
                return True
            stopping.wait(_LOOK_EVERY)
        return False

    def leave_watch(self) -> None:
        """Others may take steps."""
        unlock(self._file, _WATCH)

    def close(self) -> None:
        """Let go of everything."""
        os.close(self._file)
