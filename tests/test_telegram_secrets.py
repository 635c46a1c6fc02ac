"""The token and the words of people are in no log line, repr or traceback, however provoked."""

from __future__ import annotations

import asyncio
import io
import logging
import sys
import threading
import warnings
from collections.abc import Callable, Coroutine, Iterator
from typing import Any

import httpx
import pytest
from fake_telegram import NAMES, TOKEN, FakeTelegram, LostAnswerError, Rude
from telegram import Bot
from telegram.error import TelegramError
from telegram.request import HTTPXRequest
from telegram_stage import Stage, strict

from bot import log as own_log
from bot.channels.base import ChannelError
from bot.channels.telegram.calls import Calls
from bot.channels.telegram.token import Token

WORDS = "zebra canary plan"
SECRETS = (TOKEN, TOKEN.split(":")[1], WORDS)


@pytest.fixture(autouse=True)
def logging_as_before() -> Iterator[None]:
    """What a test sets is taken back."""
    root, hooks = logging.getLogger(), (sys.excepthook, threading.excepthook)
    handlers, level = root.handlers[:], root.level
    named = {name: logging.getLogger(name).level for name in ("quietline", *own_log.TALKATIVE)}
    yield
    root.handlers[:], root.level = handlers, level
    sys.excepthook, threading.excepthook = hooks
    for name, before in named.items():
        logging.getLogger(name).setLevel(before)


@pytest.fixture
def fake() -> Iterator[FakeTelegram]:
    with strict() as server:
        yield server


def ours() -> io.StringIO:
    """Logging as the service has it, at its most talkative; what it writes."""
    own_log.set_up("debug")
    return listening()


def theirs() -> io.StringIO:
    """Logging as nobody should have it: everything."""
    root = logging.getLogger()
    root.handlers[:] = [logging.StreamHandler()]
    root.setLevel(logging.DEBUG)
    return listening()


def listening() -> io.StringIO:
    written = io.StringIO()
    (handler,) = logging.getLogger().handlers
    assert isinstance(handler, logging.StreamHandler)
    handler.setStream(written)
    return written


async def _with_bot(fake: FakeTelegram, work: Callable[[Bot], Coroutine[Any, Any, Any]]) -> None:
    """The library's own Bot, as it comes."""
    requests = [HTTPXRequest(), HTTPXRequest()]
    own = Bot(TOKEN, fake.base_url, request=requests[0], get_updates_request=requests[1])
    try:
        await work(own)
    except TelegramError:
        logging.getLogger("quietline.test").exception("failed")
    finally:
        for request in requests:
            await request.shutdown()


def shows_the_bot(fake: FakeTelegram) -> None:
    async def work(own: Bot) -> None:
        logging.getLogger("quietline.test").error("this is %r", own)

    asyncio.run(_with_bot(fake, work))


def is_rejected(fake: FakeTelegram) -> None:
    fake.bot.fail("getMe", Rude(401, "Unauthorized"))
    asyncio.run(_with_bot(fake, lambda own: own.initialize()))


def cannot_read_an_update(fake: FakeTelegram) -> None:
    fake.bot.allowed = None
    fake.bot.update("message", {"message_id": 1, "text": WORDS})

    async def work(own: Bot) -> None:
        try:
            await own.get_updates()
        except (KeyError, TypeError):
            return

    asyncio.run(_with_bot(fake, work))


def is_not_answered_in_json(fake: FakeTelegram) -> None:
    try:
        HTTPXRequest.parse_json_payload(WORDS.encode())
    except TelegramError:
        return


def writes(fake: FakeTelegram) -> None:
    fake.bot.person(7).started = True

    async def work(own: Bot) -> None:
        calls = Calls(Token(TOKEN), fake.base_url)
        await calls.send(7, WORDS, ())
        await calls.end()

    asyncio.run(_with_bot(fake, work))


PROVOCATIONS = [shows_the_bot, is_rejected, cannot_read_an_update, is_not_answered_in_json, writes]


@pytest.mark.parametrize("provoke", PROVOCATIONS, ids=lambda one: one.__name__)
def test_what_the_library_tells_is_not_written(
    fake: FakeTelegram, provoke: Callable[[FakeTelegram], None]
) -> None:
    told = theirs()
    provoke(fake)
    assert any(secret in told.getvalue() for secret in SECRETS), "the control: it does tell"
    logged = ours()
    provoke(fake)
    assert [secret for secret in SECRETS if secret in logged.getvalue()] == []


def test_a_whole_conversation_with_every_call_failing_is_not_told(
    fake: FakeTelegram, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.channels.telegram.polling.FIRST", 0.01)
    logged = ours()
    person = fake.bot.person(987_654_321)
    rude = [Rude(400, f"Bad Request: {WORDS} {TOKEN}"), Rude(500, TOKEN), LostAnswerError()]
    for method in ("deleteWebhook", "sendMessage", "editMessageText", "deleteMessage"):
        for one in rude:
            fake.bot.fail(method, one)
    fake.bot.update("message", {"text": WORDS})
    with Stage(fake) as stage:
        for text in (WORDS, "1", WORDS, "exit"):
            person.writes(text)
        fake.bot.wait_for(lambda: not fake.bot.pending)
        shown = repr(stage.channel) + repr(stage.channel._calls) + repr(stage.channel._token)
        shown += repr(stage.channel._calls._bot)
    assert "telegram" in logged.getvalue(), "the control: something was logged"
    for secret in (*SECRETS, "987654321", *NAMES.values()):
        assert secret not in logged.getvalue() + shown


def test_an_error_of_a_call_holds_nothing_and_leads_to_nothing(fake: FakeTelegram) -> None:
    calls = Calls(Token(TOKEN), "http://127.0.0.1:9/bot")

    async def work() -> ChannelError | None:
        try:
            await calls.send(7, WORDS, ())
        except ChannelError as error:
            return error
        finally:
            await calls.end()
        return None

    error = asyncio.run(work())
    assert error is not None
    assert error.__context__ is None
    assert error.__cause__ is None
    assert not any(secret in str(error) for secret in SECRETS)


def test_an_exception_that_nobody_catches_shows_its_kind_and_place_only() -> None:
    logged = ours()

    def fails() -> None:
        raise RuntimeError(f"{WORDS} {TOKEN}")

    thread = threading.Thread(target=fails)
    with warnings.catch_warnings():
        thread.start()
        thread.join()
    try:
        fails()
    except RuntimeError as error:
        sys.excepthook(type(error), error, error.__traceback__)
    assert logged.getvalue().count("RuntimeError in fails") == 2
    assert not any(secret in logged.getvalue() for secret in SECRETS)


def test_httpx_tells_no_address(fake: FakeTelegram) -> None:
    logged = ours()
    logging.getLogger("httpx").setLevel(logging.DEBUG)
    with httpx.Client() as client:
        client.post(f"{fake.base_url}{TOKEN}/getMe")
    assert TOKEN not in logged.getvalue()
    logging.getLogger("quietline.x").error("posted to %s", f"{fake.base_url}{TOKEN}/getMe")
    assert "/bot(token)/getMe" in logged.getvalue()
