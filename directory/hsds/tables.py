"""Reads a tabular HSDS package (a folder of CSV files) as the nested services of the JSON form."""

import csv
import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from directory.hsds.documents import Progress
from directory.model import DirectoryError

# Which columns are read of which table; all others, persons' names and e-mails among them, are
# not even copied. The first column is what the row is found by.
_TABLES: Mapping[str, tuple[str, ...]] = {
    "organizations": (
        "id", "name", "alternate_name", "description", "website", "parent_organization_id",
    ),
    "locations": ("id", "location_type", "name", "latitude", "longitude"),
    "addresses": (
        "location_id", "address_1", "address_2", "city", "state_province", "postal_code",
        "country", "address_type",
    ),
    "service_at_location": ("service_id", "id", "location_id"),
    "phones": (
        "service_id", "location_id", "organization_id", "service_at_location_id", "number",
        "extension", "type", "description",
    ),
    "schedules": (
        "service_id", "location_id", "service_at_location_id", "freq", "byday", "opens_at",
        "closes_at", "description",
    ),
    "languages": ("service_id", "location_id", "phone_id", "name", "code"),
    "required_documents": ("service_id", "document"),
    "service_areas": ("service_id", "name"),
    "attributes": (
        "link_id", "link_type", "link_entity", "value", "label", "taxonomy_term_id",
    ),
    "taxonomy_terms": ("id", "code", "name", "taxonomy"),
    "metadata": ("resource_id", "last_action_date"),
}  # fmt: skip
_SERVICE = (
    "id", "organization_id", "name", "alternate_name", "description", "url", "status",
    "interpretation_services", "application_process", "fees_description", "eligibility_description",
    "minimum_age", "maximum_age", "assured_date", "alert", "last_modified",
)  # fmt: skip
_NEEDED = {
    "services": ("id", "name"),
    "organizations": ("id", "name"),
    "locations": ("id",),
    "phones": ("number",),
}
_BELONGS = (
    "service_id", "service_at_location_id", "location_id", "organization_id", "link_id",
    "resource_id",
)  # fmt: skip
_ALSO_CALLED = {"service_at_location": ("service_at_location", "service_at_locations")}


def is_package(path: Path) -> bool:
    """Whether the folder holds a table of services."""
    return path.is_dir() and (path / "services.csv").is_file()


def services(folder: Path, progress: Progress) -> Iterator[Mapping[str, Any]]:
    """Each service with all that belongs to it; DirectoryError names every wrong table at once."""
    problems = [fault for name in ("services", *_TABLES) for fault in _faults(folder, name)]
    if problems:
        raise DirectoryError(tuple(problems))
    # An unnamed database: in memory until it is large, then in a file that nobody can open.
    con = sqlite3.connect("")
    try:
        for name, columns in _TABLES.items():
            _stage(con, folder, name, columns, progress)
        for row in _rows(folder / "services.csv", _SERVICE, progress):
            yield _nested(con, row)
    finally:
        con.close()


def _file(folder: Path, name: str) -> Path | None:
    names = _ALSO_CALLED.get(name, (name,))
    return next((p for n in names if (p := folder / f"{n}.csv").is_file()), None)


def _faults(folder: Path, name: str) -> Iterator[str]:
    path = _file(folder, name)
    if path is None:
        return
    header = _header(path)
    missing = [column for column in _NEEDED.get(name, ()) if column not in header]
    if missing:
        yield f"{path.name}: has no column {', '.join(missing)}; is it an HSDS table?"


def _header(path: Path) -> Sequence[str]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            return next(csv.reader(lines), [])
    except (OSError, UnicodeDecodeError, csv.Error):
        raise DirectoryError((f"{path.name}: cannot be read as CSV in UTF-8",)) from None


def _rows(path: Path, columns: Sequence[str], progress: Progress) -> Iterator[dict[str, str]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            for row in csv.DictReader(lines):
                yield {column: row[column] for column in columns if row.get(column)}
    except (OSError, UnicodeDecodeError, csv.Error) as fault:
        raise DirectoryError((f"{path.name}: cannot be read as CSV: {fault}",)) from None
    progress(path.stat().st_size)


def _stage(
    con: sqlite3.Connection, folder: Path, name: str, columns: Sequence[str], progress: Progress
) -> None:
    """Copies a table, once for each thing a row can belong to."""
    con.execute(f"CREATE TABLE {name} (belongs TEXT, row TEXT)")
    path = _file(folder, name)
    if path is not None:
        con.executemany(
            # S608: the name is one of the table above.
            f"INSERT INTO {name} VALUES (?, ?)",  # noqa: S608
            (
                (row[owner], json.dumps(row))
                for row in _rows(path, columns, progress)
                for owner in _owners(name, row)
            ),
        )
    con.execute(f"CREATE INDEX {name}_belongs ON {name} (belongs)")


def _owners(name: str, row: Mapping[str, str]) -> Sequence[str]:
    if name in {"organizations", "locations", "taxonomy_terms"}:
        return ["id"] if "id" in row else []
    # The nearest thing a row belongs to: a phone of a service that also names its organisation.
    return [column for column in _BELONGS if column in row][:1]


def _held(con: sqlite3.Connection, name: str, belongs: str | None) -> list[dict[str, Any]]:
    if not belongs:
        return []
    # S608: the name is one of the table above.
    found = con.execute(f"SELECT row FROM {name} WHERE belongs = ?", (belongs,))  # noqa: S608
    return [json.loads(row) for (row,) in found]


def _nested(con: sqlite3.Connection, row: Mapping[str, str]) -> dict[str, Any]:
    id_ = row.get("id")
    service: dict[str, Any] = dict(row)
    for name in ("phones", "schedules", "languages", "required_documents", "service_areas"):
        service[name] = _held(con, name, id_)
    service["metadata"] = _held(con, "metadata", id_)
    service["attributes"] = _attributes(con, id_)
    service["service_at_locations"] = [
        {
            "phones": _held(con, "phones", at.get("id")),
            "schedules": _held(con, "schedules", at.get("id")),
            "location": _location(con, at.get("location_id")),
        }
        for at in _held(con, "service_at_location", id_)
    ]
    organization = _held(con, "organizations", row.get("organization_id"))
    if organization:
        service["organization"] = organization[0] | {
            "phones": _held(con, "phones", row.get("organization_id"))
        }
    return service


def _attributes(con: sqlite3.Connection, id_: str | None) -> list[dict[str, Any]]:
    found = _held(con, "attributes", id_)
    for attribute in found:
        terms = _held(con, "taxonomy_terms", attribute.get("taxonomy_term_id"))
        if terms:
            attribute["taxonomy_term"] = terms[0]
    return found


def _location(con: sqlite3.Connection, id_: str | None) -> dict[str, Any]:
    found = _held(con, "locations", id_)
    location: dict[str, Any] = found[0] if found else {}
    location["addresses"] = _held(con, "addresses", id_)
    location["phones"] = _held(con, "phones", id_)
    location["languages"] = _held(con, "languages", id_)
    location["attributes"] = _attributes(con, id_)
    return location
