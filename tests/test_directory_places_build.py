"""The gazetteer is built again byte for byte, and building it says so."""

import json
import os
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from test_directory_places import CITIES

from directory.build_places import GAZETTEER, renew
from directory.places import open_gazetteer

ROOT = Path(__file__).parents[1]
BUILD = "import sys; from pathlib import Path; from directory.build_places import build_from; "
BUILD += "build_from(Path(sys.argv[1]), Path(sys.argv[2]))"


def source(folder: Path, people: int = 568_322) -> Path:
    """Two tables as the package has them: by id, with names that no process has in one order."""
    (folder / "data").mkdir()
    names = [f"Name {number}" for number in range(40)]
    cities = {str(c["geonameid"]): {**c, "alternatenames": names} for c in CITIES}
    cities["2"]["population"] = people
    countries: dict[str, Any] = {
        code: {"name": name, "population": 1}
        for code, name in (("US", "United States"), ("CA", "Canada"))
    }
    (folder / "data" / "cities500.json").write_text(json.dumps(cities), "utf-8")
    (folder / "data" / "countries.json").write_text(json.dumps(countries), "utf-8")
    return folder / "data"


def built(tables: Path, path: Path, seed: str) -> bytes:
    """The gazetteer as a process of its own builds it, with its own order of sets."""
    command = [sys.executable, "-c", BUILD, str(tables), str(path)]
    env = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)}
    subprocess.run(command, check=True, env=env, timeout=60)
    return path.read_bytes()


def test_two_processes_build_the_same_bytes(tmp_path: Path) -> None:
    tables = source(tmp_path)
    assert built(tables, tmp_path / "a", "1") == built(tables, tmp_path / "b", "2")
    assert "name 7" in open_gazetteer(tmp_path / "a").named(["name 7"])


def test_a_row_that_changed_gives_other_bytes(tmp_path: Path) -> None:
    for name, people in (("a", 568_322), ("b", 568_323)):
        (tmp_path / name).mkdir()
        renew(tmp_path / f"{name}.sqlite", source(tmp_path / name, people))
    assert (tmp_path / "a.sqlite").read_bytes() != (tmp_path / "b.sqlite").read_bytes()


def test_building_says_whether_the_file_is_the_same(tmp_path: Path) -> None:
    path, tables = tmp_path / "places.sqlite", source(tmp_path)
    assert renew(path, tables) == "places.sqlite: built"
    before = path.read_bytes()
    assert renew(path, tables) == "places.sqlite: built again, the same byte for byte"
    assert sorted(file.name for file in tmp_path.iterdir()) == ["data", "places.sqlite"]
    path.write_bytes(before[:-1] + b"x")
    assert renew(path, tables) == "places.sqlite: built again, not the same; replaced"
    assert path.read_bytes() == before
    assert sorted(file.name for file in tmp_path.iterdir()) == ["data", "places.sqlite"]


def test_another_version_of_sqlite_is_no_other_gazetteer(tmp_path: Path) -> None:
    path, tables = tmp_path / "places.sqlite", source(tmp_path)
    renew(path, tables)
    built = path.read_bytes()
    assert int.from_bytes(built[96:100]) == _number(sqlite3.sqlite_version_info)
    other = built[:96] + (3_050_004).to_bytes(4) + built[100:]
    path.write_bytes(other)
    assert "the same but for SQLite's version" in renew(path, tables)
    assert path.read_bytes() == other


def _number(version: tuple[int, ...]) -> int:
    major, minor, patch = version
    return major * 1_000_000 + minor * 1_000 + patch


def test_a_build_that_fails_leaves_the_file_that_was_there(tmp_path: Path) -> None:
    path, tables = tmp_path / "places.sqlite", source(tmp_path)
    path.write_bytes(b"old")
    (tables / "countries.json").write_text("{", "utf-8")
    with pytest.raises(ValueError, match="Expecting"):
        renew(path, tables)
    assert path.read_bytes() == b"old"
    assert not (tmp_path / ".places.sqlite.new").exists()


def test_the_file_that_ships_is_as_a_build_leaves_it() -> None:
    # What was edited after the build would keep pages that a build does not leave.
    con = sqlite3.connect(f"{GAZETTEER.as_uri()}?mode=ro&immutable=1", uri=True)
    assert con.execute("PRAGMA freelist_count").fetchone() == (0,)
    assert con.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    con.close()
