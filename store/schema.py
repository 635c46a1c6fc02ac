"""The two tables, and the few statements that are ever run on them.

`rid` and `oid` are random and `expires` is coarse, so a row tells nothing of a person and little
of a time. WITHOUT ROWID: SQLite's hidden row number would count people in the order they came.

    conversation.expires   unix time // 900, plus 0 to 2 at random
    outbox.due             microseconds of the boot clock; ASLEEP until its conversation is over
"""

import secrets
from dataclasses import dataclass
from functools import cache, partial

from sqlalchemy import (
    Column,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    bindparam,
    delete,
    select,
    update,
)
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.sql import ClauseElement

from store.clocks import Instant
from store.keys import Kind

ASLEEP = 2**62
_COARSE = 900

_Needed = partial(Column, nullable=False)

metadata = MetaData()
conversation = Table(
    "conversation",
    metadata,
    Column("rid", LargeBinary(16), primary_key=True),
    _Needed("expires", Integer),
    _Needed("blob", LargeBinary),
    sqlite_with_rowid=False,
)
outbox = Table(
    "outbox",
    metadata,
    Column("oid", LargeBinary(16), primary_key=True),
    _Needed("due", Integer, index=True),
    _Needed("blob", LargeBinary),
    sqlite_with_rowid=False,
)


def expires(deadline: Instant) -> int:
    """When the row is certainly over, as coarse as it is written."""
    return int(deadline.wall // _COARSE) + secrets.randbelow(3)


def coarse(wall: float) -> int:
    return int(wall // _COARSE)


def due(boot: float) -> int:
    """A moment of the boot clock as the outbox counts it."""
    return int(boot * 1_000_000)


@dataclass(frozen=True)
class Statements:
    """The statements as the driver wants them, compiled once; the comments give the parameters."""

    load: str  # rid
    save: str  # rid, expires, blob
    load_due: str  # now
    load_letter: str  # oid
    save_letter: str  # oid, due, blob
    wake: str  # due, oid, and what `due` still is
    put_off: str  # due, oid
    over: str  # coarse time
    conversations: str
    letters: str
    drop_conversation: str  # rid
    drop_letter: str  # oid

    def drop(self, kind: int) -> str:
        return self.drop_conversation if kind == Kind.CONVERSATION else self.drop_letter


@cache
def statements() -> Statements:
    dialect = SQLiteDialect_pysqlite(paramstyle="qmark")
    rid, oid = conversation.c.rid == bindparam("rid"), outbox.c.oid == bindparam("oid")
    saving, writing = insert(conversation), insert(outbox)
    new = {"expires": saving.excluded.expires, "blob": saving.excluded.blob}
    changed = {"due": writing.excluded.due, "blob": writing.excluded.blob}
    letter = select(outbox.c.blob, outbox.c.due).where(oid)
    waiting = select(outbox.c.oid, outbox.c.due).where(outbox.c.due <= bindparam("now"))
    sleeping = outbox.c.due == bindparam("still")
    putting_off = update(outbox).values(due=bindparam("then")).where(oid)

    def sql(statement: ClauseElement) -> str:
        return str(statement.compile(dialect=dialect))

    return Statements(
        load=sql(select(conversation.c.blob).where(rid)),
        save=sql(saving.on_conflict_do_update(index_elements=["rid"], set_=new)),
        load_due=sql(waiting.order_by(outbox.c.due)),
        load_letter=sql(letter),
        save_letter=sql(writing.on_conflict_do_update(index_elements=["oid"], set_=changed)),
        wake=sql(putting_off.where(sleeping)),
        put_off=sql(putting_off),
        over=sql(delete(conversation).where(conversation.c.expires < bindparam("time"))),
        conversations=sql(select(conversation.c.rid)),
        letters=sql(select(outbox.c.oid)),
        drop_conversation=sql(delete(conversation).where(rid)),
        drop_letter=sql(delete(outbox).where(oid)),
    )
