"""What the nodes of kind `act` do: each takes a session, gives the next one, and what is said."""

from __future__ import annotations

from dataclasses import replace

from flows.contents import duration
from flows.load import Content
from flows.lookup import Directory
from flows.model import Act
from flows.session import Session
from flows.spelling import key
from flows.turn import Line, Scene, say

_SHORTEST_WORD, _MOST_WORDS = 3, 3


def emergency_number(directory: Directory, country: str | None = None) -> str:
    """The number to call in danger, as dialled."""
    return directory.emergency(country).phones[0].number


def crisis_number(directory: Directory) -> str:
    """The number of the line for all who are or were exploited; empty if there is none."""
    found = directory.find(directory.query("human_trafficking", None, None), 1)
    return found.matches[0].contact.phones[0].number if found.matches else ""


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


def own_leave_word(session: Session, node: Act, content: Content) -> tuple[Session, Line | None]:
    """Take what was just written as the person's own leave word, and keep it nowhere else."""
    words = session.written.get(node.source or "", "")
    rest = {where: text for where, text in session.written.items() if where != node.source}
    session = replace(session, written=rest)
    if not words:
        return session, None
    if not _fit_to_leave_by(words, content):
        return session, say("word-refused")
    return replace(session, leave_word=key(words)), say("word-set")


def _fit_to_leave_by(words: str, content: Content) -> bool:
    """Not a word that means something here already, nor one typed by chance."""
    word, commands = key(words), content.commands
    taken = word in commands.exact or word in commands.numbers or word.isdecimal()
    picks = any(word in known for known in commands.picks.values())
    long = len(word) >= _SHORTEST_WORD and len(words.split()) <= _MOST_WORDS
    return long and not taken and not picks
