"""Check-ins outlive kills, reboots and clocks that jump; and nothing of one outlives the return."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from checkin_stage import DANGER, DESK, HOUR, MATE, NAME, PLACE, SAFE, WORKER, Stage
from rehearsal import setup
from sqlalchemy import text

from bot.channels.base import Message, Sent, Unknown, Unreachable
from flows import Reply
from flows.turn import Begin

GRACE = 600.0
FIRST, _SECOND = DESK


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    stage = Stage(tmp_path / "agency")
    yield stage
    stage.close()


# Clocks


@pytest.mark.parametrize("jump", [-30 * HOUR, -HOUR, HOUR, 30 * HOUR])
def test_a_wall_clock_that_jumps_neither_hastens_nor_delays_an_alarm(
    stage: Stage, jump: float
) -> None:
    stage.begin()
    stage.clock.wall += jump
    stage.later(HOUR + GRACE - 5)
    assert stage.told(FIRST) == []
    stage.later(5)
    assert stage.told(FIRST) == ["alert"]


def test_a_jump_while_the_process_is_dead_changes_nothing_on_the_same_boot(stage: Stage) -> None:
    stage.begin()
    stage.clock.wall += 20 * HOUR
    again = stage.again()
    again.later(HOUR + GRACE - 5)
    assert again.told(FIRST) == []
    again.later(5)
    assert again.told(FIRST) == ["alert"]
    again.close()


@pytest.mark.parametrize("off", [60.0, 3 * HOUR])
def test_after_a_reboot_the_wall_clock_counts(stage: Stage, off: float) -> None:
    stage.begin()
    stage.clock.move(off)
    again = stage.again(reboot=True)
    again.watch.tick()
    assert again.told(FIRST) == (["alert"] if off > HOUR + GRACE else [])
    again.later(max(HOUR + GRACE - off, 0))
    assert again.told(FIRST) == ["alert"]
    again.close()


def test_after_a_reboot_the_new_boot_clock_counts_from_the_next_step_on(stage: Stage) -> None:
    stage.begin()
    stage.clock.move(60)
    again = stage.again(reboot=True)
    again.later(HOUR - 600)
    assert again.told(WORKER) == ["soon"]
    again.clock.wall -= 20 * HOUR
    again.later(540 + GRACE)
    assert again.told(FIRST) == ["alert"]
    again.close()


def test_two_reboots_in_a_row_lose_nothing(stage: Stage) -> None:
    stage.begin()
    once = stage.again(reboot=True)
    once.watch.tick()
    twice = once.again(reboot=True)
    twice.later(HOUR + GRACE)
    assert twice.told(FIRST) == ["alert"]
    twice.close()


# Kills


class Killed(BaseException):
    """Stands for a kill -9: nothing catches it."""


def test_killed_between_claim_and_send_it_is_sent_by_the_next_at_once(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    def dies(*_: object) -> Sent:
        raise Killed

    stage.begin()
    stage.later(HOUR + GRACE - 5)
    monkeypatch.setattr(stage.signal, "send", dies)
    with pytest.raises(Killed):
        stage.later(5)
    again = stage.again()
    again.watch.tick()
    assert again.told(FIRST) == ["alert"]
    again.later(HOUR)
    assert again.told(FIRST) == ["alert"]
    again.close()


def test_killed_between_send_and_delete_it_is_sent_twice_and_no_more(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    def dies(*_: object) -> None:
        raise Killed

    stage.begin()
    stage.later(HOUR + GRACE - 5)
    monkeypatch.setattr(stage.checkins.steps, "sent", dies)
    with pytest.raises(Killed):
        stage.later(5)
    assert stage.told(FIRST) == ["alert"]
    again = stage.again()
    again.later(HOUR)
    assert again.told(FIRST) == ["alert"]
    again.close()


def test_a_try_whose_end_nobody_knows_counts_as_an_alert_on_return(stage: Stage) -> None:
    stage.begin()
    stage.signal.fails = Unknown()
    stage.later(HOUR + GRACE)
    stage.says(SAFE)
    stage.signal.fails = None
    stage.watch.tick()
    assert stage.told(FIRST) == ["well"]


def test_a_try_that_surely_failed_does_not(stage: Stage) -> None:
    stage.begin()
    stage.signal.fails = Unreachable()
    stage.later(HOUR + GRACE)
    stage.says(SAFE)
    stage.signal.fails = None
    stage.later(60)
    assert stage.told(FIRST) == []


def test_who_returns_while_the_alert_is_on_its_way_is_followed_by_the_all_clear(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    send = stage.signal.send

    def slow(address: str, reply: Reply) -> Sent:
        monkeypatch.setattr(stage.signal, "send", send)
        stage.says(SAFE)
        return send(address, reply)

    stage.begin()
    stage.later(HOUR + GRACE - 5)
    monkeypatch.setattr(stage.signal, "send", slow)
    stage.later(5)
    stage.watch.tick()
    assert stage.told(FIRST) == ["alert", "well"]
    assert stage.rows() == (0, 0)


def test_who_returns_just_before_the_send_is_not_reported(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted = stage.checkins.notices.wanted

    def returns_first(notice: object) -> bool:
        stage.says(SAFE)
        return wanted(notice)  # type: ignore[arg-type]

    stage.begin()
    stage.later(HOUR + GRACE - 5)
    monkeypatch.setattr(stage.checkins.notices, "wanted", returns_first)
    stage.later(5)
    assert "alert" not in stage.told(FIRST)


def test_a_reminder_on_its_way_during_the_return_is_taken_back(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    send = stage.signal.send

    def slow(address: str, reply: Reply) -> Sent:
        stage.says(SAFE)
        return send(address, reply)

    stage.begin()
    monkeypatch.setattr(stage.signal, "send", slow)
    stage.later(HOUR - 600)
    stage.watch.tick()
    assert stage.signal.erased == ["signal-1"]
    assert stage.rows() == (0, 0)


# Forgetting


def test_leaving_the_chat_does_not_end_it_and_its_own_word_does(tmp_path: Path) -> None:
    from dataclasses import replace

    stage = Stage(tmp_path / "stage")
    whole = setup()
    named = {"agency_folder": tmp_path / "agency", "desk": ("telegram-workers:999",)}
    whole = replace(whole, settings=whole.settings.model_copy(update=named))
    app = whole.build(stage.channels, None, stage.clock.clocks())
    begin = Begin("visit", PLACE, stage.clock.wall + HOUR, NAME, SAFE, DANGER)
    app.watch.begin(stage.message(DANGER), begin, "en")
    app.dispatcher.handle(Message(WORKER.channel, WORKER.address, "exit", "1"))
    held = app.watch.open(WORKER.channel, WORKER.address)
    assert held
    assert held.node == "checkin-held"
    app.dispatcher.handle(Message(WORKER.channel, WORKER.address, SAFE, "2"))
    assert app.watch.open(WORKER.channel, WORKER.address) is None
    app.close()
    stage.close()


def _on_disk(stage: Stage) -> bytes:
    return b"".join(path.read_bytes() for path in stage.folder.glob("agency.db*"))


def _blobs(stage: Stage) -> list[bytes]:
    read = stage.durable.read
    rows = [*read(text("SELECT blob FROM checkin")), *read(text("SELECT blob FROM notice"))]
    return [row.blob[:64] for row in rows]


def test_no_word_name_place_or_address_is_ever_readable_on_the_disk(stage: Stage) -> None:
    words = stage.begin()
    stage.says(words, MATE)
    stage.later(HOUR + 2 * GRACE)
    secrets = (WORKER.address, MATE.address, PLACE, NAME, SAFE, DANGER, words, FIRST.address)
    disk = _on_disk(stage)
    assert [one for one in secrets if one.encode() in disk] == []
    found = stage.checkins.of(WORKER)
    assert found, "with the key it opens"
    assert (found.place, found.name, found.mate) == (PLACE, NAME, MATE)


@pytest.mark.parametrize("word", [SAFE, DANGER])
def test_a_return_erases_the_rows_from_file_and_wal(stage: Stage, word: str) -> None:
    words = stage.begin()
    stage.says(words, MATE)
    before = _blobs(stage)
    assert before
    assert all(blob in _on_disk(stage) for blob in before), "the control"
    stage.says(word)
    assert [blob for blob in before if blob in _on_disk(stage)] == []


def _sealed(stage: Stage) -> list[bytes]:
    """The sealed values of the database, each without its salt's first bytes."""
    tables = ("checkin", "notice", "deed")
    found = [stage.durable.read(text(f"SELECT blob FROM {table}")) for table in tables]
    return [row.blob[:64] for rows in found for row in rows]


