"""Finds the services in a document of any shape: HSDS as specified, and as people really write it.

A service may hold its organisation, an organisation its services, a page both side by side; an
organisation that names no service is one itself. What is not understood is left to the caller.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Object = Mapping[str, Any]

_WRAPPERS = (
    "contents", "data", "results", "items", "schema", "payload", "hsds", "hsds_organization",
    "entities",
)  # fmt: skip
_DEEPEST = 6
_LOCATION_MARKS = frozenset({"location_type", "latitude", "addresses", "addresss"})
_SERVICE_MARKS = frozenset(
    {
        "service_at_locations", "application_process", "fees_description", "organization_id",
        "eligibility_description", "interpretation_services", "status",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Unit:
    """One service as found, with whom it belongs to and where it is given."""

    service: Object
    organization: Object
    locations: tuple[Object, ...]
    elsewhere: tuple[Object, ...] = ()
    """Other places of the organisation: not where the service is, but they have telephones."""


def listed(owner: Object, *names: str) -> list[Object]:
    """The objects under any of the names: a list of them, or one alone."""
    found: list[Object] = []
    for name in names:
        held = owner.get(name)
        for one in held if isinstance(held, list) else [held]:
            if isinstance(one, Mapping) and one not in found:
                found.append(one)
    return found


def units(document: object, depth: int = 0) -> Iterator[Unit]:
    """Every service of the document; none where it is of another kind."""
    if isinstance(document, list):
        for one in document:
            yield from units(one, depth + 1)
        return
    if not isinstance(document, Mapping) or depth > _DEEPEST:
        return
    wrapped = [document[name] for name in _WRAPPERS if isinstance(document.get(name), list | dict)]
    for inner in wrapped:
        yield from units(inner, depth + 1)
    if not wrapped or document.get("name"):
        yield from _side_by_side(document)


def _side_by_side(document: Object) -> Iterator[Unit]:
    """The services of a document that holds organisations, services and places next to each
    other, or that is one of these itself."""
    organizations = listed(document, "organization", "organizations")
    services = listed(document, "service", "services")
    places = listed(document, "location", "locations")
    if document.get("name"):
        yield from _named(document, organizations, services, places)
        return
    if len(organizations) <= 1:
        owner = organizations[0] if organizations else {}
        yield from _of(owner, [*services, *_services(owner)], [*places, *_locations(owner)])
        return
    for at, owner in enumerate(organizations):
        own = [s for s in services if _belongs(s, owner, at, services, organizations)]
        near = [p for p in places if p.get("organization_id") in (None, owner.get("id"))]
        yield from _of(owner, [*own, *_services(owner)], [*_locations(owner), *near])


def _named(
    document: Object, organizations: Sequence[Object], services: Sequence[Object],
    places: Sequence[Object],
) -> Iterator[Unit]:  # fmt: skip
    if services:
        yield from _of(document, [*services], _locations(document))
    elif _SERVICE_MARKS & document.keys() and not _LOCATION_MARKS & document.keys():
        owner = organizations[0] if organizations else {}
        yield Unit(document, owner, tuple([*places, *_at(document)] or _locations(owner)))
    elif _LOCATION_MARKS & document.keys() and not places:
        yield Unit(document, organizations[0] if organizations else {}, (document,))
    else:
        yield from _of(document, _services(document), _locations(document))
        for owner in organizations:
            yield from _of(owner, _services(owner), _locations(owner))


def _belongs(
    service: Object, owner: Object, at: int, services: Sequence[Object], owners: Sequence[Object]
) -> bool:
    named = service.get("organization_id")
    if named is not None and any(o.get("id") == named for o in owners):
        return bool(owner.get("id") == named)
    # Lists of one length were written row by row; a service of nobody goes to the first.
    return services.index(service) == at if len(services) == len(owners) else at == 0


def _services(owner: Object) -> list[Object]:
    return listed(owner, "services", "service")


def _locations(owner: Object) -> list[Object]:
    places = [*listed(owner, "locations", "location"), *_at(owner)]
    bare = listed(owner, "addresses", "addresss", "address")
    # Some give the address to the organisation itself.
    return places or ([{"addresses": bare}] if bare else [])


def _at(service: Object) -> list[Object]:
    joined = listed(service, "service_at_locations", "service_at_location")
    return [place for at in joined for place in listed(at, "location", "locations")]


def _of(owner: Object, services: list[Object], places: Sequence[Object]) -> Iterator[Unit]:
    """The services of one organisation; itself, where it names none."""
    inner = [s for place in places for s in listed(place, "services")]
    kept = [s for s in [*services, *inner] if s.get("name") or owner.get("name")]
    if not kept:
        if owner.get("name"):
            yield Unit(owner, owner, tuple(places))
        return
    by_id = {place.get("id"): place for place in places if place.get("id")}
    for service in kept:
        # A place may be named by its id alone.
        own = [by_id.get(p.get("id"), p) if len(p) < 3 else p for p in _locations(service)]
        yield Unit(service, owner, tuple(own or places), tuple(places) if own else ())
