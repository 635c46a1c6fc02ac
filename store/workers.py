"""Who is a worker: a role that ends by itself, taken with a code that works once.

    worker   wid = keyed hash of channel and address    sealed: agency, since, until
    invite   iid = keyed hash of the code               sealed: agency, since, until, days

Whoever has the database without the vault's key can neither read an agency nor tell whether
somebody is a worker. `until` counts as sealed; the column beside it is for the sweep.
"""

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any, NamedTuple

from sqlalchemy import (
    Column,
    Connection,
    Delete,
    Integer,
    LargeBinary,
    Select,
    Table,
    delete,
    select,
)
from sqlalchemy.dialects.sqlite import insert

from store import crypto
from store.agency import metadata
from store.codes import SIZE, read_code, write_code
from store.durable import Durable
from store.vault import Vault

DAY = 86_400
INVITE_DAYS = 7
"""How long a code can be used."""
_SHOWN = 8  # hexadecimal digits of an id


class _Kind(NamedTuple):
    """A kind of row: its table, the column that names a row, and what it is sealed for."""

    table: Table
    rid: Column[bytes]
    purpose: bytes


def _kind(name: str, rid: str) -> _Kind:
    column = Column(rid, LargeBinary(16), primary_key=True)
    table = Table(
        name,
        metadata,
        column,
        Column("expires", Integer, nullable=False),
        Column("blob", LargeBinary, nullable=False),
        sqlite_with_rowid=False,
    )
    return _Kind(table, column, name.encode() + b"/1")


_WORKER, _INVITE = _kind("worker", "wid"), _kind("invite", "iid")
_KINDS = (_WORKER, _INVITE)


@dataclass(frozen=True, slots=True)
class Worker:
    """A role: of which agency, and the unix second at which it ends."""

    agency: str = field(repr=False)
    until: int


@dataclass(frozen=True, slots=True)
class Listed:
    """A worker or an open invite, as an operator sees it; days in UTC, `until` the last one."""

    id: str
    agency: str
    since: date
    until: date
    invite: bool


