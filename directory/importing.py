"""Imports HSDS files into a new index beside the old one, and swaps them when all went well."""

import json
import os
import re
import sqlite3
import tempfile
import tomllib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from directory import index, index_rows, index_write, languages, places
from directory.hsds import documents, shapes, tables, topics
from directory.hsds.phones import Dialling
from directory.hsds.service import Entry, Importer, Skipped
from directory.hsds.sites import Surveyor, text
from directory.model import DirectoryError
from directory.words import fold

# An id is shown as an example; one that looks like an address or a number is not.
_PLAIN_ID = re.compile(r"[\w.:/-]{1,64}")
_PERSONAL = re.compile(r"@|\d{7}")


@dataclass(slots=True)
class Report:
    """What became of every record: counts by reason, each with the id of one example."""

    imported: int = 0
    skipped: Counter[str] = field(default_factory=Counter)
    noted: Counter[str] = field(default_factory=Counter)
    examples: dict[str, str] = field(default_factory=dict)

    def skip(self, reason: str, example: str) -> None:
        """A record that is not in the index."""
        self.skipped[reason] += 1
        self.examples.setdefault(reason, example)

    def note(self, what: str, example: str) -> None:
        """Something of a record that was left out or put right."""
        self.noted[what] += 1
        self.examples.setdefault(what, example)

    def lines(self) -> list[str]:
        """The report as a person reads it."""
        said = [f"{self.imported} services can be found."]
        for title, counts in (("skipped", self.skipped), ("noted", self.noted)):
            said += [
                f"{title}: {count} x {reason} (as {self.examples[reason]})"
                for reason, count in counts.most_common()
            ]
        return said


def importer(data: Path, country: str) -> Importer:
    """What services are read with, from the directory's own files; DirectoryError."""
    spoken, problems = languages.load(data / "languages.toml")
    if problems:
        raise DirectoryError(tuple(problems))
    sorter, groups = topics.load(data / "topics.toml")
    gazetteer = places.open_gazetteer(data / "places.sqlite")
    codes = tomllib.loads((data / "short_codes.toml").read_text("utf-8"))
    return Importer(Surveyor(gazetteer, country), spoken, sorter, groups, Dialling(codes))


def sources(paths: Iterable[Path]) -> list[Path]:
    """The files and packages that the paths name; DirectoryError where one holds none."""
    found: list[Path] = []
    for path in paths:
        if tables.is_package(path) or (path.is_file() and path.name != "datapackage.json"):
            found.append(path)
        elif path.is_file() and tables.is_package(path.parent):
            found.append(path.parent)
        else:
            held = sorted(p for p in path.glob("*") if p.name.endswith(documents.SUFFIXES))
            if not held:
                raise DirectoryError((f"{path.name or path}: there is no HSDS file to read",))
            found += held
    return found


def size(paths: Sequence[Path]) -> int:
    """The bytes of all sources, for a progress bar."""
    files = (p.glob("*.csv") if p.is_dir() else [p] for p in paths)
    return sum(file.stat().st_size for held in files for file in held)


def run(
    paths: Sequence[Path], target: Path, read: Importer, progress: Callable[[int], None]
) -> Report:
    """Reads all sources and puts the new index in the place of the old one.

    DirectoryError leaves the old index as it was; nothing half-written is ever at `target`.
    """
    report = Report()
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
    os.close(handle)
    beside = Path(name)
    try:
        with _Stage() as stage:
            for path in paths:
                _take(path, read, stage, report, progress)
            stage.report_cycles(report)
            made = {"made": datetime.now(UTC).date().isoformat(), "home": read.surveyor.home}
            report.imported = index_write.write(beside, stage.services(report), made)
        if not report.imported:
            raise DirectoryError(("no service can be used:", *report.lines()[1:]))
        _settle(beside, target)
    finally:
        beside.unlink(missing_ok=True)
    return report


