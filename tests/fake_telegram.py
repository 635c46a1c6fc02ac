"""A strict stand-in for Telegram's Bot API: as rude as the real one, with its own error texts.

It keeps what the phone of each person shows, which in a chat with a bot is the same on both sides.
What a bot must never do (ask about a person, send an unknown parameter) is noted in `violations`.
"""

from __future__ import annotations

import json
import random
import re
import socket
import threading
import time
import urllib.error
import urllib.request
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlsplit

TOKEN = "7000000001:AAFakeTokenOfTheStrictServer_0123456789"
WORKERS_TOKEN = "7000000002:AAFakeTokenOfTheOtherBot_98765432100"
NAMES = {
    "first_name": "CanaryFirst",
    "last_name": "CanaryLast",
    "username": "canary_user",
    "language_code": "xx",
}
KEPT = 24 * 3600
"""Seconds that Telegram keeps an update that nobody fetches."""
DELETABLE = 48 * 3600
"""Seconds in which a message can be deleted."""
A_SECOND = 30
CHAT_BURST = 8

_METHODS: Mapping[str, tuple[str, str]] = {
    "getMe": ("", ""),
    "getUpdates": ("", "offset limit timeout allowed_updates"),
    "setWebhook": ("url", "allowed_updates secret_token max_connections"),
    "deleteWebhook": ("", "drop_pending_updates"),
    "getWebhookInfo": ("", ""),
    "sendMessage": (
        "chat_id text disable_notification protect_content link_preview_options",
        "reply_markup message_thread_id",
    ),
    "editMessageText": ("chat_id message_id text link_preview_options", "reply_markup"),
    "deleteMessage": ("chat_id message_id", ""),
    "deleteMessages": ("chat_id message_ids", ""),
    "answerCallbackQuery": ("callback_query_id", "text"),
    "leaveChat": ("chat_id", ""),
    "createForumTopic": ("chat_id name", ""),
    "deleteForumTopic": ("chat_id message_thread_id", ""),
    "setMyCommands": ("commands scope", "language_code"),
    "setMyName": ("name", "language_code"),
    "setMyDescription": ("description", "language_code"),
    "setMyShortDescription": ("short_description", "language_code"),
}
"""What this service may use, with the parameters that it must and may send."""


class Rude(Exception):  # noqa: N818 - it is an answer
    """An answer other than 200."""

    def __init__(self, code: int, text: str, **parameters: int) -> None:
        super().__init__(text)
        self.code, self.text, self.parameters = code, text, parameters


@dataclass(frozen=True)
class Shown:
    """A message on a phone."""

    id: int
    mine: bool
    text: str
    at: float
    buttons: tuple[tuple[str, str], ...] = ()
    topic: int | None = None

    @property
    def plain(self) -> str:
        return "\n".join((self.text, *(label for label, _ in self.buttons)))


@dataclass
class Person:
    """Somebody with a phone, in a chat with one bot."""

    bot: Bot
    chat: int
    shown: dict[int, Shown] = field(default_factory=dict)
    heard: list[str] = field(default_factory=list)
    toasts: list[str] = field(default_factory=list)
    blocked: bool = False
    started: bool = False
    topics: set[int] = field(default_factory=set)
    bucket: float = 0.0

    def writes(self, text: str, **more: Any) -> int:
        """Write a message; its update id."""
        with self.bot.change:
            self.started = True
            message = self.bot.new_message(self, text, mine=True)
            body = self._message(message.id) | ({"text": text} if text else {}) | more
            return self.bot.update("message", body)

    def presses(self, number: int) -> int:
        """Tap a button of the last message that has some; the update id."""
        asked = [message for message in self.left() if message.buttons]
        return self.taps(asked[-1], number)

    def taps(self, message: Shown, number: int) -> int:
        query = {
            "id": str(random.getrandbits(60)),
            "from": {"id": self.chat, "is_bot": False, **NAMES},
            "message": self._message(message.id) | {"text": message.text},
            "chat_instance": "1",
            "data": message.buttons[number - 1][1],
        }
        with self.bot.change:
            self.bot.queries[query["id"]] = self
            return self.bot.update("callback_query", query)

    def corrects(self, message: int, text: str) -> int:
        with self.bot.change:
            self.shown[message] = replace(self.shown[message], text=text)
            body = self._message(message) | {"text": text, "edit_date": int(self.bot.now())}
            return self.bot.update("edited_message", body)

    def blocks(self) -> int:
        with self.bot.change:
            self.blocked = True
            member = {"user": {"id": 1, "is_bot": True, "first_name": "b"}}
            return self.bot.update(
                "my_chat_member",
                {
                    "chat": {"id": self.chat, "type": "private", **NAMES},
                    "from": {"id": self.chat, "is_bot": False, **NAMES},
                    "date": int(self.bot.now()),
                    "old_chat_member": {**member, "status": "member"},
                    "new_chat_member": {**member, "status": "kicked", "until_date": 0},
                },
            )

    def left(self) -> list[Shown]:
        """What the phone shows, from above."""
        with self.bot.change:
            return sorted(self.shown.values(), key=lambda message: message.id)

    def _message(self, number: int) -> dict[str, Any]:
        return {
            "message_id": number,
            "date": int(self.bot.now()),
            "chat": {"id": self.chat, "type": "private", **NAMES},
            "from": {"id": self.chat, "is_bot": False, **NAMES},
        }


