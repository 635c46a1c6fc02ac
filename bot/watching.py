"""The threads of a watch: one that takes steps each second, and two a channel that tell people."""

from __future__ import annotations

import logging
import threading

from bot.log import where
from bot.watch import Watch
from bot.watch_lock import WatchLock
from store import StoreError

log = logging.getLogger("quietline.watching")

EVERY = 1.0
"""Seconds between two looks for what is due."""
LETS_GO_AFTER = 2.0
"""Seconds that a message on its way has to arrive before somebody else takes the watch over. Who
takes it over sends again what was not confirmed: twice is better than late."""


class Watching:
    """Watches over check-ins, as a context manager; a slow channel holds up no other one.

    It begins once nobody else watches: `lock` None where there is nobody else.
    """

    def __init__(self, watch: Watch, lock: WatchLock | None = None, every: float = EVERY) -> None:
        self._watch, self._lock, self._every = watch, lock, every
        self._stop, self._begun = threading.Event(), threading.Event()
        self._due: list[threading.Event] = []
        self._threads = [threading.Thread(target=self._run, name="watch", daemon=True)]
        for channel in watch.deliveries.channels if watch.deliveries else ():
            # Two for each: after the word for danger, the reminders go from the worker's screen
            # however long the alerts take.
            self._add(f"tell-{channel}", channel, erasing=False)
            self._add(f"erase-{channel}", channel, erasing=True)

    def _add(self, name: str, channel: str, *, erasing: bool) -> None:
        due = threading.Event()
        self._due.append(due)
        thread = threading.Thread(
            target=self._tell, args=(channel, due, erasing), name=name, daemon=True
        )
        self._threads.append(thread)

    def __enter__(self) -> Watching:
        if self._watch.deliveries:
            for thread in self._threads:
                thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._begun.set()
        if not self._watch.deliveries:
            return
        self._watch.deliveries.stop()
        self._wake()
        self._threads[0].join()
        for thread in self._threads[1:]:
            thread.join(LETS_GO_AFTER / len(self._due))
        if self._lock and self._has_watch:
            self._lock.leave_watch()

    _has_watch = False

    def _run(self) -> None:
        if self._lock and not self._lock.take_watch(self._stop):
            return
        self._has_watch = True
        while True:
            self._look()
            self._begun.set()
            self._wake()
            if self._stop.wait(self._every):
                return

    def _look(self) -> None:
        assert self._watch.deliveries
        try:
            self._watch.take()
            self._watch.deliveries.pass_on()
        except StoreError as error:
            log.error("check-ins could not be looked at: %s", type(error).__name__)
        except Exception as error:
            # A thread that died would leave everybody alone.
            log.error("looking at check-ins failed: %s", where(error))

    def _wake(self) -> None:
        for due in self._due:
            due.set()

    def _tell(self, channel: str, due: threading.Event, erasing: bool) -> None:
        assert self._watch.deliveries
        self._begun.wait()
        while not self._stop.is_set():
            due.wait()
            due.clear()
            try:
                self._watch.deliveries.deliver(channel, erasing=erasing)
            except StoreError as error:
                log.error("notices could not be read: %s", type(error).__name__)
            except Exception as error:
                log.error("telling failed: %s", where(error))
