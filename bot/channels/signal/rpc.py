"""signal-cli's own socket, in manual receive mode: the way on which nothing is lost.

Messages wait at Signal until we subscribe. What has come is left in the kernel's buffer (it is
looked at with MSG_PEEK) until it has been answered; a bot that is started again in between, on
the same socket (bot/keeper.py), finds it there. Signal-cli waits when the buffer is full.
"""

from __future__ import annotations

import json
import logging
import random
import select
import socket
import threading
import time
import uuid
from collections.abc import Iterator, Mapping
from typing import Any

from bot.alarms import Alarms
from bot.channels.base import ChannelError, Unknown, Unreachable
from bot.channels.signal import errors
from bot.channels.signal.subscription import Subscription, request
from bot.channels.signal.transport import Identity
from bot.keeper import Keeper

log = logging.getLogger("quietline.signal")

CONNECT = 2.0
READ = 14.0
PROBE = 5.0
_QUEUE = 4.0
_LARGEST_ANSWER = 8_388_608
_SLOWEST = 10.0
_TRIES_BEFORE_ALARM = 3


def dial(where: str) -> socket.socket:
    """A connection to `host:port` or to the path of a unix socket. Raises OSError."""
    if where.startswith("/"):
        unix = socket.socket(socket.AF_UNIX)
        unix.settimeout(CONNECT)
        try:
            unix.connect(where)
        except OSError:
            unix.close()
            raise
        return unix
    host, _, port = where.rpartition(":")
    held = socket.create_connection((host.strip("[]"), int(port)), CONNECT)
    held.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return held


