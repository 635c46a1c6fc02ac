"""Check-ins of workers on a visit: what is said to them, and what goes out by itself."""

from __future__ import annotations

import logging
from collections.abc import Mapping

from bot.channels.base import Channel, Message
from bot.deliveries import Deliveries
from bot.log import where
from directory import Directory
from flows import Content, Line
from flows.spelling import clean, fold, key, slip
from flows.times import read_span, said
from flows.turn import say
from store import CheckIn, CheckIns, Clocks, StoreError, Way, phrase
from store.checkins import PAIRED_BY

log = logging.getLogger("quietline.watch")

LONGEST_AT_ONCE = 4 * 60
"""Minutes by which a check-in can be made longer at a time."""
LONGEST = 24 * 3600
"""Seconds by which it can be made longer in all."""
_HEARD = 80  # characters of a message that can be meant for a check-in
_SLIP_FROM = 5  # letters of a word in which one slip of the thumb is forgiven
_STUCK = 120.0  # seconds after which an alert that nobody has is a reason to be silent outside
_LATE = 5.0  # seconds without a look for what is due


class Watch:
    """What the dispatcher asks of check-ins, and what happens by itself.

    With `checkins` None there are none: nothing is looked up, and nothing is due. `zone` is where
    times of day are meant, `language` that of colleagues and the desk.
    """

    def __init__(
        self,
        checkins: CheckIns | None,
        channels: Mapping[str, Channel],
        content: Content,
        directory: Directory,
        clocks: Clocks,
        zone: str,
        language: str,
    ) -> None:
        self._checkins, self._clocks, self._zone = checkins, clocks, zone
        self.deliveries = (
            Deliveries(checkins, channels, content, directory, clocks, zone, language)
            if checkins
            else None
        )
        self._took_over = False
        self._looked = float("-inf")
        self._waiting: dict[bytes, float] = {}

    # What people say

    def heard(self, message: Message, worker: bool) -> tuple[Line, ...] | None:
        """What to answer to a text that is meant for a check-in; None for all others. `worker`: a
        verified one, who may be somebody's colleague. Never raises.
        """
        text = message.text
        if self._checkins is None or len(text) > _HEARD or not fold(text):
            return None
        try:
            return self._heard(self._checkins, text, Way(message.channel, message.address), worker)
        except StoreError as error:
            log.error("a check-in was not looked up: %s", type(error).__name__)
        except Exception as error:
            log.error("a check-in failed: %s", where(error))
        return None

    def begin(
        self,
        channel: str,
        address: str,
        place: str,
        until: float,
        name: str,
        safe: str,
        danger: str,
        language: str,
    ) -> Line:
        """Set a check-in until a unix time; `safe` and `danger` are words of the worker's own."""
        if self._checkins is None:
            return say("checkin-failed")
        worker = Way(channel, address)
        new = CheckIn(worker, clean(place), clean(name), until, key(safe), key(danger), language)
        try:
            words = self._checkins.begin(new)
            if words is None:
                open_now = self._checkins.of(worker)
                return say(
                    "checkin-already", time=self._time(open_now.until if open_now else until)
                )
        except Exception as error:
            log.error("a check-in was not set: %s", where(error))
            return say("checkin-failed")
        node = "checkin-begun" if self._checkins.custom.desk else "checkin-begun-alone"
        return say(node, time=self._time(until), words=words)

    def open(self, channel: str, address: str) -> Line | None:
        """What is held of a check-in of theirs, as an entry of a list; None where none is open."""
        try:
            found = self._checkins.of(Way(channel, address)) if self._checkins else None
        except StoreError as error:
            log.error("a check-in was not looked up: %s", type(error).__name__)
            return None
        return say("checkin-held", time=self._time(found.until)) if found else None

    # What goes by itself

    def tick(self) -> None:
        """Take what is due and tell what is to be told, all in this thread."""
        self.take()
        if self.deliveries:
            self.deliveries.deliver_all()

    def take(self) -> None:
        """Take the steps that are due."""
        if self._checkins is None:
            return
        if not self._took_over:
            self._checkins.steps.take_over()
            self._took_over = True
        while self._checkins.steps.take():
            pass
        self._looked = self._clocks.boot()
        waiting = self._waiting
        alerts = self._checkins.notices.alerts()
        self._waiting = {nid: waiting.get(nid, self._looked) for nid in alerts}

    def well(self) -> bool:
        """Whether what is due is looked for, and no alert waits for long."""
        now = self._clocks.boot()
        oldest = min(self._waiting.values(), default=now)
        return now - self._looked <= _LATE and now - oldest <= _STUCK

    def any(self) -> bool:
        """Whether a check-in runs, or something is still to be told. Raises StoreError."""
        return self._checkins is not None and self._checkins.steps.any()

    # Inside

    def _heard(
        self, checkins: CheckIns, text: str, way: Way, worker: bool
    ) -> tuple[Line, ...] | None:
        found = checkins.of(way)
        answer = self._of_their_own(checkins, text, found) if found else None
        if answer is None and key(text) == "notme" and checkins.step_back(way):
            answer = say("checkin-stepped-back")
        if answer is None and worker and (words := phrase.read(text, PAIRED_BY)):
            answer = self._join(checkins, words, way)
        return (answer,) if answer else None

    def _of_their_own(self, checkins: CheckIns, text: str, found: CheckIn) -> Line | None:
        match _word(key(text), found):
            case "safe":
                checkins.end(found.cid)
                return say("checkin-back")
            case "danger":
                checkins.alarm(found.cid)
                return say("checkin-back")
        if not _is_about_longer(text):
            return None
        minutes = read_span(text) or 0
        if not 0 < minutes <= LONGEST_AT_ONCE or found.longer + minutes * 60 > LONGEST:
            return say("checkin-longer-unclear")
        new = checkins.extend(found.cid, minutes * 60.0)
        return say("checkin-longer", time=self._time(new.until)) if new else None

    def _join(self, checkins: CheckIns, words: str, way: Way) -> Line | None:
        joined = checkins.join(words, way)
        if joined is None:
            return None
        time = self._time(joined.until)
        return say("checkin-joined", name=joined.name, place=joined.place, time=time)

    def _time(self, until: float) -> str:
        return said(until, self._clocks.wall(), self._zone)


def _word(typed: str, found: CheckIn) -> str | None:
    """Which of their two words it is: the exact one first, then one slip away."""
    words = (("danger", found.danger), ("safe", found.safe))
    exact = [name for name, word in words if typed == word]
    near = [name for name, word in words if len(word) >= _SLIP_FROM and slip(typed, [word])]
    return next(iter(exact + near), None)


def _is_about_longer(text: str) -> bool:
    """Whether it is "longer 30", "30 more", "an hour longer"; "I no longer know" is not."""
    words = fold(text).split()
    if words[0] == "longer":
        return True
    counts = any(char.isdecimal() for char in text) or words[-1] == "longer"
    return words[-1] in ("longer", "more") and counts and read_span(text) is not None
