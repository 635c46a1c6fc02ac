"""What a look for due check-ins costs while 100,000 wait, beside a plain indexed integer query.

Both are run in turn in one process, on the same file system. The looks are those of a service that
has run since they were set, of one after a reboot, and of one whose wall clock is a day ahead.
"""

import os
import sqlite3
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median, quantiles

from store import CheckIn, CheckIns, Clocks, Custom, Way, open_agency

WAITING = 100_000
ROUNDS = 500
TARGET = 5.0
WALL, BOOT = 1_790_000_000.0, 50_000.0


class Clock:
    """Both clocks, set by hand."""

    def __init__(self) -> None:
        self.wall, self.boot, self.machine = WALL, BOOT, b"a" * 16

    def clocks(self) -> Clocks:
        return Clocks(lambda: self.boot, lambda: self.wall, lambda: self.machine)


class Bare:
    """One indexed integer, with sqlite3 alone."""

    def __init__(self, folder: Path) -> None:
        self._database = sqlite3.connect(folder / "bare.db", isolation_level=None)
        self._database.execute("CREATE TABLE timer (id INTEGER PRIMARY KEY, due INTEGER)")
        self._database.execute("CREATE INDEX due ON timer (due)")
        rows = [(int(WALL) + 3600 + number,) for number in range(WAITING)]
        self._database.execute("BEGIN")
        self._database.executemany("INSERT INTO timer (due) VALUES (?)", rows)
        self._database.execute("COMMIT")

    def look(self) -> None:
        found = self._database.execute("SELECT id FROM timer WHERE due <= ? LIMIT 200", (WALL,))
        assert not found.fetchall()


def fill(checkins: CheckIns, folder: Path) -> None:
    """100,000 that wait: one is set, and its row is copied under other names and times."""
    checkins.begin(CheckIn(Way("signal", "x"), "place", "name", WALL + 7200, "safe", "danger"))
    database = sqlite3.connect(folder / "agency.db", isolation_level=None)
    (row,) = database.execute("SELECT boot, stage, blob, due_boot, due_wall FROM checkin")
    database.execute("BEGIN")
    database.executemany(
        "INSERT INTO checkin (cid, wid, pair, boot, stage, blob, due_boot, due_wall)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            (*(os.urandom(16) for _ in range(3)), *row[:3], row[3] + at / 10, row[4] + at / 10)
            for at in range(WAITING - 1)
        ),
    )
    database.execute("COMMIT")
    database.close()


def timed(look: Callable[[], object]) -> float:
    """Milliseconds of one look."""
    start = time.perf_counter()
    look()
    return (time.perf_counter() - start) * 1000


def line(name: str, taken: list[float], bare: float) -> str:
    middle, worst = median(taken), quantiles(taken, n=100)[98]
    target = f"{TARGET:9.0f}" if not name.startswith("bare") else " " * 9
    return f"{name:<34}{middle:9.3f}{worst:9.3f}{middle / bare:7.1f}{target}"


def main() -> None:
    clock = Clock()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "agency"
        checkins = CheckIns(*open_agency(folder), clock.clocks(), Custom())
        fill(checkins, folder)
        measure(checkins, clock, Bare(folder))


def measure(checkins: CheckIns, clock: Clock, bare: Bare) -> None:
    def look() -> None:
        assert checkins.steps.take() == 0

    taken: dict[str, list[float]] = {"bare sqlite3, one indexed integer": []}
    plain = taken["bare sqlite3, one indexed integer"]
    checkins.steps.take_over()
    for case in ("same boot", "wall clock a day ahead", "after a reboot"):
        clock.wall = WALL + 86_400 if case == "wall clock a day ahead" else WALL
        if case == "after a reboot":
            clock.machine, clock.boot = b"b" * 16, 10.0
            after_reboot = timed(checkins.steps.take_over)
        taken[f"look, {case}"] = []
        for _ in range(ROUNDS):
            plain.append(timed(bare.look))
            taken[f"look, {case}"].append(timed(look))
    print(f"{f'ms, {WAITING:,} waiting':<34}{'median':>9}{'p99':>9}{'ratio':>7}{'target':>9}")
    for name, times in taken.items():
        print(line(name, times, median(plain)))
    print(f"{'taking over, once after a reboot':<34}{after_reboot:9.0f}")


if __name__ == "__main__":
    main()
