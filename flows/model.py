"""What a flow is made of: a closed set of node kinds. Words live elsewhere (flows.words)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

EFFECTS = (
    *("leave", "contents", "plan", "three", "shorter", "language", "word", "lock"),
    *("begin", "outcome", "sheet", "case", "forget"),
)
READS = ("place", "tongue", "agency", "clean", "call", "code", "moment", "word")
"""What a question can read an answer as. "clean": own words in which nobody can be recognised;
"call": what others call somebody; "word": one to be said later, such as that all is well.
"""
KEEPS, OUT = "deployment.keeps", "worker.out"
"""What a branch can go by besides answers: "yes" where a plan can be locked away, and while a
worker's check-in is open.
"""
MENU = "menu"
"""The flow that everything comes back to; its start node is the menu."""
WORK = "work"
"""The same for workers."""
CASE, OPENED = "case", "opened"
"""The flow that a locked case belongs to, and where it begins when its phrase opens it."""
SHOWN = "refer.shown"
"""Where the ids of the services on the page in hand are kept, so that a number means one."""
REFER, FIRST = "refer", "first"
"""The flow that a worker's search in own words goes on in, and its first page."""
WORKER = "worker"
"""The role of those who may enter the flows that are for workers."""


@dataclass(frozen=True, slots=True)
class Say:
    """Says its words and goes on."""

    name: str
    next: str
    private: bool = False


@dataclass(frozen=True, slots=True)
class Choose:
    """Asks; answered by number or word. `options` maps an option's name to its target, in order."""

    name: str
    options: Mapping[str, str]
    skip: str
    many: bool = False
    private: bool = False


@dataclass(frozen=True, slots=True)
class Write:
    """Asks for own words, kept for the plan; with `reads`, only what was understood is kept.

    `needed`: what comes after cannot do without, so it is not passed over by "skip".
    """

    name: str
    next: str
    reads: str | None = None
    private: bool = True
    needed: bool = False


@dataclass(frozen=True, slots=True)
class Branch:
    """Silent: goes by an earlier answer, given as `flow.node`."""

    name: str
    on: str
    cases: Mapping[str, str]
    otherwise: str
    private: bool = False


@dataclass(frozen=True, slots=True)
class Call:
    """Silent: runs another flow from its start, then goes on at `next`."""

    name: str
    flow: str
    next: str
    private: bool = False


@dataclass(frozen=True, slots=True)
class Look:
    """Says contacts from the directory; each key is an answered `flow.node`, or a fixed word."""

    name: str
    next: str
    need: str | None = None
    place: str | None = None
    tongue: str | None = None
    private: bool = False


@dataclass(frozen=True, slots=True)
class Refer:
    """Says services for a referral, a few at a time; each key is an answered `flow.node`.

    `continues` names another such node of the flow, after whose last page this one goes on.
    """

    name: str
    next: str
    need: str
    place: str
    tongue: str
    rules: str
    continues: str | None = None
    private: bool = False


@dataclass(frozen=True, slots=True)
class Act:
    """Does one of the named EFFECTS. `minutes` belongs to `shorter`; `source` is an answer for
    `three` and `word`, a flow for `forget`.
    """

    name: str
    effect: str
    next: str
    minutes: int = 60
    source: str | None = None
    private: bool = False


@dataclass(frozen=True, slots=True)
class End:
    """Silent: back to the flow that called, or to the menu."""

    name: str
    private: bool = False


Node = Say | Choose | Write | Branch | Call | Look | Refer | Act | End
Asking = (Choose, Write)
"""The kinds that wait for the person; a conversation rests on one of these only."""


@dataclass(frozen=True, slots=True)
class Flow:
    """One conversation: its nodes by name, and where it starts.

    `role`: only for whoever has it. `said`: words that open it from anywhere. `variables`: names
    by which its words may use an answer, each with its `flow.node`.
    """

    name: str
    start: str
    nodes: Mapping[str, Node] = field(default_factory=dict)
    role: str | None = None
    said: tuple[str, ...] = ()
    variables: Mapping[str, str] = field(default_factory=dict)


def targets(node: Node) -> tuple[str, ...]:
    """Names of the nodes of the same flow that can come after this one."""
    match node:
        case Choose():
            return tuple(dict.fromkeys((*node.options.values(), node.skip)))
        case Branch():
            return tuple(dict.fromkeys((*node.cases.values(), node.otherwise)))
        case End():
            return ()
        case _:
            return (node.next,)


def reads(node: Node) -> tuple[str, ...]:
    """The questions (`flow.node`) whose answers a node goes by."""
    match node:
        case Branch(on=on) if on not in (KEEPS, OUT):
            return (on,)
        case Look(need=need, place=place, tongue=tongue):
            return tuple(part for part in (need, place, tongue) if part and "." in part)
        case Refer(need=need, place=place, tongue=tongue, rules=rules):
            return (need, place, tongue, rules)
        case Act(effect=effect, source=source) if source and effect != "forget":
            return (source,)
        case _:
            return ()
