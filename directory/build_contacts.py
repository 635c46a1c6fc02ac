"""Builds data/crisis_lines.json from the collected source and data/contacts_by_hand.toml.

Run: python -m directory.build_contacts SOURCE.json
"""

import json
import re
import sys
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

DATA = Path(__file__).parent / "data"
Entry = Mapping[str, Any]

# A remark about the evidence ("(2022 page)") belongs to the maintainer, not to a person in need.
_REMARK = re.compile(r"\s*\([^)]*(?:page|\d{4}|source|policy|rules)[^)]*\)")
_SILENT = re.compile(r"; (?:police|government) channel|; enforcement agency")


def build(source: Sequence[Entry], hand: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The directory's entries, sorted by id; ValueError lists every wording the hand file lacks."""
    problems = [*_unmapped(source, hand), *_unused(source, hand)]
    if problems:
        raise ValueError("\n".join(problems))
    cited = (entry for entry in source if entry["source_checked"])
    return sorted((_entry(entry, hand) for entry in cited), key=lambda entry: str(entry["id"]))


def dump(entries: Sequence[Mapping[str, Any]]) -> str:
    """The text of the file: same entries, same bytes."""
    return json.dumps(entries, ensure_ascii=False, indent=1) + "\n"


def _entry(source: Entry, hand: Mapping[str, Any]) -> dict[str, Any]:
    id_ = source["id"]
    own = hand["entry"].get(id_, {})
    language = _language(source, own, hand)
    phones = [_phone(p) for p in source["phones"] if _dialled(p) not in own.get("drop_phones", ())]
    topics = [t for t in source["topics"] if t not in own.get("drop_topics", ())]
    topics += own.get("add_topics", [])
    topics += ["police"] if id_ in hand["police"]["ids"] else []
    page = own.get("source", source["source_url"] or source["source_url_2"])
    return {
        "id": id_,
        "name": own.get("name", source["name"]),
        "organisation": source["organisation"],
        "country": source["country"],
        "region": source["region"],
        "phones": phones,
        "text_instructions": own.get(
            "text", source["text_instructions"] if _has_text(phones) else None
        ),
        "hours": hand["hours"].get(source["hours"] or "", "") or None,
        "languages": language["shown"],
        "tongues": language["tongues"],
        "interpretation": language["interpretation"],
        "audience": own.get("audience", _audience(source["audience"], hand)),
        "groups": sorted(g for g, ids in hand["groups"].items() if id_ in ids),
        "asks": own.get("asks", []),
        "topics": topics,
        "barrier_free": {True: "yes", False: "no", None: "unknown"}[source["barrier_free"]],
        "cost": source["cost"],
        "enforcement": id_ in hand["enforcement"]["ids"] or "emergency" in topics,
        "note": own.get("note"),
        "aliases": own.get("aliases", []),
        "area": own.get("area"),
        "confidence": own.get("confidence", source["confidence"]),
        "confidence_why": own.get("confidence_why"),
        "seen_year": own.get("seen_year", source["newest_evidence_year"]),
        "last_reviewed": source["last_reviewed"],
        "source_url": page,
        "source_url_2": source["source_url_2"] if source["source_url"] else None,
        "evidence": own.get("evidence", source["source_checked"]),
        "barrier_free_basis": source["barrier_free_basis"],
        "withheld": own.get("withhold", _withheld(phones, page)),
        "maintainer_note": source["note"],
    }


def _phone(phone: Mapping[str, Any]) -> dict[str, str]:
    return {"number": _dialled(phone), "kind": phone["kind"], "label": phone["label"] or ""}


def _dialled(phone: Mapping[str, Any]) -> str:
    return str(phone["national_display"] or phone["number"])


def _has_text(phones: Sequence[Mapping[str, str]]) -> bool:
    return any(phone["kind"] == "sms" for phone in phones)


def _withheld(phones: Sequence[object], page: str | None) -> str | None:
    if not phones:
        return "no page seen prints a number"
    return None if page else "no public page found yet that prints the number"


def _wording(languages: str | list[str] | None) -> str | None:
    return ", ".join(languages) if isinstance(languages, list) else languages


def _language(source: Entry, own: Mapping[str, Any], hand: Mapping[str, Any]) -> dict[str, Any]:
    wording = _wording(source["languages"])
    row = hand["languages"].get(wording, {}) if wording else {}
    return {
        "shown": own.get("languages", row.get("shown")),
        "tongues": own.get("tongues", row.get("tongues", [])),
        "interpretation": row.get("interpretation", "unknown"),
    }


def _audience(wording: str | None, hand: Mapping[str, Any]) -> str | None:
    if not wording:
        return None
    shown = hand["audiences"].get(wording, wording)
    return _SILENT.sub("", _REMARK.sub("", shown))


def _unmapped(source: Sequence[Entry], hand: Mapping[str, Any]) -> list[str]:
    problems = []
    for entry in source:
        hours, languages = entry["hours"], _wording(entry["languages"])
        if hours and hours not in hand["hours"]:
            problems.append(f"{entry['id']}: say in [hours] how {hours!r} is shown")
        if languages and languages not in hand["languages"]:
            problems.append(f"{entry['id']}: say in [languages] how {languages!r} is shown")
    return problems


def _unused(source: Sequence[Entry], hand: Mapping[str, Any]) -> list[str]:
    ids = {entry["id"] for entry in source}
    named = {*hand["entry"], *hand["enforcement"]["ids"], *hand["police"]["ids"]}
    named |= {id_ for members in hand["groups"].values() for id_ in members}
    return [f"contacts_by_hand.toml: {id_}: no such entry" for id_ in sorted(named - ids)]


def main() -> None:
    """Reads the source named on the command line and writes the directory's own file."""
    source = json.loads(Path(sys.argv[1]).read_text("utf-8"))
    hand = tomllib.loads((DATA / "contacts_by_hand.toml").read_text("utf-8"))
    (DATA / "crisis_lines.json").write_text(dump(build(source, hand)), "utf-8")


if __name__ == "__main__":
    main()
