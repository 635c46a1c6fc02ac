"""The service as it runs unattended: receive, answer, sweep, until told to stop."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from types import FrameType
from typing import TYPE_CHECKING

from bot.app import App, Setup, SetupError, Sweeper
from bot.channels.base import Channel, Connected, SideBySide
from bot.channels.terminal import PlainTerminal
from bot.heartbeat import Heartbeat
from bot.watch_lock import SecondService, WatchLock
from bot.watchdog import Watchdog
from bot.watching import Watching

if TYPE_CHECKING:
    from bot.keeper import Keeper

SENDING_THREADS = 8
"""People who can be answered side by side while the network takes its time."""
_PATIENCE = 5.0
"""Seconds that a channel has for finishing the message in hand."""


def serve(
    setup: Setup,
    channels: Sequence[Channel],
    sending_threads: int = SENDING_THREADS,
    *,
    guarded: bool = True,
) -> None:
    """Run until every channel has ended or SIGTERM comes. State stays in its folder: started
    again, on the same boot, each conversation goes on. `guarded`: a watchdog stands by.
    """
    with _only_service(setup) as lock:
        by_name = {channel.name: channel for channel in channels}
        app = setup.build(by_name, setup.state_folder(), sending_threads=sending_threads)
        watchdog = Watchdog(lock if guarded else None)
        stopping = _on_signal(channels)
        app.sweep()
        try:
            with (
                app.sender,
                Sweeper(app),
                Watching(app.watch, lock),
                Heartbeat(setup.settings.heartbeat_url, app.watch.well),
            ):
                _receive_all(app, channels, stopping, watchdog)
            _hang_up(channels)
        finally:
            app.close()


def messengers(setup: Setup, *, on_signal: bool, on_telegram: bool) -> int:
    """Run on Signal, on Telegram (the bot for everybody and the one for workers, as far as they are
    set), or on both in one process; the exit code.

    The bot is a process of its own where another one holds its socket to signal-cli.
    """
    if on_signal and setup.settings.signal_transport == "rpc":
        from bot import keeper

        return keeper.run(lambda kept: _messengers(setup, on_signal, on_telegram, kept))
    return _messengers(setup, on_signal, on_telegram, None)


def _messengers(setup: Setup, on_signal: bool, on_telegram: bool, keeper: Keeper | None) -> int:
    channels: list[Channel] = [*setup.telegrams()] if on_telegram else []
    if not on_signal:
        serve(setup, channels)
        return 0
    from bot.channels.signal.single import only_one

    folder = setup.state_folder()
    channels.insert(0, setup.signal(folder, keeper))
    with only_one(folder):
        serve(setup, channels)
    return 0


def terminal(setup: Setup) -> None:
    """Run on this terminal alone."""
    serve(setup, [PlainTerminal("signal")], sending_threads=0, guarded=False)


@contextmanager
def _only_service(setup: Setup) -> Iterator[WatchLock | None]:
    """Around the life of a service. Raises SetupError where another one has its check-ins."""
    lock = setup.watch_lock()
    if lock is None:
        yield None
        return
    try:
        lock.serve()
        yield lock
        lock.ended()
    except SecondService as error:
        raise SetupError(str(error)) from None
    finally:
        lock.close()


def _receive_all(
    app: App, channels: Sequence[Channel], stopping: threading.Event, watchdog: Watchdog
) -> None:
    """Take messages of all channels until they have ended, or one that others depend on."""
    receivers = {
        channel.name: [
            threading.Thread(target=_receive, args=(app, channel), name=channel.name, daemon=True)
            for _ in range(channel.receivers if isinstance(channel, SideBySide) else 1)
        ]
        for channel in channels
    }
    threads = [thread for several in receivers.values() for thread in several]
    for thread in threads:
        thread.start()
    while any(thread.is_alive() for thread in threads) and not stopping.wait(0.2):
        watchdog.look_after()
        if len(channels) > 1 and not all(one.is_alive() for one in receivers.get("signal", [])):
            # Its keeper is gone: only a new process gets Signal's messages again.
            for channel in channels:
                channel.close()
            break
    for thread in threads:
        thread.join(_PATIENCE if stopping.is_set() else None)


def _receive(app: App, channel: Channel) -> None:
    for message in channel.receive():
        app.dispatcher.handle(message)


def _hang_up(channels: Sequence[Channel]) -> None:
    for channel in channels:
        if isinstance(channel, Connected):
            channel.end()


def _on_signal(channels: Sequence[Channel]) -> threading.Event:
    """An event that SIGTERM or Ctrl-C sets, after closing the channels."""
    stopping = threading.Event()

    def stop(_number: int, _frame: FrameType | None) -> None:
        stopping.set()
        for channel in channels:
            channel.close()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, stop)
    return stopping
