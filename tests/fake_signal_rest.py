"""Double A: signal-cli-rest-api in json-rpc mode, with its rudeness (HTTP and websocket).

It loses what comes while nobody is connected, may lose in bursts, hangs, answers 500 with an empty
body, drops a timer of nought, and says "done" where nothing was done. `requests` holds every call.
"""

from __future__ import annotations

import base64
import hashlib
import json
import socket
import struct
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from fake_signal import ACCOUNT, Signal

_GUID = b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11"
LIMITED = (
    "Failed to send message due to rate limiting. Use the attached challenge tokens to lift the "
    "rate limit restrictions via the '/v1/accounts/{number}/rate-limit-challenge' endpoint."
)


@dataclass(frozen=True)
class Call:
    """One request as it came."""

    verb: str
    path: str
    query: dict[str, list[str]]
    body: Any
    at: float


@dataclass(frozen=True)
class Answer:
    """What is answered instead of the truth; `hang` is never answered, `cut` closes the line."""

    status: int = 500
    body: bytes = b""
    kind: str = "application/json; charset=utf-8"
    hang: bool = False
    cut: bool = False
    after: bool = False
    """Whether what was asked is done all the same, and only the answer is lost."""


def error(text: str, status: int = 400, **more: Any) -> Answer:
    return Answer(status, json.dumps({"error": text, **more}).encode())


def limited(*tokens: str) -> Answer:
    return error(LIMITED, 429, challenge_tokens=list(tokens) or [""], account=ACCOUNT)


