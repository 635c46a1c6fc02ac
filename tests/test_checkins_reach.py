"""Check-ins: whom the alarm reaches: a colleague who accepted, the desk, by one way or another."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import astuple
from pathlib import Path

import pytest
from checkin_stage import (
    DANGER,
    DESK,
    HOUR,
    MATE,
    NAME,
    PLACE,
    SAFE,
    WORKER,
    Stage,
    paired,
)
from rehearsal import setup

from bot.channels.base import Closed, Refused, Unknown, Unreachable
from bot.watch import Watch
from flows.turn import Begin
from store import Way

SOON = HOUR - 600
GRACE = 600.0
FIRST, SECOND = DESK


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    stage = Stage(tmp_path / "agency")
    yield stage
    stage.close()


# The colleague


def test_the_words_work_once_for_a_worker_and_never_for_oneself(stage: Stage) -> None:
    words = stage.begin()
    assert stage.says(words) is None
    assert stage.says(words, MATE, worker=False) is None
    assert stage.says("ajar alike amid", MATE) is None
    assert stage.says(words.upper(), MATE) is not None
    assert stage.says(words, Way("signal", "third")) is None


def test_words_of_an_ended_one_do_nothing(stage: Stage) -> None:
    words = stage.begin()
    stage.says(SAFE)
    assert stage.says(words, MATE) is None


def test_who_accepts_after_the_time_is_alerted_at_once(stage: Stage) -> None:
    words = stage.begin()
    stage.later(HOUR + GRACE)
    stage.says(words, MATE)
    stage.watch.tick()
    assert stage.told(MATE) == ["alert"]


def test_a_colleague_can_step_back_and_the_worker_is_told(stage: Stage) -> None:
    paired(stage)
    assert stage.says("not me", Way("signal", "third")) is None
    answer = stage.says("Not me.", MATE, worker=False)
    assert answer
    assert answer.node == "checkin-stepped-back"
    stage.later(HOUR + GRACE)
    assert stage.told(WORKER)[:2] == ["accepted", "colleague-gone"]
    assert stage.told(MATE) == []
    assert stage.told(FIRST) == ["alert"]


def test_a_colleague_who_steps_back_after_the_alert_leaves_it_to_the_desk(stage: Stage) -> None:
    paired(stage)
    stage.later(HOUR + GRACE)
    stage.says("not me", MATE)
    stage.watch.tick()
    assert stage.told(FIRST) == ["alert"]
    stage.later(HOUR)
    assert stage.told(FIRST) == ["alert"]


def test_with_neither_colleague_nor_desk_the_worker_is_told_so(tmp_path: Path) -> None:
    stage = Stage(tmp_path / "agency", desk=())
    line = stage.tries().lines[0]
    assert line.node == "checkin-begun-alone"
    stage.says(line.variables["words"], MATE)
    stage.watch.tick()
    stage.says("not me", MATE)
    stage.watch.tick()
    assert stage.told(WORKER) == ["accepted", "nobody"]
    stage.close()


@pytest.mark.parametrize("error", [Unreachable(), Unknown(), RuntimeError(), Refused(), Closed()])
def test_for_a_colleague_who_cannot_be_reached_the_desk_is_told(
    stage: Stage, error: Exception
) -> None:
    paired(stage)
    stage.telegram.fails = error
    stage.later(HOUR + GRACE)
    stage.later(35)
    assert stage.told(FIRST) == ["alert"]
    stage.telegram.fails = None
    stage.later(120)
    assert stage.told(MATE) == ["alert"]
    stage.later(HOUR)
    assert stage.told(FIRST) == ["alert"]


@pytest.mark.parametrize("when", [0.0, SOON + 60, HOUR + GRACE - 30])
def test_a_colleague_who_is_no_worker_any_more_is_told_nothing(tmp_path: Path, when: float) -> None:
    workers = {MATE}
    stage = paired(Stage(tmp_path / "agency", still=workers.__contains__))
    stage.later(when)
    workers.clear()
    stage.later(HOUR + GRACE - when)
    assert stage.told(MATE) == []
    assert stage.told(FIRST) == ["alert"]
    assert stage.told(WORKER).count("colleague-gone") == 1
    stage.later(HOUR)
    assert stage.told(FIRST) == ["alert"]
    stage.close()


def test_neither_danger_nor_a_new_time_nor_a_return_is_told_to_who_is_no_worker(
    tmp_path: Path,
) -> None:
    for word in (DANGER, "longer 30", SAFE):
        workers = {MATE}
        stage = paired(Stage(tmp_path / word, still=workers.__contains__))
        stage.later(HOUR + GRACE)
        assert stage.told(MATE) == ["alert"], "the control"
        workers.clear()
        stage.says(word)
        stage.later(60)
        assert stage.told(MATE) == ["alert"]
        assert stage.told(FIRST) == (["danger"] if word == DANGER else [])
        stage.close()


def test_an_alert_never_goes_to_the_workers_own_way(tmp_path: Path) -> None:
    stage = Stage(tmp_path / "agency", desk=(WORKER, SECOND))
    stage.begin()
    stage.says(DANGER)
    stage.later(60)
    assert stage.told(SECOND) == ["danger"]
    assert stage.told(WORKER) == []
    stage.close()


def test_a_worker_who_is_the_whole_desk_is_told_that_nobody_would_be(tmp_path: Path) -> None:
    stage = Stage(tmp_path / "agency", desk=(WORKER,))
    assert stage.tries().lines[0].node == "checkin-begun-alone"
    stage.close()


def test_a_colleague_at_the_desk_is_told_once(tmp_path: Path) -> None:
    for desk in ((MATE,), (FIRST, MATE)):
        stage = paired(Stage(tmp_path / str(len(desk)), desk=desk, still=lambda _: False))
        stage.says(DANGER)
        stage.later(60)
        assert stage.told(MATE) == ["danger"]
        assert stage.told(FIRST) == (["danger"] if FIRST in desk else [])
        stage.close()


# The ways


def test_a_dead_channel_is_passed_by_on_the_second_way(stage: Stage) -> None:
    stage.begin()
    stage.signal.fails = Unreachable()
    stage.later(HOUR + GRACE)
    stage.later(25)
    assert stage.told(SECOND) == []
    stage.later(15)
    assert stage.told(SECOND) == ["alert"]
    stage.signal.fails = None
    stage.later(HOUR)
    assert "alert" not in stage.told(FIRST)


def test_a_refusal_needs_no_waiting(stage: Stage) -> None:
    stage.begin()
    stage.signal.fails = Refused()
    stage.later(HOUR + GRACE)
    assert stage.told(SECOND) == ["alert"]


def test_a_channel_that_asks_for_a_long_pause_is_not_waited_for(stage: Stage) -> None:
    stage.begin()
    stage.signal.fails = Unreachable(after=900.0)
    stage.later(HOUR + GRACE)
    assert stage.told(SECOND) == ["alert"]


def test_a_way_whose_channel_is_not_there_is_passed_by(tmp_path: Path) -> None:
    stage = Stage(tmp_path / "agency", channels=("telegram-workers",))
    stage.begin(worker=Way("telegram-workers", "5"))
    stage.later(HOUR + GRACE)
    assert stage.told(SECOND) == ["alert"]
    stage.close()


def test_where_all_ways_fail_they_are_tried_until_one_works(stage: Stage) -> None:
    stage.begin()
    stage.signal.fails = stage.telegram.fails = Unreachable()
    stage.later(HOUR + GRACE + 5 * HOUR)
    stage.signal.fails = None
    stage.later(65)
    assert stage.told(FIRST) == ["alert"]
    stage.later(HOUR)
    assert stage.told(FIRST) == ["alert"]
    assert stage.told(SECOND) == []


def test_the_danger_word_goes_the_second_way_too(stage: Stage) -> None:
    stage.begin()
    stage.signal.fails = Unreachable()
    stage.says(DANGER)
    stage.later(40, step=5)
    assert stage.told(SECOND) == ["danger"]


# Off, and in trouble


def test_without_an_agency_nothing_is_looked_up(stage: Stage) -> None:

    whole, clocks = setup(), stage.clock.clocks()
    off = Watch(None, {}, whole.content, whole.directory, clocks, "UTC", "en")
    assert off.open("signal", "x") is None
    begun = off.begin(stage.message("b"), Begin("visit", "p", 0, "n", "a", "b"), "en")
    assert [line.node for line in begun.lines] == ["checkin-failed"]
    off.left("signal", "x")
    off.tick()
    assert not off.any()


def test_a_broken_database_is_a_log_line_without_words(
    stage: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    stage.begin()
    caplog.set_level(logging.DEBUG)
    stage.durable.close()
    assert stage.says(SAFE) is None
    assert stage.watch.open(*astuple(WORKER)) is None
    begun = stage.tries()
    assert not begun.ok
    assert [line.node for line in begun.lines] == ["checkin-failed"]
    stage.watch.left(*astuple(WORKER))
    assert len(caplog.records) == 4
    for secret in (WORKER.address, PLACE, NAME, SAFE, DANGER):
        assert secret not in caplog.text


def test_a_text_of_somebody_who_is_no_worker_costs_two_looks(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks = []
    read = stage.durable.read
    monkeypatch.setattr(stage.durable, "read", lambda *asked: looks.append(1) or read(*asked))
    assert stage.says("aching ajar alike", Way("signal", "survivor"), worker=False) is None
    assert len(looks) == 2
