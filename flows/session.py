"""All the state there is of a person, and how it is written and read back."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any

VERSION = 1
LONGEST_WORDS = 300
"""Characters of one answer in own words."""
TRAIL = 12
"""How many steps 'back' can go."""
SURVIVOR = "survivor"
"""The role of everybody who has shown no other."""
SEEN = 32
"""How many message ids are kept to recognise one that the channel delivers again."""

Position = tuple[str, str]
"""A flow and a node in it."""


@dataclass(frozen=True, slots=True)
class Step:
    """A place where the person was asked something, so that 'back' can return to it."""

    flow: str
    node: str
    stack: tuple[Position, ...] = ()


@dataclass(frozen=True, slots=True)
class Session:
    """One person's conversation.

    `picked` maps `flow.node` to the names of the options chosen (or the id of the place or language
    understood), `written` to own words. `at` is the last message's time in minutes since 1970.
    `idle` is the person's own shorter life of the conversation, in minutes. `listed`: the options
    of the question they are at were shown, so that a number means one of them.
    """

    flow: str
    node: str
    stack: tuple[Position, ...] = ()
    trail: tuple[Step, ...] = ()
    language: str = "en"
    role: str = SURVIVOR
    picked: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    written: Mapping[str, str] = field(default_factory=dict, repr=False)
    leave_word: str | None = field(default=None, repr=False)
    seen: tuple[str, ...] = ()
    at: int = 0
    steps: int = 0
    unclear: int = 0
    idle: int | None = None
    listed: bool = True

    def dumps(self) -> bytes:
        """The session as bytes (JSON, UTF-8, versioned)."""
        body = {"version": VERSION, **asdict(self)}
        return json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()

    @classmethod
    def loads(cls, state: bytes | None) -> Session | None:
        """The session that `dumps` wrote; None where there is none, or it is of another version."""
        if state is None:
            return None
        try:
            body = json.loads(state)
            if body.pop("version") != VERSION:
                return None
            return _session(body)
        except (ValueError, KeyError, TypeError, AttributeError):
            # A state that was sealed by us and is still not ours is older code's: a stranger.
            return None

    def plan(self) -> bytes:
        """The answers alone, without anything about when or where: what a phrase locks away."""
        body = {"version": VERSION, "picked": self.picked, "written": self.written}
        return json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()

    def answered(self, flow: str) -> bool:
        """Whether anything was answered in a flow."""
        return any(_in(flow, where) for where in (*self.picked, *self.written))

    def only(self, flow: str) -> Session:
        """The session with the answers given in one flow, and no others."""
        picked = {where: value for where, value in self.picked.items() if _in(flow, where)}
        written = {where: text for where, text in self.written.items() if _in(flow, where)}
        return replace(self, picked=picked, written=written)

    def without(self, what: str) -> Session:
        """The session without the answers given in one flow, or to one question (`flow.node`)."""
        picked = {where: value for where, value in self.picked.items() if not _in(what, where)}
        written = {where: text for where, text in self.written.items() if not _in(what, where)}
        return replace(self, picked=picked, written=written)

    def saw(self, message_id: str) -> Session:
        """The session after a message with this id; the window of remembered ids moves on."""
        return replace(self, seen=(*self.seen, message_id)[-SEEN:])

    def here(self) -> Step:
        """Where the person is now."""
        return Step(self.flow, self.node, self.stack)


def _in(what: str, where: str) -> bool:
    return what in (where, where.partition(".")[0])


def read_plan(plan: bytes) -> tuple[dict[str, tuple[str, ...]], dict[str, str]] | None:
    """What `Session.plan` wrote, as (picked, written); None for another version."""
    try:
        body = json.loads(plan)
        if body["version"] != VERSION:
            return None
        picked = {where: tuple(options) for where, options in body["picked"].items()}
        return picked, dict(body["written"])
    except (ValueError, KeyError, TypeError, AttributeError):
        return None


def _session(body: dict[str, Any]) -> Session:
    steps = tuple(
        Step(step["flow"], step["node"], tuple((flow, node) for flow, node in step["stack"]))
        for step in body.pop("trail")
    )
    stack = tuple((flow, node) for flow, node in body.pop("stack"))
    picked = {name: tuple(options) for name, options in body.pop("picked").items()}
    return Session(stack=stack, trail=steps, picked=picked, seen=tuple(body.pop("seen")), **body)
