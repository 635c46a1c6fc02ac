"""Writes an index of imported services, as a new file."""

import sqlite3
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from directory.index_rows import WORKERS, Indexed, cell, thousandths

VERSION = 2
# More services than this share a word: it says nothing of any of them.
_COMMON_WORD = 1_000

_SCHEMA = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE keys (
  key TEXT PRIMARY KEY, id INTEGER NOT NULL, wide INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE services (
  id INTEGER PRIMARY KEY, lat INTEGER, lon INTEGER, area TEXT NOT NULL, record TEXT NOT NULL
);
CREATE TABLE near (
  key INTEGER NOT NULL, cell INTEGER NOT NULL, lat INTEGER NOT NULL, lon INTEGER NOT NULL,
  id INTEGER NOT NULL, flags INTEGER NOT NULL, PRIMARY KEY (key, cell, lat, lon, id)
) WITHOUT ROWID;
CREATE TABLE wide (
  key INTEGER NOT NULL, area TEXT NOT NULL, id INTEGER NOT NULL, flags INTEGER NOT NULL,
  PRIMARY KEY (key, area, id)
) WITHOUT ROWID;
CREATE TABLE terms (term TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE VIRTUAL TABLE words USING fts5(said, content='', detail=none, columnsize=0);
CREATE VIRTUAL TABLE vocabulary USING fts5vocab(words, row);
CREATE TABLE ids (id TEXT PRIMARY KEY, row INTEGER NOT NULL) WITHOUT ROWID;
CREATE VIRTUAL TABLE names USING fts5(said, content='', detail=none, columnsize=0);
CREATE VIRTUAL TABLE name_terms USING fts5vocab(names, row);
"""


def write(path: Path, services: Iterable[Indexed], meta: Mapping[str, str]) -> int:
    """Writes a new index file, complete and on disk when it returns; the number of services."""
    con = sqlite3.connect(path)
    try:
        con.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;")
        con.execute("PRAGMA cache_size = -65536")
        con.executescript(_SCHEMA)
        keys: dict[str, int] = {}
        rows = _Rows(con)
        count = 0
        for count, service in enumerate(services, start=1):
            rows.add(count, service, keys)
        rows.flush()
        con.executemany(
            "INSERT INTO keys SELECT ?1, ?2, EXISTS (SELECT 1 FROM wide WHERE key = ?2)",
            sorted(keys.items()),
        )
        con.execute("INSERT INTO words (words) VALUES ('optimize')")
        con.execute("INSERT INTO names (names) VALUES ('optimize')")
        con.execute(
            "INSERT INTO terms SELECT term FROM vocabulary WHERE doc <= ? AND length(term) > 2",
            (_COMMON_WORD,),
        )
        con.execute("DROP TABLE vocabulary")
        held = {"version": str(VERSION), "count": str(count), **meta}
        con.executemany("INSERT INTO meta VALUES (?, ?)", sorted(held.items()))
        con.commit()
    finally:
        con.close()
    return count


class _Rows:
    """Rows on their way in: the sorted tables are filled in order at the end."""

    def __init__(self, con: sqlite3.Connection) -> None:
        self._con = con
        # Sorted outside memory: the rows of 200,000 services are many.
        con.execute("CREATE TEMP TABLE raw (key, cell, lat, lon, id, flags)")
        self._services: list[tuple[Any, ...]] = []
        self._words: list[tuple[int, str]] = []
        self._names: list[tuple[int, str]] = []
        self._ids: list[tuple[str, int]] = []
        self._near: list[tuple[Any, ...]] = []
        self._wide: list[tuple[Any, ...]] = []

    def add(self, id_: int, service: Indexed, keys: dict[str, int]) -> None:
        """One service; written in batches."""
        points = service.points
        first = thousandths(points[0]) if points else (None, None)
        self._services.append((id_, *first, service.area, service.record))
        self._ids.append((service.id, id_))
        self._names.append((id_, service.name))
        if not service.flags & WORKERS:
            self._words.append((id_, service.words))
        spots = [(cell(p), *thousandths(p), id_, service.flags) for p in points]
        for name in service.keys:
            key = keys.setdefault(name, len(keys) + 1)
            self._near += [(key, *spot) for spot in spots]
            if service.wide:
                self._wide.append((key, service.area, id_, service.flags))
        if len(self._services) >= 2_000:
            self._write()

    def flush(self) -> None:
        """All that is left, and the sorted table."""
        self._write()
        self._con.execute("INSERT OR IGNORE INTO near SELECT * FROM raw ORDER BY key, cell, lat")
        self._con.execute("DROP TABLE raw")

    def _write(self) -> None:
        con = self._con
        con.executemany("INSERT INTO services VALUES (?, ?, ?, ?, ?)", self._services)
        con.executemany("INSERT INTO words (rowid, said) VALUES (?, ?)", self._words)
        con.executemany("INSERT INTO names (rowid, said) VALUES (?, ?)", self._names)
        con.executemany("INSERT OR IGNORE INTO ids VALUES (?, ?)", self._ids)
        con.executemany("INSERT INTO raw VALUES (?, ?, ?, ?, ?, ?)", self._near)
        con.executemany("INSERT OR IGNORE INTO wide VALUES (?, ?, ?, ?)", self._wide)
        for rows in (
            self._services, self._words, self._names, self._ids, self._near, self._wide,
        ):  # fmt: skip
            rows.clear()
