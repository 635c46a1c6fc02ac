"""What a service is in the index: its record, its flags, and the cells of a grid it lies in."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from directory.model import Contact, Fact, Phone
from directory.words import fold

GRID = 2
"""Cells to a degree."""
ROW = 360 * GRID
NOT = {"takes_children": 1, "takes_pets": 2, "takes_men": 4, "takes_women": 8, "takes_trans": 16}
"""Flags of who is turned away."""
ID, GROUPS, POLICE, FREE, BARRED, WORKERS = 32, 64, 128, 256, 512, 1024

_SETS = frozenset({"tongues", "groups", "topics"})
_TUPLES = frozenset({"asks", "aliases"})
_FACTS = frozenset({"interpretation", "barrier_free"})


@dataclass(frozen=True, slots=True)
class Point:
    """A point in degrees; of a hidden service the middle of its town."""

    lat: float
    lon: float


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
    id: str = ""
    name: str = ""
    """Folded."""


def indexed(contact: Contact, points: tuple[Point, ...], words: str, wide: bool) -> Indexed:
    """The contact made ready for the index; `words` are folded."""
    area = contact.region or contact.country
    return Indexed(
        record(contact), tuple(_keys(contact)), flags(contact), area, points, words, wide,
        contact.id, fold(contact.name),
    )  # fmt: skip


def _keys(contact: Contact) -> Iterator[str]:
    for topic in sorted(contact.topics) or ("other",):
        yield topic
        # English is what nearly all speak: looking for it would only read everything twice.
        yield from (f"{topic}/{tongue}" for tongue in sorted(contact.tongues - {"en"}))


def flags(contact: Contact) -> int:
    """What a service is told apart by without reading its record, as bits."""
    held = sum(bit for code, bit in NOT.items() if contact.fact(code) is Fact.NO)
    held |= ID if contact.fact("id_required") is Fact.YES else 0
    held |= GROUPS if contact.groups - {"women"} else 0
    held |= POLICE if contact.enforcement else 0
    held |= WORKERS if contact.workers_only else 0
    held |= {Fact.YES: FREE, Fact.NO: BARRED, Fact.UNKNOWN: 0}[contact.barrier_free]
    return held


def thousandths(point: Point) -> tuple[int, int]:
    """Latitude and longitude in thousandths of a degree."""
    return round(point.lat * 1000), round(point.lon * 1000)


def cell(point: Point) -> int:
    """The number of the cell that a point lies in."""
    return cell_row(point.lat) * ROW + cell_column(point.lon)


def cell_row(lat: float) -> int:
    """The row of cells of a latitude."""
    return min(180 * GRID - 1, int((lat + 90) * GRID))


def cell_column(lon: float) -> int:
    """The column of cells of a longitude."""
    return min(ROW - 1, int((lon + 180) * GRID))


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
    "workers_only": False, "confirmed": (),
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
