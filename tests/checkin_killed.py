"""A watch over check-ins that dies by kill -9, over and over; forked anew from one warm process.

Run as a program with a JSON of `Order`: it plays a plan to its end and writes a ledger outside of
the database: lives, what workers did, what was sent. Time is virtual: each look for what is due is
one second later than the one before. The process has no threads when it forks.
"""

from __future__ import annotations

import json
import mmap
import os
import random
import signal
import struct
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from rehearsal import setup

from bot.channels.base import Message, Sent
from bot.watch import Watch
from flows import Reply
from flows.turn import Begin
from store import CheckIns, Clocks, Custom, Notice, Way, open_agency
from store.checkin_steps import Steps
from store.notices import Notices

DESK, GRACE = Way("telegram-workers", "desk"), 600.0
SAFE, DANGER = "marmalade", "thunderbird"
HOUR = 3600.0
START = 1_790_000_000.0
_TAIL = 900  # seconds after the last act, for the last alerts
_REST = 20  # of them in one life that is not cut short


@dataclass(frozen=True)
class Order:
    """What to do: how many check-ins and kills, in which folder; `mistake` is for the controls."""

    folder: str
    people: int
    kills: int
    seed: int = 1
    mistake: str = ""


@dataclass(frozen=True, order=True)
class Act:
    """Something that a worker or a colleague does, at a second of the plan."""

    at: float
    who: int
    what: str
    span: float = 0.0


def plan(people: int, seed: int) -> list[Act]:
    """Everything that people will do, in order of time; a thousand are out for a working day."""
    chance, day = random.Random(seed), people / 1000
    return sorted(act for who in range(people) for act in _of_one(who, chance, day))


def _of_one(who: int, chance: random.Random, day: float) -> Iterator[Act]:
    begun = chance.uniform(0, 3 * HOUR * day)
    span = chance.uniform(900, 1800 + 4 * HOUR * day)
    over = begun + span
    yield Act(begun, who, "begin", span)
    if chance.random() < 0.6:
        yield Act(begun + chance.uniform(5, 600), who, "join")
    kind = chance.random()
    if kind < 0.1:
        yield Act(chance.uniform(begun + 60, over + 500), who, "danger")
        return
    if kind < 0.2:
        yield Act(chance.uniform(begun + 60, over + 300), who, "longer")
        over += 1800
    if kind < 0.5:
        yield Act(chance.uniform(begun + 60, over + GRACE - 5), who, "return")
    elif kind < 0.7:
        yield Act(chance.uniform(over + GRACE, over + GRACE + 600 + HOUR * day), who, "return")


class Shared:
    """Numbers that outlive each child: the clocks, how far the plan is, and how to die."""

    NAMES = ("true", "booted", "skew", "boots", "acts", "die_at", "life")

    def __init__(self) -> None:
        self._memory = mmap.mmap(-1, 8 * len(self.NAMES))

    def __getitem__(self, name: str) -> float:
        return float(struct.unpack_from("d", self._memory, 8 * self.NAMES.index(name))[0])

    def __setitem__(self, name: str, value: float) -> None:
        struct.pack_into("d", self._memory, 8 * self.NAMES.index(name), value)

    def clocks(self) -> Clocks:
        return Clocks(
            lambda: 10 + self["true"] - self["booted"],
            lambda: START + self["true"] + self["skew"],
            lambda: struct.pack("d", self["boots"] + 1) * 2,
        )


POINTS = ("", "claimed", "sent", "taken")
"""Where a child kills itself, once `die_at` names it: after a claim, after a send, after a step."""


