"""What an operator has set, as the conversations may say it; and what is said without memory."""

from __future__ import annotations

from dataclasses import dataclass

from directory import Directory
from flows import Content, Line, Turn
from flows.turn import say
from flows.words import ENGINE


@dataclass(frozen=True, slots=True)
class Deployment:
    """What the operator has set and the conversations may say."""

    operator: str
    signal: str
    language: str
    idle: int
    cap: int
    contacts_only: frozenset[str] = frozenset()
    """Channels on which nothing but contacts is given."""
    zone: str = "UTC"
    """Where times of day are meant, as "America/Vancouver"."""


def stateless(text: str, content: Content, directory: Directory, language: str) -> Turn:
    """What can be said to anybody without knowing anything: that, and whom to call."""
    query = directory.read(text[:2_000])
    if not query.asks:
        query = directory.query("general_crisis", None, None)
    contacts = Line(ENGINE, "found-many", found=directory.find(query))
    return Turn(None, (say("no-memory"), contacts), language)
