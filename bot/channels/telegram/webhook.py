"""Having updates brought: a small HTTP server on this machine, behind whatever speaks TLS.

Telegram is told 200 only when the update is handled; else it brings it again.
"""

from __future__ import annotations

import hmac
import json
import logging
import secrets
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from bot.channels.telegram.updates import parse

log = logging.getLogger("quietline.telegram")

HEADER = "X-Telegram-Bot-Api-Secret-Token"
LARGEST = 1 << 20
"""Bytes of an update; a message of 4,096 characters with all its wrapping is far smaller."""
SLOWEST = 10.0
"""Seconds that a client may take to send it."""

TakeIn = Callable[[Any], bool]
"""Takes an update; True once it is handled."""


@dataclass(frozen=True, slots=True)
class Webhook:
    """Where updates are brought: the public address, the port here, and this start's secret."""

    url: str
    port: int
    secret: str = field(default_factory=lambda: secrets.token_urlsafe(32), repr=False)


class Door:
    """The server; open it, tell Telegram, close it."""

    def __init__(self, webhook: Webhook, take_in: TakeIn) -> None:
        self._server = _Server(("127.0.0.1", webhook.port), _Handler)
        self._server.secret = webhook.secret.encode()
        self._server.take_in = take_in
        self._thread = threading.Thread(
            target=self._server.serve_forever, args=(0.05,), name="webhook", daemon=True
        )

    @property
    def port(self) -> int:
        """Where it listens."""
        return int(self._server.server_address[1])

    def open(self) -> None:
        """Let in."""
        self._thread.start()

    def close(self) -> None:
        """Let nobody in any more."""
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    secret: bytes
    take_in: TakeIn

    def handle_error(self, request: object, client_address: object) -> None:
        """The standard one prints a traceback, with who knows what in it."""
        log.warning("webhook: a request was broken off")


class _Handler(BaseHTTPRequestHandler):
    timeout = SLOWEST
    server: _Server
    protocol_version = "HTTP/1.1"
    server_version, sys_version = "server", ""

    def do_POST(self) -> None:
        given = self.headers.get(HEADER, "").encode("utf-8", "replace")
        # In constant time, and before a byte of the body is looked at.
        if not hmac.compare_digest(given, self.server.secret):
            self._answer(403)
            return
        body = self._body()
        if body is None:
            self._answer(400)
            return
        try:
            update = parse(body)
        except (json.JSONDecodeError, RecursionError):
            # Brought again and again, it would hold up all that comes after it.
            log.warning("webhook: an update that is not JSON")
            self._answer(200)
            return
        self._answer(200 if self.server.take_in(update) else 503)

    def _body(self) -> bytes | None:
        length = self.headers.get("Content-Length", "")
        if not length.isdecimal() or int(length) > LARGEST:
            return None
        return self.rfile.read(int(length))

    def _answer(self, status: int) -> None:
        self.send_response(status)
        self.send_header("Content-Length", "0")
        if status != 200:
            self.send_header("Connection", "close")
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Nothing: the standard one writes addresses and paths."""
