"""What must happen without the person writing again: replies to send, chats to erase.

Each row is sealed under its own slot key and holds all there is to know, the address included.
It is not bound to the address as a conversation is: at expiry nobody is there to bring it.

A reply lives a minute, and its deadline is also its place in the person's queue: one is never
handed out while an earlier one of the same person is unsent.

An erasure sleeps as long as the person has a conversation, and is due once they have none: that
one rule covers leaving, expiry, and a message that was under way while somebody left.

Everything here happens inside a write of the database, so that no two processes do it at once;
only `Slot.wipe`, when somebody leaves, waits for nothing.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from store import crypto, schema
from store.clocks import NEVER, Clocks, Instant, Lifetime
from store.errors import Full, TooLarge
from store.keys import KeyTable, Kind, Slot, State, new_fence
from store.rows import Rows, Transaction

_ANYBODY = b""  # outbox rows are not bound to a sender
_NEXT = 1e-6  # the least step of `schema.due`
_BETWEEN_TRIES = 30


@dataclass(frozen=True)
class Due:
    """A reply to send, or a chat to erase; `attempts` is how often it was handed out before.

    Its text form holds neither text nor address: it may end up in a log.
    """

    kind: Literal["reply", "erase"]
    channel: str = field(repr=False)
    address: str = field(repr=False)
    body: bytes = field(repr=False)
    references: tuple[str, ...] = field(repr=False)
    attempts: int
    token: bytes = field(repr=False)


class Letter(NamedTuple):
    """A reply about to be committed: its slot, and its row (oid, due, blob)."""

    slot: Slot
    row: tuple[bytes, int, bytes]


class Outbox:
    """All replies and erasures. Raises Unavailable, Full, TooLarge."""

    def __init__(
        self,
        keys: KeyTable,
        rows: Rows,
        clocks: Clocks,
        lifetime: Lifetime,
        patience: float,
        at: Callable[[str], None],
    ) -> None:
        self._keys = keys
        self._rows = rows
        self._clocks = clocks
        self._lifetime = lifetime
        self._patience = patience
        self._at = at
        self._where: dict[object, Slot] = {}

    def letters(
        self, tag: bytes, sender: bytes, replies: Sequence[bytes], now: Instant
    ) -> list[Letter]:
        """Holds a slot for each reply; under the person's lock, all of them or none."""
        end = now.plus(self._lifetime.reply)
        boot = max([end.boot, *(slot.deadline.boot + _NEXT for slot in self._replies(tag))])
        slots: list[Slot] = []
        try:
            for number in range(len(replies)):
                slots.append(self._keys.claim(tag, Kind.REPLY))
                slots[-1].deadline = Instant(boot + number * _NEXT, end.wall)
            due = schema.due(now.boot)
            pairs = zip(slots, replies, strict=True)
            return [self._letter(slot, due, [sender, body]) for slot, body in pairs]
        except BaseException:
            for slot in slots:
                slot.wipe()
            raise

    def claim(self, limit: int) -> list[Due]:
        """What is due now, leased to the caller: the oldest first, one reply a person."""
        now = self._clocks.now()
        sql, when = self._rows.sql.load_due, (schema.due(now.boot),)
        if not self._rows.read(sql, when):
            return []
        claimed: list[Due] = []
        with self._rows.write() as transaction:
            self._find([row[0] for row in transaction.read(sql, when)])
            for oid, _ in transaction.read(sql, when):
                if len(claimed) == limit:
                    break
                due = self._take(transaction, oid, now)
                if due:
                    claimed.append(due)
            buried = self._rows.bury(transaction)
            transaction.commit()
        self._rows.buried(buried)
        return claimed

    def wanted(self, due: Due) -> bool:
        """Whether it is still to be done: nobody left, no time ran out, no one else has it."""
        slot = self._leased(due)
        return slot is not None and not self._clocks.now().reached(slot.deadline)

    def sent(self, due: Due, reference: str | None) -> None:
        sender = crypto.person(due.channel, due.address)
        tag = self._keys.tag(sender)
        with (
            self._rows.write() as transaction,
            self._keys.locked(tag, self._patience),
        ):
            slot = self._slot(due.token[:16])
            transaction.run(self._rows.sql.drop_letter, (due.token[:16],))
            try:
                added = self._add(transaction, tag, sender, reference) if reference else None
            except Full:
                # It was delivered: rather than send it twice, its own slot makes room.
                if slot is None:
                    raise
                self._forget(slot)
                slot = None
                added = self._add(transaction, tag, sender, str(reference))
            self._at("reference written")
            transaction.commit()
            self._at("reference committed")
            if added:
                self._settle(added)
            self._at("reference settled")
            # After the commit: without its row the slot is dropped at the next sweep, but without
            # its slot a row would take the message's reference with it.
            if slot:
                self._forget(slot)

    def later(self, due: Due, seconds: float) -> None:
        now, tag = self._clocks.now(), self._tag(due)
        with (
            self._rows.write() as transaction,
            self._keys.locked(tag, self._patience),
        ):
            slot = self._leased(due)
            if slot is None:
                return
            over = now.plus(seconds if due.kind == "reply" else 0).reached(slot.deadline)
            if over:
                transaction.run(self._rows.sql.drop_letter, (slot.rid,))
            else:
                put_off = (schema.due(now.boot + seconds), slot.rid)
                transaction.run(self._rows.sql.put_off, put_off)
            transaction.commit()
            slot.fence = 0
            if over:
                self._forget(slot)

    def erased(self, due: Due, failed: Sequence[str]) -> None:
        done = set(due.references) - set(failed)
        with (
            self._rows.write() as transaction,
            self._keys.locked(self._tag(due), self._patience),
        ):
            slot = self._slot(due.token[:16])
            if slot is None:
                return
            # Read anew: a message that was under way may have been added meanwhile.
            kept = [one for one in self._references(transaction, slot) if one not in done]
            if not kept:
                transaction.run(self._rows.sql.drop_letter, (slot.rid,))
                transaction.commit()
                self._forget(slot)
                return
            again = self._clocks.boot() + _BETWEEN_TRIES * max(1, slot.attempts)
            sender = crypto.person(due.channel, due.address)
            self._write(transaction, slot, sender, kept, schema.due(again))
            transaction.commit()
            self._settle(slot)
            slot.fence = 0

    def remember(self, sender: bytes, reference: str) -> None:
        tag = self._keys.tag(sender)
        with (
            self._rows.write() as transaction,
            self._keys.locked(tag, self._patience),
        ):
            slot = self._add(transaction, tag, sender, reference)
            transaction.commit()
            self._settle(slot)

    def references(self, transaction: Transaction, tag: bytes) -> tuple[str, ...]:
        """What is kept to erase a person's chat; under their lock."""
        kept: dict[str, None] = {}
        for slot in self._keys.of(tag, Kind.ERASURE):
            kept.update(dict.fromkeys(self._references(transaction, slot)))
        return tuple(kept)

    def in_conversation(self, tag: bytes, now: Instant) -> bool:
        """Whether the person has one, or is just beginning one."""
        slot = self._keys.conversation(tag)
        if slot is None or slot.leased(now.boot):
            return slot is not None
        return slot.state == State.LIVE and not now.reached(slot.deadline)

    def wake(self, slot: Slot, now: Instant) -> None:
        """An erasure becomes due, in RAM at once; its row follows when the database can."""
        if slot.state == State.LIVE:
            slot.deadline = now.plus(self._lifetime.erasure)
            slot.state = State.DUE

    def adopt(self, slot: Slot) -> None:
        """Takes on a slot whose row was committed just before its process was killed."""
        if slot.kind == Kind.REPLY:
            slot.state = State.LIVE
        else:
            self._settle(slot)

    def look_over(self, slots: Sequence[Slot]) -> None:
        """Knows the rows of these slots, and no longer those that are gone."""
        self._where = {slot.rid: slot for slot in slots if slot.kind != Kind.CONVERSATION}

    # Taking

    def _take(self, transaction: Transaction, oid: object, now: Instant) -> Due | None:
        tag = slot.tag if (slot := self._slot(oid)) else bytes(16)
        with self._keys.locked(tag, self._patience):
            slot = self._slot(oid)
            if slot is None:
                self._rows.condemn(Kind.REPLY, oid)
                return None
            if slot.state == State.HELD:
                self.adopt(slot)
            if slot.leased(now.boot) or self._behind(slot, now):
                return None
            parts = self._open(transaction, slot)
            if parts is None or now.reached(slot.deadline):
                self._drop(slot)
                return None
            slot.take(new_fence(), now.boot + self._lifetime.send)
            attempts, slot.attempts = slot.attempts, slot.attempts + 1
            return _due(slot, parts, attempts)

    def _behind(self, slot: Slot, now: Instant) -> bool:
        """Whether an earlier reply of the same person is still unsent."""
        if slot.kind != Kind.REPLY:
            return False
        queue = [one.deadline for one in self._replies(slot.tag) if one.state == State.LIVE]
        return any(one.boot < slot.deadline.boot and not now.reached(one) for one in queue)

    def _letter(self, slot: Slot, due: int, parts: Sequence[bytes]) -> Letter:
        slot.key = crypto.new_key()
        self._where[slot.rid] = slot
        return Letter(slot, (slot.rid, due, _seal(slot.key, crypto.REPLY, slot.rid, parts)))

    def _drop(self, slot: Slot) -> None:
        self._rows.condemn(slot.kind, slot.rid)
        self._forget(slot)

    def _forget(self, slot: Slot) -> None:
        self._where.pop(slot.rid, None)
        slot.wipe()

    def _replies(self, tag: bytes) -> list[Slot]:
        return self._keys.of(tag, Kind.REPLY)

    # Erasures

    def _add(self, transaction: Transaction, tag: bytes, sender: bytes, reference: str) -> Slot:
        """Adds a reference to the erasure that sleeps, or to one that is due if nobody is there.

        Never to a due one while there is a conversation: it would be erased under the reader.
        """
        alive = self.in_conversation(tag, self._clocks.now())
        wanted = State.LIVE if alive else State.DUE
        due = schema.ASLEEP if alive else schema.due(self._clocks.boot())
        for slot in self._keys.of(tag, Kind.ERASURE):
            kept = self._references(transaction, slot) if slot.state == wanted else ()
            try:
                if kept:
                    self._write(transaction, slot, sender, [*kept, reference], due)
                    return slot
            except TooLarge:
                continue
        slot = self._keys.claim(tag, Kind.ERASURE)
        slot.deadline = self._clocks.now().plus(self._lifetime.erasure)
        try:
            self._write(transaction, slot, sender, [reference], due)
        except BaseException:
            slot.wipe()
            raise
        return slot

    def _write(
        self,
        transaction: Transaction,
        slot: Slot,
        sender: bytes,
        references: Sequence[str],
        due: int,
    ) -> None:
        """Writes a new version under a new key; `_settle` once it is committed."""
        key = crypto.new_key()
        parts = [sender, *(reference.encode() for reference in dict.fromkeys(references))]
        blob = _seal(key, crypto.ERASURE, slot.rid, parts)
        slot.next_key = key
        self._where[slot.rid] = slot
        transaction.run(self._rows.sql.save_letter, (slot.rid, due, blob))

    def _settle(self, slot: Slot) -> None:
        """Asleep or due, as its row was just written."""
        now = self._clocks.now()
        if slot.state == State.DUE:
            slot.settle(slot.deadline, State.DUE, self._at)
        elif self.in_conversation(slot.tag, now):
            slot.settle(NEVER, State.LIVE, self._at)
        else:
            slot.settle(now.plus(self._lifetime.erasure), State.DUE, self._at)

    def _references(self, transaction: Transaction, slot: Slot) -> tuple[str, ...]:
        parts = self._open(transaction, slot)
        return () if parts is None else tuple(part.decode() for part in parts[1:])

    def _open(self, transaction: Transaction, slot: Slot) -> list[bytes] | None:
        purpose = crypto.REPLY if slot.kind == Kind.REPLY else crypto.ERASURE
        found = transaction.read(self._rows.sql.load_letter, (slot.rid,))
        for key in (slot.key, slot.next_key):
            value = found and crypto.unseal(key, purpose, _ANYBODY, slot.rid, found[0][0])
            if value:
                return crypto.split(value)
        return None

    # Finding the slot of a row: the row does not say, for a slot's place comes from its person

    def _slot(self, oid: object) -> Slot | None:
        slot = self._where.get(oid)
        return slot if slot is not None and slot.state and slot.rid == oid else None

    def _find(self, oids: Sequence[object]) -> None:
        """Looks through the whole table once, when another process left rows behind."""
        if any(oid not in self._where for oid in oids):
            self.look_over(self._keys.used())

    def _tag(self, due: Due) -> bytes:
        return self._keys.tag(crypto.person(due.channel, due.address))

    def _leased(self, due: Due) -> Slot | None:
        slot = self._slot(due.token[:16])
        fence = int.from_bytes(due.token[16:], "little")
        return slot if slot is not None and slot.fence == fence else None


def _seal(key: bytes, purpose: bytes, oid: bytes, parts: Sequence[bytes]) -> bytes:
    return crypto.seal(key, purpose, _ANYBODY, oid, crypto.join(parts))


def _due(slot: Slot, parts: Sequence[bytes], attempts: int) -> Due:
    channel, _, address = parts[0].partition(b"\0")
    who = channel.decode(), address.decode("utf-8", "surrogatepass")
    token = slot.rid + slot.fence.to_bytes(8, "little")
    if slot.kind == Kind.REPLY:
        return Due("reply", *who, parts[1], (), attempts, token)
    references = tuple(part.decode() for part in parts[1:])
    return Due("erase", *who, b"", references, attempts, token)
