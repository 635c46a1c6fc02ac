"""What the nodes of kind `act` do: each takes a session, gives the next one, and what is said."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TypeVar

from flows.contents import duration
from flows.load import Content
from flows.lookup import Contact, Directory
from flows.model import Act
from flows.session import Session
from flows.spelling import fold, key, slip
from flows.turn import Begin, Line, Report, Scene, say

_SHORTEST_WORD, _MOST_WORDS = 4, 3


def emergency_number(directory: Directory, country: str | None = None) -> str:
    """The number to call in danger, as dialled."""
    return directory.emergency(country).phones[0].number


def crisis_number(directory: Directory) -> str:
    """The number of the line for all who are or were exploited; empty if there is none."""
    contact = _crisis(directory)
    return contact.phones[0].number if contact else ""


def crisis_line(directory: Directory) -> str:
    """The same line by name and number: who answers is no guess."""
    contact = _crisis(directory)
    return f"{contact.name}, {contact.phones[0].number}" if contact else ""


def _crisis(directory: Directory) -> Contact | None:
    found = directory.find(directory.query("human_trafficking", None, None), 1)
    return found.matches[0].contact if found.matches else None


def three(session: Session, node: Act, directory: Directory) -> Line:
    """Three things to remember: whom to call in danger, whom to talk to, and one of one's own."""
    own = session.written.get(node.source or "")
    return say(
        "three" if own else "two",
        first=emergency_number(directory),
        second=crisis_number(directory),
        **({"third": own} if own else {}),
    )


def shorter(session: Session, node: Act, scene: Scene) -> tuple[Session, Line]:
    """Forget sooner than the deployment does: a person can shorten, never lengthen."""
    minutes = min(node.minutes, session.idle or node.minutes, scene.idle)
    return replace(session, idle=minutes), say("shorter-set", hours=duration(minutes))


def own_leave_word(
    session: Session, node: Act, content: Content, directory: Directory
) -> tuple[Session, Line | None]:
    """Take what was just written as the person's own leave word, and keep it nowhere else."""
    words = session.written.get(node.source or "", "")
    rest = {where: text for where, text in session.written.items() if where != node.source}
    session = replace(session, written=rest)
    if not words:
        return session, None
    if means_something(words, content, directory):
        return session, say("word-refused")
    return replace(session, leave_word=key(words)), say("word-set")


def means_something(words: str, content: Content, directory: Directory) -> bool:
    """Whether these words are typed here for other reasons: they would erase everything by
    accident, or raise an alarm.
    """
    word, commands = key(words), content.commands
    if len(word) < _SHORTEST_WORD or len(words.split()) > _MOST_WORDS or word.isdecimal():
        return True
    if commands.find(words) or slip(word, commands.exact) or word in commands.numbers:
        return True
    said = {word, *fold(words).split()}
    if any(said & known for known in commands.picks.values()):
        return True
    if any(set(fold(words).split()) <= set(fold(label).split()) for label in _labels(content)):
        return True
    query = directory.read(words)
    # What is no more than a guess ("winter coat" is clothes) is typed by nobody by accident.
    if query.danger or (query.asks and not query.guessed):
        return True
    place, alone = directory.read_place(words).place, len(fold(words).split()) == 1
    if place is not None and (alone or fold(place.label).startswith(fold(words))):
        return True
    # Two words are a place only if both are its name: nobody means Green by "green ladder".
    return alone and directory.read_language(words) is not None


def _labels(content: Content) -> Iterator[str]:
    for words in content.words.values():
        for wording in words.values():
            yield from wording.labels.values()


def begin(session: Session) -> Begin | None:
    """The check-in that was put together in the flow in hand; None while something is missing, as
    in a session that older content has made.
    """
    written = _of(session.flow, session.written)
    picked = _of(session.flow, session.picked)
    if not written.keys() >= {"place", "name", "safe", "danger"} or "until" not in picked:
        return None
    until = float(picked["until"][0])
    safe, danger = key(written["safe"]), key(written["danger"])
    return Begin(session.flow, written["place"], until, written["name"], safe, danger)


def report(session: Session) -> Report | None:
    """What was answered in the flow in hand about an agency; None where nothing was."""
    picked = _of(session.flow, session.picked)
    agency = picked.pop("agency", None)
    facts = {fact: answer[0] for fact, answer in picked.items() if answer[0] in _FACTS}
    return Report(session.flow, agency[0], facts) if agency and facts else None


_FACTS = ("yes", "no", "unknown")
T = TypeVar("T")


def _of(flow: str, given: Mapping[str, T]) -> dict[str, T]:
    """Answers of one flow, by the node alone."""
    parted = ((where.partition("."), value) for where, value in given.items())
    return {node: value for (name, _, node), value in parted if name == flow}
