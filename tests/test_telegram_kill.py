"""Kill -9 between the commit of a turn and its confirmation to Telegram, many times."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from fake_telegram import TOKEN, FakeTelegram
from telegram_killed import MOMENTS
from telegram_stage import strict

from store import state_folder

KILLS = int(os.environ.get("TELEGRAM_KILLS", "70"))
"""`make faults` does it 200 times."""
A_CHAT = 5
"""Messages of one person: more would meet the limit of one a second, which is real here."""
TEXTS = ("/start", "1", "why", "back", "menu")

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="forks; safe on Linux only")


class Mortal:
    """A service that is killed and started again, over one state folder."""

    def __init__(self, fake: FakeTelegram, folder: Path) -> None:
        self.fake, self._folder = fake, folder
        self._process = subprocess.Popen(
            [sys.executable, str(Path(__file__).with_name("telegram_killed.py"))],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={"PYTHONPATH": f"{Path.cwd()}:{Path(__file__).parent}"},
        )
        assert self._process.stdout is not None
        assert self._process.stdout.readline() == "ready\n"

    def live(self, update: int, moment: str) -> None:
        """Start, and die at a moment of the turn of this update."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        order = {
            "base_url": self.fake.base_url,
            "token": TOKEN,
            "folder": str(self._folder),
            "update": update,
            "moment": moment,
        }
        self._process.stdin.write(json.dumps(order) + "\n")
        self._process.stdin.flush()
        assert int(self._process.stdout.readline()) == -signal.SIGKILL, f"not killed at {moment}"

    def end(self) -> None:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.close()
        self._process.wait(60)
        self._process.stdout.close()


@pytest.fixture
def mortal() -> Iterator[Mortal]:
    folder = Path(tempfile.mkdtemp(prefix="test-", dir=state_folder(None)))
    with strict() as fake:
        service = Mortal(fake, folder)
        yield service
        service.end()
    shutil.rmtree(folder, ignore_errors=True)


def test_a_kill_between_commit_and_confirmation_neither_loses_nor_doubles_an_answer(
    mortal: Mortal,
) -> None:
    bot = mortal.fake.bot
    people = [bot.person(number) for number in range(1, KILLS // A_CHAT + 1)]
    number = 0
    for person in people:
        for text in TEXTS:
            mortal.live(person.writes(text), MOMENTS[number % len(MOMENTS)])
            number += 1
    unharmed = bot.person(9_999)
    for text in TEXTS:
        mortal.live(unharmed.writes(text), "confirmed")
    assert number == KILLS
    assert not bot.pending
    assert len(unharmed.heard) > len(TEXTS)
    for person in people:
        assert person.heard == unharmed.heard
