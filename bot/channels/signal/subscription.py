"""One subscription to an account's messages, on a socket of its own."""

from __future__ import annotations

import json
import logging
import socket
import time
import uuid
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from bot.channels.signal.stream import HasFileno, Stream
from bot.keeper import Keeper

log = logging.getLogger("quietline.signal")

_LINGER = 20.0
"""Seconds for answering what has come when we are told to stop."""
_QUIET = 0.3
"""Seconds without a line after which nothing more is on its way."""


def request(method: str, number: str, params: Mapping[str, Any]) -> bytes:
    """A JSON-RPC request as a line."""
    body = {"jsonrpc": "2.0", "method": method, "id": number, "params": dict(params)}
    return json.dumps(body, separators=(",", ":")).encode() + b"\n"


class Subscription:
    """Messages of `account` over a connected socket, until it breaks or a waker is readable."""

    def __init__(
        self,
        held: socket.socket,
        account: str,
        keeper: Keeper | None,
        waker: HasFileno,
        not_manual: Callable[[], None],
    ) -> None:
        self._stream, self._account, self._keeper = Stream(held), account, keeper
        self._wakers: list[HasFileno] = [waker, keeper] if keeper else [waker]
        self._not_manual = not_manual
        self._id: int | None = None

    def subscribe(self) -> None:
        """Ask for messages; from now on signal-cli takes them from Signal. Raises OSError."""
        number = str(uuid.uuid4())
        self._stream.write(request("subscribeReceive", number, {"account": self._account}))

    def frames(self) -> Iterator[object]:
        """Parsed frames; each is done with when the next is asked for. Raises OSError."""
        try:
            yield from self._lines(self._wakers, None, None)
            yield from self._last()
        finally:
            self._stream.close()
            if self._keeper:
                self._keeper.drop()

    def _last(self) -> Iterator[object]:
        """Lets nothing more come and deals with what has: it would be lost."""
        params: dict[str, Any] = {"account": self._account}
        if self._id is not None:
            params["subscription"] = self._id
        self._stream.write(request("unsubscribeReceive", str(uuid.uuid4()), params))
        yield from self._lines([], _QUIET, time.monotonic() + _LINGER)

    def _lines(
        self, wakers: list[HasFileno], patience: float | None, until: float | None
    ) -> Iterator[object]:
        while until is None or time.monotonic() < until:
            line = self._stream.line(wakers, patience)
            if line is None:
                return
            found = _parsed(line)
            if isinstance(found, dict) and "method" not in found:
                self._answered(found)
            elif not isinstance(found, dict) or found.get("method") == "receive":
                yield found.get("params") if isinstance(found, dict) else found
            self._stream.done()

    def _answered(self, found: Mapping[str, Any]) -> None:
        """To our own request: the number of the subscription, or why there is none."""
        if isinstance(found.get("result"), int) and self._id is None:
            self._id = found["result"]
            if self._keeper:
                self._keeper.mark()
        error = found.get("error")
        if isinstance(error, dict) and self._id is None:
            log.error("signal-cli lets nobody subscribe: code %s", error.get("code"))
            if error.get("code") == -32601:
                self._not_manual()  # it receives by itself, and what comes reaches us all the same
            else:
                raise ConnectionError("no subscription")


def _parsed(line: bytes) -> object:
    try:
        return json.loads(line)
    except (ValueError, RecursionError):
        return None
