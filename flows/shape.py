"""Reading the shape of one flow: its flow.toml, node by node."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from flows.issue import Issue
from flows.model import (
    READS,
    WORKER,
    Act,
    Branch,
    Call,
    Choose,
    End,
    Flow,
    Look,
    Node,
    Refer,
    Say,
    Write,
)


def read_flow(place: Path, issues: list[Issue]) -> Flow:
    """The flow of the folder `place`; what is wrong with it is added to `issues`."""
    where = f"{place.name}/flow.toml"
    try:
        table = tomllib.loads((place / "flow.toml").read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        issues.append(Issue(where, "", f"is not sound TOML: {error}"))
        return Flow(place.name, "", {})
    nodes: dict[str, Node] = {}
    for name, raw in table.get("nodes", {}).items():
        try:
            nodes[name] = _node(place.name, name, dict(raw))
        except (KeyError, TypeError, ValueError) as error:
            issues.append(Issue(where, name, _plain(error)))
    start = table.get("start", "")
    if start not in nodes and start not in table.get("nodes", {}):
        issues.append(Issue(where, "", f"starts at {start!r}, which is no node"))
    role = table.get("role")
    if role not in (None, WORKER):
        issues.append(Issue(where, "", f"is for the role {role!r}; there is {WORKER!r} alone"))
    said = tuple(word for words in table.get("said", {}).values() for word in words)
    variables = {name: _full(place.name, at) for name, at in table.get("variables", {}).items()}
    return Flow(place.name, start, nodes, role, said, variables)


def _plain(error: Exception) -> str:
    return f"lacks {error.args[0]!r}" if isinstance(error, KeyError) else str(error)


def _node(flow: str, name: str, raw: dict[str, Any]) -> Node:
    kind, private = raw.pop("kind"), bool(raw.pop("private", False))
    if kind not in _KINDS:
        raise ValueError(f"is of the unknown kind {kind!r}")
    node = _KINDS[kind](flow, name, raw, private)
    if raw:
        raise ValueError(f"has keys that a {kind!r} does not know: {', '.join(sorted(raw))}")
    return node


def _choose(_flow: str, name: str, raw: dict[str, Any], private: bool) -> Choose:
    options, many = raw.pop("options"), bool(raw.pop("many", False))
    if many:
        options = dict.fromkeys(options, raw.pop("next"))
    if not options or not all(isinstance(target, str) for target in options.values()):
        raise ValueError("needs options, each with the name of a node")
    return Choose(name, options, raw.pop("skip", [*options.values()][-1]), many, private)


def _write(_flow: str, name: str, raw: dict[str, Any], private: bool) -> Write:
    what = raw.pop("reads", None)
    if what not in (None, *READS):
        raise ValueError(f"reads {what!r}; it can read {' or '.join(map(repr, READS))}")
    # Own words are the person's: they are never asked for where the channel is not private.
    private = private or what in (None, "clean")
    return Write(name, raw.pop("next"), what, private, bool(raw.pop("needed", False)))


def _branch(flow: str, name: str, raw: dict[str, Any], private: bool) -> Branch:
    cases = raw.pop("cases")
    return Branch(name, _full(flow, raw.pop("on")), cases, raw.pop("otherwise"), private)


def _look(_flow: str, name: str, raw: dict[str, Any], private: bool) -> Look:
    asked = {part: raw.pop(part, None) for part in ("need", "place", "tongue")}
    return Look(name, raw.pop("next"), **asked, private=private)


def _refer(flow: str, name: str, raw: dict[str, Any], private: bool) -> Refer:
    asked = {part: _full(flow, raw.pop(part)) for part in ("need", "place", "tongue", "rules")}
    return Refer(
        name, raw.pop("next"), **asked, continues=raw.pop("continues", None), private=private
    )


def _act(flow: str, name: str, raw: dict[str, Any], private: bool) -> Act:
    source = raw.pop("source", None)
    if source and raw["effect"] != "forget":
        source = _full(flow, source)
    # After leaving there is nothing to go on to.
    after = raw.pop("next", "") if raw["effect"] == "leave" else raw.pop("next")
    return Act(
        name,
        raw.pop("effect"),
        after,
        raw.pop("minutes", 60),
        source,
        private,
    )


def _full(flow: str, name: str) -> str:
    """`node` of this flow, or `flow.node`, as `flow.node`."""
    return name if "." in name else f"{flow}.{name}"


def _say(_flow: str, name: str, raw: dict[str, Any], private: bool) -> Say:
    return Say(name, raw.pop("next"), private)


def _call(_flow: str, name: str, raw: dict[str, Any], private: bool) -> Call:
    return Call(name, raw.pop("flow"), raw.pop("next"), private)


def _end(_flow: str, name: str, _raw: dict[str, Any], private: bool) -> End:
    return End(name, private)


_KINDS: Mapping[str, Callable[[str, str, dict[str, Any], bool], Node]] = {
    "say": _say,
    "choose": _choose,
    "write": _write,
    "branch": _branch,
    "call": _call,
    "look": _look,
    "refer": _refer,
    "act": _act,
    "end": _end,
}
