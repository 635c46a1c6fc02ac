"""The two ways to signal-cli behind one interface: the REST server, and its own socket."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from bot.channels.base import Closed, Unreachable


class RateLimited(Unreachable):
    """Signal takes nothing for a while; `token` lifts it once a person has solved a captcha."""

    def __init__(self, token: str | None = None, after: float | None = None) -> None:
        super().__init__("rate limited", after)
        self.token = token


class AccountLost(Unreachable):
    """The server does not know our account. Worth trying again: an operator can mend it."""


class Untrusted(Closed):
    """The person's identity key has changed: whoever was there before is to be forgotten."""


@dataclass(frozen=True, slots=True)
class Identity:
    """A person's key as the server has it; `status` is Signal's word for how far it is trusted."""

    address: str
    status: str


class Transport(Protocol):
    """What the channel needs of a server. Everything but `frames` raises ChannelError."""

    @property
    def forgets(self) -> bool:
        """Whether it can forget a contact and tell what timer it has noted for one."""
        ...

    def frames(self) -> Iterator[object]:
        """Frames, as text or parsed, until closed; asking for the next says one is done with."""
        ...

    def send(self, address: str, text: str) -> str | None:
        """Send a text; its timestamp, which is how it is taken back (None: it was not told)."""
        ...

    def remote_delete(self, address: str, timestamp: int) -> None: ...

    def set_timer(self, address: str, seconds: int) -> None:
        """Set the disappearing timer, which the person sees."""
        ...

    def timer_of(self, address: str) -> int:
        """The timer that every message to them carries, in seconds."""
        ...

    def forget_contact(self, address: str) -> None: ...

    def read_receipt(self, address: str, timestamp: int) -> None: ...

    def trust(self, address: str) -> None:
        """Take the person's new key, as that of a stranger."""
        ...

    def identities(self) -> list[Identity]: ...

    def accounts(self) -> list[str]:
        """The accounts it serves; asks signal-cli itself, so it shows whether that is alive."""
        ...

    def delete_attachment(self, name: str) -> None: ...

    def attachments(self) -> list[str]: ...

    def stop(self) -> None:
        """Stop receiving; `frames` ends once what has arrived is done with."""
        ...

    def close(self) -> None: ...
