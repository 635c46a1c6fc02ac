"""Plans kept longer than a conversation, each locked by a phrase that only the person has.

    Argon2id(phrase, salt of this deployment) -> 48 bytes: 32 key, 16 row id

There is no link to who locked it: a row is found by the phrase alone, from any phone. The database
is on a disk, for it must outlive a reboot; what was erased from a disk may still be read there, but
only by whoever has the phrase. Off unless the operator names a folder.
"""

import os
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from sqlalchemy import (
    Column,
    Executable,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    delete,
    insert,
    select,
)

from store import crypto, phrase
from store.durable import Durable

PLAN, CASE = b"kept/1", b"case/1"
DAY = 86_400
_MEMORY, _ROUNDS = 64 * 1024, 3  # kilobytes; 250 ms on one core (docs/decisions.md)

metadata = MetaData()
_kept = Table(
    "kept",
    metadata,
    Column("rid", LargeBinary(16), primary_key=True),
    Column("expires", Integer, nullable=False),
    Column("blob", LargeBinary, nullable=False),
    sqlite_with_rowid=False,
)
_salt = Table("salt", metadata, Column("salt", LargeBinary(16), primary_key=True))


@dataclass(frozen=True)
class Opened:
    """What a phrase opened, and the row that it was in."""

    value: bytes = field(repr=False)
    rid: bytes = field(repr=False)
    case: bool = False
    """A worker's case, not somebody's own plan."""


class Kept:
    """Locked plans. Raises Unavailable when the database does not answer, TooLarge from `lock`.

    `days` is how long a plan is kept, `case_days` a case; `wall` gives unix seconds; `choose` draws
    a word of a phrase.
    """

    def __init__(
        self,
        folder: Path,
        days: int,
        wall: Callable[[], float],
        choose: Callable[[Sequence[str]], str] = secrets.choice,
        case_days: int = 30,
    ) -> None:
        self.days, self.case_days = days, case_days
        self._wall, self._choose = wall, choose
        self._durable = Durable(folder / "kept.db", metadata)
        self._salt = self._deployment_salt()

    def lock(self, value: bytes, *, case: bool = False) -> str:
        """Keep a value; the phrase that opens it, to be shown once."""
        words = phrase.new(self._choose)
        key, rid = self._derive(words)
        blob = crypto.seal(key, CASE if case else PLAN, b"", rid, value)
        # As coarse as a day: when somebody wrote is nobody's business.
        days = self.case_days if case else self.days
        expires = int(self._wall() // DAY) + days + 1
        self._run(insert(_kept).values(rid=rid, expires=expires, blob=blob))
        return words

    def unlock(self, words: str) -> Opened | None:
        """What a phrase opens; None for any other phrase. It opens once: `burn` what was opened, as
        soon as it is kept elsewhere.
        """
        key, rid = self._derive(words)
        today = int(self._wall() // DAY)
        found = self._durable.read(
            select(_kept.c.blob).where(_kept.c.rid == rid, _kept.c.expires > today)
        )
        blob = found[0].blob if found else None
        for purpose in (PLAN, CASE):
            value = crypto.unseal(key, purpose, b"", rid, blob)
            if value is not None:
                return Opened(value, rid, purpose == CASE)
        return None

    def burn(self, opened: Opened) -> None:
        """Delete what was opened."""
        self._run(delete(_kept).where(_kept.c.rid == opened.rid))

    def sweep(self) -> None:
        """Delete what has expired."""
        self._run(delete(_kept).where(_kept.c.expires <= int(self._wall() // DAY)))

    def close(self) -> None:
        """Close the database."""
        self._durable.close()

    def _derive(self, words: str) -> tuple[bytes, bytes]:
        argon = Argon2id(
            salt=self._salt,
            length=crypto.KEY + 16,
            iterations=_ROUNDS,
            lanes=1,
            memory_cost=_MEMORY,
        )
        derived = argon.derive(words.encode())
        return derived[: crypto.KEY], derived[crypto.KEY :]

    def _deployment_salt(self) -> bytes:
        """One salt for all rows: a row is found by what is derived, so it cannot have its own."""
        with self._durable.write() as connection:
            found = connection.execute(select(_salt.c.salt)).scalar()
            if found is None:
                found = os.urandom(16)
                connection.execute(insert(_salt).values(salt=found))
        return bytes(found)

    def _run(self, statement: Executable) -> None:
        with self._durable.write() as connection:
            connection.execute(statement)
