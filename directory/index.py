"""The index of imported services: one read-only SQLite file, searched by need, place and words.

`near` is the hot table (index_grid.py): for each need (and need with language) the services by cell
of a grid of half a degree, so that a lookup reads a few short runs of rows however many services
there are. Words (names, what a service says of itself) are in an FTS5 table without content. A
hidden service has no point but the middle of its town, in every table.

What only workers may see is refused in `near` and `wide` unless they ask, and its words are in
`names` alone: a survivor's text cannot even tell that such a word is known.
"""

import math
import sqlite3
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from directory.index_grid import Grid, apart, open_grid
from directory.index_rows import FREE, ID, NOT, POLICE, WORKERS, contact_of, flags
from directory.index_write import VERSION
from directory.model import Contact, DirectoryError, Place, Query

FILE = "services.sqlite"
_NEAREST = 3
# Up to so many services are read once, when the index is opened: reading a few of them for each
# search takes a fifth of it. All or none: what is kept must not tell what was searched for.
_MOST_HELD = 10_000
# For workers, who page through them: the nearest, and of those without barriers some more.
_MOST, _MOST_FREE, _MOST_WIDE = 24, 12, 12
_MOST_NAMED = 60


@dataclass(frozen=True, slots=True)
class Nearby:
    """An imported service and how far it is; None where it works in the whole region."""

    contact: Contact
    km: float | None


@dataclass(frozen=True, slots=True)
class Placed:
    """An imported service with its point in thousandths of a degree, where it has one."""

    contact: Contact
    lat: int | None
    lon: int | None

    def from_place(self, place: Place | None) -> Nearby:
        """The same as seen from a place."""
        km = apart(place, self.lat, self.lon) if place else math.inf
        return Nearby(self.contact, km if km < math.inf else None)


