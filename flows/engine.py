"""One turn: from where a person is and what they meant, to where they are next and what is said.

Pure. `advance` never raises on anything a person can send; unsound content was refused at load.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from flows import contents, effects, reads
from flows.anywhere import Anywhere
from flows.identifying import Finding
from flows.load import Content
from flows.lookup import Directory, Query
from flows.model import CASE, OPENED, WORK, WORKER, Choose, Write
from flows.session import LONGEST_WORDS, Session, read_plan
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

    def in_danger(self, query: Query) -> None:
        """The emergency number, and at most one contact: more would push it off the screen."""
        self.lines.append(self.danger_line(query.country))
        if query.needs:
            found = self.directory.find(query, 1)
            self.lines.append(Line(ENGINE, "found-many", found=found))

    def unclear(self, found: tuple[Finding, ...] = ()) -> None:
        if found:
            self.kept_out(found)
            self.settle()
            return
        line = effects.crisis_line(self.directory)
        again = self.now.unclear > 0
        self.session = replace(self.now, unclear=self.now.unclear + 1)
        self.lines.append(say("unclear-again" if again else "unclear", line=line))
        self.settle()

    def kept_out(self, found: tuple[Finding, ...]) -> None:
        """Details by which a client could be recognised are not for this chat, and not kept."""
        if found:
            self.lines.append(say("no-details"))

    def unlocked(self, unlocked: Unlocked) -> None:
        """A phrase was right: what it locked is in the conversation again, and can be read."""
        found = read_plan(unlocked.value)
        if found is None:
            self.unclear()
            return
        picked, written = found
        picked, written = {**picked, **self.now.picked}, {**written, **self.now.written}
        session = replace(self.at_menu(), picked=picked, written=written)
        if unlocked.case:
            self.session = replace(session, flow=CASE, node=OPENED, stack=())
            self.settle()
            return
        self.session = session
        self.lines.append(say("unlocked"))
        self.lines += contents.plan(self.now, self.content, self.directory, self.scene)
        self.settle()


def _size(written: Mapping[str, str]) -> int:
    return sum(len(text.encode()) for text in written.values())
