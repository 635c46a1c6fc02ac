"""Check-ins: the alarm is raised when a worker is not back, and never when they are."""

from __future__ import annotations

import logging
from collections.abc import Iterator
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
)
from rehearsal import setup

from bot.channels.base import Closed, Refused, Unknown, Unreachable
from bot.watch import Watch
from store import Way

SOON = HOUR - 600
GRACE = 600.0
FIRST, SECOND = DESK


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    stage = Stage(tmp_path / "agency")
    yield stage
    stage.close()


def paired(stage: Stage, hours: float = 1.0) -> Stage:
    """A check-in whose colleague has accepted."""
    words = stage.begin(hours)
    answer = stage.says(words, MATE)
    assert answer
    assert answer.node == "checkin-joined"
    stage.watch.tick()
    return stage


# The steps


def test_each_step_comes_at_its_time_and_not_before(stage: Stage) -> None:
    paired(stage)
    stage.later(SOON - 1)
    assert stage.told(WORKER) == ["accepted"]
    stage.later(1)
    assert stage.told(WORKER) == ["accepted", "soon"]
    stage.later(599)
    assert stage.told(WORKER) == ["accepted", "soon"]
    stage.later(1)
    assert stage.told(WORKER) == ["accepted", "soon", "time"]
    stage.later(GRACE - 1)
    assert stage.told(MATE) == []
    stage.later(1)
    assert stage.told(MATE) == ["alert"]
    stage.later(GRACE - 1)
    assert stage.told(FIRST) == []
    stage.later(1)
    assert stage.told(FIRST) == ["alert"]
    assert stage.told(SECOND) == []
    stage.later(HOUR)
    assert stage.told(MATE) == stage.told(FIRST) == ["alert"]


def test_an_alert_says_who_where_and_what_to_do(stage: Stage) -> None:
    stage.begin()
    stage.later(HOUR + GRACE)
    (_, text) = stage.signal.sent[-1]
    assert NAME in text
    assert PLACE in text
    assert "911" in text


def test_a_short_one_has_no_reminder(stage: Stage) -> None:
    stage.begin(0.3)
    stage.later(0.3 * HOUR)
    assert stage.told(WORKER) == ["time"]


def test_without_a_colleague_the_desk_is_told_at_the_colleagues_time(stage: Stage) -> None:
    stage.begin()
    stage.later(HOUR + GRACE)
    assert stage.told(FIRST) == ["alert"]
    stage.later(2 * GRACE)
    assert stage.told(FIRST) == ["alert"]


def test_after_a_day_of_silence_nothing_of_it_is_left(stage: Stage) -> None:
    paired(stage)
    stage.later(HOUR + 2 * GRACE)
    stage.later(86_400 - 60, step=600)
    assert stage.rows() == (1, 0)
    stage.later(120)
    assert stage.rows() == (0, 0)


# The worker's words


def test_the_safe_word_ends_it_and_nobody_is_told(stage: Stage) -> None:
    paired(stage)
    stage.later(HOUR)
    answer = stage.says(f"  {SAFE.upper()}! ")
    assert answer
    assert answer.node == "checkin-back"
    stage.later(HOUR)
    assert stage.told(MATE) == stage.told(FIRST) == []


def test_one_slip_in_either_word_is_forgiven_and_two_are_not(stage: Stage) -> None:
    stage.begin()
    assert stage.says("marmalaed") is not None
    stage.begin()
    assert stage.says("tunderbird") is not None
    stage.later(5)
    assert stage.told(FIRST) == ["danger"]
    stage.begin()
    assert stage.says("marmlaed") is None


def test_the_danger_word_alerts_colleague_and_desk_at_once(stage: Stage) -> None:
    paired(stage)
    stage.later(60)
    stage.says(DANGER)
    stage.watch.tick()
    assert stage.told(MATE) == ["danger"]
    assert stage.told(FIRST) == ["danger"]
    stage.later(3 * HOUR)
    assert stage.told(MATE) == stage.told(FIRST) == ["danger"]


def test_the_danger_word_looks_to_the_worker_like_the_safe_word(tmp_path: Path) -> None:
    seen = []
    for word in (SAFE, DANGER):
        stage = paired(Stage(tmp_path / word))
        stage.later(HOUR + 30)
        answer = stage.says(word)
        stage.later(60)
        held = stage.watch.open(WORKER.channel, WORKER.address)
        more = [stage.says(text) for text in (SAFE, DANGER, "longer 30")]
        again = stage.begin() != ""
        mine = [text for to, text in stage.signal.sent if to == WORKER.address]
        seen.append((answer, held, more, again, mine, stage.signal.erased))
        stage.close()
    assert seen[0] == seen[1]
    assert seen[0][1:3] == (None, [None, None, None])
    assert len(seen[0][5]) == 3


def test_on_return_the_reminders_are_taken_back_from_the_chat(stage: Stage) -> None:
    paired(stage)
    stage.later(HOUR)
    stage.says(SAFE)
    stage.watch.tick()
    assert stage.signal.erased == ["signal-1", "signal-2", "signal-3"]