class Bot:
    """One bot as Telegram keeps it."""

    def __init__(self, token: str, clock: Callable[[], float]) -> None:
        self.token, self._clock = token, clock
        self.change = threading.Condition()
        self.people: dict[int, Person] = {}
        self.queries: dict[str, Person] = {}
        self.pending: deque[tuple[float, int, dict[str, Any]]] = deque()
        self.next_update, self.next_message = 700_000_000, 1
        self.allowed: list[str] | None = None
        self.webhook: tuple[str, str] | None = None
        self.polls = 0
        self.faults: dict[str, deque[Callable[[], None]]] = {}
        self.down: frozenset[str] = frozenset()
        self.violations: list[str] = []
        self.calls: list[tuple[float, str, dict[str, Any]]] = []
        self.left_chats: list[int] = []
        self.offset = 0.0
        self._sent: deque[float] = deque()
        self.has_topics = False
        self.may_ring: frozenset[int] = frozenset()
        """Chats in which a message may make a sound: somebody has to look now."""
        self.rang: list[str] = []

    # What the test does.

    def now(self) -> float:
        return self._clock() + self.offset

    def person(self, chat: int) -> Person:
        with self.change:
            return self.people.setdefault(chat, Person(self, chat))

    def fail(self, method: str, rude: Rude | Exception, times: int = 1) -> None:
        """The next calls of a method are answered so, without being done."""

        def fault() -> None:
            raise rude

        self.faults.setdefault(method, deque()).extend([fault] * times)

    def update(self, kind: str, body: dict[str, Any]) -> int:
        with self.change:
            number = self.next_update
            self.next_update += 1
            if self.allowed is None or kind in self.allowed:
                self.pending.append((self.now(), number, {"update_id": number, kind: body}))
            self.change.notify_all()
            return number

    def unconfirmed(self) -> list[int]:
        with self.change:
            return [number for _, number, _ in self.pending]

    def wait_for(self, what: Callable[[], object], seconds: float = 120.0) -> None:
        """Until something is so; the bound is generous, for machines that are slow."""
        end = time.monotonic() + seconds
        with self.change:
            while not what():
                assert time.monotonic() < end, f"waited in vain: {self._now_shown()}"
                self.change.wait(0.05)  # what is not ours changes without telling

    def called(self, method: str) -> list[dict[str, Any]]:
        with self.change:
            return [values for _, name, values in self.calls if name == method]

    def bring(self, url: str, secret: str | None = None) -> list[int]:
        """Bring what is pending to a webhook, in order; the statuses. A refused one stays.

        `url` is what stands behind the public address.
        """
        assert self.webhook is not None
        own = self.webhook[1]
        statuses = []
        while self.pending:
            _, _, update = self.pending[0]
            headers = {"X-Telegram-Bot-Api-Secret-Token": own if secret is None else secret}
            request = urllib.request.Request(url, json.dumps(update).encode(), headers)
            try:
                with urllib.request.urlopen(request, timeout=60) as answer:
                    statuses.append(answer.status)
            except urllib.error.HTTPError as error:
                error.close()
                statuses.append(error.code)
                return statuses
            self.pending.popleft()
        return statuses

    def fetch(self) -> list[dict[str, Any]]:
        """What a poll would be given now."""
        with self.change:
            return [update for _, _, update in self._fresh()]

    def _now_shown(self) -> str:
        """For a test that failed: what every phone shows, and the last calls."""
        phones = [
            (person.chat, shown.id, shown.mine, shown.text[:30])
            for person in self.people.values()
            for shown in person.shown.values()
        ]
        first = self.calls[0][0] if self.calls else 0.0
        calls = [(round(at - first, 2), method) for at, method, _ in self.calls[-20:]]
        return f"{phones} {calls}"

    # What Telegram does.

    def new_message(self, person: Person, text: str, *, mine: bool, **more: Any) -> Shown:
        message = Shown(self.next_message, mine, text, self.now(), **more)
        self.next_message += 1
        person.shown[message.id] = message
        return message

    def do(self, method: str, values: dict[str, Any]) -> Any:
        with self.change:
            self.calls.append((time.perf_counter(), method, values))
            self.change.notify_all()
        if method in self.down:
            raise Rude(502, "Bad Gateway")
        if self.faults.get(method):
            self.faults[method].popleft()()
        needed, possible = (set(part.split()) for part in _METHODS.get(method, ("", "")))
        unknown = values.keys() - needed - possible
        if method not in _METHODS or unknown or needed - values.keys():
            self.violations.append(f"{method}({', '.join(sorted(values))})")
            raise Rude(404, "Not Found")
        with self.change:
            answer = getattr(self, f"do_{method}")(**values)
            self.change.notify_all()
            return answer

    def do_getMe(self) -> dict[str, Any]:
        return {
            "id": int(self.token.split(":")[0]),
            "is_bot": True,
            "first_name": "Quiet",
            "username": "quiet_bot",
            "can_join_groups": False,
            "can_read_all_group_messages": False,
            "supports_inline_queries": False,
            "has_topics_enabled": self.has_topics,
        }

    def do_getUpdates(
        self,
        offset: int = 0,
        limit: int = 100,
        timeout: int = 0,
        allowed_updates: list[str] | None = None,
    ) -> list[dict[str, Any]]:
        if self.webhook:
            raise Rude(
                409,
                "Conflict: can't use getUpdates method while webhook is active; "
                "use deleteWebhook to delete the webhook first",
            )
        if allowed_updates is not None:
            self.allowed = allowed_updates
        self.polls += 1
        mine = self.polls
        self.change.notify_all()
        if offset < 0:
            self.pending = deque(list(self.pending)[offset:])
        elif offset:
            self.pending = deque(one for one in self.pending if one[1] >= offset)
        end = time.monotonic() + timeout
        while not self._fresh() and mine == self.polls and time.monotonic() < end:
            self.change.wait(max(0.0, end - time.monotonic()))
        if mine != self.polls:
            raise Rude(
                409,
                "Conflict: terminated by other getUpdates request; "
                "make sure that only one bot instance is running",
            )
        return [update for _, _, update in self._fresh()][: max(1, min(limit, 100))]

    def _fresh(self) -> deque[tuple[float, int, dict[str, Any]]]:
        old = self.now() - KEPT
        self.pending = deque(one for one in self.pending if one[0] > old)
        return self.pending

    def do_setWebhook(
        self,
        url: str,
        secret_token: str = "",
        allowed_updates: list[str] | None = None,
        max_connections: int = 40,
    ) -> bool:
        if not url.startswith("https://"):
            raise Rude(400, "Bad Request: bad webhook: An HTTPS URL must be provided for webhook")
        if not re.fullmatch(r"[A-Za-z0-9_-]{1,256}", secret_token):
            raise Rude(400, "Bad Request: secret token contains unallowed characters")
        self.webhook, self.allowed = (url, secret_token), allowed_updates
        return True

    def do_deleteWebhook(self, drop_pending_updates: bool = False) -> bool:
        if drop_pending_updates:
            self.violations.append("dropped what people wrote")
        self.webhook = None
        return True

    def do_getWebhookInfo(self) -> dict[str, Any]:
        url = self.webhook[0] if self.webhook else ""
        return {"url": url, "pending_update_count": len(self.pending)}

    def do_sendMessage(
        self,
        chat_id: int,
        text: str,
        disable_notification: bool,
        protect_content: bool,
        link_preview_options: dict[str, bool],
        reply_markup: dict[str, Any] | None = None,
        message_thread_id: int | None = None,
    ) -> dict[str, Any]:
        person = self._reach(chat_id)
        if not disable_notification:
            self.rang.append(text)
        silent = disable_notification or chat_id in self.may_ring
        if not silent or not protect_content:
            self.violations.append("a message that rings, or can be forwarded")
        self._check(text, link_preview_options)
        if message_thread_id is not None and message_thread_id not in person.topics:
            raise Rude(400, "Bad Request: message thread not found")
        self._limit(person)
        buttons = _buttons(reply_markup)
        topic = message_thread_id
        message = self.new_message(person, text, mine=False, buttons=buttons, topic=topic)
        person.heard.append(message.plain)
        return self._as_sent(person, message)

    def do_editMessageText(
        self,
        chat_id: int,
        message_id: int,
        text: str,
        link_preview_options: dict[str, bool],
        reply_markup: dict[str, Any] | None = None,
    ) -> dict[str, Any]:
        person = self._reach(chat_id)
        self._check(text, link_preview_options)
        before = person.shown.get(message_id)
        if before is None:
            raise Rude(400, "Bad Request: message to edit not found")
        if before.mine:
            raise Rude(400, "Bad Request: message can't be edited")
        after = replace(before, text=text, buttons=_buttons(reply_markup))
        if after == before:
            raise Rude(
                400,
                "Bad Request: message is not modified: specified new message content and reply "
                "markup are exactly the same as a current content and reply markup of the message",
            )
        self._limit(person)
        person.shown[message_id] = after
        person.heard.append(after.plain)
        return self._as_sent(person, after)

    def do_deleteMessage(self, chat_id: int, message_id: int) -> bool:
        message = self._chat(chat_id).shown.get(message_id)
        if message is None:
            raise Rude(400, "Bad Request: message to delete not found")
        if self.now() - message.at >= DELETABLE:
            raise Rude(400, "Bad Request: message can't be deleted for everyone")
        del self._chat(chat_id).shown[message_id]
        return True

    def do_deleteMessages(self, chat_id: int, message_ids: list[int]) -> bool:
        if not 1 <= len(message_ids) <= 100:
            raise Rude(400, "Bad Request: too many messages to delete")
        person = self._chat(chat_id)
        for number in message_ids:
            message = person.shown.get(number)
            if message is not None and self.now() - message.at < DELETABLE:
                del person.shown[number]
        return True

    def do_answerCallbackQuery(self, callback_query_id: str, text: str = "") -> bool:
        person = self.queries.pop(callback_query_id, None)
        if person is None:
            raise Rude(
                400,
                "Bad Request: query is too old and response timeout expired or query ID is invalid",
            )
        person.toasts.append(text)
        return True

    def do_leaveChat(self, chat_id: int) -> bool:
        self.left_chats.append(chat_id)
        return True

    def do_createForumTopic(self, chat_id: int, name: str) -> dict[str, Any]:
        if not self.has_topics:
            raise Rude(400, "Bad Request: BOT_FORUM_CREATE_FORBIDDEN")
        person = self._reach(chat_id)
        topic = self.next_message
        self.next_message += 1
        person.topics.add(topic)
        return {"message_thread_id": topic, "name": name, "icon_color": 7322096}

    def do_deleteForumTopic(self, chat_id: int, message_thread_id: int) -> bool:
        person = self._reach(chat_id)
        if message_thread_id not in person.topics:
            raise Rude(400, "Bad Request: message thread not found")
        person.topics.discard(message_thread_id)
        kept = {n: one for n, one in person.shown.items() if one.topic != message_thread_id}
        person.shown = kept
        return True

    def do_setMyCommands(self, commands: list[Any], scope: Any, language_code: str = "") -> bool:
        return True

    def do_setMyName(self, name: str, language_code: str = "") -> bool:
        return True

    def do_setMyDescription(self, description: str, language_code: str = "") -> bool:
        return True

    def do_setMyShortDescription(self, short_description: str, language_code: str = "") -> bool:
        return True

    def _chat(self, chat: int) -> Person:
        if chat not in self.people:
            raise Rude(400, "Bad Request: chat not found")
        return self.people[chat]

    def _reach(self, chat: int) -> Person:
        person = self._chat(chat)
        if person.blocked:
            raise Rude(403, "Forbidden: bot was blocked by the user")
        if not person.started:
            raise Rude(403, "Forbidden: bot can't initiate conversation with a user")
        return person

    def _check(self, text: str, preview: dict[str, bool]) -> None:
        if not preview.get("is_disabled"):
            self.violations.append("a link preview, which Telegram's servers fetch")
        if not text.strip():
            raise Rude(400, "Bad Request: message text is empty")
        if len(text) > 4096:
            raise Rude(400, "Bad Request: message is too long")

    def _limit(self, person: Person) -> None:
        now = self.now()
        person.bucket = max(0.0, person.bucket - max(0.0, now - getattr(person, "bucket_at", now)))
        person.bucket_at = now  # type: ignore[attr-defined]
        while self._sent and now - self._sent[0] >= 1:
            self._sent.popleft()
        if person.bucket >= CHAT_BURST or len(self._sent) >= A_SECOND:
            raise Rude(429, "Too Many Requests: retry after 1", retry_after=1)
        person.bucket += 1
        self._sent.append(now)

    def _as_sent(self, person: Person, message: Shown) -> dict[str, Any]:
        return {
            "message_id": message.id,
            "date": int(message.at),
            "chat": {"id": person.chat, "type": "private", **NAMES},
            "from": self.do_getMe(),
            "text": message.text,
        }