def _settle(beside: Path, target: Path) -> None:
    """Moves the finished file into place: after a power cut there is the old one or the new."""
    beside.chmod(0o644)
    index.open_services(beside).con.close()
    with beside.open("rb") as file:
        os.fsync(file.fileno())
    beside.replace(target)
    folder = os.open(target.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _take(
    path: Path, read: Importer, stage: "_Stage", report: Report, progress: Callable[[int], None]
) -> None:
    for number, unit in enumerate(_units(path, report, progress), start=1):
        stated = text(unit.service.get("id")) or text(unit.organization.get("id"))
        plain = _PLAIN_ID.fullmatch(stated) and not _PERSONAL.search(stated)
        example = stated if plain else f"service {number} of {path.name}"
        stage.parents(unit.organization)
        entry = read.entry(unit, path.name)
        if isinstance(entry, Skipped):
            report.skip(entry.reason, example)
            continue
        for note in entry.notes:
            report.note(note, example)
        stage.add(entry, report, example)


def _units(path: Path, report: Report, progress: Callable[[int], None]) -> Iterator[shapes.Unit]:
    if path.is_dir():
        for service in tables.services(path, progress):
            yield from shapes.units(service)
        return
    for number, document in enumerate(documents.documents(path, progress), start=1):
        found = False
        for unit in shapes.units(document):
            found = True
            yield unit
        if not found:
            report.skip("no service in it", f"document {number} of {path.name}")


class _Stage:
    """Records on their way into the index: what is the same, and what is hidden anywhere."""

    def __init__(self) -> None:
        # Unnamed: in memory until it is large, then in a file that nobody else can open.
        self._con = sqlite3.connect("")
        self._con.execute("PRAGMA cache_size = -65536")
        self._con.execute(
            "CREATE TABLE staged (id TEXT, same TEXT, spot TEXT, hidden INTEGER, example TEXT,"
            " indexed TEXT, PRIMARY KEY (same, spot)) WITHOUT ROWID"
        )
        self._hidden: dict[str, int] = {}
        self._seen: dict[str, tuple[str, str]] = {}
        self._parents: dict[str, str] = {}

    def __enter__(self) -> "_Stage":
        return self

    def __exit__(self, *_: object) -> None:
        self._con.close()

    def parents(self, organization: shapes.Object) -> None:
        """Remembers whose child an organisation is."""
        own, parent = (text(organization.get(k)) for k in ("id", "parent_organization_id"))
        if own and parent:
            self._parents[own] = parent

    def report_cycles(self, report: Report) -> None:
        """A note for each organisation that is its own parent in the end."""
        settled: set[str] = set()
        for start in self._parents:
            path: list[str] = []
            at: str | None = start
            while at is not None and at not in settled and at not in path:
                path.append(at)
                at = self._parents.get(at)
            if at is not None and at in path:
                report.note("organisation is its own parent in the end", at)
            settled.update(path)

    def add(self, entry: Entry, report: Report, example: str) -> None:
        """One entry, unless the same one is there already."""
        contact, same = entry.contact, entry.same
        hidden = contact.confidential + contact.workers_only
        if hidden:
            self._hidden[same] = max(hidden, self._hidden.get(same, 0))
        points = tuple(_points(entry))
        spot = ("", "hidden", "workers")[hidden] or repr([_spot(p) for p in points])
        if self._seen.setdefault(contact.id, (same, spot)) != (same, spot):
            report.note("id is used twice: both are kept", example)
            contact = replace(contact, id=f"{contact.id}#{sum(report.noted.values())}")
        ready = index_rows.indexed(contact, points, fold(entry.words), _wide(entry))
        row = (contact.id, same, spot, hidden, example, _packed(ready))
        done = self._con.execute("INSERT OR IGNORE INTO staged VALUES (?,?,?,?,?,?)", row)
        if not done.rowcount:
            report.skip("the same service again", example)

    def services(self, report: Report) -> Iterator[index_rows.Indexed]:
        """All entries; of one that any source hides, only what the most careful source gives."""
        rows: Iterable[tuple[Any, ...]] = self._con.execute(
            "SELECT same, hidden, example, indexed FROM staged ORDER BY id, spot"
        )
        for same, hidden, example, held in rows:
            if hidden < self._hidden.get(same, 0):
                report.skip("hidden by another source", example)
            else:
                yield _unpacked(held)


def _packed(ready: index_rows.Indexed) -> str:
    points = [(p.lat, p.lon) for p in ready.points]
    held = (
        ready.record, ready.keys, ready.flags, ready.area, points, ready.words, ready.wide,
        ready.id, ready.name,
    )  # fmt: skip
    return json.dumps(held, ensure_ascii=False)


def _unpacked(held: str) -> index_rows.Indexed:
    record, keys, flags, area, points, *rest = json.loads(held)
    where = tuple(index_rows.Point(lat, lon) for lat, lon in points)
    return index_rows.Indexed(record, tuple(keys), flags, area, where, *rest)


def _points(entry: Entry) -> Iterator[index_rows.Point]:
    for site in entry.sites:
        if site.lat is not None and site.lon is not None:
            yield index_rows.Point(site.lat, site.lon)


def _wide(entry: Entry) -> bool:
    """Whether it serves a whole region: it has no place, or says that it needs none."""
    placed = any(site.lat is not None for site in entry.sites)
    whole = not entry.sites or any(site.virtual or site.region for site in entry.sites)
    return any(site.virtual for site in entry.sites) or (whole and not placed)


def _spot(point: index_rows.Point) -> tuple[float, float]:
    # Two sources rarely agree to the metre: within a hundred metres or so it is one place.
    return round(point.lat, 3), round(point.lon, 3)
