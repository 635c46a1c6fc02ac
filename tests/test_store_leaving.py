"""Leaving: the keys die first and in every circumstance; what is held is what is told."""

import io
import logging
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from store import Lost, Store, StoreError, Unavailable
from tests.test_store_fakes import FakeTime, ask, canary, count, ram_folder, seen, two_stores

ME, YOU = ("signal", "+15550100"), ("signal", "+15550101")


@pytest.fixture
def time() -> FakeTime:
    return FakeTime()


@pytest.fixture
def folder() -> Iterator[Path]:
    with ram_folder() as folder:
        yield folder


@pytest.fixture
def store(folder: Path, time: FakeTime) -> Iterator[Store]:
    store = Store.open(folder, clocks=time.clocks, slots=64 * 4, patience=0.02)
    yield store
    store.close()


def say(store: Store, who: tuple[str, str], *replies: bytes) -> None:
    with store.turn(*who) as turn:
        turn.save(b"state", replies)


def find(store: Store, who: tuple[str, str] = ME) -> bytes | None:
    with store.turn(*who) as turn:
        return turn.state


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Another program writes to the database and does not finish."""
    with closing(sqlite3.connect(folder / "rows.db", isolation_level=None)) as database:
        database.execute("begin immediate")
        yield


def test_leaving_leaves_no_row_and_no_slot_of_that_person(store: Store, folder: Path) -> None:
    say(store, ME, b"1", b"2")
    say(store, YOU, b"3")
    store.forget(*ME)
    assert find(store) is None
    assert (count(folder, "conversation"), count(folder, "outbox")) == (1, 1)
    assert find(store, YOU) == b"state"
    assert [due.body for due in store.claim()] == [b"3"]


def test_leaving_is_harmless_for_a_stranger_and_twice(store: Store) -> None:
    store.forget(*ME)
    say(store, ME)
    store.forget(*ME)
    store.forget(*ME)
    assert find(store) is None


def test_keys_die_while_the_database_is_locked_and_the_rows_follow(
    store: Store, folder: Path
) -> None:
    say(store, ME, b"reply")
    with locked(folder):
        store.forget(*ME)
        assert store._keys.used() == []
        assert count(folder, "conversation") == 1
    store.sweep()
    assert (count(folder, "conversation"), count(folder, "outbox")) == (0, 0)


def test_keys_die_when_the_database_is_broken(store: Store, folder: Path) -> None:
    say(store, ME, b"reply")
    store._rows._connection.close()
    store.forget(*ME)
    assert store._keys.used() == []


def test_an_erasure_waits_for_the_database_and_is_not_lost(store: Store, folder: Path) -> None:
    say(store, ME)
    store.remember(*ME, "7")
    with locked(folder):
        store.forget(*ME)
    assert store.claim() == []
    store.sweep()
    assert [due.references for due in store.claim()] == [("7",)]


def test_what_needs_the_database_says_so_and_changes_nothing(store: Store, folder: Path) -> None:
    say(store, ME)
    with locked(folder):
        with store.turn(*ME) as turn, pytest.raises(Unavailable):
            turn.save(b"new", [b"reply"])
        with pytest.raises(Unavailable):
            store.sweep()
    assert find(store) == b"state"
    assert store.claim() == []


def test_no_turn_without_a_database(store: Store) -> None:
    store._rows._connection.close()
    with pytest.raises(Unavailable), store.turn(*ME):
        pass


def test_leaving_does_not_wait_for_a_turn_which_then_writes_nothing(
    store: Store, folder: Path
) -> None:
    say(store, ME)
    with store.turn(*ME) as turn:
        store.forget(*ME)
        with pytest.raises(Lost):
            turn.save(b"new", [b"reply"])
    assert (count(folder, "conversation"), count(folder, "outbox")) == (0, 0)
    assert store._keys.used() == []


def test_leaving_ends_the_first_turn_of_a_stranger_too(store: Store) -> None:
    with store.turn(*ME) as turn:
        store.forget(*ME)
        with pytest.raises(Lost):
            turn.save(b"new")
    assert find(store) is None


@two_stores
def test_leaving_does_not_wait_for_a_process_that_was_stopped_with_the_lock(
    folder: Path, time: FakeTime
) -> None:
    stopped = Store.open(folder, clocks=time.clocks, slots=64, patience=0.02)
    store = Store.open(folder, clocks=time.clocks, slots=64, patience=0.02)
    say(store, ME)
    with stopped._keys.locked(bytes(16), 1):
        store.wipe_slots(*ME)
        assert store._keys.used() == []
    stopped.close()
    store.close()


@two_stores
def test_expiry_does_not_wait_for_a_process_that_was_stopped_with_the_lock(
    folder: Path, time: FakeTime
) -> None:
    stopped = Store.open(folder, clocks=time.clocks, slots=64, patience=0.02)
    store = Store.open(folder, clocks=time.clocks, slots=64, patience=0.02)
    say(store, ME)
    time.pass_(4 * 3600)
    with stopped._keys.locked(bytes(16), 1):
        assert store.sweep().conversations == 1
    stopped.close()
    store.close()


def test_a_kill_in_the_middle_of_a_wipe_is_finished_by_the_sweep(store: Store) -> None:
    say(store, ME)
    (slot,) = store._keys.used()
    slot.tag = bytes(16)
    store.sweep()
    assert store._keys.used() == []


def test_a_writer_that_was_stopped_after_its_commit_writes_no_key(
    folder: Path, time: FakeTime
) -> None:
    store = Store.open(
        folder, clocks=time.clocks, slots=64, patience=0.02, at=lambda step: at(step)
    )

    def at(step: str) -> None:
        if step == "committed":
            store.wipe_slots(*ME)

    with store.turn(*ME) as turn, pytest.raises(Lost):
        turn.save(b"state", [b"reply"])
    assert store._keys.used() == []
    store.sweep()
    assert (count(folder, "conversation"), count(folder, "outbox")) == (0, 0)
    store.close()


def test_who_writes_again_between_the_halves_of_leaving_is_not_forgotten(
    store: Store, folder: Path
) -> None:
    say(store, ME)
    store.wipe_slots(*ME)
    say(store, ME, b"hello")
    store.purge(*ME)
    assert find(store) == b"state"
    assert [due.body for due in store.claim()] == [b"hello"]
    assert count(folder, "conversation") == 1


def test_closing_with_wipe_forgets_everybody(folder: Path, time: FakeTime) -> None:
    store = Store.open(folder, clocks=time.clocks, slots=64)
    say(store, ME)
    store.close(wipe=True)
    assert list(folder.iterdir()) == []


# The truth about what is held


def test_what_is_told_is_what_is_held(store: Store, folder: Path, time: FakeTime) -> None:
    with store.turn(*ME) as turn:
        turn.save(b"all of it", [b"1", b"2"])
    store.remember(*ME, "7")
    held = store.held(*ME)
    sealed = ask(folder, "select blob from conversation union all select blob from outbox")
    assert held.state == find(store) == b"all of it"
    assert held.expires == time.wall + 4 * 3600
    assert (held.unsent, held.references) == (2, 1)
    assert held.size == sum(len(bytes(row[0])) for row in sealed)  # type: ignore[call-overload]


def test_about_a_stranger_nothing_is_held(store: Store) -> None:
    say(store, YOU, b"reply")
    held = store.held(*ME)
    assert (held.state, held.expires, held.unsent, held.references, held.size) == (
        None,
        None,
        0,
        0,
        0,
    )


def test_after_leaving_nothing_is_held_once_the_chat_is_erased(store: Store) -> None:
    say(store, ME, b"reply")
    store.remember(*ME, "7")
    store.forget(*ME)
    (due,) = store.claim()
    store.erased(due)
    assert store.held(*ME) == store.held("signal", "never seen")


# Logs and errors (T8)


def test_neither_logs_nor_errors_hold_text_address_or_key(folder: Path, time: FakeTime) -> None:
    text, address = canary(), canary()
    with everything_logged() as log:
        secrets = provoke(folder, time, text, address, errors := [])
        logging.getLogger("control").debug("%s", text)
    assert len(errors) >= 5
    written, _, control = log.getvalue().rpartition("\n" + text)
    assert "SELECT" in written, "the database did log its statements"
    assert "parameters hidden" in written
    assert control == "\n", "the control was found"
    assert seen((written + "".join(errors)).encode(), secrets) == []


@contextmanager
def everything_logged() -> Iterator[io.StringIO]:
    """Every logger at DEBUG; SQLAlchemy's own stays at WARNING unless it is told, so it is."""
    log = io.StringIO()
    handler = logging.StreamHandler(log)
    loggers = [logging.getLogger(), logging.getLogger("sqlalchemy")]
    levels = [logger.level for logger in loggers]
    loggers[0].addHandler(handler)
    for logger in loggers:
        logger.setLevel(logging.DEBUG)
    try:
        yield log
    finally:
        loggers[0].removeHandler(handler)
        for logger, level in zip(loggers, levels, strict=True):
            logger.setLevel(level)


