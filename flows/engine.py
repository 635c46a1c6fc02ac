"""One turn: from where a person is and what they meant, to where they are next and what is said.

Pure. `advance` never raises on anything a person can send; unsound content was refused at load.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from flows import contents, effects
from flows.load import Content
from flows.lookup import Directory, Query
from flows.model import Asking, Choose, Write
from flows.session import TRAIL, Session, Step, read_plan
from flows.turn import Line, Scene, Turn, say
from flows.understand import Answer, Asked, Chose, Commanded, Unclear, Unlocked, Wrote
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


def start(flow: str, content: Content, directory: Directory, scene: Scene) -> Turn:
    """The first turn of a conversation that begins in `flow`, whatever it is; for its authors."""
    begun = Session(flow, content.flows[flow].start, language=scene.language)
    walk = Walk(begun, content, directory, scene)
    walk.settle()
    return walk.done()


class _Turn(Walk):
    """What a person meant, taken to where it leads."""

    def __init__(
        self, session: Session | None, content: Content, directory: Directory, scene: Scene
    ) -> None:
        begin = Session("welcome", content.flows["welcome"].start, language=scene.language)
        super().__init__(session or begin, content, directory, scene)
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
                self.unlocked(answer.plan)
            case _ if self.silent:
                # Somebody else may hold the phone by now: nothing of before is shown unasked.
                self.ask_again()
            case Commanded(command):
                self.command(command)
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
                self.unclear()
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
        match node.reads:
            case "place":
                self.read_place(text, node)
            case "tongue":
                self.read_tongue(text, node)
            case _:
                self.keep_words(text, node)

    def read_place(self, text: str, node: Write) -> None:
        query = self.directory.read_place(text)
        if query.place is None:
            self.lines.append(say("place-unclear"))
            self.settle()
            return
        if query.guesses or any(other.country == query.country for other in query.other_places):
            self.lines.append(say("found-place", place=query.place.label))
        self.on(node.next, picked=self.picked_with(query.place.id))

    def read_tongue(self, text: str, node: Write) -> None:
        code = self.directory.read_language(text)
        if code is None:
            if not self.corrected_place(text):
                self.lines.append(say("tongue-unclear"))
            self.settle()
            return
        self.on(node.next, picked=self.picked_with(code))

    def corrected_place(self, text: str) -> bool:
        """Whether a place was written where a language was asked: the guess before was wrong."""
        query = self.directory.read_place(text)
        # One guess is not mended by another: "klingon" must not become a town.
        place = None if query.guesses else query.place
        # "none" is a town in Italy; whoever means another country says so in a search.
        if place is not None and place.country != self.directory.query(None, None, None).country:
            place = None
        flow = self.content.flows[self.now.flow]
        asked = [node for node in flow.nodes.values() if isinstance(node, Write)]
        where = next((node.name for node in asked if node.reads == "place"), None)
        if place is None or where is None:
            return False
        picked = {**self.now.picked, f"{flow.name}.{where}": (place.id,)}
        self.session = replace(self.now, picked=picked)
        self.lines.append(say("found-place", place=place.label))
        return True

    def picked_with(self, value: str) -> dict[str, tuple[str, ...]]:
        return {**self.now.picked, f"{self.now.flow}.{self.now.node}": (value,)}

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

    def unclear(self) -> None:
        line = effects.crisis_line(self.directory)
        again = self.now.unclear > 0
        self.session = replace(self.now, unclear=self.now.unclear + 1)
        self.lines.append(say("unclear-again" if again else "unclear", line=line))
        self.settle()

    def ask_again(self) -> None:
        again = self.content.flows["again"]
        # The welcome asks the same thing itself.
        if self.now.flow not in (again.name, "welcome"):
            stack = (*self.now.stack, (self.now.flow, self.now.node))
            self.session = replace(self.now, flow=again.name, node=again.start, stack=stack)
        self.settle()

    def unlocked(self, plan: bytes) -> None:
        """A phrase was right: what it locked is in the conversation again, and can be read."""
        found = read_plan(plan)
        if found is None:
            self.unclear()
            return
        picked, written = found
        picked, written = {**picked, **self.now.picked}, {**written, **self.now.written}
        self.session = replace(self.at_menu(), picked=picked, written=written)
        self.lines.append(say("unlocked"))
        self.lines += contents.plan(self.now, self.content, self.directory)
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
