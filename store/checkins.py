"""Check-ins: a timer that raises the alarm by itself when a worker is not back.

What the worker and the colleague do is here; what goes by itself is in store/checkin_steps.py.
Neither a conversation nor a role is needed: once set, it runs until its own word ends it.
"""

import secrets
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace

from sqlalchemy import Connection, select

from store import phrase
from store.checkin_rows import CheckIn, Rows, Stage, table
from store.checkin_steps import BEFORE, STAYS, Custom, Steps
from store.clocks import Clocks
from store.durable import Durable
from store.errors import Unavailable
from store.notices import Notice, Notices, Way
from store.vault import Vault

REMINDED_FROM = 1200.0
"""Seconds: a shorter check-in has no reminder."""
PAIRED_BY = 3
"""Words with which a colleague accepts."""
_REPLACED = ("colleague", "desk", "soon", "time")


class CheckIns:
    """The open check-ins. Raises Unavailable when the database does not answer.

    `custom` is what the agency has agreed on; `choose` draws the words for the colleague.
    """

    def __init__(
        self,
        durable: Durable,
        vault: Vault,
        clocks: Clocks,
        custom: Custom,
        choose: Callable[[Sequence[str]], str] = secrets.choice,
    ) -> None:
        self._durable, self._clocks, self._choose = durable, clocks, choose
        self._rows, self.custom = Rows(vault, clocks), custom
        self.notices = Notices(durable, vault, clocks)
        self.steps = Steps(durable, self._rows, self.notices, clocks, custom)

    def begin(self, new: CheckIn) -> str | None:
        """Set the timer; the words for a colleague. None while this worker has one that runs."""
        words = phrase.new(self._choose, PAIRED_BY)
        left = new.until - self._clocks.wall()
        with self._durable.write() as connection:
            for old in self._rows.find(connection, self._rows.of_worker(new.worker)):
                if old.stage is not Stage.OVER:
                    return None
                # All know of the one before: it need not keep the worker from setting another.
                self._rows.hide(connection, old.cid)
            self._rows.insert(connection, new, words, *_first_step(left))
        return words

    def of(self, worker: Way) -> CheckIn | None:
        """The check-in that a worker has open."""
        found = self._durable.read(select(table).where(self._rows.of_worker(worker)))
        return self._rows.opened(found[0]) if found else None

    def extend(self, cid: bytes, seconds: float) -> CheckIn | None:
        """Move the time: from the one set, or from now where that has passed. Whoever was alerted
        is told. None where it has ended.
        """
        with self._durable.write() as connection:
            row, found = self._rows.get(connection, cid)
            if row is None or found is None:
                return None
            ahead = _ahead(self._rows.late(row), found.stage)
            pending = self.notices.of(connection, cid)
            told = _told(found, pending)
            replaced = [one for one in pending if one.kind in _REPLACED]
            self.notices.drop(connection, *replaced)
            until = found.until if ahead else max(found.until, self._clocks.wall())
            new = replace(found, until=until + seconds, told=told, longer=found.longer + seconds)
            self._rows.move(connection, row, new, *_first_step(ahead + seconds))
            for way in told:
                self.notices.put(connection, Notice(cid, "later", (way,), new.facts))
        return new

    def end(self, cid: bytes) -> None:
        """The worker is back: nothing of it stays but what must be told to those who were alerted,
        and which messages to take back.
        """
        with self._durable.write() as connection:
            _, found = self._rows.get(connection, cid)
            pending = self.notices.of(connection, cid)
            self.notices.drop(connection, *pending)
            self._rows.delete(connection, cid)
            if found:
                for way in _told(found, pending):
                    self.notices.put(connection, Notice(cid, "well", (way,), found.facts))
                self.steps.take_back(connection, cid, found.worker, found.references)
        self._checkpoint()

    def alarm(self, cid: bytes) -> None:
        """The word for danger: all are alerted at once, and for the worker it is as if it had
        ended.
        """
        with self._durable.write() as connection:
            row, found = self._rows.get(connection, cid)
            if row is None or found is None:
                return
            self.notices.drop(connection, *self.notices.of(connection, cid))
            self.steps.alert(connection, "danger", found)
            self.steps.take_back(connection, cid, found.worker, found.references)
            over = replace(found, references=())
            self._rows.move(connection, row, over, Stage.OVER, STAYS)
            self._rows.hide(connection, cid)
        self._checkpoint()

    def join(self, words: str, mate: Way) -> CheckIn | None:
        """The check-in whose colleague somebody becomes with these words. They work once, and never
        for the worker themself. Where the time has long passed, the colleague is alerted at once.
        """
        named = self._rows.of_words(words)
        if not self._durable.read(select(table.c.cid).where(named)):
            return None
        with self._durable.write() as connection:
            found = self._rows.find(connection, named)
            if not found or found[0].worker == mate:
                return None
            new = replace(found[0], mate=mate)
            self._rows.accept(connection, new, mate)
            self._tell_worker(connection, "accepted", new)
            if new.stage > Stage.COLLEAGUE:
                self.steps.alert(connection, "colleague", new)
        return new

    def step_back(self, mate: Way) -> int:
        """Somebody is no colleague any more, of anybody; of how many they were. Each is told."""
        named = self._rows.of_mate(mate)
        if not self._durable.read(select(table.c.cid).where(named).limit(1)):
            return 0
        gone = "colleague-gone" if self.custom.desk else "nobody"
        with self._durable.write() as connection:
            found = self._rows.find(connection, named)
            for one in found:
                new = replace(one, mate=None)
                self._rows.set(connection, one.cid, pair=None)
                self._rows.save(connection, new)
                pending = self.notices.of(connection, one.cid)
                # "It is them" that came after "it is not them" would be believed.
                over = [two for two in pending if two.way == mate or two.kind == "accepted"]
                self.notices.drop(connection, *over)
                self._tell_worker(connection, gone, new)
                row, _ = self._rows.get(connection, one.cid)
                if row and one.stage is Stage.DESK:
                    self.steps.desk(connection, row, new)
        return len(found)

    def _tell_worker(self, connection: Connection, kind: str, found: CheckIn) -> None:
        notice = Notice(found.cid, kind, (found.worker,), found.facts, found.language)
        self.notices.put(connection, notice)

    def _checkpoint(self) -> None:
        """What was deleted does not wait in the WAL. It is done already: a failure changes nothing
        for the worker, and the next write goes over it.
        """
        with suppress(Unavailable):
            self._durable.checkpoint()


def _first_step(left: float) -> tuple[Stage, float]:
    """The first step of a time that is so many seconds ahead, and in how many it is due."""
    if left >= REMINDED_FROM:
        return Stage.SOON, left - BEFORE
    return Stage.TIME, left


def _ahead(late: float, stage: Stage) -> float:
    """Seconds until the time that was set; nought where it has passed."""
    match stage:
        case Stage.SOON:
            return max(BEFORE - late, 0.0)
        case Stage.TIME:
            return max(-late, 0.0)
        case _:
            return 0.0


def _told(found: CheckIn, pending: Sequence[Notice]) -> tuple[Way, ...]:
    """Who was alerted, or may have been."""
    perhaps = (way for one in pending if one.urgent for way in one.perhaps_told)
    return tuple(dict.fromkeys((*found.told, *perhaps)))
