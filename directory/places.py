"""The gazetteer: which places a name could mean. Read-only SQLite, built by build_places."""

import sqlite3
import threading
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from directory.model import DirectoryError, Place

# SQLite's own limit on parameters is higher; this keeps one statement for every text.
_BATCH = 400
# A small town's other names, in other spellings, would be one slip away from any word.
_KNOWN_BY_ALL_NAMES = 50_000
FILTER_SIZE = 1 << 21
"""Bits of the filter that says at once of 99 in 100 words that they name no place."""
_TOWN = "SELECT id, name, region, country, lat, lon, population FROM towns"
_PLACE = "SELECT id, name, region, country, lat, lon, population, kind, within FROM places"


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """An open gazetteer; safe to share between threads."""

    con: sqlite3.Connection
    lock: threading.Lock
    countries: Mapping[str, str]
    """ISO code to the name shown."""
    shorts: Mapping[str, str]
    """Province id to its short name: "CA-BC" to "BC"."""
    maybe: bytes
    """Two bits for each name (see `filter_bits`): what lacks one is looked up nowhere."""

    def named(self, keys: Iterable[str]) -> dict[str, tuple[Place, ...]]:
        """For each folded name that is known, the places it could mean."""
        ids = self._ids(sorted(filter(self._maybe, set(keys))))
        places = self._places({id_ for held in ids.values() for id_ in held})
        return {key: tuple(places[i] for i in held if i in places) for key, held in ids.items()}

    def place(self, id_: str) -> Place | None:
        """The place of an id that `named` or `fsa` once gave."""
        if id_.startswith("fsa-"):
            return self.fsa(id_.removeprefix("fsa-"))
        inner = int(id_[1:]) if id_[:1] == "g" and id_[1:].isdecimal() else id_
        return self._places({inner}).get(inner)

    def fsa(self, code: str) -> Place | None:
        """The town of a postal code's first three characters; its province where rural."""
        found = self._rows("SELECT fsa, name, region, lat, lon FROM fsas WHERE fsa = ?", (code,))
        if not found:
            return None
        fsa, name, region, lat, lon = found[0]
        if not name:
            return self.place(region)
        shown, within = f"{name} ({fsa.upper()})", self.shorts[region]
        return Place(f"fsa-{fsa}", shown, region, "CA", lat / 100, lon / 100, 0, "town", within)

    def around(self, lat: float, lon: float) -> list[Place]:
        """Towns within about a hundred kilometres; reads the whole table, for imports only."""
        box = (lat * 100 - 100, lat * 100 + 100, lon * 100 - 150, lon * 100 + 150)
        rows = self._rows(f"{_TOWN} WHERE lat BETWEEN ? AND ? AND lon BETWEEN ? AND ?", box)
        return [self._town(*row) for row in rows]

    def names(self, country: str, least: int, region: str) -> list[tuple[str, int]]:
        """Names by which slips are corrected, with population: all of the region, and the
        country's places of at least so many people."""
        rows = self._rows(
            "SELECT key, max(population) FROM names JOIN towns USING (id)"
            " WHERE country = ? AND (population >= ? OR region = ?) AND (population >= ?"
            " OR lower(substr(name, 1, 2)) = substr(key, 1, 2)) GROUP BY key",
            (country, least, region, _KNOWN_BY_ALL_NAMES),
        )
        by_hand = self._rows("SELECT key, 0 FROM names JOIN places USING (id)", ())
        return sorted({*rows, *by_hand})

    def _maybe(self, key: str) -> bool:
        held, (one, other) = self.maybe, filter_bits(key)
        return bool(held[one >> 3] >> (one & 7) & held[other >> 3] >> (other & 7) & 1)

    def _ids(self, keys: Sequence[str]) -> dict[str, list[Any]]:
        ids: dict[str, list[Any]] = {}
        for at in range(0, len(keys), _BATCH):
            batch = keys[at : at + _BATCH]
            marks = ",".join("?" * len(batch))
            # S608: only question marks are put into the statement.
            statement = f"SELECT key, id FROM names WHERE key IN ({marks})"  # noqa: S608
            for key, id_ in self._rows(statement, batch):
                ids.setdefault(key, []).append(id_)
        return ids

    def _places(self, ids: set[Any]) -> dict[Any, Place]:
        places: dict[Any, Place] = {}
        for id_ in ids:
            if isinstance(id_, int):
                rows = self._rows(f"{_TOWN} WHERE id = ?", (id_,))
                places.update((row[0], self._town(*row)) for row in rows)
            else:
                rows = self._rows(f"{_PLACE} WHERE id = ?", (id_,))
                places.update((row[0], Place(*row)) for row in rows)
        return places

    def _town(
        self, id_: int, name: str, region: str | None, country: str, lat: int, lon: int, people: int
    ) -> Place:
        within = self.shorts.get(region or "") or self.countries.get(country, country)
        return Place(f"g{id_}", name, region, country, lat / 100, lon / 100, people, "town", within)

    def _rows(self, statement: str, values: Sequence[Any]) -> list[Any]:
        with self.lock:
            return self.con.execute(statement, values).fetchall()


def filter_bits(key: str) -> tuple[int, int]:
    """The two bits of a folded name in the filter."""
    hashed = zlib.crc32(key.encode())
    return hashed % FILTER_SIZE, (hashed >> 11) % FILTER_SIZE


def open_gazetteer(path: Path) -> Gazetteer:
    """Opens the file without writing to it; DirectoryError when it is missing or unreadable."""
    try:
        # immutable: no lock, journal or wal file appears beside a file that never changes.
        # No cached statements: one holds the words that it was last asked for, and they would stay
        # in memory after the person has left (tests/test_bot_residue.py).
        con = sqlite3.connect(
            f"{path.resolve().as_uri()}?mode=ro&immutable=1",
            uri=True,
            check_same_thread=False,
            cached_statements=0,
        )
        con.execute("PRAGMA cache_size = -1024")
        countries = dict(con.execute("SELECT id, name FROM places WHERE kind = 'country'"))
        regions = con.execute(
            "SELECT id, key FROM places JOIN names USING (id) WHERE kind = 'region'"
        )
        shorts = {id_: key.upper() for id_, key in regions if id_ == f"CA-{key.upper()}"}
        ((maybe,),) = con.execute("SELECT bits FROM filter")
    except (sqlite3.Error, ValueError) as fault:
        raise DirectoryError((f"{path.name}: not a gazetteer that can be read: {fault}",)) from None
    return Gazetteer(con, threading.Lock(), countries, shorts, maybe)
