"""The rows of check-ins: how one is found, sealed, and moved to its next step.

A row holds its next step's moment on two clocks. On the same boot the boot clock alone counts, so
whoever sets the wall clock neither delays nor hastens an alarm; after a reboot there is only the
wall clock. A row is found by a keyed hash of the worker's address.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    CompoundSelect,
    Connection,
    Executable,
    Float,
    Index,
    Integer,
    LargeBinary,
    Row,
    Table,
    delete,
    func,
    insert,
    select,
    union_all,
    update,
)

from store import crypto
from store.agency import metadata
from store.clocks import Clocks
from store.notices import Way
from store.vault import Vault

PURPOSE, WORKER, PAIR, MATE = b"checkin/1", b"checkin-worker/1", b"checkin-pair/1", b"mate/1"
BATCH = 200
"""Steps that are taken in one transaction."""
Read = Callable[[Executable], Sequence[Any]]

table = Table(
    "checkin",
    metadata,
    Column("cid", LargeBinary(16), primary_key=True),
    Column("wid", LargeBinary(16), nullable=False, unique=True),
    # By what the other one is found: their three words, and once they accepted, their address.
    Column("pair", LargeBinary(16), index=True),
    Column("boot", LargeBinary(16), nullable=False),
    Column("due_boot", Float, nullable=False),
    Column("due_wall", Float, nullable=False),
    Column("stage", Integer, nullable=False),
    Column("blob", LargeBinary, nullable=False),
    Index("checkin_due_boot", "boot", "due_boot"),
    Index("checkin_due_wall", "boot", "due_wall"),
    sqlite_with_rowid=False,
)


class Stage(IntEnum):
    """The step that is taken next."""

    SOON = 0
    TIME = 1
    COLLEAGUE = 2
    DESK = 3
    OVER = 4


@dataclass(frozen=True, slots=True)
class CheckIn:
    """A worker on a visit: where, until when (unix time), what others call them, and the folded
    keys of their two words. `mate` has accepted to be told; `told` have been alerted; `references`
    are the messages that a return takes back; `longer` is by how many seconds it was extended.
    """

    worker: Way
    place: str = field(repr=False)
    name: str = field(repr=False)
    until: float
    safe: str = field(repr=False)
    danger: str = field(repr=False)
    language: str = "en"
    mate: Way | None = None
    told: tuple[Way, ...] = ()
    references: tuple[str, ...] = field(default=(), repr=False)
    longer: float = 0.0
    cid: bytes = field(default_factory=crypto.new_id)
    stage: Stage = Stage.SOON

    @property
    def facts(self) -> dict[str, str]:
        """What those who are told need; `until` is unix time."""
        return {"name": self.name, "place": self.place, "until": repr(self.until)}


class Rows:
    """Reads and writes rows, inside the transactions of others."""

    def __init__(self, vault: Vault, clocks: Clocks) -> None:
        self._vault, self._clocks = vault, clocks
        self._earlier_boots: list[bytes] = []

    def of_worker(self, worker: Way) -> ColumnElement[bool]:
        return table.c.wid == self._name(WORKER, worker)

    def of_mate(self, mate: Way) -> ColumnElement[bool]:
        return table.c.pair == self._name(MATE, mate)

    def of_words(self, words: str) -> ColumnElement[bool]:
        return table.c.pair == self._vault.name(PAIR, words.encode())

    def due(self, by: float = 0.0) -> CompoundSelect[Any]:
        """What was due so many seconds ago, as one statement over two indexes."""
        now, boot, cid = self._clocks.now(), self._clocks.boot_id(), table.c.cid
        here = select(cid).where(table.c.boot == boot, table.c.due_boot <= now.boot - by)
        before = select(cid).where(
            table.c.boot.in_(self._earlier_boots), table.c.due_wall <= now.wall - by
        )
        return union_all(here, before).limit(BATCH)

    def look_for_earlier_boots(self, read: Read) -> None:
        """Note of which other boots there are rows. New ones are only ever of this boot."""
        found, last = [], b""
        while True:
            # Each is one step into the index; to rewrite 100,000 rows instead took five seconds.
            row = read(select(func.min(table.c.boot)).where(table.c.boot > last))
            last = row[0][0]
            if last is None:
                break
            found.append(last)
        self._earlier_boots = [boot for boot in found if boot != self._clocks.boot_id()]

    def insert(
        self, connection: Connection, new: CheckIn, words: str, stage: Stage, wait: float
    ) -> None:
        """A new row, whose first step is due in so many seconds."""
        due = self._clocks.now().plus(wait)
        values = {
            "cid": new.cid,
            "wid": self._name(WORKER, new.worker),
            "pair": self._vault.name(PAIR, words.encode()),
            "boot": self._clocks.boot_id(),
            "due_boot": due.boot,
            "due_wall": due.wall,
            "stage": stage,
            "blob": self._sealed(new),
        }
        connection.execute(insert(table).values(**values))

    def get(self, connection: Connection, cid: bytes) -> tuple[Row[Any] | None, CheckIn | None]:
        """A row and what it says; each None where there is none, or where it does not open."""
        row = connection.execute(select(table).where(table.c.cid == cid)).first()
        return row, self.opened(row) if row else None

    def find(self, connection: Connection, which: ColumnElement[bool]) -> list[CheckIn]:
        rows = connection.execute(select(table).where(which))
        return [found for row in rows if (found := self.opened(row))]

    def opened(self, row: Row[Any]) -> CheckIn | None:
        """What a row says; None where it was sealed under another key."""
        value = self._vault.unseal(PURPOSE, row.cid, row.blob)
        if value is None:
            return None
        mate = Way(*value.pop("mate")) if value["mate"] else value.pop("mate")
        return CheckIn(
            worker=Way(*value.pop("worker")),
            mate=mate,
            told=tuple(Way(*one) for one in value.pop("told")),
            references=tuple(value.pop("references")),
            cid=row.cid,
            stage=Stage(row.stage),
            **value,
        )

    def is_open(self, row: Row[Any] | None, found: CheckIn | None) -> bool:
        """Whether it is one for its worker: after the danger word it is not."""
        return bool(row and found and row.wid == self._name(WORKER, found.worker))

    def save(self, connection: Connection, new: CheckIn) -> None:
        self.set(connection, new.cid, blob=self._sealed(new))

    def accept(self, connection: Connection, new: CheckIn, mate: Way) -> None:
        """From now on it is found by the colleague's address, not by the words."""
        self.set(connection, new.cid, pair=self._name(MATE, mate), blob=self._sealed(new))

    def hide(self, connection: Connection, cid: bytes) -> None:
        """Neither its worker nor anybody with words or an address finds it any more."""
        self.set(connection, cid, wid=crypto.new_id(), pair=None)

    def set(self, connection: Connection, cid: bytes, **values: Any) -> None:
        connection.execute(update(table).where(table.c.cid == cid).values(**values))

    def delete(self, connection: Connection, cid: bytes) -> None:
        connection.execute(delete(table).where(table.c.cid == cid))

    def late(self, row: Row[Any]) -> float:
        """Seconds since the next step was due; negative before."""
        now = self._clocks.now()
        if row.boot == self._clocks.boot_id():
            return float(now.boot - row.due_boot)
        return float(now.wall - row.due_wall)

    def move(
        self, connection: Connection, row: Row[Any], new: CheckIn, stage: Stage, wait: float
    ) -> None:
        """The next step, due so many seconds from now (negative: it was due before now)."""
        # Both moments are shifted by the same: a wall clock that is wrong just now is not taken in.
        shift = self.late(row) + wait
        self.set(
            connection,
            new.cid,
            blob=self._sealed(new),
            stage=stage,
            boot=self._clocks.boot_id(),
            due_boot=self._clocks.boot() + wait,
            due_wall=row.due_wall + shift,
        )

    def _name(self, purpose: bytes, way: Way) -> bytes:
        return self._vault.name(purpose, crypto.person(way.channel, way.address))

    def _sealed(self, new: CheckIn) -> bytes:
        value = {
            "worker": _pair(new.worker),
            "place": new.place,
            "name": new.name,
            "until": new.until,
            "safe": new.safe,
            "danger": new.danger,
            "language": new.language,
            "mate": _pair(new.mate) if new.mate else None,
            "told": [_pair(way) for way in new.told],
            "references": list(new.references),
            "longer": new.longer,
        }
        return self._vault.seal(PURPOSE, new.cid, value)


def _pair(way: Way) -> list[str]:
    return [way.channel, way.address]
