"""The key table: fixed slots in RAM, where forgetting is overwriting.

    header  magic, version, number of slots, boot id, tag key of this boot
    bucket  64 slots; a person's tag chooses the bucket, so looking one up reads 8 KiB
    slot    tag, row id, key, next key, deadline (boot, wall), lease, fence, attempts, kind, state

The table is an `mmap` of a file on tmpfs, or anonymous memory. It is never on a disk: there,
what was overwritten stays readable (measured: 20 of 20 keys on a journalled ext4 image).
Everything of one person has one tag and lies in one bucket, so leaving is one pass over one
bucket, and needs no database.

Whoever writes a slot holds the lock of its bucket, except `Slot.wipe` when somebody leaves.
"""

import mmap
import os
import re
import secrets
import struct
from collections.abc import Callable
from contextlib import AbstractContextManager
from enum import IntEnum
from pathlib import Path
from typing import Generic, TypeVar

from store import crypto
from store.clocks import Instant
from store.errors import Full, StoreError
from store.locks import Gate, share, try_lock

T = TypeVar("T")

NO_KEY = bytes(crypto.KEY)
NOBODY = bytes(16)
_MAGIC = b"QUIETKEY"
_LAYOUT = 1
_HEADER = struct.Struct("<8sII16s32s")
_TAG_KEY_AT = _HEADER.size - 32
_FIRST = 4096
_BUCKET = 64
_SIZE = 136
_STATE_AT = 131
_MOST_OF_ONE = 32
_EXIT_PATIENCE = 0.05
# Bytes of the file that stand for a lock; the data under them is not touched by locking.
_USERS, _WRITER, _BUCKETS = 0, 1, _FIRST


class Kind(IntEnum):
    CONVERSATION = 1
    REPLY = 2
    ERASURE = 3


class State(IntEnum):
    FREE = 0
    HELD = 1  # taken, and what it is for is not committed yet
    LIVE = 2
    DUE = 3  # an erasure whose time has come


class _Field(Generic[T]):
    def __init__(self, at: int, form: str) -> None:
        self._at = at
        self._form = struct.Struct(form)

    def __get__(self, slot: "Slot", owner: type) -> T:
        value: T = self._form.unpack_from(slot.memory, slot.at + self._at)[0]
        return value

    def __set__(self, slot: "Slot", value: T) -> None:
        self._form.pack_into(slot.memory, slot.at + self._at, value)


class Slot:
    """One slot of the table, read and written in place: no copy of a key outlives its use."""

    __slots__ = ("at", "memory")

    tag = _Field[bytes](0, "<16s")
    rid = _Field[bytes](16, "<16s")
    key = _Field[bytes](32, "<32s")
    next_key = _Field[bytes](64, "<32s")
    _boot = _Field[float](96, "<d")
    _wall = _Field[float](104, "<d")
    lease = _Field[float](112, "<d")  # boot clock; counts only while there is a fence
    fence = _Field[int](120, "<Q")  # whose lease it is; 0: nobody's
    attempts = _Field[int](128, "<H")
    kind = _Field[int](130, "<B")
    state = _Field[int](_STATE_AT, "<B")

    def __init__(self, memory: mmap.mmap, at: int) -> None:
        self.memory = memory
        self.at = at

    @property
    def deadline(self) -> Instant:
        return Instant(self._boot, self._wall)

    @deadline.setter
    def deadline(self, value: Instant) -> None:
        self._boot, self._wall = value

    def start(self, tag: bytes, kind: Kind) -> None:
        """Takes a free slot for a person; the state comes last, for a kill can come between."""
        self.tag, self.rid, self.kind = tag, crypto.new_id(), kind
        self.state = State.HELD

    def settle(self, deadline: Instant, state: State, at: Callable[[str], None]) -> None:
        """The next key becomes the key, its row being committed.

        Killed anywhere in here, one of the two keys is whole and opens the row: whoever loads
        tries both. The next key goes last, so that a slot without one is complete.
        """
        self.key = self.next_key
        at("key copied")
        self.deadline = deadline
        self.state = state
        at("slot live")
        self.next_key = NO_KEY

    def leased(self, boot: float) -> bool:
        return self.fence != 0 and self.lease > boot

    def take(self, fence: int, until: float) -> None:
        self.lease, self.fence = until, fence

    def wipe(self) -> None:
        """Overwrites the slot: what its keys sealed cannot be opened again, by anybody."""
        self.memory[self.at : self.at + _SIZE] = bytes(_SIZE)


def new_fence() -> int:
    """Names one holder of one lease."""
    return secrets.randbits(63) + 1


