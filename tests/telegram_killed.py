"""A service on Telegram that dies by kill -9 at a chosen moment; forked anew from one warm process.

Run as a program: each line of standard input says where and when (JSON), each line of output how
the child ended. The process has no threads when it forks.
"""

from __future__ import annotations

import functools
import json
import os
import signal
import sys
from pathlib import Path
from typing import Any

from rehearsal import setup

import bot.app
from bot.channels.telegram import Telegram
from bot.channels.telegram.calls import Calls
from bot.channels.telegram.token import Token
from store import Store

STEPS = ("committed", "key copied", "slot live", "saved")
"""Steps of a save, from its commit on, as the store tells them."""
MOMENTS = (*STEPS, "handled", "confirming", "confirmed")
"""From the commit of a turn to just after its confirmation."""
AT_MOST = 60


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def live(base_url: str, token: str, folder: str, update: int, moment: str) -> None:
    """Serve until the turn of `update` has come to `moment`; with no moment, until it is over."""
    signal.alarm(AT_MOST)
    armed = False

    def at(step: str) -> None:
        if armed and step == moment:
            die()

    bot.app.Store.open = functools.partial(Store.open, at=at)  # type: ignore[method-assign]
    fetch = Calls.updates

    async def updates(self: Calls, offset: int | None, *rest: Any, **more: Any) -> list[Any]:
        over = offset is not None and offset > update
        if over and moment == "confirming":
            die()
        found = await fetch(self, offset, *((0,) if over else rest[:1]), **more)
        if over:
            die()
        return found

    Calls.updates = updates  # type: ignore[method-assign]
    channel = Telegram("telegram", Token(token), base_url)
    app = setup().build({"telegram": channel}, Path(folder))
    for message in channel.receive():
        armed = int(message.id) == update
        app.dispatcher.handle(message)
        if armed and moment == "handled":
            die()


def main() -> None:
    setup()
    Calls(Token("1"), "http://127.0.0.1/bot")  # reads the certificates
    print("ready", flush=True)
    for line in sys.stdin:
        child = os.fork()
        if not child:
            live(**json.loads(line))
            os._exit(3)
        _, status = os.waitpid(child, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)


if __name__ == "__main__":
    main()
