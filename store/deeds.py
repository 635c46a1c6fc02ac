"""What a message has done, for an hour: who delivers it again gets the same answer, and no more.

    deed   did = keyed hash of sender and message id    sealed: kind, lines

A message whose turn was not saved is delivered again. A second "longer 30" must not add an hour,
and the text that sets a check-in is its word for danger: heard once more, it must raise no alarm.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from sqlalchemy import Column, Connection, Integer, LargeBinary, Table, delete, or_, select, update
from sqlalchemy.dialects.sqlite import insert

from store import crypto
from store.agency import metadata
from store.durable import Durable
from store.notices import Way
from store.vault import Vault

PURPOSE = b"deed/1"
STAYS = 3600
"""Seconds that a deed is remembered; networks deliver again within minutes."""
BEGIN, HEARD = "begin", "heard"
Said = tuple[str, Mapping[str, str]]
"""One of the engine's own lines, as its name and its variables."""
_OVER: Said = ("checkin-back", {})

_deed = Table(
    "deed",
    metadata,
    Column("did", LargeBinary(16), primary_key=True),
    Column("cid", LargeBinary(16), nullable=False, index=True),
    Column("expires", Integer, nullable=False, index=True),
    Column("blob", LargeBinary, nullable=False),
    sqlite_with_rowid=False,
)


@dataclass(frozen=True, slots=True)
class Deed:
    """What a message was ("begin" or "heard"), and what was answered to it."""

    did: bytes
    kind: str
    lines: tuple[Said, ...] = field(repr=False)


class Deeds:
    """The deeds of messages. Raises Unavailable. `wall` gives unix seconds."""

    def __init__(self, durable: Durable, vault: Vault, wall: Callable[[], float]) -> None:
        self._durable, self._vault, self._wall = durable, vault, wall

    def name(self, way: Way, message_id: str) -> bytes | None:
        """What a message is called here; None for one without an id, which has no deed."""
        if not message_id:
            return None
        sender = crypto.person(way.channel, way.address)
        number = message_id.encode("utf-8", "surrogatepass")
        return self._vault.name(PURPOSE, len(sender).to_bytes(4, "big") + sender + number)

    def of(self, did: bytes | None) -> Deed | None:
        """What a message has done already; None where it is new."""
        if did is None:
            return None
        found = self._durable.read(select(_deed.c.blob).where(_deed.c.did == did))
        value = self._vault.unseal(PURPOSE, did, found[0].blob) if found else None
        if value is None:
            return None
        return Deed(did, value["kind"], tuple((node, names) for node, names in value["lines"]))

    def put(self, connection: Connection, cid: bytes, deed: Deed | None) -> None:
        """Remember what is done about a check-in, in the transaction that does it."""
        if deed is None:
            return
        expires = int(self._wall()) + STAYS
        row = insert(_deed).values(did=deed.did, cid=cid, expires=expires, blob=self._sealed(deed))
        connection.execute(row.on_conflict_do_nothing())

    def blank(self, connection: Connection, cid: bytes) -> None:
        """A check-in is over: nothing of it stays in the answers, only that they were given."""
        found = connection.execute(select(_deed.c.did, _deed.c.blob).where(_deed.c.cid == cid))
        for did, blob in found.all():
            value = self._vault.unseal(PURPOSE, did, blob)
            if value:
                sealed = self._sealed(Deed(did, value["kind"], (_OVER,)))
                connection.execute(update(_deed).where(_deed.c.did == did).values(blob=sealed))

    def sweep(self) -> bool:
        """Forget those whose hour is over; whether there was any."""
        now = int(self._wall())
        # A clock that was ahead for a while must not make one stay.
        over = or_(_deed.c.expires <= now, _deed.c.expires > now + STAYS)
        if not self._durable.read(select(_deed.c.did).where(over).limit(1)):
            return False
        with self._durable.write() as connection:
            connection.execute(delete(_deed).where(over))
        return True

    def _sealed(self, deed: Deed) -> bytes:
        lines = [[node, {**names}] for node, names in deed.lines]
        return self._vault.seal(PURPOSE, deed.did, {"kind": deed.kind, "lines": lines})
