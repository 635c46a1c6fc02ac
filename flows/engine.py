"""One turn: from where a person is and what they meant, to where they are next and what is said.

Pure. `advance` never raises on anything a person can send; unsound content was refused at load.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from flows import contents, effects, reads
from flows.identifying import Finding
from flows.load import Content
from flows.lookup import Directory, Query
from flows.model import CASE, OPENED, WORK, WORKER, Asking, Choose, Write
from flows.session import TRAIL, Session, Step, read_plan
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

LONGEST_WORDS = 300
"""Characters of one answer in own words."""
MOST_WORDS = 9_000
"""Bytes of all own words together: with it a session always fits the store's larger bucket."""
REMIND_EVERY = 10
"""Answers in private steps after which it is said again what leaving cannot undo."""
SILENCE = 30
"""Minutes after which it is asked again whether this is a good time to write."""

_TOLD = {
    "who": ("about", "who"),
    "read": ("about", "read"),
    "how": ("about", "stop"),
    "calling": ("lines", "calling"),
}
"""Which words answer a question that works everywhere."""


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


class _Turn(Walk):
    """What a person meant, taken to where it leads."""

    def __init__(
        self, session: Session | None, content: Content, directory: Directory, scene: Scene
    ) -> None:
        begin = Session("welcome", content.flows["welcome"].start, language=scene.language)
        super().__init__(session or replace(begin, role=scene.role), content, directory, scene)
        self.stranger = session is None
        self.silent = session is not None and scene.now // 60 - session.at >= SILENCE

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

    # What the person can always do.

    def leave(self) -> None:
        self.session = None
        self.lines.append(say("cover"))

    def danger(self) -> None:
        self.lines.append(self.danger_line())
        if self.stranger:
            # The next message is answered from the beginning, not from the middle.
            self.session = self.at_menu()

    def command(self, command: str) -> None:
        if self.stranger and command in ("back", "skip", "why", "menu"):
            self.settle()
            return
        match command:
            case "back":
                self.back()
            case "skip":
                self.skip()
            case "why":
                self.why()
            case "menu":
                self.trail()
                self.session = self.at_menu()
                self.settle()
            case "language":
                self.languages()
                self.wait_at_menu_if_new()
            case "hold" if self.stranger:
                self.lines.append(say("held-nothing"))
                self.session = self.at_menu()
            case "hold":
                self.held()
            case "hello":
                self.settle()
            case "thanks":
                self.lines.append(say("thanks"))
                self.wait_at_menu_if_new()
            case _:
                self.tell(*_TOLD[command])

    def tell(self, flow: str, node: str) -> None:
        """What is asked so often that it is answered wherever somebody is."""
        self.lines.append(Line(flow, node, self.common()))
        if self.stranger:
            self.session = self.at_menu()
        else:
            self.settle()

    def wait_at_menu_if_new(self) -> None:
        if self.stranger:
            self.session = self.at_menu()

    def back(self) -> None:
        if not self.now.trail:
            self.lines.append(say("nothing-back"))
        else:
            *trail, last = self.now.trail
            self.session = replace(
                self.now, flow=last.flow, node=last.node, stack=last.stack, trail=tuple(trail)
            )
        self.settle()

    def skip(self) -> None:
        where = f"{self.now.flow}.{self.now.node}"
        picked = {name: options for name, options in self.now.picked.items() if name != where}
        written = {name: text for name, text in self.now.written.items() if name != where}
        match self.node:
            case Choose(skip=target) | Write(next=target):
                # An answer given earlier and skipped now is taken back.
                self.on(target, picked, written)

    def why(self) -> None:
        if self.scene.private or not self.node.private:
            self.lines.append(Line(self.now.flow, self.now.node, why=True))
        self.settle()

    # What the person answers.

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

    def ask_again(self) -> None:
        again = self.content.flows["again"]
        # The welcome asks the same thing itself.
        if self.now.flow not in (again.name, "welcome"):
            stack = (*self.now.stack, (self.now.flow, self.now.node))
            self.session = replace(self.now, flow=again.name, node=again.start, stack=stack)
        self.settle()

    def admitted(self) -> None:
        """A code was right: from now on they are a worker."""
        self.session = self.at_menu()
        self.lines.append(say("admitted"))
        self.settle()

    def opened(self, flow: str) -> None:
        """A word that opens a flow from anywhere."""
        self.trail()
        start = self.content.flows[flow].start
        self.session = replace(self.now, flow=flow, node=start, stack=(), listed=False)
        self.settle()

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

    # Moving on from a question.

    def on(
        self,
        target: str,
        picked: Mapping[str, tuple[str, ...]] | None = None,
        written: Mapping[str, str] | None = None,
    ) -> None:
        """Leave the node the person was asked at, for `target` in the same flow."""
        self.trail()
        steps = self.now.steps + (1 if self.node.private else 0)
        self.session = replace(
            self.now,
            node=target,
            picked=picked if picked is not None else self.now.picked,
            written=written if written is not None else self.now.written,
            steps=steps,
            unclear=0,
        )
        if steps >= REMIND_EVERY:
            self.session = replace(self.now, steps=0)
            self.lines.append(say("reminder"))
        self.settle()

    def trail(self) -> None:
        here: Step = self.now.here()
        if isinstance(self.node, Asking):
            self.session = replace(self.now, trail=(*self.now.trail, here)[-TRAIL:])


def _size(written: Mapping[str, str]) -> int:
    return sum(len(text.encode()) for text in written.values())
