"""The channel itself: what the dispatcher and the sender see of Telegram.

Everything that talks to Telegram runs in one event loop in a thread of its own; `receive`, `send`
and `erase` are called from other threads and wait for it.
"""

from __future__ import annotations

import asyncio
import logging
import threading
import time
from collections.abc import Callable, Coroutine, Iterator, Sequence
from typing import Any, TypeVar

from bot.channels.base import ChannelError, Message, Sent, Unknown, Unreachable
from bot.channels.telegram import updates
from bot.channels.telegram.calls import HUNDRED, NEUTRAL, Calls, NoLonger
from bot.channels.telegram.inbox import Inbox
from bot.channels.telegram.pace import Pace
from bot.channels.telegram.polling import REPLY_FIRST, Polling
from bot.channels.telegram.screens import Screens
from bot.channels.telegram.token import Token
from bot.channels.telegram.webhook import Door, Webhook
from flows import Reply

log = logging.getLogger("quietline.telegram")

BASE_URL = "https://api.telegram.org/bot"
RECEIVERS = 8
"""People who can be answered at the same moment: saying goodbye to one waits for the network."""
TOAST = "One moment."
"""Shown for a moment when a button is pressed that nobody knows any more."""
TOPIC = "Chat"
"""Name of a topic, where topics are used: anybody may read it."""

_PATIENCE = 28.0
"""Seconds for a call, with all its time-outs; below the store's lease of 30."""
_HANDLED_WITHIN = 20.0
"""Seconds that a webhook request waits for its update to be handled."""
_AGAIN = (REPLY_FIRST, 1.0, 5.0, 30.0, 120.0, 600.0)
"""Seconds before each try to delete a message that came in."""
_AT_ONCE = 8
"""Deletions that are checked side by side."""

T = TypeVar("T")


