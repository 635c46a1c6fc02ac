"""`./quietline run --channel telegram` as a process of its own, before the strict server."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from fake_telegram import TOKEN, WORKERS_TOKEN, FakeTelegram
from rehearsal import setup
from telegram_stage import Stage, strict

from bot.channels.telegram import Webhook
from store import state_folder

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"


@pytest.fixture
def fake() -> Iterator[FakeTelegram]:
    with strict() as server:
        yield server


@pytest.fixture
def folder() -> Iterator[Path]:
    parent = state_folder(None)
    if parent is None:
        pytest.skip("no memory file system here")
    made = Path(tempfile.mkdtemp(prefix="test-", dir=parent))
    yield made
    shutil.rmtree(made, ignore_errors=True)


@contextmanager
def running(fake: FakeTelegram, folder: Path, **settings: str) -> Iterator[None]:
    """The service, until it has ended by SIGTERM; it must end well and say nothing secret."""
    for name, token in (("token", TOKEN), ("workers-token", WORKERS_TOKEN)):
        (folder / name).write_text(token)
        (folder / name).chmod(0o600)
    (folder / "state").mkdir(mode=0o700, exist_ok=True)
    own = {
        "PYTHON": sys.executable,
        "STATE_FOLDER": str(folder / "state"),
        "SLOTS": "256",
        "TELEGRAM_TOKEN_FILE": str(folder / "token"),
        "TELEGRAM_WORKERS_TOKEN_FILE": str(folder / "workers-token"),
        "TELEGRAM_BASE_URL": fake.base_url,
        "LOG_LEVEL": "debug",
        **settings,
    }
    environment = {"PATH": os.environ["PATH"]} | {f"QUIETLINE_{k}": v for k, v in own.items()}
    with subprocess.Popen(
        ["./quietline", "run", "--channel", "telegram"],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as process:
        try:
            yield
        finally:
            process.send_signal(signal.SIGTERM)
            said, _ = process.communicate(timeout=60)
    assert process.returncode == 0, said
    assert not any(token.split(":")[1] in said for token in (TOKEN, WORKERS_TOKEN))
    assert "zebra" not in said


def test_the_service_talks_survives_a_restart_and_forgets(fake: FakeTelegram, folder: Path) -> None:
    person, worker = fake.bot.person(42), fake.workers.person(42)
    with running(fake, folder):
        person.writes("/start")
        worker.writes("/start")
        fake.bot.wait_for(lambda: len(person.heard) == 2 and len(worker.heard) == 2)
        person.presses(1)
        fake.bot.wait_for(lambda: len(person.heard) == 3 and not fake.bot.pending)
    with running(fake, folder):
        person.writes("zebra canary")
        fake.bot.wait_for(lambda: person.heard[-1].startswith("Here is what we can look at"))
        fake.bot.wait_for(lambda: len(person.heard) > 4 and not fake.bot.pending)
        person.writes("exit")
        cover = setup().content.wording("words", "cover", "en").text
        fake.bot.wait_for(lambda: [message.text for message in person.left()] == [cover])


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def test_with_a_webhook_updates_are_brought_and_a_forged_one_is_not_read(
    fake: FakeTelegram,
) -> None:
    hook = Webhook("https://example.org/telegram", free_port())
    with Stage(fake, webhook=hook):
        fake.bot.wait_for(lambda: fake.bot.webhook)
        assert fake.bot.webhook == ("https://example.org/telegram", hook.secret)
        here = f"http://127.0.0.1:{hook.port}/telegram"
        person = fake.bot.person(7)
        person.writes("/start")
        for forged in ("", hook.secret[:-1], hook.secret + "x", "\u00e9"):
            assert fake.bot.bring(here, forged.encode("latin-1", "replace").decode("latin-1")) == [
                403
            ]
        assert person.heard == []
        assert fake.bot.bring(here) == [200]
        fake.bot.wait_for(lambda: len(person.heard) == 2)
    assert hook.secret not in repr(hook)


def test_what_was_brought_is_taken_only_when_it_is_handled(
    fake: FakeTelegram, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.channels.telegram.channel._HANDLED_WITHIN", 0.05)
    hook = Webhook("https://example.org/telegram", free_port())
    with Stage(fake, webhook=hook) as stage:
        fake.bot.wait_for(lambda: fake.bot.webhook)
        here = f"http://127.0.0.1:{hook.port}/telegram"
        person = fake.bot.person(7)
        person.writes("/start")
        with stage.app.store.turn("telegram", "7"):
            assert fake.bot.bring(here) == [503]
        fake.bot.wait_for(lambda: len(person.heard) == 2)
        monkeypatch.setattr("bot.channels.telegram.channel._HANDLED_WITHIN", 60)
        assert fake.bot.bring(here) == [200]
        assert len(person.heard) == 2


@pytest.mark.parametrize(
    ("body", "length", "status"),
    [(b"zebra", None, 200), (b"{}", None, 200), (b"[" * 100_000, None, 200), (b"", "x", 400)],
    ids=["no JSON", "no number", "deep", "no length"],
)
def test_whatever_is_brought_the_door_stands(
    fake: FakeTelegram, body: bytes, length: str | None, status: int
) -> None:
    hook = Webhook("https://example.org/telegram", free_port())
    with Stage(fake, webhook=hook):
        fake.bot.wait_for(lambda: fake.bot.webhook)
        with socket.create_connection(("127.0.0.1", hook.port), timeout=60) as client:
            head = f"POST / HTTP/1.1\r\nHost: x\r\n{SECRET_HEADER}: {hook.secret}\r\n"
            head += f"Content-Length: {length or len(body)}\r\n\r\n"
            client.sendall(head.encode() + body)
            assert client.recv(100).split()[1] == str(status).encode()
        person = fake.bot.person(7)
        person.writes("/start")
        assert fake.bot.bring(f"http://127.0.0.1:{hook.port}/telegram") == [200]


def test_without_a_token_the_command_says_what_to_set() -> None:
    environment = {"PATH": os.environ["PATH"], "QUIETLINE_PYTHON": sys.executable}
    done = subprocess.run(
        ["./quietline", "run", "--channel", "telegram"],
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 2
    assert "telegram_token_file" in done.stderr
    assert "Traceback" not in done.stderr
