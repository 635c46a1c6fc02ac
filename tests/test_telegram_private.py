"""Nothing private is ever sent over Telegram: over all flows and inputs, on the real channel."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rehearsal import setup
from telegram_stage import TelegramRehearsal
from walks import ASKING, MESSAGES

from flows import Session
from flows.check import revealing
from flows.spelling import key

PRIVATE = {
    setup().content.wording(flow.name, node.name, "en").text.split("{")[0]
    for flow in setup().content.flows.values()
    for node in flow.nodes.values()
    if node.private and (flow.name, node.name) in setup().content.words["en"]
}
CHATS = count(1_000)


@pytest.fixture(scope="module")
def stage() -> Iterator[TelegramRehearsal]:
    rehearsal = TelegramRehearsal()
    yield rehearsal
    rehearsal.close()


def nothing_private(stage: TelegramRehearsal) -> None:
    assert stage.person.heard
    for said in stage.person.heard:
        assert not any(said.startswith(private) for private in PRIVATE), said
    stage.says("exit")  # or the next ones would find no slot free


def test_the_control_there_is_much_that_is_private() -> None:
    assert len(PRIVATE) > 50
    assert all(PRIVATE)


def _can_be_sent(text: str) -> bool:
    """Telegram's apps send nothing blank."""
    return bool(text.strip())


@given(texts=st.lists(MESSAGES, min_size=1, max_size=10))
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
def test_whatever_is_typed_nothing_private_is_sent(
    stage: TelegramRehearsal, texts: list[str]
) -> None:
    stage.meet(next(CHATS))
    for text in ("hi", *filter(_can_be_sent, texts)):
        stage.says(text)
    held = stage.app.store.held("telegram", str(stage.person.chat)).state
    session = Session.loads(held)
    assert session is None or not session.written
    nothing_private(stage)


@pytest.mark.parametrize("where", ASKING, ids=".".join)
def test_from_every_question_nothing_private_is_sent(
    stage: TelegramRehearsal, where: tuple[str, str]
) -> None:
    """Somebody whose session stands at a private node, however it came there."""
    stage.meet(next(CHATS))
    stage.says("hi")
    address = str(stage.person.chat)
    for text in ("1", "why", "xyzzy plugh"):
        with stage.app.store.turn("telegram", address) as turn:
            before = Session.loads(turn.state)
            assert before is not None
            turn.save(Session(*where, at=before.at, seen=before.seen).dumps())
        stage.says(text)
    nothing_private(stage)


def strings() -> Iterator[tuple[str, str]]:
    """(file, string) of every string in the code of this channel, docstrings left out."""
    folder = Path("bot/channels/telegram")
    for path in [*folder.glob("*.py"), Path("bot/telegram_cli.py")]:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        # A string that stands alone is a docstring.
        alone = {
            id(node.value)
            for node in ast.walk(tree)
            if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
        }
        for node in ast.walk(tree):
            is_string = isinstance(node, ast.Constant) and isinstance(node.value, str)
            if is_string and id(node) not in alone:
                yield path.name, node.value


def test_no_string_of_this_channel_claims_end_to_end_encryption() -> None:
    found = list(strings())
    assert len(found) > 100, "the control: there are strings to look at"
    assert [one for one in found if "endtoend" in key(one[1]) or "e2ee" in key(one[1])] == []


def test_what_this_channel_says_of_its_own_could_be_read_by_anybody() -> None:
    from bot.channels.telegram.channel import NEUTRAL, TOAST, TOPIC

    for text in (NEUTRAL, TOAST, TOPIC):
        assert revealing(text, "en") == []
