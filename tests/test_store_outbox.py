"""The outbox: replies that live a minute, chats that are erased when nobody is there any more."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from store import Due, Store
from tests.test_store_fakes import DAY, HOUR, FakeTime, ask, count, ram_folder, two_stores

ME, YOU = ("signal", "+15550100"), ("telegram", "4711")


@pytest.fixture
def time() -> FakeTime:
    return FakeTime()


@pytest.fixture
def folder() -> Iterator[Path]:
    with ram_folder() as folder:
        yield folder


@pytest.fixture
def store(folder: Path, time: FakeTime) -> Iterator[Store]:
    store = Store.open(folder, clocks=time.clocks, slots=64 * 4, patience=0.05)
    yield store
    store.close()


def say(store: Store, who: tuple[str, str], *replies: bytes) -> None:
    with store.turn(*who) as turn:
        turn.save(b"state", replies)


def claim(store: Store) -> Due:
    (due,) = store.claim()
    return due


def bodies(store: Store) -> list[bytes]:
    return [due.body for due in store.claim()]


def test_a_reply_comes_out_as_it_went_in(store: Store) -> None:
    say(store, ME, b"words")
    due = claim(store)
    assert (due.kind, due.channel, due.address, due.body) == ("reply", *ME, b"words")
    assert (due.references, due.attempts) == ((), 0)


def test_what_is_claimed_is_not_claimed_again_until_its_lease_is_over(
    store: Store, time: FakeTime
) -> None:
    say(store, ME, b"words")
    assert bodies(store) == [b"words"]
    assert store.claim() == []
    time.pass_(30)
    assert claim(store).attempts == 1


def test_what_was_sent_is_gone(store: Store, folder: Path) -> None:
    say(store, ME, b"words")
    store.sent(claim(store), None)
    assert store.claim() == []
    assert count(folder, "outbox") == 0
    assert store.references(*ME) == ()


def test_the_replies_of_one_person_are_handed_out_one_after_the_other(store: Store) -> None:
    say(store, ME, b"1", b"2")
    say(store, ME, b"3")
    order = []
    while batch := store.claim():
        order += [due.body for due in batch]
        for due in batch:
            store.sent(due, None)
    assert order == [b"1", b"2", b"3"]


def test_a_reply_that_is_put_off_keeps_its_place(store: Store, time: FakeTime) -> None:
    say(store, ME, b"1", b"2")
    store.later(claim(store), 5)
    assert store.claim() == []
    time.pass_(5)
    due = claim(store)
    assert (due.body, due.attempts) == (b"1", 1)


def test_people_do_not_wait_for_one_another(store: Store, time: FakeTime) -> None:
    say(store, ME, b"mine")
    time.pass_(0.1)
    say(store, YOU, b"yours")
    assert bodies(store) == [b"mine", b"yours"]


def test_no_more_is_claimed_than_asked_for_and_the_oldest_first(
    store: Store, time: FakeTime
) -> None:
    for number in range(5):
        say(store, ("signal", str(number)), str(number).encode())
        time.pass_(0.1)
    assert [due.body for due in store.claim(2)] == [b"0", b"1"]
    assert [due.body for due in store.claim(9)] == [b"2", b"3", b"4"]


@pytest.mark.parametrize("clock", ["boot", "wall"])
def test_a_reply_lives_a_minute_on_either_clock(
    store: Store, folder: Path, time: FakeTime, clock: str
) -> None:
    say(store, ME, b"words")
    setattr(time, clock, getattr(time, clock) + 60)
    assert store.claim() == []
    assert count(folder, "outbox") == 0


def test_a_reply_that_would_be_tried_after_its_life_is_dropped_at_once(
    store: Store, folder: Path, time: FakeTime
) -> None:
    say(store, ME, b"1", b"2")
    time.pass_(30)
    store.later(claim(store), 30)
    assert count(folder, "outbox") == 1
    assert bodies(store) == [b"2"]


def test_a_reply_whose_time_is_over_is_swept_with_its_row(
    store: Store, folder: Path, time: FakeTime
) -> None:
    say(store, ME, b"words")
    time.pass_(60)
    assert store.sweep().replies == 1
    assert count(folder, "outbox") == 0


def test_a_reply_is_wanted_until_somebody_leaves_or_time_is_up(
    store: Store, time: FakeTime
) -> None:
    say(store, ME, b"mine")
    say(store, YOU, b"yours")
    mine, yours = sorted(store.claim(), key=lambda due: due.body)
    assert store.wanted(mine)
    assert store.wanted(yours)
    store.wipe_slots(*ME)
    assert not store.wanted(mine)
    time.pass_(60)
    assert not store.wanted(yours)


def test_an_altered_row_is_dropped_unsent(store: Store, folder: Path) -> None:
    say(store, ME, b"words")
    ask(folder, "update outbox set blob = ?", (bytes(4125),))
    assert store.claim() == []
    assert count(folder, "outbox") == 0


def test_replies_outlive_a_restart_and_their_leases_do_not(folder: Path, time: FakeTime) -> None:
    first = Store.open(folder, clocks=time.clocks, slots=64)
    say(first, ME, b"1", b"2")
    claim(first)
    first.close()
    second = Store.open(folder, clocks=time.clocks, slots=64)
    assert bodies(second) == [b"1"]
    second.close()


@two_stores
def test_another_process_sends_what_one_that_died_had_claimed(folder: Path, time: FakeTime) -> None:
    one = Store.open(folder, clocks=time.clocks, slots=64)
    other = Store.open(folder, clocks=time.clocks, slots=64)
    say(one, ME, b"words")
    claim(one)
    assert other.claim() == []
    time.pass_(30)
    due = claim(other)
    assert (due.body, due.attempts) == (b"words", 1)
    other.sent(due, "7")
    assert one.references(*ME) == ("7",)
    one.close()
    other.close()


def test_in_a_full_table_what_was_delivered_is_not_sent_again(time: FakeTime) -> None:
    store = Store.open(None, clocks=time.clocks, slots=64)
    say(store, ME, b"words")
    for number in range(62):
        say(store, ("signal", str(number)))
    store.sent(claim(store), "7")
    time.pass_(30)
    assert (store.claim(), store.references(*ME)) == ([], ("7",))
    store.close()


# Erasures


def test_an_erasure_sleeps_while_there_is_a_conversation(store: Store, time: FakeTime) -> None:
    say(store, ME, b"words")
    store.sent(claim(store), "7")
    store.remember(*ME, "8")
    for _ in range(2):
        time.pass_(3 * HOUR)
        say(store, ME)
        store.sweep()
        assert store.claim() == []
    assert store.references(*ME) == ("7", "8")


@pytest.mark.parametrize("clock", ["boot", "wall"])
def test_at_expiry_the_chat_is_to_be_erased(store: Store, time: FakeTime, clock: str) -> None:
    say(store, ME, b"words")
    store.sent(claim(store), "7")
    setattr(time, clock, getattr(time, clock) + 4 * HOUR)
    store.sweep()
    due = claim(store)
    assert (due.kind, due.channel, due.address, due.references) == ("erase", *ME, ("7",))
    store.erased(due)
    assert (store.references(*ME), store.claim()) == ((), [])


def test_after_leaving_the_chat_is_to_be_erased_at_once(store: Store) -> None:
    say(store, ME, b"words")
    store.sent(claim(store), "7")
    store.forget(*ME)
    assert claim(store).references == ("7",)


def test_a_reply_that_was_under_way_while_somebody_left_is_erased_too(store: Store) -> None:
    say(store, ME, b"words")
    due = claim(store)
    store.forget(*ME)
    store.sent(due, "7")
    assert claim(store).references == ("7",)


def test_what_arrives_while_a_chat_is_being_erased_is_erased_next(store: Store) -> None:
    say(store, ME, b"1")
    first = claim(store)
    say(store, ME, b"2")
    store.sent(first, "1")
    second = claim(store)
    store.forget(*ME)
    erasing = claim(store)
    store.sent(second, "2")
    store.erased(erasing)
    assert store.references(*ME) == ("2",)


def test_what_could_not_be_erased_is_kept_and_tried_again(store: Store, time: FakeTime) -> None:
    for reference in ("7", "8", "9"):
        store.remember(*ME, reference)
    store.erased(claim(store), failed=["8"])
    assert store.references(*ME) == ("8",)
    assert store.claim() == []
    time.pass_(30)
    due = claim(store)
    assert (due.references, due.attempts) == (("8",), 1)


def test_an_erasure_that_keeps_failing_is_given_up_after_a_day(
    store: Store, folder: Path, time: FakeTime
) -> None:
    store.remember(*ME, "7")
    time.pass_(DAY - 1)
    due = claim(store)
    store.later(due, 1)
    time.pass_(1)
    assert store.claim() == []
    store.sweep()
    assert (count(folder, "outbox"), store._keys.used()) == (0, [])


def test_who_comes_back_is_not_erased_under_their_eyes(store: Store, time: FakeTime) -> None:
    say(store, ME, b"1")
    store.sent(claim(store), "old")
    store.forget(*ME)
    say(store, ME, b"2")
    erase, reply = sorted(store.claim(), key=lambda due: due.kind)
    store.sent(reply, "new")
    assert erase.references == ("old",)
    store.erased(erase)
    assert store.references(*ME) == ("new",)
    time.pass_(HOUR)
    store.sweep()
    assert store.claim() == []


def test_who_comes_back_just_after_expiry_begins_a_new_chat(store: Store, time: FakeTime) -> None:
    say(store, ME, b"1")
    store.sent(claim(store), "old")
    time.pass_(4 * HOUR)
    say(store, ME)
    store.sweep()
    assert claim(store).references == ("old",)


def test_more_references_than_fit_in_one_record_go_into_the_next(store: Store) -> None:
    say(store, ME)
    names = tuple(f"{number:0500}" for number in range(60))
    for name in names:
        store.remember(*ME, name)
    assert set(store.references(*ME)) == set(names)
    store.forget(*ME)
    assert {name for due in store.claim() for name in due.references} == set(names)


def test_a_reference_is_kept_once(store: Store) -> None:
    say(store, ME)
    store.remember(*ME, "7")
    store.remember(*ME, "7")
    assert store.references(*ME) == ("7",)


def test_due_shows_neither_text_nor_address_when_printed(store: Store) -> None:
    say(store, ME, b"words")
    assert repr(claim(store)) == "Due(kind='reply', attempts=0)"


def test_a_sleeping_erasure_tells_no_time_in_its_row(store: Store, folder: Path) -> None:
    say(store, ME)
    store.remember(*ME, "7")
    assert ask(folder, "select due from outbox") == [(2**62,)]
