"""Kill -9 of the watch over check-ins, many times: no alarm is missed, none is wrong or doubled."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from checkin_killed import GRACE

from store import state_folder

PEOPLE, KILLS = (int(n) for n in os.environ.get("CHECKIN_KILLS", "60/60").split("/"))
"""`make faults` does it with 1,000 check-ins and 1,000 kills."""
LATE = 5.0
"""Seconds of a running watch after which an alert is late."""
ALERTS = {"colleague", "desk", "danger"}

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="forks; safe on Linux only")


@dataclass
class Report:
    """What the ledger shows: each list must be empty. `resent` counts the same notice sent again,
    which only a kill between send and delete may cause; `slowest` are seconds, of a running watch
    and of this machine's since the start of the process.
    """

    missed: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    early: list[str] = field(default_factory=list)
    late: list[str] = field(default_factory=list)
    alerts: int = 0
    resent: int = 0
    kills: int = 0
    slowest: float = 0.0
    slowest_real: float = 0.0

    @property
    def clean(self) -> bool:
        return not (self.missed or self.wrong or self.doubled or self.early or self.late)


Entry = dict[str, Any]


class Ledger:
    """The ledger, by person and by life."""

    def __init__(self, folder: Path) -> None:
        lines = (folder / "ledger").read_text().splitlines()
        self.entries: list[Entry] = [json.loads(line) for line in lines]
        self.by_person: dict[str, list[Entry]] = defaultdict(list)
        self.lives: dict[int, tuple[float, float, float]] = {}
        for entry in self.entries:
            self.by_person[entry.get("who", "")].append(entry)
            start, _, born = self.lives.get(entry["life"], (entry["t"], 0.0, 0.0))
            born = entry.get("born", born)
            self.lives[entry["life"]] = (start, entry["t"], born)

    def waited(self, due: float, sent: float) -> float:
        """The longest that one life had, between due and sent, to send it."""
        spans = (min(end, sent) - max(start, due) for start, end, _ in self.lives.values())
        return max(0.0, *spans)


def report(ledger: Ledger) -> Report:
    """What became of everybody."""
    found = Report(kills=len(ledger.lives) - 1)
    for who, entries in ledger.by_person.items():
        if who:
            _person(who, entries, ledger, found)
    _resent(ledger, found)
    return found


def _person(who: str, entries: list[Entry], ledger: Ledger, found: Report) -> None:
    tries = {name: [e["t"] for e in entries if e.get("tries") == name] for name in _ACTS}
    did = {name: next((e for e in entries if e.get("did") == name), None) for name in _ACTS}
    sent = [entry for entry in entries if entry.get("sent") in ALERTS]
    found.alerts += len({entry["nid"] for entry in sent})
    begun = did["begin"]
    assert begun, f"{who} never began"
    # Where it had been set before a kill, it was by the try before this one.
    at = tries["begin"][-2] if begun["came"] == "checkin-already" else tries["begin"][-1]
    over = at + next(e["span"] for e in entries if e.get("tries") == "begin")
    moved = did["longer"]
    if moved and moved["came"] and moved["t"] < over + GRACE:
        over = max(over, moved["t"] if moved["t"] > over else over) + 1800
    elif moved and moved["came"]:
        return _after_a_late_extension(who, sent, found)
    ended = did["return"] or did["danger"]
    first = min(tries["return"] + tries["danger"], default=float("inf"))
    joined = did["join"] is not None and did["join"]["came"] == "joined"
    paired = tries["join"][0] if tries["join"] else float("inf")
    colleague = max(over + GRACE, paired) if tries["join"] else None
    desk = over + 2 * GRACE if joined and paired < over + GRACE else over + GRACE
    # Who came back while nothing ran is noticed first: there is nothing to tell any more.
    _look(who, "desk", desk, ledger.waited(desk, first) > LATE, sent, ledger, found)
    if colleague is not None:
        needed = joined and ledger.waited(colleague, first) > LATE
        _look(who, "colleague", colleague, needed, sent, ledger, found)
    if did["danger"] and first < over + GRACE:
        _look(who, "danger", first, True, sent, ledger, found, did["danger"]["t"])
    if ended:
        for entry in sent:
            if entry["t"] > ended["t"] and (did["return"] or entry["sent"] != "danger"):
                found.wrong.append(f"{who}: {entry['sent']} after the end")
    return None


_ACTS = ("begin", "join", "longer", "return", "danger")


def _after_a_late_extension(who: str, sent: list[Entry], found: Report) -> None:
    """Alerted, then longer: alerted again after it; how often is all that is looked at."""
    for kind in ("colleague", "desk"):
        if len({entry["nid"] for entry in sent if entry["sent"] == kind}) > 2:
            found.doubled.append(f"{who}: {kind}")


def _look(
    who: str,
    kind: str,
    due: float,
    needed: bool,
    sent: list[Entry],
    ledger: Ledger,
    found: Report,
    latest: float | None = None,
) -> None:
    of_kind = [entry for entry in sent if entry["sent"] == kind]
    people: dict[str, list[Entry]] = defaultdict(list)
    for entry in of_kind:
        people[entry["to"]].append(entry)
        if entry["t"] < due - 1e-6:
            found.early.append(f"{who}: {kind} by {due - entry['t']:.1f} s")
    for entries in people.values():
        if len({entry["nid"] for entry in entries}) > 1:
            found.doubled.append(f"{who}: {kind}")
        first = entries[0]
        waited = ledger.waited(latest or due, first["t"])
        found.slowest = max(found.slowest, waited)
        born = ledger.lives[first["life"]][2]
        if (latest or due) < ledger.lives[first["life"]][0]:
            found.slowest_real = max(found.slowest_real, first["real"] - born)
        if waited > LATE:
            found.late.append(f"{who}: {kind} by {waited:.1f} s")
    if needed and not of_kind:
        found.missed.append(f"{who}: {kind}")


def _resent(ledger: Ledger, found: Report) -> None:
    """The same notice again: only where a life ended with its sending."""
    sends: dict[str, list[Entry]] = defaultdict(list)
    last: dict[int, str] = {}
    for entry in ledger.entries:
        if "sent" in entry:
            sends[entry["nid"]].append(entry)
            last[entry["life"]] = entry["nid"]
    for nid, entries in sends.items():
        found.resent += len(entries) - 1
        for entry in entries[:-1]:
            if last[entry["life"]] != nid:
                found.doubled.append(f"{entry['who']}: {entry['sent']} again without a kill")


@pytest.fixture
def folder() -> Iterator[Path]:
    made = Path(tempfile.mkdtemp(prefix="test-", dir=state_folder(None)))
    yield made
    shutil.rmtree(made, ignore_errors=True)


def played(folder: Path, people: int, kills: int, mistake: str = "") -> Report:
    order = {"folder": str(folder), "people": people, "kills": kills, "mistake": mistake}
    done = subprocess.run(
        [sys.executable, str(Path(__file__).with_name("checkin_killed.py")), json.dumps(order)],
        env={"PYTHONPATH": f"{Path.cwd()}:{Path(__file__).parent}"},
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return report(Ledger(folder))


@pytest.mark.timeout(620)
def test_no_kill_makes_an_alarm_missed_wrong_doubled_early_or_late(folder: Path) -> None:
    found = played(folder, PEOPLE, KILLS)
    print(
        f"\n{PEOPLE} check-ins, {found.kills} kills: {found.alerts} alerts,"
        f" {len(found.missed)} missed, {len(found.wrong)} for a worker who was back,"
        f" {len(found.doubled)} doubled, {found.resent} notices sent again after a kill;"
        f" at most {found.slowest:.0f} s of a running watch late,"
        f" {found.slowest_real:.2f} s after the start of the process"
    )
    assert found.clean, found
    assert found.kills == KILLS
    assert found.alerts > PEOPLE / 2
    assert found.resent <= found.kills
    assert found.slowest_real <= LATE


@pytest.mark.parametrize(
    ("mistake", "seen"),
    [
        ("forgets", "missed"),
        ("ignores a return", "wrong"),
        ("says it twice", "doubled"),
        ("trusts the wall clock", "early"),
    ],
)
def test_the_checker_finds_a_watch_with_a_mistake(folder: Path, mistake: str, seen: str) -> None:
    found = played(folder, 60, 6, mistake)
    assert getattr(found, seen), found
