"""What a person can do wherever they are, and how they move on from a question."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from flows.load import Content
from flows.lookup import Directory
from flows.model import Asking, Choose, Write
from flows.session import TRAIL, Session, Step
from flows.turn import Line, Scene, say
from flows.walk import Walk

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


class Anywhere(Walk):
    """A walk by somebody who may be new (`stranger`), or was silent for long (`silent`)."""

    def __init__(
        self, session: Session | None, content: Content, directory: Directory, scene: Scene
    ) -> None:
        begin = Session("welcome", content.flows["welcome"].start, language=scene.language)
        super().__init__(session or replace(begin, role=scene.role), content, directory, scene)
        self.stranger = session is None
        self.silent = session is not None and scene.now // 60 - session.at >= SILENCE

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
            case Write(needed=True):
                self.lines.append(say("needed"))
                self.settle()
            case Choose(skip=target) | Write(next=target):
                # An answer given earlier and skipped now is taken back.
                self.on(target, picked, written)

    def why(self) -> None:
        if self.scene.private or not self.node.private:
            self.lines.append(Line(self.now.flow, self.now.node, why=True))
        self.settle()

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
