"""Conversations: kept, found again, and gone when their time or their key is."""

import fcntl
import os
import shutil
import sqlite3
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from store import Full, Lifetime, Lost, Store, TooLarge, Unavailable, locks
from store.keys import KeyTable
from tests.test_store_fakes import DAY, HOUR, FakeTime, ask, count, ram_folder, two_stores

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
    store = open_store(folder, time)
    yield store
    store.close()


def open_store(folder: Path | None, time: FakeTime, **other: object) -> Store:
    settings: dict[str, object] = {"clocks": time.clocks, "slots": 64 * 4, "patience": 0.05}
    return Store.open(folder, **{**settings, **other})


def keep(store: Store, who: tuple[str, str], state: bytes, idle: int | None = None) -> None:
    with store.turn(*who) as turn:
        turn.save(state, idle=idle)


def find(store: Store, who: tuple[str, str] = ME) -> bytes | None:
    with store.turn(*who) as turn:
        return turn.state


def test_a_stranger_has_no_state_and_leaves_nothing_behind(store: Store) -> None:
    with store.turn(*ME) as turn:
        assert (turn.state, turn.expires) == (None, None)
    assert store._keys.used() == []


def test_what_was_saved_is_found_again_by_the_same_person_only(store: Store) -> None:
    keep(store, ME, b"mine")
    assert find(store) == b"mine"
    assert find(store, YOU) is None
    assert find(store, ("telegram", ME[1])) is None


def test_a_turn_can_save_more_than_once(store: Store) -> None:
    with store.turn(*ME) as turn:
        turn.save(b"first")
        turn.save(b"second")
    assert find(store) == b"second"


def test_a_conversation_outlives_the_process_within_one_boot(folder: Path, time: FakeTime) -> None:
    first = open_store(folder, time)
    keep(first, ME, b"mine")
    first.close()
    second = open_store(folder, time)
    assert find(second) == b"mine"
    second.close()


def test_memory_alone_keeps_a_conversation_as_long_as_the_process(time: FakeTime) -> None:
    store = open_store(None, time)
    keep(store, ME, b"mine")
    assert store.in_memory
    assert find(store) == b"mine"
    store.forget(*ME)
    assert find(store) is None
    store.close()


def test_a_state_that_does_not_fit_is_refused_and_the_old_one_stays(store: Store) -> None:
    keep(store, ME, b"old")
    with store.turn(*ME) as turn, pytest.raises(TooLarge):
        turn.save(bytes(16_384))
    assert find(store) == b"old"


# Time (T6). The earlier of the two clocks wins, whatever the other does.


@pytest.mark.parametrize(
    ("move", "alive"),
    [
        (lambda time: time.pass_(4 * HOUR - 1), True),
        (lambda time: time.pass_(4 * HOUR), False),
        (lambda time: setattr(time, "wall", time.wall + DAY), False),
        (lambda time: setattr(time, "wall", time.wall - DAY), True),
        (lambda time: setattr(time, "boot", time.boot + 4 * HOUR), False),
        (lambda time: (time.pass_(4 * HOUR), setattr(time, "wall", time.wall - DAY)), False),
        (lambda time: (time.pass_(4 * HOUR), setattr(time, "boot", 1_000.0)), False),
    ],
    ids=[
        "a second before",
        "idle",
        "wall a day ahead",
        "wall a day back",
        "wall frozen",
        "wall a day back and idle",
        "boot frozen and idle",
    ],
)
@pytest.mark.parametrize("sweep", [True, False], ids=["swept", "not swept"])
def test_a_deadline_has_passed_when_either_clock_says_so(
    store: Store, time: FakeTime, move: Callable[[FakeTime], None], alive: bool, sweep: bool
) -> None:
    keep(store, ME, b"mine")
    move(time)
    if sweep:
        assert store.sweep().conversations == (not alive)
    assert (store.held(*ME).state, find(store)) == ((b"mine",) * 2 if alive else (None, None))


def test_each_save_gives_the_idle_time_again_but_never_more_than_the_cap(
    store: Store, time: FakeTime
) -> None:
    for _ in range(3):
        keep(store, ME, b"mine")
        time.pass_(4 * HOUR - 1)
    keep(store, ME, b"mine")
    assert find(store) == b"mine"
    time.pass_(3)
    assert find(store) is None


def test_a_person_can_shorten_the_idle_time_and_never_lengthen_it(
    store: Store, time: FakeTime
) -> None:
    keep(store, ME, b"mine", idle=60)
    keep(store, YOU, b"yours", idle=DAY)
    time.pass_(60)
    assert (find(store), find(store, YOU)) == (None, b"yours")
    time.pass_(4 * HOUR - 60)
    assert find(store, YOU) is None