@dataclass(frozen=True, slots=True)
class Services:
    """An open index; safe to share between threads."""

    con: sqlite3.Connection
    lock: threading.Lock
    keys: Mapping[str, int]
    wide: frozenset[int]
    """Keys that some service of a whole region has."""
    grid: Grid
    held: Mapping[int, Contact] = field(repr=False)
    """Every service of a small index, by its row; empty where they are too many."""
    meta: Mapping[str, str]

    def __len__(self) -> int:
        return int(self.meta["count"])

    def nearby(self, query: Query) -> list[Nearby]:
        """The few services nearest to the place for each need, and those without a place."""
        found: dict[int, float | None] = {}
        refused = _refused(query) | WORKERS
        for key in self._keys_of(query.needs[:3], query.language):
            if query.place and query.place.kind in {"town", "area"}:
                found.update(self.grid.nearest(key, query.place, refused, 0, _NEAREST))
            self._wide(key, query, refused, found, _NEAREST)
        if query.words:
            self._worded(query, refused, found)
        return [Nearby(contact, found[id_]) for id_, contact in self._contacts(found)]

    def around(self, query: Query) -> list[Nearby]:
        """A few dozen services for workers, also those only they may see: the nearest to the place
        for each need, some more of those without barriers, and those without a place.
        """
        found: dict[int, float | None] = {}
        refused = _refused(query)
        for key in self._keys_of(query.needs, query.language):
            if query.place and query.place.kind in {"town", "area"}:
                found.update(self.grid.nearest(key, query.place, refused, FREE, _MOST_FREE))
                found.update(self.grid.nearest(key, query.place, refused, 0, _MOST))
            self._wide(key, query, refused, found, _MOST_WIDE)
        return [Nearby(contact, found[id_]) for id_, contact in self._contacts(found)]

    def placed(self, ids: Iterable[str]) -> dict[str, Placed]:
        """The services of these ids, where there are such, with their points."""
        found = {}
        for id_ in ids:
            with self.lock:
                row = self.con.execute(
                    "SELECT record, lat, lon FROM ids JOIN services ON services.id = ids.row"
                    " WHERE ids.id = ?",
                    (id_,),
                ).fetchone()
            if row is not None:
                found[id_] = Placed(contact_of(row[0]), row[1], row[2])
        return found

    def name_words(self, like: str) -> tuple[str, ...]:
        """The words of names that are about as long and begin with the same letter."""
        with self.lock:
            rows = self.con.execute(
                "SELECT term FROM name_terms WHERE term >= ? AND term < ?"
                " AND length(term) BETWEEN ? AND ?",
                (like[0], chr(ord(like[0]) + 1), len(like) - 2, len(like) + 2),
            ).fetchall()
        return tuple(term for (term,) in rows)

    def named(self, words: Sequence[str], country: str) -> list[Contact]:
        """Services of the country whose names have all of the words, or else any of them."""
        terms = [f'"{word}"' for word in words]
        for joint in (" AND ", " OR "):
            with self.lock:
                rows = self.con.execute(
                    "SELECT services.id FROM names JOIN services ON services.id = names.rowid"
                    " WHERE names MATCH ? AND substr(area, 1, 2) = ? LIMIT ?",
                    (joint.join(terms), country, _MOST_NAMED),
                ).fetchall()
            if rows:
                return [contact for _, contact in self._contacts(id_ for (id_,) in rows)]
        return []

    def _keys_of(self, needs: Iterable[str], language: str | None) -> Iterator[int]:
        for need in needs:
            for name in (need, f"{need}/{language}"):
                if name in self.keys:
                    yield self.keys[name]

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

    def _wide(
        self, key: int, query: Query, refused: int, found: dict[int, float | None], most: int
    ) -> None:
        if key not in self.wide:
            return
        with self.lock:
            rows = self.con.execute(
                "SELECT id FROM wide WHERE key = ? AND area IN (?, ?) AND flags & ? = 0 LIMIT ?",
                (key, query.region, query.country, refused, most),
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
            km = apart(query.place, lat, lon) if query.place else math.inf
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
        return sorted(here, key=lambda row: apart(place, row[1], row[2]))

    def _contacts(self, ids: Iterable[int]) -> list[tuple[int, Contact]]:
        wanted = sorted(ids)
        if self.held or not wanted:
            return [(id_, self.held[id_]) for id_ in wanted]
        marks = ",".join("?" * len(wanted))
        # S608: only question marks are put into the statement.
        statement = f"SELECT id, record FROM services WHERE id IN ({marks})"  # noqa: S608
        with self.lock:
            rows = self.con.execute(statement, wanted).fetchall()
        return [(id_, contact_of(held)) for id_, held in rows]


def welcoming(near: list[Nearby], query: Query) -> list[Nearby]:
    """Those that would not turn this person away, by what is known of them now."""
    refused = _refused(query)
    return [one for one in near if not flags(one.contact) & refused] if refused else near


def _in_reach(area: str, query: Query) -> bool:
    country = area.split("-")[0]
    return country == query.country and (
        "-" not in area or not query.region or area == query.region
    )


def _refused(query: Query) -> int:
    """The flags of services that would turn this person away."""
    refused = sum(NOT.get(code, 0) for code in query.wants)
    refused |= ID if "id_required" in query.wants else 0
    refused |= POLICE if query.precarious else 0
    refused |= NOT["takes_men"] if "men" in query.who else 0
    refused |= NOT["takes_women"] if "women" in query.who else 0
    return refused | (NOT["takes_trans"] if "lgbtq" in query.needs else 0)


def open_services(path: Path) -> Services:
    """Opens an index without writing to it; DirectoryError when it is none, or of another kind."""
    if not path.is_file():
        raise DirectoryError((f"{path.name}: there is no such file",))
    try:
        return _opened(path)
    except (sqlite3.Error, ValueError, TypeError, KeyError) as fault:
        text = f"{path.name}: is no index of services: {fault}; import it anew"
        raise DirectoryError((text,)) from None


def _opened(path: Path) -> Services:
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
    if meta.get("version") != str(VERSION):
        raise DirectoryError((f"{path.name}: is of another version: import it anew",))
    rows = con.execute("SELECT key, id, wide FROM keys").fetchall()
    lock = threading.Lock()
    few = int(meta["count"]) <= _MOST_HELD
    held = con.execute("SELECT id, record FROM services") if few else ()
    return Services(
        con,
        lock,
        {key: id_ for key, id_, _ in rows},
        frozenset(id_ for _, id_, wide in rows if wide),
        open_grid(con, lock),
        {id_: contact_of(record) for id_, record in held},
        meta,
    )