class Workers:
    """Roles and invites. Raises Unavailable when the database does not answer.

    `wall` gives unix seconds. Nothing is remembered between two calls: what another process
    revokes is revoked for this one.
    """

    def __init__(self, durable: Durable, vault: Vault, wall: Callable[[], float]) -> None:
        self._durable, self._vault, self._wall = durable, vault, wall

    def invite(self, agency: str, days: int, valid: int = INVITE_DAYS) -> str:
        """A code that makes one person a worker for so many days, to be shown once. It can be used
        for `valid` days.
        """
        code = os.urandom(SIZE)
        iid = self._vault.name(_INVITE.purpose, code)
        value = {"agency": agency, "since": self._today(), "until": self._after(valid)}
        with self._durable.write() as connection:
            self._put(connection, _INVITE, iid, {**value, "days": days})
        return write_code(code)

    def redeem(self, text: str, channel: str, address: str) -> Worker | None:
        """The role that a code gives, from now on; None where it gives none.

        A code that was used, has expired or never was runs the same statement, on a keyed hash:
        how long that takes tells nothing of how near a guess was.
        """
        code = read_code(text)
        if code is None:
            return None
        iid, wid = self._vault.name(_INVITE.purpose, code), self._wid(channel, address)
        taken = delete(_INVITE.table).where(
            _INVITE.rid == iid, _INVITE.table.c.expires > self._wall()
        )
        with self._durable.write() as connection:
            blob = connection.execute(taken.returning(_INVITE.table.c.blob)).scalar()
            invite = self._valid(_INVITE, iid, blob)
            return self._made(connection, wid, invite) if invite else None

    def of(self, channel: str, address: str) -> Worker | None:
        """The role that somebody has now; None for everybody else."""
        wid, table = self._wid(channel, address), _WORKER.table
        found = self._durable.read(
            select(table.c.blob).where(_WORKER.rid == wid, table.c.expires > self._wall())
        )
        value = self._valid(_WORKER, wid, found[0].blob) if found else None
        return Worker(value["agency"], value["until"]) if value else None

    def end(self, channel: str, address: str) -> None:
        """Nobody with this address is a worker any more."""
        mine = delete(_WORKER.table).where(_WORKER.rid == self._wid(channel, address))
        self._delete([mine])

    def list(self) -> tuple[Listed, ...]:
        """Workers and open invites, by agency and day."""
        found = [
            Listed(_id(rid), value["agency"], _day(value["since"]), _last(value), kind is _INVITE)
            for kind, rid, value in self._rows(self._durable.read)
            if value and value["until"] > self._wall()
        ]
        return tuple(sorted(found, key=lambda one: (one.agency, one.invite, one.since, one.id)))

    def unreadable(self) -> int:
        """How many rows this key does not open; any is a sign of a wrong key, or of tampering."""
        return sum(1 for _, _, value in self._rows(self._durable.read) if value is None)

    def revoke(self, shown: str) -> bool:
        """End a role or an invite by the id that `list` shows; whether there was one."""
        return self._drop(lambda rid, _: _id(rid) == shown.strip().lower()) > 0

    def revoke_agency(self, agency: str) -> int:
        """End all roles and invites of an agency; how many there were."""
        name = agency.strip().casefold()
        return self._drop(lambda _, value: value["agency"].casefold() == name if value else False)

    def sweep(self) -> None:
        """Delete what has expired."""
        now = self._wall()
        over = [delete(kind.table).where(kind.table.c.expires <= now) for kind in _KINDS]
        self._delete(over)

    def _made(self, connection: Connection, wid: bytes, invite: dict[str, Any]) -> Worker:
        """The role that an invite gives; a second one is for the new agency, and never shorter."""
        old = connection.execute(select(_WORKER.table.c.blob).where(_WORKER.rid == wid)).scalar()
        before = self._valid(_WORKER, wid, old)
        until = max(self._after(invite["days"]), before["until"] if before else 0)
        value = {"agency": invite["agency"], "since": self._today(), "until": until}
        self._put(connection, _WORKER, wid, value)
        return Worker(value["agency"], until)

    def _put(self, connection: Connection, kind: _Kind, rid: bytes, value: dict[str, Any]) -> None:
        blob = self._vault.seal(kind.purpose, rid, value)
        row = insert(kind.table).values(
            {kind.rid.name: rid, "expires": value["until"], "blob": blob}
        )
        new = {"expires": row.excluded.expires, "blob": row.excluded.blob}
        connection.execute(row.on_conflict_do_update(index_elements=[kind.rid], set_=new))

    def _drop(self, which: Callable[[bytes, dict[str, Any] | None], bool]) -> int:
        """Delete the rows that `which` is true of; how many."""
        with self._durable.write() as connection:
            rows = self._rows(lambda statement: connection.execute(statement).all())
            gone = [(kind, rid) for kind, rid, value in rows if which(rid, value)]
            for kind, rid in gone:
                connection.execute(delete(kind.table).where(kind.rid == rid))
        if gone:
            self._durable.checkpoint()
        return len(gone)

    def _delete(self, statements: Sequence[Delete]) -> None:
        with self._durable.write() as connection:
            gone = sum(connection.execute(statement).rowcount for statement in statements)
        if gone:
            self._durable.checkpoint()

    def _rows(
        self, read: Callable[[Select[Any]], Sequence[Any]]
    ) -> Iterator[tuple[_Kind, bytes, dict[str, Any] | None]]:
        for kind in _KINDS:
            for rid, blob in read(select(kind.rid, kind.table.c.blob)):
                yield kind, rid, self._vault.unseal(kind.purpose, rid, blob)

    def _valid(self, kind: _Kind, rid: bytes, blob: object) -> dict[str, Any] | None:
        # The sealed moment counts: whoever can write the database can write the column as well.
        value = self._vault.unseal(kind.purpose, rid, blob)
        return value if value and value["until"] > self._wall() else None

    def _wid(self, channel: str, address: str) -> bytes:
        return self._vault.name(_WORKER.purpose, crypto.person(channel, address))

    def _today(self) -> int:
        return int(self._wall() // DAY)

    def _after(self, days: int) -> int:
        # To the end of a day: when exactly somebody became a worker is nobody's business.
        return (self._today() + days + 1) * DAY


def _id(rid: bytes) -> str:
    return rid.hex()[:_SHOWN]


def _day(day: int) -> date:
    return datetime.fromtimestamp(day * DAY, UTC).date()


def _last(value: dict[str, Any]) -> date:
    return _day(value["until"] // DAY - 1)
