"""Reading content from its folders. Unsound content cannot be loaded: all issues come at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from flows.issue import ContentError, Issue
from flows.model import WORKER, Act, Flow, Node, reads
from flows.session import SURVIVOR
from flows.shape import read_flow
from flows.spelling import key
from flows.words import ENGINE, Commands, Wording, read_commands, read_words

FOLDER = Path(__file__).parent / "content"
AllWords = dict[str, dict[tuple[str, str], Wording]]
"""Wordings by language, and by flow and node in it."""

__all__ = ["FOLDER", "Content", "ContentError", "Issue", "load", "read"]


@dataclass(frozen=True, slots=True)
class Content:
    """All flows, all words and all commands, read-only.

    `words` maps a language to its wordings by (flow, node); the engine's own lines stand
    under the flow "words".
    """

    flows: Mapping[str, Flow]
    words: Mapping[str, Mapping[tuple[str, str], Wording]]
    commands: Commands
    said: Mapping[tuple[str, str], str] = field(default_factory=dict)
    """What opens a flow from anywhere: its name, by (role, word as it is compared)."""
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


def load(folder: Path = FOLDER, own: Path | None = None) -> Content:
    """Read and check the content of `folder` with an agency's `own` laid over it; raises
    ContentError with every issue.
    """
    from flows.check import check

    content = read(folder, own)
    issues = tuple(sorted((*content.issues, *check(content))))
    if issues:
        raise ContentError(issues)
    return content


def read(folder: Path = FOLDER, own: Path | None = None) -> Content:
    """Read the content as it is; what cannot be read stands in `issues`.

    In `own`, a flow.toml adds a flow or replaces one of ours, and each message of a .ftl adds words
    or replaces ours. Of a flow that was replaced, our words without a node go by themselves.
    """
    issues: list[Issue] = []
    flows: dict[str, Flow] = {}
    words: dict[str, dict[tuple[str, str], Wording]] = {"en": {}}
    if not (folder / "commands.toml").is_file():
        raise ContentError((Issue(str(folder), "", "has no commands.toml: is this the content?"),))
    if own is not None and not own.is_dir():
        raise ContentError((Issue(str(own), "", "is no folder: see content_folder"),))
    for place in _folders(folder):
        _read(place, flows, words, issues)
    for place in _folders(own) if own else ():
        _read_own(place, flows, words, issues)
    commands = read_commands(*(f / "commands.toml" for f in (folder, own) if f))
    return Content(flows, words, commands, _said(flows), _kept(flows, words["en"]), tuple(issues))


def _folders(folder: Path) -> list[Path]:
    return sorted(path for path in folder.iterdir() if path.is_dir())


def _read(place: Path, flows: dict[str, Flow], words: AllWords, issues: list[Issue]) -> None:
    if (place / "flow.toml").is_file():
        flows[place.name] = read_flow(place, issues)
    elif place.name != ENGINE and place.name not in flows:
        issues.append(Issue(place.name, "", "has no flow.toml"))
    for path in sorted(place.glob("*.ftl")):
        _words(place.name, path, words, issues)


def _read_own(place: Path, flows: dict[str, Flow], words: AllWords, issues: list[Issue]) -> None:
    ours = {language: dict(known) for language, known in words.items()}
    _read(place, flows, words, issues)
    if not (place / "flow.toml").is_file():
        return
    for language, known in ours.items():
        for flow, node in known:
            gone = flow == place.name and node not in flows[flow].nodes
            if gone and words[language][flow, node] is known[flow, node]:
                del words[language][flow, node]


def _said(flows: Mapping[str, Flow]) -> dict[tuple[str, str], str]:
    """A worker's words open what everybody's do, and what is for workers alone."""
    said: dict[tuple[str, str], str] = {}
    for flow in flows.values():
        for word in flow.said:
            for role in (WORKER,) if flow.role == WORKER else (WORKER, SURVIVOR):
                said[role, key(word)] = flow.name
    return said


def _kept(flows: Mapping[str, Flow], words: Mapping[tuple[str, str], Wording]) -> frozenset[str]:
    """The least there must be: which list somebody went through to get here is not kept."""
    labelled = {f"{flow}.{node}" for (flow, node), wording in words.items() if wording.label}
    nodes = [node for flow in flows.values() for node in flow.nodes.values()]
    said = {where for flow in flows.values() for where in flow.variables.values()}
    handed_in = {
        f"{flow.name}.{name}"
        for flow in flows.values()
        if any(isinstance(node, Act) and node.effect == "outcome" for node in flow.nodes.values())
        for name in flow.nodes
    }
    return frozenset(labelled.union(said, handed_in, *map(reads, nodes)))


def _words(
    flow: str,
    path: Path,
    words: AllWords,
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
