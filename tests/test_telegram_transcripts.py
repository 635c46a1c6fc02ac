"""The golden transcripts that belong on Telegram, played through the real channel."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import rehearsal
from rehearsal import TRANSCRIPTS
from telegram_stage import TelegramRehearsal

NOT_HERE = {
    "locked-by-five-words": "a phrase opens nothing where others can read",
    "rebooted": "the channel would have to start anew with its machine; the stage keeps it",
    "rude": "an empty text cannot be sent on Telegram",
}
ALONE = re.compile(r"colleague|\(colleague|to desk:|own:")
"""Where others are written to as well, or the content is another one: not on this stage."""
ALL = [
    path
    for path in sorted(TRANSCRIPTS.glob("*.txt"))
    if path.stem not in NOT_HERE and not ALONE.search(path.read_text("utf-8"))
]
HERE = [path for path in ALL if "channel: telegram" in path.read_text("utf-8").splitlines()]


@pytest.mark.parametrize("path", ALL, ids=lambda path: path.stem)
def test_the_real_channel_says_what_the_golden_transcript_says(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What each person of the transcripts writes, held as Telegram may hold it: the real channel
    says what the stage says (tests/test_transcripts.py holds the stage's words on Signal).
    """
    written = path.read_text(encoding="utf-8")
    if path not in HERE:
        written = f"channel: telegram\n{written}"
    golden = rehearsal.play(written)
    monkeypatch.setattr(rehearsal, "rehearse", lambda *_, agency, **__: TelegramRehearsal(agency))
    real = rehearsal.play(written)
    assert _bots(real) == _bots(golden)
    if path in HERE:
        assert _after_leaving(real) == _after_leaving(golden)


def test_there_are_transcripts_for_telegram() -> None:
    assert HERE


def _bots(transcript: str) -> list[str]:
    """What was said. A question that changes in place is one message, so fewer are held."""
    shown = ("phone:", "server:", "     Marks of messages, so that I can take mine back:")
    return [line for line in transcript.splitlines() if not line.startswith(shown)]


def _after_leaving(transcript: str) -> list[str]:
    """The last look at the phone, and at the server."""
    return transcript.rpartition("(phone)")[2].splitlines()
