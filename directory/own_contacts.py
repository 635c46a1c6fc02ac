"""An agency's own contacts: `contacts.toml` in its folder, over those that ship.

Each is a table `[entry.ID]`, with the names of contacts_by_hand.toml: `name`, `phones` and
`topics` are needed, all else may be left out. An entry with the id of one of ours takes its place
whole. With `workers_only = true` only verified workers see it; `confidential = true` is a hidden
house. There is no way to write an address.
"""

import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from directory import load
from directory.hsds.profile import FACTS
from directory.model import Contact, DirectoryError, Fact

FILE = "contacts.toml"

_DEFAULTS: Mapping[str, Any] = {
    "region": None, "phones": [], "text": None, "hours": None, "languages": None, "tongues": [],
    "interpretation": "unknown", "audience": None, "groups": [], "asks": [], "topics": [],
    "barrier_free": "unknown", "cost": None, "enforcement": False, "note": None, "aliases": [],
    "area": None, "confidence": "high", "seen_year": None, "withhold": None, "facts": {},
    "source": f"own:{FILE}", "confidential": False, "workers_only": False,
}  # fmt: skip
_RENAMED = {"text": "text_instructions", "source": "source_url", "withhold": "withheld"}
_KEYS = {"name", "country", *_DEFAULTS}
# These have keys of their own.
_FACTS = frozenset(FACTS) - {
    "barrier_free", "interpreter_on_request", "confidential", "workers_only",
}  # fmt: skip


def read(path: Path, country: str) -> tuple[Contact, ...]:
    """The contacts of the file; none where there is none. DirectoryError names each fault.

    `country` (ISO code) is taken where an entry says none.
    """
    try:
        tables = tomllib.loads(path.read_text("utf-8")).get("entry", {})
    except FileNotFoundError:
        return ()
    except (OSError, ValueError) as error:
        raise DirectoryError((f"{path.name}: cannot be read: {error}",)) from None
    if not isinstance(tables, dict):
        raise DirectoryError((f"{path.name}: write each contact under [entry.its-id]",))
    problems = [said for id_, own in tables.items() for said in _problems(id_, own, country)]
    if problems:
        raise DirectoryError(tuple(problems))
    return tuple(load.contact_of(_entry(id_, own, country)) for id_, own in tables.items())


def over(ours: Iterable[Contact], own: Iterable[Contact]) -> tuple[Contact, ...]:
    """Our contacts with the agency's in place of those with the same id, and its others after."""
    laid = {contact.id: contact for contact in own}
    merged = tuple(laid.pop(contact.id, contact) for contact in ours)
    return (*merged, *laid.values())


def _problems(id_: str, own: object, country: str) -> list[str]:
    if not isinstance(own, dict):
        return [f"{FILE}: {id_}: is no table: write [entry.{id_}]"]
    said = [f"{key} is not known" for key in sorted(set(own) - _KEYS)]
    said += [f"{key} is neither true nor false" for key in ("confidential", "workers_only")
             if not isinstance(own.get(key, False), bool)]  # fmt: skip
    said += _facts_faults(own.get("facts", {}))
    if not own.get("phones"):
        said.append("has no phones")
    return [f"{FILE}: {id_}: {fault}" for fault in said] + load.faults(
        _entry(id_, own, country), 0, FILE
    )


def _facts_faults(facts: object) -> list[str]:
    if not isinstance(facts, dict):
        return ['facts is a table, such as { takes_children = "yes" }']
    values = [fact.value for fact in Fact]
    said = [f"fact {code!r} is not known" for code in sorted(set(facts) - _FACTS)]
    return said + [f"fact {c} is one of {', '.join(values)}" for c, v in facts.items()
                   if v not in values]  # fmt: skip


def _entry(id_: str, own: Mapping[str, Any], country: str) -> dict[str, Any]:
    """The entry in the shape of crisis_lines.json."""
    held = {**_DEFAULTS, "country": country, **own}
    entry = {_RENAMED.get(key, key): value for key, value in held.items()}
    phones = entry["phones"] if isinstance(entry["phones"], list) else [entry["phones"]]
    return entry | {"id": id_, "last_reviewed": None, "phones": [_phone(one) for one in phones]}


def _phone(phone: object) -> object:
    """A number alone is one to call; else a table with number, kind and label."""
    if isinstance(phone, str):
        return {"number": phone, "kind": "voice", "label": ""}
    return {"kind": "voice", "label": "", **phone} if isinstance(phone, dict) else phone
