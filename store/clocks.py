"""Two clocks, of which the earlier always wins.

The wall clock can be set back by whoever holds the machine, and would keep a conversation alive;
the boot clock cannot, but a frozen or restored virtual machine stops it. So every deadline is
kept on both, and has passed when either says so.
"""

import os
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

_BOOT_ID = Path("/proc/sys/kernel/random/boot_id")
_THIS_PROCESS = os.urandom(16)


class Instant(NamedTuple):
    """A moment, or a deadline, on both clocks; seconds."""

    boot: float
    wall: float

    def plus(self, seconds: float) -> "Instant":
        return Instant(self.boot + seconds, self.wall + seconds)

    def earlier(self, other: "Instant") -> "Instant":
        return Instant(min(self.boot, other.boot), min(self.wall, other.wall))

    def reached(self, deadline: "Instant") -> bool:
        """Whether a deadline has passed at this moment, on either clock."""
        return self.boot >= deadline.boot or self.wall >= deadline.wall

    def until(self, deadline: "Instant") -> float:
        """The wall time at which a deadline will pass, whichever clock comes first; seconds."""
        return min(deadline.wall, self.wall + (deadline.boot - self.boot))


NEVER = Instant(float("inf"), float("inf"))


def _boot_id() -> bytes:
    try:
        return uuid.UUID(_BOOT_ID.read_text().strip()).bytes
    except (OSError, ValueError):
        # Without a boot id nothing may be taken over from an earlier process.
        return _THIS_PROCESS


def _boot_clock() -> float:
    # CLOCK_MONOTONIC stands still while a laptop sleeps; a conversation must not.
    clock = getattr(time, "CLOCK_BOOTTIME", None)
    return time.monotonic() if clock is None else time.clock_gettime(clock)


@dataclass(frozen=True)
class Clocks:
    """Where the store gets time from: seconds since boot, unix seconds, 16 bytes, a way to wait."""

    boot: Callable[[], float]
    wall: Callable[[], float]
    boot_id: Callable[[], bytes] = _boot_id
    pause: Callable[[float], None] = time.sleep

    @classmethod
    def real(cls) -> "Clocks":
        return cls(_boot_clock, time.time)

    def now(self) -> Instant:
        return Instant(self.boot(), self.wall())


@dataclass(frozen=True)
class Lifetime:
    """How long things live, in seconds.

    `idle` after the last save and `cap` after the first one, whichever is earlier; an unsent
    `reply`; an `erasure` that keeps failing. `turn` and `send` are leases: how long a process
    that died keeps others waiting.
    """

    idle: int = 4 * 3600
    cap: int = 12 * 3600
    reply: int = 60
    erasure: int = 24 * 3600
    turn: int = 10
    send: int = 30
