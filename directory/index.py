"""The index of imported services: one read-only SQLite file, searched by need, place and words.

`near` is the hot table: for each need (and need with language) the services by cell of a grid of
half a degree, so that a lookup reads a few short runs of rows however many services there
are. Words (names, what a service says of itself) are in an FTS5 table without content. A hidden
service has no point but the middle of its town, in every table.
"""

import json
import math
import sqlite3
import threading
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from directory.model import Contact, DirectoryError, Fact, Phone, Place, Query

FILE = "services.sqlite"
VERSION = 1
# More services than this share a word: it says nothing of any of them.
_COMMON_WORD = 1_000
_GRID = 2
_ROW = 360 * _GRID
# Cells looked at on each side: at least 55, then 165 kilometres north and south. Finer cells read
# fewer rows in a city, but cost more runs: measured, these are the quickest at both sizes.
_RINGS = (1, 3)
_NEAREST = 3
# A service given at several points comes as often.
_READ = 3 * _NEAREST
_SETS = frozenset({"tongues", "groups", "topics"})
_TUPLES = frozenset({"asks", "aliases"})
_FACTS = frozenset({"interpretation", "barrier_free"})
_NOT = {"takes_children": 1, "takes_pets": 2, "takes_men": 4, "takes_women": 8, "takes_trans": 16}
_ID, _GROUPS, _POLICE, _FREE, _BARRED = 32, 64, 128, 256, 512

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
"""


@dataclass(frozen=True, slots=True)
class Point:
    """A point in degrees; of a hidden service the middle of its town."""

    lat: float
    lon: float


@dataclass(frozen=True, slots=True)
class Nearby:
    """An imported service and how far it is; None where it works in the whole region."""

    contact: Contact
    km: float | None


@dataclass(frozen=True, slots=True)
class Indexed:
    """A service as it goes in: its record, what it is found by, and where."""

    record: str
    keys: tuple[str, ...]
    flags: int
    area: str
    points: tuple[Point, ...]
    words: str
    wide: bool = False
    """Given in its whole region or country: by telephone, say."""


def indexed(contact: Contact, points: tuple[Point, ...], words: str, wide: bool) -> Indexed:
    """The contact made ready for the index; `words` are folded."""
    area = contact.region or contact.country
    return Indexed(
        record(contact), tuple(_keys(contact)), _flags(contact), area, points, words, wide
    )


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
        self._near: list[tuple[Any, ...]] = []
        self._wide: list[tuple[Any, ...]] = []

    def add(self, id_: int, service: Indexed, keys: dict[str, int]) -> None:
        """One service; written in batches."""
        points = service.points
        first = _thousandths(points[0]) if points else (None, None)
        self._services.append((id_, *first, service.area, service.record))
        self._words.append((id_, service.words))
        spots = [(_cell(p), *_thousandths(p), id_, service.flags) for p in points]
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
        con.executemany("INSERT INTO raw VALUES (?, ?, ?, ?, ?, ?)", self._near)
        con.executemany("INSERT OR IGNORE INTO wide VALUES (?, ?, ?, ?)", self._wide)
        for rows in (self._services, self._words, self._near, self._wide):
            rows.clear()


def _keys(contact: Contact) -> Iterator[str]:
    for topic in sorted(contact.topics) or ("other",):
        yield topic
        # English is what nearly all speak: looking for it would only read everything twice.
        yield from (f"{topic}/{tongue}" for tongue in sorted(contact.tongues - {"en"}))


def _flags(contact: Contact) -> int:
    flags = sum(bit for code, bit in _NOT.items() if contact.fact(code) is Fact.NO)
    flags |= _ID if contact.fact("id_required") is Fact.YES else 0
    flags |= _GROUPS if contact.groups - {"women"} else 0
    flags |= _POLICE if contact.enforcement else 0
    flags |= {Fact.YES: _FREE, Fact.NO: _BARRED, Fact.UNKNOWN: 0}[contact.barrier_free]
    return flags


def _thousandths(point: Point) -> tuple[int, int]:
    return round(point.lat * 1000), round(point.lon * 1000)


def _cell(point: Point) -> int:
    return _cell_row(point.lat) * _ROW + _cell_column(point.lon)


def _cell_row(lat: float) -> int:
    return min(180 * _GRID - 1, int((lat + 90) * _GRID))


def _cell_column(lon: float) -> int:
    return min(_ROW - 1, int((lon + 180) * _GRID))


def record(contact: Contact) -> str:
    """A contact as JSON, without what is empty."""
    held: dict[str, Any] = {}
    for name in Contact.__slots__:
        value = getattr(contact, name)
        if name == "phones":
            value = [[p.number, p.kind, p.label] for p in value]
        elif name == "facts":
            value = [[code, fact.value] for code, fact in value]
        elif name in _SETS:
            value = sorted(value)
        elif isinstance(value, Fact):
            value = None if value is Fact.UNKNOWN else value.value
        if value not in (None, "", False, [], ()):
            held[name] = value
    return json.dumps(held, ensure_ascii=False, separators=(",", ":"))


_FACT_OF = {fact.value: fact for fact in Fact}
_BLANK: Mapping[str, Any] = dict.fromkeys(Contact.__slots__) | {
    "tongues": frozenset(), "groups": frozenset(), "topics": frozenset(), "asks": (),
    "aliases": (), "facts": (), "phones": (), "interpretation": Fact.UNKNOWN,
    "barrier_free": Fact.UNKNOWN, "enforcement": False, "confidential": False, "origin": "",
}  # fmt: skip


def contact_of(text: str) -> Contact:
    """The contact of a record."""
    held: dict[str, Any] = json.loads(text)
    for name, value in held.items():
        if name == "phones":
            held[name] = tuple([Phone(*phone) for phone in value])
        elif name == "facts":
            held[name] = tuple([(code, _FACT_OF[fact]) for code, fact in value])
        elif name in _SETS:
            held[name] = frozenset(value)
        elif name in _TUPLES:
            held[name] = tuple(value)
        elif name in _FACTS:
            held[name] = _FACT_OF[value]
    return Contact(**{**_BLANK, **held})


def _around(ring: int) -> str:
    """The statement for the nearest services in the cells of a ring; a barrier counts as ten km."""
    # S608: only numbers of ours are put into the statements.
    runs = " UNION ALL ".join(
        "SELECT id, lat, lon, flags FROM near"  # noqa: S608
        f" WHERE key = ?1 AND cell BETWEEN ?{6 + 2 * at} AND ?{7 + 2 * at}"
        for at in range(2 * ring + 1)
    )
    # Without a limit on the runs, SQLite sorts each of them by itself and merges: six times slower.
    return (
        "SELECT id, lat, lon, (lat - ?2) * (lat - ?2) + (lon - ?3) * (lon - ?3) * ?4"  # noqa: S608
        f" + CASE WHEN flags & {_BARRED | _GROUPS} THEN 8100 ELSE 0 END AS apart"
        f" FROM (SELECT * FROM ({runs}) LIMIT -1) WHERE flags & ?5 = 0 ORDER BY apart LIMIT {_READ}"
    )


_AROUND = {ring: _around(ring) for ring in _RINGS}


@dataclass(frozen=True, slots=True)
class Services:
    """An open index; safe to share between threads."""

    con: sqlite3.Connection
    lock: threading.Lock
    keys: Mapping[str, int]
    wide: frozenset[int]
    """Keys that some service of a whole region has."""
    meta: Mapping[str, str]

    def __len__(self) -> int:
        return int(self.meta["count"])

    def nearby(self, query: Query) -> list[Nearby]:
        """The few services nearest to the place for each need, and those without a place."""
        found: dict[int, float | None] = {}
        refused = _refused(query)
        for need in query.needs[:3]:
            for name in (need, f"{need}/{query.language}"):
                key = self.keys.get(name)
                if key is None:
                    continue
                if query.place and query.place.kind in {"town", "area"}:
                    found.update(self._ring(key, query.place, refused))
                self._wide(key, query, refused, found)
        if query.words:
            self._worded(query, refused, found)
        return [Nearby(contact, found[id_]) for id_, contact in self._contacts(found)]

    def known(self, words: Iterable[str]) -> tuple[str, ...]:
        """Those of the words that few enough services say to mean one of them."""
        with self.lock:
            return tuple(
                word
                for word in dict.fromkeys(words)
                if self.con.execute("SELECT 1 FROM terms WHERE term = ?", (word,)).fetchone()
            )

    def contacts(self) -> Iterator[Contact]:
        """Every service, in the order of import."""
        last = 0
        while True:
            with self.lock:
                rows = self.con.execute(
                    "SELECT id, record FROM services WHERE id > ? ORDER BY id LIMIT 500", (last,)
                ).fetchall()
            if not rows:
                return
            last = rows[-1][0]
            yield from (contact_of(held) for _, held in rows)

    def _ring(self, key: int, place: Place, refused: int) -> dict[int, float]:
        """The nearest services of the need, from a ring of cells that grows until it has some."""
        row, column = _cell_row(place.lat), _cell_column(place.lon)
        narrow = math.cos(math.radians(place.lat)) ** 2
        here = [key, round(place.lat * 1000), round(place.lon * 1000), narrow, refused]
        found: dict[int, float] = {}
        for ring in _RINGS:
            rows = range(row - ring, row + ring + 1)
            runs = [at * _ROW + column + edge for at in rows for edge in (-ring, ring)]
            with self.lock:
                nearest = self.con.execute(_AROUND[ring], [*here, *runs]).fetchall()
            found = {}
            for id_, lat, lon, _ in nearest:
                found.setdefault(id_, _km(place, lat, lon))
            if len(found) >= _NEAREST:
                break
        return dict(list(found.items())[:_NEAREST])

    def _wide(self, key: int, query: Query, refused: int, found: dict[int, float | None]) -> None:
        if key not in self.wide:
            return
        with self.lock:
            rows = self.con.execute(
                "SELECT id FROM wide WHERE key = ? AND area IN (?, ?) AND flags & ? = 0 LIMIT ?",
                (key, query.region, query.country, refused, _NEAREST),
            ).fetchall()
        for (id_,) in rows:
            found.setdefault(id_, None)

    def _worded(self, query: Query, refused: int, found: dict[int, float | None]) -> None:
        """Services that say all of the words, else any; the nearest where a place is known."""
        terms = [f'"{word}"' for word in query.words[:4]]
        for joint in (" AND ", " OR "):
            rows = self._matching(joint.join(terms), query)
            if rows:
                break
        for id_, lat, lon in rows[:_NEAREST]:
            km = _apart(query.place, lat, lon) if query.place else math.inf
            found[id_] = km if km < math.inf else None

    def _matching(self, expression: str, query: Query) -> list[tuple[int, int | None, int | None]]:
        with self.lock:
            rows = self.con.execute(
                "SELECT services.id, lat, lon, area FROM words JOIN services"
                " ON services.id = words.rowid WHERE words MATCH ? LIMIT 2000",
                (expression,),
            ).fetchall()
        here = [row[:3] for row in rows if _in_reach(row[3], query)]
        place = query.place
        if place is None or place.kind not in {"town", "area"}:
            return here
        return sorted(here, key=lambda row: _apart(place, row[1], row[2]))

    def _contacts(self, ids: Iterable[int]) -> list[tuple[int, Contact]]:
        wanted = list(ids)
        if not wanted:
            return []
        marks = ",".join("?" * len(wanted))
        # S608: only question marks are put into the statement.
        statement = f"SELECT id, record FROM services WHERE id IN ({marks})"  # noqa: S608
        with self.lock:
            rows = self.con.execute(statement, wanted).fetchall()
        return [(id_, contact_of(held)) for id_, held in rows]


def _in_reach(area: str, query: Query) -> bool:
    country = area.split("-")[0]
    return country == query.country and (
        "-" not in area or not query.region or area == query.region
    )


def _refused(query: Query) -> int:
    """The flags of services that would turn this person away."""
    refused = sum(bit for code, bit in _NOT.items() if code in query.wants)
    refused |= _ID if "id_required" in query.wants else 0
    refused |= _POLICE if query.precarious else 0
    refused |= _NOT["takes_men"] if "men" in query.who else 0
    refused |= _NOT["takes_women"] if "women" in query.who else 0
    return refused | (_NOT["takes_trans"] if "lgbtq" in query.needs else 0)


def _apart(place: Place, lat: int | None, lon: int | None) -> float:
    """Kilometres; what has no place comes last."""
    return math.inf if lat is None or lon is None else _km(place, lat, lon)


def _km(place: Place, lat: int, lon: int) -> float:
    narrow = math.cos(math.radians(place.lat))
    north, east = place.lat - lat / 1000, (place.lon - lon / 1000) * narrow
    return 111.2 * math.hypot(north, east)


def open_services(path: Path) -> Services:
    """Opens an index without writing to it; DirectoryError when it is none, or of another kind."""
    if not path.is_file():
        raise DirectoryError((f"{path.name}: there is no such file",))
    try:
        # No cached statements, for the reason given in directory.places.open_gazetteer.
        con = sqlite3.connect(
            f"{path.resolve().as_uri()}?mode=ro&immutable=1",
            uri=True,
            check_same_thread=False,
            cached_statements=0,
        )
        con.execute("PRAGMA cache_size = -8192")
        con.execute("PRAGMA mmap_size = 536870912")
        meta = dict(con.execute("SELECT key, value FROM meta"))
        rows = con.execute("SELECT key, id, wide FROM keys").fetchall()
    except sqlite3.Error as fault:
        text = f"{path.name}: is no index of services: {fault}; import it anew"
        raise DirectoryError((text,)) from None
    if meta.get("version") != str(VERSION):
        raise DirectoryError((f"{path.name}: is of another version: import it anew",))
    return Services(
        con,
        threading.Lock(),
        {key: id_ for key, id_, _ in rows},
        frozenset(id_ for _, id_, wide in rows if wide),
        meta,
    )
