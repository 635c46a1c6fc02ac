"""Words of the content: Fluent files read into templates, and the commands of every language."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from fluent.syntax import FluentParser, ast

from flows.spelling import SLIP_FROM, fold, key, slip

ENGINE = "words"
"""The folder of the engine's own lines; it has words and no shape."""

COMMANDS = (
    "leave",
    "danger",
    "back",
    "skip",
    "why",
    "menu",
    "language",
    "hold",
    "who",
    "read",
    "how",
    "calling",
    "thanks",
)
"""In the order in which they win over one another."""

_PICKS = ("hello", "yes", "no", "all", "nothing", "mine", "filler")
_SLIP_ELSEWHERE_FROM = 6
_METADATA = ("source", "reviewer", "date")


@dataclass(frozen=True, slots=True)
class Wording:
    """The words of one node: a template, its options' labels, and why it is asked.

    `text` holds variables as `{name}`; literal braces cannot occur (the check refuses them).
    """

    text: str
    labels: Mapping[str, str] = field(default_factory=dict)
    why: str | None = None
    label: str | None = None
    metadata: Mapping[str, str] = field(default_factory=dict)

    def fill(self, variables: Mapping[str, str]) -> str:
        """The text with its variables (the check names those that nobody gives)."""
        return _VARIABLE.sub(lambda found: variables.get(found[1], ""), self.text)


_VARIABLE = re.compile(r"\{([a-z]+)\}")


def variables(template: str) -> frozenset[str]:
    """Names of the variables in a template."""
    return frozenset(_VARIABLE.findall(template))


@dataclass(frozen=True, slots=True)
class WordsFile:
    """One Fluent file: wordings by message id, and what is wrong with it as (id, problem)."""

    wordings: Mapping[str, Wording]
    problems: tuple[tuple[str, str], ...]


def read_words(path: Path) -> WordsFile:
    """Read one Fluent file. The Fluent runtime is silent about most mistakes, so its syntax tree is
    read instead: what cannot be said plainly (selectors, references, functions) is a problem here.
    """
    source = path.read_text(encoding="utf-8")
    wordings: dict[str, Wording] = {}
    problems: list[tuple[str, str]] = []
    metadata: dict[str, str] = {}
    for entry in FluentParser().parse(source).body:
        match entry:
            case ast.GroupComment():
                metadata = _metadata(entry.content or "")
            case ast.Message():
                name = entry.id.name
                if name in wordings:
                    problems.append((name, "is written twice; only one can be said"))
                wordings[name], wrong = _wording(entry, metadata)
                problems += [(name, text) for text in wrong]
            case ast.Junk():
                problems.append(_junk(entry.content or "", list(wordings)))
            case _:
                pass
    return WordsFile(wordings, tuple(problems))


def _metadata(comment: str) -> dict[str, str]:
    """`source: B1 | reviewer: none yet | date: 2026-11-22` as a mapping."""
    parts = (part.partition(":") for part in comment.replace("\n", " ").split("|"))
    return {name.strip(): value.strip() for name, _, value in parts if value.strip()}


def _junk(content: str, before: list[str]) -> tuple[str, str]:
    """A piece that Fluent cannot read: the message it begins, or the one that it cuts off."""
    begun = re.match(r"\s*([a-z][\w-]*)\s*=", content)
    name = begun[1] if begun else before[-1] if before else "?"
    line = next((line.strip() for line in content.splitlines() if line.strip()), "")
    return name, f"cannot be read at {line[:50]!r} (a line must not begin with * [ . or a brace)"


def _wording(message: ast.Message, metadata: Mapping[str, str]) -> tuple[Wording, list[str]]:
    wrong: list[str] = []
    text = _template(message.value, wrong)
    labels: dict[str, str] = {}
    for attribute in message.attributes:
        name = attribute.id.name
        if name in labels:
            wrong.append(f"has .{name} twice; only one can be said")
        labels[name] = _template(attribute.value, wrong)
    missing = [name for name in _METADATA if name not in metadata]
    if missing:
        wrong.append(f"has no {', '.join(missing)} in the ## line above it")
    why, label = labels.pop("why", None), labels.pop("label", None)
    return Wording(text, labels, why, label, dict(metadata)), wrong