def test_the_end_that_a_person_is_told_is_the_end(store: Store, time: FakeTime) -> None:
    with store.turn(*ME) as turn:
        told = turn.until(600)
        turn.save(b"mine", idle=600)
        assert turn.expires == told == time.wall + 600
    assert store.held(*ME).expires == told


def test_settings_shorten_both_times(folder: Path, time: FakeTime) -> None:
    store = open_store(folder, time, lifetime=Lifetime(idle=10, cap=15))
    keep(store, ME, b"mine")
    time.pass_(9)
    with store.turn(*ME) as turn:
        turn.save(b"mine")
        assert turn.expires == time.wall + 6
    store.close()


# Old copies, other boots, rows of others (T4, T5)


def test_an_old_copy_of_the_database_does_not_open_after_a_later_save(
    folder: Path, time: FakeTime
) -> None:
    store = open_store(folder, time)
    keep(store, ME, b"old")
    store.close()
    shutil.copytree(folder, backup := folder / "backup")
    store = open_store(folder, time)
    assert find(store) == b"old"
    keep(store, ME, b"new")
    store.close()
    shutil.copy(backup / "rows.db", folder / "rows.db")
    store = open_store(folder, time)
    assert find(store) is None
    store.close()


def test_with_its_own_keys_the_same_copy_opens(folder: Path, time: FakeTime) -> None:
    """The control of the test above: it is the key that is missing."""
    store = open_store(folder, time)
    keep(store, ME, b"old")
    store.close()
    shutil.copytree(folder, backup := folder / "backup")
    store = open_store(backup, time)
    assert find(store) == b"old"
    store.close()


def test_after_another_boot_nothing_opens_and_no_row_is_left(folder: Path, time: FakeTime) -> None:
    store = open_store(folder, time)
    with store.turn(*ME) as turn:
        turn.save(b"mine", [b"reply"])
    store.close()
    time.boot_id = b"second boot id.."
    store = open_store(folder, time)
    assert find(store) is None
    assert (count(folder, "conversation"), count(folder, "outbox")) == (0, 0)
    store.close()


def test_a_key_file_that_is_garbage_is_replaced(folder: Path, time: FakeTime) -> None:
    (folder / "keys").write_bytes(b"garbage" * 1000)
    store = open_store(folder, time)
    keep(store, ME, b"mine")
    assert find(store) == b"mine"
    store.close()


def test_a_database_that_is_garbage_is_replaced(folder: Path, time: FakeTime) -> None:
    (folder / "rows.db").write_bytes(b"garbage" * 1000)
    store = open_store(folder, time)
    keep(store, ME, b"mine")
    assert find(store) == b"mine"
    store.close()


def test_a_row_put_in_the_place_of_another_makes_a_stranger(store: Store, folder: Path) -> None:
    keep(store, ME, b"mine")
    keep(store, YOU, b"yours")
    ((a, one), (b, other)) = ask(folder, "select rid, blob from conversation")
    ask(folder, "update conversation set blob = ? where rid = ?", (other, a))
    ask(folder, "update conversation set blob = ? where rid = ?", (one, b))
    assert (find(store), find(store, YOU)) == (None, None)


@pytest.mark.parametrize("value", [7, "text", b"", b"\x01" * 4125])
def test_a_row_that_was_altered_makes_a_stranger_who_can_go_on(
    store: Store, folder: Path, value: object
) -> None:
    keep(store, ME, b"mine")
    ask(folder, "update conversation set blob = ?", (value,))
    assert find(store) is None
    keep(store, ME, b"anew")
    assert find(store) == b"anew"


def test_rows_without_a_slot_are_swept_whatever_lies_in_their_columns(
    store: Store, folder: Path
) -> None:
    keep(store, ME, b"mine")
    for rid in (b"foreign.........", 7, "text", b""):
        ask(folder, "insert into conversation values (?, ?, ?)", (rid, 1 << 40, b"blob"))
        ask(folder, "insert into outbox values (?, ?, ?)", (rid, 0, b"blob"))
    assert store.claim() == []
    store.sweep()
    assert (count(folder, "conversation"), count(folder, "outbox")) == (1, 0)
    assert find(store) == b"mine"


def test_the_tables_have_exactly_these_columns(store: Store, folder: Path) -> None:
    """T7: no sender, no channel, no counter, no time finer than a quarter of an hour."""
    keep(store, ME, b"mine")
    tables = ask(folder, "select name from sqlite_master where type = 'table'")
    assert sorted(tables) == [("conversation",), ("outbox",)]
    for table, columns in {"conversation": "rid expires blob", "outbox": "oid due blob"}.items():
        found = [row[1] for row in ask(folder, f"pragma table_info({table})")]
        assert found == columns.split()
        with pytest.raises(sqlite3.OperationalError, match="rowid"):
            ask(folder, f"select rowid from {table}")


