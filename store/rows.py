"""The database: sealed rows, one held connection per process, one writer at a time.

SQLite on tmpfs with WAL and synchronous=OFF: killed 60 times with -9 it lost nothing, where
journal_mode=MEMORY corrupted 7 files. A reboot loses all of it, which is the point.

Writers of several processes queue at our own gate. SQLite before 3.51.3 can lose a commit when
two connections write while the WAL starts over; behind a gate there are never two.
"""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import URL, StaticPool, create_engine, event
from sqlalchemy.exc import SQLAlchemyError

from store.errors import StoreError, Unavailable
from store.locks import Gate
from store.schema import metadata, statements

Row = Sequence[object]

_PRAGMAS = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = OFF",
    "PRAGMA temp_store = MEMORY",
    "PRAGMA trusted_schema = OFF",
)


class Transaction:
    """What happens in it happens together, once `commit` is called, or not at all."""

    def __init__(self, rows: "Rows") -> None:
        self._rows = rows
        self.committed = False

    def run(self, sql: str, parameters: tuple[object, ...] = ()) -> None:
        self._rows.execute(sql, parameters)

    def read(self, sql: str, parameters: tuple[object, ...] = ()) -> Sequence[Row]:
        return self._rows.fetch(sql, parameters)

    def commit(self) -> None:
        self._rows.execute("COMMIT", ())
        self.committed = True


class Rows:
    """The two tables in a file, or in memory where `file` is None. Raises Unavailable.

    `patience` (seconds) is how long a lock of another process is waited for.
    """

    def __init__(self, file: Path | None, gate: Gate, patience: float) -> None:
        self._gate = gate
        self._patience = patience
        self._condemned: set[tuple[int, object]] = set()
        url = URL.create("sqlite+pysqlite", database=str(file) if file else ":memory:")
        self._engine = create_engine(
            url,
            # Parameters are sealed blobs and random ids; even so they have no place in a log.
            hide_parameters=True,
            poolclass=StaticPool,
            isolation_level="AUTOCOMMIT",
            connect_args={"check_same_thread": False, "timeout": patience},
        )
        event.listen(self._engine, "connect", _set_pragmas)
        self.sql = statements()
        try:
            with gate.held(patience):
                metadata.create_all(self._engine)
                self._connection = self._engine.connect()
        except (SQLAlchemyError, sqlite3.Error) as error:
            self._engine.dispose()
            raise (Broken if _unreadable(error) else Unavailable)(
                "The state database cannot be opened; see the state folder."
            ) from None

    def read(self, sql: str, parameters: tuple[object, ...] = ()) -> Sequence[Row]:
        """One look outside of any transaction."""
        with self._gate.threads:
            return self.fetch(sql, parameters)

    @contextmanager
    def write(self) -> Iterator[Transaction]:
        """Inside, no other thread or process writes; what is not committed is rolled back."""
        with self._gate.held(self._patience):
            self.execute("BEGIN IMMEDIATE", ())
            transaction = Transaction(self)
            try:
                yield transaction
            finally:
                if not transaction.committed:
                    self._roll_back()

    def execute(self, sql: str, parameters: tuple[object, ...]) -> None:
        try:
            self._connection.exec_driver_sql(sql, parameters).close()
        except SQLAlchemyError:
            raise _unavailable() from None

    def fetch(self, sql: str, parameters: tuple[object, ...]) -> Sequence[Row]:
        try:
            return [tuple(row) for row in self._connection.exec_driver_sql(sql, parameters)]
        except SQLAlchemyError:
            raise _unavailable() from None

    def condemn(self, kind: int, rid: object) -> None:
        """Notes a row whose key is dead; it is deleted by `bury`, now or when that is possible."""
        self._condemned.add((kind, rid))

    def condemned(self) -> set[object]:
        return {rid for _, rid in self._condemned}

    def bury(self, transaction: Transaction) -> list[tuple[int, object]]:
        """Deletes what is condemned; `buried` confirms it once the transaction is committed."""
        dead = list(self._condemned)
        for kind, rid in dead:
            transaction.run(self.sql.drop(kind), (rid,))
        return dead

    def buried(self, dead: list[tuple[int, object]]) -> None:
        self._condemned.difference_update(dead)

    def checkpoint(self) -> None:
        """Empties the WAL, so that it does not grow; a reader in the way puts it off."""
        with self._gate.held(self._patience):
            self.fetch("PRAGMA wal_checkpoint(TRUNCATE)", ())

    def close(self) -> None:
        with self._gate.threads:
            self._connection.close()
            self._engine.dispose()

    def _roll_back(self) -> None:
        # A broken connection cannot roll back either; the error that led here is the one to tell.
        try:
            self._connection.exec_driver_sql("ROLLBACK").close()
        except SQLAlchemyError:
            return


class Broken(StoreError):  # noqa: N818 - caught where the store is opened, never seen outside
    """The file is not a database any more."""


def _unavailable() -> Unavailable:
    return Unavailable("The state database did not answer; nothing was changed, try again.")


def _unreadable(error: Exception) -> bool:
    """Whether the file itself is at fault, not a lock, a permission or a full disk."""
    code = getattr(getattr(error, "orig", error), "sqlite_errorcode", 0)
    return code & 0xFF in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)


def _set_pragmas(connection: object, _record: object) -> None:
    for pragma in _PRAGMAS:
        connection.execute(pragma)  # type: ignore[attr-defined]  # a driver's own connection
