"""Words to meaning. Leaving is recognised first, everywhere, without knowing anything else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from flows.identifying import Finding, findings
from flows.load import Content
from flows.lookup import Directory, Query
from flows.model import WORKER, Choose, Node, Write
from flows.session import SURVIVOR, Session
from flows.spelling import clean, fold, key, slip
from flows.words import Wording

_SAID_FROM = 3
_LONGEST_WORD = 80
_OF_THE_DIRECTORY = ("place", "tongue")
_OWN_SLIP_FROM = 6
LONGEST = 2_000
"""Characters of a message that are looked at; Signal's limit for one that is no file."""


@dataclass(frozen=True, slots=True)
class Commanded:
    """A word that works everywhere: one of flows.words.COMMANDS, or "hello"."""

    command: str


@dataclass(frozen=True, slots=True)
class Chose:
    """The names of the options picked; more than one only where several may be."""

    options: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Wrote:
    """Own words, cleaned, in answer to a question that asks for them."""

    text: str


@dataclass(frozen=True, slots=True)
class Asked:
    """A question to the directory, in the person's own words; `mine`: they speak of themselves.
    `found`: what in a worker's words could identify a client.
    """

    query: Query
    mine: bool = True
    found: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Unclear:
    """Nothing that fits. It is answered with a guess and a contact, never with a refusal.

    `said`: it has three words or more, so somebody wanted to say something. `found`: what in a
    worker's words could identify a client.
    """

    said: bool = False
    found: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Unlocked:
    """A phrase opened a plan that was locked away, or a `case`: bytes, as `Session.plan` wrote."""

    value: bytes = field(repr=False)
    case: bool = False


@dataclass(frozen=True, slots=True)
class Opened:
    """A word that opens a flow from anywhere."""

    flow: str


@dataclass(frozen=True, slots=True)
class Admitted:
    """An invite was right: they are a worker from now on."""


Answer = Commanded | Chose | Wrote | Asked | Unclear | Unlocked | Opened | Admitted


def leaves(text: str, content: Content) -> bool:
    """Whether `text` is a word for leaving, in any language: needs no session, key or database."""
    return len(text) <= 80 and content.commands.find(text) == "leave"


def understand(
    text: str, session: Session | None, content: Content, directory: Directory
) -> Answer:
    """What `text` means to a person who is where `session` says. Takes any text, never raises."""
    text = text[:LONGEST]
    node = _node(session, content)
    command = _command(text, session, content, node)
    if command:
        return Commanded(command)
    match node:
        case Choose():
            assert session is not None
            return _picked(text, session, node, content, directory)
        case Write():
            return _own_words(text, session, node, content, directory)
        case _:
            return _asked(text, session, content, directory)


def _node(session: Session | None, content: Content) -> Node | None:
    if session is None or not content.has(session.flow, session.node):
        return None
    return content.node(session.flow, session.node)


def _command(text: str, session: Session | None, content: Content, node: Node | None) -> str | None:
    own = session.leave_word if session else None
    if own and key(text) == own:
        return "leave"
    if len(text) > 80:
        return None
    exact = content.commands.find(text, slips=False)
    if exact:
        return exact
    if own and len(own) >= _OWN_SLIP_FROM and slip(key(text), [own]):
        return "leave"
    near = content.commands.find(text)
    # Where own words are awaited, "pack" must not be read as "back"; only leaving and danger
    # outrank what the person may have meant to write.
    if isinstance(node, Write) and near not in ("leave", "danger"):
        return None
    if isinstance(node, Choose) and near and session:
        # An option's own word may be one slip from a command in some language: the option wins.
        wording = content.wording(session.flow, session.node, session.language)
        return None if pick(text, node, wording, content) else near
    return near


