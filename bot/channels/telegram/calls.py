"""The calls to Telegram's Bot API, by python-telegram-bot's Bot, without its talkative parts.

Updates are fetched raw: the library writes the text of messages to the log when it cannot read one,
and then gives none of them. Its exceptions hold tokens and answers; none of them leaves this module
but as a ChannelError with no text.
"""

from __future__ import annotations

import os
import ssl
from collections.abc import Awaitable, Sequence
from datetime import timedelta
from functools import cache
from typing import Any, TypeVar
from urllib.parse import urlencode

import httpx
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, LinkPreviewOptions
from telegram.error import (
    BadRequest,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
)
from telegram.request import HTTPXRequest

from bot.channels.base import ChannelError, Closed, Refused, Unknown, Unreachable
from bot.channels.telegram.token import Token
from bot.channels.telegram.updates import ALLOWED, parse

# The library's own way to say that we know both forms of RetryAfter.retry_after; else it warns.
os.environ.setdefault("PTB_TIMEDELTA", "1")

CONNECT, READ, WRITE, POOL = 5.0, 10.0, 5.0, 5.0
"""Seconds. All together less than the store's lease of 30 s: else a second thread sends as well."""
_CONNECTIONS = 64
HUNDRED = 100
"""Messages that one call can delete."""
NEUTRAL = "..."
"""What stands in place of a message of ours that can be changed and not deleted."""

_SO_ALREADY = ("message to delete not found", "message is not modified")
_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)

T = TypeVar("T")
Buttons = Sequence[tuple[str, str]]
"""(label, nonce) of each, one a row."""


class _Request(HTTPXRequest):
    @staticmethod
    def parse_json_payload(payload: bytes) -> Any:
        try:
            return parse(payload)
        except ValueError:
            # The library would log the payload, which may hold what people wrote.
            raise TelegramError("not JSON") from None


class _Bot(Bot):
    def __repr__(self) -> str:
        return "Bot(...)"  # the library's own shows the token


def _request(connections: int) -> _Request:
    return _Request(
        connections,
        connect_timeout=CONNECT,
        read_timeout=READ,
        write_timeout=WRITE,
        pool_timeout=POOL,
        httpx_kwargs={"verify": _trusted()},
    )


@cache
def _trusted() -> ssl.SSLContext:
    """The certificates, read once for all connections of all bots."""
    return httpx.create_ssl_context()


class NoLonger(ChannelError):  # noqa: N818 - named for what is the case
    """The message cannot be changed or deleted any more."""