class KeyTable:
    """All the slots. Raises Full, and StoreError for a file that another program keeps."""

    def __init__(
        self, memory: mmap.mmap, file: int | None, alone: bool, pause: Callable[[float], None]
    ) -> None:
        self.memory = memory
        self.alone = alone
        self._file = file
        self._count = (len(memory) - _FIRST) // _SIZE
        self.writer = Gate(file, _WRITER, pause)
        buckets = self._count // _BUCKET
        self._gates = [Gate(file, _BUCKETS + bucket, pause) for bucket in range(buckets)]

    @classmethod
    def anonymous(cls, slots: int, pause: Callable[[float], None]) -> "KeyTable":
        """A table of this process alone; it is gone when the process is."""
        memory = mmap.mmap(-1, _length(slots))
        if hasattr(mmap, "MADV_DONTDUMP"):
            memory.madvise(mmap.MADV_DONTDUMP)
        memory[: _HEADER.size] = _header(slots, bytes(16))
        return cls(memory, None, True, pause)

    @classmethod
    def shared(
        cls, path: Path, slots: int, boot_id: bytes, pause: Callable[[float], None]
    ) -> "KeyTable":
        """The table in a file on tmpfs.

        `alone` says that no other process has it open; one that comes meanwhile waits until
        `let_others_in`.
        """
        file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
        try:
            alone = try_lock(file, _USERS)
            if alone:
                _prepare(file, slots, boot_id)
            else:
                share(file, _USERS)
            memory = mmap.mmap(file, os.fstat(file).st_size)
            if not _matches(memory, slots, boot_id):
                raise StoreError(
                    "The state folder is in use with other settings: stop the other process, "
                    "or give this one a folder of its own."
                )
        except BaseException:
            os.close(file)
            raise
        return cls(memory, file, alone, pause)

    def tag(self, sender: bytes) -> bytes:
        return crypto.tag(self.memory[_TAG_KEY_AT : _HEADER.size], sender)

    def locked(self, tag: bytes, patience: float) -> AbstractContextManager[None]:
        """Nobody else reads or writes this person's slots; raises Unavailable."""
        return self._gates[self._bucket(tag)].held(patience)

    def forced(self, tag: bytes) -> AbstractContextManager[None]:
        """As `locked`, but goes in after a moment all the same: for wiping only."""
        return self._gates[self._bucket(tag)].forced(_EXIT_PATIENCE)

    def of(self, tag: bytes, kind: Kind | None = None) -> list[Slot]:
        """A person's slots, of one kind or of all."""
        first = _FIRST + self._bucket(tag) * _BUCKET * _SIZE
        end = first + _BUCKET * _SIZE
        found = []
        # `find` looks at the table in place: slicing the bucket would copy 64 keys to the heap.
        at = self.memory.find(tag, first, end)
        while at >= 0:
            slot = Slot(self.memory, at)
            if (at - first) % _SIZE == 0 and kind in (None, slot.kind) and slot.state:
                found.append(slot)
            at = self.memory.find(tag, at + 1, end)
        return found

    def conversation(self, tag: bytes) -> Slot | None:
        return next(iter(self.of(tag, Kind.CONVERSATION)), None)

    def claim(self, tag: bytes, kind: Kind) -> Slot:
        """A free slot for a person, held; raises Full, also for one who holds half the bucket."""
        if len(self.of(tag)) < _MOST_OF_ONE:
            first = _FIRST + self._bucket(tag) * _BUCKET * _SIZE
            for at in range(first, first + _BUCKET * _SIZE, _SIZE):
                if self.memory[at + _STATE_AT] == State.FREE:
                    slot = Slot(self.memory, at)
                    slot.start(tag, kind)
                    return slot
        raise Full("No slot is free for this person; it can be answered, not remembered.")

    def used(self) -> list[Slot]:
        """Every slot that is not free, as it was a moment ago."""
        with memoryview(self.memory) as view:
            states = bytes(view[_FIRST + _STATE_AT :: _SIZE])
        taken = re.finditer(rb"[^\0]", states)
        return [Slot(self.memory, _FIRST + match.start() * _SIZE) for match in taken]

    def end_leases(self) -> None:
        """Only for a process that is alone: whoever held a lease is dead."""
        for slot in self.used():
            slot.fence = 0

    def let_others_in(self) -> None:
        if self._file is not None:
            share(self._file, _USERS)

    def wipe(self) -> None:
        """Overwrites every slot and the tag key."""
        for slot in self.used():
            slot.wipe()
        self.memory[: _HEADER.size] = bytes(_HEADER.size)

    def close(self) -> None:
        self.memory.close()
        if self._file is not None:
            os.close(self._file)

    def _bucket(self, tag: bytes) -> int:
        return int.from_bytes(tag[:4], "little") % len(self._gates)


def _length(slots: int) -> int:
    if slots < _BUCKET or slots % _BUCKET:
        raise ValueError(f"The number of slots is a multiple of {_BUCKET}.")
    return _FIRST + slots * _SIZE


def _header(slots: int, boot_id: bytes) -> bytes:
    return _HEADER.pack(_MAGIC, _LAYOUT, slots, boot_id, crypto.new_key())


def _matches(memory: mmap.mmap, slots: int, boot_id: bytes) -> bool:
    expected = _HEADER.pack(_MAGIC, _LAYOUT, slots, boot_id, bytes(32))[:_TAG_KEY_AT]
    return len(memory) == _length(slots) and memory[:_TAG_KEY_AT] == expected


def _prepare(file: int, slots: int, boot_id: bytes) -> None:
    """Leaves a table of this boot as it is, and makes any other file an empty table."""
    size = os.fstat(file).st_size
    if size:
        with mmap.mmap(file, size) as memory:
            if _matches(memory, slots, boot_id):
                return
            # Before it is cut off: pages that tmpfs gives back are not cleared until reused.
            memory[:] = bytes(size)
    os.ftruncate(file, 0)
    os.ftruncate(file, _length(slots))
    # The header comes last: a file without one is made anew by the next to come.
    os.pwrite(file, _header(slots, boot_id), 0)
