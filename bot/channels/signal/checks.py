"""What `doctor` can see of Signal from here, and how to look at what it cannot see."""

from __future__ import annotations

import ipaddress
import json
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

from bot.alarms import MENDS
from bot.channels.base import ChannelError
from bot.channels.signal.rest import RestTransport
from bot.channels.signal.rpc import RpcTransport


class Fact(NamedTuple):
    """One row: its name, ok, warn or fail, what was found, what to do."""

    name: str
    state: str
    found: str
    mend: str = ""


_UNSEEN = "cannot be seen from here"
_CONFIG = Path("/etc/signal-cli/config.json")


def checks(
    transport: RestTransport | RpcTransport,
    number: str,
    where: str,
    alarms: dict[str, int],
    config: Path = _CONFIG,
) -> Iterator[Fact]:
    """Every row on Signal, in the order an operator would mend it. Changes nothing."""
    for kind in alarms:
        yield Fact(f"Signal alarm: {kind}", "fail", "now", MENDS[kind])
    yield _way(transport)
    yield _bound(where)
    yield from _alive(transport, number)
    yield from _log_level(transport)
    yield from _noted(config)
    yield from _unseen(transport)


def _way(transport: RestTransport | RpcTransport) -> Fact:
    if isinstance(transport, RpcTransport):
        return Fact("Signal way", "ok", "signal-cli's socket: no message is lost")
    return Fact(
        "Signal way",
        "warn",
        "REST: messages that come within milliseconds, or while we are away, are lost",
        'Set signal_transport = "rpc" and start the profile "lossless" of compose.yaml. It also '
        "lets signal-cli forget people when they leave.",
    )


def _bound(where: str) -> Fact:
    """Whoever reaches the port reads everything: it has no password."""
    name = "Signal port"
    if where.startswith("/"):
        return Fact(name, "ok", "a unix socket")
    host = urlsplit(where).hostname if "//" in where else where.rpartition(":")[0].strip("[]")
    try:
        found = {entry[4][0] for entry in socket.getaddrinfo(host or "", None)}
    except OSError:
        return Fact(name, "warn", "its name leads nowhere", "Look at signal_url or signal_rpc.")
    if all(ipaddress.ip_address(str(one).split("%")[0]).is_private for one in found):
        return Fact(name, "ok", "loopback or a private network")
    mend = "Bind it to 127.0.0.1 or to a network that only the bot is on; it has no password."
    return Fact(name, "fail", "a public address", mend)


def _alive(transport: RestTransport | RpcTransport, number: str) -> Iterator[Fact]:
    try:
        accounts = transport.accounts()
    except ChannelError:
        yield Fact("signal-cli", "fail", "does not answer", MENDS["server"])
        return
    yield Fact("signal-cli", "ok", "answers")
    if number in accounts:
        yield Fact("Signal account", "ok", "is there")
    else:
        yield Fact("Signal account", "fail", "is not there", MENDS["account"])
    try:
        about = transport.about()
    except ChannelError:
        return
    if isinstance(transport, RestTransport):
        mode = str(about.get("mode", "?"))
        right = mode == "json-rpc"
        mend = "" if right else "Start signal-cli-rest-api with MODE=json-rpc."
        yield Fact("Signal mode", "ok" if right else "fail", mode, mend)
    yield Fact("Signal version", "ok", str(about.get("version", "unknown"))[:20])


def _log_level(transport: RestTransport | RpcTransport) -> Iterator[Fact]:
    if not isinstance(transport, RestTransport):
        return
    try:
        level = transport.log_level()
    except ChannelError:
        return
    if level == "debug":
        mend = "Unset LOG_LEVEL and restart: at debug, every message is in the container's log."
        yield Fact("Signal log level", "fail", "debug", mend)
    else:
        yield Fact("Signal log level", "ok", level or "error")


def _noted(config: Path) -> Iterator[Fact]:
    """signal-cli's own settings, where this machine or a mount shows them."""
    mend = 'In signal-cli\'s config.json: {"disableSendLog": true, "scrubLog": true}'
    try:
        found = json.loads(config.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        found = None
    for key, what in (("disableSendLog", "send log"), ("scrubLog", "names in the log")):
        name = f"Signal {what}"
        if not isinstance(found, dict):
            look = f"docker compose exec signal cat {config}"
            yield Fact(name, "warn", _UNSEEN, f"{mend}. To look: {look}")
        elif found.get(key) is True:
            yield Fact(name, "ok", "off")
        else:
            yield Fact(name, "fail", "on", mend)


def _unseen(transport: RestTransport | RpcTransport) -> Iterator[Fact]:
    ignore = "--ignore-attachments --ignore-stories --ignore-avatars --ignore-stickers"
    if isinstance(transport, RpcTransport):
        yield Fact("Signal downloads", "warn", _UNSEEN, f"Start signal-cli with {ignore}.")
        mend = "Start it with --no-receive-stdout --receive-mode=manual."
        yield Fact("Signal stdout", "warn", _UNSEEN, mend)
        return
    yield _stored(transport)
    names = "JSON_RPC_IGNORE_ATTACHMENTS, _STORIES, _AVATARS and _STICKERS"
    look = "docker compose exec signal env | grep JSON_RPC_IGNORE"
    yield Fact("Signal downloads", "warn", _UNSEEN, f"Set {names} to true. To look: {look}")
    mend = (
        "The image writes every message it receives to /var/log/signal-cli-json-rpc-1/out.log: "
        "mount a tmpfs on /var/log. To look: docker compose exec signal df /var/log"
    )
    yield Fact("Signal stdout", "warn", _UNSEEN, mend)


def _stored(transport: RestTransport) -> Fact:
    try:
        count = len(transport.attachments())
    except ChannelError:
        return Fact("Signal attachments", "warn", "not told", "See signal-cli above.")
    if count:
        mend = "They are deleted at the next start. Set JSON_RPC_IGNORE_ATTACHMENTS=true."
        return Fact("Signal attachments", "warn", f"{count} stored", mend)
    return Fact("Signal attachments", "ok", "none stored")
