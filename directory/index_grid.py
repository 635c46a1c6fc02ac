"""The services around a place: the table `near`, read by rings of cells that grow."""

import math
import sqlite3
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from directory.index_rows import BARRED, GROUPS, ROW, Point, cell, thousandths
from directory.model import Place

# Cells looked at on each side: at least 55, then 165 kilometres north and south. Finer cells read
# fewer rows in a city, but cost more runs: measured, these are the quickest at both sizes.
_RINGS = (1, 3)
_FIRST_RING = [row * ROW + at for row in range(-1, 2) for at in range(-1, 2)]
# A service given at several points comes as often.
_TIMES = 3
# What a ring is, as runs of cells seen from its middle: a table that each connection makes for
# itself, since a statement that spells them out takes longer to prepare than to run.
_RUNS = "CREATE TEMP TABLE runs (ring, low, high, PRIMARY KEY (ring, low, high)) WITHOUT ROWID"
# The nearest services in the cells of a ring; a barrier counts as ten kilometres. The join is
# crossed so that SQLite takes the runs first. S608: only a number of ours is put in.
_AROUND = (
    "SELECT id, lat, lon FROM runs CROSS JOIN near"  # noqa: S608
    " WHERE ring = ?1 AND key = ?2 AND cell BETWEEN ?3 + low AND ?3 + high"
    " AND flags & ?4 = 0 AND flags & ?5 = ?5"
    " ORDER BY (lat - ?6) * (lat - ?6) + (lon - ?7) * (lon - ?7) * ?8"
    f" + (flags & {BARRED | GROUPS} > 0) * 8100 LIMIT ?9"
)


@dataclass(frozen=True, slots=True)
class Grid:
    """The table of an open index; safe to share between threads."""

    con: sqlite3.Connection
    lock: threading.Lock
    cells: Mapping[int, Mapping[int, int]] = field(repr=False)
    """For each key its cells, and how many rows each has."""

    def nearest(
        self, key: int, place: Place, refused: int, wanted: int, most: int
    ) -> dict[int, float]:
        """Ids and kilometres of the services of a key that are nearest to a place, out of the first
        ring that has enough; they have all flags that are wanted and none that are refused.
        """
        at = Point(place.lat, place.lon)
        middle = cell(at)
        narrow = math.cos(math.radians(place.lat)) ** 2
        here = (key, middle, refused, wanted, *thousandths(at), narrow, _TIMES * most)
        found: dict[int, float] = {}
        for ring in _RINGS if self._close(key, middle) >= most else _RINGS[1:]:
            with self.lock:
                rows = self.con.execute(_AROUND, (ring, *here)).fetchall()
            found = {}
            for id_, lat, lon in rows:
                if id_ not in found:
                    found[id_] = km(place, lat, lon)
                if len(found) == most:
                    return found
        return found

    def _close(self, key: int, middle: int) -> int:
        """How many rows the first ring has: where they are too few, it need not be read."""
        cells = self.cells.get(key, {})
        return sum([cells.get(middle + away, 0) for away in _FIRST_RING])


def open_grid(con: sqlite3.Connection, lock: threading.Lock) -> Grid:
    """The grid of a connection that is open."""
    # No file may appear beside the index.
    con.execute("PRAGMA temp_store = MEMORY")
    con.execute(_RUNS)
    con.executemany("INSERT INTO runs VALUES (?, ?, ?)", _runs())
    con.commit()
    cells: dict[int, dict[int, int]] = {}
    for key, at, count in con.execute("SELECT key, cell, count(*) FROM near GROUP BY key, cell"):
        cells.setdefault(key, {})[at] = count
    return Grid(con, lock, cells)


def _runs() -> Iterator[tuple[int, int, int]]:
    for ring in _RINGS:
        for row in range(-ring, ring + 1):
            yield ring, row * ROW - ring, row * ROW + ring


def apart(place: Place, lat: int | None, lon: int | None) -> float:
    """Kilometres; what has no place comes last."""
    return math.inf if lat is None or lon is None else km(place, lat, lon)


def km(place: Place, lat: int, lon: int) -> float:
    """Kilometres from a place to a point in thousandths of a degree, near enough to order them."""
    narrow = math.cos(math.radians(place.lat))
    north, east = place.lat - lat / 1000, (place.lon - lon / 1000) * narrow
    return 111.2 * math.hypot(north, east)
