"""What stands at the bottom of each person's chat: the last question, and what its buttons mean.

In memory only. A button carries a number used once that means nothing to whoever reads it on the
way; after a restart nobody knows it, and the question is asked again.
"""

from __future__ import annotations

import secrets
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, replace

LIFE = 1800.0
"""Seconds that a question can be answered by a button, or changed in place."""
MOST = 10_000
"""Chats remembered at once, so that a flood of strangers cannot fill the memory."""
SPENT = 16
"""Nonces of answered questions that are still known, so that a second tap is no new answer."""

_NONCE_BYTES = 12


@dataclass(frozen=True, slots=True)
class Screen:
    """The end of one chat; `message` is the question that may be changed, if there is one."""

    at: float
    message: int | None = None
    nonces: tuple[str, ...] = ()
    spent: tuple[str, ...] = ()

    def answered(self) -> Screen:
        """The same, when its question has had an answer."""
        return replace(self, nonces=(), spent=(*self.nonces, *self.spent)[:SPENT])


class Screens:
    """All of them; used by one thread only (the channel's loop)."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._chats: OrderedDict[int, Screen] = OrderedDict()

    def ask(self, chat: int, options: int) -> tuple[str, ...]:
        """A nonce for each option of a question about to be shown; earlier ones are spent."""
        nonces = tuple(secrets.token_urlsafe(_NONCE_BYTES) for _ in range(options))
        before = self._of(chat).answered()
        self._keep(chat, replace(before, nonces=nonces, at=self._clock()))
        return nonces

    def stands(self, chat: int, message: int | None) -> None:
        """The message that holds the question now; None: none that may be changed."""
        self._keep(chat, replace(self._of(chat), message=message, at=self._clock()))

    def question(self, chat: int) -> int | None:
        """The message to change in place, if there is one and it is not too old to be looked at."""
        return self._of(chat).message

    def answer(self, chat: int) -> None:
        """The person wrote: the buttons of the question are spent."""
        self._keep(chat, self._of(chat).answered())

    def press(self, chat: int, nonce: str) -> int | None:
        """The number of the option, from 1; 0 for a second tap; None for one nobody knows."""
        screen = self._of(chat)
        if nonce in screen.nonces:
            self._keep(chat, screen.answered())
            return screen.nonces.index(nonce) + 1
        return 0 if nonce in screen.spent else None

    def forget(self, chat: int) -> None:
        """Nothing is known of this chat."""
        self._chats.pop(chat, None)

    def _of(self, chat: int) -> Screen:
        screen = self._chats.get(chat)
        if screen is None or self._clock() - screen.at >= LIFE:
            return Screen(self._clock())
        return screen

    def _keep(self, chat: int, screen: Screen) -> None:
        self._chats[chat] = screen
        self._chats.move_to_end(chat)
        while len(self._chats) > MOST:
            self._chats.popitem(last=False)
