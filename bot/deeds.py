"""What a turn asks to be done that a pure function cannot do, and what is said of how it went."""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from bot.channels.base import Message
from bot.kept_plans import KeptPlans
from bot.watch import Watch
from flows import Line, Scene, Turn
from flows.model import CASE
from flows.turn import Begin, Lock, Report, say
from store import Outcomes, StoreError

log = logging.getLogger("quietline.deeds")


@dataclass(frozen=True, slots=True)
class _Done:
    """What is said of a deed, and the flow whose answers it has used up."""

    lines: tuple[Line, ...]
    clears: str | None = None


class Deeds:
    """Locks away, sets check-ins, hands in answers. Without `outcomes`, those are not taken."""

    def __init__(self, plans: KeptPlans, watch: Watch, outcomes: Outcomes | None) -> None:
        self._plans, self._watch, self._outcomes = plans, watch, outcomes

    def carry_out(self, turn: Turn, message: Message, scene: Scene) -> Turn:
        """The turn with everything done, and its lines saying so. What a deed was made of goes from
        the conversation once it is done, and not before.
        """
        lines: list[Line] = []
        for line in turn.lines:
            done = self._done(line, turn.language, message, scene)
            lines += done.lines
            if done.clears and turn.session:
                turn = replace(turn, session=turn.session.without(done.clears))
        return replace(turn, lines=tuple(lines))

    def _done(self, line: Line, language: str, message: Message, scene: Scene) -> _Done:
        match line.does:
            case Lock() as lock:
                words = self._plans.lock(lock)
                if words is None:
                    return _Done((say("lock-failed"),))
                told = replace(line, variables={**line.variables, "phrase": words})
                return _Done((told,), CASE if lock.case else None)
            case Begin() as begin:
                begun = self._watch.begin(message, begin, language)
                return _Done(begun.lines, begin.flow if begun.ok else None)
            case Report() as report:
                taken = self._report(report, scene)
                return _Done((line if taken else say("outcome-failed"),), report.flow)
            case None:
                return _Done((line,))

    def _report(self, report: Report, scene: Scene) -> bool:
        """Hand in facts about an agency, for an operator to approve: no client, no worker."""
        if self._outcomes is None or scene.agency is None:
            return False
        date = datetime.fromtimestamp(scene.now, tz=UTC).date().isoformat()
        value = {"id": report.agency, "date": date, "by": scene.agency, "facts": {**report.facts}}
        try:
            self._outcomes.add(value)
        except StoreError as error:
            log.warning("an answer was not taken: %s", type(error).__name__)
            return False
        return True
