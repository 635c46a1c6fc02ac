"""Who can help: contacts, places, and how a person's words lead to the right few of them."""

from directory.directory import Directory
from directory.model import (
    Area,
    Confirmed,
    Contact,
    DirectoryError,
    Fact,
    Found,
    Match,
    Phone,
    Place,
    Query,
)
from directory.refer import Referral

__all__ = [
    "Area",
    "Confirmed",
    "Contact",
    "Directory",
    "DirectoryError",
    "Fact",
    "Found",
    "Match",
    "Phone",
    "Place",
    "Query",
    "Referral",
]
