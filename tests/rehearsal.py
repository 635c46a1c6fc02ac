"""Conversations played through the real dispatcher, content, directory and store, with a clock
that the test moves and a channel that the test can take down.

A transcript is text:

    # a comment; the first says what is shown
    channel: telegram          (signal if left out)
    keeps: plans               (only if the deployment keeps locked plans)
    agency: North Shore        (only if there are workers, of this agency)
    own: ...                   (only if the agency has the pages that docs/authoring.md shows)
    user: what the person writes (\\n for a line break)
    bot: what is answered
         its further lines
    ... 25 hours later         (minutes, hours or days)
    (invited)                  the person sends an invite, and is a worker from then on
    (revoked)                  the operator ends the role of every worker
    colleague: what another worker of the agency writes
    (killed)                   the process dies without a word and starts again
    (rebooted)                 so does the machine
    (channel down)  (channel up)
    (phone)                    what can still be read on the phone, as `phone:` lines
    (server)                   what the server still holds, as a `server:` line

Authors write everything but the `bot:`, `to colleague:`, `to desk:`, `phone:` and `server:` lines;
those are written by
`make transcripts`, and the difference is what is reviewed.
"""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any
from unittest.mock import patch

from bot.app import App, Setup, content_of, directory_of, set_up
from bot.channels.base import Message, Sent, Unreachable
from bot.channels.terminal import PERSON, Phone, plain
from flows import Reply, Turn, advance
from flows.understand import Chose
from store import Clocks, Workers, state_folder

TRANSCRIPTS = Path(__file__).parent / "transcripts"
START = 1_790_000_000.0
COLLEAGUE, DESK = "colleague", "desk"
"""Addresses of another worker, and of the agency's desk."""
_SPANS = {"minute": 60, "hour": 3600, "day": 86400}


@cache
def setup() -> Setup:
    """Settings, content and directory, read once for all; few slots, so that scans are fast."""
    whole = set_up()
    return replace(
        whole,
        settings=whole.settings.model_copy(update={"slots": 256, "signal_name": "quietline.01"}),
    )


class FakeClock:
    """Both clocks, moved by hand; `machine` is the boot id."""

    def __init__(self) -> None:
        self.wall, self.boot, self.machine = START, 1_000.0, b"0" * 16

    def move(self, seconds: float) -> None:
        self.wall += seconds
        self.boot += seconds

    def clocks(self) -> Clocks:
        return Clocks(
            lambda: self.boot,
            lambda: self.wall,
            lambda: self.machine,
            lambda seconds: self.move(seconds),
        )


class StageChannel:
    """A messenger with the manners of Signal or Telegram, and a phone to look at."""

    def __init__(self, like: str) -> None:
        self.name = like
        self.private = like != "telegram"
        self.takes_back_incoming = like == "telegram"
        self.phone = Phone()
        self.down = False
        self.replies: list[Reply] = []
        self.sent: list[tuple[str, Reply]] = []

    def receive(self) -> Iterator[Message]:
        return iter(())

    def send(self, address: str, reply: Reply) -> Sent:
        if self.down:
            raise Unreachable
        self.sent.append((address, reply))
        if address != PERSON:
            return Sent(None)
        self.replies.append(reply)
        return Sent(self.phone.add(reply.plain, mine=False))

    def close(self) -> None: ...

    def erase(self, address: str, references: Sequence[str]) -> tuple[str, ...]:
        if self.down:
            raise Unreachable
        return self.phone.take_back(references, also_mine=self.takes_back_incoming)


