"""The store as the rest of the program sees it: keys, rows, conversations and outbox together.

Leaving is in two halves, for the neutral answer goes out between them: `wipe_slots` overwrites
the keys and needs no database; `purge` deletes the rows, which nobody can open any more.
"""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path

from store import crypto
from store.clocks import Clocks, Lifetime
from store.conversations import Conversations, Turn
from store.keys import KeyTable, Kind, Slot
from store.outbox import Due, Outbox
from store.rows import Broken, Rows, Transaction
from store.sweep import Sweep, Swept

_ROWS = "rows.db"
_KEYS = "keys"


@dataclass(frozen=True)
class Held:
    """All that is held about a person: counts, bytes in the database, the wall time of the end."""

    state: bytes | None = field(repr=False)
    expires: float | None
    unsent: int
    references: int
    size: int


class Store:
    """State that can be forgotten. Made by `open`; safe to use from several threads.

    Everything that needs the database raises Unavailable when it does not answer; `wipe_slots`
    does not need it. A process that forks opens its store afterwards.
    """

    def __init__(
        self,
        keys: KeyTable,
        rows: Rows,
        files: Sequence[Path],
        clocks: Clocks,
        lifetime: Lifetime,
        patience: float,
        at: Callable[[str], None],
    ) -> None:
        self.in_memory = not files
        self._keys = keys
        self._rows = rows
        self._files = files
        self._clocks = clocks
        self._patience = patience
        self._outbox = Outbox(keys, rows, clocks, lifetime, patience, at)
        self._conversations = Conversations(
            keys, rows, self._outbox, clocks, lifetime, patience, at
        )
        self._sweep = Sweep(keys, rows, self._outbox, clocks, patience)

    @classmethod
    def open(
        cls,
        folder: Path | None,
        *,
        clocks: Clocks | None = None,
        lifetime: Lifetime | None = None,
        slots: int = 65536,
        patience: float = 2.0,
        rows: Path | None = None,
        at: Callable[[str], None] = lambda step: None,
    ) -> "Store":
        """The store in a folder on tmpfs (see `state_folder`), or inside this process for None.

        Several processes may open one folder. The first one clears what an earlier boot or a
        crash left. `patience` (seconds) bounds every wait; `rows` puts the database elsewhere
        than the keys, and `at` is told each step of a save: both are for tests.
        """
        clocks = clocks or Clocks.real()
        if folder is None:
            keys = KeyTable.anonymous(slots, clocks.pause)
            database, files = None, []
        else:
            keys = KeyTable.shared(folder / _KEYS, slots, clocks.boot_id(), clocks.pause)
            database = (rows or folder) / _ROWS
            files = [folder / _KEYS, *_database_files(database)]
        try:
            opened = _open_rows(database, keys, patience)
            store = cls(keys, opened, files, clocks, lifetime or Lifetime(), patience, at)
            if keys.alone:
                keys.end_leases()
            store.sweep()
            # Not before: a lease that another process takes now must not be ended by this one.
            keys.let_others_in()
        except BaseException:
            keys.close()
            raise
        return store

    def turn(self, channel: str, address: str) -> AbstractContextManager[Turn]:
        """One message of one person at a time, over all threads and processes."""
        return self._conversations.turn(crypto.person(channel, address))

    def forget(self, channel: str, address: str) -> None:
        """Both halves of leaving; never fails for want of the database."""
        self.wipe_slots(channel, address)
        self.purge(channel, address)

    def wipe_slots(self, channel: str, address: str) -> None:
        """Overwrites the keys of the conversation and of all unsent replies. Cannot fail.

        Does not wait for a turn of the same person: that turn finds its slot gone, and writes
        nothing. What is kept to erase the chat stays, and is due from now on.
        """
        tag = self._keys.tag(crypto.person(channel, address))
        now = self._clocks.now()
        with self._keys.forced(tag):
            for slot in self._keys.of(tag):
                if slot.kind == Kind.ERASURE:
                    self._outbox.wake(slot, now)
                else:
                    self._end(slot)

    def purge(self, channel: str, address: str) -> None:
        """Deletes the rows that `wipe_slots` left without a key; what fails, the sweep retries.

        Never touches a live slot: between the halves the person may have written again.
        """
        self._sweep.bury(self._keys.tag(crypto.person(channel, address)))

    def claim(self, limit: int = 32) -> list[Due]:
        """What is due, leased to the caller: the oldest first, at most one reply a person."""
        return self._outbox.claim(limit)

    def wanted(self, due: Due) -> bool:
        """A last look before sending: False once the person left or the lease is over."""
        return self._outbox.wanted(due)

    def sent(self, due: Due, reference: str | None) -> None:
        """A reply was delivered; its reference is kept to erase it, at once if nobody is there."""
        self._outbox.sent(due, reference)

    def later(self, due: Due, seconds: float) -> None:
        """It did not work: again in so many seconds; a reply whose life ends first is dropped."""
        self._outbox.later(due, seconds)

    def erased(self, due: Due, failed: Sequence[str] = ()) -> None:
        """A chat was erased but for what failed, which is due again after a while."""
        self._outbox.erased(due, failed)

    def remember(self, channel: str, address: str, reference: str) -> None:
        """Keeps the reference of a message that came in, to erase it as well."""
        self._outbox.remember(crypto.person(channel, address), reference)

    def references(self, channel: str, address: str) -> tuple[str, ...]:
        """What is kept to erase a person's chat, in the order it came."""
        tag = self._keys.tag(crypto.person(channel, address))
        with self._rows.write() as transaction, self._keys.locked(tag, self._patience):
            return self._outbox.references(transaction, tag)

    def held(self, channel: str, address: str) -> Held:
        """What is held about a person, read from the records themselves."""
        sender = crypto.person(channel, address)
        tag = self._keys.tag(sender)
        with self._rows.write() as transaction, self._keys.locked(tag, self._patience):
            conversation = self._keys.conversation(tag)
            blobs = {slot.rid: self._blob(transaction, slot) for slot in self._keys.of(tag)}
            replies = self._keys.of(tag, Kind.REPLY)
            references = self._outbox.references(transaction, tag)
            record = None
            if conversation:
                record = self._conversations.read(conversation, sender, blobs[conversation.rid])
        if record and self._clocks.now().reached(record.ends):
            record = None
        return Held(
            record.state if record else None,
            self._conversations.end_of(record) if record else None,
            sum(1 for slot in replies if blobs.get(slot.rid)),
            len(references),
            sum(map(len, blobs.values())),
        )

    def sweep(self) -> Swept:
        """Ends what is over on either clock: the keys first, then the rows.

        Raises Unavailable when the database does not answer; the keys are dead all the same.
        """
        return self._sweep.run()

    def close(self, wipe: bool = False) -> None:
        """Closes the store; with `wipe`, forgets everybody first. Memory of its own it wipes."""
        if wipe or self.in_memory:
            self._keys.wipe()
        self._rows.close()
        self._keys.close()
        if wipe:
            for file in self._files:
                file.unlink(missing_ok=True)

    def _end(self, slot: Slot) -> None:
        self._rows.condemn(slot.kind, slot.rid)
        slot.wipe()

    def _blob(self, transaction: Transaction, slot: Slot) -> bytes:
        sql = self._rows.sql
        load = sql.load if slot.kind == Kind.CONVERSATION else sql.load_letter
        blob = next(iter(transaction.read(load, (slot.rid,))), (b"",))[0]
        return blob if isinstance(blob, bytes) else b""


def _database_files(database: Path) -> list[Path]:
    return [database.with_name(database.name + end) for end in ("", "-wal", "-shm")]


def _open_rows(database: Path | None, keys: KeyTable, patience: float) -> Rows:
    if database:
        database.touch(mode=0o600)  # SQLite would leave it to the umask; WAL and shm follow it
    try:
        return Rows(database, keys.writer, patience)
    except Broken:
        if database is None or not keys.alone:
            raise
    # A database that cannot be read is worth nothing, and a bot that does not start helps nobody:
    # everybody becomes a stranger, as after a reboot.
    for file in _database_files(database):
        file.unlink(missing_ok=True)
    database.touch(mode=0o600)
    return Rows(database, keys.writer, patience)
