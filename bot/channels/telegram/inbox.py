"""Updates between Telegram and us: handed out in order per person, confirmed when handled.

An update is confirmed by asking for what comes after it. So it is never asked beyond the oldest
one that is still being handled: a process that is killed is given all of these again.
"""

from __future__ import annotations

import threading
from collections import OrderedDict, deque
from collections.abc import Callable

from bot.channels.base import Message

WINDOW = 1_000
"""Updates known after they were handled; at most a hundred of them wait to be confirmed."""


class Inbox:
    """Safe to use from several threads; `progress` is called, from any, when one was handled."""

    def __init__(self, progress: Callable[[], None] = lambda: None) -> None:
        lock = threading.Lock()
        self._change, self._done_one = threading.Condition(lock), threading.Condition(lock)
        self._progress = progress
        self._people: dict[str, deque[tuple[int, Message]]] = {}
        self._ready: deque[str] = deque()
        self._in_hand: dict[str, int] = {}
        self._open: OrderedDict[int, None] = OrderedDict()
        self._done: OrderedDict[int, None] = OrderedDict()
        self._closed = False

    def knows(self, update: int) -> bool:
        """Whether it is being handled or was, and is not yet confirmed.

        Never by "greater than the last": after a quiet week Telegram's numbers start anywhere.
        """
        with self._change:
            return update in self._open or update in self._done

    def put(self, update: int, message: Message | None) -> None:
        """Take an update in; None: there is nothing to handle, and it may be confirmed."""
        with self._change:
            if message is None:
                self._note(update)
                return
            self._open[update] = None
            waiting = self._people.setdefault(message.address, deque())
            waiting.append((update, message))
            if len(waiting) == 1 and message.address not in self._in_hand:
                self._ready.append(message.address)
            self._change.notify()

    def take(self) -> Message | None:
        """The next message of somebody who has none in hand; None once it is closed."""
        with self._change:
            self._change.wait_for(lambda: self._ready or self._closed)
            if self._closed:
                return None
            address = self._ready.popleft()
            update, message = self._people[address].popleft()
            self._in_hand[address] = update
            return message

    def handled(self, message: Message) -> None:
        """What was taken is committed: it may be confirmed, and the person's next one taken."""
        with self._change:
            update = self._in_hand.pop(message.address)
            self._open.pop(update)
            self._note(update)
            if self._people[message.address]:
                self._ready.append(message.address)
                self._change.notify()
            else:
                del self._people[message.address]
            self._done_one.notify_all()
        self._progress()

    @property
    def busy(self) -> bool:
        """Whether something is still to be handled."""
        with self._change:
            return bool(self._open)

    def offset(self) -> int | None:
        """What to ask Telegram for, to confirm all that may be; None: nothing new to confirm."""
        with self._change:
            oldest = min(self._open, default=None)
            confirmable = [one for one in self._done if oldest is None or one < oldest]
            return max(confirmable) + 1 if confirmable else None

    def confirmed(self, offset: int | None) -> None:
        """Telegram has taken the offset: what lies below it never comes again."""
        if offset is not None:
            with self._change:
                for update in [one for one in self._done if one < offset]:
                    del self._done[update]

    def wait_for(self, update: int, seconds: float) -> bool:
        """Whether an update is handled within so many seconds."""
        with self._change:
            return self._done_one.wait_for(lambda: update not in self._open, seconds)

    def _note(self, update: int) -> None:
        self._done[update] = None
        while len(self._done) > WINDOW:
            self._done.popitem(last=False)

    def close(self) -> None:
        """Hand out nothing more."""
        with self._change:
            self._closed = True
            self._change.notify_all()
