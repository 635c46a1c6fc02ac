"""What is near is found by rings of cells, and is what a look at every row would find."""

import math
import random
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from test_directory_import import attribute, place, run, service

from directory import Directory, DirectoryError, index
from directory.index_rows import BARRED, FREE, GROUPS, NOT, ROW
from directory.index_write import VERSION
from directory.model import Place

TOWNS = ("surrey", "vancouver", "kelowna bc", "prince george", "tofino", "hope", "atlin")
MOST = 4


def made() -> Iterator[dict[str, Any]]:
    """Services strewn over two cities and the country between them, some at two points."""
    draw = random.Random(5)
    for number in range(160):
        middle = draw.choice(((49.19, -122.85, 0.2), (49.88, -119.49, 0.5), (51.0, -121.5, 3.0)))
        points = [
            {"latitude": middle[0] + draw.uniform(-1, 1) * middle[2],
             "longitude": middle[1] + draw.uniform(-1, 1) * middle[2]}
            for _ in range(draw.choice((1, 1, 1, 2)))
        ]  # fmt: skip
        told = [
            attribute(code, draw.choice(("yes", "no")))
            for code in draw.sample(("takes_children", "takes_pets", "barrier_free"), 2)
        ]
        yield service(
            f"s{number:03d}",
            attribute(draw.choice(("shelter", "food"))),
            *told,
            name=f"House {number}",
            phones=[{"number": f"604-588-{number:04d}", "type": "voice"}],
            languages=[{"code": draw.choice(("en", "pa"))}],
            service_at_locations=[{"location": place(**point)} for point in points],
        )


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("grid")
    run(path, *made())
    return path


@pytest.fixture(scope="module")
def directory(folder: Path) -> Directory:
    return Directory.load(own=folder)


def looked_up(
    services: index.Services, key: int, place: Place, refused: int, wanted: int
) -> list[int]:
    """The nearest by a look at every row: the first ring that has enough, the nearest of it."""
    lat, lon = round(place.lat * 1000), round(place.lon * 1000)
    row, column = int((place.lat + 90) * 2), int((place.lon + 180) * 2)
    narrow = math.cos(math.radians(place.lat)) ** 2
    found: list[int] = []
    for ring in (1, 3):
        rows = services.con.execute(
            "SELECT cell, lat, lon, id, flags FROM near WHERE key = ?", (key,)
        )
        near = sorted(
            ((a - lat) ** 2 + (o - lon) ** 2 * narrow + 8100 * bool(f & (BARRED | GROUPS)), id_)
            for cell, a, o, id_, f in rows
            if abs(cell // ROW - row) <= ring and abs(cell % ROW - column) <= ring
            and not f & refused and f & wanted == wanted
        )  # fmt: skip
        found = list(dict.fromkeys(id_ for _, id_ in near[: 3 * MOST]))
        if len(found) >= MOST:
            break
    return found[:MOST]


@pytest.mark.parametrize(("refused", "wanted"), [(0, 0), (NOT["takes_children"], 0), (0, FREE)])
def test_what_is_nearest_is_what_a_look_at_every_row_finds(
    directory: Directory, refused: int, wanted: int
) -> None:
    services, draw = directory.services, random.Random(6)
    assert services is not None
    for _ in range(60):
        at = draw.uniform(48, 54), draw.uniform(-125, -118)
        town = Place("p", "P", "CA-BC", "CA", *at, 0)
        for key in services.keys.values():
            found = services.grid.nearest(key, town, refused, wanted, MOST)
            assert list(found) == looked_up(services, key, town, refused, wanted)


def test_far_from_everything_nothing_is_near(directory: Directory) -> None:
    counts = []
    for town in ("surrey", "atlin", "iqaluit"):
        query = directory.query("shelter", None, None)
        place = directory.read_place(town).place
        assert place is not None
        assert directory.services is not None
        counts.append(len(directory.services.nearby(directory.at(query, place))))
    assert counts[0] == 3
    assert counts[1:] == [0, 0]


def test_an_index_that_is_held_answers_as_one_that_is_read(
    folder: Path, directory: Directory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index, "_MOST_HELD", 159)
    read = index.open_services(folder / index.FILE)
    held = directory.services
    assert held is not None
    assert len(held.held) == 160
    assert not read.held
    for town in TOWNS:
        query = directory.read(f"shelter punjabi house {town}")
        assert held.nearby(query) == read.nearby(query)
        assert held.around(query) == read.around(query)
    assert held.named(["house"], "CA") == read.named(["house"], "CA") != []


def test_a_record_that_cannot_be_read_is_named_when_the_index_is_opened(tmp_path: Path) -> None:
    run(tmp_path, service("a"))
    con = sqlite3.connect(tmp_path / index.FILE)
    con.execute("UPDATE services SET record = '{'")
    con.commit()
    con.close()
    with pytest.raises(DirectoryError, match=r"services\.sqlite: is no index of services"):
        index.open_services(tmp_path / index.FILE)


def test_an_index_of_another_version_is_to_be_imported_anew(tmp_path: Path) -> None:
    run(tmp_path, service("a"))
    con = sqlite3.connect(tmp_path / index.FILE)
    con.execute("UPDATE meta SET value = ? WHERE key = 'version'", (str(VERSION + 1),))
    con.commit()
    con.close()
    with pytest.raises(DirectoryError, match="is of another version: import it anew"):
        index.open_services(tmp_path / index.FILE)
