"""What a network is to us: a way in, a way out, and what it can take back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from flows import Reply


@dataclass(frozen=True, slots=True)
class Message:
    """One message from a person. `address` lives in memory only; `id` is the channel's own."""

    channel: str
    address: str
    text: str
    id: str

    def __repr__(self) -> str:
        # A message that reaches a log or a traceback by mistake says nothing.
        return f"Message({self.channel})"


@dataclass(frozen=True, slots=True)
class Sent:
    """A message that the channel has taken; `reference` is what it needs to take it back."""

    reference: str | None


class ChannelError(Exception):
    """The channel did not do what was asked. Its text holds no address and no words.

    ChannelError
    ├── Unreachable   nobody answers, or not so fast; try again later
    ├── Refused       the channel will not do this, now or later
    └── Unknown       nobody can tell whether it was done (a time-out); never repeated blindly
    """


class Unreachable(ChannelError):  # noqa: N818 - named for what happened
    """Try again later; `after` is what the channel asks to wait, in seconds, if it says so."""

    def __init__(self, text: str = "", after: float | None = None) -> None:
        super().__init__(text)
        self.after = after


class Refused(ChannelError):  # noqa: N818 - named for what happened
    """The channel will not do this, now or later."""


class Unknown(ChannelError):  # noqa: N818 - named for what happened
    """It may have been done or not: neither network has a way to ask."""


class Channel(Protocol):
    """A messenger. `private`: end-to-end encrypted to this server.

    `takes_back_incoming`: whether the person's own messages can be erased from the chat.
    """

    @property
    def name(self) -> str: ...
    @property
    def private(self) -> bool: ...
    @property
    def takes_back_incoming(self) -> bool: ...

    def receive(self) -> Iterator[Message]:
        """Messages as they come, until the channel is closed."""
        ...

    def send(self, address: str, reply: Reply) -> Sent:
        """Deliver one reply. Raises ChannelError."""
        ...

    def erase(self, address: str, references: Sequence[str]) -> tuple[str, ...]:
        """Take messages back; the references that could not be. Raises ChannelError."""
        ...

    def close(self) -> None:
        """Stop receiving; `receive` ends soon after. May be called from another thread."""
        ...
