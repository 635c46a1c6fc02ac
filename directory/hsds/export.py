"""Our contacts as HSDS 3 services, with the facts of our profile as attributes."""

import re
import uuid
from collections.abc import Iterable, Iterator
from typing import Any

from directory.hsds.profile import TAXONOMY
from directory.model import Contact, Fact

# Ids of the same entry are the same in every export.
_SPACE = uuid.UUID("6f1c8b5e-7c0a-4a53-9a43-2d1d2d0a7c11")
_TYPES = {"voice": "voice", "sms": "text", "tty": "textphone"}
_EXTENSION = re.compile(r" ext\. (\d+)$")


def services(contacts: Iterable[Contact]) -> Iterator[dict[str, Any]]:
    """The contacts as services; those that only workers may see never leave this directory."""
    return (service(contact) for contact in contacts if not contact.workers_only)


def service(contact: Contact) -> dict[str, Any]:
    """One contact as a service that passes the schema; what is not known is left out.

    A hidden service is exported without any place: not even its town leaves this directory.
    """
    own = _id(contact.id)
    held: dict[str, Any] = {
        "id": own,
        "name": contact.name,
        "status": "active",
        "phones": [_phone(contact, at) for at in range(len(contact.phones))],
        "languages": [
            {"id": _id(contact.id, "language", code), "code": code}
            for code in sorted(contact.tongues)
        ],
        "attributes": list(_attributes(contact)),
        "service_areas": [
            {"id": _id(contact.id, "area"), "name": contact.region or contact.country}
        ],
        "organization": {
            "id": _id(contact.id, "organization"),
            "name": contact.name,
            "description": contact.audience or contact.name,
        },
    }  # fmt: skip
    held |= {
        name: value
        for name, value in (
            ("alternate_name", ", ".join(contact.aliases)),
            ("url", contact.source_url if (contact.source_url or "").startswith("http") else None),
            ("eligibility_description", " ".join(filter(None, (contact.audience, *contact.asks)))),
            ("fees_description", contact.cost),
            ("assured_date", contact.last_reviewed),
            ("interpretation_services", _interpretation(contact)),
            ("alert", contact.note),
        )
        if value
    }
    if contact.hours:
        held["schedules"] = [{"id": _id(contact.id, "hours"), "description": contact.hours}]
    if contact.confidential:
        held["service_at_locations"] = [_hidden(contact)]
    return held


def _id(*parts: str) -> str:
    return str(uuid.uuid5(_SPACE, "/".join(parts)))


def _phone(contact: Contact, at: int) -> dict[str, Any]:
    phone = contact.phones[at]
    extension = _EXTENSION.search(phone.number)
    held: dict[str, Any] = {
        "id": _id(contact.id, "phone", str(at)),
        "number": _EXTENSION.sub("", phone.number),
        "type": _TYPES[phone.kind],
    }
    if extension:
        held["extension"] = int(extension.group(1))
    if phone.label:
        held["description"] = phone.label
    return held


def _hidden(contact: Contact) -> dict[str, Any]:
    # "redacted" is not in the released schema: a virtual location, and the attribute says the rest.
    location = {"id": _id(contact.id, "location"), "location_type": "virtual"}
    return {"id": _id(contact.id, "at"), "location": location}


def _attributes(contact: Contact) -> Iterator[dict[str, Any]]:
    facts = {code: fact for code, fact in contact.facts if fact is not Fact.UNKNOWN}
    if contact.barrier_free is not Fact.UNKNOWN:
        facts["barrier_free"] = contact.barrier_free
    if contact.interpretation is not Fact.UNKNOWN:
        facts["interpreter_on_request"] = contact.interpretation
    if contact.confidential:
        facts["confidential"] = Fact.YES
    if contact.enforcement:
        facts["reports_to_police"] = Fact.YES
    stated = {**{code: fact.value for code, fact in facts.items()}}
    stated |= dict.fromkeys(sorted(contact.topics), "yes")
    for code, value in sorted(stated.items()):
        yield {
            "id": _id(contact.id, "attribute", code),
            "link_id": _id(contact.id),
            "link_type": TAXONOMY,
            "link_entity": "service",
            "value": value,
            "taxonomy_term": {
                "id": _id("term", code),
                "code": code,
                "name": code.replace("_", " "),
                "description": code.replace("_", " "),
                "taxonomy": TAXONOMY,
            },
        }


def _interpretation(contact: Contact) -> str | None:
    said = {Fact.YES: "Interpreters are brought in on request.", Fact.NO: "None."}
    return said.get(contact.interpretation)
