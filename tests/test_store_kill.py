"""T10: killed with -9 at every step of a save, a thousand times."""

import gc
import os
import random
import signal
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from store import Clocks, Store, Unavailable
from tests.test_store_fakes import FakeTime, ram_folder

ME = ("signal", "+15550100")
# Every step at which `Conversations.save` and `Slot.settle` report, in their order.
STEPS = [
    "slots reserved",
    "next key written",
    "row written",
    "replies written",
    "committed",
    "key copied",
    "slot live",
    "saved",
]
COMMITTED = STEPS.index("committed")
KILLS = 1_000
LANES = 2
SLOTS = 64

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="forks; safe on Linux only")


@pytest.fixture
def folder() -> Iterator[Path]:
    with ram_folder() as folder:
        yield folder


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def start(work: Callable[[int], None]) -> tuple[int, int]:
    """Runs work in a process of its own: the process, and the pipe it is given to write to."""
    reading, writing = os.pipe()
    process = os.fork()
    if not process:
        try:
            gc.disable()  # a collection would copy the whole of pytest
            os.close(reading)
            work(writing)
        finally:
            os._exit(3)
    os.close(writing)
    return process, reading


def finish(process: int, reading: int) -> tuple[bytes, int]:
    """What a process wrote, and how it ended."""
    with os.fdopen(reading, "rb") as pipe:
        said = pipe.read()
    return said, os.waitpid(process, 0)[1]


def child(work: Callable[[int], None]) -> tuple[bytes, int]:
    return finish(*start(work))


def look_then_save_and_die(folder: Path, version: int, step: str) -> Callable[[int], None]:
    """Reports what it found and what is unsent, then saves the next version and dies at a step."""

    def work(pipe: int) -> None:
        saving = False

        def at(now: str) -> None:
            if saving and now == step:
                die()

        store = Store.open(folder, slots=SLOTS, at=at)
        unsent = drain(store)
        with store.turn(*ME) as turn:
            os.write(pipe, (turn.state or b"nothing") + b"|" + b",".join(unsent))
            saving = True
            turn.save(b"%d" % version, [b"%d.1" % version, b"%d.2" % version])

    return work


def drain(store: Store) -> list[bytes]:
    bodies = []
    while batch := store.claim():
        for due in batch:
            bodies.append(due.body)
            store.sent(due, None)
    return bodies


def kill_again_and_again(folder: Path, seed: int, times: int) -> None:
    # At random, for what one kill left is met by the next: every pair of steps comes often.
    steps = random.Random(seed).choices(STEPS, k=times)
    expected = b"nothing|"
    for number, step in enumerate(steps):
        said, status = child(look_then_save_and_die(folder, number, step))
        assert os.WTERMSIG(status) == signal.SIGKILL, f"{step!r} was not reached"
        assert said == expected, f"after a kill at {steps[number - 1]!r}: {said!r}"
        state = expected.partition(b"|")[0]
        if STEPS.index(step) >= COMMITTED:
            expected = b"%d|%d.1,%d.2" % (number, number, number)
        else:
            expected = state + b"|"