def _buttons(markup: dict[str, Any] | None) -> tuple[tuple[str, str], ...]:
    if not markup:
        return ()
    rows = [button for row in markup["inline_keyboard"] for button in row]
    for button in rows:
        if not 1 <= len(button["callback_data"].encode()) <= 64:
            raise Rude(400, "Bad Request: BUTTON_DATA_INVALID")
    return tuple((button["text"], button["callback_data"]) for button in rows)


class LostAnswerError(Exception):
    """The call is done, and the connection breaks before it is answered."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: FakeTelegram

    def do_POST(self) -> None:
        address = urlsplit(self.path)
        length = int(self.headers.get("Content-Length", "0"))
        body = self.rfile.read(length).decode()
        if len(body) < length:
            self.close_connection = True  # who asked was killed in the middle of it
            return
        found = re.fullmatch(r"/bot([^/]+)/(\w+)", address.path)
        try:
            result = self._result(found, [*parse_qsl(address.query), *parse_qsl(body)])
            status, answer = 200, {"ok": True, "result": result}
        except Rude as rude:
            status = rude.code
            answer = {"ok": False, "error_code": rude.code, "description": rude.text}
            if rude.parameters:
                answer["parameters"] = rude.parameters
        except LostAnswerError:
            self.close_connection = True
            return
        text = json.dumps(answer).encode()
        head = f"HTTP/1.1 {status} x\r\nContent-Type: application/json\r\n"
        self.wfile.write(f"{head}Content-Length: {len(text)}\r\n\r\n".encode() + text)

    def _result(self, found: re.Match[str] | None, pairs: list[tuple[str, str]]) -> Any:
        if found is None:
            raise Rude(404, "Not Found")
        bot = self.server.bots.get(found[1])
        if bot is None:
            raise Rude(401, "Unauthorized")
        return bot.do(found[2], {name: _value(name, value) for name, value in pairs})

    def log_message(self, *_: object) -> None: ...


def _value(name: str, value: str) -> Any:
    if name in ("text", "url", "secret_token", "name", "description", "short_description"):
        return value
    if name == "callback_query_id":
        return value
    try:
        return json.loads(value)
    except ValueError:
        return value


class FakeTelegram(ThreadingHTTPServer):
    """The server, with the bots it knows."""

    daemon_threads = True
    request_queue_size = 256

    def __init__(self, clock: Callable[[], float] = time.time, port: int = 0) -> None:
        super().__init__(("127.0.0.1", port), _Handler)
        self.bots = {token: Bot(token, clock) for token in (TOKEN, WORKERS_TOKEN)}
        self.bot, self.workers = self.bots[TOKEN], self.bots[WORKERS_TOKEN]
        self.base_url = f"http://127.0.0.1:{self.server_address[1]}/bot"
        self._connections: set[socket.socket] = set()
        self._thread = threading.Thread(target=self.serve_forever, args=(0.05,), daemon=True)

    def __enter__(self) -> FakeTelegram:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        for bot in self.bots.values():
            with bot.change:
                bot.polls += 1  # ends who is waiting
                bot.change.notify_all()
        for connection in list(self._connections):
            try:
                connection.shutdown(socket.SHUT_RDWR)
            except OSError:
                continue
        self.shutdown()
        self._thread.join()
        self.server_close()

    def process_request(self, request: Any, client_address: Any) -> None:
        self._connections.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        self._connections.discard(request)
        super().shutdown_request(request)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that was killed is nothing to report."""

    def violations(self) -> list[str]:
        return [one for bot in self.bots.values() for one in bot.violations]
