"""A conversation in a terminal: a phone to look at, or plain lines for a pipe.

It stands in for a messenger, with that messenger's manners: on "signal" the person's own messages
cannot be taken back by us, on "telegram" they can and nothing private may be said.
"""

from __future__ import annotations

import secrets
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import BinaryIO, TextIO

from rich.align import Align
from rich.box import ROUNDED
from rich.console import Console, Group
from rich.panel import Panel
from rich.text import Text

from bot.channels.base import Message, Sent
from flows import Reply

PERSON = "you"
"""The one address there is in a terminal."""
_NO_SCROLLBACK = "\x1b[3J"
"""Clears what was scrolled away as well: it is the chat that was taken back."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A message as the phone shows it; `mine`: written by the person."""

    reference: str
    text: str
    mine: bool
    gone: bool = False


class Phone:
    """What the person's phone still shows. It knows nothing but what a messenger would."""

    def __init__(self) -> None:
        self.shown: list[Shown] = []
        # No two phones give the same reference: after a restart a message must not look like one
        # that was answered before.
        self._start = secrets.token_hex(4)

    def add(self, text: str, *, mine: bool) -> str:
        """Show a message; its reference."""
        reference = f"{self._start}-{len(self.shown) + 1}"
        self.shown.append(Shown(reference, text, mine))
        return reference

    def take_back(self, references: Sequence[str], *, also_mine: bool) -> tuple[str, ...]:
        """Remove messages; the references that could not be."""
        failed = []
        for index, message in enumerate(self.shown):
            if message.reference in references:
                if message.mine and not also_mine:
                    failed.append(message.reference)
                else:
                    self.shown[index] = replace(message, text="", gone=True)
        return tuple(failed)

    def left(self) -> list[Shown]:
        """What can still be read on it."""
        return [message for message in self.shown if not message.gone]


class Terminal:
    """The terminal as a channel; `like` is the messenger it stands in for."""

    name = "terminal"

    def __init__(self, like: str, source: BinaryIO | None = None) -> None:
        self.like = like
        self.private = like != "telegram"
        self.takes_back_incoming = like == "telegram"
        self.phone = Phone()
        self._source = source or sys.stdin.buffer

    def message(self, text: str) -> Message:
        """A message of the person, as it stands on the phone."""
        return Message(self.name, PERSON, text, self.phone.add(text, mine=True))

    def receive(self) -> Iterator[Message]:
        """One message a line, whatever its bytes are."""
        for line in self._source:
            yield self.message(line.decode("utf-8", errors="replace").rstrip("\r\n"))

    def send(self, address: str, reply: Reply) -> Sent:
        """Show one reply."""
        self.show(reply)
        return Sent(self.phone.add(reply.plain, mine=False))

    def erase(self, address: str, references: Sequence[str]) -> tuple[str, ...]:
        """Take messages off the phone."""
        return self.phone.take_back(references, also_mine=self.takes_back_incoming)

    def close(self) -> None:
        """Nothing to close: the input ends by itself."""

    def show(self, reply: Reply) -> None:
        """Nothing to look at here; the two kinds of terminal differ in this."""


class PlainTerminal(Terminal):
    """For a pipe: each reply as `bot: ...`, further lines indented, nothing else."""

    def __init__(
        self, like: str, source: BinaryIO | None = None, out: TextIO | None = None
    ) -> None:
        super().__init__(like, source)
        self._out = out or sys.stdout

    def show(self, reply: Reply) -> None:
        print(plain(reply), file=self._out, flush=True)


def plain(reply: Reply) -> str:
    """A reply as lines: the first after `bot: `, the others indented by five spaces."""
    first, *rest = reply.plain.split("\n")
    return "\n".join((f"bot: {first}", *(f"     {line}" for line in rest)))


class PhoneTerminal(Terminal):
    """For a person: looks like a phone, and shows on leaving what stays on it."""

    def __init__(self, like: str, console: Console) -> None:
        super().__init__(like)
        self.console = console
        self._width = min(console.width, 72)

    def receive(self) -> Iterator[Message]:
        """Messages as they are typed, until the input ends."""
        while True:
            try:
                text = self.console.input("[dim]write:[/] ")
            except (EOFError, KeyboardInterrupt):
                return
            except UnicodeDecodeError:
                text = ""
            # The typed line stands above as a prompt; a bubble on the right replaces it.
            self.console.file.write("\x1b[1A\x1b[2K")
            self.bubble(Text(text), mine=True)
            yield self.message(text)

    def show(self, reply: Reply) -> None:
        text = Text(reply.text)
        for number, label in enumerate(reply.options, start=1):
            text.append("\n")
            text.append(f" {number} ", style="bold reverse")
            text.append(f" {label}")
        self.bubble(text, mine=False)

    def bubble(self, text: Text, *, mine: bool) -> None:
        """One message, the person's on the right."""
        style = "green" if mine else "blue"
        panel = Panel(text, box=ROUNDED, border_style=style, width=_width(text, self._width))
        side = Align.right(panel, width=self._width) if mine else Align.left(panel)
        self.console.print(side)

    def welcome(self, *, in_process: bool) -> None:
        """What this terminal stands in for, and where its state is."""
        what = "private: end-to-end encrypted to this server" if self.private else "not private"
        self.console.print(Text(f"A chat as on {self.like.title()} ({what}).", style="dim"))
        if in_process:
            where = "No memory file system here (as on a Mac): state stays inside this program."
            self.console.print(Text(where, style="dim"))
        self.console.print(Text("Write anything. The word 'exit' leaves.\n", style="dim"))

    def after_leaving(self, held: str) -> None:
        """What a person who picks up this phone would still see, and what the server holds."""
        left = self.phone.left()
        gone = sum(1 for message in self.phone.shown if message.gone)
        lines = [Text(f"  {'you' if m.mine else 'bot'}: {_first(m.text)}") for m in left]
        note = Text(f"\n{gone} messages were taken back. {held}", style="dim")
        if any(message.mine for message in left):
            note.append(
                "\nYour own messages can be deleted on this phone only, by you.", style="dim"
            )
        self.console.clear()
        self.console.file.write(_NO_SCROLLBACK if self.console.is_terminal else "")
        body = Group(*lines, note) if lines else Group(Text("  (empty)"), note)
        self.console.print(Panel(body, title="still on this phone", box=ROUNDED, width=self._width))


def _first(text: str) -> str:
    line = text.split("\n", 1)[0]
    return line if len(line) <= 60 else line[:59] + "…"


def _width(text: Text, most: int) -> int:
    longest = max((line.cell_len for line in text.split("\n")), default=0)
    return max(8, min(longest + 4, int(most * 0.85)))
