"""Walking through nodes: saying and doing what needs no answer, until a question is reached."""

from __future__ import annotations

from dataclasses import replace

from flows import contents, effects
from flows.load import Content
from flows.lookup import Directory
from flows.model import (
    KEEPS,
    MENU,
    OUT,
    SHOWN,
    WORK,
    WORKER,
    Act,
    Branch,
    Call,
    Choose,
    End,
    Look,
    Node,
    Refer,
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
        self.took = False
        if not content.has(session.flow, session.node):
            # The session comes from older content: nothing is lost but the place.
            session = replace(_at_menu(session, content), trail=())
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
        return Turn(self.session, tuple(self.lines), language, self.took)

    def settle(self) -> None:
        """Say and do what needs no answer, up to the next question or to the end."""
        for _ in range(_MOST_STEPS):
            if self.step():
                return
        raise AssertionError("content that circles without waiting passed the check")

    def step(self) -> bool:
        """One node; whether the conversation rests here."""
        node = self.node
        if not self.may_enter():
            self.session = replace(self.at_menu(), trail=())
            return False
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
            case Refer():
                self.refer(node)
            case Act():
                return self.act(node)
            case End():
                self.end()
        return False

    def may_enter(self) -> bool:
        """Whether the flow is for this person. The content cannot lead anybody astray, for it is
        checked; but a conversation may be older than the end of somebody's role.
        """
        role = self.content.flows[self.now.flow].role
        return role is None or role == self.scene.role == self.now.role

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
        if node.on == OUT and self.scene.checkin() is not None:
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

    def refer(self, node: Refer) -> None:
        """A page of services; what comes after it is kept as the number of those shown."""
        page = f"{self.now.flow}.{node.continues or node.name}"
        start = int(self.now.picked.get(page, ("0",))[0]) if node.continues else 0
        if start < 0:
            self.lines.append(say("refer-end"))
            self.go(node.next)
            return
        need = self.answered(node.need) or "shelter"
        place, tongue = self.answered(node.place), self.answered(node.tongue)
        rules = tuple(rule for rule in self.now.picked.get(node.rules, ()) if rule != "none")
        referral = self.directory.refer(need, place, tongue, rules, start)
        self.lines.append(Line(self.now.flow, node.name, referral=referral))
        after = start + len(referral.matches) if referral.more else -1
        shown = tuple(match.contact.id for match in referral.matches)
        kept = {page: (str(after),), SHOWN: shown}
        self.session = replace(self.now, picked={**self.now.picked, **kept})
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
                self.lines += contents.plan(self.now, self.content, self.directory, self.scene)
            case "three":
                self.lines.append(effects.three(self.now, node, self.directory))
            case "shorter":
                self.session, line = effects.shorter(self.now, node, self.scene)
                self.lines.append(line)
            case "language":
                self.languages()
            case "lock":
                self.lock()
            case "sheet":
                self.lines += contents.sheet(self.now, self.content, self.directory, self.scene)
            case "case":
                self.lock_case()
            case "begin":
                self.begin()
            case "outcome":
                self.outcome()
            case "forget":
                self.session = self.now.without(node.source or self.now.flow)
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
        locked = say("locked", days=str(self.scene.keeps))
        self.lines.append(replace(locked, does=Lock(self.now.plan())))

    def lock_case(self) -> None:
        """Lock the case away, and keep nothing of it here."""
        case = self.now.only(self.now.flow)
        if self.scene.case_days is None or not self.now.answered(self.now.flow):
            self.lines.append(say("lock-empty"))
            return
        locked = say("case-locked", days=str(self.scene.case_days))
        self.lines.append(replace(locked, does=Lock(case.plan(), case=True)))

    def begin(self) -> None:
        """Set the check-in that was put together in this flow."""
        begin = effects.begin(self.now)
        failed = say("checkin-failed")
        self.lines.append(replace(failed, does=begin) if begin else failed)

    def outcome(self) -> None:
        """Hand in what was answered in this flow about an agency."""
        report = effects.report(self.now)
        taken = replace(say("outcome-taken"), does=report)
        self.lines.append(taken if report else say("outcome-failed"))

    def common(self) -> dict[str, str]:
        """Variables that the words of the flow in hand may use."""
        flow = self.content.flows[self.now.flow]
        own = {name: self.answer(where) for name, where in flow.variables.items()}
        return {
            **own,
            "cap": contents.duration(self.scene.cap),
            "days": str(self.scene.keeps or 0),
            "emergency": effects.emergency_number(self.directory),
            "hours": contents.duration(self.now.idle or self.scene.idle),
            "operator": self.scene.operator,
            "signal": self.scene.signal,
        }

    def answer(self, where: str) -> str:
        """An answer as words; empty where there is none."""
        return contents.answer(where, self.now, self.content, self.directory, self.scene)

    def at_menu(self) -> Session:
        return _at_menu(self.now, self.content)

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


def _at_menu(session: Session, content: Content) -> Session:
    menu = WORK if session.role == WORKER else MENU
    start = content.flows[menu].start
    return replace(session, flow=menu, node=start, stack=(), listed=False)