class FakeRest:
    """The server. `old` answers as 0.100 does; `bursts` loses messages that come close together."""

    def __init__(self, signal: Signal, *, old: bool = False, bursts: bool = False) -> None:
        self.signal, self.old, self.bursts = signal, old, bursts
        self.requests: list[Call] = []
        self.rude: list[tuple[str, Answer]] = []
        """Path prefixes and what is answered to the next call of each, once."""
        self.always: dict[str, Answer] = {}
        self.attachments: set[str] = set()
        self.accounts = [ACCOUNT]
        self.down = False
        """signal-cli is gone: everything but /v1/health is a 500 with nothing in it."""
        self.lost = 0
        self.delivered = 0
        self.on_call: Callable[[Call], None] = lambda call: None
        self._sockets: list[_WebSocket] = []
        self._busy = threading.Lock()
        self._hung: list[socket.socket] = []
        self._over = threading.Event()
        self._http = _server(self)
        self.port: int = self._http.server_address[1]
        self._thread: threading.Thread | None = None
        signal.deliver = self.deliver

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        self._over.clear()
        self._thread = threading.Thread(
            target=self._http.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True
        )
        self._thread.start()

    def stop(self) -> None:
        """The server dies: every connection with it."""
        self._over.set()
        self.drop_sockets()
        self._http.shutdown()
        self._http.server_close()
        if self._thread:
            self._thread.join(10)

    def restart(self) -> None:
        """It comes back on the same port."""
        self._http = _server(self, self.port)
        self.start()

    def __enter__(self) -> FakeRest:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    # In

    def connected(self) -> bool:
        return any(not one.dead for one in self._sockets)

    def drop_sockets(self, *, half_open: bool = False) -> None:
        """Every websocket breaks; `half_open`: without a word, as when a router forgets it."""
        for one in self._sockets:
            one.silent = half_open or one.silent
            if not half_open:
                one.kill()
        self._sockets = [one for one in self._sockets if not one.dead]

    def deliver(self, frame: dict[str, Any]) -> None:
        """One frame to all who are connected; nobody there, nobody gets it, ever."""
        self.raw(json.dumps(frame))

    def raw(self, text: str) -> None:
        with self._busy:
            there = [one for one in self._sockets if not one.dead]
            if not there:
                self.lost += 1
            for one in there:
                if self.bursts and one.occupied():
                    self.lost += 1
                elif one.send(text):
                    self.delivered += 1

    def add_socket(self, held: socket.socket) -> _WebSocket:
        one = _WebSocket(held)
        with self._busy:
            self._sockets.append(one)
        with self.signal.changed:
            self.signal.changed.notify_all()
        return one

    # Out

    def answer(self, call: Call) -> Answer:
        """What is answered to a call, rudeness first."""
        self.requests.append(call)
        self.on_call(call)
        for index, (prefix, rude) in enumerate(self.rude):
            if call.path.startswith(prefix):
                del self.rude[index]
                return self._rude(call, rude)
        if self.down:
            return Answer(500)
        for prefix, rude in self.always.items():
            if call.path.startswith(prefix):
                return self._rude(call, rude)
        return self._true(call)

    def _rude(self, call: Call, rude: Answer) -> Answer:
        if rude.after:
            self._true(call)
        return rude

    def _true(self, call: Call) -> Answer:
        handler = getattr(self, f"_{call.verb}_{_route(call.path)}".lower(), None)
        if handler is None:
            return Answer(404, b"404 page not found", "text/plain")
        answer: Answer = handler(call)
        with self.signal.changed:
            self.signal.changed.notify_all()
        return answer

    def _get_health(self, _call: Call) -> Answer:
        return Answer(204)

    def _get_about(self, _call: Call) -> Answer:
        return _json({"versions": ["v1", "v2"], "build": 2, "mode": "json-rpc", "version": "0.100"})

    def _get_configuration(self, _call: Call) -> Answer:
        return _json({"logging": {"Level": "info"}})

    def _get_accounts(self, _call: Call) -> Answer:
        return _json(self.accounts)

    def _post_send(self, call: Call) -> Answer:
        to = call.body["recipients"][0]
        if call.body["number"] not in self.accounts:
            return error("Specified account does not exist")
        if to in self.signal.unregistered:
            return error("Failed to send message")
        if to in self.signal.untrusted:
            text = "Failed to send message due to untrusted identities"
            return error(
                text if self.old else "Unable to complete request due to untrusted recipient keys"
            )
        stamp = {"timestamp": str(self.signal.accept(to, call.body["message"]))}
        return _json(stamp if self.old else [stamp], 201)

    def _delete_remote_delete(self, call: Call) -> Answer:
        self.signal.remote_delete(call.body["recipient"], call.body["timestamp"])
        return _json({"timestamp": str(self.signal.stamp())}, 201)

    def _put_contacts(self, call: Call) -> Answer:
        seconds = call.body.get("expiration_in_seconds", 0)
        if seconds:  # a nought is dropped, and 204 is answered
            self.signal.set_timer(call.body["recipient"], seconds)
        return Answer(204)

    def _get_contacts(self, _call: Call) -> Answer:
        rows = [
            {"number": "", "uuid": one, "blocked": False, "message_expiration": ""}
            for one in self.signal.contacts
        ]
        return _json(rows)

    def _get_identities(self, _call: Call) -> Answer:
        return _json(
            [
                {
                    "number": "",
                    "status": "UNTRUSTED" if one in self.signal.untrusted else "TRUSTED_UNVERIFIED",
                    "fingerprint": "05 aa",
                    "added": "1700000000000",
                    "safety_number": "12345 67890",
                    "uuid": one,
                }
                for one in self.signal.phones
            ]
        )

    def _put_identities(self, call: Call) -> Answer:
        self.signal.trust(unquote(call.path.rsplit("/", 1)[1]))
        return Answer(204)

    def _post_receipts(self, _call: Call) -> Answer:
        return Answer(204)

    def _get_attachments(self, _call: Call) -> Answer:
        return _json(sorted(self.attachments))

    def _delete_attachments(self, call: Call) -> Answer:
        name = unquote(call.path.rsplit("/", 1)[1])
        with self.signal.changed:
            if name not in self.attachments:
                return error("No attachment with that name found", 404)
            self.attachments.discard(name)
            self.signal.changed.notify_all()
        return Answer(204)

    def _get_qrcodelink(self, _call: Call) -> Answer:
        return _json({"device_link_uri": "sgnl://linkdevice?uuid=X&pub_key=Y"})

    def _post_register(self, call: Call) -> Answer:
        if "/verify/" not in call.path and not call.body.get("captcha"):
            return error("Captcha required for verification (null)")
        return Answer(201)

    def _put_profiles(self, _call: Call) -> Answer:
        return Answer(204)

    def _put_accounts(self, _call: Call) -> Answer:
        return Answer(201)

    def _post_accounts(self, call: Call) -> Answer:
        if call.path.endswith("/username"):
            return _json({"username": "bot.42", "username_link": "https://signal.me/#eu/xyz"}, 201)
        return Answer(204)


def _route(path: str) -> str:
    return path.split("/")[2].replace("-", "_")


def _json(found: Any, status: int = 200) -> Answer:
    return Answer(status, json.dumps(found).encode())


