"""What one turn costs in the store, beside bare SQLite storing the same bytes unsealed.

A turn: read the state, save it, put a reply into the outbox, commit; on tmpfs. Both take turns in
blocks of one run, so that a noisy machine is noisy for both.
"""

import gc
import sqlite3
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median, quantiles

from store import Store, state_folder

PEOPLE = 500
ROUNDS = 6
STATE = bytes(1024)
REPLY = b"A reply of about this length, as a person would read it on a phone. " * 3
TARGETS = {"turn": 1.0, "leaving: keys": 1.0, "leaving: all of it": 50.0}


class Bare:
    """The same three statements with sqlite3 alone: no key, no seal, no lease, no expiry."""

    def __init__(self, folder: Path) -> None:
        self._database = sqlite3.connect(folder / "bare.db", isolation_level=None)
        for pragma in ("journal_mode = WAL", "synchronous = OFF", "temp_store = MEMORY"):
            self._database.execute(f"PRAGMA {pragma}")
        self._database.execute("CREATE TABLE conversation (who TEXT PRIMARY KEY, state BLOB)")
        self._database.execute("CREATE TABLE outbox (id INTEGER PRIMARY KEY, body BLOB)")

    def turn(self, who: str) -> None:
        run = self._database.execute
        run("SELECT state FROM conversation WHERE who = ?", (who,)).fetchone()
        run("BEGIN IMMEDIATE")
        run(
            "INSERT INTO conversation VALUES (?, ?) ON CONFLICT DO UPDATE SET state = ?2",
            (who, STATE),
        )
        run("INSERT INTO outbox (body) VALUES (?)", (REPLY,))
        run("COMMIT")

    def clear(self) -> None:
        self._database.execute("DELETE FROM outbox")


class Sealed:
    """The store as the dispatcher uses it."""

    def __init__(self, folder: Path | None) -> None:
        self.store = Store.open(folder)

    def turn(self, who: str) -> None:
        with self.store.turn("signal", who) as turn:
            turn.save(STATE, [REPLY])

    def clear(self) -> None:
        while batch := self.store.claim(1000):
            for due in batch:
                self.store.sent(due, None)


def timed(work: Callable[[str], object], people: list[str]) -> list[float]:
    """Milliseconds for each person."""
    taken = []
    gc.collect()
    for who in people:
        start = time.perf_counter()
        work(who)
        taken.append((time.perf_counter() - start) * 1000)
    return taken


def line(name: str, taken: list[float], bare: float | None = None) -> str:
    middle, worst = median(taken), quantiles(taken, n=100)[98]
    ratio = f"{middle / bare:7.1f}" if bare else " " * 7
    target = f"{TARGETS[name]:9.0f}" if name in TARGETS else " " * 9
    return f"{name:<26}{middle:9.3f}{worst:9.3f}{1000 / middle:11,.0f}{ratio}{target}"


def main() -> None:
    folder = state_folder(None)
    if folder is None:
        print("There is no tmpfs here; nothing was measured.")
        return
    with tempfile.TemporaryDirectory(dir=folder) as name:
        measure(Path(name))


def measure(folder: Path) -> None:
    people = [f"+1555{number:07}" for number in range(PEOPLE)]
    sealed, inside, bare = Sealed(folder), Sealed(None), Bare(folder)
    taken: dict[str, list[float]] = {"sealed": [], "inside": [], "bare": []}
    for _ in range(ROUNDS):
        for name, one in (("sealed", sealed), ("inside", inside), ("bare", bare)):
            taken[name] += timed(one.turn, people)
            one.clear()
    for who in people:
        sealed.turn(who)
    half = PEOPLE // 2
    keys = timed(lambda who: sealed.store.wipe_slots("signal", who), people[:half])
    leaving = timed(lambda who: sealed.store.forget("signal", who), people[half:])
    plain = median(taken["bare"])
    print(f"{'ms':<26}{'median':>9}{'p99':>9}{'per second':>11}{'ratio':>7}{'target':>9}")
    print(line("bare sqlite3, unsealed", taken["bare"], plain))
    print(line("turn", taken["sealed"], plain))
    print(line("turn, in memory only", taken["inside"], plain))
    print(line("leaving: keys", keys))
    print(line("leaving: all of it", leaving))
    for one in (sealed, inside):
        one.store.close(wipe=True)


if __name__ == "__main__":
    main()
