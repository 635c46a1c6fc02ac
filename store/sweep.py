"""The broom: ends what is over, and makes keys and rows agree after a kill.

The keys first, for that is the forgetting and needs no database; then the rows, which by then
nobody can open.
"""

from collections.abc import Sequence
from typing import NamedTuple

from store import schema
from store.clocks import Clocks, Instant
from store.errors import StoreError
from store.keys import NO_KEY, NOBODY, KeyTable, Kind, Slot, State
from store.outbox import Outbox
from store.rows import Rows, Transaction


class Swept(NamedTuple):
    """What a sweep found over: conversations and replies by time, rows without a key."""

    conversations: int
    replies: int
    orphans: int


class Sweep:
    """What `Store.sweep` and `Store.purge` do. `patience` is in seconds."""

    def __init__(
        self, keys: KeyTable, rows: Rows, outbox: Outbox, clocks: Clocks, patience: float
    ) -> None:
        self._keys = keys
        self._rows = rows
        self._outbox = outbox
        self._clocks = clocks
        self._patience = patience

    def run(self) -> Swept:
        """Everything that is over on either clock. Raises Unavailable, the keys being dead."""
        now = self._clocks.now()
        ended = [self._expire(slot, now) for slot in self._keys.used()]
        with self._rows.write() as transaction:
            orphans = self._reconcile(transaction)
            transaction.run(self._rows.sql.over, (schema.coarse(now.wall),))
            slots = self._keys.used()
            self._outbox.look_over(slots)
            self._finish(transaction, slots)
        self._rows.checkpoint()
        return Swept(ended.count(Kind.CONVERSATION), ended.count(Kind.REPLY), orphans)

    def bury(self, tag: bytes) -> None:
        """After leaving: the rows without a key, and the erasures that became due. Cannot fail."""
        try:
            with self._rows.write() as transaction:
                self._finish(transaction, self._keys.of(tag, Kind.ERASURE))
        except StoreError:
            return  # what is condemned stays so until a sweep succeeds

    def _finish(self, transaction: Transaction, slots: Sequence[Slot]) -> None:
        when = schema.due(self._clocks.boot())
        for slot in slots:
            if slot.kind == Kind.ERASURE and slot.state == State.DUE:
                transaction.run(self._rows.sql.wake, (when, slot.rid, schema.ASLEEP))
        dead = self._rows.bury(transaction)
        transaction.commit()
        self._rows.buried(dead)

    # Time

    def _expire(self, slot: Slot, now: Instant) -> int:
        """Ends one slot if its time has come; the kind that it had, or 0."""
        if not self._over(slot, now):
            return 0
        tag = slot.tag
        # Forced: a process that was stopped with one lock must not keep everybody's keys alive.
        with self._keys.forced(tag):
            if slot.tag != tag or not self._over(slot, now):
                return 0
            if slot.kind == Kind.ERASURE and slot.state == State.LIVE:
                self._outbox.wake(slot, now)
                return 0
            ended = slot.kind if slot.state == State.LIVE else 0
            self._rows.condemn(slot.kind, slot.rid)
            slot.wipe()
            return ended

    def _over(self, slot: Slot, now: Instant) -> bool:
        if slot.tag == NOBODY:
            return True  # killed in the middle of a wipe
        if slot.kind == Kind.ERASURE and slot.state == State.LIVE:
            return not self._outbox.in_conversation(slot.tag, now)
        if slot.kind == Kind.CONVERSATION and slot.state == State.HELD:
            return not slot.leased(now.boot) and slot.next_key == NO_KEY
        return now.reached(slot.deadline)

    # Agreement

    def _reconcile(self, transaction: Transaction) -> int:
        """The number of rows whose key was gone; they are condemned.

        In a transaction no other process adds a row, so one without a slot has lost its key.
        """
        conversations = {row[0] for row in transaction.read(self._rows.sql.conversations)}
        letters = {row[0] for row in transaction.read(self._rows.sql.letters)}
        keyed = set()
        for slot in self._keys.used():
            there = conversations if slot.kind == Kind.CONVERSATION else letters
            if self._agree(slot, slot.rid in there):
                keyed.add(slot.rid)
        known = self._rows.condemned()
        orphans = [(Kind.CONVERSATION, rid) for rid in conversations - keyed]
        orphans += [(Kind.REPLY, oid) for oid in letters - keyed]
        for kind, rid in orphans:
            self._rows.condemn(kind, rid)
        return sum(rid not in known for _, rid in orphans)

    def _agree(self, slot: Slot, has_row: bool) -> bool:
        """Whether the slot keeps its row; a LIVE conversation without one ends by its deadline."""
        whole = has_row and slot.state != State.HELD
        if whole or (slot.kind == Kind.CONVERSATION and (has_row or slot.state == State.LIVE)):
            return True
        tag, rid = slot.tag, slot.rid
        with self._keys.locked(tag, self._patience):
            if slot.rid != rid or slot.leased(self._clocks.boot()):
                return True
            if has_row:
                self._outbox.adopt(slot)
            else:
                slot.wipe()
            return has_row
