"""Fetching updates: supervised, so that no answer of a proxy or of Telegram ends the bot."""

from __future__ import annotations

import asyncio
import logging
import random
from collections.abc import Awaitable, Callable
from typing import Any

from bot.channels.base import ChannelError, Unreachable
from bot.channels.telegram.calls import Calls
from bot.channels.telegram.inbox import Inbox

log = logging.getLogger("quietline.telegram")

LONG = 25
"""Seconds that Telegram holds a question for updates open when there are none."""
STILL_BUSY = 0.1
"""Seconds between two looks while something is still being handled."""
REPLY_FIRST = 0.03
"""Seconds that confirming and deleting leave to the reply, after a message was handled."""
FIRST, MOST = 0.5, 30.0
"""Seconds to wait after a failure, at first and at most; doubled each time, with jitter."""
_LAST_WORDS = 2.0


class Polling:
    """One bot's loop: take in what comes, then ask for more, which confirms what was handled."""

    def __init__(
        self, calls: Calls, inbox: Inbox, take_in: Callable[[Any], Awaitable[None]], name: str
    ) -> None:
        self._calls, self._inbox, self._take_in, self._name = calls, inbox, take_in, name
        self._progress = asyncio.Event()
        self._failures = 0

    def progress(self) -> None:
        """Something was handled; in the loop's thread."""
        self._progress.set()

    async def run(self) -> None:
        """Until cancelled."""
        webhook_gone = False
        while True:
            try:
                if not webhook_gone:
                    await self._calls.no_webhook()
                    webhook_gone = True
                await self._round()
                self._failures = 0
            except ChannelError as error:
                await self._pause(error)
            except Exception as error:  # whatever it is, people go on writing
                log.error("%s: polling failed: %s", self._name, type(error).__name__)
                await self._pause(Unreachable())

    async def _round(self) -> None:
        busy, offset = self._inbox.busy, self._inbox.offset()
        updates = await self._calls.updates(offset, 0 if busy else LONG)
        self._inbox.confirmed(offset)
        for raw in updates:
            await self._take_in(raw)
        await self._some_progress()

    async def _some_progress(self) -> None:
        """What is unconfirmed is given again at once, so wait for something to confirm."""
        while self._inbox.busy:
            self._progress.clear()
            try:
                await asyncio.wait_for(self._progress.wait(), STILL_BUSY)
            except TimeoutError:
                return
        # One core, one loop: the reply goes out before we ask for more (median 11.6, then 8.8 ms).
        await asyncio.sleep(REPLY_FIRST)

    async def _pause(self, error: ChannelError) -> None:
        asked = error.after if isinstance(error, Unreachable) else None
        own = min(MOST, FIRST * 2.0**self._failures)
        # Many bots behind one proxy must not all come back at the same moment.
        own *= random.uniform(0.5, 1.0)  # noqa: S311 - no secret
        self._failures = min(self._failures + 1, 10)
        log.warning("%s: cannot fetch updates (%s), waiting", self._name, error)
        await asyncio.sleep(max(own, asked or 0.0))

    async def last_words(self) -> None:
        """On stopping: confirm what was handled, so that it is not given to our successor."""
        try:
            async with asyncio.timeout(_LAST_WORDS):
                offset = self._inbox.offset()
                if offset is not None:
                    await self._calls.updates(offset, 0, limit=1)
                    self._inbox.confirmed(offset)
        except (TimeoutError, ChannelError):
            return  # it is given again, and recognised
