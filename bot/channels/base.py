"""What a network is to us: a way in, a way out, and what it can take back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from flows import Reply


@dataclass(frozen=True, slots=True)
class Message:
    """One message from a person. `address` lives in memory only; `id` is the channel's own.

    `references` are what erasing it needs, where that is not its id. `closed`: nothing was
    written, the person has shut the chat; they are to be forgotten without a word. `stranger`: the
    first message since their key changed, or, with `closed`, that it did. `unsaid`: nothing was
    written, they took a message of theirs back. `life`: seconds that they want messages to live.
    """

    channel: str
    address: str
    text: str
    id: str
    references: tuple[str, ...] | None = None
    closed: bool = False
    stranger: bool = False
    unsaid: bool = False
    life: int | None = None

    @property
    def to_erase(self) -> tuple[str, ...]:
        """The references by which the channel can take this message back."""
        return (self.id,) if self.references is None else self.references

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
    │   └── Closed    the person has shut the chat: they are to be forgotten
    └── Unknown       nobody can tell whether it was done (a time-out); never repeated blindly
    """


class Unreachable(ChannelError):  # noqa: N818 - named for what happened
    """Try again later; `after` is what the channel asks to wait, in seconds, if it says so."""

    def __init__(self, text: str = "", after: float | None = None) -> None:
        super().__init__(text)
        self.after = after


class Refused(ChannelError):  # noqa: N818 - named for what happened
    """The channel will not do this, now or later."""


class Closed(Refused):
    """The person has blocked us or is gone from the network."""


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


@runtime_checkable
class Forgetful(Protocol):
    """A channel that keeps something of a person in memory, such as what stands on their screen."""

    def forget(self, address: str) -> None:
        """The person leaves: what comes next is the last line, and nothing is known of them."""
        ...


@runtime_checkable
class Announcing(Protocol):
    """A channel whose replies are silent, or take the place of an earlier message."""

    def announce(self, address: str, reply: Reply) -> Sent:
        """As `send`, for what nobody asked for: a message of its own, with a sound."""
        ...


@runtime_checkable
class Connected(Protocol):
    """A channel that holds connections, and has something to say before it drops them."""

    def end(self) -> None:
        """After `close`, when nothing more is to be sent: confirm what was handled, hang up."""
        ...


@runtime_checkable
class SideBySide(Protocol):
    """A channel whose `receive` may be called by several threads at once.

    Each of them is given messages of different people, and one message of a person at a time.
    """

    @property
    def receivers(self) -> int: ...