@pytest.mark.parametrize("hindered", [False, True])
def test_once_all_are_told_of_the_return_nothing_of_it_opens_from_the_disk(
    stage: Stage, monkeypatch: pytest.MonkeyPatch, hindered: bool
) -> None:
    seen: set[bytes] = set()
    put = stage.checkins.notices._values

    def seeing(*asked: object) -> dict[str, object]:
        values = put(*asked)  # type: ignore[arg-type]
        seen.add(values["blob"][:64])
        return values

    monkeypatch.setattr(stage.checkins.notices, "_values", seeing)
    stage.begin()
    stage.later(HOUR + GRACE)
    seen |= {*_sealed(stage)}
    assert stage.told(FIRST) == ["alert"]
    assert any(blob in _on_disk(stage) for blob in seen), "the control"
    reader = sqlite3.connect(stage.folder / "agency.db", isolation_level=None)
    if hindered:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM checkin").fetchall()
    stage.says(SAFE)
    stage.later(10)
    assert stage.told(FIRST) == ["alert", "well"]
    if hindered:
        assert any(blob in _on_disk(stage) for blob in seen), "a reader keeps the WAL"
    reader.close()
    stage.later(10)
    kept = {*_sealed(stage)}  # that the word was heard, and no more
    assert [blob for blob in seen - kept if blob in _on_disk(stage)] == []


def test_who_leaves_has_the_reminders_taken_back_and_is_still_waited_for(stage: Stage) -> None:
    stage.begin()
    stage.later(HOUR)
    assert stage.told(WORKER) == ["soon", "time"]
    stage.watch.left(WORKER.channel, WORKER.address)
    stage.signal.fails = Unreachable()
    stage.watch.tick()
    stage.signal.fails = None
    stage.says(SAFE)
    stage.later(10)
    assert stage.signal.erased == ["signal-1", "signal-2"]


def test_leaving_ends_no_timer(stage: Stage) -> None:
    stage.begin()
    stage.watch.left(WORKER.channel, WORKER.address)
    stage.watch.left("signal", "somebody else")
    stage.later(HOUR + GRACE)
    assert stage.told(FIRST) == ["alert"]


def test_whoever_has_the_database_without_the_key_raises_nothing_and_loses_nothing(
    stage: Stage,
) -> None:
    stage.begin()
    key = stage.folder / "agency.key"
    own = key.read_text()
    key.write_text("ab" * 32)
    stranger = stage.again()
    stranger.later(HOUR + GRACE)
    assert stranger.signal.sent == []
    assert stranger.checkins.of(WORKER) is None
    key.write_text(own)
    again = stranger.again()
    assert again.rows() == (1, 0)
    again.close()
