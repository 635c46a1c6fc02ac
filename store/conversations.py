"""Conversations: loaded for one turn, saved under a new key each time, gone when the key is.

What is sealed with the state is when it began and when it ends, on both clocks: the cap needs the
beginning, and a save that was killed before it switched keys is finished with the sealed end.
"""

import struct
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import NamedTuple

from store import crypto, schema
from store.clocks import Clocks, Instant, Lifetime
from store.errors import Full, Lost, Unavailable
from store.keys import NO_KEY, KeyTable, Kind, Slot, State, new_fence
from store.locks import Queue
from store.outbox import Outbox
from store.rows import Rows

_TIMES = struct.Struct("<dddd")
_BETWEEN_LOOKS = 0.005


class Person(NamedTuple):
    """Who wrote: the sender as bytes (channel 0x00 address) and the tag of this boot."""

    sender: bytes
    tag: bytes


@dataclass(frozen=True)
class Record:
    """What is sealed: the state, when it began, when it ends."""

    state: bytes = field(repr=False)
    born: Instant
    ends: Instant

    def pack(self) -> bytes:
        return _TIMES.pack(*self.born, *self.ends) + self.state

    @classmethod
    def unpack(cls, value: bytes) -> "Record":
        a, b, c, d = _TIMES.unpack_from(value)
        return cls(value[_TIMES.size :], Instant(a, b), Instant(c, d))


class Turn:
    """One message of one person, being answered; nobody else answers them meanwhile.

    `state` is None for a stranger: no row, a row that was altered or moved, a key that is gone,
    another boot, a passed deadline. `expires` is the wall time at which it will all be gone.
    """

    def __init__(self, conversations: "Conversations", person: Person, fence: int) -> None:
        self._conversations = conversations
        self.person = person
        self.fence = fence
        self.slot: Slot | None = None  # None where the table is full
        self.record: Record | None = None

    @property
    def state(self) -> bytes | None:
        return self.record.state if self.record else None

    @property
    def expires(self) -> float | None:
        return self._conversations.end_of(self.record) if self.record else None

    def until(self, idle: int | None = None) -> float:
        """The wall time at which it will all be gone, if saved now with this `idle` (seconds)."""
        return self._conversations.until(self, idle)

    def save(self, state: bytes, replies: Sequence[bytes] = (), idle: int | None = None) -> None:
        """Keeps the state and what is to be sent, in one transaction.

        `idle` (seconds) can only shorten the setting. Raises TooLarge, Full, Lost, Unavailable;
        after each of them everything is as it was.
        """
        self._conversations.save(self, state, replies, idle)


