"""An agency's database in a folder of a test, with its workers and a clock moved by hand."""

from __future__ import annotations

import itertools
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from rehearsal import FakeClock

from bot.access import Access
from store import Durable, Vault, Workers, open_agency
from store.codes import write_code

NADIA, OMAR = ("signal", "+16045550100"), ("telegram-workers", "123456789")
AGENCY = "North Shore Canary House"

T = TypeVar("T")


@dataclass
class Desk:
    """An agency's database, opened, and the clock that it goes by."""

    folder: Path
    clock: FakeClock
    durable: Durable
    vault: Vault

    @property
    def workers(self) -> Workers:
        return Workers(self.durable, self.vault, lambda: self.clock.wall)

    @property
    def access(self) -> Access:
        return Access(self.workers, lambda: self.clock.boot)


@contextmanager
def desk_in(folder: Path) -> Iterator[Desk]:
    """A desk whose database is in a folder."""
    durable, vault = open_agency(folder)
    try:
        yield Desk(folder, FakeClock(), durable, vault)
    finally:
        durable.close()


def wrong_codes() -> Iterator[str]:
    """Codes in good form that nobody was given."""
    return (write_code(number.to_bytes(16)) for number in itertools.count())


def at_once(what: Sequence[Callable[[], T]]) -> list[T]:
    """The results of functions that start together, each in a thread."""
    start, results = threading.Barrier(len(what)), []

    def run(function: Callable[[], T]) -> None:
        start.wait()
        results.append(function())

    threads = [threading.Thread(target=run, args=(function,)) for function in what]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results
