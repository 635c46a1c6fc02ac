"""The service as it runs unattended: receive, answer, sweep, until told to stop."""

from __future__ import annotations

import signal
from types import FrameType

from bot.app import Setup, Sweeper
from bot.channels.terminal import PlainTerminal


def terminal(setup: Setup) -> None:
    """Run on this terminal. State stays in its folder: started again, a conversation goes on."""
    channel = PlainTerminal("signal")
    app = setup.build({channel.name: channel}, setup.state_folder())
    signal.signal(signal.SIGTERM, _stop)
    try:
        app.sweep()
        with Sweeper(app):
            for message in channel.receive():
                app.dispatcher.handle(message)
    except KeyboardInterrupt:
        pass
    finally:
        app.store.close()


def _stop(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt
