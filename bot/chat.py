"""A conversation in this terminal, on state of its own that goes when the terminal closes."""

from __future__ import annotations

import fcntl
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from rich.console import Console

from bot.app import App, Setup, SetupError, Sweeper
from bot.channels.terminal import PERSON, PhoneTerminal, PlainTerminal
from bot.watching import Watching
from store import Workers

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


def plain(setup: Setup, like: str, agency: str | None = None) -> None:
    """One message a line from standard input, each reply as `bot: ...`, nothing else. `agency`: as
    a worker of one, for trying it out.
    """
    terminal = PlainTerminal(like)
    with own_folder(setup.state_folder()) as folder:
        app = _built(setup, terminal, folder, agency)
        try:
            with Sweeper(app), Watching(app.watch):
                for message in terminal.receive():
                    app.dispatcher.handle(message)
        except KeyboardInterrupt:
            pass
        finally:
            app.close(wipe=True)


def phone(setup: Setup, like: str, agency: str | None = None) -> None:
    """A conversation that looks like one on a phone, until the person leaves."""
    terminal = PhoneTerminal(like, Console())
    with own_folder(setup.state_folder()) as folder:
        app = _built(setup, terminal, folder, agency)
        terminal.welcome(in_process=folder is None)
        try:
            with Sweeper(app), Watching(app.watch):
                _talk(app, terminal)
        finally:
            app.close(wipe=True)


def _built(
    setup: Setup, terminal: PlainTerminal | PhoneTerminal, folder: Path | None, agency: str | None
) -> App:
    """The app of one chat; with `agency` the person is a worker, in a database of this chat."""
    if agency is None:
        # Beside a running service, its check-ins are none of this chat's business.
        alone = setup.settings.model_copy(update={"agency_folder": None})
        return replace(setup, settings=alone).build({terminal.name: terminal}, folder)
    if folder is None:
        raise SetupError("A worker's chat needs a file system in RAM: set state_folder.")
    named = {"agency_folder": folder.parent / "agency", "agency_key_file": None, "desk": ()}
    whole = replace(setup, settings=setup.settings.model_copy(update=named))
    app = whole.build({terminal.name: terminal}, folder)
    opened = whole.agency()
    assert opened
    workers = Workers(*opened, time.time)
    workers.redeem(workers.invite(agency, 1), terminal.name, PERSON)
    opened[0].close()
    return app


def _talk(app: App, terminal: PhoneTerminal) -> None:
    for message in terminal.receive():
        app.dispatcher.handle(message)
        if app.store.held(terminal.name, PERSON).state is None:
            terminal.after_leaving("The server holds nothing of this conversation.")
            return
    terminal.console.print("\n[dim]Closed. The state of this chat is gone.[/]")
