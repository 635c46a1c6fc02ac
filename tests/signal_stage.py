"""The real Signal channel before either double, and a person with a phone."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field

from fake_signal import ACCOUNT, Signal
from fake_signal_cli import FakeCli
from fake_signal_rest import FakeRest
from signal_swagger import problem

from bot.alarms import Alarms
from bot.channels.base import Message
from bot.channels.signal import Health, RestTransport, RpcTransport, SignalChannel

WAYS = ("rest", "rest-0.100", "socket", "socket-tcp")
LOSSLESS = ("socket", "socket-tcp")
PATIENCE = 60.0
"""Seconds before a test gives up; it ends the moment what it waits for is there."""


@dataclass
class Stage:
    """A network, a server, and the channel in front of it; `heard` is what it has received."""

    way: str
    signal: Signal
    server: FakeRest | FakeCli
    transport: RestTransport | RpcTransport
    channel: SignalChannel
    health: Health
    alarms: Alarms
    now: list[float]
    heard: list[Message] = field(default_factory=list)
    thread: threading.Thread | None = None

    @property
    def rest(self) -> FakeRest:
        assert isinstance(self.server, FakeRest)
        return self.server

    @property
    def cli(self) -> FakeCli:
        assert isinstance(self.server, FakeCli)
        return self.server

    def listen(self, handle: Callable[[Message], None] = lambda message: None) -> None:
        """Receive in a thread of its own, and wait until the server knows."""

        def run() -> None:
            for message in self.channel.receive():
                handle(message)
                with self.signal.changed:
                    self.heard.append(message)
                    self.signal.changed.notify_all()

        self.thread = threading.Thread(target=run, daemon=True)
        self.thread.start()
        self.until(self.server.connected)

    def until(self, done: Callable[[], object]) -> None:
        assert self.signal.wait(done, PATIENCE), "waited in vain"

    def stop(self, *, gently: bool = False) -> None:
        """End receiving; `gently` lets the channel take leave of signal-cli, which takes time."""
        self.channel.close()
        if isinstance(self.server, FakeCli) and not gently:
            self.server.drop()
        if self.thread:
            self.thread.join(PATIENCE)
            assert not self.thread.is_alive()


@contextmanager
def stage(
    way: str = "rest", read: float = 20.0, clock: Callable[[], float] = time.time, **how: object
) -> Iterator[Stage]:
    """Everything set up; nothing listens yet. `how` goes to the channel."""
    signal, alarms, now = Signal(clock), Alarms(), [1000.0]
    health = Health(alarms, None, lambda: now[0])
    with ExitStack() as stack:
        server: FakeRest | FakeCli
        transport: RestTransport | RpcTransport
        if way.startswith("rest"):
            server = stack.enter_context(FakeRest(signal, old=way == "rest-0.100"))
            transport = RestTransport(server.url, ACCOUNT, alarms, read=read)
        else:
            server = stack.enter_context(FakeCli(signal, unix=way == "socket"))
            transport = RpcTransport(server.where, ACCOUNT, alarms, read=read)
        channel = SignalChannel(transport, ACCOUNT, health, wall=clock, **how)  # type: ignore[arg-type]
        made = Stage(way, signal, server, transport, channel, health, alarms, now)
        stack.callback(transport.close)
        stack.callback(made.stop)
        yield made
        if isinstance(server, FakeRest):
            # Whatever a test was about: each request is one that the server's swagger knows.
            assert [found for call in server.requests if (found := problem(call))] == []