def _picked(
    text: str, session: Session, node: Choose, content: Content, directory: Directory
) -> Answer:
    wording = content.wording(session.flow, session.node, session.language)
    picked = pick(text, node, wording, content)
    if picked and (session.listed or not key(text).isdecimal()):
        return Chose(picked)
    picks = content.commands.picks
    if key(text) in picks["hello"]:
        return Commanded("hello")
    if key(text) in picks["yes"] | picks["no"]:
        # "ok" to something that was said, where nothing was asked that it could answer.
        return Commanded("thanks")
    return _asked(text, session, content, directory)


def _asked(text: str, session: Session | None, content: Content, directory: Directory) -> Answer:
    opened = _opened(text, session, content)
    if opened:
        return opened
    query = directory.read(text)
    words = fold(text).split()
    found: tuple[Finding, ...] = ()
    if session is not None and session.role == WORKER:
        found = findings(text, query.country)
    # What names somebody and asks for nothing in so many words is a note, and no question.
    if query.asks and not (found and query.guessed and not query.danger):
        mine = not content.commands.picks["mine"].isdisjoint(words)
        return Asked(query, mine, found)
    return Unclear(len(words) >= _SAID_FROM, found)


def _opened(text: str, session: Session | None, content: Content) -> Opened | None:
    """The flow that `text` opens for whoever this is; a worker's flows open for workers alone."""
    role = session.role if session else SURVIVOR
    flow = content.said.get((role, key(text))) if len(text) <= _LONGEST_WORD else None
    return Opened(flow) if flow else None


def _own_words(
    text: str, session: Session | None, node: Write, content: Content, directory: Directory
) -> Answer:
    words = clean(text)
    if not words:
        return Unclear()
    query = directory.read(words)
    own = node.reads in (None, *_OF_THE_DIRECTORY)
    # Somebody in danger does not look where the cursor is. An answer in a form that was asked for,
    # such as a time, is not taken for a guess.
    if query.outright and (own or not query.guessed):
        return Asked(query)
    if node.reads is None:
        return Wrote(words)
    opened = _opened(words, session, content)
    if opened:
        return opened
    if key(words) in content.commands.picks["nothing"]:
        return Commanded("skip")
    if node.reads not in _OF_THE_DIRECTORY:
        return Wrote(words)
    known = directory.read_place(words).place or directory.read_language(words)
    return Asked(query) if query.needs and not known else Wrote(words)


def pick(text: str, node: Choose, wording: Wording, content: Content) -> tuple[str, ...]:
    """Names of the options that `text` picks, by number, word or unmistakable part of a word."""
    names = tuple(node.options)
    whole = _one(text, names, wording, content)
    if whole:
        return (whole,)
    if not node.many:
        return ()
    if key(text) in content.commands.picks["all"]:
        return names
    parts = fold(text).replace(" and ", " ").split()
    found = [_one(part, names, wording, content) for part in parts]
    if not found or None in found:
        return ()
    return tuple(name for name in names if name in found)


def _one(text: str, names: Sequence[str], wording: Wording, content: Content) -> str | None:
    typed = key(text)
    if not typed:
        return None
    number = _number(typed, content)
    if number is not None:
        return names[number - 1] if 1 <= number <= len(names) else None
    labels = {key(wording.labels.get(name, name)): name for name in names}
    if typed in labels:
        return labels[typed]
    for name in ("yes", "no"):
        if name in names and typed in content.commands.picks[name]:
            return name
    near = slip(typed, labels)
    return labels[near] if near else _part(text, names, wording)


def _number(typed: str, content: Content) -> int | None:
    if typed.isdecimal() and len(typed) <= 2:
        return int(typed)
    return content.commands.numbers.get(typed)


def _part(text: str, names: Sequence[str], wording: Wording) -> str | None:
    """The one option whose label holds all the words typed ("phone" for "My phone")."""
    typed = set(fold(text).split())
    if not typed or all(len(word) < 3 for word in typed):
        return None
    holding = [name for name in names if typed <= set(fold(wording.labels.get(name, name)).split())]
    return holding[0] if len(holding) == 1 else None