def test_a_kill_leaves_the_old_or_the_new_with_its_replies_never_less_never_a_mixture(
    folder: Path,
) -> None:
    Store.open(None, slots=SLOTS).close()  # what is set up once is inherited by every fork

    def lane(number: int) -> Callable[[int], None]:
        def work(pipe: int) -> None:
            (mine := folder / str(number)).mkdir()
            try:
                kill_again_and_again(mine, number, KILLS // LANES)
            except AssertionError as error:
                os.write(pipe, str(error).encode())
            else:
                os.write(pipe, b"each as it should be")

        return work

    lanes = [start(lane(number)) for number in range(LANES)]
    assert [finish(*one)[0] for one in lanes] == [b"each as it should be"] * LANES


@pytest.mark.parametrize("second", ["key copied", "slot live"])
@pytest.mark.parametrize("first", STEPS)
def test_a_kill_while_an_earlier_kill_is_being_repaired_loses_nothing(
    folder: Path, first: str, second: str
) -> None:
    child(look_then_save_and_die(folder, 1, "saved"))
    child(look_then_save_and_die(folder, 2, first))

    def repair_and_die(_: int) -> None:
        store = Store.open(folder, slots=SLOTS, at=lambda now: die() if now == second else None)
        with store.turn(*ME):
            die()

    child(repair_and_die)
    store = Store.open(folder, slots=SLOTS)
    with store.turn(*ME) as turn:
        assert turn.state == (b"2" if STEPS.index(first) >= COMMITTED else b"1")
    store.close()


@pytest.mark.parametrize("step", STEPS)
def test_the_very_first_save_is_whole_or_not_there(folder: Path, step: str) -> None:
    child(look_then_save_and_die(folder, 1, step))
    store = Store.open(folder, slots=SLOTS)
    with store.turn(*ME) as turn:
        found = turn.state
    committed = STEPS.index(step) >= COMMITTED
    assert found == (b"1" if committed else None)
    assert drain(store) == ([b"1.1", b"1.2"] if committed else [])
    assert len(store._keys.used()) == committed
    store.close()


@pytest.mark.parametrize("step", STEPS)
def test_leaving_after_a_kill_leaves_nothing(folder: Path, step: str) -> None:
    child(look_then_save_and_die(folder, 1, step))
    store = Store.open(folder, slots=SLOTS)
    store.forget(*ME)
    assert store.held(*ME).size == 0
    assert store._keys.used() == []
    store.close()


@pytest.mark.parametrize(
    "step",
    ["reference written", "reference committed", "key copied", "slot live", "reference settled"],
)
@pytest.mark.parametrize("earlier", [0, 1], ids=["first reference", "second reference"])
def test_a_kill_after_sending_keeps_the_reply_or_what_erases_it(
    folder: Path, step: str, earlier: int
) -> None:
    def send_and_die(_: int) -> None:
        sending = False

        def at(now: str) -> None:
            if sending and now == step:
                die()

        store = Store.open(folder, slots=SLOTS, at=at)
        with store.turn(*ME) as turn:
            turn.save(b"state", [b"reply"])
        for number in range(earlier):
            store.remember(*ME, str(number))
        (due,) = store.claim()
        sending = True
        store.sent(due, "sent")

    _, status = child(send_and_die)
    assert os.WTERMSIG(status) == signal.SIGKILL
    store = Store.open(folder, slots=SLOTS)
    before = [str(number) for number in range(earlier)]
    if step == "reference written":
        assert [due.body for due in store.claim()] == [b"reply"]
        assert [*store.references(*ME)] == before
    else:
        assert store.claim() == []
        assert [*store.references(*ME)] == [*before, "sent"]
        store.forget(*ME)
        assert [[*due.references] for due in store.claim()] == [[*before, "sent"]]
    store.close()


@pytest.mark.parametrize("step", STEPS)
def test_a_kill_beside_another_process_costs_a_wait_for_the_lease_and_nothing_else(
    folder: Path, step: str
) -> None:
    child(look_then_save_and_die(folder, 1, "saved"))

    def stay_open(pipe: int) -> None:
        store = Store.open(folder, slots=SLOTS)
        os.write(pipe, b"open")
        signal.pause()
        store.close()

    reading, writing = os.pipe()
    witness = os.fork()
    if not witness:
        stay_open(writing)
        os._exit(3)
    try:
        assert os.read(reading, 4) == b"open"
        child(look_then_save_and_die(folder, 2, step))
        time = FakeTime(*real_now())
        time.boot_id = Clocks.real().boot_id()
        store = Store.open(folder, clocks=time.clocks, slots=SLOTS, patience=0.02)
        assert not store._keys.alone
        with pytest.raises(Unavailable), store.turn(*ME):
            pass
        time.pass_(10)
        with store.turn(*ME) as turn:
            assert turn.state == (b"2" if STEPS.index(step) >= COMMITTED else b"1")
        store.close()
    finally:
        os.kill(witness, signal.SIGKILL)
        os.waitpid(witness, 0)
        os.close(reading)
        os.close(writing)


def real_now() -> tuple[float, float]:
    now = Clocks.real().now()
    return now.boot, now.wall


def test_processes_that_count_together_lose_no_count_and_mix_no_people(folder: Path) -> None:
    people, rounds = [("signal", str(number)) for number in range(3)], 40

    def count(_: int) -> None:
        store = Store.open(folder, slots=SLOTS, patience=20)
        for _ in range(rounds):
            for who in people:
                with store.turn(*who) as turn:
                    name, _, number = (turn.state or who[1].encode() + b":0").partition(b":")
                    assert name == who[1].encode()
                    turn.save(b"%b:%d" % (name, int(number) + 1))
        os._exit(0)

    workers = []
    for _ in range(2):
        process = os.fork()
        if not process:
            try:
                count(0)
            finally:
                os._exit(3)
        workers.append(process)
    assert [os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]) for process in workers] == [0, 0]
    store = Store.open(folder, slots=SLOTS)
    for who in people:
        with store.turn(*who) as turn:
            assert turn.state == b"%b:%d" % (who[1].encode(), 2 * rounds)
    store.close()
