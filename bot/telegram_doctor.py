"""What is right and wrong with the Telegram bots, as Telegram itself sees them. Reads only."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Mapping
from typing import Any

from bot.app import SetupError, settings_of, telegram_tokens
from bot.channels.base import ChannelError

_SWITCHES = {
    "groups": ("can_join_groups", "In @BotFather: /setjoingroups, Disable."),
    "group messages": ("can_read_all_group_messages", "In @BotFather: /setprivacy, Enable."),
    "inline": ("supports_inline_queries", "In @BotFather: /setinline, then /empty."),
    "business": ("can_connect_to_business", "In @BotFather: Bot Settings, Business Mode, off."),
}
_MANY = 1_000
_WAITING = "Is the service running? Updates older than 24 hours are lost."

Found = tuple[str, str, str, str]
"""(name, state, found, mend), as a row of the doctor."""


def rows() -> Iterator[Found]:
    """A few for each bot that has a token; none where there is none."""
    try:
        settings = settings_of()
    except SetupError:
        return  # another row says so
    if not (settings.telegram_token_file or settings.telegram_workers_token_file):
        return
    try:
        tokens = telegram_tokens(settings)
    except SetupError as error:
        yield "telegram: token", "fail", "cannot be used", str(error)
        return
    for name, token in tokens:
        yield from _bot(name, token, settings.telegram_base_url, settings.telegram_webhook_url)


def _bot(name: str, token: Any, base_url: str, webhook: str) -> Iterator[Found]:
    try:
        me, info = asyncio.run(_ask(token, base_url))
    except ChannelError as error:
        mend = "Is the token right, and Telegram reachable? @BotFather shows it: /token."
        yield f"{name}: token", "fail", str(error), mend
        return
    yield f"{name}: token", "ok", "accepted by Telegram", ""
    for what, (switch, mend) in _SWITCHES.items():
        on = bool(me.get(switch))
        yield f"{name}: {what}", "fail" if on else "ok", "on" if on else "off", mend if on else ""
    yield _updates(name, info, webhook)


def _updates(name: str, info: Mapping[str, Any], webhook: str) -> Found:
    wanted = f"{webhook}/{name}" if webhook else ""
    if info.get("url", "") != wanted:
        how = "are brought elsewhere" if info.get("url") else "are not brought"
        return f"{name}: updates", "warn", how, "Start the service: it sets this."
    waiting = int(info.get("pending_update_count", 0))
    how = "brought" if wanted else "fetched"
    state = "warn" if waiting >= _MANY or (info.get("last_error_date") and waiting) else "ok"
    return f"{name}: updates", state, f"{how}, {waiting} waiting", _WAITING * (state == "warn")


async def _ask(token: Any, base_url: str) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
    from bot.channels.telegram.calls import Calls

    calls = Calls(token, base_url)
    try:
        return await calls.ask("getMe"), await calls.ask("getWebhookInfo")
    finally:
        await calls.end()