@dataclass
class Rehearsal:
    """One person's conversation, with everything real but the network and the clock."""

    channel: StageChannel
    folder: Path
    keeps: bool = False
    agency: str | None = None
    own: bool = False
    clock: FakeClock = field(default_factory=FakeClock)
    _drawn: int = 0

    def __post_init__(self) -> None:
        self.app = self._start()

    def _start(self) -> App:
        whole = setup()
        named: dict[str, Any] = {"kept_folder": self.folder / "kept"} if self.keeps else {}
        if self.agency:
            desk = f"{self.channel.name}:{DESK}"
            named |= {"agency_folder": self.folder / "agency", "desk": (desk,)}
        if self.own:
            named |= {"content_folder": self.folder / "own", "directory_folder": self.folder}
        if named:
            whole = replace(whole, settings=whole.settings.model_copy(update=named))
        if self.own:
            write_guide(self.folder)
            whole = replace(
                whole,
                content=content_of(whole.settings),
                directory=directory_of(whole.settings),
            )
        self.whole = whole
        state = self.folder / "state"
        state.mkdir(mode=0o700, exist_ok=True)
        channels = {self.channel.name: self.channel}
        clocks = self.clock.clocks()
        return whole.build(channels, state, clocks, choose_word=self._next_word)

    def _next_word(self, words: Sequence[str]) -> str:
        """Words of a phrase in order, so that transcripts can know them."""
        self._drawn += 1
        return words[100 * self._drawn]

    def says(self, text: str, shown: str | None = None) -> list[Reply]:
        """The person writes; what they are answered. `shown`: what a look at their phone tells."""
        self.clock.move(5)  # as fast as a thumb
        before = len(self.channel.replies)
        reference = self.channel.phone.add(shown or text, mine=True)
        self.app.dispatcher.handle(Message(self.channel.name, PERSON, text, reference))
        return self.channel.replies[before:]

    def invited(self, address: str | None = None) -> list[Reply]:
        """The person, or somebody else, sends an invite of the agency; what they are answered."""
        assert self.agency
        with self._workers() as workers:
            code = workers.invite(self.agency, 30)
        if address is None:
            return self.says(code, "(an invite)")
        return self.writes(address, code)

    def revoked(self) -> None:
        """The operator ends every role."""
        assert self.agency
        with self._workers() as workers:
            workers.revoke_agency(self.agency)

    @contextmanager
    def _workers(self) -> Iterator[Workers]:
        """As the command line of the operator opens them: beside the running service."""
        opened = self.whole.agency()
        assert opened
        durable, vault = opened
        try:
            yield Workers(durable, vault, self.clock.clocks().wall)
        finally:
            durable.close()

    def writes(self, address: str, text: str) -> list[Reply]:
        """Somebody else writes; what they are answered."""
        self.clock.move(5)
        before = len(self.channel.sent)
        number = f"{address}-{self.clock.wall}"
        self.app.dispatcher.handle(Message(self.channel.name, address, text, number))
        return [reply for to, reply in self.channel.sent[before:] if to == address]

    def later(self, seconds: float) -> None:
        """Time passes, and the timer has run; where there are check-ins, once a minute."""
        step = 60.0 if self.agency else seconds
        while seconds > 0:
            self.clock.move(min(step, seconds))
            self.app.sweep()
            self.app.watch.tick()
            seconds -= step

    def restart(self, *, reboot: bool = False) -> None:
        """The process ends between two messages and starts anew; with `reboot`, the machine."""
        self.app.close()
        if reboot:
            self.clock.machine, self.clock.boot = b"1" * 16, 10.0
        self.app = self._start()

    def held(self) -> str:
        """What the server holds, in one line."""
        held = self.app.store.held(self.channel.name, PERSON)
        if held.state is None and not held.size and not held.references and not held.unsent:
            return "nothing"
        state = "no conversation" if held.state is None else "a conversation"
        return f"{state}, {held.unsent} unsent, {held.references} references"

    def close(self) -> None:
        self.app.close(wipe=True)
        shutil.rmtree(self.folder, ignore_errors=True)


def rehearse(
    like: str = "signal", *, keeps: bool = False, agency: str | None = None, own: bool = False
) -> Rehearsal:
    """A new person on a new server, which keeps locked plans if told so, and has workers of an
    agency if one is named; close it when done.
    """
    parent = state_folder(None)
    folder = Path(tempfile.mkdtemp(prefix="test-", dir=parent))
    return Rehearsal(StageChannel(like), folder, keeps, agency, own)


_SHOWN = re.compile(
    r"`([a-z/]+\.[a-z]+)`(?: in `directory_folder`)?:\n\n```[a-z]+\n(.*?)```", re.DOTALL
)


def write_guide(folder: Path) -> None:
    """The agency's own pages and contacts as the guide for authors shows them: below `own`, and
    contacts.toml beside it.
    """
    guide = Path(__file__).parent.parent / "docs" / "authoring.md"
    for name, text in _SHOWN.findall(guide.read_text(encoding="utf-8")):
        path = folder / name if name == "contacts.toml" else folder / "own" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


