"""The commands of `./quietline signal`, and what doctor says of Signal."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from fake_signal import ACCOUNT, Signal
from fake_signal_cli import FakeCli
from fake_signal_rest import FakeRest
from signal_swagger import problem
from typer.testing import CliRunner

from bot import alarms, doctor, signal_cli
from bot.alarms import MENDS, Alarms
from bot.channels.signal.checks import checks
from bot.channels.signal.health import CHALLENGE
from bot.channels.signal.rest import RestTransport
from bot.cli import app
from store import state_folder

COMMANDS = ("link", "register", "verify", "captcha", "profile", "username")
ANSWER = "signalcaptcha://signal-recaptcha-v2.abcdefghij"


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeRest]:
    with FakeRest(Signal()) as fake:
        monkeypatch.setenv("QUIETLINE_SIGNAL_URL", fake.url)
        monkeypatch.setenv("QUIETLINE_SIGNAL_NUMBER", ACCOUNT)
        yield fake
        assert [found for call in fake.requests if (found := problem(call))] == []


def run(*words: str) -> tuple[int, str]:
    found = CliRunner().invoke(app, ["signal", *words])
    return found.exit_code, found.output


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(command: str) -> None:
    code, text = run(command, "--help")
    assert code == 0
    assert len(text) > 200


def test_link_draws_a_code_for_the_phone(server: FakeRest) -> None:
    code, text = run("link")
    assert code == 0
    assert "█" in text
    assert "keeps a copy" in text


def test_registering_names_the_captcha_page_when_one_is_wanted(server: FakeRest) -> None:
    code, text = run("register")
    assert (code, signal_cli.REGISTRATION_CAPTCHA in text) == (2, True)
    assert run("register", "--captcha", "what is this")[0] == 2
    assert run("register", "--captcha", ANSWER)[0] == 0


def test_verifying_hides_the_number(server: FakeRest) -> None:
    assert run("verify", "123 456")[0] == 0
    assert run("verify", "12345")[0] == 2
    paths = [call.path for call in server.requests]
    assert paths[0].endswith("/verify/123-456")
    assert server.requests[1].body == {"discoverable_by_number": False, "share_number": False}


@pytest.mark.parametrize(
    "name", ["Survivor Line", "Anti-Trafficking BC", "SafeHouse", "", "x" * 40, "a\x07b"]
)
def test_a_telling_name_is_refused(name: str) -> None:
    assert signal_cli.problem(name, "")


def test_a_neutral_name_and_username_are_set(server: FakeRest) -> None:
    assert run("profile", "Corner Books", "--about", "Open most days")[0] == 0
    assert server.requests[-1].body == {"name": "Corner Books", "about": "Open most days"}
    code, text = run("username", "corner_books")
    assert code == 0
    assert "bot.42" in text
    assert run("username", "9 lives")[0] == 2


def test_the_captcha_lifts_a_limit_with_the_token_that_the_service_left(
    server: FakeRest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = state_folder(None)
    assert folder
    own = folder / tmp_path.name
    own.mkdir(exist_ok=True)
    monkeypatch.setenv("QUIETLINE_STATE_FOLDER", str(own))
    assert run("captcha")[0] == 2, "nothing was asked for"
    (own / CHALLENGE).write_text("tok-1")
    assert signal_cli.CHALLENGE_CAPTCHA in run("captcha")[1]
    assert run("captcha", ANSWER)[0] == 0
    assert server.requests[-1].body == {"challenge_token": "tok-1", "captcha": ANSWER}
    assert not (own / CHALLENGE).exists()
    own.rmdir()


def test_a_server_that_is_not_there_gets_one_clear_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QUIETLINE_SIGNAL_NUMBER", ACCOUNT)
    monkeypatch.setenv("QUIETLINE_SIGNAL_URL", "http://127.0.0.1:9")
    code, text = run("link")
    assert code == 2
    assert "Traceback" not in text
    assert "doctor" in text


def rows(where: str, url: str, noted: Path, found: dict[str, int] | None = None) -> dict[str, str]:
    rest = RestTransport(url, ACCOUNT, Alarms())
    try:
        return {row.name: row.state for row in checks(rest, ACCOUNT, where, found or {}, noted)}
    finally:
        rest.close()


def test_doctor_finds_what_is_wrong_and_every_such_row_names_its_mend(
    server: FakeRest, tmp_path: Path
) -> None:
    noted = tmp_path / "config.json"
    noted.write_text(json.dumps({"disableSendLog": True, "scrubLog": True}))
    good = rows(server.url, server.url, noted)
    assert good["signal-cli"] == good["Signal account"] == good["Signal send log"] == "ok"
    assert good["Signal port"] == good["Signal mode"] == good["Signal log level"] == "ok"
    noted.write_text("{}")
    server.accounts.clear()
    server.attachments.add("a.jpg")
    bad = rows("http://8.8.8.8:8080", server.url, noted, {"captcha": 1})
    for name in ("Signal account", "Signal send log", "Signal port", "Signal alarm: captcha"):
        assert bad[name] == "fail", name
    assert bad["Signal attachments"] == "warn"


def test_doctor_says_how_to_look_at_what_it_cannot_see(server: FakeRest) -> None:
    found = [row for row in doctor.rows() if row.name.startswith(("Signal", "signal"))]
    unseen = [row for row in found if "cannot be seen" in row.found]
    assert {row.name for row in unseen} == {
        "Signal send log",
        "Signal names in the log",
        "Signal downloads",
        "Signal stdout",
    }
    assert all(row.mend for row in found if row.state != "ok")
    assert ACCOUNT not in doctor.show(found, as_json=True)


def test_doctor_on_the_lossless_way_recommends_nothing_else(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with FakeCli(Signal()) as cli:
        monkeypatch.setenv("QUIETLINE_SIGNAL_NUMBER", ACCOUNT)
        monkeypatch.setenv("QUIETLINE_SIGNAL_TRANSPORT", "rpc")
        monkeypatch.setenv("QUIETLINE_SIGNAL_RPC", cli.where)
        found = {row.name: row.state for row in doctor.rows()}
        assert found["Signal way"] == found["Signal port"] == found["Signal account"] == "ok"


def test_alarms_are_seen_from_another_process_and_hold_kinds_only(tmp_path: Path) -> None:
    held = Alarms(tmp_path, lambda: 1_790_000_000.9)
    held.begin("captcha")
    held.begin("captcha")
    assert alarms.read(tmp_path) == {"captcha": 1_790_000_000}
    assert 'kind="captcha"} 1' in held.metrics()
    held.end(*MENDS)
    assert alarms.read(tmp_path) == {}
    (tmp_path / "alarms.json").write_text('{"captcha": "x"}')
    assert alarms.read(tmp_path) == {}