class Telegram:
    """A bot on Telegram. `clock` is in seconds; with `webhook`, updates are brought, not fetched.

    `topics`: one topic a conversation, deleted with it, where the bot may have topics.
    """

    private = False
    takes_back_incoming = True
    receivers = RECEIVERS

    def __init__(
        self,
        name: str,
        token: Token,
        base_url: str = BASE_URL,
        clock: Callable[[], float] = time.monotonic,
        webhook: Webhook | None = None,
        topics: bool = False,
    ) -> None:
        self.name = name
        self._token, self._base_url, self._webhook, self._topics = token, base_url, webhook, topics
        self._screens, self._pace = Screens(clock), Pace(clock)
        self._inbox = Inbox(self._progress)
        self._lock = threading.Lock()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread: threading.Thread | None = None
        self._door: Door | None = None
        self._started = False
        self._tasks: set[asyncio.Task[None]] = set()
        self._open_topics: dict[int, int | None] = {}
        self._receiving: asyncio.Task[None] | None = None

    def __repr__(self) -> str:
        return f"Telegram({self.name!r})"

    # What the rest of the program calls.

    def receive(self) -> Iterator[Message]:
        """Messages as they come; one is confirmed to Telegram when the next is asked for."""
        self._start_receiving()
        while (message := self._inbox.take()) is not None:
            yield message
            self._inbox.handled(message)
            for reference in message.to_erase:
                self._later(self._delete_soon(int(message.address), int(reference)))

    def send(self, address: str, reply: Reply) -> Sent:
        """Show a reply: in the place of the last question, or below."""
        return Sent(self._now(self._send(int(address), reply)))

    def announce(self, address: str, reply: Reply) -> Sent:
        """Send what nobody asked for: a message of its own, and not a silent one."""
        return Sent(self._now(self._announced(int(address), reply)))

    def erase(self, address: str, references: Sequence[str]) -> tuple[str, ...]:
        """Delete messages on both sides, and look at each whether it is gone."""
        try:
            return self._now(self._erase(int(address), references))
        except Unknown:
            # Deleting twice is as good as once, so it need not wait as long as what is doubtful.
            raise Unreachable("erasing not finished") from None

    def forget(self, address: str) -> None:
        """Nothing of this chat stays in memory, and the next reply changes no old message."""
        # Not waited for: leaving must not hang on a loop that is stuck, and the order holds.
        self._running().call_soon_threadsafe(self._forget, int(address))

    def close(self) -> None:
        """Stop receiving; sending and erasing go on until `end`."""
        self._inbox.close()
        loop = self._loop
        if loop is not None:
            loop.call_soon_threadsafe(self._stop_receiving)

    def end(self) -> None:
        """Close every connection and stop the loop; after it nothing works any more."""
        self.close()
        if self._door is not None:
            self._door.close()
        if self._loop is None or self._thread is None:
            return
        asyncio.run_coroutine_threadsafe(self._end(), self._loop).result(_PATIENCE)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    # The loop.

    def _running(self) -> asyncio.AbstractEventLoop:
        with self._lock:
            if self._loop is None:
                self._loop = asyncio.new_event_loop()
                self._calls = Calls(self._token, self._base_url)
                self._polling = Polling(self._calls, self._inbox, self._take_in, self.name)
                self._thread = threading.Thread(
                    target=self._loop.run_forever, name=f"{self.name}-loop", daemon=True
                )
                self._thread.start()
            return self._loop

    def _now(self, work: Coroutine[Any, Any, T]) -> T:
        """Run in the loop and wait. Raises ChannelError and nothing else."""
        future = asyncio.run_coroutine_threadsafe(work, self._running())
        try:
            return future.result(_PATIENCE)
        except ChannelError:
            raise
        except Exception as error:
            future.cancel()
            log.error("%s: a call failed: %s", self.name, type(error).__name__)
        raise Unknown("not finished")

    def _later(self, work: Coroutine[Any, Any, None]) -> None:
        self._running().call_soon_threadsafe(self._spawn, work)

    def _spawn(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _end(self) -> None:
        if self._receiving is not None:
            self._receiving.cancel()
            await asyncio.wait([self._receiving])
        if self._webhook is None and self._receiving is not None:
            await self._polling.last_words()
        if self._tasks:
            # What is being deleted gets a moment; the rest is on the list that the store keeps.
            await asyncio.wait(self._tasks, timeout=2)
        for task in self._tasks:
            task.cancel()
        await self._calls.end()

    # In.

    def _start_receiving(self) -> None:
        loop = self._running()
        with self._lock:
            if self._started:
                return
            self._started = True
            if self._webhook is not None and not self._opened(self._webhook):
                self._inbox.close()
                return
            asyncio.run_coroutine_threadsafe(self._begin(), loop)

    def _opened(self, webhook: Webhook) -> bool:
        try:
            self._door = Door(webhook, self._brought)
        except OSError as error:
            log.error("%s: port %d: %s", self.name, webhook.port, error.strerror)
            return False
        self._door.open()
        return True

    async def _begin(self) -> None:
        run = self._announce() if self._webhook is not None else self._polling.run()
        self._receiving = asyncio.get_running_loop().create_task(run)

    async def _announce(self) -> None:
        """Tell Telegram where to bring updates, until it has understood."""
        assert self._webhook is not None
        for seconds in (0.5, 1, 2, 5, 15, *[60] * 1000):
            try:
                await self._calls.webhook(self._webhook.url, self._webhook.secret)
            except ChannelError as error:
                log.warning("%s: webhook not set (%s), waiting", self.name, error)
                await asyncio.sleep(seconds)
            else:
                return

    def _stop_receiving(self) -> None:
        if self._receiving is not None:
            self._receiving.cancel()

    def _progress(self) -> None:
        loop = self._loop
        if loop is not None:
            loop.call_soon_threadsafe(self._polling.progress)

    def _brought(self, raw: Any) -> bool:
        """An update that was brought; whether it is handled by now."""
        update = updates.read(raw)
        if update is None:
            return True
        asyncio.run_coroutine_threadsafe(self._take_in(raw), self._running()).result(_PATIENCE)
        return self._inbox.wait_for(update.update, _HANDLED_WITHIN)

    async def _take_in(self, raw: Any) -> None:
        update = updates.read(raw)
        if update is None or self._inbox.knows(update.update):
            return
        message = None
        match update:
            case updates.Wrote(chat=chat, text=text):
                self._screens.answer(chat)
                message = self._message(update, text, (str(update.message),))
            case updates.Pressed():
                message = self._pressed(update)
            case updates.Closed():
                message = self._message(update, "", (), closed=True)
            case updates.Trace(chat=chat, message=trace):
                self._spawn(self._delete_soon(chat, trace))
            case updates.Crowd(chat=chat):
                self._spawn(self._leave(chat))
        self._inbox.put(update.update, message)

    def _message(
        self,
        update: updates.Wrote | updates.Pressed | updates.Closed,
        text: str,
        references: tuple[str, ...],
        closed: bool = False,
    ) -> Message:
        number = str(update.update)
        return Message(self.name, str(update.chat), text, number, references, closed)

    def _pressed(self, update: updates.Pressed) -> Message | None:
        number = self._screens.press(update.chat, update.nonce)
        self._spawn(self._toast(update.query, TOAST if number is None else None))
        if number == 0:
            return None  # a second tap on what was answered
        if update.message is not None:
            # The person looks at this very message, so it is the one that changes.
            self._screens.stands(update.chat, update.message)
        # A button that nobody knows is words that nobody understands: the question comes again.
        return self._message(update, str(number) if number else "", ())

    async def _toast(self, query: str, text: str | None) -> None:
        try:
            await self._calls.toast(query, text)
        except ChannelError:
            return  # it was a courtesy

    async def _leave(self, chat: int) -> None:
        try:
            await self._calls.leave(chat)
        except ChannelError:
            log.warning("%s: could not leave a group", self.name)

    async def _delete_soon(self, chat: int, message: int) -> None:
        for seconds in _AGAIN:
            await asyncio.sleep(seconds)
            try:
                await self._calls.delete(chat, message)
            except (Unreachable, Unknown) as error:
                if isinstance(error, Unreachable) and error.after:
                    await asyncio.sleep(error.after)
            except ChannelError:
                break
            else:
                return
        log.warning("%s: a message that came in could not be deleted at once", self.name)

    # Out.

    async def _send(self, chat: int, reply: Reply) -> str:
        await self._in_pace(chat)
        nonces = self._screens.ask(chat, len(reply.options))
        labels = [f"{number} {label}" for number, label in enumerate(reply.options, start=1)]
        buttons = list(zip(labels, nonces, strict=True))
        try:
            topic = await self._topic(chat)
            message = await self._show(chat, reply.text, buttons, topic)
        except Unreachable as error:
            self._slow_down(chat, error)
            raise
        self._screens.stands(chat, message if reply.options else None)
        return _reference(topic, message)

    async def _announced(self, chat: int, reply: Reply) -> str:
        await self._in_pace(chat)
        try:
            topic = await self._topic(chat)
            message = await self._calls.send(chat, reply.text, (), topic, rings=True)
        except Unreachable as error:
            self._slow_down(chat, error)
            raise
        # The question above can still be answered; what comes next stands below this one.
        self._screens.stands(chat, None)
        return _reference(topic, message)

    async def _in_pace(self, chat: int) -> None:
        wait = self._pace.wait(chat)
        if wait:
            raise Unreachable("one message a second", after=wait)
        await asyncio.sleep(self._pace.overall())

    def _slow_down(self, chat: int, error: Unreachable) -> None:
        if error.after:
            self._pace.hold(chat, error.after)

    async def _show(
        self, chat: int, text: str, buttons: list[tuple[str, str]], topic: int | None
    ) -> int:
        question = self._screens.question(chat)
        if question is not None:
            try:
                await self._calls.change(chat, question, text, buttons)
            except NoLonger:
                pass
            else:
                return question
        return await self._calls.send(chat, text, buttons, topic)

    async def _topic(self, chat: int) -> int | None:
        if not self._topics:
            return None
        if self._open_topics.get(chat, 0) is None:
            # The last line stays when all else goes, so it stands in no topic.
            return self._open_topics.pop(chat)
        if chat not in self._open_topics:
            try:
                self._open_topics[chat] = await self._calls.open_topic(chat, TOPIC)
            except Unreachable:
                raise
            except ChannelError:
                return None  # this bot may not; one flat chat works as well
        return self._open_topics[chat]

    # Back.

    def _forget(self, chat: int) -> None:
        self._screens.forget(chat)
        if chat in self._open_topics:
            self._open_topics[chat] = None

    async def _erase(self, chat: int, references: Sequence[str]) -> tuple[str, ...]:
        parts = {one: one.rpartition(":") for one in references}
        for topic in dict.fromkeys(int(part[0]) for part in parts.values() if part[0]):
            await self._close_topic(chat, topic)
        numbers = {one: int(part[2]) for one, part in parts.items()}
        question = self._screens.question(chat)
        if question in numbers.values():
            self._screens.stands(chat, None)
        everything = list(numbers.values())
        for first in range(0, len(everything), HUNDRED):
            await self._calls.delete_all(chat, everything[first : first + HUNDRED])
        stays = await self._still_there(chat, numbers)
        if stays:
            log.warning("%s: %d messages could not be erased", self.name, len(stays))
        return stays

    async def _close_topic(self, chat: int, topic: int) -> None:
        if self._open_topics.get(chat) == topic:
            del self._open_topics[chat]
        try:
            await self._calls.close_topic(chat, topic)
        except Unreachable:
            raise
        except ChannelError:
            log.warning("%s: a topic could not be deleted", self.name)

    async def _still_there(self, chat: int, numbers: dict[str, int]) -> tuple[str, ...]:
        """Telegram says "done" to a hundred even if it skipped some, so each is asked for by id."""
        some = asyncio.Semaphore(_AT_ONCE)

        async def stays(message: int) -> bool:
            async with some:
                try:
                    await self._calls.delete(chat, message)
                except NoLonger:
                    return not await self._cover(chat, message)
                return False

        found = await asyncio.gather(*(stays(number) for number in numbers.values()))
        return tuple(one for one, there in zip(numbers, found, strict=True) if there)

    async def _cover(self, chat: int, message: int) -> bool:
        """Past 48 hours one of ours can still be changed: then nothing of it can be read."""
        try:
            await self._calls.change(chat, message, NEUTRAL, ())
        except NoLonger:
            return False
        return True


def _reference(topic: int | None, message: int) -> str:
    return f"{message}" if topic is None else f"{topic}:{message}"
