"""The golden transcripts, held through the real Signal channel and a double of the server."""

from __future__ import annotations

import shutil
import tempfile
from contextlib import ExitStack
from functools import cache
from pathlib import Path

import pytest
import rehearsal
from fake_signal import Bubble
from rehearsal import TRANSCRIPTS, FakeClock, setup
from signal_stage import Stage, stage

from bot.app import App
from flows import Reply
from store import state_folder

ALL = sorted(
    path for path in TRANSCRIPTS.glob("*.txt") if "channel: telegram" not in path.read_text("utf-8")
)


PERSON = "9f3b1b8f-a89c-4649-a3cc-a0e7038985c6"


@cache
def played_on_stage(written: str) -> str:
    """The conversation without a network; what it should be is tests/test_transcripts.py's."""
    return rehearsal.play(written)


class Seen:
    """What the transcripts ask of a channel: what was said, what the phone shows, going down."""

    name = "signal"

    def __init__(self, there: Stage) -> None:
        self._there = there
        self.person = there.signal.phone(PERSON)
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
        self.app = self._start()
        self.there.listen(lambda message: self.app.dispatcher.handle(message))

    def _start(self) -> App:
        channels = {"signal": self.there.channel}
        return setup().build(channels, self.folder, self.clock.clocks())

    def says(self, text: str) -> list[Reply]:
        self.clock.move(5)
        before, heard = len(self.channel.replies), len(self.there.heard)
        self.there.signal.says(self.channel.person, text)  # type: ignore[attr-defined]
        self.there.until(lambda: len(self.there.heard) > heard)
        return self.channel.replies[before:]

    def close(self) -> None:
        self.there.stop()
        self.app.store.close(wipe=True)
        shutil.rmtree(self.folder, ignore_errors=True)
        self._stack.close()


@pytest.mark.parametrize("way", ["rest", "socket"])
@pytest.mark.parametrize("path", ALL, ids=lambda path: path.stem)
def test_a_golden_transcript_goes_the_same_over_signal(
    path: Path, way: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    written = path.read_text(encoding="utf-8")
    on_stage = played_on_stage(written)
    monkeypatch.setattr(rehearsal, "PERSON", PERSON)
    monkeypatch.setattr(rehearsal, "rehearse", lambda _like: OverSignal(way))
    assert rehearsal.play(written) == on_stage