def _template(pattern: ast.Pattern | None, wrong: list[str]) -> str:
    if pattern is None:
        return ""
    return "".join(_element(element, wrong) for element in pattern.elements).strip()


def _element(element: ast.TextElement | ast.Placeable, wrong: list[str]) -> str:
    if isinstance(element, ast.TextElement):
        return str(element.value)
    match element.expression:
        case ast.VariableReference(id=ast.Identifier(name=name)):
            return f"{{{name}}}"
        case _:
            wrong.append("uses more of Fluent than { $variable }")
            return ""


@dataclass(frozen=True, slots=True)
class Commands:
    """The words that work everywhere, all languages at once, as folded keys."""

    exact: Mapping[str, str]
    slippery: Mapping[str, tuple[str, ...]]
    picks: Mapping[str, frozenset[str]]
    numbers: Mapping[str, int]
    never: frozenset[str]

    def find(self, text: str, *, slips: bool = True) -> str | None:
        """The command that the whole of `text` is, or None."""
        typed = key(text)
        if typed in self.exact:
            return self.exact[typed]
        if self._leaves_in_a_few_words(text):
            return "leave"
        if not slips or typed in self.never:
            return None
        for command, words in self.slippery.items():
            if slip(typed, words):
                return command
        return None

    def _leaves_in_a_few_words(self, text: str) -> bool:
        """Whether it is "exit" with words around it that mean nothing: "please exit now"."""
        words = set(fold(text[:80]).split()) - self.picks["filler"]
        return words in ({"exit"}, {"quit"})


def read_commands(*paths: Path) -> Commands:
    """Read commands.toml, and an agency's own after it, which adds words. Where a word stands under
    two commands, the earlier of COMMANDS wins.
    """
    tables = _merged(path for path in paths if path.is_file())
    exact: dict[str, str] = {}
    for command in COMMANDS:
        for word in _all_words(tables[command]):
            exact.setdefault(key(word), command)
    # Four letters are enough for the words that are taught ("exit", "back"); in other languages
    # they are too near to names: "Samir" is one slip from the Spanish "salir". In phrases a slip
    # makes other phrases: "get me out" is a cry, and "got me out" is none.
    taught = {key(word) for command in COMMANDS for word in tables[command]["en"]}
    single = {
        key(word) for command in COMMANDS for word in _all_words(tables[command]) if " " not in word
    }
    slippery = {
        command: tuple(
            w for w, c in exact.items() if c == command and w in single and _long(w, taught)
        )
        for command in COMMANDS
    }
    picks = tables["picks"]
    return Commands(
        exact=exact,
        slippery=slippery,
        picks={name: frozenset(key(word) for word in picks[name]) for name in _PICKS},
        numbers={key(word): number for number, word in enumerate(picks["number"], start=1)},
        never=frozenset(key(word) for word in _all_words(tables["never"])) - exact.keys(),
    )


def _merged(paths: Iterable[Path]) -> dict[str, dict[str, list[str]]]:
    merged: dict[str, dict[str, list[str]]] = {}
    for path in paths:
        for command, table in tomllib.loads(path.read_text(encoding="utf-8")).items():
            known = merged.setdefault(command, {})
            for language, words in table.items():
                known[language] = [*known.get(language, ()), *words]
    return merged


def _long(word: str, taught: set[str]) -> bool:
    return len(word) >= (SLIP_FROM if word in taught else _SLIP_ELSEWHERE_FROM)


def _all_words(table: Mapping[str, list[str]]) -> Iterator[str]:
    for words in table.values():
        yield from words
