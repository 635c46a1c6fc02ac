"""`./quietline telegram`: what a bot shows of itself, and what only a person can set."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from typing import Any

import typer

from bot.app import SetupError, settings_of, telegram_tokens
from bot.channels.base import ChannelError

app = typer.Typer(
    help="Telegram: set up the bots.", no_args_is_help=True, pretty_exceptions_enable=False
)

NAME = "Quietline"
ABOUT = "A quiet place to look up numbers to call. A computer program."
DESCRIPTION = (
    "A quiet place to look up numbers to call. This is a computer program, not a person. "
    "Telegram can read what is written here."
)
"""What stands in an empty chat: said before the first word is written."""
COMMANDS = {
    "menu": "What there is",
    "back": "One step back",
    "skip": "Next one",
    "why": "Why this question",
    "language": "Other languages",
    "bye": "Close this chat",
}
"""The same for everybody: a list of one's own would outlast leaving."""

SWITCHES = (
    ("/setjoingroups", "Disable", "can_join_groups", False),
    ("/setprivacy", "Enable", "can_read_all_group_messages", False),
    ("/setinline", "off: send /empty", "supports_inline_queries", False),
    ("/setinlinefeedback", "Disabled", None, None),
    ("Bot Settings, Business Mode", "off", "can_connect_to_business", False),
    ("Bot Settings, Guest Mode", "off", "supports_guest_queries", False),
    ("Bot Settings, Bot-to-Bot Communication", "off", None, None),
    ("Bot Settings, Configure Mini App, Main App", "off", "has_main_web_app", False),
    ("Bot Settings, Threaded Mode", "off, unless telegram_topics is set", None, None),
    ("Bot Settings, Payments", "none", None, None),
    ("/setdomain", "none", None, None),
    ("/setuserpic", "nothing that tells what this is", None, None),
    ("/mybots, Edit Bot, Edit Privacy Policy", "the address of yours", None, None),
)
"""What @BotFather alone can set: where, its right value, and where Telegram shows it, if at all."""


@app.callback()
def telegram() -> None:
    """A group of commands, though there is but one."""


@app.command("set-up")
def set_up() -> None:
    """Set name, descriptions and commands of each bot; print what only a person can set."""
    settings = settings_of()
    for name, token in telegram_tokens(settings):
        me = asyncio.run(_set(token, settings.telegram_base_url))
        _print(name, me)


async def _set(token: Any, base_url: str) -> Mapping[str, Any]:
    from bot.channels.telegram.calls import Calls

    calls = Calls(token, base_url)
    commands = [{"command": word, "description": what} for word, what in COMMANDS.items()]
    scope = {"type": "all_private_chats"}
    try:
        await calls.ask("setMyName", name=NAME)
        await calls.ask("setMyShortDescription", short_description=ABOUT)
        await calls.ask("setMyDescription", description=DESCRIPTION)
        await calls.ask("setMyCommands", commands=json.dumps(commands), scope=json.dumps(scope))
        me = await calls.ask("getMe")
    except ChannelError as error:
        raise SetupError(
            f"Telegram: {error}. Is the token right, and Telegram reachable?"
        ) from None
    finally:
        await calls.end()
    return me if isinstance(me, Mapping) else {}


def _print(name: str, me: Mapping[str, Any]) -> None:
    lines = [
        f"{name}: name, descriptions and {len(COMMANDS)} commands are set.",
        "Set these by hand in a chat with @BotFather, and protect that account with a password:",
    ]
    for where, value, shown, right in SWITCHES:
        state = "" if shown is None else _state(me, shown, right)
        lines.append(f"  {where}: {value}{state}")
    typer.echo("\n".join(lines))


def _state(me: Mapping[str, Any], shown: str, right: object) -> str:
    if shown not in me:
        return ""
    return "  (so already)" if me[shown] == right else "  (NOT SO NOW)"
