"""What goes into a turn besides the message, and what comes out of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from flows.lookup import Found
from flows.session import Session
from flows.words import ENGINE


@dataclass(frozen=True, slots=True)
class Scene:
    """What the engine may know of the channel and the deployment.

    `private` says whether the channel is end-to-end encrypted to this server; `now` is unix time;
    `idle` is the life of a conversation without a message, `cap` with any, in minutes; `keeps` how
    many days a plan can be locked for, None where that is not offered. `until` tells when the
    conversation will be gone (unix time) for a life in minutes, and `references` how many message
    references are kept for erasing the chat; both are asked only where they are said.
    """

    private: bool
    now: float
    operator: str
    signal: str
    language: str
    idle: int
    cap: int
    keeps: int | None
    until: Callable[[int], float]
    references: Callable[[], int]


@dataclass(frozen=True, slots=True)
class Line:
    """Something to say: words by position; with `found`, contacts (`mine`: asked for oneself); with
    `entries`, a list below.
    """

    flow: str
    node: str
    variables: Mapping[str, str] = field(default_factory=dict)
    asks: bool = False
    why: bool = False
    found: Found | None = None
    mine: bool = True
    entries: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Lock:
    """Something to do outside: lock this away under a new phrase, and say it in its line."""

    plan: bytes


@dataclass(frozen=True, slots=True)
class Turn:
    """The outcome of a message: the session to keep (None: forget everything), what to say, and
    what is to be done that a pure function cannot do.
    """

    session: Session | None
    lines: tuple[Line, ...]
    language: str = "en"
    effects: tuple[Lock, ...] = ()


def say(node: str, **variables: str) -> Line:
    """One of the engine's own lines."""
    return Line(ENGINE, node, variables)
