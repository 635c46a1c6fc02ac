"""What the doctor says of check-ins: whether alarms would be raised, and come through."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from checkin_stage import HOUR, Stage
from rehearsal import FakeClock

from bot import watch_doctor
from bot.channels.base import Unreachable
from bot.watch_lock import WatchLock
from store import Clocks


@pytest.fixture
def stage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Stage]:
    monkeypatch.setenv("QUIETLINE_AGENCY_FOLDER", str(tmp_path / "agency"))
    stage = Stage(tmp_path / "agency", _now())
    yield stage
    stage.close()


def _now() -> FakeClock:
    """The doctor has the clocks of this machine."""
    clock, real = FakeClock(), Clocks.real()
    clock.boot, clock.wall, clock.machine = real.boot(), real.wall(), real.boot_id()
    return clock


def rows() -> dict[str, tuple[str, str]]:
    """State and finding of each row, by name."""
    return {name: (state, found) for name, state, found, _ in watch_doctor.rows()}


def test_without_an_agency_there_is_one_row(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("QUIETLINE_AGENCY_FOLDER", raising=False)
    assert rows() == {"check-ins": ("ok", "not set: no agency_folder")}


@pytest.mark.parametrize(
    ("desk", "state"),
    [("", "warn"), ("signal:+1 signal:+2", "warn"), ("signal:+1 telegram:5", "ok")],
)
def test_a_desk_has_two_ways_on_two_channels(
    stage: Stage, monkeypatch: pytest.MonkeyPatch, desk: str, state: str
) -> None:
    monkeypatch.setenv("QUIETLINE_DESK", desk)
    assert rows()["check-ins: desk"][0] == state


def test_a_service_without_a_watchdog_is_a_fault(stage: Stage) -> None:
    service, watchdog = WatchLock(stage.folder), WatchLock(stage.folder)
    service.serve()
    assert rows()["check-ins: watchdog"][0] == "fail"
    watchdog.stand_by()
    assert rows()["check-ins: watchdog"] == ("ok", "stands by")
    for lock in (service, watchdog):
        lock.close()


def test_what_is_overdue_and_what_does_not_come_through_are_faults(stage: Stage) -> None:
    assert rows()["check-ins: overdue"] == rows()["check-ins: undelivered"] == ("ok", "0")
    stage.clock.wall -= 2 * HOUR
    stage.clock.boot -= 2 * HOUR
    stage.begin()
    assert rows()["check-ins: overdue"] == ("fail", "1")
    stage.clock.move(2 * HOUR)
    stage.signal.fails = stage.telegram.fails = Unreachable()
    stage.watch.tick()
    stage.clock.move(5)
    stage.watch.tick()
    assert rows()["check-ins: overdue"] == ("ok", "0")
    assert rows()["check-ins: undelivered"] == ("fail", "1")


def test_the_doctor_takes_no_step(stage: Stage) -> None:
    stage.clock.wall -= 2 * HOUR
    stage.clock.boot -= 2 * HOUR
    stage.begin()
    before = stage.rows()
    rows()
    assert stage.rows() == before


def test_a_key_that_others_can_read_opens_nothing_and_the_doctor_says_so(stage: Stage) -> None:
    assert rows()["check-ins: overdue"][0] == "ok"
    (stage.folder / "agency.key").chmod(0o644)
    mends = {name: mend for name, _, _, mend in watch_doctor.rows()}
    assert rows()["check-ins"][0] == "fail"
    assert "chmod 600" in mends["check-ins"]


def test_a_folder_that_others_can_enter_is_a_warning(stage: Stage) -> None:
    stage.folder.chmod(0o700)
    assert rows()["check-ins: folder"][0] == "ok"
    stage.folder.chmod(0o755)
    assert rows()["check-ins: folder"] == ("warn", "open to others (0755)")
