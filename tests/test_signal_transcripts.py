"""The golden transcripts, held through the real Signal channel and a double of the server."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
import rehearsal
from fake_signal import Bubble
from rehearsal import TRANSCRIPTS, FakeClock, setup
from signal_stage import Stage, stage

from bot.app import App
from bot.channels.base import Message
from flows import Reply
from store import state_folder

ALL = sorted(
    path for path in TRANSCRIPTS.glob("*.txt") if "channel: telegram" not in path.read_text("utf-8")
)


class Seen:
    """What the transcripts ask of a channel: what was said, what the phone shows, going down."""

    name = "signal"

    def __init__(self, there: Stage) -> None:
        self._there = there
        self.person = there.signal.phone()
        self.phone = self

    @property
    def replies(self) -> list[Reply]:
        sent = self._there.signal.sent
        return [Reply(text) for address, text in sent if address == self.person.address]

    def left(self) -> list[Bubble]:
        return self.person.left()

    @property
    def down(self) -> bool:
        return self._there.server.down

    @down.setter
    def down(self, down: bool) -> None:
        self._there.server.down = down


class OverSignal(rehearsal.Rehearsal):
    """A rehearsal whose every line goes over the wire and back."""

    def __init__(self, way: str) -> None:
        self._stack = ExitStack()
        self.clock = FakeClock()
        self.there = self._stack.enter_context(stage(way, clock=lambda: self.clock.wall))
        self.channel = Seen(self.there)  # type: ignore[assignment]
        self.folder = Path(tempfile.mkdtemp(prefix="test-", dir=state_folder(None)))
        self.messages: Iterator[Message] = self.there.channel.receive()
        self.app = self._start()

    def _start(self) -> App:
        channels = {"signal": self.there.channel}
        return setup().build(channels, self.folder, self.clock.clocks())

    def says(self, text: str) -> list[Reply]:
        self.clock.move(5)
        before = len(self.channel.replies)
        self.there.signal.says(self.channel.person, text)  # type: ignore[attr-defined]
        self.app.dispatcher.handle(next(self.messages))
        return self.channel.replies[before:]

    def close(self) -> None:
        self.there.channel.close()
        for _ in self.messages:
            pass
        self.app.store.close(wipe=True)
        shutil.rmtree(self.folder, ignore_errors=True)
        self._stack.close()


@pytest.mark.parametrize("way", ["rest", "socket"])
@pytest.mark.parametrize("path", ALL, ids=lambda path: path.stem)
def test_a_golden_transcript_goes_the_same_over_signal(
    path: Path, way: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rehearsal, "rehearse", lambda _like: OverSignal(way))
    written = path.read_text(encoding="utf-8")
    assert rehearsal.play(written) == written
