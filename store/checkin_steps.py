"""What check-ins do by themselves: remind, ask, alert, and be over.

    SOON  a reminder before the time      TIME  a question at the time
    COLLEAGUE  an alert after some grace  DESK  another to the agency's desk, later by the same
    OVER  all is told; the row waits a day for the return, then goes

Each step puts in its notices with the same transaction that moves the timer.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, Row, func, select

from store.checkin_rows import CheckIn, Rows, Stage, table
from store.clocks import Clocks
from store.durable import Durable
from store.notices import ERASE, Failure, Notice, Notices, Way

BEFORE = 600.0
"""Seconds by which the reminder comes before the time."""
STAYS = 86_400.0
"""Seconds that a row waits for the return once all is told."""
_SEALED_ELSEWHERE = 60.0  # seconds after which a row that does not open is tried again
TO_WORKER = ("accepted", "soon", "time", "longer", "colleague-gone", "nobody")
"""Kinds of notices to the worker: a return takes them back from the chat."""


@dataclass(frozen=True, slots=True)
class Custom:
    """What an agency has agreed on: the ways to its desk, and seconds of grace after the time."""

    desk: tuple[Way, ...] = ()
    grace: float = 600.0

    def desk_for(self, found: CheckIn) -> tuple[Way, ...]:
        """The desk of a check-in. An alert never lands in the worker's own chat, where somebody may
        be looking; and a colleague who is at the desk as well is told once.
        """
        return tuple(way for way in self.desk if way not in (found.worker, found.mate))


class Steps:
    """Takes the steps of all check-ins; one process at a time. Raises Unavailable.

    `still` tells whether somebody is still a worker; it may look into the same database.
    """

    def __init__(
        self,
        durable: Durable,
        rows: Rows,
        notices: Notices,
        clocks: Clocks,
        custom: Custom,
        still: Callable[[Way], bool],
    ) -> None:
        self._durable, self._rows, self._notices = durable, rows, notices
        self._clocks, self._custom, self.still = clocks, custom, still

    def take_over(self) -> None:
        """To be called once by the process that takes the steps, before the first one."""
        self._rows.look_for_earlier_boots(self._durable.read)
        with self._durable.write() as connection:
            self._notices.take_over(connection)

    def take(self) -> int:
        """Take the steps that are due, in one transaction; how many."""
        ahead = [row.cid for row in self._durable.read(self._rows.due())]
        if not ahead:
            return 0
        gone = self._gone(ahead)
        with self._durable.write() as connection:
            # Looked for again: a worker may have come back before the transaction began.
            due = [row.cid for row in connection.execute(self._rows.due())]
            for cid in due:
                row, found = self._rows.get(connection, cid)
                if found and found.mate in gone and self._rows.is_open(row, found):
                    self.let_go(connection, found)
                    row, found = self._rows.get(connection, cid)
                if row and found:
                    if self._rows.late(row) >= 0:  # else letting go has taken the step
                        self._step(connection, row, found)
                else:
                    # Sealed under another key: it is kept, and does not hold up the others.
                    later = self._clocks.now().plus(_SEALED_ELSEWHERE)
                    self._rows.set(connection, cid, due_boot=later.boot, due_wall=later.wall)
        return len(due)

    def sent(self, notice: Notice, reference: str | None) -> None:
        """It has been told; `reference` is what taking it back needs."""
        with self._durable.write() as connection:
            self._notices.drop(connection, notice)
            row, found = self._rows.get(connection, notice.cid)
            self._durable.untidy |= row is None
            if notice.urgent and found and notice.way not in found.told:
                self._rows.save(connection, replace(found, told=(*found.told, notice.way)))
            if notice.kind not in TO_WORKER or not reference:
                return
            if found and self._rows.is_open(row, found):
                references = (*found.references, reference)
                self._rows.save(connection, replace(found, references=references))
            else:
                self.take_back(connection, notice.cid, notice.way, (reference,))

    def failed(self, notice: Notice, failure: Failure) -> None:
        """It could not be told. Where a colleague cannot be reached, the desk is told at once."""
        later, seconds = notice.after(failure)
        with self._durable.write() as connection:
            if not notice.urgent and (failure.hopeless or later.given_up):
                self._notices.drop(connection, notice)
                self._durable.untidy = True
                return
            # Where it is gone, the worker wrote meanwhile: what followed from it is over as well.
            there = self._notices.put_back(connection, later, seconds)
            if there and notice.kind == "colleague" and later.rounds:
                row, found = self._rows.get(connection, notice.cid)
                if row and found:
                    self.desk(connection, row, found)

    def withheld(self, notice: Notice) -> None:
        """It is not sent: who was the colleague is no worker any more. The desk is told at once
        where they were to be alerted, and the worker that it is not them.
        """
        with self._durable.write() as connection:
            self._durable.untidy = True
            if not self._notices.drop(connection, notice):
                return
            row, found = self._rows.get(connection, notice.cid)
            if found and found.mate == notice.way and self._rows.is_open(row, found):
                self.let_go(connection, found)

    def let_go(self, connection: Connection, found: CheckIn) -> None:
        """The colleague is none any more, and the worker is told. Where the colleague was alerted
        and the desk was not, the desk is alerted at once.
        """
        new = replace(found, mate=None)
        self._rows.set(connection, found.cid, pair=None)
        self._rows.save(connection, new)
        pending = self._notices.of(connection, found.cid)
        # "It is them" that came after "it is not them" would be believed.
        over = [one for one in pending if one.way == found.mate or one.kind == "accepted"]
        self._notices.drop(connection, *over)
        kind = "colleague-gone" if self._custom.desk_for(new) else "nobody"
        self.to_worker(connection, new, kind)
        row, _ = self._rows.get(connection, found.cid)
        if row and found.stage is Stage.DESK:
            self.desk(connection, row, new)

    def desk(self, connection: Connection, row: Row[Any], found: CheckIn) -> None:
        """The last alert, once. Where there is no desk, only a colleague can still accept."""
        if found.stage is Stage.OVER:
            return
        self._rows.move(connection, row, found, Stage.OVER, STAYS)
        ways = self._custom.desk_for(found)
        if ways:
            self._notices.put(connection, Notice(found.cid, "desk", ways, found.facts))

    def alert(self, connection: Connection, kind: str, found: CheckIn) -> None:
        """Alert the colleague and, with the word for danger, the desk as well, both at once."""
        if found.mate:
            self.tell(connection, kind, found, [found.mate])
        ways = self._custom.desk_for(found) if kind == "danger" else ()
        if ways:
            self._notices.put(connection, Notice(found.cid, kind, ways, found.facts))

    def tell(
        self, connection: Connection, kind: str, found: CheckIn, people: Sequence[Way]
    ) -> None:
        """Tell each of these people. Those who are not the desk must still be workers then."""
        for way in people:
            colleague = way not in self._custom.desk
            notice = Notice(found.cid, kind, (way,), found.facts, colleague=colleague)
            self._notices.put(connection, notice)

    def take_back(
        self, connection: Connection, cid: bytes, way: Way, references: tuple[str, ...]
    ) -> None:
        """Take messages back from the worker's chat."""
        if references:
            self._notices.put(connection, Notice(cid, ERASE, (way,), references=references))

    def any(self) -> bool:
        """Whether a check-in runs, or anything is still to be told."""
        running = select(table.c.cid).where(table.c.stage < Stage.OVER).limit(1)
        return bool(self._durable.read(running)) or self._notices.any()

    def overdue(self, by: float) -> int:
        """How many steps should have been taken so many seconds ago, and were not."""
        self._rows.look_for_earlier_boots(self._durable.read)
        late = self._rows.due(by).subquery()
        return int(self._durable.read(select(func.count()).select_from(late))[0][0])

    def _step(self, connection: Connection, row: Row[Any], found: CheckIn) -> None:
        late, grace = self._rows.late(row), self._custom.grace
        match found.stage:
            case Stage.SOON:
                if late < BEFORE:  # after a standstill the question alone is asked
                    self._ask(connection, found, "soon")
                self._rows.move(connection, row, found, Stage.TIME, BEFORE - late)
            case Stage.TIME:
                self._ask(connection, found, "time")
                self._rows.move(connection, row, found, Stage.COLLEAGUE, grace - late)
            case Stage.COLLEAGUE if found.mate:
                self.alert(connection, "colleague", found)
                self._rows.move(connection, row, found, Stage.DESK, grace - late)
            case Stage.COLLEAGUE | Stage.DESK:
                self.desk(connection, row, found)
            case Stage.OVER:
                self._notices.drop(connection, *self._notices.of(connection, found.cid))
                self._rows.delete(connection, found.cid)
                self._durable.untidy = True

    def to_worker(self, connection: Connection, found: CheckIn, kind: str) -> None:
        """Tell the worker something."""
        notice = Notice(found.cid, kind, (found.worker,), found.facts, found.language)
        self._notices.put(connection, notice)

    def _ask(self, connection: Connection, found: CheckIn, kind: str) -> None:
        # A reminder that could not be sent yet says nothing more beside the question.
        pending = self._notices.of(connection, found.cid)
        self._notices.drop(connection, *(one for one in pending if one.kind == "soon"))
        self.to_worker(connection, found, kind)

    def _gone(self, cids: Sequence[bytes]) -> set[Way]:
        """Colleagues of these check-ins who are no workers any more. Looked up before a step's
        transaction: within it, the database answers nobody else.
        """
        found = self._durable.read(select(table).where(table.c.cid.in_(cids)))
        mates = {one.mate for row in found if (one := self._rows.opened(row)) and one.mate}
        return {mate for mate in mates if not self.still(mate)}