class RpcTransport:
    """One account of a signal-cli daemon. `where` is `host:port` or the path of a unix socket."""

    forgets = True

    def __init__(
        self,
        where: str,
        number: str,
        alarms: Alarms,
        keeper: Keeper | None = None,
        read: float = READ,
    ) -> None:
        self._where, self._number, self._alarms = where, number, alarms
        self._keeper, self._read = keeper, read
        self._turn = threading.Lock()
        self._commands: socket.socket | None = None
        self._rest = b""
        self._stopping = threading.Event()
        self._wake, self._waker = socket.socketpair()
        self._receiving = False
        self.connected = threading.Event()

    # Out

    def send(self, address: str, text: str) -> str | None:
        return errors.rpc_sent(self._mine("send", recipient=[address], message=text))

    def remote_delete(self, address: str, timestamp: int) -> None:
        stamp = {"target-timestamp": timestamp}
        errors.rpc_sent(self._mine("remoteDelete", recipient=[address], **stamp))

    def set_timer(self, address: str, seconds: int) -> None:
        self._mine("updateContact", recipient=address, expiration=seconds)

    def timer_of(self, address: str) -> int:
        found = self._mine("listContacts", recipient=[address])
        first = found[0] if isinstance(found, list) and found else {}
        seconds = first.get("messageExpirationTime") if isinstance(first, dict) else None
        return seconds if isinstance(seconds, int) else 0

    def forget_contact(self, address: str) -> None:
        self._mine("removeContact", recipient=address, forget=True)

    def read_receipt(self, address: str, timestamp: int) -> None:
        rest: dict[str, Any] = {"receipt-type": "read", "target-timestamp": timestamp}
        self._mine("sendReceipt", recipient=address, **rest)

    def trust(self, address: str) -> None:
        self._mine("trust", recipient=address, **{"trust-all-known-keys": True})

    def identities(self) -> list[Identity]:
        found = self._mine("listIdentities")
        listed = found if isinstance(found, list) else []
        return [
            Identity(str(one.get("uuid") or one.get("number")), str(one.get("trustLevel")))
            for one in listed
            if isinstance(one, dict)
        ]

    def accounts(self) -> list[str]:
        found = self._call("listAccounts", {}, PROBE)
        listed = found if isinstance(found, list) else []
        return [str(one.get("number")) for one in listed if isinstance(one, dict)]

    def attachments(self) -> list[str]:
        """signal-cli has no call for it; it is started with --ignore-attachments."""
        return []

    def delete_attachment(self, name: str) -> None:
        """As above."""

    # The account, for the command line

    def about(self) -> Mapping[str, Any]:
        found = self._call("version", {}, PROBE)
        return found if isinstance(found, dict) else {}

    def link(self, device_name: str) -> str:
        found = self._call("startLink", {}, self._read)
        uri = str(found.get("deviceLinkUri", "")) if isinstance(found, dict) else ""
        if uri:
            # Ends once the code has been scanned; nobody waits for it here.
            params = {"deviceLinkUri": uri, "deviceName": device_name}
            threading.Thread(target=self._finish, args=(params,), daemon=True).start()
        return uri

    def register(self, captcha: str | None, *, voice: bool) -> None:
        rest = {"captcha": captcha} if captcha else {}
        self._mine("register", voice=voice, **rest)

    def verify(self, code: str, pin: str | None) -> None:
        rest = {"pin": pin} if pin else {}
        self._mine("verify", **{"verification-code": code}, **rest)

    def challenge(self, token: str, captcha: str) -> None:
        self._mine("submitRateLimitChallenge", challenge=token, captcha=captcha)

    def profile(self, name: str, about: str) -> None:
        self._mine("updateProfile", about=about, **{"given-name": name})

    def username(self, name: str) -> tuple[str, str]:
        found = self._mine("updateAccount", username=name)
        table = found if isinstance(found, dict) else {}
        return str(table.get("username", "")), str(table.get("usernameLink", ""))

    def hide_number(self) -> None:
        off = {"number-sharing": False, "discoverable-by-number": False}
        self._mine("updateAccount", **off)

    def _finish(self, params: Mapping[str, Any]) -> None:
        try:
            other = RpcTransport(self._where, self._number, self._alarms, read=120.0)
            other._call("finishLink", params, 120.0)
        except ChannelError as error:
            log.warning("linking: %s", type(error).__name__)

    def _mine(self, method: str, **params: Any) -> Any:
        return self._call(method, {**params, "account": self._number}, self._read)

    def _call(self, method: str, params: Mapping[str, Any], read: float) -> Any:
        if not self._turn.acquire(timeout=_QUEUE):
            raise Unreachable("another request takes its time", after=1.0)
        try:
            answer = self._exchange(method, params, read)
        finally:
            self._turn.release()
        if answer.get("error") is not None:
            raise errors.of_rpc(answer["error"])
        return answer.get("result")

    def _exchange(self, method: str, params: Mapping[str, Any], read: float) -> Mapping[str, Any]:
        number = str(uuid.uuid4())
        try:
            commands = self._connected()
            commands.settimeout(read)
            commands.sendall(request(method, number, params))
        except OSError:
            # A line that has not come whole is not carried out.
            self._hang_up()
            raise Unreachable("no connection") from None
        try:
            return self._answer(commands, number, time.monotonic() + read)
        except (OSError, ValueError, RecursionError):
            # A later answer would be taken for that to the next request: start anew.
            self._hang_up()
            raise Unknown("no answer") from None

    def _connected(self) -> socket.socket:
        if self._commands is not None and _ended(self._commands):
            self._hang_up()
        if self._commands is None:
            self._commands, self._rest = dial(self._where), b""
        return self._commands

    def _hang_up(self) -> None:
        if self._commands is not None:
            self._commands.close()
            self._commands = None

    def _answer(self, commands: socket.socket, number: str, until: float) -> Mapping[str, Any]:
        while True:
            line, newline, rest = self._rest.partition(b"\n")
            if newline:
                self._rest = rest
                found = json.loads(line)
                if isinstance(found, dict) and found.get("id") == number:
                    return found
                continue
            remaining = until - time.monotonic()
            if remaining <= 0 or len(self._rest) > _LARGEST_ANSWER:
                raise TimeoutError
            commands.settimeout(remaining)
            more = commands.recv(65_536)
            if not more:
                raise ConnectionResetError
            self._rest += more

    # In

    def frames(self) -> Iterator[object]:
        self._receiving = True
        try:
            yield from self._received()
        finally:
            self._wake.close()
            self._waker.close()

    def _received(self) -> Iterator[object]:
        failed = 0
        while not self._stopping.is_set():
            try:
                subscription = self._subscription()
                self.connected.set()
                self._alarms.end("server")
                failed = 0
                yield from subscription.frames()
            except OSError as error:
                failed += 1
                log.warning("socket: %s", type(error).__name__)
            self.connected.clear()
            if failed >= _TRIES_BEFORE_ALARM:
                self._alarms.begin("server")
            if self._keeper and self._keeper.gone():
                return
            self._stopping.wait(random.uniform(0, min(_SLOWEST, 0.2 * 2**failed)))  # noqa: S311

    def stop(self) -> None:
        self._stopping.set()
        try:
            self._waker.send(b"x")
        except OSError:
            return

    def close(self) -> None:
        self.stop()
        self._hang_up()
        if not self._receiving:
            self._wake.close()
            self._waker.close()

    def _subscription(self) -> Subscription:
        kept, subscribed = self._keeper.kept() if self._keeper else (None, False)
        held = kept or dial(self._where)
        held.setblocking(True)
        if self._keeper:
            self._keeper.keep(held, marked=subscribed)
        subscription = Subscription(held, self._number, self._keeper, self._wake, self._not_manual)
        if subscribed:
            log.warning("going on where the bot before was killed")
        else:
            # Also where the bot before was killed just here: asked twice, signal-cli repeats every
            # message, which is noticed; not asked, it brings none.
            subscription.subscribe()
        return subscription

    def _not_manual(self) -> None:
        self._alarms.begin("not-lossless")


def _ended(held: socket.socket) -> bool:
    """Whether the other side has closed an idle connection."""
    if not select.select([held], [], [], 0)[0]:
        return False
    try:
        return held.recv(1, socket.MSG_PEEK) == b""
    except OSError:
        return True
