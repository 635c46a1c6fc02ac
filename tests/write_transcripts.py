"""Writes the `bot:`, `phone:` and `server:` lines of all transcripts anew: `make transcripts`."""

from __future__ import annotations

import sys
from pathlib import Path

from rehearsal import TRANSCRIPTS, play


def main(names: list[str]) -> None:
    paths = [Path(name) for name in names] or sorted(TRANSCRIPTS.glob("*.txt"))
    for path in paths:
        before = path.read_text(encoding="utf-8")
        after = play(before)
        if after != before:
            path.write_text(after, encoding="utf-8")
            print(f"written anew: {path.name}")


if __name__ == "__main__":
    main(sys.argv[1:])
