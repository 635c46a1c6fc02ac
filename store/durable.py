"""A database on disk, for the little that must outlive a reboot: kept plans, workers, check-ins.

WAL with synchronous=FULL: it lost nothing in 150 simulated power cuts, where NORMAL lost what had
been promised in 135. Writers of all processes queue at a gate of our own, for SQLite before 3.51.3
can lose a commit when two connections write while the WAL starts over.
"""

import os
import sqlite3
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Executable, MetaData, StaticPool, create_engine, event
from sqlalchemy.exc import SQLAlchemyError

from store.errors import Unavailable
from store.locks import Gate

_PRAGMAS = (
    "journal_mode = WAL",
    "synchronous = FULL",
    "secure_delete = ON",
    "trusted_schema = OFF",
)


class Durable:
    """The tables of `tables` in a file. Raises Unavailable when it does not answer.

    `patience` (seconds) is how long another writer is waited for.
    """

    def __init__(self, file: Path, tables: MetaData, patience: float = 5.0) -> None:
        self._what, self._patience = file.stem, patience
        self.untidy = False
        """Whether something that was deleted may still wait in the WAL: see `tidy`."""
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._lock = os.open(file.with_suffix(".lock"), os.O_RDWR | os.O_CREAT, 0o600)
        # Made first: SQLite gives its WAL the mode of the database.
        os.close(os.open(file, os.O_RDWR | os.O_CREAT, 0o600))
        self._gate = Gate(self._lock, 0, time.sleep)
        self._engine = create_engine(
            URL.create("sqlite+pysqlite", database=str(file)),
            poolclass=StaticPool,
            hide_parameters=True,
            isolation_level="AUTOCOMMIT",
            connect_args={"check_same_thread": False, "timeout": patience},
        )
        event.listen(self._engine, "connect", _prepare)
        try:
            with self._gate.held(patience):
                tables.create_all(self._engine)
                self._connection = self._engine.connect()
        except (SQLAlchemyError, sqlite3.Error, OSError) as error:
            self._engine.dispose()
            os.close(self._lock)
            kind = type(error).__name__
            raise Unavailable(f"The database of {self._what} cannot be opened ({kind}).") from None

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """All that is run inside happens together, on disk when it ends; or, after an error, none
        of it. No other thread or process writes meanwhile.
        """
        with self._gate.held(self._patience):
            try:
                self._connection.exec_driver_sql("BEGIN IMMEDIATE")
                yield self._connection
                self._connection.exec_driver_sql("COMMIT")
            except SQLAlchemyError as error:
                self._roll_back()
                raise self._unavailable("written", error) from None
            except BaseException:
                self._roll_back()
                raise

    def read(self, statement: Executable, values: dict[str, Any] | None = None) -> Sequence[Any]:
        """The rows that a statement finds."""
        with self._gate.threads:
            try:
                return self._connection.execute(statement, values or {}).all()
            except SQLAlchemyError as error:
                raise self._unavailable("read", error) from None

    def checkpoint(self, *, wait: bool = True) -> None:
        """Empty the WAL: what was deleted does not wait in it until somebody else writes. Where
        another process reads just now, it stays untidy; with `wait`, that one is waited for.
        """
        self.untidy = True
        with self._gate.held(self._patience):
            try:
                self.untidy = self._is_busy(self._patience if wait else 0.0)
            except SQLAlchemyError as error:
                raise self._unavailable("written", error) from None

    def tidy(self) -> None:
        """Empty the WAL where that is still to be done. Waits for nobody: it is called again."""
        if self.untidy:
            self.checkpoint(wait=False)

    def close(self) -> None:
        """Close the database; once is enough."""
        with self._gate.threads:
            if self._lock < 0:
                return
            self._connection.close()
            self._engine.dispose()
            os.close(self._lock)
            self._lock = -1

    def _is_busy(self, patience: float) -> bool:
        """Empty the WAL; whether a reader kept it from that, which to SQLite is no error."""
        run = self._connection.exec_driver_sql
        run(f"PRAGMA busy_timeout = {int(patience * 1000)}").close()
        try:
            busy, _pages, _moved = run("PRAGMA wal_checkpoint(TRUNCATE)").one()
        finally:
            run(f"PRAGMA busy_timeout = {int(self._patience * 1000)}").close()
        return bool(busy)

    def _roll_back(self) -> None:
        # A broken connection cannot roll back either; the error that led here is the one to tell.
        try:
            self._connection.exec_driver_sql("ROLLBACK")
        except SQLAlchemyError:
            return

    def _unavailable(self, done: str, error: Exception) -> Unavailable:
        return Unavailable(f"The database of {self._what} was not {done} ({type(error).__name__}).")


def _prepare(connection: sqlite3.Connection, _record: object) -> None:
    for pragma in _PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")
