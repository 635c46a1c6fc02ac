"""The service as it runs unattended: receive, answer, sweep, until told to stop."""

from __future__ import annotations

import signal
import threading
from collections.abc import Sequence
from types import FrameType
from typing import TYPE_CHECKING

from bot.app import App, Setup, Sweeper
from bot.channels.base import Channel, Connected, SideBySide
from bot.channels.terminal import PlainTerminal

if TYPE_CHECKING:
    from bot.keeper import Keeper

SENDING_THREADS = 8
"""People who can be answered side by side while the network takes its time."""
_PATIENCE = 5.0
"""Seconds that a channel has for finishing the message in hand."""


def serve(
    setup: Setup, channels: Sequence[Channel], sending_threads: int = SENDING_THREADS
) -> None:
    """Run until every channel has ended or SIGTERM comes. State stays in its folder: started
    again, on the same boot, each conversation goes on.
    """
    by_name = {channel.name: channel for channel in channels}
    app = setup.build(by_name, setup.state_folder(), sending_threads=sending_threads)
    stopping = _on_signal(channels)
    receivers = [
        threading.Thread(target=_receive, args=(app, channel), name=channel.name, daemon=True)
        for channel in channels
        for _ in range(channel.receivers if isinstance(channel, SideBySide) else 1)
    ]
    app.sweep()
    try:
        with app.sender, Sweeper(app):
            for thread in receivers:
                thread.start()
            while any(thread.is_alive() for thread in receivers) and not stopping.wait(0.2):
                pass
            for thread in receivers:
                thread.join(_PATIENCE if stopping.is_set() else None)
        _hang_up(channels)
    finally:
        app.store.close()


def telegram(setup: Setup) -> None:
    """Run on Telegram: the bot for everybody and the one for workers, as far as they are set."""
    serve(setup, setup.telegrams())


def signal_messenger(setup: Setup) -> int:
    """Run on Signal; the exit code. The bot is a process of its own where one holds its socket."""
    if setup.settings.signal_transport == "rpc":
        from bot import keeper

        return keeper.run(lambda kept: _signal(setup, kept))
    return _signal(setup, None)


def _signal(setup: Setup, keeper: Keeper | None) -> int:
    from bot.channels.signal.single import only_one

    folder = setup.state_folder()
    channel = setup.signal(folder, keeper)
    with only_one(folder):
        serve(setup, [channel])
    return 0


def terminal(setup: Setup) -> None:
    """Run on this terminal alone."""
    serve(setup, [PlainTerminal("signal")], sending_threads=0)


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
