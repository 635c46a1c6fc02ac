"""signal-cli-rest-api: HTTP for what goes out, a websocket for what comes in.

It drops messages when several come within milliseconds, and all of them while nobody is connected
(docs/operating.md has the figures). The other transport does not.
"""

from __future__ import annotations

import logging
import queue
import random
import threading
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import quote, urlsplit

import requests
from websockets.exceptions import WebSocketException
from websockets.sync.client import ClientConnection, connect

from bot.alarms import Alarms
from bot.channels.base import Refused, Unknown, Unreachable
from bot.channels.signal import errors
from bot.channels.signal.transport import Identity

log = logging.getLogger("quietline.signal")

CONNECT = 2.0
READ = 14.0
"""Seconds. signal-cli takes half a second for a send and up to ten; above that nobody can tell."""
PROBE = 5.0
_QUEUE = 4.0
"""Seconds to wait for the request before; a reply's lease in the outbox must outlive the sum."""
_PING = 20.0
_PONG = 10.0
_LARGEST_FRAME = 4_194_304
_LARGEST_ANSWER = 4_194_304
_WAITING = 10_000
"""Frames held before reading stops, so that a flood cannot fill the memory."""
_SLOWEST = 10.0
_TRIES_BEFORE_ALARM = 3


class RestTransport:
    """One account on one server. One request is in flight at a time: the server's own map of
    pending answers is not locked, and 32 at once have killed it.
    """

    forgets = False

    def __init__(
        self, url: str, number: str, alarms: Alarms, token: str | None = None, read: float = READ
    ) -> None:
        self._url, self._number, self._alarms = url.rstrip("/"), number, alarms
        self._headers = {"Authorization": f"Bearer {token}"} if token else {}
        self._read = read
        self._session = requests.Session()
        # A proxy from the environment would be told every call.
        self._session.trust_env = False
        self._turn = threading.Lock()
        self._frames: queue.Queue[str | bytes | None] = queue.Queue(_WAITING)
        self._stopping = threading.Event()
        self._socket: ClientConnection | None = None
        self.connected = threading.Event()

    # Out

    def send(self, address: str, text: str) -> str | None:
        found = self._call(
            "POST",
            "/v2/send",
            {
                "number": self._number,
                "recipients": [address],
                "message": text,
                # Left out, the server may restyle the text and copy it to our own devices.
                "text_mode": "normal",
                "notify_self": False,
            },
        )
        return errors.sent(found)

    def remote_delete(self, address: str, timestamp: int) -> None:
        body = {"recipient": address, "timestamp": timestamp}
        self._call("DELETE", f"/v1/remote-delete/{self._me}", body)

    def set_timer(self, address: str, seconds: int) -> None:
        if seconds <= 0:
            # The server drops a nought and answers 204 all the same.
            raise Refused("a timer cannot be turned off")
        body = {"recipient": address, "expiration_in_seconds": seconds}
        self._call("PUT", f"/v1/contacts/{self._me}", body)

    def timer_of(self, address: str) -> int:
        raise Refused("the server always answers with an empty text")

    def forget_contact(self, address: str) -> None:
        raise Refused("the server has no call for it")

    def read_receipt(self, address: str, timestamp: int) -> None:
        body = {"recipient": address, "receipt_type": "read", "timestamp": timestamp}
        self._call("POST", f"/v1/receipts/{self._me}", body)

    def trust(self, address: str) -> None:
        path = f"/v1/identities/{self._me}/trust/{quote(address, safe='')}"
        self._call("PUT", path, {"trust_all_known_keys": True})

    def identities(self) -> list[Identity]:
        found = self._call("GET", f"/v1/identities/{self._me}")
        return [
            Identity(str(one.get("uuid") or one.get("number")), str(one.get("status")))
            for one in _tables(found)
        ]

    def accounts(self) -> list[str]:
        found = self._call("GET", "/v1/accounts", read=PROBE)
        return [str(one) for one in found] if isinstance(found, list) else []

    def attachments(self) -> list[str]:
        found = self._call("GET", "/v1/attachments", read=PROBE)
        return [str(one) for one in found] if isinstance(found, list) else []

    def delete_attachment(self, name: str) -> None:
        try:
            self._call("DELETE", f"/v1/attachments/{quote(name, safe='')}", read=PROBE)
        except Refused:
            return  # 404: it is gone already

    # The account, for the command line

    def about(self) -> Mapping[str, Any]:
        found = self._call("GET", "/v1/about", read=PROBE)
        return found if isinstance(found, dict) else {}

    def log_level(self) -> str:
        found = self._call("GET", "/v1/configuration", read=PROBE)
        logging_ = found.get("logging") if isinstance(found, dict) else None
        return str(logging_.get("Level", "")) if isinstance(logging_, dict) else ""

    def link(self, device_name: str) -> str:
        found = self._call("GET", f"/v1/qrcodelink/raw?device_name={quote(device_name, safe='')}")
        return str(found.get("device_link_uri", "")) if isinstance(found, dict) else ""

    def register(self, captcha: str | None, *, voice: bool) -> None:
        body: dict[str, Any] = {"use_voice": voice}
        if captcha:
            body["captcha"] = captcha
        self._call("POST", f"/v1/register/{self._me}", body)

    def verify(self, code: str, pin: str | None) -> None:
        path = f"/v1/register/{self._me}/verify/{quote(code, safe='')}"
        self._call("POST", path, {"pin": pin} if pin else {})

    def challenge(self, token: str, captcha: str) -> None:
        body = {"challenge_token": token, "captcha": captcha}
        self._call("POST", f"/v1/accounts/{self._me}/rate-limit-challenge", body)

    def profile(self, name: str, about: str) -> None:
        self._call("PUT", f"/v1/profiles/{self._me}", {"name": name, "about": about})

    def username(self, name: str) -> tuple[str, str]:
        found = self._call("POST", f"/v1/accounts/{self._me}/username", {"username": name})
        table = found if isinstance(found, dict) else {}
        return str(table.get("username", "")), str(table.get("username_link", ""))

    def hide_number(self) -> None:
        body = {"discoverable_by_number": False, "share_number": False}
        self._call("PUT", f"/v1/accounts/{self._me}/settings", body)

    @property
    def _me(self) -> str:
        return quote(self._number, safe="")

    def _call(
        self, verb: str, path: str, body: Mapping[str, Any] | None = None, read: float | None = None
    ) -> Any:
        if not self._turn.acquire(timeout=_QUEUE):
            raise Unreachable("another request takes its time", after=1.0)
        try:
            status, raw = self._request(verb, path, body, read or self._read)
        finally:
            self._turn.release()
        error = errors.of_status(status, raw)
        if error:
            raise error
        return errors.body(raw)

    def _request(
        self, verb: str, path: str, body: Mapping[str, Any] | None, read: float
    ) -> tuple[int, bytes]:
        # The library's own texts name the path, and with it a person: none of them is passed on.
        try:
            with self._session.request(
                verb,
                self._url + path,
                json=body,
                headers=self._headers,
                timeout=(CONNECT, read),
                allow_redirects=False,
                stream=True,
            ) as answer:
                return answer.status_code, answer.raw.read(_LARGEST_ANSWER, decode_content=True)
        except requests.ConnectTimeout:
            raise Unreachable("no connection") from None
        except requests.ConnectionError as error:
            if "NewConnectionError" in type(_reason(error)).__name__:
                raise Unreachable("no connection") from None
            raise Unknown("cut off") from None
        except (requests.RequestException, OSError, ValueError):
            raise Unknown("no answer") from None
        except Exception as error:
            # Reading the body raises urllib3's own kinds.
            raise Unknown(type(error).__name__) from None

    # In

    def frames(self) -> Iterator[str | bytes]:
        reader = threading.Thread(target=self._receive, name="signal-reader", daemon=True)
        reader.start()
        while (frame := self._frames.get()) is not None:
            yield frame

    def stop(self) -> None:
        self._stopping.set()
        if self._socket:
            self._socket.close()

    def close(self) -> None:
        self.stop()
        self._session.close()

    def _receive(self) -> None:
        """Only reads and queues: whatever else it did, messages would be dropped meanwhile."""
        failed = 0
        while not self._stopping.is_set():
            try:
                self._listen()
                failed = 0
            except (OSError, WebSocketException, EOFError) as error:
                failed = 0 if self.connected.is_set() else failed + 1
                log.warning("websocket: %s", type(error).__name__)
            self.connected.clear()
            if failed >= _TRIES_BEFORE_ALARM:
                self._alarms.begin("server")
            self._stopping.wait(random.uniform(0, min(_SLOWEST, 0.2 * 2**failed)))  # noqa: S311
        self._frames.put(None)

    def _listen(self) -> None:
        parts = urlsplit(self._url)
        scheme = "wss" if parts.scheme == "https" else "ws"
        with connect(
            f"{scheme}://{parts.netloc}{parts.path}/v1/receive/{self._me}",
            additional_headers=self._headers,
            compression=None,
            proxy=None,
            open_timeout=5,
            close_timeout=1,
            # The server never looks whether anybody is there: without this, deaf for days.
            ping_interval=_PING,
            ping_timeout=_PONG,
            max_size=_LARGEST_FRAME,
            max_queue=1024,
        ) as socket:
            self._socket = socket
            self.connected.set()
            self._alarms.end("server")
            if self._stopping.is_set():
                return
            for frame in socket:
                self._frames.put(frame)


def _tables(found: object) -> list[dict[str, Any]]:
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


def _reason(error: requests.ConnectionError) -> object:
    """What is below the library's error: urllib3 wraps the refusal in a MaxRetryError."""
    first = error.args[0] if error.args else error
    return getattr(first, "reason", first)
