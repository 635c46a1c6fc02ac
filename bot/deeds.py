"""What a turn asks to be done that a pure function cannot do, and what is said of how it went."""

from __future__ import annotations

import logging
from dataclasses import replace
from datetime import UTC, datetime

from bot.channels.base import Message
from bot.kept_plans import KeptPlans
from bot.watch import Watch
from flows import Line, Scene, Turn
from flows.turn import Begin, Lock, Report, say
from store import Outcomes, StoreError

log = logging.getLogger("quietline.deeds")


class Deeds:
    """Locks away, sets check-ins, hands in answers. Without `outcomes`, those are not taken."""

    def __init__(self, plans: KeptPlans, watch: Watch, outcomes: Outcomes | None) -> None:
        self._plans, self._watch, self._outcomes = plans, watch, outcomes

    def carry_out(self, turn: Turn, message: Message, scene: Scene) -> Turn:
        """The turn with everything done, and its lines saying so."""
        lines = (self._done(line, turn.language, message, scene) for line in turn.lines)
        return replace(turn, lines=tuple(lines))

    def _done(self, line: Line, language: str, message: Message, scene: Scene) -> Line:
        match line.does:
            case Lock() as lock:
                words = self._plans.lock(lock)
                if words is None:
                    return say("lock-failed")
                return replace(line, variables={**line.variables, "phrase": words})
            case Begin() as begin:
                return self._watch.begin(
                    message.channel,
                    message.address,
                    begin.place,
                    begin.until,
                    begin.name,
                    begin.safe,
                    begin.danger,
                    language,
                )
            case Report() as report:
                return line if self._report(report, scene) else say("outcome-failed")
            case None:
                return line

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
