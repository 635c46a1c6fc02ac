"""What Telegram sends, read once: the little that is needed is taken, all else is never looked at.

Pure. `read` never raises: one update that nobody understands must not keep the others waiting.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

ALLOWED = ("message", "edited_message", "callback_query", "my_chat_member")
"""What is asked for. Edits only to erase them; nothing of groups, inline, business or guests."""

_NAMES = frozenset(
    {"first_name", "last_name", "username", "phone_number", "vcard", "language_code", "bio"}
)
_CONTENT = frozenset(
    {
        *("animation", "audio", "document", "paid_media", "photo", "sticker", "story", "video"),
        *("video_note", "voice", "checklist", "contact", "dice", "game", "poll", "venue"),
        *("location", "rich_message"),
    }
)
"""Kinds of messages that hold something of the person without being text."""


@dataclass(frozen=True, slots=True)
class Wrote:
    """The person wrote; `text` is empty for a picture, a voice or the like."""

    update: int
    chat: int
    message: int
    text: str


@dataclass(frozen=True, slots=True)
class Pressed:
    """A button; `message` is the one under which it stands, where we can still reach it."""

    update: int
    chat: int
    query: str
    nonce: str
    message: int | None


@dataclass(frozen=True, slots=True)
class Closed:
    """The person has blocked the bot."""

    update: int
    chat: int


@dataclass(frozen=True, slots=True)
class Trace:
    """Something to erase and not to answer: an edited message, a note of the app in the chat."""

    update: int
    chat: int
    message: int


@dataclass(frozen=True, slots=True)
class Crowd:
    """A group or a channel, where we have no business: we leave it."""

    update: int
    chat: int


@dataclass(frozen=True, slots=True)
class Ignored:
    """Nothing for us."""

    update: int


Update = Wrote | Pressed | Closed | Trace | Crowd | Ignored


def parse(payload: bytes) -> Any:
    """JSON without the names of people: they are dropped before anything else sees them."""
    return json.loads(payload.decode("utf-8", "replace"), object_hook=_unnamed)


def _unnamed(table: dict[str, Any]) -> dict[str, Any]:
    if _NAMES.isdisjoint(table):
        return table
    kept = {key: value for key, value in table.items() if key not in _NAMES}
    if "is_bot" in table:
        kept["first_name"] = ""  # the library refuses a user without one
    return kept


def read(raw: object) -> Update | None:
    """What an update means; None if it has no number and so cannot even be confirmed."""
    if not isinstance(raw, Mapping) or not isinstance(raw.get("update_id"), int):
        return None
    update = raw["update_id"]
    try:
        return _read(update, raw)
    except (KeyError, TypeError, ValueError, AttributeError):
        return Ignored(update)


def _read(update: int, raw: Mapping[str, Any]) -> Update:
    if "message" in raw:
        return _message(update, raw["message"])
    if "edited_message" in raw:
        message = raw["edited_message"]
        return _where(update, message["chat"]) or Trace(
            update, message["chat"]["id"], message["message_id"]
        )
    if "callback_query" in raw:
        return _pressed(update, raw["callback_query"])
    if "my_chat_member" in raw:
        member = raw["my_chat_member"]
        here = _where(update, member["chat"])
        if here is not None:
            return here
        shut = member["new_chat_member"]["status"] in ("kicked", "left")
        return Closed(update, member["chat"]["id"]) if shut else Ignored(update)
    return Ignored(update)


def _where(update: int, chat: Mapping[str, Any]) -> Crowd | None:
    """None in a chat of one person with the bot."""
    return None if chat["type"] == "private" else Crowd(update, int(chat["id"]))


def _message(update: int, message: Mapping[str, Any]) -> Update:
    chat = message["chat"]
    crowd = _where(update, chat)
    if crowd is not None:
        return crowd
    if message.get("from", {}).get("is_bot") or "business_connection_id" in message:
        return Ignored(update)
    text = message.get("text", message.get("caption", ""))
    if not text and _CONTENT.isdisjoint(message):
        return Trace(update, int(chat["id"]), int(message["message_id"]))
    return Wrote(update, int(chat["id"]), int(message["message_id"]), said(str(text)))


def _pressed(update: int, query: Mapping[str, Any]) -> Update:
    message = query.get("message")
    if message is None or message["chat"]["type"] != "private":
        return Ignored(update)
    chat, nonce = int(message["chat"]["id"]), query.get("data", "")
    if query["from"]["id"] != chat or not isinstance(nonce, str):
        return Ignored(update)
    # Date 0: a message that the bot can no longer reach, and so cannot change.
    reachable = int(message["message_id"]) if message.get("date") else None
    return Pressed(update, chat, str(query["id"]), nonce, reachable)


def said(text: str) -> str:
    """The words behind a command of the app: "/start abc" opens the menu, "/back" is "back"."""
    if not text.startswith("/"):
        return text
    command, _, rest = text[1:].partition(" ")
    word = command.partition("@")[0]
    if word.casefold() == "start":
        # What comes after it was in a link that others may have seen; it means nothing here.
        return "menu"
    return f"{word} {rest}".strip()
