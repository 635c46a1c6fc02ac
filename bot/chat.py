"""A conversation in this terminal, on state of its own that goes when the terminal closes."""

from __future__ import annotations

import fcntl
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console

from bot.app import App, Setup, Sweeper
from bot.channels.terminal import PERSON, PhoneTerminal, PlainTerminal

_LOCK = "lock"


@contextmanager
def own_folder(parent: Path | None) -> Iterator[Path | None]:
    """A folder for one chat, below `parent`; gone afterwards. None where state stays in memory.

    A chat that was killed leaves its folder, with its keys, in RAM; the next chat removes it.
    """
    if parent is None:
        yield None
        return
    _remove_dead(parent)
    folder = Path(tempfile.mkdtemp(prefix="chat-", dir=parent))
    state = folder / "state"
    state.mkdir(mode=0o700)
    with (folder / _LOCK).open("wb") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        try:
            yield state
        finally:
            shutil.rmtree(folder, ignore_errors=True)


def _remove_dead(parent: Path) -> None:
    for folder in parent.glob("chat-*"):
        try:
            with (folder / _LOCK).open("rb") as lock:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                shutil.rmtree(folder, ignore_errors=True)
        except OSError:
            continue  # alive, or being made this moment


def plain(setup: Setup, like: str) -> None:
    """One message a line from standard input, each reply as `bot: ...`, nothing else."""
    terminal = PlainTerminal(like)
    with own_folder(setup.state_folder()) as folder:
        app = setup.build({terminal.name: terminal}, folder)
        try:
            with Sweeper(app):
                for message in terminal.receive():
                    app.dispatcher.handle(message)
        except KeyboardInterrupt:
            pass
        finally:
            app.close(wipe=True)


def phone(setup: Setup, like: str) -> None:
    """A conversation that looks like one on a phone, until the person leaves."""
    terminal = PhoneTerminal(like, Console())
    with own_folder(setup.state_folder()) as folder:
        app = setup.build({terminal.name: terminal}, folder)
        terminal.welcome(in_process=folder is None)
        try:
            with Sweeper(app):
                _talk(app, terminal)
        finally:
            app.close(wipe=True)


def _talk(app: App, terminal: PhoneTerminal) -> None:
    for message in terminal.receive():
        app.dispatcher.handle(message)
        if app.store.held(terminal.name, PERSON).state is None:
            terminal.after_leaving("The server holds nothing of this conversation.")
            return
    terminal.console.print("\n[dim]Closed. The state of this chat is gone.[/]")
