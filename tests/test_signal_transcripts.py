"""The golden transcripts, held through the real Signal channel and a double of the server."""

from __future__ import annotations

import re
from contextlib import ExitStack
from functools import cache, partial
from pathlib import Path

import pytest
import rehearsal
from fake_signal import Bubble, Phone, Signal
from fake_signal_rest import FakeRest
from rehearsal import TRANSCRIPTS, FakeClock
from signal_bot import Bot
from signal_stage import stage

from flows import Reply

ELSEWHERE = re.compile(r"channel: telegram|\(?colleague|to desk:|own:")
"""What is for Telegram, or where others are written to as well, who have no phone on this stage."""
ALL = sorted(
    path for path in TRANSCRIPTS.glob("*.txt") if not ELSEWHERE.search(path.read_text("utf-8"))
)


PERSON = "9f3b1b8f-a89c-4649-a3cc-a0e7038985c6"


@cache
def played_on_stage(written: str) -> str:
    """The conversation without a network; what it should be is tests/test_transcripts.py's."""
    return rehearsal.play(written)


class Seen:
    """The real channel, with what the transcripts ask of one: its phone, and its going down."""

    name, private, takes_back_incoming = "signal", True, False

    def __init__(self, way: str) -> None:
        self._way = way
        self._stack = ExitStack()
        self.phone = self

    def open(self, clock: FakeClock) -> None:
        self.there = self._stack.enter_context(stage(self._way, clock=lambda: clock.wall))
        self.person = self.there.signal.phone(PERSON)
        self.send, self.erase = self.there.channel.send, self.there.channel.erase
        self.forget, self.receive = self.there.channel.forget, self.there.channel.receive

    def close(self) -> None:
        self.there.stop()
        self._stack.close()

    @property
    def replies(self) -> list[Reply]:
        sent = self.there.signal.sent
        return [Reply(text) for address, text in sent if address == PERSON]

    @property
    def sent(self) -> list[tuple[str, Reply]]:
        return [(PERSON, reply) for reply in self.replies]

    def left(self) -> list[Bubble]:
        return self.person.left()

    @property
    def down(self) -> bool:
        return self.there.server.down

    @down.setter
    def down(self, down: bool) -> None:
        self.there.server.down = down


class OverSignal(rehearsal.Rehearsal):
    """A rehearsal whose every line goes over the wire and back."""

    seen: Seen

    def __post_init__(self) -> None:
        self.seen = self.channel  # type: ignore[assignment]
        self.seen.open(self.clock)
        super().__post_init__()
        self.seen.there.listen(lambda message: self.app.dispatcher.handle(message))

    def says(self, text: str, _shown: str | None = None) -> list[Reply]:
        self.clock.move(5)
        there = self.seen.there
        before, heard = len(self.seen.replies), len(there.heard)
        there.signal.says(self.seen.person, text)
        there.until(lambda: len(there.heard) > heard)
        return self.seen.replies[before:]

    def close(self) -> None:
        self.seen.close()
        super().close()


@pytest.mark.parametrize(
    ("path", "way"),
    [(path, ("rest", "socket")[number % 2]) for number, path in enumerate(ALL)],
    ids=lambda one: one.stem if isinstance(one, Path) else one,
)
def test_a_golden_transcript_goes_the_same_over_signal(
    path: Path, way: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    written = path.read_text(encoding="utf-8")
    on_stage = played_on_stage(written)
    monkeypatch.setattr(rehearsal, "PERSON", PERSON)
    monkeypatch.setattr(rehearsal, "StageChannel", lambda _like: Seen(way))
    monkeypatch.setattr(rehearsal, "Rehearsal", OverSignal)
    assert rehearsal.play(written) == on_stage


MOST = 25
"""Lines of one person that are played at full speed before limits would stop them."""
_TIME = re.compile(r"\d{1,2}:\d{2}( [ap]\.?m\.?)?|(?<=take mine back: )\d+")
"""What differs from run to run: the clock, and how many sent messages were noted so far."""


def opening(path: Path) -> list[str]:
    """What the person writes before time passes or something breaks."""
    lines: list[str] = []
    for line in path.read_text("utf-8").splitlines():
        if line.startswith(("...", "(")) or len(lines) == MOST:
            break
        if line.startswith("user:"):
            lines.append(line.removeprefix("user:").strip().replace("\\n", "\n"))
    return lines


def test_the_running_service_holds_the_conversations_of_the_transcripts() -> None:
    """`./quietline run --channel signal` as a process of its own, one person a transcript."""
    said = 0
    with FakeRest(Signal()) as server, Bot(server) as bot:
        signal = server.signal
        assert signal.wait(server.connected, 60), bot.said()
        for path in ALL[::3]:  # every third: the others go over the wire above
            on_stage, phone = rehearsal.rehearse(), signal.phone()
            for text in opening(path):
                expected = [reply.plain for reply in on_stage.says(text)]
                before = len(phone.bubbles) + 1
                signal.says(phone, text)
                wanted = before + len(expected)
                assert signal.wait(partial(shows, phone, wanted), 60), bot.said()
                answers = [bubble.text for bubble in phone.bubbles[before:]]
                if answers != [""] * len(answers):  # on leaving they may be gone already
                    shown = [_TIME.sub("", one) for one in answers if one]
                    assert shown == [_TIME.sub("", one) for one in expected], path.stem
                said += len(expected)
            on_stage.close()
    assert said > 80


def shows(phone: Phone, wanted: int) -> bool:
    return len(phone.bubbles) >= wanted
