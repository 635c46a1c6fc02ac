"""What goes into a turn besides the message, and what comes out of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from flows.lookup import Found, Referral
from flows.model import WORKER
from flows.session import SURVIVOR, Session
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
    agency: str | None = None
    """The agency that the person works for; None for all who are no verified workers."""
    case_days: int | None = None
    """How many days a case is kept for under its phrase; None where that is not offered."""
    zone: str = "UTC"
    """Where times of day are meant, as "America/Vancouver"."""
    checkin: Callable[[], Line | None] = lambda: None
    """What is open of a worker's check-in, asked only where it is said."""

    @property
    def role(self) -> str:
        """Whom the conversation is with."""
        return SURVIVOR if self.agency is None else WORKER


@dataclass(frozen=True, slots=True)
class Lock:
    """Lock this away under a new phrase, which its line shows; `case`: a case, not a plan."""

    value: bytes = field(repr=False)
    case: bool = False


@dataclass(frozen=True, slots=True)
class Begin:
    """Set a worker's check-in: where and until when (unix time), what others call the worker, and
    the two words; put together in `flow`.
    """

    flow: str
    place: str = field(repr=False)
    until: float
    name: str = field(repr=False)
    safe: str = field(repr=False)
    danger: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Report:
    """Hand in what an agency answered: its contact's id, and a fact ("yes", "no" or "unknown") for
    each question; put together in `flow`.
    """

    flow: str
    agency: str
    facts: Mapping[str, str]


Effect = Lock | Begin | Report


@dataclass(frozen=True, slots=True)
class Line:
    """Something to say: words by position; with `found`, contacts (`mine`: asked for oneself); with
    `entries`, a list below; with `referral`, a page of services for a worker. `does`: something to
    be done first, that a pure function cannot do; how it went may change the line.
    """

    flow: str
    node: str
    variables: Mapping[str, str] = field(default_factory=dict)
    asks: bool = False
    why: bool = False
    found: Found | None = None
    mine: bool = True
    entries: tuple[str, ...] = ()
    does: Effect | None = None
    referral: Referral | None = None


@dataclass(frozen=True, slots=True)
class Turn:
    """The outcome of a message: the session to keep (None: forget everything), and what to say."""

    session: Session | None
    lines: tuple[Line, ...]
    language: str = "en"
    unlocked: bool = False
    """What a phrase opened is in the session now."""


def say(node: str, **variables: str) -> Line:
    """One of the engine's own lines."""
    return Line(ENGINE, node, variables)
