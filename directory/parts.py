"""Reads the parts of a directory; what is wrong with each is added to `problems`."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from directory import index, load, outcomes, own_contacts, places, reviews
from directory.model import Contact, DirectoryError


def ours(data: Path, problems: list[str]) -> tuple[Contact, ...]:
    """The contacts that ship."""
    try:
        return load.load(data / load.FILE)
    except DirectoryError as fault:
        problems += fault.problems
        return ()


def own(folder: Path, country: str, problems: list[str]) -> tuple[Contact, ...]:
    """The agency's own contacts."""
    try:
        return own_contacts.read(folder / own_contacts.FILE, country)
    except DirectoryError as fault:
        problems += fault.problems
        return ()


def answers(path: Path, problems: list[str]) -> Mapping[str, tuple[outcomes.Outcome, ...]]:
    """What agencies answered, by contact id."""
    try:
        return outcomes.by_contact(outcomes.load(path))
    except DirectoryError as fault:
        problems += fault.problems
        return {}


def told(
    services: index.Services | None, answered: Mapping[str, tuple[outcomes.Outcome, ...]]
) -> dict[str, index.Placed]:
    """The imported services that answered, with what they said."""
    placed = services.placed(answered) if services else {}
    return {
        id_: replace(one, contact=outcomes.applied(one.contact, answered[id_]))
        for id_, one in placed.items()
    }


def reviewed(
    contacts: tuple[Contact, ...], folder: Path, problems: list[str]
) -> tuple[Contact, ...]:
    """The contacts with what their reviews say."""
    try:
        return reviews.applied(contacts, reviews.load(folder / reviews.FILE))
    except DirectoryError as fault:
        problems += fault.problems
        return contacts


def services(path: Path, problems: list[str]) -> index.Services | None:
    """The imported services, where there are any."""
    if not path.exists():
        return None
    try:
        return index.open_services(path)
    except DirectoryError as fault:
        problems += fault.problems
        return None


def gazetteer(path: Path, problems: list[str]) -> places.Gazetteer | None:
    """The places; None where they cannot be read."""
    try:
        return places.open_gazetteer(path)
    except DirectoryError as fault:
        problems += fault.problems
        return None


def common(path: Path, problems: list[str]) -> frozenset[str]:
    """Common English words."""
    try:
        return frozenset(path.read_text("utf-8").split())
    except (OSError, ValueError) as fault:
        problems.append(f"{path.name}: cannot be read: {fault}")
        return frozenset()
