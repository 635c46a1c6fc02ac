"""A watch over check-ins with a real database, a clock moved by hand, and two fake messengers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from rehearsal import FakeClock, setup
from sqlalchemy import text

from bot.channels.base import Message, Sent
from bot.watch import Begun, Watch
from flows import Line, Reply
from flows.turn import Begin
from store import CheckIns, Custom, Way, open_agency

WORKER, MATE = Way("signal", "worker-canary"), Way("telegram-workers", "4711")
DESK = (Way("signal", "+16045550100"), Way("telegram-workers", "999"))
PLACE, NAME, SAFE, DANGER = "zebra17", "Quillon", "marmalade", "thunderbird"
HOUR = 3600.0


@dataclass
class Messenger:
    """Keeps what was sent, as (address, text), and what was taken back. `fails` is raised."""

    name: str
    private: bool = True
    takes_back_incoming: bool = False
    sent: list[tuple[str, str]] = field(default_factory=list)
    erased: list[str] = field(default_factory=list)
    fails: Exception | None = None

    def receive(self) -> Iterator[Message]:
        return iter(())

    def send(self, address: str, reply: Reply) -> Sent:
        if self.fails:
            raise self.fails
        self.sent.append((address, reply.text))
        return Sent(f"{self.name}-{len(self.sent)}")

    def erase(self, address: str, references: Sequence[str]) -> tuple[str, ...]:
        if self.fails:
            raise self.fails
        self.erased += references
        return ()

    def close(self) -> None: ...


class Stage:
    """One agency. `folder` outlives it, as a disk does a process."""

    def __init__(
        self,
        folder: Path,
        clock: FakeClock | None = None,
        desk: tuple[Way, ...] = DESK,
        channels: Sequence[str] = ("signal", "telegram-workers"),
        still: Callable[[Way], bool] = lambda _: True,
    ) -> None:
        self.folder, self.clock = folder, clock or FakeClock()
        self.channels = {name: Messenger(name) for name in channels}
        self.durable, self.vault = open_agency(folder)
        clocks = self.clock.clocks()
        self.checkins = CheckIns(self.durable, self.vault, clocks, Custom(desk), still=still)
        self._messages = 0
        whole = setup()
        self.watch = Watch(
            self.checkins, self.channels, whole.content, whole.directory, clocks, "UTC", "en"
        )

    @property
    def signal(self) -> Messenger:
        return self.channels["signal"]

    @property
    def telegram(self) -> Messenger:
        return self.channels["telegram-workers"]

    def begin(self, hours: float = 1.0, worker: Way = WORKER, name: str = NAME) -> str:
        """Set a check-in; the three words."""
        begun = self.tries(hours, worker, name)
        assert begun.ok
        line, clear = begun.lines
        assert line.node in ("checkin-begun", "checkin-begun-alone")
        assert clear.node == "checkin-clear"
        return line.variables["words"]

    def tries(
        self,
        hours: float = 1.0,
        worker: Way = WORKER,
        name: str = NAME,
        *,
        safe: str = SAFE,
        danger: str = DANGER,
        number: str | None = None,
    ) -> Begun:
        """A wish to set a check-in; `number`: the id of its message, else a new one."""
        until = self.clock.wall + hours * HOUR
        begin = Begin("visit", PLACE, until, name, safe, danger)
        return self.watch.begin(self.message(danger, worker, number), begin, "en")

    def says(
        self, said: str, who: Way = WORKER, *, worker: bool = True, number: str | None = None
    ) -> Line | None:
        """What is answered to a text of somebody's; None where it is not for a check-in."""
        lines = self.watch.heard(self.message(said, who, number), worker)
        return lines[0] if lines else None

    def message(self, said: str, who: Way = WORKER, number: str | None = None) -> Message:
        """A message of somebody's; each has an id of its own unless told."""
        self._messages += 1
        return Message(who.channel, who.address, said, number or f"{id(self)}-{self._messages}")

    def later(self, seconds: float, step: float | None = None) -> None:
        """Time passes, with a look for what is due every few seconds; less often in a long time."""
        step = step or (5.0 if seconds <= 900 else 20.0)
        while seconds > 0:
            self.clock.move(min(step, seconds))
            self.watch.tick()
            seconds -= step

    def told(self, way: Way) -> list[str]:
        """The kinds of what was told to somebody, in order."""
        sent = self.channels[way.channel].sent
        return [_kind(said) for to, said in sent if to == way.address]

    def again(self, *, reboot: bool = False, **more: object) -> Stage:
        """The process dies without a word and starts anew; with `reboot`, the machine does."""
        self.durable.close()
        if reboot:
            self.clock.machine = bytes([self.clock.machine[0] + 1]) * 16
            self.clock.boot = 10.0
        return Stage(self.folder, self.clock, **more)  # type: ignore[arg-type]

    def rows(self) -> tuple[int, int]:
        """How many check-ins and notices there are."""
        read = self.durable.read
        checkins = read(text("SELECT count(*) FROM checkin"))[0][0]
        return checkins, read(text("SELECT count(*) FROM notice"))[0][0]

    def close(self) -> None:
        self.durable.close()


def paired(stage: Stage, hours: float = 1.0) -> Stage:
    """A check-in whose colleague has accepted."""
    words = stage.begin(hours)
    answer = stage.says(words, MATE)
    assert answer
    assert answer.node == "checkin-joined"
    stage.watch.tick()
    return stage


_MARKS = {
    "accepted": "the three words came back",
    "soon": "as the time that you set is close",
    "time": "It is the time that you set",
    "colleague-gone": "your desk is told",
    "nobody": "no desk is set up",
    "alert": "has not written",
    "danger": "sent the word for danger",
    "later": "will be back at",
    "well": "is back.",
    "back": "all of it is done now",
    "longer": "the time is now a bit later",
}


def _kind(said: str) -> str:
    (found,) = [kind for kind, mark in _MARKS.items() if mark in said]
    return found
