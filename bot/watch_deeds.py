"""What is remembered of a message that changed a check-in: the engine's lines that answered it."""

from __future__ import annotations

from collections.abc import Callable

from bot.unheard import Said
from flows import Line
from flows.turn import say
from store import CheckIn
from store.deeds import HEARD, Deed


def with_answer(said: Said, told: Callable[[CheckIn], Line]) -> Callable[[CheckIn], Deed | None]:
    """What is remembered of a message that was heard, once it is known what is answered."""
    return lambda found: deed_of(said.did, HEARD, (told(found),))


def always(said: Said, line: Line) -> Callable[[CheckIn], Deed | None]:
    return with_answer(said, lambda _: line)


def deed_of(did: bytes | None, kind: str, lines: tuple[Line, ...]) -> Deed | None:
    if did is None:
        return None
    return Deed(did, kind, tuple((line.node, line.variables) for line in lines))


def lines_of(deed: Deed) -> tuple[Line, ...]:
    return tuple(say(node, **variables) for node, variables in deed.lines)
