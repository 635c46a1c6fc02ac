"""What must be told about check-ins: each notice is a row until somebody has it.

A notice is put in by the transaction that takes the timer's step, so neither is there without the
other. It is claimed with a lease in one commit, sent, and deleted in a second one: killed between
the two, it is sent again, for an alert twice is better than none.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import (
    Column,
    Connection,
    Float,
    Index,
    Integer,
    LargeBinary,
    Select,
    String,
    Table,
    delete,
    insert,
    select,
    update,
)

from store import crypto
from store.agency import metadata
from store.clocks import Clocks
from store.durable import Durable
from store.vault import Vault

PURPOSE = b"notice/1"
LEASE = 60.0
"""Seconds that one sending may take; longer than the time-outs of every channel."""
PATIENCE = 30.0
"""Seconds in which one way is tried before the next."""
AGAIN = 5.0
"""Seconds between two tries of one way."""
ROUND = 60.0
"""Seconds after which all ways are tried again, each once."""
_TRIES = 7  # of one way: a process that dies in each of them must not keep the next from its turn
_ROUNDS = 1440  # a day

ALERTS = ("colleague", "desk", "danger")
"""Kinds of notices that say that somebody may need others now."""
ERASE = "erase"
"""The kind that takes messages back."""
_OTHER, _ALERT, _ERASE = 0, 1, 2  # ranks
_notice = Table(
    "notice",
    metadata,
    Column("nid", LargeBinary(16), primary_key=True),
    Column("cid", LargeBinary(16), nullable=False, index=True),
    Column("channel", String, nullable=False),
    Column("rank", Integer, nullable=False),
    Column("due", Float, nullable=False),
    Column("blob", LargeBinary, nullable=False),
    Index("notice_due", "channel", "due"),
    sqlite_with_rowid=False,
)


@dataclass(frozen=True, slots=True)
class Way:
    """Where somebody can be reached."""

    channel: str
    address: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Notice:
    """Something to tell: a kind, what its words need, and the ways to whom, the best first.

    `at` is the way being tried, `tries` how often, `patience` for how many seconds more.
    `sending`: it may be on its way just now; `unsure`: ways on which nobody knows whether it came.
    `references` are messages to take back (kind "erase"). No `language`: the deployment's.
    `colleague`: it is for somebody who must still be a worker when it is sent.
    """

    cid: bytes
    kind: str
    ways: tuple[Way, ...]
    variables: Mapping[str, str] = field(default_factory=dict, repr=False)
    language: str = ""
    references: tuple[str, ...] = field(default=(), repr=False)
    nid: bytes = field(default_factory=crypto.new_id)
    at: int = 0
    tries: int = 0
    rounds: int = 0
    patience: float = PATIENCE
    sending: bool = False
    unsure: tuple[int, ...] = ()
    colleague: bool = False

    @property
    def way(self) -> Way:
        return self.ways[self.at]

    @property
    def urgent(self) -> bool:
        return self.kind in ALERTS

    @property
    def rank(self) -> int:
        """Alerts go first; what takes messages back has a turn of its own."""
        return _ERASE if self.kind == ERASE else _ALERT if self.urgent else _OTHER

    @property
    def perhaps_told(self) -> tuple[Way, ...]:
        """Who may have it although it counts as not told."""
        now = (self.way,) if self.sending else ()
        return (*(self.ways[at] for at in self.unsure), *now)

    def after(self, failure: "Failure") -> tuple["Notice", float]:
        """How it goes on after a failure, and in how many seconds."""
        unsure = {*self.unsure, self.at} if failure.unsure else {*self.unsure}
        patience = self.patience - failure.took - AGAIN
        new = replace(self, patience=patience, sending=False, unsure=tuple(sorted(unsure)))
        if not failure.hopeless and patience >= 0 and self.tries < _TRIES:
            return new, AGAIN
        left = PATIENCE if self.rounds == 0 else 0.0
        if self.at + 1 < len(self.ways):
            return replace(new, at=self.at + 1, tries=0, patience=left), 0.0
        return replace(new, at=0, tries=0, patience=0.0, rounds=self.rounds + 1), ROUND

    @property
    def given_up(self) -> bool:
        return self.rounds > _ROUNDS


@dataclass(frozen=True, slots=True)
class Failure:
    """A try that failed: how many seconds it took, whether this way will never do, and whether
    somebody may have been told all the same.
    """

    took: float = 0.0
    hopeless: bool = False
    unsure: bool = False


class Notices:
    """The rows of notices. `due` is in seconds of this boot's clock: see `take_over`."""

    def __init__(self, durable: Durable, vault: Vault, clocks: Clocks) -> None:
        self._durable, self._vault, self._clocks = durable, vault, clocks

    def take_over(self, connection: Connection) -> None:
        """All are due now: whoever had claimed them is gone, or the machine has started anew."""
        connection.execute(update(_notice).values(due=self._clocks.boot()))

    def put(self, connection: Connection, notice: Notice) -> None:
        """A new notice, due now."""
        values = self._values(notice, self._clocks.boot())
        connection.execute(insert(_notice).values(cid=notice.cid, nid=notice.nid, **values))

    def claim(
        self, channels: Sequence[str], *, others: bool = False, erasing: bool | None = None
    ) -> Notice | None:
        """The next one that is due over one of these channels, or over any other one; alerts go
        first. It is nobody else's until its lease is over. `erasing`: only what takes messages
        back, or only what does not.
        """
        now = self._clocks.boot()
        there = _notice.c.channel.in_(channels)
        wanted = (
            _sealed()
            .where(~there if others else there, _notice.c.due <= now)
            .order_by(_notice.c.rank.desc(), _notice.c.due)
            .limit(1)
        )
        if erasing is not None:
            wanted = wanted.where((_notice.c.rank == _ERASE) == erasing)
        if not self._durable.read(wanted):
            return None
        with self._durable.write() as connection:
            row = connection.execute(wanted).first()
            notice = self._opened(row) if row else None
            if row is None:
                return None
            if notice is None:
                # Sealed under another key, which may come back: it is kept, and lets others pass.
                blocked = update(_notice).where(_notice.c.nid == row.nid)
                connection.execute(blocked.values(due=now + ROUND))
                return None
            notice = replace(notice, tries=notice.tries + 1, sending=True)
            self.put_back(connection, notice, LEASE)
        return notice

    def put_back(self, connection: Connection, notice: Notice, seconds: float) -> bool:
        """The same notice, due again after so many seconds; False where it is gone."""
        values = self._values(notice, self._clocks.boot() + seconds)
        changed = update(_notice).where(_notice.c.nid == notice.nid).values(**values)
        return connection.execute(changed).rowcount > 0

    def drop(self, connection: Connection, *notices: Notice) -> bool:
        """Delete notices; whether any was there."""
        nids = [notice.nid for notice in notices]
        return connection.execute(delete(_notice).where(_notice.c.nid.in_(nids))).rowcount > 0

    def of(self, connection: Connection, cid: bytes) -> list[Notice]:
        """What is still to be told about a check-in."""
        rows = connection.execute(_sealed().where(_notice.c.cid == cid))
        return [notice for row in rows if (notice := self._opened(row))]

    def wanted(self, notice: Notice) -> bool:
        """Whether it is still to be sent: the worker may have come back since it was claimed."""
        return bool(self._durable.read(select(_notice.c.nid).where(_notice.c.nid == notice.nid)))

    def alerts(self) -> tuple[bytes, ...]:
        """Names of the alerts that nobody has yet."""
        found = self._durable.read(select(_notice.c.nid).where(_notice.c.rank == _ALERT))
        return tuple(row.nid for row in found)

    def failing(self) -> int:
        """How many alerts have been tried and did not come through, or cannot be opened."""
        rows = self._durable.read(_sealed().where(_notice.c.rank == _ALERT))
        opened = map(self._opened, rows)
        return sum(1 for one in opened if one is None or one.tries > 1 or one.at or one.rounds)

    def any(self) -> bool:
        """Whether anything is still to be told."""
        return bool(self._durable.read(select(_notice.c.nid).limit(1)))

    def _values(self, notice: Notice, due: float) -> dict[str, Any]:
        blob = self._vault.seal(PURPOSE, notice.nid, _packed(notice))
        channel = notice.way.channel
        return {"channel": channel, "rank": notice.rank, "due": due, "blob": blob}

    def _opened(self, row: Any) -> Notice | None:
        value = self._vault.unseal(PURPOSE, row.nid, row.blob)
        if value is None:
            return None
        ways = tuple(Way(*one) for one in value.pop("ways"))
        for name in ("references", "unsure"):
            value[name] = tuple(value[name])
        return Notice(row.cid, ways=ways, nid=row.nid, **value)


def _sealed() -> Select[Any]:
    return select(_notice.c.nid, _notice.c.cid, _notice.c.blob)


def _packed(notice: Notice) -> dict[str, Any]:
    return {
        "kind": notice.kind,
        "ways": [[way.channel, way.address] for way in notice.ways],
        "language": notice.language,
        "variables": dict(notice.variables),
        "references": list(notice.references),
        "at": notice.at,
        "tries": notice.tries,
        "rounds": notice.rounds,
        "patience": notice.patience,
        "sending": notice.sending,
        "unsure": list(notice.unsure),
        "colleague": notice.colleague,
    }
