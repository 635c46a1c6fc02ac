"""The store against a model of a few lines: a dict of what each person should find."""

import contextlib
from pathlib import Path

import hypothesis.strategies as st
import pytest
from hypothesis import settings
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from store import Lifetime, Store
from tests.test_store_fakes import FakeTime, ram_folder

PEOPLE = st.sampled_from([("signal", "1"), ("signal", "2"), ("telegram", "1")])
IDLE, CAP = 100, 250


class Model(RuleBasedStateMachine):
    """Save, leave, wait, sweep, stop and start again, in any order."""

    def __init__(self) -> None:
        super().__init__()
        self.time = FakeTime()
        self.open = contextlib.ExitStack()
        self.folder: Path | None = None
        self.known: dict[tuple[str, str], tuple[bytes, float, float]] = {}
        self.unsent: dict[tuple[str, str], list[tuple[bytes, float]]] = {}

    @initialize(in_memory=st.booleans())
    def begin(self, in_memory: bool) -> None:
        self.folder = None if in_memory else self.open.enter_context(ram_folder())
        self.store = self._open()

    def _open(self) -> Store:
        lifetime = Lifetime(IDLE, CAP)
        return Store.open(self.folder, clocks=self.time.clocks, lifetime=lifetime, slots=64)

    def _alive(self, who: tuple[str, str]) -> bytes | None:
        state, _, end = self.known.get(who, (None, 0, 0))
        return state if end > self.time.boot else None

    @rule(who=PEOPLE, state=st.binary(max_size=5000), replies=st.lists(st.binary(), max_size=2))
    def save(self, who: tuple[str, str], state: bytes, replies: list[bytes]) -> None:
        now = self.time.boot
        born = self.known[who][1] if self._alive(who) is not None else now
        with self.store.turn(*who) as turn:
            turn.save(state, replies)
        self.known[who] = (state, born, min(now + IDLE, born + CAP))
        waiting = self.unsent.setdefault(who, [])
        if len(waiting) > 20:  # far below what one person may hold
            self.send()
        waiting.extend((body, now + 60) for body in replies)

    @rule(who=PEOPLE)
    def leave(self, who: tuple[str, str]) -> None:
        self.store.forget(*who)
        self.known.pop(who, None)
        self.unsent.pop(who, None)

    @rule(seconds=st.integers(1, 130))
    def wait(self, seconds: int) -> None:
        self.time.pass_(seconds)

    @rule()
    def sweep(self) -> None:
        self.store.sweep()

    @rule()
    def send(self) -> None:
        sent: dict[tuple[str, str], list[bytes]] = {}
        while batch := self.store.claim():
            for due in batch:
                sent.setdefault((due.channel, due.address), []).append(due.body)
                self.store.sent(due, None)
        alive = {
            who: [body for body, end in waiting if end > self.time.boot]
            for who, waiting in self.unsent.items()
        }
        assert sent == {who: waiting for who, waiting in alive.items() if waiting}
        self.unsent.clear()

    @precondition(lambda self: self.folder is not None)
    @rule()
    def start_again(self) -> None:
        self.store.close()
        self.store = self._open()

    @precondition(lambda self: self.folder is not None)
    @rule(boot_id=st.binary(min_size=16, max_size=16))
    def boot(self, boot_id: bytes) -> None:
        self.store.close()
        self.time.boot_id = boot_id
        self.store = self._open()
        self.known.clear()
        self.unsent.clear()

    @invariant()
    def everybody_finds_their_own(self) -> None:
        if not hasattr(self, "store"):
            return
        for who in (("signal", "1"), ("signal", "2"), ("telegram", "1")):
            with self.store.turn(*who) as turn:
                assert turn.state == self._alive(who)
            assert self.store.held(*who).state == self._alive(who)

    def teardown(self) -> None:
        if hasattr(self, "store"):
            self.store.close()
        self.open.close()


TestModel = pytest.mark.filterwarnings("default::ResourceWarning")(Model.TestCase)
TestModel.settings = settings(max_examples=60, stateful_step_count=30, deadline=None)
