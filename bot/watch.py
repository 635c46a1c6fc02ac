"""Check-ins of workers on a visit: what is said to them, and what goes out by itself."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass

from bot.channels.base import Channel, Message
from bot.deliveries import Deliveries
from bot.log import where
from bot.unheard import Said, Unheard
from bot.watch_deeds import always, deed_of, lines_of, with_answer
from bot.watch_words import can_be_meant, is_a_plain_answer, is_about_longer, word_of
from directory import Directory
from flows import Content, Line
from flows.spelling import clean, key
from flows.times import read_span
from flows.times import said as said_time
from flows.turn import Begin, say
from store import CheckIn, CheckIns, Clocks, StoreError, Way, phrase
from store.checkin_rows import Stage
from store.checkins import PAIRED_BY
from store.deeds import BEGIN, HEARD

log = logging.getLogger("quietline.watch")

LONGEST = 4 * 3600
"""Seconds by which a check-in can be made longer in all. Whoever has the phone and the wish to put
off the alarm gains no more than that.
"""
_STUCK = 120.0  # seconds after which an alert that nobody has is a reason to be silent outside
_LATE = 5.0  # seconds without a look for what is due


@dataclass(frozen=True, slots=True)
class Begun:
    """What to answer to a wish to set a check-in; `ok`: one is set, with these words."""

    lines: tuple[Line, ...]
    ok: bool


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
        self._unheard = Unheard(clocks.boot)

    # What people say

    def heard(self, message: Message, worker: bool) -> tuple[Line, ...] | None:
        """What to answer to a text that is meant for a check-in; None for all others. `worker`: a
        verified one, who may be somebody's colleague. Never raises.

        Where the database does not answer, it is heard as soon as it does: see `take`.
        """
        if self._checkins is None or not can_be_meant(message.text):
            return None
        way = Way(message.channel, message.address)
        said = Said(way, message.text, self._checkins.deeds.name(way, message.id))
        try:
            self._hear_late(self._checkins)
            return self._heard(self._checkins, said, worker)
        except StoreError as error:
            log.error("a check-in was not looked up: %s", type(error).__name__)
        except Exception as error:
            log.error("a check-in failed: %s", where(error))
        self._unheard.keep(said)
        return None

    def begin(self, message: Message, begin: Begin, language: str) -> Begun:
        """Set a check-in. The same message again is answered as before, and sets none. Never
        raises.
        """
        if self._checkins is None:
            return Begun((say("checkin-failed"),), ok=False)
        way = Way(message.channel, message.address)
        did = self._checkins.deeds.name(way, message.id)
        safe, danger = key(begin.safe), key(begin.danger)
        place, name = clean(begin.place), clean(begin.name)
        new = CheckIn(way, place, name, begin.until, safe, danger, language)
        try:
            with self._unheard.guard:
                return self._begun(self._checkins, new, did)
        except Exception as error:
            log.error("a check-in was not set: %s", where(error))
            return Begun((say("checkin-failed"),), ok=False)

    def done(self, message: Message) -> tuple[Line, ...] | None:
        """What was answered to a message that has changed a check-in, the one that set it too, for
        when its turn could not be saved; None for all others. Never raises.
        """
        if self._checkins is None:
            return None
        deeds, way = self._checkins.deeds, Way(message.channel, message.address)
        try:
            done = deeds.of(deeds.name(way, message.id))
        except Exception as error:
            log.error("a check-in was not looked up: %s", where(error))
            return None
        return lines_of(done) if done else None

    def left(self, channel: str, address: str) -> None:
        """Somebody clears the chat: reminders in it are taken back. A check-in goes on, and a word
        that nobody could look up yet still counts. Never raises.
        """
        if self._checkins is None:
            return
        way = Way(channel, address)
        self._unheard.left(way)
        try:
            self._checkins.left(way)
        except Exception as error:
            log.error("reminders were not taken back: %s", where(error))

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
        self._hear_late(self._checkins)
        while self._checkins.steps.take():
            pass
        self._looked = self._clocks.boot()
        waiting = self._waiting
        alerts = self._checkins.notices.alerts()
        self._waiting = {nid: waiting.get(nid, self._looked) for nid in alerts}
        self._checkins.tidy()

    def well(self) -> bool:
        """Whether what is due is looked for, every text was heard, and no alert waits for long."""
        now = self._clocks.boot()
        oldest = min(self._waiting.values(), default=now)
        return not self._unheard and now - self._looked <= _LATE and now - oldest <= _STUCK

    def any(self) -> bool:
        """Whether a check-in runs, or something is still to be told. Raises StoreError."""
        return self._checkins is not None and self._checkins.steps.any()

    # Inside

    def _begun(self, checkins: CheckIns, new: CheckIn, did: bytes | None) -> Begun:
        self._hear_late(checkins)
        done = checkins.deeds.of(did)
        if done:
            return Begun(lines_of(done), ok=True)
        time = self._time(new.until)
        node = "checkin-begun" if checkins.custom.desk_for(new) else "checkin-begun-alone"

        def told(words: str) -> tuple[Line, ...]:
            return say(node, time=time, words=words), say("checkin-clear")

        words = checkins.begin(new, lambda words: deed_of(did, BEGIN, told(words)))
        if words is None:
            running = checkins.of(new.worker) or new
            already = say("checkin-already", time=self._time(running.until))
            return Begun((already,), ok=False)
        self._unheard.forget(new.worker)
        return Begun(told(words), ok=True)

    def _hear_late(self, checkins: CheckIns) -> None:
        """Hear what could not be looked up before, in its order. Never raises."""
        if not self._unheard:
            return
        with self._unheard.guard:
            for said in self._unheard.waiting():
                try:
                    self._hear_one_late(checkins, said)
                except StoreError:
                    return
                except Exception as error:
                    log.error("a check-in failed: %s", where(error))
                self._unheard.drop(said)

    def _hear_one_late(self, checkins: CheckIns, said: Said) -> None:
        if checkins.deeds.of(said.did):
            return
        found = checkins.of(said.way)
        line = self._of_their_own(checkins, said, found) if found else None
        if found and line:
            now = checkins.of(said.way) or found
            checkins.answer(now, line.node.removeprefix("checkin-"))

    def _heard(self, checkins: CheckIns, said: Said, worker: bool) -> tuple[Line, ...] | None:
        done = checkins.deeds.of(said.did)
        if done:
            # The text that sets a check-in is its word for danger: it is not heard as one.
            return lines_of(done) if done.kind == HEARD else None
        found = checkins.of(said.way)
        answer = self._of_their_own(checkins, said, found) if found else None
        if answer is None and key(said.text) == "notme":
            answer = self._step_back(checkins, said)
        if answer is None and worker and (words := phrase.read(said.text, PAIRED_BY)):
            answer = self._join(checkins, said, words)
        return (answer,) if answer else None

    def _of_their_own(self, checkins: CheckIns, said: Said, found: CheckIn) -> Line | None:
        back = say("checkin-back")
        match word_of(self._unheard.typed(said, (found.danger, found.safe)), found):
            case "safe":
                checkins.end(found.cid, always(said, back))
                return back
            case "danger":
                checkins.alarm(found.cid, always(said, back))
                return back
        if is_about_longer(said.text):
            return self._longer(checkins, said, found)
        # After the question at the time, a plain "yes" is no answer, and must not look like one.
        if found.stage > Stage.TIME and is_a_plain_answer(said.text):
            return say("checkin-still", time=self._time(found.until))
        return None

    def _longer(self, checkins: CheckIns, said: Said, found: CheckIn) -> Line | None:
        seconds = (read_span(said.text) or 0) * 60.0
        if not 0 < seconds <= LONGEST - found.longer:
            return say("checkin-longer-unclear")

        def told(new: CheckIn) -> Line:
            return say("checkin-longer", time=self._time(new.until))

        new = checkins.extend(found.cid, seconds, with_answer(said, told))
        return told(new) if new else None

    def _step_back(self, checkins: CheckIns, said: Said) -> Line | None:
        told = say("checkin-stepped-back")
        return told if checkins.step_back(said.way, always(said, told)) else None

    def _join(self, checkins: CheckIns, said: Said, words: str) -> Line | None:
        def told(new: CheckIn) -> Line:
            time = self._time(new.until)
            return say("checkin-joined", name=new.name, place=new.place, time=time)

        joined = checkins.join(words, said.way, with_answer(said, told))
        return told(joined) if joined else None

    def _time(self, until: float) -> str:
        return said_time(until, self._clocks.wall(), self._zone)
