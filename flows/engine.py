"""One turn: from where a person is and what they meant, to where they are next and what is said.

Pure. `advance` never raises on anything a person can send; unsound content was refused at load.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from flows import contents, effects
from flows.load import Content
from flows.lookup import Directory
from flows.model import (
    KEEPS,
    MENU,
    Act,
    Asking,
    Branch,
    Call,
    Choose,
    End,
    Look,
    Node,
    Say,
    Write,
)
from flows.session import TRAIL, Session, Step, read_plan
from flows.turn import Line, Lock, Scene, Turn, say
from flows.understand import Answer, Asked, Chose, Commanded, Unclear, Unlocked, Wrote
from flows.words import ENGINE

LONGEST_WORDS = 300
"""Characters of one answer in own words."""
MOST_WORDS = 9_000
"""Bytes of all own words together: with it a session always fits the store's larger bucket."""
REMIND_EVERY = 10
"""Answers in private steps after which it is said again what leaving cannot undo."""
SILENCE = 30
"""Minutes after which it is asked again whether this is a good time to write."""
_MOST_STEPS = 200


def advance(
    session: Session | None, answer: Answer, content: Content, directory: Directory, scene: Scene
) -> Turn:
    """The next state and what is said, for a person (None: a stranger) who meant `answer`."""
    turn = _Turn(session, content, directory, scene)
    return turn.take(answer)


def start(flow: str, content: Content, directory: Directory, scene: Scene) -> Turn:
    """The first turn of a conversation that begins in `flow`, whatever it is; for its authors."""
    begun = Session(flow, content.flows[flow].start, language=scene.language)
    turn = _Turn(begun, content, directory, scene)
    turn.settle()
    return turn.done()


