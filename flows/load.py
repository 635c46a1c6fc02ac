"""Reading content from its folders. Unsound content cannot be loaded: all issues come at once."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from flows.model import READS, Act, Branch, Call, Choose, End, Flow, Look, Node, Say, Write, reads
from flows.words import ENGINE, Commands, Wording, read_commands, read_words

FOLDER = Path(__file__).parent / "content"


@dataclass(frozen=True, slots=True, order=True)
class Issue:
    """One thing wrong with the content, and where."""

    file: str
    node: str
    problem: str

    def __str__(self) -> str:
        where = f"{self.file}, {self.node}" if self.node else self.file
        return f"{where}: {self.problem}"


class ContentError(Exception):
    """Content that must not be met by anyone; `issues` holds every reason."""

    def __init__(self, issues: tuple[Issue, ...]) -> None:
        super().__init__("\n".join(map(str, issues)))
        self.issues = issues


@dataclass(frozen=True, slots=True)
class Content:
    """All flows, all words and all commands, read-only.

    `words` maps a language to its wordings by (flow, node); the engine's own lines stand
    under the flow "words".
    """

    flows: Mapping[str, Flow]
    words: Mapping[str, Mapping[tuple[str, str], Wording]]
    commands: Commands
    kept: frozenset[str] = frozenset()
    """Questions (`flow.node`) whose answer is kept: it is in the plan, or something reads it."""
    issues: tuple[Issue, ...] = field(default=(), repr=False)

    def node(self, flow: str, name: str) -> Node:
        """The node at a position that the check has seen to exist."""
        return self.flows[flow].nodes[name]

    def has(self, flow: str, name: str) -> bool:
        """Whether there is such a node (a session may come from older content)."""
        return flow in self.flows and name in self.flows[flow].nodes

    def wording(self, flow: str, name: str, language: str) -> Wording:
        """Words of a node in `language`, else in English."""
        own = self.words.get(language, {}).get((flow, name))
        return own or self.words["en"][flow, name]

    @property
    def languages(self) -> tuple[str, ...]:
        """Codes of the languages that there are words in, English first."""
        return tuple(sorted(self.words, key=lambda code: (code != "en", code)))


def load(folder: Path = FOLDER) -> Content:
    """Read and check the content of `folder`; raises ContentError with every issue."""
    from flows.check import check

    content = read(folder)
    issues = tuple(sorted((*content.issues, *check(content))))
    if issues:
        raise ContentError(issues)
    return content


def read(folder: Path = FOLDER) -> Content:
    """Read the content of `folder` as it is; what cannot be read stands in `issues`."""
    issues: list[Issue] = []
    flows: dict[str, Flow] = {}
    words: dict[str, dict[tuple[str, str], Wording]] = {"en": {}}
    if not (folder / "commands.toml").is_file():
        raise ContentError((Issue(str(folder), "", "has no commands.toml: is this the content?"),))
    for place in sorted(path for path in folder.iterdir() if path.is_dir()):
        if (place / "flow.toml").is_file():
            flows[place.name] = _flow(place, issues)
        elif place.name != ENGINE:
            issues.append(Issue(place.name, "", "has no flow.toml"))
        for path in sorted(place.glob("*.ftl")):
            _words(place.name, path, words, issues)
    commands = read_commands(folder / "commands.toml")
    return Content(flows, words, commands, _kept(flows, words["en"]), tuple(issues))


def _kept(flows: Mapping[str, Flow], words: Mapping[tuple[str, str], Wording]) -> frozenset[str]:
    """The least there must be: which list somebody went through to get here is not kept."""
    labelled = {f"{flow}.{node}" for (flow, node), wording in words.items() if wording.label}
    nodes = [node for flow in flows.values() for node in flow.nodes.values()]
    return frozenset(labelled.union(*map(reads, nodes)))


def _words(
    flow: str,
    path: Path,
    words: dict[str, dict[tuple[str, str], Wording]],
    issues: list[Issue],
) -> None:
    try:
        file = read_words(path)
    except UnicodeDecodeError:
        issues.append(Issue(f"{flow}/{path.name}", "", "is not UTF-8 text"))
        return
    issues += [Issue(f"{flow}/{path.name}", name, text) for name, text in file.problems]
    language = words.setdefault(path.stem, {})
    language.update({(flow, name): wording for name, wording in file.wordings.items()})


def _flow(place: Path, issues: list[Issue]) -> Flow:
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
    return Flow(place.name, start, nodes)


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
    return Write(name, raw.pop("next"), what, private or what is None)


def _branch(flow: str, name: str, raw: dict[str, Any], private: bool) -> Branch:
    cases = raw.pop("cases")
    return Branch(name, _full(flow, raw.pop("on")), cases, raw.pop("otherwise"), private)


def _look(_flow: str, name: str, raw: dict[str, Any], private: bool) -> Look:
    asked = {part: raw.pop(part, None) for part in ("need", "place", "tongue")}
    return Look(name, raw.pop("next"), **asked, private=private)


def _act(flow: str, name: str, raw: dict[str, Any], private: bool) -> Act:
    source = raw.pop("source", None)
    # After leaving there is nothing to go on to.
    after = raw.pop("next", "") if raw["effect"] == "leave" else raw.pop("next")
    return Act(
        name,
        raw.pop("effect"),
        after,
        raw.pop("minutes", 60),
        _full(flow, source) if source else None,
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
    "act": _act,
    "end": _end,
}
