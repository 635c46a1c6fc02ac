"""Check-ins: a message that is delivered again does nothing twice, and one that could not be looked
up is heard as soon as the database answers.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from checkin_stage import DANGER, DESK, HOUR, MATE, PLACE, SAFE, WORKER, Stage, paired
from rehearsal import PERSON, Rehearsal, rehearse
from sqlalchemy import text

from bot.channels.base import Message
from bot.unheard import MOST
from flows import Reply
from store import Turn, Unavailable

FIRST, _SECOND = DESK
GRACE = 600.0
SET = ("visit", "timer", "K7", "2h", "yes", "JM", "wool carpet")


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    stage = Stage(tmp_path / "agency")
    yield stage
    stage.close()


def deeds(stage: Stage) -> int:
    return int(stage.durable.read(text("SELECT count(*) FROM deed"))[0][0])


# The same message again


def test_the_message_that_sets_one_is_not_heard_as_the_word_for_danger(stage: Stage) -> None:
    begun = stage.tries(number="7")
    assert stage.says(DANGER, number="7") is None
    assert stage.tries(number="7") == begun
    stage.watch.tick()
    assert stage.told(FIRST) == []
    assert stage.rows() == (1, 0)
    assert stage.says(DANGER, number="8"), "the control: another message is heard"
    stage.watch.tick()
    assert stage.told(FIRST) == ["danger"]


def test_what_was_answered_can_be_said_again_where_its_turn_was_not_saved(stage: Stage) -> None:
    begun = stage.tries(number="7")
    assert stage.watch.done(stage.message(DANGER, number="7")) == begun.lines
    assert stage.watch.done(stage.message(DANGER, number="8")) is None
    with silent(stage):
        assert stage.watch.done(stage.message(DANGER, number="7")) is None


def test_a_longer_that_is_delivered_again_adds_nothing(stage: Stage) -> None:
    stage.begin()
    first = stage.says("longer 30", number="7")
    assert stage.says("longer 30", number="7") == first
    assert stage.says("longer 30", number="8") != first, "the control"
    found = stage.checkins.of(WORKER)
    assert found
    assert found.longer == HOUR


@pytest.mark.parametrize("word", [SAFE, DANGER])
def test_a_word_that_is_delivered_again_is_answered_the_same(stage: Stage, word: str) -> None:
    stage.begin()
    first = stage.says(word, number="7")
    assert first
    stage.begin()
    assert stage.says(word, number="7") == first
    assert stage.checkins.of(WORKER), "the one that was set since goes on"


def test_words_and_not_me_that_are_delivered_again_are_answered_the_same(stage: Stage) -> None:
    words = stage.begin()
    joined = stage.says(words, MATE, number="7")
    assert joined
    assert stage.says(words, MATE, number="7") == joined
    back = stage.says("not me", MATE, number="8")
    assert back
    assert stage.says("not me", MATE, number="8") == back
    stage.watch.tick()
    assert stage.told(WORKER) == ["colleague-gone"]


def test_two_people_may_have_messages_with_the_same_id(stage: Stage) -> None:
    words = stage.begin()
    assert stage.says(words, MATE, number="7")
    assert stage.says(SAFE, number="7")


def test_a_message_without_an_id_has_no_deed(stage: Stage) -> None:
    message = Message(WORKER.channel, WORKER.address, SAFE, "")
    stage.begin()
    before = deeds(stage)
    assert stage.watch.heard(message, True)
    assert deeds(stage) == before
    stage.begin()
    assert stage.watch.heard(message, True)
    assert stage.checkins.of(WORKER) is None


def test_after_the_return_no_deed_says_anything_of_the_check_in(stage: Stage) -> None:
    words = stage.begin()
    joined = stage.says(words, MATE, number="7")
    assert joined
    assert joined.variables["place"] == PLACE
    stage.says(SAFE)
    again = stage.says(words, MATE, number="7")
    assert again
    assert (again.node, dict(again.variables)) == ("checkin-back", {})


def test_a_deed_is_forgotten_after_an_hour(stage: Stage) -> None:
    stage.begin()
    assert deeds(stage) == 1
    stage.later(HOUR - 60, step=600)
    assert deeds(stage) == 1
    stage.later(61)
    assert deeds(stage) == 0


class Killed(BaseException):
    """Stands for a kill -9: nothing catches it."""


def test_killed_before_the_turn_is_saved_it_is_set_once_and_no_alarm_is_raised(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def dies(*_: object, **__: object) -> None:
        raise Killed

    person = rehearse(agency="North Shore")
    person.invited()
    for said in SET:
        person.says(said)
    message = Message("signal", PERSON, "blue ladder", "77")
    with monkeypatch.context() as killing:
        killing.setattr(Turn, "save", dies)
        with pytest.raises(Killed):
            person.app.dispatcher.handle(message)
    person.restart()
    before = len(person.channel.replies)
    person.app.dispatcher.handle(message)
    said = " ".join(reply.text for reply in person.channel.replies[before:])
    assert "it runs from now on" in said
    person.later(60)
    assert _others(person) == []
    assert person.app.watch.open("signal", PERSON)
    person.close()


def _others(person: Rehearsal) -> list[str]:
    return [reply.text for to, reply in person.channel.sent if to != PERSON]


# A word that can be heard


@pytest.mark.parametrize(("safe", "set_"), [("a" * 40, True), ("a" * 41, False), ("!!", False)])
def test_a_word_that_could_not_be_heard_is_refused(stage: Stage, safe: str, set_: bool) -> None:
    begun = stage.tries(safe=safe)
    assert begun.ok == set_
    assert (stage.checkins.of(WORKER) is not None) == set_
    if not set_:
        assert [line.node for line in begun.lines] == ["checkin-failed"]
    else:
        assert stage.says(" ".join(safe)), "spelled out"


def test_a_word_in_marks_of_its_script_is_heard(stage: Stage) -> None:
    long = "thảm lên xanh " * 3  # 33 letters, and more than 80 characters when each mark counts
    assert stage.tries(safe=long).ok
    assert stage.says(" ".join(long.strip()))


# While the database does not answer


@contextmanager
def silent(stage: Stage) -> Iterator[None]:
    """The database does not answer inside."""

    def refuses(*_: object, **__: object) -> None:
        raise Unavailable("no")

    with pytest.MonkeyPatch.context() as broken:
        broken.setattr(stage.durable, "read", refuses)
        broken.setattr(stage.durable, "write", refuses)
        yield


def ticks_in_vain(stage: Stage) -> None:
    with pytest.raises(Unavailable):
        stage.watch.tick()


def test_the_word_for_danger_is_heard_once_the_database_answers(stage: Stage) -> None:
    paired(stage)
    stage.watch.tick()
    assert stage.watch.well()
    with silent(stage):
        assert stage.says(DANGER) is None
        assert not stage.watch.well()
        ticks_in_vain(stage)
    stage.watch.tick()
    assert stage.told(FIRST) == stage.told(MATE) == ["danger"]
    assert stage.told(WORKER)[-1] == "back"
    assert stage.watch.well()


def test_heard_late_both_words_look_the_same(tmp_path: Path) -> None:
    seen = []
    for word in (SAFE, DANGER):
        stage = paired(Stage(tmp_path / word))
        stage.later(HOUR + 30)
        with silent(stage):
            assert stage.says(word) is None
        stage.later(60)
        mine = [said for to, said in stage.signal.sent if to == WORKER.address]
        seen.append((mine, stage.signal.erased, stage.says("longer 30")))
        stage.close()
    assert seen[0] == seen[1]


def test_heard_late_a_longer_moves_the_time_and_the_worker_is_told(stage: Stage) -> None:
    stage.begin()
    with silent(stage):
        stage.says("longer 30", number="7")
        stage.says("longer 30", number="7")
    stage.watch.tick()
    assert stage.told(WORKER) == ["longer"]
    found = stage.checkins.of(WORKER)
    assert found
    assert found.longer == 1800


def test_what_came_first_is_heard_first(stage: Stage) -> None:
    stage.begin()
    with silent(stage):
        stage.says(DANGER)
    assert stage.says(SAFE) is None
    stage.watch.tick()
    assert stage.told(FIRST) == ["danger"]


def test_what_was_written_before_one_is_set_is_not_meant_for_it(stage: Stage) -> None:
    with silent(stage):
        stage.says(SAFE)
        stage.says(DANGER, number="7")
    assert stage.tries(number="7").ok
    stage.watch.tick()
    assert stage.told(FIRST) == []
    assert stage.checkins.of(WORKER)


def test_nor_is_it_where_the_database_fails_again_meanwhile(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuses(_: object) -> None:
        raise Unavailable("no")

    with silent(stage):
        stage.says(SAFE)
    with monkeypatch.context() as broken:
        broken.setattr(stage.checkins, "of", refuses)
        assert stage.tries().ok
    stage.watch.tick()
    assert stage.checkins.of(WORKER)


def test_who_leaves_leaves_nothing_to_read_and_the_word_for_danger_counts(stage: Stage) -> None:
    stage.begin()
    with silent(stage):
        stage.says(DANGER)
        stage.says("my own words")
        held = repr([one.text for one in stage.watch._unheard.waiting()])
        assert DANGER in held, "the control"
        stage.watch.left(WORKER.channel, WORKER.address)
        assert [one.text for one in stage.watch._unheard.waiting()] == ["", ""]
    stage.watch.tick()
    assert stage.told(FIRST) == ["danger"]


def test_few_texts_wait_and_not_for_long(stage: Stage) -> None:
    stage.begin()
    with silent(stage):
        stage.says("x" * 41)
        assert not stage.watch._unheard
        stage.says(DANGER)
        for number in range(MOST):
            stage.says(f"word {number}")
        assert len(list(stage.watch._unheard.waiting())) == MOST
        stage.clock.move(601)
    stage.watch.tick()
    assert not stage.watch._unheard
    assert stage.told(FIRST) == []


# While an alert is on its way


def test_a_failed_alert_that_an_extension_has_dropped_does_nothing(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    from bot.channels.base import Sent, Unreachable

    paired(stage)

    def slow(_address: str, _reply: Reply) -> Sent:
        monkeypatch.undo()
        stage.clock.move(36)
        stage.says("longer 2h")
        raise Unreachable

    stage.later(HOUR + GRACE - 5)
    monkeypatch.setattr(stage.telegram, "send", slow)
    stage.later(5)
    stage.later(HOUR)
    assert stage.told(FIRST) == []
    stage.later(HOUR + GRACE + 60)
    assert "alert" in stage.told(MATE)


def test_what_takes_messages_back_has_a_turn_of_its_own(stage: Stage) -> None:
    stage.begin()
    stage.later(HOUR)
    stage.says(DANGER)
    deliveries = stage.watch.deliveries
    assert deliveries
    deliveries.deliver("signal", erasing=True)
    assert (len(stage.signal.erased), stage.told(FIRST)) == (2, [])
    deliveries.deliver("signal", erasing=False)
    assert stage.told(FIRST) == ["danger"]


def test_after_the_word_for_danger_reminders_go_while_an_alert_hangs(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    from bot.channels.base import Sent, Unreachable
    from bot.watching import Watching

    stage.begin()
    stage.later(HOUR)
    assert stage.told(WORKER) == ["soon", "time"]
    hangs, erased, gone = threading.Event(), stage.signal.erase, threading.Event()

    def send(_address: str, _reply: Reply) -> Sent:
        hangs.wait(30)
        raise Unreachable

    def erase(address: str, references: list[str]) -> tuple[str, ...]:
        try:
            return erased(address, references)
        finally:
            gone.set()

    monkeypatch.setattr(stage.signal, "send", send)
    monkeypatch.setattr(stage.signal, "erase", erase)
    stage.says(DANGER)
    with Watching(stage.watch, None, 0.02):
        assert gone.wait(20)
        assert stage.signal.erased == ["signal-1", "signal-2"]
        hangs.set()