def test_whoever_was_alerted_is_told_of_the_return_and_nobody_else(stage: Stage) -> None:
    paired(stage)
    stage.later(HOUR + GRACE)
    stage.says(SAFE)
    stage.later(HOUR)
    assert stage.told(MATE) == ["alert", "well"]
    assert stage.told(FIRST) == []
    assert stage.rows() == (0, 0)


def test_a_return_after_all_is_told_still_gives_the_all_clear(stage: Stage) -> None:
    stage.begin()
    stage.later(HOUR + 3 * GRACE)
    stage.later(10 * HOUR, step=60)
    stage.says(SAFE)
    stage.watch.tick()
    assert stage.told(FIRST) == ["alert", "well"]


def test_longer_moves_the_time(stage: Stage) -> None:
    paired(stage)
    stage.later(SOON + 60)
    answer = stage.says("longer 30")
    assert answer
    assert answer.node == "checkin-longer"
    stage.later(540 + 1800 + GRACE - 5)
    assert stage.told(WORKER) == ["accepted", "soon", "soon", "time"]
    assert stage.told(MATE) == []
    stage.later(5)
    assert stage.told(MATE) == ["alert"]


def test_longer_after_the_alert_tells_the_new_time_and_alerts_again(stage: Stage) -> None:
    paired(stage)
    stage.later(HOUR + GRACE + 60)
    stage.says("longer 30")
    stage.watch.tick()
    assert stage.told(MATE) == ["alert", "later"]
    stage.later(1800 + GRACE - 5)
    assert stage.told(MATE) == ["alert", "later"]
    stage.later(5)
    assert stage.told(MATE) == ["alert", "later", "alert"]
    assert stage.told(FIRST) == []


def test_it_can_be_made_longer_by_a_day_and_no_more(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.watch.read_span", lambda text: int(text.split()[1]))
    stage.begin()
    nodes = [line.node for _ in range(8) if (line := stage.says("longer 240"))]
    assert nodes == ["checkin-longer"] * 6 + ["checkin-longer-unclear"] * 2
    found = stage.checkins.of(WORKER)
    assert found
    assert found.longer == 24 * HOUR


@pytest.mark.parametrize("minutes", [None, 0, 241])
def test_a_span_that_is_none_or_too_long_is_asked_for_again(
    stage: Stage, monkeypatch: pytest.MonkeyPatch, minutes: int | None
) -> None:
    monkeypatch.setattr("bot.watch.read_span", lambda _: minutes)
    stage.begin()
    answer = stage.says("longer than that")
    assert answer
    assert answer.node == "checkin-longer-unclear"


@pytest.mark.parametrize("text", ["bed tonight surrey", "1", "more", "", "x" * 3000, "not me"])
def test_other_texts_are_not_for_the_check_in(stage: Stage, text: str) -> None:
    stage.begin()
    assert stage.says(text) is None


def test_the_words_of_one_worker_do_nothing_for_another(stage: Stage) -> None:
    other = Way("signal", "somebody")
    stage.begin()
    stage.begin(2, other, "Oriole")
    assert stage.says(SAFE) is not None
    found = stage.checkins.of(other)
    assert found
    assert found.name == "Oriole"
    stage.later(2 * HOUR + GRACE)
    assert [text for _, text in stage.signal.sent if NAME in text] == []
    assert stage.told(FIRST) == ["alert"]


def test_a_second_one_is_refused_while_one_runs_and_not_once_all_is_told(stage: Stage) -> None:
    stage.begin()
    line = stage.watch.begin(*_way(WORKER), PLACE, stage.clock.wall + 60, NAME, "a", "b", "en")
    assert line.node == "checkin-already"
    stage.later(HOUR + GRACE)
    assert stage.begin()


def _way(way: Way) -> tuple[str, str]:
    return way.channel, way.address


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
    line = stage.watch.begin(*_way(WORKER), PLACE, stage.clock.wall + HOUR, NAME, "a", "b", "en")
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
    stage.later(40)
    assert stage.told(SECOND) == ["danger"]


# Off, and in trouble


def test_without_an_agency_nothing_is_looked_up(stage: Stage) -> None:

    whole, clocks = setup(), stage.clock.clocks()
    off = Watch(None, {}, whole.content, whole.directory, clocks, "UTC", "en")
    assert off.open("signal", "x") is None
    assert off.begin("signal", "x", "p", 0, "n", "a", "b", "en").node == "checkin-failed"
    off.tick()
    assert not off.any()


def test_a_broken_database_is_a_log_line_without_words(
    stage: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    stage.begin()
    caplog.set_level(logging.DEBUG)
    stage.durable.close()
    assert stage.says(SAFE) is None
    assert stage.watch.open(*_way(WORKER)) is None
    line = stage.watch.begin(*_way(WORKER), PLACE, 0, NAME, SAFE, DANGER, "en")
    assert line.node == "checkin-failed"
    assert len(caplog.records) == 3
    for secret in (WORKER.address, PLACE, NAME, SAFE, DANGER):
        assert secret not in caplog.text


def test_a_text_of_somebody_who_is_no_worker_costs_one_look(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks = []
    read = stage.durable.read
    monkeypatch.setattr(stage.durable, "read", lambda *asked: looks.append(1) or read(*asked))
    assert stage.says("aching ajar alike", Way("signal", "survivor"), worker=False) is None
    assert len(looks) == 1
