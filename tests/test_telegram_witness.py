"""A witness that nobody here wrote: npm's telegram-test-api, for sending, changing and deleting.

It has no acknowledgement, no 48 hours, no limits and no deleteMessages, and some of its answers are
not as the Bot API's; what is mended here is mended in the answers only, not in our channel.
"""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import threading
import urllib.request
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from fake_telegram import TOKEN
from rehearsal import setup
from telegram.error import BadRequest

from bot.channels.telegram import Telegram, calls
from bot.channels.telegram.token import Token

VERSION = "4.2.1"
FOLDER = Path(os.environ.get("TELEGRAM_TEST_API", ".venv/witness/node_modules"))
SERVER = """
const Server = require('telegram-test-api');
const own = {port: Number(process.argv[1]), host: '127.0.0.1', storeTimeout: 600};
new Server(own).start().then(() => console.log('ready'));
"""

pytestmark = [
    pytest.mark.skipif(shutil.which("node") is None, reason="no Node here"),
    pytest.mark.skipif(
        not (FOLDER / "telegram-test-api").is_dir(),
        reason=f"no telegram-test-api here: npm install --prefix .venv/witness "
        f"telegram-test-api@{VERSION}",
    ),
]


class Witness:
    """The server, and a person who writes to the bot by it."""

    def __init__(self, port: int) -> None:
        self.url = f"http://127.0.0.1:{port}"

    def ask(self, path: str, **values: Any) -> Any:
        body = json.dumps({"botToken": TOKEN, **values}).encode()
        request = urllib.request.Request(
            f"{self.url}/{path}", body, {"Content-Type": "application/json"}
        )
        with urllib.request.urlopen(request, timeout=60) as answer:
            return json.loads(answer.read())

    def writes(self, text: str) -> None:
        self.ask("sendMessage", **self._from(), text=text)

    def presses(self, nonce: str, message: dict[str, Any]) -> None:
        shown = {"message_id": message["message_id"], **self._from()}
        self.ask("sendCallback", **self._from(), data=nonce, message=shown)

    def shown(self) -> list[dict[str, Any]]:
        """Every message that the server still has, the person's and the bot's."""
        found = self.ask("getUpdatesHistory", token=TOKEN)["result"]
        return [
            {**one["message"], "message_id": one["messageId"]} for one in found if "message" in one
        ]

    def _from(self) -> dict[str, Any]:
        person = {"id": 42, "first_name": "x", "is_bot": False}
        return {"from": person, "chat": {"id": 42, "type": "private"}, "date": 1}


@pytest.fixture
def witness() -> Iterator[Witness]:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port = one.getsockname()[1]
    with subprocess.Popen(
        ["node", "-e", SERVER, str(port)],
        env={**os.environ, "NODE_PATH": str(FOLDER.resolve())},
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline().strip() == "ready"
        yield Witness(port)
        process.kill()


def mended(payload: bytes) -> Any:
    """Its answers as the Bot API's: seconds, not milliseconds; true, not null."""
    answer = _parse(payload)
    if not answer["ok"]:
        # Its status is 200, and the only thing it ever refuses is this.
        raise BadRequest("message to delete not found")
    result = answer.get("result", False)
    if result is None:
        answer["result"] = True
    if isinstance(result, dict) and "date" in result:
        answer["result"] = {
            "message_id": result["message_id"],
            "date": result["date"] // 1000,
            "chat": {"id": int(result["chat"]["id"]), "type": "private"},
        }
    return answer


_parse = calls.parse


def test_a_conversation_is_sent_changed_and_deleted_before_a_server_of_others(
    witness: Witness, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(calls, "parse", mended)
    monkeypatch.setattr("bot.channels.telegram.polling.LONG", 0)

    async def one_by_one(self: calls.Calls, chat: int, messages: Sequence[int]) -> None:
        """It has no deleteMessages; each is deleted by id all the same."""

    async def nothing(self: calls.Calls, *_: object) -> None: ...

    monkeypatch.setattr(calls.Calls, "delete_all", one_by_one)
    monkeypatch.setattr(calls.Calls, "no_webhook", nothing)
    channel = Telegram("telegram", Token(TOKEN), f"{witness.url}/bot")
    app = setup().build({"telegram": channel}, None)

    def receive() -> None:
        for message in channel.receive():
            app.dispatcher.handle(message)

    thread = threading.Thread(target=receive)
    thread.start()
    try:
        witness.writes("/start")
        until(lambda: any("reply_markup" in one for one in witness.shown()))
        question = next(one for one in witness.shown() if "reply_markup" in one)
        button = question["reply_markup"]["inline_keyboard"][0][0]
        assert button["text"].startswith("1 ")
        witness.presses(button["callback_data"], question)
        until(lambda: any("what we can look at" in one["text"] for one in witness.shown()))
        witness.writes("exit")
        cover = setup().content.wording("words", "cover", "en").text
        until(lambda: [one.get("text") for one in witness.shown()] == [cover])
    finally:
        channel.close()
        thread.join()
        channel.end()
        app.store.close(wipe=True)


def until(what: Any) -> None:
    """Looked at again and again: this server tells nobody when something changes."""
    waiting = threading.Event()
    for _ in range(1_200):
        if what():
            return
        waiting.wait(0.05)
    raise AssertionError("waited in vain")
