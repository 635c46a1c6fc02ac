"""Golden transcripts: whole conversations through everything that is real, and complete."""

from __future__ import annotations

from pathlib import Path

import pytest
from rehearsal import TRANSCRIPTS, play

ALL = sorted(TRANSCRIPTS.glob("*.txt"))


@pytest.mark.parametrize("path", ALL, ids=lambda path: path.stem)
def test_the_conversation_goes_as_written(path: Path) -> None:
    written = path.read_text(encoding="utf-8")
    assert play(written) == written, "if this is meant, run `make transcripts` and read the change"