class _Turn:
    """One turn in the making: the session so far and the lines so far."""

    def __init__(
        self, session: Session | None, content: Content, directory: Directory, scene: Scene
    ) -> None:
        self.content, self.directory, self.scene = content, directory, scene
        self.lines: list[Line] = []
        self.effects: list[Lock] = []
        self.stranger = session is None
        minute = int(scene.now // 60)
        welcome = content.flows["welcome"]
        self.silent = session is not None and minute - session.at >= SILENCE
        before = session or Session("welcome", welcome.start, language=scene.language)
        if not content.has(before.flow, before.node):
            before = replace(before, flow=MENU, node=content.flows[MENU].start, stack=(), trail=())
        self.session: Session | None = replace(before, at=minute)

    @property
    def now(self) -> Session:
        assert self.session is not None
        return self.session

    @property
    def node(self) -> Node:
        return self.content.node(self.now.flow, self.now.node)

    def done(self) -> Turn:
        language = self.session.language if self.session else "en"
        return Turn(self.session, tuple(self.lines), language, tuple(self.effects))

    def take(self, answer: Answer) -> Turn:
        match answer:
            case Commanded("leave"):
                self.leave()
            case Commanded("danger"):
                self.danger()
            case Asked():
                self.asked(answer)
            case Commanded(command):
                self.command(command)
            case Unlocked():
                self.unlocked(answer.plan)
            case _ if self.stranger:
                self.settle()
            case _ if self.silent:
                self.ask_again()
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

    def danger_line(self, country: str | None = None) -> Line:
        return say(
            "danger",
            emergency=effects.emergency_number(self.directory, country),
            line=effects.crisis_number(self.directory),
        )

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
            case "hold":
                if self.stranger:
                    self.lines.append(say("held-nothing"))
                self.wait_at_menu_if_new()
                self.held()

    def wait_at_menu_if_new(self) -> None:
        if self.stranger:
            self.session = self.at_menu()

    def at_menu(self) -> Session:
        return replace(self.now, flow=MENU, node=self.content.flows[MENU].start, stack=())

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

    def languages(self) -> None:
        names = ", ".join(self.directory.language_name(code) for code in self.content.languages)
        self.lines.append(say("languages", languages=names))

    def held(self) -> None:
        self.lines += contents.lines(self.now, self.content, self.directory, self.scene)

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
            self.lines.append(self.danger_line(query.country))
        if query.needs or not query.danger:
            self.lines.append(Line(ENGINE, "found-many", found=self.directory.find(query)))
        if self.stranger:
            self.lines.append(say("first-contact"))
            self.session = self.at_menu()
        elif self.now.flow == "welcome":
            # Who asks has answered whether it is a good time to write.
            self.session = self.at_menu()
        elif not query.danger:
            # Somebody in danger has the number on the screen; a question below it would push it up.
            self.settle()

    def unclear(self) -> None:
        line = effects.crisis_number(self.directory)
        again = self.now.unclear > 0
        self.session = replace(self.now, unclear=self.now.unclear + 1)
        self.lines.append(say("unclear-again" if again else "unclear", line=line))
        self.settle()

    def ask_again(self) -> None:
        again = self.content.flows["again"]
        if self.now.flow != again.name:
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
        self.session = replace(self.at_menu(), picked=picked, written=written)
        self.lines.append(say("unlocked"))
        self.lines += contents.plan(self.now, self.content, self.directory)
        self.settle()

    # Moving on.

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

    def settle(self) -> None:
        """Say and do what needs no answer, up to the next question or to the end."""
        for _ in range(_MOST_STEPS):
            if self.step():
                return
        raise AssertionError("content that circles without waiting passed the check")

    def step(self) -> bool:
        """One node; whether the conversation rests here."""
        node = self.node
        if node.private and not self.scene.private:
            self.elsewhere()
            return False
        match node:
            case Say():
                self.lines.append(Line(self.now.flow, node.name, self.common()))
                self.go(node.next)
            case Choose() | Write():
                self.lines.append(Line(self.now.flow, node.name, self.common(), asks=True))
                return True
            case Branch():
                self.go(self.branch(node))
            case Call():
                stack = (*self.now.stack, (self.now.flow, node.next))
                flow = self.content.flows[node.flow]
                self.session = replace(self.now, flow=flow.name, node=flow.start, stack=stack)
            case Look():
                self.look(node)
            case Act():
                return self.act(node)
            case End():
                self.end()
        return False

    def go(self, target: str) -> None:
        self.session = replace(self.now, node=target)

    def end(self) -> None:
        if not self.now.stack:
            self.session = self.at_menu()
            return
        *stack, (flow, node) = self.now.stack
        if not self.content.has(flow, node):
            self.session = self.at_menu()
            return
        self.session = replace(self.now, flow=flow, node=node, stack=tuple(stack))

    def elsewhere(self) -> None:
        signal = self.scene.signal
        self.lines.append(say("elsewhere", signal=signal) if signal else say("elsewhere-unnamed"))
        self.session = self.at_menu()

    def branch(self, node: Branch) -> str:
        answered = self.now.picked.get(node.on, ())
        if node.on == KEEPS and self.scene.keeps is not None:
            answered = ("yes",)
        if node.on in self.now.written:
            answered = ("written",)
        for case, target in node.cases.items():
            if case in answered:
                return target
        return node.otherwise

    def look(self, node: Look) -> None:
        need, place, tongue = (self.answered(part) for part in (node.need, node.place, node.tongue))
        found = self.directory.find(self.directory.query(need, place, tongue))
        if found.emergency is not None:
            self.lines.append(self.danger_line(found.query.country))
        self.lines.append(Line(self.now.flow, node.name, found=found))
        self.go(node.next)

    def answered(self, part: str | None) -> str | None:
        """The first option picked at a `flow.node`, or the fixed word itself."""
        if part is None or "." not in part:
            return part
        return self.now.picked.get(part, (None,))[0]

    def act(self, node: Act) -> bool:
        """Do a named effect; whether the conversation ends with it."""
        said = (self.now.flow, node.name) in self.content.words["en"]
        if said:
            self.lines.append(Line(self.now.flow, node.name, self.common()))
        match node.effect:
            case "leave":
                self.session = None
                self.lines.append(say("cover"))
                return True
            case "contents":
                self.held()
            case "plan":
                self.lines += contents.plan(self.now, self.content, self.directory)
            case "three":
                self.lines.append(effects.three(self.now, node, self.directory))
            case "shorter":
                self.session, line = effects.shorter(self.now, node, self.scene)
                self.lines.append(line)
            case "language":
                self.languages()
            case "lock":
                self.lock()
            case "word":
                self.session, said_of_it = effects.own_leave_word(self.now, node, self.content)
                self.lines += [said_of_it] if said_of_it else []
        self.go(node.next)
        return False

    def lock(self) -> None:
        """Lock the plan away, if there is one and that is offered; the phrase is put in outside."""
        if self.scene.keeps is None or not (self.now.picked or self.now.written):
            self.lines.append(say("lock-empty"))
            return
        self.effects.append(Lock(self.now.plan()))
        self.lines.append(say("locked", days=str(self.scene.keeps)))

    def common(self) -> dict[str, str]:
        """Variables that every node's words may use."""
        return {
            "days": str(self.scene.keeps or 0),
            "emergency": effects.emergency_number(self.directory),
            "hours": contents.duration(self.now.idle or self.scene.idle),
            "operator": self.scene.operator,
            "signal": self.scene.signal,
        }


def _size(written: Mapping[str, str]) -> int:
    return sum(len(text.encode()) for text in written.values())
