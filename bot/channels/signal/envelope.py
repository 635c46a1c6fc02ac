"""A frame of signal-cli to what it means for us. Pure; whatever comes in, it never raises.

The shapes are those of signal-cli 0.14 (its Java records, org.asamk.signal.json).
Names, numbers, quotes and everything else that tells of a person are left behind here.
"""

from __future__ import annotations

import json
import re
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

LARGEST = 262_144
"""Characters of one frame. A text message has at most 64 KiB; what is larger is not for us."""
LONGEST = 20_000
"""Characters of a text that are read."""

_NUMBER = re.compile(r"\+[1-9][0-9]{4,14}")
_ATTACHMENT = re.compile(r"[A-Za-z0-9_-]{1,100}(\.[A-Za-z0-9]{1,10}){0,2}")
_YEAR = 31_536_000
_SILENT = ("callMessage", "receiptMessage", "storyMessage", "syncMessage", "typingMessage")
_OTHER = (
    "reaction",
    "sticker",
    "payment",
    "contacts",
    "pollCreate",
    "pollVote",
    "pollTerminate",
    "pinMessage",
    "unpinMessage",
    "adminDelete",
)


@dataclass(frozen=True, slots=True)
class Said:
    """The person wrote this; an edited message counts as a new one."""

    text: str
    id: str


@dataclass(frozen=True, slots=True)
class TakenBack:
    """The person deleted one of their messages for everyone."""

    id: str


@dataclass(frozen=True, slots=True)
class NewKey:
    """The person's identity key has changed: a new phone, a new install, or somebody else."""


@dataclass(frozen=True, slots=True)
class Nothing:
    """Not for us; `kind` is a word of ours, for counting."""

    kind: str


@dataclass(frozen=True, slots=True)
class Read:
    """What a frame holds. `timer` is the disappearing timer it carries, in seconds; `by_hand`: it
    was sent to change that. `attachments` are names of files that the server has stored.
    """

    what: Said | TakenBack | NewKey | Nothing
    address: str = ""
    timer: int | None = None
    by_hand: bool = False
    attachments: tuple[str, ...] = ()

    def __repr__(self) -> str:
        # What reaches a log or a traceback by mistake says nothing.
        return f"Read({type(self.what).__name__})"


def read(frame: str | bytes, account: str) -> Read:
    """What a websocket frame, or the `params` of a notification, means for `account`."""
    if len(frame) > LARGEST:
        return _nothing("huge")
    try:
        found = json.loads(frame)
    except (ValueError, RecursionError):
        return _nothing("malformed")
    return understood(found, account)


def understood(found: object, account: str) -> Read:
    """The same of a frame that has been parsed."""
    frame = _table(found)
    if "subscription" in frame:
        frame = _table(frame.get("result"))  # how manual receive mode wraps it
    if frame.get("account", account) != account:
        return _nothing("other-account")
    envelope = _table(frame.get("envelope"))
    if not envelope:
        return _nothing("no-envelope")
    address = _address(envelope)
    if not address:
        return _nothing("no-sender")
    if frame.get("exception") is not None:
        return _failed(_table(frame["exception"]), address)
    return _content(envelope, address)


def _failed(exception: Mapping[str, Any], address: str) -> Read:
    # exception.message holds the address; only the type is looked at.
    if exception.get("type") == "UntrustedIdentityException":
        return Read(NewKey(), address)
    return _nothing("undecryptable")


def _content(envelope: Mapping[str, Any], address: str) -> Read:
    for kind in _SILENT:
        if envelope.get(kind) is not None:
            return _nothing(kind)
    edit = _table(envelope.get("editMessage"))
    data = _table(edit.get("dataMessage") if edit else envelope.get("dataMessage"))
    if not data:
        return _nothing("empty")
    if data.get("groupInfo") is not None or data.get("storyContext") is not None:
        return _nothing("group")  # its timer is the group's, not the person's
    stored = _attachments(data)
    timer = _timer(data.get("expiresInSeconds"))
    by_hand = data.get("isExpirationUpdate") is True
    what = Nothing("timer") if by_hand else _what(data, envelope)
    return Read(what, address, timer, by_hand, stored)


def _what(data: Mapping[str, Any], envelope: Mapping[str, Any]) -> Said | TakenBack | Nothing:
    if data.get("remoteDelete") is not None:
        target = _stamp(_table(data["remoteDelete"]).get("timestamp"))
        return TakenBack(target) if target else Nothing("malformed")
    other = next((kind for kind in _OTHER if data.get(kind) is not None), None)
    if other:
        return Nothing(other)
    text = data.get("message")
    if text is None and not data.get("attachments"):
        return Nothing("empty")
    stamp = _stamp(data.get("timestamp")) or _stamp(envelope.get("timestamp"))
    if stamp is None:
        return Nothing("no-timestamp")
    # A picture or a voice message without words is answered too: somebody is waiting.
    return Said(_text(text), stamp)


def _text(found: object) -> str:
    # JSON can hold half a character, which nothing behind us could write down.
    text = found[:LONGEST] if isinstance(found, str) else ""
    return text.encode("utf-8", "replace").decode("utf-8")


def _address(envelope: Mapping[str, Any]) -> str:
    """The ACI where there is one. `source` flips between number and ACI and is never used."""
    service = envelope.get("sourceUuid")
    if isinstance(service, str) and len(service) == 36:
        try:
            return str(uuid.UUID(service))
        except ValueError:
            return ""
    number = envelope.get("sourceNumber")
    return number if isinstance(number, str) and _NUMBER.fullmatch(number) else ""


def _stamp(found: object) -> str | None:
    whole = isinstance(found, int) and not isinstance(found, bool)
    return str(found) if whole and 0 < found < 1 << 63 else None  # type: ignore[operator]


def _timer(found: object) -> int | None:
    whole = isinstance(found, int) and not isinstance(found, bool)
    return found if whole and 0 <= found <= _YEAR else None  # type: ignore[operator, return-value]


def _attachments(data: Mapping[str, Any]) -> tuple[str, ...]:
    """Names of stored files; nothing that could be a path gets into a request."""
    listed = data.get("attachments")
    entries = listed[:100] if isinstance(listed, list) else []
    names = (_table(entry).get("id") for entry in entries)
    return tuple(name for name in names if isinstance(name, str) and _ATTACHMENT.fullmatch(name))


def _table(found: object) -> Mapping[str, Any]:
    return found if isinstance(found, dict) else {}


def _nothing(kind: str) -> Read:
    return Read(Nothing(kind))
