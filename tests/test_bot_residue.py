"""What a whole conversation leaves in the memory of the bot: nothing, once somebody has left.

The program below is the bot with everything but a network: content, directory, dispatcher, sender
and store. Its channel keeps nothing, as a messenger's does not.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.test_store_fakes import ram_folder
from tests.test_store_residue import OVERWRITING, before_and_after

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc/PID/mem")

BOT = """
import gc, os, sys
from dataclasses import replace
from pathlib import Path
from bot.app import set_up
from bot.channels.base import Message, Sent

class Silent:
    name, private, takes_back_incoming = "signal", True, False
    count = 0
    def receive(self): return iter(())
    def send(self, address, reply):
        self.count += 1
        return Sent(str(self.count))
    def erase(self, address, references): return ()
    def close(self): pass

setup = set_up()
small = {"slots": 64, "kept_folder": Path(sys.argv[1]) / "kept"}
setup = replace(setup, settings=setup.settings.model_copy(update=small))
channel = Silent()
app = setup.build({"signal": channel}, Path(sys.argv[1]))
words = os.read(0, 4096).split(b"\\n")
text, address = words[0].decode(), words[1].decode()
del words
phrase = "aching ajar alike amid anew"
steps = ["hi", "1", text, phrase, "2", "2", "2", "2", text, text, "hold", "menu", text * 20]
for number, said in enumerate(steps):
    app.dispatcher.handle(Message("signal", address, said, str(number)))
assert channel.count > 15
said = None
os.write(1, b"alive")
os.read(0, 1)
app.dispatcher.handle(Message("signal", address, "exit", "last"))
app.sweep()
del text, address, steps, said
gc.collect()
os.write(1, b"gone")
os.read(0, 1)
"""


@pytest.fixture
def folder() -> Iterator[Path]:
    with ram_folder() as folder:
        yield folder


def test_nothing_of_a_conversation_is_in_the_memory_of_the_bot_after_leaving(folder: Path) -> None:
    alive, gone = before_and_after(folder, OVERWRITING, BOT)
    assert {label.partition(":")[0] for label in alive} >= {"text", "address", "slot key 0"}
    assert gone == []


def test_without_the_memory_settings_something_of_it_would_stay(folder: Path) -> None:
    """The control of the test above: the scan does see what was freed and not overwritten."""
    _, gone = before_and_after(folder, {}, BOT)
    assert any(label.startswith("text") for label in gone)