@dataclass
class Heard:
    """What came to pass in a conversation: nodes said, options chosen."""

    said: set[tuple[str, str]] = field(default_factory=set)
    chosen: set[tuple[str, str, str]] = field(default_factory=set)

    def advance(self, session: Any, answer: Any, *rest: Any) -> Turn:
        """The engine's `advance`, listened to."""
        turn = advance(session, answer, *rest)
        self.said |= {(line.flow, line.node) for line in turn.lines}
        if isinstance(answer, Chose) and session is not None:
            self.chosen |= {(session.flow, session.node, option) for option in answer.options}
        return turn


def play(transcript: str, heard: Heard | None = None) -> str:
    """The transcript as it really goes: authors' lines kept, all others written anew."""
    lines = [line for line in transcript.splitlines() if not _WRITTEN.match(line)]
    like = next((line.split(":")[1].strip() for line in lines if line.startswith("channel:")), "")
    agency = next(
        (line.split(":")[1].strip() for line in lines if line.startswith("agency:")), None
    )
    own = any(line.startswith("own:") for line in lines)
    rehearsal = rehearse(like or "signal", keeps="keeps: plans" in lines, agency=agency, own=own)
    try:
        with patch("bot.dispatcher.advance", heard.advance if heard else advance):
            return "\n".join(_played(lines, rehearsal)).rstrip() + "\n"
    finally:
        rehearsal.close()


_WRITTEN = re.compile(r"(bot|phone|server|to colleague|to desk):|     ")


def _played(lines: list[str], rehearsal: Rehearsal) -> Iterator[str]:
    for line in lines:
        if not line.strip():
            continue
        if line.startswith(("user:", "...", "(", "colleague:")):
            yield ""
        yield line
        before = len(rehearsal.channel.sent)
        if line.startswith("user:"):
            text = line.removeprefix("user:").strip().replace("\\n", "\n")
            for reply in rehearsal.says(text):
                yield "\n".join(part.rstrip() for part in plain(reply).split("\n"))
        elif line.startswith("..."):
            yield from _after(line, rehearsal)
        elif line.startswith("colleague:"):
            rehearsal.writes(COLLEAGUE, line.partition(":")[2].strip())
        elif line.startswith("("):
            yield from _direction(line.strip("() "), rehearsal)
        yield from _to_others(rehearsal.channel.sent[before:])


def _to_others(sent: Sequence[tuple[str, Reply]]) -> Iterator[str]:
    # Two who are told at the same moment are told in no order.
    for address, reply in sorted(sent, key=lambda one: one[0]):
        if address != PERSON:
            said = plain(reply).replace("bot:", f"to {address}:", 1)
            yield "\n".join(part.rstrip() for part in said.split("\n"))


def _after(line: str, rehearsal: Rehearsal) -> Iterator[str]:
    found = re.fullmatch(r"\.\.\. (\d+) (minute|hour|day)s? later", line.strip())
    assert found, f"not a span of time: {line}"
    before = len(rehearsal.channel.replies)
    rehearsal.later(int(found[1]) * _SPANS[found[2]])
    for reply in rehearsal.channel.replies[before:]:
        yield plain(reply)


def _direction(what: str, rehearsal: Rehearsal) -> Iterator[str]:
    match what:
        case "killed":
            rehearsal.restart()
        case "rebooted":
            rehearsal.restart(reboot=True)
        case "invited":
            for reply in rehearsal.invited():
                yield "\n".join(part.rstrip() for part in plain(reply).split("\n"))
        case "colleague invited":
            rehearsal.invited(COLLEAGUE)
            rehearsal.channel.sent.clear()
        case "revoked":
            rehearsal.revoked()
        case "channel down" | "channel up":
            rehearsal.channel.down = what.endswith("down")
        case "phone":
            left = rehearsal.channel.phone.left()
            for message in left:
                who = "you" if message.mine else "bot"
                first = message.text.split("\n")[0]
                yield f"phone: {who}: {first}"
            if not left:
                yield "phone: (empty)"
        case "server":
            yield f"server: {rehearsal.held()}"
        case _:
            raise AssertionError(f"no such direction: ({what})")
