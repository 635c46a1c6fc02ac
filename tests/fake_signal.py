"""Signal itself, as far as a bot can tell: phones that show messages, and a queue for each account.

What the person sees is kept here and nowhere else, so that a test can ask a phone, not a server.
"""

from __future__ import annotations

import itertools
import threading
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

ACCOUNT = "+15550001111"
"""Our own number."""
DAY = 24 * 3600


@dataclass
class Bubble:
    """One message as a phone shows it. `timer` is its disappearing timer, in seconds."""

    timestamp: int
    text: str
    mine: bool
    timer: int
    gone: bool = False


@dataclass
class Phone:
    """A person's phone."""

    address: str
    timer: int = 0
    bubbles: list[Bubble] = field(default_factory=list)
    notices: list[int] = field(default_factory=list)
    """Timers that the bot has set, as "X set disappearing messages to ..." shows them."""
    switched_off: int = 0
    """How often a message of the bot's has turned the person's timer off."""
    lengthened: int = 0

    def left(self, after: float = 0) -> list[Bubble]:
        """What can still be read, so many seconds later, of what has been read before."""
        return [
            bubble
            for bubble in self.bubbles
            if not bubble.gone and not (bubble.timer and bubble.timer <= after)
        ]

    def theirs(self) -> list[str]:
        """Texts of the bot that can still be read."""
        return [bubble.text for bubble in self.left() if not bubble.mine]


class Signal:
    """The network between the phones and one account."""

    def __init__(self, clock: Callable[[], float] = time.time) -> None:
        self.clock = clock
        self.lock = threading.RLock()
        self.changed = threading.Condition(self.lock)
        self.phones: dict[str, Phone] = {}
        self.contacts: dict[str, int] = {}
        """Who signal-cli has a row for, and the timer that it sends with."""
        self.untrusted: set[str] = set()
        self.unregistered: set[str] = set()
        self.held_back: dict[str, list[dict[str, Any]]] = {}
        self.sent: list[tuple[str, str]] = []
        self.deliver: Callable[[dict[str, Any]], None] = lambda frame: None
        """Where frames go: a double sets it."""
        self._stamps = itertools.count(1)

    def phone(self, address: str | None = None) -> Phone:
        with self.lock:
            address = address or str(uuid.uuid4())
            return self.phones.setdefault(address, Phone(address))

    def stamp(self) -> int:
        return int(self.clock() * 1000) + next(self._stamps)

    def says(self, phone: Phone, text: str, **more: Any) -> int:
        """The person writes; the message's timestamp."""
        with self.lock:
            stamp = self.stamp()
            phone.bubbles.append(Bubble(stamp, text, mine=True, timer=phone.timer))
            data = {**body(stamp, text, phone.timer), **more}
            self.brings(phone, stamp, dataMessage=data)
        return stamp

    def brings(self, phone: Phone, stamp: int, **content: Any) -> None:
        """An envelope of any kind from this phone."""
        frame = {"envelope": {**base(phone.address, stamp), **content}, "account": ACCOUNT}
        with self.lock:
            if phone.address in self.untrusted:
                self.held_back.setdefault(phone.address, []).append(frame)
                bare = {"envelope": base(phone.address, stamp), "account": ACCOUNT}
                bare["exception"] = {
                    "message": f"Untrusted identity: {phone.address}",
                    "type": "UntrustedIdentityException",
                }
                self.deliver(bare)
                return
            data = content.get("dataMessage")
            if isinstance(data, dict) and isinstance(data.get("expiresInSeconds"), int):
                self.contacts[phone.address] = data["expiresInSeconds"]
            self.deliver(frame)

    def new_install(self, phone: Phone) -> None:
        """The person's key is another one from now on."""
        with self.lock:
            phone.bubbles.clear()
            phone.timer = 0
            self.untrusted.add(phone.address)

    # What signal-cli does for the bot

    def accept(self, address: str, text: str) -> int:
        """A text of ours reaches a phone; its timestamp."""
        with self.changed:
            phone, stamp = self.phone(address), self.stamp()
            timer = self.contacts.setdefault(address, 0)
            if timer != phone.timer:
                phone.switched_off += phone.timer > 0 and timer == 0
                phone.lengthened += phone.timer > 0 and timer > phone.timer
                phone.timer = timer
            phone.bubbles.append(Bubble(stamp, text, mine=False, timer=timer))
            self.sent.append((address, text))
            self.changed.notify_all()
            return stamp

    def remote_delete(self, address: str, timestamp: int) -> None:
        """Done or not, the phone says nothing; it does nothing a day later."""
        with self.changed:
            if self.clock() - timestamp / 1000 < DAY:
                for bubble in self.phone(address).bubbles:
                    if bubble.timestamp == timestamp and not bubble.mine:
                        bubble.text, bubble.gone = "", True
            self.changed.notify_all()

    def set_timer(self, address: str, seconds: int) -> None:
        with self.changed:
            phone = self.phone(address)
            phone.lengthened += 0 < phone.timer < seconds
            phone.switched_off += phone.timer > 0 and seconds == 0
            phone.timer = self.contacts[address] = seconds
            phone.notices.append(seconds)
            self.changed.notify_all()

    def forget(self, address: str) -> None:
        with self.changed:
            self.contacts.pop(address, None)
            self.changed.notify_all()

    def trust(self, address: str) -> None:
        """The key is taken, and what was held back is delivered."""
        with self.changed:
            self.untrusted.discard(address)
            for frame in self.held_back.pop(address, []):
                data = frame["envelope"].get("dataMessage") or {}
                self.contacts[address] = data.get("expiresInSeconds", 0)
                self.deliver(frame)
            self.changed.notify_all()

    def wait(self, done: Callable[[], object], patience: float = 30.0) -> bool:
        """Until something is so; whether it was in the end."""
        with self.changed:
            return bool(self.changed.wait_for(done, patience))


def base(address: str, stamp: int) -> dict[str, Any]:
    """The fields that every envelope has."""
    return {
        "source": address,
        "sourceNumber": None,
        "sourceUuid": address,
        "sourceName": "A Name Canary",
        "sourceDevice": 1,
        "timestamp": stamp,
        "serverReceivedTimestamp": stamp + 1,
        "serverDeliveredTimestamp": stamp + 2,
    }


def body(stamp: int, text: str | None, timer: int = 0) -> dict[str, Any]:
    """A data message."""
    return {
        "timestamp": stamp,
        "message": text,
        "expiresInSeconds": timer,
        "isExpirationUpdate": False,
        "viewOnce": False,
    }
