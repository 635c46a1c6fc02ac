"""Double B: signal-cli's daemon on a socket, in manual receive mode.

What comes waits at Signal until somebody subscribes; a slow reader makes it wait again. A message
counts as received once it has been written to the socket. Answers may come out of order, late, or
not at all.
"""

from __future__ import annotations

import json
import queue
import socket
import tempfile
import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from fake_signal import ACCOUNT, Signal


class FakeCli:
    """The daemon. `manual` False: it receives by itself and knows no subscriptions."""

    def __init__(
        self,
        signal: Signal,
        *,
        unix: bool = True,
        manual: bool = True,
        port: int = 0,
        slow: float = 0.0,
    ) -> None:
        self.signal, self.manual, self.slow = signal, manual, slow
        self.requests: list[dict[str, Any]] = []
        self.rude: dict[str, list[Any]] = {}
        """For each method what is answered instead, once: an error, "hang" or "cut"."""
        self.waiting: deque[dict[str, Any]] = deque()
        """What lies at Signal for us."""
        self.accounts = [ACCOUNT]
        self.down = False
        """No network: whatever is asked of Signal fails."""
        self.written = 0
        self._there = threading.Condition()
        self._clients: list[_Client] = []
        self._folder = Path(tempfile.mkdtemp(prefix="cli-")) if unix else None
        self._listener: socket.socket | None = None
        self._port = port
        signal.deliver = self.deliver

    @property
    def where(self) -> str:
        return f"{self._folder}/s" if self._folder else f"127.0.0.1:{self._port}"

    def start(self) -> None:
        if self._folder:
            Path(self.where).unlink(missing_ok=True)
            self._listener = socket.socket(socket.AF_UNIX)
            self._listener.bind(self.where)
        else:
            self._listener = socket.create_server(("127.0.0.1", self._port))
            self._port = self._listener.getsockname()[1]
        self._listener.listen(16)
        threading.Thread(target=self._accept, args=(self._listener,), daemon=True).start()

    def stop(self) -> None:
        """The daemon dies; what it has not written to anybody stays at Signal."""
        if self._listener:
            # Closing alone does not wake a thread that waits in accept.
            self._listener.shutdown(socket.SHUT_RDWR)
            self._listener.close()
            self._listener = None
        self.drop()

    def drop(self) -> None:
        """Every connection breaks."""
        with self._there:
            clients, self._clients = self._clients, []
        for client in clients:
            client.close()

    def close(self) -> None:
        self.stop()
        if self._folder:
            Path(self.where).unlink(missing_ok=True)
            self._folder.rmdir()

    def __enter__(self) -> FakeCli:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def connected(self) -> bool:
        """Whether somebody is subscribed."""
        with self._there:
            return any(client.subscribed for client in self._clients)

    def deliver(self, frame: dict[str, Any]) -> None:
        with self._there:
            self.waiting.append(frame)
            self._there.notify_all()

    def raw(self, line: bytes) -> None:
        """A line of any kind to every subscriber, past the queue."""
        with self._there:
            clients = [client for client in self._clients if client.subscribed]
        for client in clients:
            client.write(line)

    def _accept(self, listener: socket.socket) -> None:
        while True:
            try:
                held, _ = listener.accept()
            except OSError:
                return
            if held.family == socket.AF_INET:
                held.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            client = _Client(self, held)
            with self._there:
                self._clients.append(client)
            client.start()

    def pump(self, client: _Client) -> None:
        """Hands on what waits, one by one, as long as this client is subscribed."""
        while True:
            with self._there:
                self._there.wait_for(lambda: self.waiting or not client.subscribed)
                if not client.subscribed:
                    return
                frame = self.waiting.popleft()
            params: dict[str, Any] = frame
            if self.manual:
                params = {"subscription": 0, "result": frame}
            line = {"jsonrpc": "2.0", "method": "receive", "params": params}
            if not client.write(json.dumps(line).encode() + b"\n"):
                # Not written whole: signal-cli keeps it, and takes it up at its next start.
                with self._there:
                    self.waiting.appendleft(frame)
                return
            self.written += 1

    def leave(self, client: _Client) -> None:
        with self._there:
            client.subscribed = False
            if client in self._clients:
                self._clients.remove(client)
            self._there.notify_all()

    def subscribe(self, client: _Client) -> None:
        with self._there:
            client.subscribed = True
        with self.signal.changed:
            self.signal.changed.notify_all()
        threading.Thread(target=self.pump, args=(client,), daemon=True).start()

    def unsubscribe(self, client: _Client) -> None:
        with self._there:
            client.subscribed = False
            self._there.notify_all()

    # Methods

    def do(self, method: str, params: dict[str, Any]) -> Any:
        """The result of a method; raises _Error."""
        ours = method not in ("listAccounts", "version", "startLink", "finishLink")
        if ours and params.get("account") not in self.accounts:
            raise Failed(-1, "Specified account does not exist")
        if self.down:
            raise Failed(-3, "IO err")
        handler = getattr(self, f"_{method.lower()}", None)
        if handler is None:
            raise Failed(-32601, "Method not implemented")
        return handler(params)

    def _send(self, params: dict[str, Any]) -> Any:
        (to,) = params["recipient"]
        if to in self.signal.unregistered:
            raise Failed(-1, "Failed to send message", _results("UNREGISTERED_FAILURE"))
        if to in self.signal.untrusted:
            raise Failed(-4, "Failed to send message", _results("IDENTITY_FAILURE"))
        return {
            "timestamp": self.signal.accept(to, params["message"]),
            "results": [{"recipientAddress": {"uuid": to}, "type": "SUCCESS"}],
        }

    def _remotedelete(self, params: dict[str, Any]) -> Any:
        to = params["recipient"] if isinstance(params["recipient"], str) else params["recipient"][0]
        self.signal.remote_delete(to, params["target-timestamp"])
        return {
            "timestamp": self.signal.stamp(),
            "results": [{"recipientAddress": {"uuid": to}, "type": "SUCCESS"}],
        }

    def _updatecontact(self, params: dict[str, Any]) -> Any:
        self.signal.set_timer(params["recipient"], params.get("expiration", 0))
        return {}

    def _listcontacts(self, params: dict[str, Any]) -> Any:
        return [
            {"number": None, "uuid": one, "messageExpirationTime": self.signal.contacts[one]}
            for one in params["recipient"]
            if one in self.signal.contacts
        ]

    def _removecontact(self, params: dict[str, Any]) -> Any:
        assert params["forget"] is True
        self.signal.forget(params["recipient"])
        return {}

    def _trust(self, params: dict[str, Any]) -> Any:
        self.signal.trust(params["recipient"])
        return {}

    def _listidentities(self, _params: dict[str, Any]) -> Any:
        return [
            {"uuid": one, "trustLevel": "UNTRUSTED" if one in self.signal.untrusted else "TRUSTED"}
            for one in self.signal.phones
        ]

    def _listaccounts(self, _params: dict[str, Any]) -> Any:
        return [{"number": number} for number in self.accounts]

    def _sendreceipt(self, _params: dict[str, Any]) -> Any:
        return {}

    def _startlink(self, _params: dict[str, Any]) -> Any:
        return {"deviceLinkUri": "sgnl://linkdevice?uuid=X&pub_key=Y"}

    _finishlink = _register = _verify = _sendreceipt
    _updateprofile = _submitratelimitchallenge = _sendreceipt

    def _updateaccount(self, params: dict[str, Any]) -> Any:
        if "username" in params:
            return {"username": "bot.42", "usernameLink": "https://signal.me/#eu/xyz"}
        return {}

    def _version(self, _params: dict[str, Any]) -> Any:
        return {"version": "0.14.7"}


