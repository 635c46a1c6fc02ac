"""Check-ins: the alarm is raised when a worker is not back, and never when they are."""

from __future__ import annotations

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
    paired,
)

from store import Way

SOON = HOUR - 600
GRACE = 600.0
FIRST, SECOND = DESK


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    stage = Stage(tmp_path / "agency")
    yield stage
    stage.close()


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
    assert stage.told(MATE) == ["later"]
    stage.later(5)
    assert stage.told(MATE) == ["later", "alert"]


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


def test_it_can_be_made_longer_by_four_hours_in_all_and_no_more(stage: Stage) -> None:
    stage.begin()
    nodes = [line.node for _ in range(3) if (line := stage.says("longer 90"))]
    assert nodes == ["checkin-longer"] * 2 + ["checkin-longer-unclear"]
    assert stage.says("longer 1h") is not None
    assert stage.says("longer 1") is not None
    found = stage.checkins.of(WORKER)
    assert found
    assert found.longer == 4 * HOUR


def test_a_colleague_who_accepted_is_told_of_every_extension_at_once(stage: Stage) -> None:
    paired(stage)
    for count in (1, 2):
        stage.says("longer 30")
        stage.watch.tick()
        assert stage.told(MATE) == ["later"] * count
    assert stage.told(FIRST) == []


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("longer 30", 30),
        ("Longer!", 30),
        ("longer 1h", 60),
        ("30 more", 30),
        ("1 hour longer", 60),
        ("1 hour more please", 60),
        ("half an hour more", 30),
        ("i need a bit more time", 30),
    ],
)
def test_a_span_may_be_said_in_several_ways(stage: Stage, text: str, minutes: int) -> None:
    stage.begin()
    assert stage.says(text) is not None
    found = stage.checkins.of(WORKER)
    assert found
    assert found.longer == minutes * 60


@pytest.mark.parametrize("minutes", [None, 0, 241])
def test_a_span_that_is_none_or_too_long_is_asked_for_again(
    stage: Stage, monkeypatch: pytest.MonkeyPatch, minutes: int | None
) -> None:
    monkeypatch.setattr("bot.watch.read_span", lambda _: minutes)
    stage.begin()
    answer = stage.says("longer 30")
    assert answer
    assert answer.node == "checkin-longer-unclear"


@pytest.mark.parametrize(
    "text",
    [
        *("bed tonight surrey", "1", "more", "", "x" * 3000, "not me", "30", "1 more"),
        *("i no longer feel safe", "no longer", "i need 2 beds more"),
        *("bed in surrey, 2 nights or longer", "shelter for longer than 2 weeks"),
    ],
)
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
    begun = stage.tries()
    assert not begun.ok
    assert [line.node for line in begun.lines] == ["checkin-already"]
    stage.later(HOUR + GRACE)
    assert stage.begin()