def provoke(
    folder: Path, time: FakeTime, text: str, address: str, errors: list[str]
) -> dict[str, bytes]:
    """Every handler, with an error in each; gives back what must not be found."""
    store = Store.open(folder, clocks=time.clocks, slots=64 * 4, patience=0.02)
    with store.turn("signal", address) as turn:
        turn.save(text.encode(), [text.encode()])
    store.remember("signal", address, text)
    (due,) = store.claim()
    slots = {f"key {n}": slot.key for n, slot in enumerate(store._keys.used())}
    secrets = {"text": text.encode(), "address": address.encode(), **slots}
    secrets["tag"] = store._keys.used()[0].tag
    assert len(slots) == 3

    def fails(call: object, *arguments: object) -> None:
        assert callable(call)
        try:
            call(*arguments)
        except StoreError as error:
            errors.extend((str(error), repr(error), repr(vars(error))))

    with locked(folder), store.turn("signal", address) as turn:
        fails(turn.save, text.encode(), [text.encode()])
        fails(turn.save, text.encode() * 1000)
        fails(store.sent, due, text)
        fails(store.later, due, 1)
        fails(store.remember, "signal", address, text)
        fails(store.references, "signal", address)
        fails(store.held, "signal", address)
        fails(store.sweep)
        errors.extend((repr(due), repr(turn)))
    errors.append(repr(store.held("signal", address)))
    ask(folder, "drop table conversation")
    fails(store.turn("signal", address).__enter__)
    store.forget("signal", address)
    fails(store.sweep)
    store.close()
    return secrets