class Conversations:
    """All conversations. `at` is told every step of a save, for tests that kill at each."""

    def __init__(
        self,
        keys: KeyTable,
        rows: Rows,
        outbox: Outbox,
        clocks: Clocks,
        lifetime: Lifetime,
        patience: float,
        at: Callable[[str], None],
    ) -> None:
        self._keys = keys
        self._rows = rows
        self._outbox = outbox
        self._clocks = clocks
        self._lifetime = lifetime
        self._patience = patience
        self._at = at
        self._queue = Queue()

    @contextmanager
    def turn(self, sender: bytes) -> Iterator[Turn]:
        person = Person(sender, self._keys.tag(sender))
        with self._queue.held(person.tag, self._patience):
            turn = Turn(self, person, new_fence())
            turn.slot = self._lease(turn)
            try:
                # Where no slot is free, the person is answered as a stranger.
                turn.record = self._load(turn) if turn.slot else None
                yield turn
            finally:
                self._release(turn)

    def save(self, turn: Turn, state: bytes, replies: Sequence[bytes], idle: int | None) -> None:
        if turn.slot is None:
            raise Full("No slot is free for this person; it can be answered, not remembered.")
        now = self._clocks.now()
        record = self._record(turn, state, now, idle)
        with (
            self._rows.write() as transaction,
            self._keys.locked(turn.person.tag, self._patience),
        ):
            slot = self._mine(turn)
            key = crypto.new_key()
            blob = self._seal(key, turn, slot, record)
            letters = self._outbox.letters(turn.person.tag, turn.person.sender, replies, now)
            try:
                self._at("slots reserved")
                self._announce(slot, key, record)
                sql = self._rows.sql
                transaction.run(sql.save, (slot.rid, schema.expires(record.ends), blob))
                self._at("row written")
                for letter in letters:
                    transaction.run(sql.save_letter, letter.row)
                self._at("replies written")
                transaction.commit()
            except BaseException:
                for letter in letters:
                    letter.slot.wipe()
                raise
            self._at("committed")
            # Once more, for a writer that was stopped here until somebody left without waiting.
            self._mine(turn)
            slot.settle(record.ends, State.LIVE, self._at)
            for letter in letters:
                letter.slot.state = State.LIVE
        self._at("saved")
        turn.record = record

    def read(self, slot: Slot, sender: bytes, blob: object) -> Record | None:
        """What a conversation's row holds; for its present key, or the one it is switching to."""
        for key in (slot.key, slot.next_key):
            value = crypto.unseal(key, crypto.CONVERSATION, sender, slot.rid, blob)
            if value is not None:
                return Record.unpack(value)
        return None

    def end_of(self, record: Record) -> float:
        return self._clocks.now().until(record.ends)

    def until(self, turn: Turn, idle: int | None) -> float:
        now = self._clocks.now()
        return now.until(self._record(turn, b"", now, idle).ends)

    def _record(self, turn: Turn, state: bytes, now: Instant, idle: int | None) -> Record:
        born = turn.record.born if turn.record else now
        longest = self._lifetime.idle
        quiet = now.plus(longest if idle is None else min(idle, longest))
        return Record(state, born, quiet.earlier(born.plus(self._lifetime.cap)))

    def _seal(self, key: bytes, turn: Turn, slot: Slot, record: Record) -> bytes:
        sender = turn.person.sender
        return crypto.seal(key, crypto.CONVERSATION, sender, slot.rid, record.pack())

    def _announce(self, slot: Slot, key: bytes, record: Record) -> None:
        """Writes the key that is about to hold; until the commit the present one still does."""
        live = slot.state == State.LIVE
        slot.deadline = record.ends.earlier(slot.deadline) if live else record.ends
        slot.next_key = key
        self._at("next key written")

    # The lease: what keeps two processes from answering the same person at once.

    def _lease(self, turn: Turn) -> Slot | None:
        """Takes the person's slot for this turn; None where none is free."""
        for _ in range(max(1, int(self._patience / _BETWEEN_LOOKS))):
            with self._keys.locked(turn.person.tag, self._patience):
                try:
                    slot = self._vacant(turn.person.tag)
                except Full:
                    return None
                if slot:
                    slot.take(turn.fence, self._clocks.boot() + self._lifetime.turn)
                    return slot
            self._clocks.pause(_BETWEEN_LOOKS)
        raise Unavailable("An earlier message of the same person is still being answered.")

    def _vacant(self, tag: bytes) -> Slot | None:
        now = self._clocks.now()
        slot = self._keys.conversation(tag)
        if slot is None:
            return self._keys.claim(tag, Kind.CONVERSATION)
        if slot.leased(now.boot):
            return None
        if slot.state == State.LIVE and now.reached(slot.deadline):
            return self._anew(slot, tag)
        return slot

    def _mine(self, turn: Turn) -> Slot:
        """The fence: raises Lost when the slot is not this turn's any more."""
        # A fence is random and used once, so a slot that was wiped or given to somebody else,
        # or was taken over by another process, cannot bear it.
        if turn.slot is None or turn.slot.fence != turn.fence:
            raise Lost("The turn was over before it was saved; nothing was written.")
        return turn.slot

    def _release(self, turn: Turn) -> None:
        with self._keys.locked(turn.person.tag, self._patience):
            slot = turn.slot
            if slot is None or slot.fence != turn.fence:
                return
            slot.fence = 0
            if slot.state == State.HELD and slot.next_key == NO_KEY:
                slot.wipe()

    # Loading

    def _load(self, turn: Turn) -> Record | None:
        tag = turn.person.tag
        with self._keys.locked(tag, self._patience):
            rid = self._mine(turn).rid
        found = self._rows.read(self._rows.sql.load, (rid,))
        with self._keys.locked(tag, self._patience):
            slot = self._mine(turn)
            record = self.read(slot, turn.person.sender, found[0][0]) if found else None
            if record is None or self._clocks.now().reached(record.ends):
                if slot.state == State.LIVE or found:
                    fence, lease = slot.fence, slot.lease
                    self._anew(slot, tag).take(fence, lease)
                return None
            self._finish(slot, turn.person.sender, record, found[0][0])
            return record

    def _finish(self, slot: Slot, sender: bytes, record: Record, blob: object) -> None:
        """Finishes a save that was killed after its commit, or forgets one killed before."""
        if slot.next_key == NO_KEY:
            return
        purpose = crypto.CONVERSATION
        if crypto.unseal(slot.key, purpose, sender, slot.rid, blob) is not None:
            slot.next_key = slot.key
        slot.settle(record.ends, State.LIVE, self._at)

    def _anew(self, slot: Slot, tag: bytes) -> Slot:
        """Forgets what the slot held and takes it for a stranger; that chat is to be erased."""
        now = self._clocks.now()
        for erasure in self._keys.of(tag, Kind.ERASURE):
            self._outbox.wake(erasure, now)
        self._rows.condemn(Kind.CONVERSATION, slot.rid)
        slot.wipe()
        slot.start(tag, Kind.CONVERSATION)
        return slot