class _WebSocket:
    """The server's end of a websocket: text frames out, pongs back, nothing else."""

    def __init__(self, held: socket.socket) -> None:
        self._held = held
        self._lock = threading.Lock()
        self.dead = False
        self.silent = False
        self._free_at = 0.0

    def occupied(self) -> bool:
        """Whether the goroutine is still writing the frame before: then the next one is dropped."""
        now = time.monotonic()
        if now < self._free_at:
            return True
        self._free_at = now + 0.0005
        return False

    def send(self, text: str) -> bool:
        return self._frame(1, text.encode())

    def _frame(self, code: int, payload: bytes) -> bool:
        if self.silent:
            return False
        size = len(payload)
        if size < 126:
            head = struct.pack("!BB", 0x80 | code, size)
        elif size < 65536:
            head = struct.pack("!BBH", 0x80 | code, 126, size)
        else:
            head = struct.pack("!BBQ", 0x80 | code, 127, size)
        try:
            with self._lock:
                self._held.sendall(head + payload)
        except OSError:
            self.dead = True
        return not self.dead

    def serve(self) -> None:
        """Answers pings until the client goes; a frame of more than 512 bytes ends it (1009)."""
        try:
            while not self.dead:
                first, second = self._exactly(2)
                size = second & 0x7F
                if size > 125:
                    self.kill()
                    return
                mask = self._exactly(4)
                payload = bytes(
                    one ^ mask[index % 4] for index, one in enumerate(self._exactly(size))
                )
                if first & 0x0F == 9 and not self.silent:
                    self._frame(10, payload)
                elif first & 0x0F == 8:
                    self._frame(8, payload)
                    self.kill()
        except OSError:
            self.dead = True

    def kill(self) -> None:
        self.dead = True
        try:
            self._held.shutdown(socket.SHUT_RDWR)
        except OSError:
            return

    def _exactly(self, size: int) -> bytes:
        found = b""
        while len(found) < size:
            more = self._held.recv(size - len(found))
            if not more:
                raise ConnectionResetError
            found += more
        return found


class _Http(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    allow_reuse_address = True
    request_queue_size = 64

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that goes away in the middle is nothing to speak of."""


def _server(fake: FakeRest, port: int = 0) -> ThreadingHTTPServer:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def log_message(self, format: str, *args: object) -> None: ...

        def _do(self) -> None:
            length = int(self.headers.get("Content-Length") or 0)
            raw = self.rfile.read(length)
            parts = urlsplit(self.path)
            if parts.path.startswith("/v1/receive/"):
                self._receive()
                return
            call = Call(
                self.command,
                parts.path,
                parse_qs(parts.query),
                json.loads(raw) if raw else None,
                time.perf_counter(),
            )
            answer = fake.answer(call)
            if answer.hang:
                fake._over.wait(120)
                self.close_connection = True
                return
            if answer.cut:
                self.connection.shutdown(socket.SHUT_RDWR)
                self.close_connection = True
                return
            self.send_response(answer.status)
            self.send_header("Content-Length", str(len(answer.body)))
            if answer.body:
                self.send_header("Content-Type", answer.kind)
            self.end_headers()
            self.wfile.write(answer.body)

        do_GET = do_POST = do_PUT = do_DELETE = _do  # noqa: N815

        def _receive(self) -> None:
            self.close_connection = True
            if self.headers.get("Upgrade", "").lower() != "websocket":
                text = (
                    b"Bad Request\n"
                    + json.dumps(
                        {"error": "websocket: the client is not using the websocket protocol"}
                    ).encode()
                )
                self.send_response(400)
                self.send_header("Content-Length", str(len(text)))
                self.end_headers()
                self.wfile.write(text)
                return
            key = self.headers["Sec-WebSocket-Key"].encode()
            accept = base64.b64encode(hashlib.sha1(key + _GUID).digest()).decode()
            self.send_response(101)
            self.send_header("Upgrade", "websocket")
            self.send_header("Connection", "Upgrade")
            self.send_header("Sec-WebSocket-Accept", accept)
            self.end_headers()
            self.wfile.flush()
            fake.add_socket(self.connection).serve()

    return _Http(("127.0.0.1", port), Handler)


@contextmanager
def running(**how: Any) -> Iterator[FakeRest]:
    """A network and a server in front of it."""
    with FakeRest(Signal(), **how) as fake:
        yield fake
