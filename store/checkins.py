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
from store.deeds import Deed, Deeds
from store.durable import Durable
from store.errors import StoreError, Unavailable
from store.notices import ERASE, Notice, Notices, Way
from store.vault import Vault

REMINDED_FROM = 1200.0
"""Seconds: a shorter check-in has no reminder."""
PAIRED_BY = 3
"""Words with which a colleague accepts."""
LONGEST_WORD = 40
"""Letters of a word that ends one: twice as many characters are read of a message."""
_REPLACED = ("colleague", "desk", "soon", "time", "later")
Tell = Callable[[CheckIn], Deed | None]
"""What is remembered of the message that changes a check-in, told what became of it."""


def _nothing(_: object) -> None:
    """For a message that has no id."""


def _everybody(_: Way) -> bool:
    return True


class CheckIns:
    """The open check-ins. Raises Unavailable when the database does not answer.

    `custom` is what the agency has agreed on; `choose` draws the words for the colleague; `still`
    tells whether somebody is still a worker. What a message changes and that it has done so are
    written in one transaction: see store/deeds.py.
    """

    def __init__(
        self,
        durable: Durable,
        vault: Vault,
        clocks: Clocks,
        custom: Custom,
        choose: Callable[[Sequence[str]], str] = secrets.choice,
        still: Callable[[Way], bool] = _everybody,
    ) -> None:
        self._durable, self._clocks, self._choose = durable, clocks, choose
        self._rows, self.custom = Rows(vault, clocks), custom
        self.notices = Notices(durable, vault, clocks)
        self.steps = Steps(durable, self._rows, self.notices, clocks, custom, still)
        self.deeds = Deeds(durable, vault, clocks.wall)

    def begin(self, new: CheckIn, tell: Callable[[str], Deed | None] = _nothing) -> str | None:
        """Set the timer; the words for a colleague. None while this worker has one that runs.
        Raises StoreError for a word that could not be heard.
        """
        if not all(0 < len(word) <= LONGEST_WORD for word in (new.safe, new.danger)):
            raise StoreError(f"A word has 1 to {LONGEST_WORD} letters: ask for another one.")
        words = phrase.new(self._choose, PAIRED_BY)
        left = new.until - self._clocks.wall()
        with self._durable.write() as connection:
            for old in self._rows.find(connection, self._rows.of_worker(new.worker)):
                if old.stage is not Stage.OVER:
                    return None
                # All know of the one before: it need not keep the worker from setting another.
                self._rows.hide(connection, old.cid)
            self._rows.insert(connection, new, words, *_first_step(left))
            self.deeds.put(connection, new.cid, tell(words))
        return words

    def of(self, worker: Way) -> CheckIn | None:
        """The check-in that a worker has open."""
        found = self._durable.read(select(table).where(self._rows.of_worker(worker)))
        return self._rows.opened(found[0]) if found else None

    def extend(self, cid: bytes, seconds: float, tell: Tell = _nothing) -> CheckIn | None:
        """Move the time: from the one set, or from now where that has passed. Whoever was alerted
        is told, and the colleague. None where it has ended.
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
            mate = (found.mate,) if found.mate else ()
            self.steps.tell(connection, "later", new, tuple(dict.fromkeys((*told, *mate))))
            self.deeds.put(connection, cid, tell(new))
        return new

    def end(self, cid: bytes, tell: Tell = _nothing) -> None:
        """The worker is back: nothing of it stays but what must be told to those who were alerted,
        and which messages to take back.
        """
        with self._durable.write() as connection:
            _, found = self._rows.get(connection, cid)
            pending = self.notices.of(connection, cid)
            self._drop(connection, pending)
            self._rows.delete(connection, cid)
            if found:
                self.steps.tell(connection, "well", found, _told(found, pending))
                self.steps.take_back(connection, cid, found.worker, found.references)
                self.deeds.blank(connection, cid)
                self.deeds.put(connection, cid, tell(found))
        self._checkpoint()

    def alarm(self, cid: bytes, tell: Tell = _nothing) -> None:
        """The word for danger: all are alerted at once, and for the worker it is as if it had
        ended.
        """
        with self._durable.write() as connection:
            row, found = self._rows.get(connection, cid)
            if row is None or found is None:
                return
            self._drop(connection, self.notices.of(connection, cid))
            self.steps.alert(connection, "danger", found)
            self.steps.take_back(connection, cid, found.worker, found.references)
            over = replace(found, references=())
            self._rows.move(connection, row, over, Stage.OVER, STAYS)
            self._rows.hide(connection, cid)
            self.deeds.blank(connection, cid)
            self.deeds.put(connection, cid, tell(found))
        self._checkpoint()

    def left(self, worker: Way) -> None:
        """The worker clears the chat: the reminders in it are taken back. The timer goes on."""
        named = self._rows.of_worker(worker)
        if not self._durable.read(select(table.c.cid).where(named)):
            return
        with self._durable.write() as connection:
            for found in self._rows.find(connection, named):
                self.steps.take_back(connection, found.cid, worker, found.references)
                self._rows.save(connection, replace(found, references=()))

    def answer(self, found: CheckIn, kind: str) -> None:
        """Answer the worker later than usual: "back", "longer" or "longer-unclear"."""
        # Nothing but the time: what is answered looks the same for both words.
        until = {"until": repr(found.until)}
        with self._durable.write() as connection:
            notice = Notice(found.cid, kind, (found.worker,), until, found.language)
            self.notices.put(connection, notice)

    def join(self, words: str, mate: Way, tell: Tell = _nothing) -> CheckIn | None:
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
            self.steps.to_worker(connection, new, "accepted")
            if new.stage > Stage.COLLEAGUE:
                self.steps.alert(connection, "colleague", new)
            self.deeds.put(connection, new.cid, tell(new))
        return new

    def step_back(self, mate: Way, tell: Tell = _nothing) -> int:
        """Somebody is no colleague any more, of anybody; of how many they were. Each is told."""
        named = self._rows.of_mate(mate)
        if not self._durable.read(select(table.c.cid).where(named).limit(1)):
            return 0
        with self._durable.write() as connection:
            found = self._rows.find(connection, named)
            for one in found:
                self.steps.let_go(connection, one)
                self.deeds.put(connection, one.cid, tell(one))
        return len(found)

    def tidy(self) -> None:
        """Forget what messages have done an hour ago, and leave nothing deleted in the WAL."""
        if self.deeds.sweep():
            self._durable.untidy = True
        self._durable.tidy()

    def _drop(self, connection: Connection, pending: Sequence[Notice]) -> None:
        """Nothing more is told; but what was to be taken back from the chat still is."""
        self.notices.drop(connection, *(one for one in pending if one.kind != ERASE))

    def _checkpoint(self) -> None:
        """What was deleted does not wait in the WAL. It is done already: a failure changes nothing
        for the worker, and `tidy` does it again.
        """
        with suppress(Unavailable):
            self._durable.checkpoint(wait=False)


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
    return tuple(way for way in dict.fromkeys((*found.told, *perhaps)) if way != found.worker)
