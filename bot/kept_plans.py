"""Plans that a person locks away under five words, and opens again with them."""

from __future__ import annotations

import logging
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import replace

from bot.channels.base import Message
from flows import Line, Turn
from flows.turn import say
from flows.understand import Unlocked
from flows.words import ENGINE
from store import Kept, StoreError, phrase

log = logging.getLogger("quietline.kept")

TRIES, WINDOW = 3, 3600.0
"""Wrong phrases of one person in so many seconds; after that none is tried, in silence."""
TRIES_OF_ALL = 60
"""Tries of everybody in that time: each costs a quarter of a second and 64 MB."""
_REMEMBERED = 10_000


class KeptPlans:
    """What a dispatcher asks of the locked plans; with `kept` None, they are not offered."""

    def __init__(self, kept: Kept | None, clock: Callable[[], float]) -> None:
        self._kept, self._clock = kept, clock
        self._wrong: OrderedDict[tuple[str, str], list[float]] = OrderedDict()
        self._all: list[float] = []

    @property
    def days(self) -> int | None:
        """How long a plan is kept; None where that is not offered."""
        return self._kept.days if self._kept else None

    def opened(self, message: Message) -> Unlocked | None:
        """The plan that a message opens; None for all other texts, a wrong phrase included."""
        words = phrase.read(message.text) if self._kept else None
        if words is None or self._kept is None or not self._admitted(message):
            return None
        try:
            plan = self._kept.unlock(words)
        except StoreError as error:
            log.warning("a phrase was not tried: %s", type(error).__name__)
            return None
        return Unlocked(plan) if plan is not None else None

    def lock(self, turn: Turn) -> Turn:
        """The turn with its plans locked away, and each phrase in the line that shows it."""
        for effect in turn.effects:
            turn = replace(turn, lines=tuple(self._said(turn, effect.plan)), effects=())
        return turn

    def sweep(self) -> None:
        """Delete the plans that have expired."""
        if self._kept:
            self._kept.sweep()

    def _said(self, turn: Turn, plan: bytes) -> list[Line]:
        assert self._kept is not None
        try:
            words = self._kept.lock(plan)
        except StoreError as error:
            log.warning("a plan was not locked: %s", type(error).__name__)
            return [say("lock-failed") if _shows(line) else line for line in turn.lines]
        return [
            replace(line, variables={**line.variables, "phrase": words}) if _shows(line) else line
            for line in turn.lines
        ]

    def _admitted(self, message: Message) -> bool:
        since = self._clock() - WINDOW
        self._all = [at for at in self._all if at > since]
        person = (message.channel, message.address)
        mine = [at for at in self._wrong.pop(person, []) if at > since]
        admitted = len(mine) < TRIES and len(self._all) < TRIES_OF_ALL
        if admitted:
            mine.append(self._clock())
            self._all.append(self._clock())
        self._wrong[person] = mine
        while len(self._wrong) > _REMEMBERED:
            self._wrong.popitem(last=False)
        return admitted


def _shows(line: Line) -> bool:
    return (line.flow, line.node) == (ENGINE, "locked")
