"""Reads contacts from data/crisis_lines.json, and says everything that is wrong with it at once."""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from directory.model import Area, Contact, DirectoryError, Fact, Phone

FILE = "crisis_lines.json"
TOPICS = frozenset(
    [
        "emergency", "shelter", "human_trafficking", "labour_exploitation", "domestic_violence",
        "sexual_assault", "suicide", "mental_health", "general_crisis", "immigration", "legal",
        "child", "youth", "indigenous", "lgbtq", "seniors", "health", "police", "food",
    ]
)  # fmt: skip
KINDS = frozenset({"voice", "sms", "tty"})
CONFIDENCES = ("high", "medium", "low")
GROUPS = frozenset(
    [
        "women", "youth", "child", "indigenous", "lgbtq", "seniors", "migrants", "minority",
        "professionals", "reporters", "francophone", "abroad",
    ]
)  # fmt: skip

# What each value must be; a file written by hand or by an agency is wrong in all the usual ways.
_TEXT = ("id", "name", "country", "confidence", "interpretation", "barrier_free")
_TEXT_OR_NULL = (
    "region", "text_instructions", "hours", "languages", "audience", "cost", "note",
    "last_reviewed", "source_url", "withheld",
)  # fmt: skip
_LISTS = ("tongues", "groups", "asks", "topics", "aliases", "phones")


def load(path: Path) -> tuple[Contact, ...]:
    """Every entry of the file, also those never offered; DirectoryError lists all problems."""
    entries = read_entries(path)
    problems = [p for at, entry in enumerate(entries) for p in faults(entry, at)]
    ids = Counter(e["id"] for e in entries if isinstance(e, dict) and isinstance(e.get("id"), str))
    problems += [f"{path.name}: {id_}: two entries have this id" for id_, n in ids.items() if n > 1]
    if problems:
        raise DirectoryError(tuple(problems))
    return tuple(contact_of(entry) for entry in entries)


def read_entries(path: Path) -> list[Any]:
    """The file's entries as they stand; DirectoryError when it is missing or no list."""
    try:
        entries = json.loads(path.read_text("utf-8"))
    except OSError as fault:
        raise DirectoryError((f"{path.name}: cannot be read: {fault.strerror}",)) from None
    except ValueError as fault:
        raise DirectoryError((f"{path.name}: is not JSON: {fault}",)) from None
    if not isinstance(entries, list) or not entries:
        raise DirectoryError((f"{path.name}: holds no list of entries",))
    return entries


def faults(entry: object, at: int, file: str = FILE) -> list[str]:
    """What is wrong with one entry, each with the file and the entry's id or number."""
    if not isinstance(entry, dict):
        return [f"{file}: entry {at + 1}: is not an object"]
    name = entry.get("id") if isinstance(entry.get("id"), str) else f"entry {at + 1}"
    return [f"{file}: {name}: {fault}" for fault in (*_type_faults(entry), *_value_faults(entry))]


def _type_faults(entry: Mapping[str, Any]) -> list[str]:
    faults = [f"{k} is missing or not text" for k in _TEXT if not _is_text(entry.get(k))]
    faults += [
        f"{k} is missing, or neither text nor null"
        for k in _TEXT_OR_NULL
        if k not in entry or not (entry[k] is None or _is_text(entry[k]))
    ]
    faults += [f"{k} is missing or no list" for k in _LISTS if not isinstance(entry.get(k), list)]
    faults += [
        f"{k} holds something that is not text"
        for k in _LISTS
        if k != "phones" and not all(map(_is_text, _listed(entry.get(k))))
    ]
    if not isinstance(entry.get("enforcement"), bool):
        faults.append("enforcement is neither true nor false")
    if not isinstance(entry.get("seen_year"), int | None):
        faults.append("seen_year is neither a year nor null")
    return faults


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _value_faults(entry: Mapping[str, Any]) -> list[str]:
    faults = _choice_faults(entry)
    faults += [f"topic {t!r} is not known" for t in _strange(entry.get("topics"), TOPICS)]
    faults += [f"group {g!r} is not known" for g in _strange(entry.get("groups"), GROUPS)]
    if entry.get("topics") == []:
        faults.append("topics are empty")
    for phone in _listed(entry.get("phones")):
        faults += _phone_faults(phone)
    return faults + _area_faults(entry.get("area"))


def _choice_faults(entry: Mapping[str, Any]) -> list[str]:
    facts = [fact.value for fact in Fact]
    allowed = {"confidence": CONFIDENCES, "interpretation": facts, "barrier_free": facts}
    return [
        f"{key} is {entry[key]!r}: use one of {', '.join(choices)}"
        for key, choices in allowed.items()
        if _is_text(entry.get(key)) and entry[key] not in choices
    ]


def _strange(values: object, known: frozenset[str]) -> list[object]:
    return [value for value in _listed(values) if _is_text(value) and value not in known]


def _listed(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def _phone_faults(phone: object) -> list[str]:
    if not isinstance(phone, dict) or not _is_text(phone.get("number")):
        return ["a phone has no number as text"]
    if phone.get("kind") not in KINDS:
        return [f"phone {phone['number']}: kind is {phone.get('kind')!r}, not voice, sms or tty"]
    if not isinstance(phone.get("label"), str):
        return [f"phone {phone['number']}: label is not text"]
    return []


def _area_faults(area: object) -> list[str]:
    if area is None:
        return []
    if not isinstance(area, dict) or not all(
        isinstance(area.get(k), int | float) for k in ("lat", "lon", "km")
    ):
        return ["area needs lat, lon and km as numbers"]
    sound = abs(area["lat"]) <= 90 and abs(area["lon"]) <= 180 and area["km"] > 0
    return [] if sound else ["area lies nowhere on earth"]


def contact_of(entry: Mapping[str, Any]) -> Contact:
    """The contact of a sound entry."""
    return Contact(
        id=entry["id"],
        name=entry["name"],
        country=entry["country"],
        region=entry["region"],
        phones=_phones(entry["phones"]),
        text_instructions=entry["text_instructions"],
        hours=entry["hours"],
        languages=entry["languages"],
        tongues=frozenset(entry["tongues"]),
        interpretation=Fact(entry["interpretation"]),
        audience=entry["audience"],
        groups=frozenset(entry["groups"]),
        asks=tuple(entry["asks"]),
        topics=frozenset(entry["topics"]),
        barrier_free=Fact(entry["barrier_free"]),
        cost=entry["cost"],
        enforcement=entry["enforcement"],
        note=entry["note"],
        confidence=entry["confidence"],
        seen_year=entry["seen_year"],
        last_reviewed=entry["last_reviewed"],
        source_url=entry["source_url"],
        withheld=entry["withheld"],
        aliases=tuple(entry["aliases"]),
        area=Area(**entry["area"]) if entry.get("area") else None,
        facts=tuple((code, Fact(said)) for code, said in sorted(entry.get("facts", {}).items())),
        confidential=entry.get("confidential", False),
        workers_only=entry.get("workers_only", False),
    )


def _phones(phones: Sequence[Mapping[str, str]]) -> tuple[Phone, ...]:
    return tuple(Phone(p["number"], p["kind"], p["label"]) for p in phones)
