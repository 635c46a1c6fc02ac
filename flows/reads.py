"""What a question makes of an answer that it reads: a place, a time, a code; or why it does not.

Each reading is a pure function of the text. What is not understood is said, and asked again.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from rapidfuzz.distance import OSA

from flows import times
from flows.effects import means_something
from flows.identifying import Finding, findings, problem_of_code
from flows.load import Content
from flows.lookup import Directory
from flows.model import SHOWN, Write
from flows.session import Session
from flows.spelling import key
from flows.turn import Line, Scene, say

FARTHEST = 24 * 3600
"""Seconds: somebody who is away for longer is looked after in other ways than by a check-in."""
SOONEST = 60
LONGEST_NAME, LONGEST_WORD = 24, 30
APART = 3
"""Letters by which two words that mean opposite things must differ: a slip must not swap them."""


@dataclass(frozen=True, slots=True)
class Read:
    """What was made of an answer: an id or a time to keep (`picked`), or words (`written`), and
    what is said of it. With neither, it is asked again.
    """

    lines: tuple[Line, ...] = ()
    picked: str | None = None
    written: str | None = None
    session: Session | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """A question that was answered, and all that its answer is read with."""

    node: Write
    session: Session
    content: Content
    directory: Directory
    scene: Scene

    def read(self, text: str) -> Read:
        """What the answer means to this question."""
        assert self.node.reads is not None
        return _READERS[self.node.reads](self, text)


def _place(asked: Question, text: str) -> Read:
    query = asked.directory.read_place(text)
    if query.place is None:
        return Read((say("place-unclear"),))
    unsure = query.guesses or any(p.country == query.country for p in query.other_places)
    lines = (say("found-place", place=query.place.label),) if unsure else ()
    return Read(lines, picked=query.place.id)


def _tongue(asked: Question, text: str) -> Read:
    code = asked.directory.read_language(text)
    if code is not None:
        return Read(picked=code)
    return _corrected_place(asked, text) or Read((say("tongue-unclear"),))


def _corrected_place(asked: Question, text: str) -> Read | None:
    """A place written where a language was asked: the guess before was wrong."""
    query = asked.directory.read_place(text)
    # One guess is not mended by another: "klingon" must not become a town.
    place = None if query.guesses else query.place
    # "none" is a town in Italy; whoever means another country says so in a search.
    home = asked.directory.query(None, None, None).country
    flow = asked.content.flows[asked.session.flow]
    questions = [node for node in flow.nodes.values() if isinstance(node, Write)]
    where = next((node.name for node in questions if node.reads == "place"), None)
    if place is None or place.country != home or where is None:
        return None
    picked = {**asked.session.picked, f"{flow.name}.{where}": (place.id,)}
    session = replace(asked.session, picked=picked)
    return Read((say("found-place", place=place.label),), session=session)


def _agency(asked: Question, text: str) -> Read:
    shown = asked.session.picked.get(SHOWN, ())
    number = int(key(text)) if key(text).isdecimal() and len(key(text)) == 1 else 0
    picked = asked.directory.contact(shown[number - 1]) if 0 < number <= len(shown) else None
    if picked:
        return Read((say("agency-taken", agency=picked.name),), picked=picked.id)
    found = asked.directory.agency_named(text)
    if not found:
        return Read((say("agency-unclear"),))
    if len(found) > 1:
        names = "; ".join(contact.name for contact in found)
        return Read((say("agency-many", names=names),))
    return Read((say("agency-taken", agency=found[0].name),), picked=found[0].id)


def _clean(asked: Question, text: str) -> Read:
    found = findings(text, asked.directory.query(None, None, None).country)
    if not found:
        return Read(written=text)
    return Read(pointed_out(found))


def pointed_out(found: tuple[Finding, ...]) -> tuple[Line, ...]:
    """The words that somebody could be recognised by, and a wording for each kind that is safer."""
    words = ", ".join(dict.fromkeys(one.words for one in found))
    kinds = dict.fromkeys(_KIND.get(one.kind, "number") for one in found)
    return (say("identifies", words=words), *(say(f"instead-{kind}") for kind in kinds))


_KIND: Mapping[str, str] = {
    "name": "name",
    "age": "age",
    "date": "date",
    "address": "address",
    "postcode": "address",
}
"""Kinds of findings that have a wording of their own; all others are a way to reach somebody."""


def _code(asked: Question, text: str) -> Read:
    problem = problem_of_code(text)
    return Read(written=text) if problem is None else Read((say(f"code-{_CODE[problem]}"),))


_CODE: Mapping[str, str] = {
    "name": "name",
    "long": "long",
    "empty": "long",
    "address": "address",
    "number": "number",
    "date": "number",
    "handle": "number",
    "email": "number",
}


def _call(_asked: Question, text: str) -> Read:
    # Their own name, given on purpose: it need only be short.
    return Read((say("code-long"),)) if len(text) > LONGEST_NAME else Read(written=text)


def _moment(asked: Question, text: str) -> Read:
    now = asked.scene.now
    moment = times.read_moment(text, now, asked.scene.zone)
    if moment is None or moment < now + SOONEST:
        return Read((say("moment-unclear"),))
    if moment > now + FARTHEST:
        return Read((say("moment-far"),))
    return Read(picked=str(int(moment)))


def _word(asked: Question, text: str) -> Read:
    where = f"{asked.session.flow}.{asked.node.name}"
    example = asked.content.wording(asked.session.flow, asked.node.name, asked.session.language)
    typed = key(text)
    # What stands in the question is what everybody would try.
    if len(typed) > LONGEST_WORD or typed in key(example.text):
        return Read((say("word-other"),))
    if _does_something(typed, asked.content):
        return Read((say("word-other"),))
    if means_something(text, asked.content, asked.directory):
        return Read((say("word-other"),))
    if any(_near(typed, other) for other in _words_before(asked, where)):
        return Read((say("word-too-near"),))
    return Read(written=text)


def _does_something(typed: str, content: Content) -> bool:
    """Whether a slip could make it one of the words that leave, open a flow, or add time."""
    leaving = (word for word, command in content.commands.exact.items() if command in _GRAVE)
    opening = (word for _, word in content.said)
    return any(_near(typed, word) for word in (*leaving, *opening, *_HEARD))


_GRAVE = ("leave", "danger")
_HEARD = ("longer", "longer30", "notme")
"""Words that belong to every check-in."""


def _near(typed: str, other: str) -> bool:
    return OSA.distance(typed, other, score_cutoff=APART) < APART


def _words_before(asked: Question, where: str) -> list[str]:
    flow = asked.content.flows[asked.session.flow]
    nodes = [n for n in flow.nodes.values() if isinstance(n, Write) and n.reads == "word"]
    names = [f"{flow.name}.{node.name}" for node in nodes]
    written = asked.session.written
    return [key(written[name]) for name in names if name in written and name != where]


_READERS: Mapping[str, Callable[[Question, str], Read]] = {
    "place": _place,
    "tongue": _tongue,
    "agency": _agency,
    "clean": _clean,
    "call": _call,
    "code": _code,
    "moment": _moment,
    "word": _word,
}
