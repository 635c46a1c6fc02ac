"""How fast Telegram may be written to, and for whom it has asked to wait.

Telegram names the figures (core.telegram.org/bots/faq): about one message a second in a chat, where
short bursts are let pass, and about thirty a second over all chats.
"""

from __future__ import annotations

from collections import OrderedDict, deque
from collections.abc import Callable

BURST = 5
"""Messages of one turn that may go to a chat at once; after them one a second."""
EVERY = 1.0
"""Seconds a message in one chat."""
A_SECOND = 30
"""Messages a second over all chats."""
_SECOND = 1.05  # a little more: what leaves us evenly does not arrive so
_REMEMBERED = 10_000


class Pace:
    """A leaky bucket a chat, a window for all; used by one thread only (the channel's loop)."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._chats: OrderedDict[int, float] = OrderedDict()
        self._last: deque[float] = deque(maxlen=A_SECOND)

    def wait(self, chat: int) -> float:
        """Seconds until this chat may be written to; 0 takes a place in its bucket."""
        now = self._clock()
        full_at = max(self._chats.pop(chat, 0.0), now)
        ahead = full_at - now - (BURST - 1) * EVERY
        self._keep(chat, full_at if ahead > 0 else full_at + EVERY)
        return max(0.0, ahead)

    def hold(self, chat: int, seconds: float) -> None:
        """Telegram asks to leave this chat alone for a while; the others go on."""
        self._keep(chat, self._clock() + seconds + (BURST - 1) * EVERY)

    def overall(self) -> float:
        """Takes a place in the common window: seconds until the message may go."""
        now = self._clock()
        full = len(self._last) == A_SECOND
        goes = max(now, self._last[0] + _SECOND) if full else now
        self._last.append(goes)
        return goes - now

    def _keep(self, chat: int, full_at: float) -> None:
        self._chats[chat] = full_at
        self._chats.move_to_end(chat)
        while len(self._chats) > _REMEMBERED:
            self._chats.popitem(last=False)