class Child:
    """One life: what workers do, and a look for what is due each second, until it is killed."""

    def __init__(self, order: Order, acts: Sequence[Act], shared: Shared, ledger: int) -> None:
        self._acts, self.shared, self._ledger = acts, shared, ledger
        self._folder = Path(order.folder)
        self._sending: Notice | None = None

    def open(self) -> None:
        """In the child: a connection must not be forked."""
        durable, vault = open_agency(self._folder / "agency")
        clocks = self.shared.clocks()
        self._checkins = CheckIns(durable, vault, clocks, Custom((DESK,), GRACE))
        whole = setup()
        channels = {name: Ledger(name, self) for name in ("signal", "telegram-workers")}
        content, directory = whole.content, whole.directory
        self._watch = Watch(self._checkins, channels, content, directory, clocks, "UTC", "en")
        self._listen()

    def _listen(self) -> None:
        notices, steps = self._checkins.notices, self._checkins.steps
        claim, wanted, take = notices.claim, notices.wanted, steps.take

        def claimed(*asked: Any, **more: Any) -> Notice | None:
            notice = claim(*asked, **more)
            if notice:
                self._die("claimed")
            return notice

        def is_wanted(notice: Notice) -> bool:
            self._sending = notice
            return wanted(notice)

        def taken() -> int:
            count = take()
            if count:
                self._die("taken")
            return count

        notices.claim, notices.wanted = claimed, is_wanted  # type: ignore[method-assign]
        steps.take = taken  # type: ignore[method-assign]

    def write(self, **entry: Any) -> None:
        """A line of the ledger; what is written is there, however this process dies."""
        entry |= {"t": self.shared["true"], "life": int(self.shared["life"])}
        os.write(self._ledger, json.dumps(entry).encode() + b"\n")

    def sent(self, to: str) -> None:
        notice = self._sending
        assert notice is not None
        name = notice.variables.get("name", "")
        nid, kind = notice.nid.hex(), notice.kind
        self.write(sent=kind, who=name, to=to, nid=nid, real=time.monotonic())
        self._die("sent")

    def live(self, until: float, skews: bool) -> None:
        self.write(born=time.monotonic())
        while self.shared["true"] < until or self.shared["acts"] < len(self._acts):
            self.shared["true"] += 1.0
            # People look at a clock that is right; the watch may have to do with a wrong one.
            self.shared["skew"] = 0.0
            self._act_all()
            self.shared["skew"] = _skew(self.shared["true"]) if skews else 0.0
            self._watch.tick()
        self.shared["skew"] = 0.0

    def _act_all(self) -> None:
        while (number := int(self.shared["acts"])) < len(self._acts):
            act = self._acts[number]
            if act.at > self.shared["true"]:
                return
            self.write(tries=act.what, who=f"w{act.who}", span=act.span)
            self.write(did=act.what, who=f"w{act.who}", came=self._act(act))
            self.shared["acts"] = number + 1

    def _act(self, act: Act) -> str:
        worker, mate = Way("signal", f"w{act.who}"), Way("telegram-workers", f"m{act.who}")
        file = self._folder / f"words-{act.who}"
        found = self._checkins.of(worker)
        match act.what:
            case "begin":
                until = START + self.shared["true"] + act.span
                name, place = f"w{act.who}", "x1"
                begin = Begin("visit", place, until, name, SAFE, DANGER)
                message = Message(worker.channel, worker.address, DANGER, "begin")
                name = self._checkins.deeds.name(worker, "begin")
                again = self._checkins.deeds.of(name) is not None
                self._says(worker, DANGER, "begin")
                line = self._watch.begin(message, begin, "en").lines[0]
                file.write_text(line.variables.get("words", ""))
                return "checkin-already" if again else line.node
            case "join":
                self._says(mate, file.read_text(), act.what)
                found = self._checkins.of(worker)
                return "joined" if found and found.mate else ""
            case "longer":
                if found and not found.longer:
                    self._says(worker, "longer 30", act.what)
                return "longer" if found else ""
            case word:
                self._says(worker, SAFE if word == "return" else DANGER, act.what)
                return ""

    def _says(self, who: Way, said: str, number: str) -> None:
        """A message; after a kill, the network delivers it again under the same number."""
        self._watch.heard(Message(who.channel, who.address, said, number), True)

    def _die(self, point: str) -> None:
        if POINTS[int(self.shared["die_at"])] == point:
            os.kill(os.getpid(), signal.SIGKILL)


