"""Who can help: contacts, places, and how a person's words lead to the right few of them."""

from directory.directory import Directory
from directory.model import (
    Area,
    Contact,
    DirectoryError,
    Fact,
    Found,
    Match,
    Phone,
    Place,
    Query,
)

__all__ = [
    "Area",
    "Contact",
    "Directory",
    "DirectoryError",
    "Fact",
    "Found",
    "Match",
    "Phone",
    "Place",
    "Query",
]
