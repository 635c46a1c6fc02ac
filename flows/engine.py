"""One turn: from where a person is and what they meant, to where they are next and what is said.

Pure. `advance` never raises on anything a person can send; unsound content was refused at load.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from flows import contents, effects, reads
from flows.anywhere import Anywhere
from flows.identifying import Finding
from flows.load import Content
from flows.lookup import Directory, Query
from flows.model import CASE, FIRST, OPENED, REFER, WORK, WORKER, Choose, Write
from flows.session import LONGEST_WORDS, Session, read_plan
from flows.spelling import fold
from flows.turn import Line, Scene, Turn, say
from flows.understand import (
    Admitted,
    Answer,
    Asked,
    Chose,
    Commanded,
    Opened,
    Unclear,
    Unlocked,
    Wrote,
)
from flows.walk import Walk
from flows.words import ENGINE

OF_AGE = 19
MOST_WORDS = 9_000
"""Bytes of all own words together: with it a session always fits the store's larger bucket."""


def advance(
    session: Session | None, answer: Answer, content: Content, directory: Directory, scene: Scene
) -> Turn:
    """The next state and what is said, for a person (None: a stranger) who meant `answer`."""
    return _Turn(session, content, directory, scene).take(answer)


def current(session: Session | None, content: Content, scene: Scene) -> Session | None:
    """The conversation of whoever this is now. A role that has ended takes its conversation with
    it; a worker who comes anew begins at their own list, and is no stranger.
    """
    if session is not None and session.role == scene.role and _belongs(session, content):
        return session
    if scene.role != WORKER:
        return None
    start = content.flows[WORK].start
    at = int(scene.now // 60)
    return Session(WORK, start, role=WORKER, language=scene.language, at=at, listed=False)


def _belongs(session: Session, content: Content) -> bool:
    """Whether a session rests where its role may be: an agency's content may have changed."""
    flow = content.flows.get(session.flow)
    return flow is None or flow.role in (None, session.role)


def told(
    session: Session | None,
    lines: tuple[Line, ...],
    content: Content,
    directory: Directory,
    scene: Scene,
) -> Turn:
    """The turn of a message that was answered outside of the flows: nothing else changes."""
    turn = _Turn(session, content, directory, scene)
    turn.lines += lines
    turn.wait_at_menu_if_new()
    if session is not None:
        # As silent as before: who has the phone now is as unknown as it was.
        turn.session = replace(turn.now, at=session.at)
    return turn.done()


def start(flow: str, content: Content, directory: Directory, scene: Scene) -> Turn:
    """The first turn of a conversation that begins in `flow`, whatever it is; for its authors."""
    start_at = content.flows[flow].start
    begun = Session(flow, start_at, language=scene.language, role=scene.role)
    walk = Walk(begun, content, directory, scene)
    walk.settle()
    return walk.done()


class _Turn(Anywhere):
    """What a person meant, taken to where it leads."""

    def take(self, answer: Answer) -> Turn:
        """The turn for what was meant. Leaving and danger come before all else."""
        match answer:
            case Commanded("leave"):
                self.leave()
            case Commanded("danger"):
                self.danger()
            case Asked():
                self.asked(answer)
            case Unlocked():
                self.unlocked(answer)
            case Admitted():
                self.admitted()
            case Opened() if self.now.role == WORKER:
                self.opened(answer.flow)
            case _ if self.silent:
                # Somebody else may hold the phone by now: nothing of before is shown unasked.
                self.ask_again()
            case Commanded(command):
                self.command(command)
            case Opened() if not self.stranger:
                self.opened(answer.flow)
            case Unclear(said=True) if self.stranger:
                self.unclear()
            case _ if self.stranger:
                self.settle()
            case Chose() | Wrote() if self.node.private and not self.scene.private:
                # However somebody came to a private question here: nothing of it is taken.
                self.settle()
            case Chose():
                self.chose(answer.options)
            case Wrote():
                self.wrote(answer.text)
            case Unclear():
                self.unclear(answer.found)
        return self.done()

    def chose(self, options: tuple[str, ...]) -> None:
        node = self.node
        assert isinstance(node, Choose)
        where = f"{self.now.flow}.{self.now.node}"
        kept = where in self.content.kept
        picked = {**self.now.picked, where: options} if kept else self.now.picked
        self.on(node.options[options[0]], picked=picked)

    def wrote(self, text: str) -> None:
        node = self.node
        assert isinstance(node, Write)
        if node.reads is None:
            self.keep_words(text, node)
            return
        read = reads.Question(node, self.now, self.content, self.directory, self.scene).read(text)
        self.lines += read.lines
        where = f"{self.now.flow}.{self.now.node}"
        if read.picked is not None:
            self.on(node.next, picked={**self.now.picked, where: (read.picked,)})
        elif read.written is not None:
            self.keep_words(read.written, node)
        else:
            self.session = read.session or self.session
            self.settle()

    def case(self) -> None:
        """The case that is in the chat."""
        self.session = replace(self.now, flow=CASE, node=OPENED, stack=(), listed=False)
        self.settle()

    def keep_words(self, text: str, node: Write) -> None:
        written = {**self.now.written, f"{self.now.flow}.{self.now.node}": text}
        if len(text) > LONGEST_WORDS or _size(written) > MOST_WORDS:
            self.lines.append(say("too-long"))
            self.settle()
            return
        self.on(node.next, written=written)

    def asked(self, asked: Asked) -> None:
        query = asked.query
        if query.danger:
            self.in_danger(query)
        elif self.refers(asked):
            return
        else:
            found = self.directory.find(query)
            self.lines.append(Line(ENGINE, "found-many", found=found, mine=asked.mine))
            self.kept_out(asked.found)
        if self.stranger:
            if not query.danger:
                self.lines.append(say("first-contact"))
            self.session = self.at_menu()
        elif self.silent:
            self.ask_again()
        elif self.now.flow == "welcome":
            # Who asks has answered whether it is a good time to write.
            self.session = self.at_menu()
        elif not query.danger:
            # Somebody in danger has the number on the screen; a question below it would push it up.
            self.settle()

    def refers(self, asked: Asked) -> bool:
        """Whether a worker's search in own words goes on as a referral: what they would have picked
        is filled in.
        """
        query = asked.query
        needs = [_REFERRED[need] for need in query.needs if need in _REFERRED]
        if self.now.role != WORKER or self.now.flow not in (WORK, REFER) or not needs:
            return False
        self.kept_out(asked.found)
        place = (query.place.id,) if query.place else None
        rules = (*(_WANTED[want] for want in query.wants if want in _WANTED), *query.who)
        answers = {
            "need": needs[:1],
            "place": place,
            "tongue": (query.language,) if query.language else None,
            "rules": sorted(rules),
        }
        given = {f"{REFER}.{name}": tuple(value) for name, value in answers.items() if value}
        picked = {**self.now.without(REFER).picked, **given}
        self.trail()
        self.session = replace(self.now, flow=REFER, node=FIRST, stack=(), picked=picked)
        self.settle()
        return True

    def in_danger(self, query: Query) -> None:
        """The emergency number, and at most one contact: more would push it off the screen."""
        self.lines.append(self.danger_line(query.country))
        if query.needs:
            found = self.directory.find(query, 1)
            self.lines.append(Line(ENGINE, "found-many", found=found))

    def unclear(self, found: tuple[Finding, ...] = ()) -> None:
        if found or self.now.role == WORKER:
            self.kept_out(found)
            self.lines += () if found else (say("unclear-work"),)
            self.settle()
            return
        line = effects.crisis_line(self.directory)
        again = self.now.unclear > 0
        self.session = replace(self.now, unclear=self.now.unclear + 1)
        self.lines.append(say("unclear-again" if again else "unclear", line=line))
        self.settle()

    def kept_out(self, found: tuple[Finding, ...]) -> None:
        """Details by which a client could be recognised are not for this chat, and not kept."""
        if not found:
            return
        self.lines.append(say("no-details"))
        if any(one.kind == "age" and _may_be_young(one.words) for one in found):
            self.lines.append(say("duty", emergency=effects.emergency_number(self.directory)))

    def unlocked(self, unlocked: Unlocked) -> None:
        """A phrase was right: what it locked is in the conversation again, and can be read."""
        found = read_plan(unlocked.value)
        if found is None:
            self.unclear()
            return
        if unlocked.case and self.now.answered(CASE):
            # Two would become one. It stays locked, and opens when there is room for it.
            self.lines.append(say("case-first"))
            self.case()
            return
        self.took = True
        picked, written = found
        picked, written = {**picked, **self.now.picked}, {**written, **self.now.written}
        self.session = replace(self.at_menu(), picked=picked, written=written)
        if unlocked.case:
            self.case()
            return
        self.lines.append(say("unlocked"))
        self.lines += contents.plan(self.now, self.content, self.directory, self.scene)
        self.settle()


_REFERRED: Mapping[str, str] = {
    "shelter": "shelter",
    "food": "social",
    "health": "medical",
    "mental_health": "mental_health",
    "legal": "legal",
    "labour_exploitation": "legal",
    "immigration": "immigration",
    "police": "justice",
}
"""Needs as they are read in a text, and what a worker would have picked for them. What is not here
is for a line that listens.
"""
_WANTED: Mapping[str, str] = {
    "takes_children": "children",
    "takes_pets": "pets",
    "id_required": "no_id",
}


def _may_be_young(words: str) -> bool:
    """Whether an age is one at which harm must be reported in BC; spelled out, it may be."""
    ages = [int(digits) for digits in re.findall(r"\d+", fold(words))]
    return not ages or min(ages) < OF_AGE


def _size(written: Mapping[str, str]) -> int:
    return sum(len(text.encode()) for text in written.values())
