"""Answers of the real server, as recorded from two versions, and the server itself if it is there.

With SIGNAL_REST_URL set, the same calls go to a real signal-cli-rest-api, started with a
`jsonrpc2.yml` that points to 127.0.0.1:6001, where this test puts its fake signal-cli.
"""

from __future__ import annotations

import ast
import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from fake_signal import ACCOUNT, Signal
from fake_signal_cli import FakeCli
from fake_signal_rest import Answer, FakeRest

from bot.alarms import Alarms
from bot.channels.base import ChannelError, Closed, Refused, Unreachable
from bot.channels.signal import RestTransport
from bot.channels.signal.transport import RateLimited, Untrusted

WHO = "11111111-2222-3333-4444-555555555555"
VERSIONS = ("0.100", "head")
_LINE = re.compile(r"([^:]+): (\d{3}) (\S+(?:; \S+)?) (['b].*)")


def recorded(version: str) -> dict[str, Answer]:
    """Every recorded answer by the name of its call."""
    text = (Path(__file__).parent / "recorded" / f"signal-{version}.txt").read_text("utf-8")
    found = {}
    for line in text.splitlines():
        match = _LINE.fullmatch(line)
        if match:
            answer = ast.literal_eval(match[4])
            raw = answer if isinstance(answer, bytes) else answer.encode()
            found[match[1]] = Answer(int(match[2]), raw, match[3])
    return found


Call = Callable[[RestTransport], object]
CALLS: dict[str, tuple[str, Call, object]] = {
    "send": ("/v2/send", lambda rest: rest.send(WHO, "héllo"), "1700000000123"),
    "err -1": ("/v2/send", lambda rest: rest.send(WHO, "m"), Unreachable),
    "err -3": ("/v2/send", lambda rest: rest.send(WHO, "m"), Unreachable),
    "err -4": ("/v2/send", lambda rest: rest.send(WHO, "m"), Untrusted),
    "err -5": ("/v2/send", lambda rest: rest.send(WHO, "m"), RateLimited),
    "err -5 plain 413 no token": ("/v2/send", lambda rest: rest.send(WHO, "m"), RateLimited),
    "err -32602": ("/v2/send", lambda rest: rest.send(WHO, "m"), Unreachable),
    "err -32603": ("/v2/send", lambda rest: rest.send(WHO, "m"), Unreachable),
    "send bad json": ("/v2/send", lambda rest: rest.send(WHO, "m"), Refused),
    "send empty recip": ("/v2/send", lambda rest: rest.send(WHO, "m"), Refused),
    "remote-delete": ("/v1/remote-delete", lambda rest: rest.remote_delete(WHO, 123), None),
    "remote-delete err": (
        "/v1/remote-delete",
        lambda rest: rest.remote_delete(WHO, 1),
        Unreachable,
    ),
    "contact exp 3600": ("/v1/contacts", lambda rest: rest.set_timer(WHO, 3600), None),
    "receipt": ("/v1/receipts", lambda rest: rest.read_receipt(WHO, 5), None),
    "identities": (
        "/v1/identities",
        lambda rest: [(one.address, one.status) for one in rest.identities()],
        [(WHO, "UNTRUSTED")],
    ),
    "trust": ("/v1/identities", lambda rest: rest.trust(WHO), None),
    "accounts": ("/v1/accounts", lambda rest: rest.accounts(), [ACCOUNT]),
    "about": ("/v1/about", lambda rest: rest.about()["mode"], "json-rpc"),
    "username": (
        "/v1/accounts",
        lambda rest: rest.username("bot"),
        ("bot.42", "https://signal.me/#eu/xyz"),
    ),
    "settings": ("/v1/accounts", lambda rest: rest.hide_number(), None),
    "qr raw": (
        "/v1/qrcodelink/raw",
        lambda rest: rest.link("d"),
        "sgnl://linkdevice?uuid=X&pub_key=Y",
    ),
    "register": ("/v1/register", lambda rest: rest.register("c", voice=False), None),
    "register captcha": (
        "/v1/register",
        lambda rest: rest.register(None, voice=False),
        Unreachable,
    ),
    "verify": ("/v1/register", lambda rest: rest.verify("123-456", "1"), None),
    "challenge": ("/v1/accounts", lambda rest: rest.challenge("t", "signalcaptcha://x"), None),
    "profile err": ("/v1/profiles", lambda rest: rest.profile("Bot", ""), None),
    "att list": ("/v1/attachments", lambda rest: rest.attachments(), ["abc.png"]),
    "att del": ("/v1/attachments", lambda rest: rest.delete_attachment("abc.png"), None),
    "att del2": ("/v1/attachments", lambda rest: rest.delete_attachment("abc.png"), None),
    "config get": ("/v1/configuration", lambda rest: rest.log_level(), "warn"),
}


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("name", CALLS)
def test_a_recorded_answer_is_understood(name: str, version: str) -> None:
    path, call, expected = CALLS[name]
    with FakeRest(Signal()) as server:
        server.rude.append((path, recorded(version)[name]))
        rest = RestTransport(server.url, ACCOUNT, Alarms())
        try:
            if isinstance(expected, type):
                with pytest.raises(expected):
                    call(rest)
            else:
                assert call(rest) == expected
        finally:
            rest.close()


def test_a_partial_failure_shows_in_the_later_version_only() -> None:
    for version, raises in (("0.100", False), ("head", True)):
        with FakeRest(Signal()) as server:
            server.rude.append(("/v2/send", recorded(version)["partial fail"]))
            rest = RestTransport(server.url, ACCOUNT, Alarms())
            if raises:
                with pytest.raises(Closed):
                    rest.send(WHO, "m")
            else:
                assert rest.send(WHO, "m")
            rest.close()


def test_a_captcha_token_is_found_and_an_empty_one_is_none() -> None:
    for name, token in (("err -5", "tok-1"), ("err -5 plain 413 no token", None)):
        with FakeRest(Signal()) as server:
            server.rude.append(("/v2/send", recorded("head")[name]))
            rest = RestTransport(server.url, ACCOUNT, Alarms())
            with pytest.raises(RateLimited) as raised:
                rest.send(WHO, "m")
            assert raised.value.token == token
            rest.close()


@pytest.mark.skipif(not os.environ.get("SIGNAL_REST_URL"), reason="SIGNAL_REST_URL is not set")
def test_a_real_server_does_the_same() -> None:
    signal = Signal()
    phone = signal.phone(WHO)
    with FakeCli(signal, unix=False, manual=False, port=6001, slow=0.02):
        rest = RestTransport(os.environ["SIGNAL_REST_URL"], ACCOUNT, Alarms())
        try:
            assert ACCOUNT in rest.accounts()
            rest.set_timer(WHO, 3600)
            stamp = rest.send(WHO, "hello *there*")
            assert stamp
            assert phone.theirs() == ["hello *there*"]
            rest.remote_delete(WHO, int(stamp))
            assert phone.theirs() == []
            assert [one.address for one in rest.identities()] == [WHO]
            signal.unregistered.add(WHO)
            with pytest.raises(ChannelError):
                rest.send(WHO, "m")
        finally:
            rest.close()