class Calls:
    """One bot. Used in one event loop; every method raises ChannelError and nothing else."""

    def __init__(self, token: Token, base_url: str) -> None:
        # A second one for the last words, while that of a cancelled poll is still being closed.
        self._polling, self._request = _request(2), _request(_CONNECTIONS)
        self._bot = _Bot(
            token.reveal(),
            base_url=base_url,
            request=self._request,
            get_updates_request=self._polling,
        )

    def __repr__(self) -> str:
        return "Calls(...)"

    async def end(self) -> None:
        """Close the connections."""
        await self._polling.shutdown()
        await self._request.shutdown()

    async def updates(self, offset: int | None, seconds: int, limit: int = 100) -> list[Any]:
        """What has come, waiting so long; `offset` confirms all that is below it."""
        asked: dict[str, object] = {"timeout": seconds, "limit": limit, "allowed_updates": _ALLOWED}
        if offset is not None:
            asked["offset"] = offset
        url = f"{self._bot.base_url}/getUpdates?{urlencode(asked)}"
        found = await _told(self._polling.post(url, read_timeout=seconds + READ))
        return found if isinstance(found, list) else []

    async def send(
        self,
        chat: int,
        text: str,
        buttons: Buttons,
        topic: int | None = None,
        *,
        rings: bool = False,
    ) -> int:
        """The id of the message sent: not to be forwarded or saved, without previews; silent unless
        it `rings`.
        """
        sent = await _told(
            self._bot.send_message(
                chat,
                text,
                disable_notification=not rings,
                protect_content=True,
                link_preview_options=_NO_PREVIEW,
                reply_markup=_keyboard(buttons),
                message_thread_id=topic,
            )
        )
        return sent.message_id

    async def change(self, chat: int, message: int, text: str, buttons: Buttons) -> None:
        """Other words and buttons in the place of a message of ours. Raises NoLonger."""
        try:
            await _told(
                self._bot.edit_message_text(
                    text,
                    chat,
                    message,
                    link_preview_options=_NO_PREVIEW,
                    reply_markup=_keyboard(buttons),
                )
            )
        except Unknown as error:
            # Doing it twice shows the same, so it may be tried again.
            raise Unreachable from error

    async def toast(self, query: str, text: str | None) -> None:
        """Ends the waiting sign of a button; a text shows for a moment and is not kept."""
        await _told(self._bot.answer_callback_query(query, text))

    async def delete(self, chat: int, message: int) -> None:
        """Delete one message, if it is there. Raises NoLonger if it stays."""
        await _told(self._bot.delete_message(chat, message))

    async def delete_all(self, chat: int, messages: Sequence[int]) -> None:
        """Delete up to a hundred; which of them are gone is not told."""
        await _told(self._bot.delete_messages(chat, messages))

    async def leave(self, chat: int) -> None:
        """Leave a group or channel."""
        await _told(self._bot.leave_chat(chat))

    async def open_topic(self, chat: int, name: str) -> int:
        """A topic in a private chat; its number."""
        topic = await _told(self._bot.create_forum_topic(chat, name))
        return topic.message_thread_id

    async def close_topic(self, chat: int, topic: int) -> None:
        """Delete a topic with all its messages. Raises NoLonger."""
        await _told(self._bot.delete_forum_topic(chat, topic))

    async def webhook(self, url: str, secret: str) -> None:
        """Have updates brought to `url`."""
        await _told(self._bot.set_webhook(url, allowed_updates=ALLOWED, secret_token=secret))

    async def no_webhook(self) -> None:
        """Have updates kept until they are fetched; none is dropped."""
        await _told(self._bot.delete_webhook(drop_pending_updates=False))

    async def ask(self, method: str, **values: object) -> Any:
        """Any other method, for setting up and looking; what Telegram answers, unread."""
        url = f"{self._bot.base_url}/{method}?{urlencode(values)}"
        return await _told(self._request.post(url))


_ALLOWED = '["' + '", "'.join(ALLOWED) + '"]'


def _keyboard(buttons: Buttons) -> InlineKeyboardMarkup | None:
    if not buttons:
        return None
    rows = [[InlineKeyboardButton(label, callback_data=nonce)] for label, nonce in buttons]
    return InlineKeyboardMarkup(rows)


async def _told(call: Awaitable[T]) -> T:
    try:
        return await call
    except TelegramError as error:
        meant = _meaning(error)
    except (KeyError, TypeError, ValueError, AttributeError):
        # An answer that is no answer of Telegram's; the library's reading of it fell over.
        meant = Unknown("not understood")
    if meant is None:
        return True  # type: ignore[return-value]  # only where what was asked is so already
    # Raised outside of the handler: the library's exception, with the token in it, must not
    # travel along as its context.
    raise meant


def _meaning(error: TelegramError) -> ChannelError | None:
    """What an error of the library is to us; None if what was asked for is the case already."""
    if isinstance(error, RetryAfter):
        after = error.retry_after
        seconds = after.total_seconds() if isinstance(after, timedelta) else float(after)
        return Unreachable("asked to wait", after=seconds)
    if isinstance(error, Forbidden):
        return Closed("shut")
    if isinstance(error, BadRequest):
        return _refusal(str(error).lower())
    if isinstance(error, InvalidToken | Conflict):
        # A proxy's 404 looks like a token that is not valid; it may be over in a minute.
        return Unreachable("not let in")
    if isinstance(error, NetworkError):
        return _unsure(error)
    return Unknown("not understood")


def _refusal(text: str) -> ChannelError | None:
    if any(so_already in text for so_already in _SO_ALREADY):
        return None
    if "message" in text and any(why in text for why in ("can't be", "not found", "id_invalid")):
        return NoLonger("too late")
    return Refused("refused")


def _unsure(error: NetworkError) -> ChannelError:
    """Only what surely never left us, or what Telegram says it could not do, is tried again."""
    cause = error.__cause__
    never_left = isinstance(cause, httpx.ConnectError | httpx.ConnectTimeout | httpx.PoolTimeout)
    said_so = cause is None or isinstance(cause, TelegramError)
    return Unreachable("not reached") if never_left or said_so else Unknown("not answered")
