"""What a bot shows of itself could be read by anybody; what a person must set is printed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from fake_telegram import TOKEN, FakeTelegram
from rehearsal import setup
from telegram_stage import strict
from typer.testing import CliRunner

from bot import telegram_cli
from bot.channels.telegram.token import TokenError, read_token
from bot.doctor import rows
from flows.check import revealing
from flows.understand import Commanded, understand


@pytest.fixture
def fake() -> Iterator[FakeTelegram]:
    with strict() as server:
        yield server


@pytest.fixture
def token_file(tmp_path: Path, fake: FakeTelegram, monkeypatch: pytest.MonkeyPatch) -> Path:
    file = tmp_path / "token"
    file.write_text(TOKEN + "\n")
    file.chmod(0o600)
    monkeypatch.setenv("QUIETLINE_TELEGRAM_TOKEN_FILE", str(file))
    monkeypatch.setenv("QUIETLINE_TELEGRAM_BASE_URL", fake.base_url)
    return file


def test_every_text_of_the_profile_is_neutral_and_fits() -> None:
    words = (telegram_cli.NAME, telegram_cli.ABOUT, telegram_cli.DESCRIPTION)
    commands = [part for pair in telegram_cli.COMMANDS.items() for part in pair]
    for text in (*words, *commands):
        assert revealing(text, "en") == [], text
    for text, most in zip(words, (64, 120, 512), strict=True):
        assert len(text) <= most


def test_every_command_of_the_list_means_something_everywhere() -> None:
    whole = setup()
    for word in telegram_cli.COMMANDS:
        answer = understand(word, None, whole.content, whole.directory)
        assert isinstance(answer, Commanded), word


def test_set_up_sets_what_a_bot_can_and_prints_what_it_cannot(
    fake: FakeTelegram, token_file: Path
) -> None:
    result = CliRunner().invoke(telegram_cli.app, ["set-up"])
    assert result.exit_code == 0, result.output
    assert fake.bot.called("setMyName") == [{"name": telegram_cli.NAME}]
    assert "/setjoingroups: Disable  (so already)" in result.output
    assert TOKEN not in result.output


def test_a_token_is_read_from_systemds_credentials(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "telegram-token").write_text(TOKEN)
    (tmp_path / "telegram-token").chmod(0o400)
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(tmp_path))
    assert read_token(Path("telegram-token")).reveal() == TOKEN


@pytest.mark.parametrize(
    ("text", "mode", "said"),
    [
        ("", 0o600, "no bot token"),
        ("zebra canary", 0o600, "no bot token"),
        (TOKEN, 0o644, "chmod 600"),
        (None, 0o600, "cannot be read"),
    ],
)
def test_a_token_that_cannot_be_used_is_said_without_showing_it(
    tmp_path: Path, text: str | None, mode: int, said: str
) -> None:
    file = tmp_path / "token"
    if text is not None:
        file.write_text(text)
        file.chmod(mode)
    with pytest.raises(TokenError, match=said) as raised:
        read_token(file)
    assert not text or text not in str(raised.value)


def test_the_doctor_looks_at_the_bot_and_shows_no_token(
    fake: FakeTelegram, token_file: Path
) -> None:
    found = {row.name: row for row in rows()}
    assert found["telegram: token"].state == "ok"
    assert found["telegram: updates"].state == "ok"
    assert found["telegram: groups"].state == "ok"
    assert TOKEN not in "".join(row.found + row.mend for row in found.values())


def test_the_doctor_says_when_a_token_is_not_accepted(fake: FakeTelegram, token_file: Path) -> None:
    token_file.write_text("7000000009:AAnotherTokenThatNobodyKnows_0123456789")
    found = {row.name: row for row in rows()}
    assert found["telegram: token"].state == "fail"