class Failed(Exception):  # noqa: N818 - as signal-cli calls it
    """An error as signal-cli words it."""

    def __init__(self, code: int, message: str, data: Any = None) -> None:
        super().__init__(message)
        self.error = {"code": code, "message": message, "data": data}


def _results(kind: str, **more: Any) -> dict[str, Any]:
    return {"response": {"timestamp": 1, "results": [{"type": kind, **more}]}}


def limited(token: str | None = None, seconds: int | None = None) -> Failed:
    """Signal wants a pause."""
    more: dict[str, Any] = {"retryAfterSeconds": seconds}
    return Failed(
        -5,
        "Failed to send message due to rate limiting",
        _results("RATE_LIMIT_FAILURE", **({"token": token} if token else {}), **more),
    )


class _Client:
    """One connection to the daemon."""

    def __init__(self, cli: FakeCli, held: socket.socket) -> None:
        self._cli, self._held = cli, held
        self._out: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
        self._lock = threading.Lock()
        self.subscribed = False

    def start(self) -> None:
        threading.Thread(target=self._serve, daemon=True).start()

    def write(self, line: bytes) -> bool:
        try:
            with self._lock:
                self._held.sendall(line)
        except OSError:
            return False
        return True

    def close(self) -> None:
        try:
            self._held.shutdown(socket.SHUT_RDWR)
        except OSError:
            return

    def _serve(self) -> None:
        try:
            with self._held.makefile("rb") as lines:
                for line in lines:
                    self._one(json.loads(line))
        except (OSError, ValueError):
            pass
        finally:
            self._cli.leave(self)
            with self._lock:
                self._held.close()

    def _one(self, request: dict[str, Any]) -> None:
        method, params = request["method"], request.get("params", {})
        threading.Event().wait(self._cli.slow)  # the real server loses answers that come at once
        self._cli.requests.append(request)
        if method == "subscribeReceive" and self._cli.manual:
            self._answer(request, result=0)
            self._cli.subscribe(self)
            return
        if method == "unsubscribeReceive":
            self._cli.unsubscribe(self)
            self._answer(request, result={})
            return
        rude = self._cli.rude.get(method) or [None]
        what = rude.pop(0)
        if what == "cut":
            self._cli.do(method, params)
            self.close()
        elif what != "hang":
            self._real(request, method, params, what)

    def _real(self, request: Any, method: str, params: Any, what: Any) -> None:
        try:
            if isinstance(what, Failed):
                raise what
            result = self._cli.do(method, params)
        except Failed as error:
            self._answer(request, error=error.error)
            if method == "subscribeReceive":
                self._cli.subscribe(self)  # on-start mode: it comes all the same
        else:
            self._answer({"id": "somebody-else"}, result="an answer to nobody")
            self._answer(request, result=result)

    def _answer(self, request: dict[str, Any], **what: Any) -> None:
        body = {"jsonrpc": "2.0", **what, "id": request["id"]}
        self.write(json.dumps(body).encode() + b"\n")


@contextmanager
def running(**how: Any) -> Iterator[FakeCli]:
    """A network and a daemon in front of it."""
    with FakeCli(Signal(), **how) as fake:
        yield fake