def test_the_end_of_a_row_is_coarse(store: Store, folder: Path, time: FakeTime) -> None:
    for number in range(30):
        keep(store, ("signal", str(number)), b"mine")
    exact = int(time.wall + 4 * HOUR) // 900
    found = {row[0] - exact for row in ask(folder, "select expires from conversation")}
    assert found == {0, 1, 2}


def test_row_ids_are_new_for_every_conversation(store: Store, folder: Path) -> None:
    keep(store, ME, b"mine")
    before = ask(folder, "select rid from conversation")
    store.forget(*ME)
    keep(store, ME, b"mine")
    assert ask(folder, "select rid from conversation") != before


# Room


def test_where_no_slot_is_free_the_person_is_answered_and_not_remembered(time: FakeTime) -> None:
    store = open_store(None, time, slots=64)
    for number in range(64):
        keep(store, ("signal", str(number)), b"mine")
    with store.turn(*ME) as turn:
        assert turn.state is None
        with pytest.raises(Full):
            turn.save(b"mine")
    assert find(store, ("signal", "0")) == b"mine"
    store.forget("signal", "0")
    keep(store, ME, b"mine")
    assert find(store) == b"mine"
    store.close()


def test_one_person_cannot_fill_the_table(store: Store) -> None:
    with store.turn(*ME) as turn:
        turn.save(b"old")
        with pytest.raises(Full):
            turn.save(b"new", [b"reply"] * 40)
    assert find(store) == b"old"
    assert len(store._keys.used()) == 1


# One at a time


def test_a_second_turn_of_one_person_waits_for_the_first(store: Store) -> None:
    with store.turn(*ME), pytest.raises(Unavailable), store.turn(*ME):
        pass
    assert find(store) is None


def test_people_do_not_wait_for_one_another(store: Store) -> None:
    with store.turn(*ME) as mine, store.turn(*YOU) as yours:
        mine.save(b"mine")
        yours.save(b"yours")
    assert (find(store), find(store, YOU)) == (b"mine", b"yours")


@two_stores
def test_another_process_waits_for_the_lease_and_takes_it_over_when_it_ends(
    folder: Path, time: FakeTime
) -> None:
    one, other = open_store(folder, time), open_store(folder, time)
    keep(one, ME, b"old")
    with one.turn(*ME) as slow:
        with pytest.raises(Unavailable), other.turn(*ME):
            pass
        time.pass_(10)
        with other.turn(*ME) as turn:
            assert turn.state == b"old"
            turn.save(b"new")
        with pytest.raises(Lost):
            slow.save(b"mixed")
    assert (find(one), find(other)) == (b"new", b"new")
    one.close()
    other.close()


@two_stores
def test_two_first_messages_in_two_processes_make_one_conversation(
    folder: Path, time: FakeTime
) -> None:
    one, other = open_store(folder, time), open_store(folder, time)
    with one.turn(*ME) as turn:
        with pytest.raises(Unavailable), other.turn(*ME):
            pass
        turn.save(b"first")
    assert find(other) == b"first"
    assert len(one._keys.used()) == 1
    one.close()
    other.close()


@two_stores
def test_writers_of_two_processes_queue_at_one_gate(folder: Path, time: FakeTime) -> None:
    """SQLite alone would let them in together, and can then lose a commit (store/rows.py)."""
    one, other = open_store(folder, time), open_store(folder, time)
    with one._keys.writer.held(1), other.turn(*ME) as turn, pytest.raises(Unavailable):
        turn.save(b"mine")
    keep(other, ME, b"mine")
    assert find(one) == b"mine"
    one.close()
    other.close()


@two_stores
def test_nobody_else_comes_in_while_the_first_process_clears_up(folder: Path) -> None:
    """It ends every lease it finds; one that was taken meanwhile would be ended with them."""
    first = KeyTable.shared(folder / "keys", 64, bytes(16), lambda _: None)
    file = os.open(folder / "keys", os.O_RDWR)
    with pytest.raises(BlockingIOError):
        locks._set(file, 0, fcntl.F_RDLCK, wait=False)
    first.let_others_in()
    locks._set(file, 0, fcntl.F_RDLCK, wait=False)
    os.close(file)
    first.close()


def test_threads_that_count_together_lose_no_count(folder: Path) -> None:
    store = Store.open(folder, slots=64 * 4)

    def add_up() -> None:
        for _ in range(25):
            with store.turn(*ME) as turn:
                turn.save(str(int(turn.state or b"0") + 1).encode())

    threads = [threading.Thread(target=add_up) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert find(store) == b"100"
    store.close()
