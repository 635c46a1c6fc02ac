"""Walking through nodes: saying and doing what needs no answer, until a question is reached."""

from __future__ import annotations

from dataclasses import replace

from flows import contents, effects
from flows.load import Content
from flows.lookup import Directory
from flows.model import (
    KEEPS,
    MENU,
    Act,
    Branch,
    Call,
    Choose,
    End,
    Look,
    Node,
    Say,
    Write,
)
from flows.session import Session
from flows.turn import Line, Lock, Scene, Turn, say

_MOST_STEPS = 200


class Walk:
    """A conversation on its way: where it is, and what has been said and is to be done so far."""

    def __init__(
        self, session: Session, content: Content, directory: Directory, scene: Scene
    ) -> None:
        self.content, self.directory, self.scene = content, directory, scene
        self.lines: list[Line] = []
        self.effects: list[Lock] = []
        if not content.has(session.flow, session.node):
            # The session comes from older content: nothing is lost but the place.
            start = content.flows[MENU].start
            session = replace(session, flow=MENU, node=start, stack=(), trail=())
        self.session: Session | None = replace(session, at=int(scene.now // 60))

    @property
    def now(self) -> Session:
        assert self.session is not None
        return self.session

    @property
    def node(self) -> Node:
        return self.content.node(self.now.flow, self.now.node)

    def done(self) -> Turn:
        """The turn, once the walk rests."""
        language = self.session.language if self.session else self.scene.language
        return Turn(self.session, tuple(self.lines), language, tuple(self.effects))

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
                self.session = replace(self.now, listed=True)
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
                taken = effects.own_leave_word(self.now, node, self.content, self.directory)
                self.session, said_of_it = taken
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
            "cap": contents.duration(self.scene.cap),
            "days": str(self.scene.keeps or 0),
            "emergency": effects.emergency_number(self.directory),
            "hours": contents.duration(self.now.idle or self.scene.idle),
            "operator": self.scene.operator,
            "signal": self.scene.signal,
        }

    def at_menu(self) -> Session:
        start = self.content.flows[MENU].start
        return replace(self.now, flow=MENU, node=start, stack=(), listed=False)

    def danger_line(self, country: str | None = None) -> Line:
        return say(
            "danger",
            emergency=effects.emergency_number(self.directory, country),
            line=effects.crisis_line(self.directory),
        )

    def languages(self) -> None:
        names = ", ".join(self.directory.language_name(code) for code in self.content.languages)
        self.lines.append(say("languages", languages=names))

    def held(self) -> None:
        self.lines += contents.lines(self.now, self.content, self.directory, self.scene)