@dataclass
class Ledger:
    """A messenger that writes down what it is given."""

    name: str
    child: Child
    private = True
    takes_back_incoming = False

    def receive(self) -> Iterator[Message]:
        return iter(())

    def send(self, address: str, reply: Reply) -> Sent:
        assert reply.text
        self.child.sent(address)
        return Sent("1")

    def erase(self, address: str, references: Sequence[str]) -> tuple[str, ...]:
        assert address
        assert references
        return ()

    def close(self) -> None: ...


def _skew(now: float) -> float:
    """By how much the wall clock is off: hours ahead for a while, right, hours behind, right."""
    phase = now % 800
    return 5 * HOUR if 200 < phase < 350 else -5 * HOUR if 600 < phase < 750 else 0.0


def _mistaken(mistake: str, shared: Shared) -> None:
    """Mistakes that the checker must find."""
    put, alert = Notices.put, Steps.alert
    match mistake:
        case "forgets":
            Steps.alert = lambda self, connection, kind, found: (  # type: ignore[method-assign]
                alert(self, connection, kind, found) if found.cid[0] % 3 else None
            )
        case "ignores a return":
            CheckIns.end = lambda *_: None  # type: ignore[method-assign, assignment]
        case "says it twice":

            def twice(self: Notices, connection: Any, notice: Notice) -> None:
                put(self, connection, notice)
                if notice.urgent:
                    put(self, connection, replace(notice, nid=os.urandom(16)))

            Notices.put = twice  # type: ignore[method-assign]
        case "trusts the wall clock":
            real = shared.clocks

            def wall_only() -> Clocks:
                clocks = real()
                return replace(clocks, boot=lambda: clocks.wall() - START)

            shared.clocks = wall_only  # type: ignore[method-assign]


def play(order: Order) -> int:
    """Play the plan; how many children were killed."""
    acts, shared = plan(order.people, order.seed), Shared()
    _mistaken(order.mistake, shared)
    ledger = os.open(Path(order.folder) / "ledger", os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    chance = random.Random(order.seed)
    last = max(act.at for act in acts) + _TAIL
    for kill in range(order.kills):
        left = max(last - shared["true"], 1.0)
        shared["life"], shared["die_at"] = kill, chance.choice((0, 0, 0, 1, 2, 3))
        target = shared["true"] + chance.expovariate(1.6 * (order.kills - kill) / left)
        # After a reboot there is only the wall clock: from then on it must be right.
        reboots = kill >= order.kills // 2
        _one_life(Child(order, acts, shared, ledger), not reboots, target)
        _stand_still(shared, chance, reboots=reboots)
    shared["life"], shared["die_at"] = order.kills, 0
    whole = Child(order, acts, shared, ledger)
    pid = os.fork()
    if not pid:
        _in_child(whole, max(last, shared["true"] + _REST), skews=False)
    os.waitpid(pid, 0)
    return order.kills


def _one_life(child: Child, skews: bool, target: float) -> None:
    """Fork, and kill: at a second of the plan and some moment within it, or at a chosen point."""
    shared, begun = child.shared, time.monotonic()
    pid = os.fork()
    if not pid:
        _in_child(child, 1e12, skews)
    patience = 3 if shared["die_at"] else 0
    while shared["true"] < target + patience and time.monotonic() - begun < 20:
        if os.waitpid(pid, os.WNOHANG)[0]:
            return
        time.sleep(0.0005)
    time.sleep(random.random() * 0.004)
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)


def _stand_still(shared: Shared, chance: random.Random, *, reboots: bool) -> None:
    """Nobody watches for a while; now and then the machine starts anew meanwhile."""
    shared["true"] += 900 if chance.random() < 0.01 else chance.choice((0.0, 0.3, 2.0, 7.0))
    if reboots and chance.random() < 0.1:
        shared["boots"] += 1
        shared["booted"] = shared["true"]
    shared["skew"] = 0.0


def _in_child(child: Child, until: float, skews: bool) -> None:
    code = 1
    try:
        child.open()
        child.live(until, skews)
        code = 0
    finally:
        os._exit(code)


def main() -> None:
    setup()
    print(play(Order(**json.loads(sys.argv[1]))), flush=True)


if __name__ == "__main__":
    main()
