"""What holds in every conversation, whatever is typed, whenever, on whichever channel."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rehearsal import PERSON, Rehearsal, rehearse, setup
from walks import ASKING, MESSAGES, at, shuffled

from bot.channels.base import Message
from flows import Reply, Session
from flows.check import PREVIEW, revealing
from flows.model import Look
from flows.render import LONGEST

ANYTHING = settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))
CHANNELS = st.sampled_from(["signal", "telegram"])


def fits(reply: Reply) -> None:
    """What must be true of every message that is sent."""
    assert reply.text.strip()
    assert len(reply.plain) <= LONGEST
    assert revealing(reply.plain[:PREVIEW], "en") == [], reply.plain[:PREVIEW]


@given(CHANNELS, st.lists(MESSAGES, max_size=12))
@ANYTHING
def test_any_text_is_answered_and_fits_a_phone_and_a_lock_screen(
    like: str, texts: list[str]
) -> None:
    person = rehearse(like)
    try:
        for text in texts:
            replies = person.says(text)
            assert replies, f"no answer to {text!r}"
            for reply in replies:
                fits(reply)
    finally:
        person.close()


@given(st.lists(st.one_of(MESSAGES, st.integers(-90_000, 200_000)), max_size=12))
@ANYTHING
def test_whenever_a_message_comes_it_is_answered(steps: list[str | int]) -> None:
    person = rehearse()
    try:
        for step in steps:
            if isinstance(step, int):
                person.clock.wall += step
                person.clock.boot += abs(step)
            else:
                assert person.says(step)
    finally:
        person.close()


@given(st.lists(MESSAGES, max_size=15))
@ANYTHING
def test_nothing_private_is_ever_said_where_the_channel_is_not(texts: list[str]) -> None:
    person = rehearse("telegram")
    private = {
        content.wording(flow.name, node.name, "en").text
        for content in [setup().content]
        for flow in content.flows.values()
        for node in flow.nodes.values()
        if node.private and (flow.name, node.name) in content.words["en"]
    }
    assert len(private) > 50
    try:
        for text in texts:
            for reply in person.says(text):
                assert reply.text not in private
        held = person.app.store.held("telegram", PERSON).state
        session = Session.loads(held)
        assert session is None or not session.written
    finally:
        person.close()


@pytest.mark.parametrize("where", ASKING, ids=".".join)
def test_a_private_question_is_not_asked_again_where_the_channel_is_not(
    where: tuple[str, str],
) -> None:
    """Somebody whose session stands at a private node, however it came there."""
    content = setup().content
    node = content.node(*where)
    question = content.wording(*where, "en").text.split("{")[0]
    for like, asked in (("signal", True), ("telegram", not node.private)):
        person = rehearse(like)
        try:
            at(person, where)
            replies = person.says("xyzzy plugh") if where[0] != "again" else person.says("why")
            own_words = node.private and like == "signal"
            said = any(reply.text.startswith(question) for reply in replies)
            assert said == asked or own_words, (like, [reply.text for reply in replies])
        finally:
            person.close()


@given(st.integers(0, 10_000))
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
def test_a_session_survives_being_written_and_read(seed: int) -> None:
    chance = shuffled(seed)
    person = rehearse()
    try:
        for _ in range(12):
            person.says(chance.choice(["1", "2", "3", "1 2", "my word", "skip", "back", "menu"]))
            session = Session.loads(person.app.store.held("signal", PERSON).state)
            assert session is None or Session.loads(session.dumps()) == session
    finally:
        person.close()


def test_a_message_delivered_twice_is_answered_once() -> None:
    person = rehearse()
    try:
        person.says("hi")
        message = Message("signal", PERSON, "1", "the same id")
        person.app.dispatcher.handle(message)
        before = len(person.channel.replies)
        person.app.dispatcher.handle(message)
        assert len(person.channel.replies) == before
    finally:
        person.close()


@pytest.mark.parametrize(
    "text",
    [
        "x" * 100_000,
        "\x00\x01\x02\x1b[31m",
        "\u202e\u2066secret\u2069",
        "👩🏽‍🦽🆘",
        "",
        "   ",
        "\ud800".encode("utf-8", "surrogatepass").decode("utf-8", "replace"),
        "ਮੈਨੂੰ ਮਦਦ ਚਾਹੀਦੀ ਹੈ",
        "我需要一个住的地方",
        "%s %d {0} ${jndi:ldap://x}",
        "'; DROP TABLE conversation; --",
        "a\n" * 500,
    ],
    ids=lambda text: repr(text[:12]),
)
def test_rude_input_is_answered_from_every_kind_of_question(text: str) -> None:
    for where in (("welcome", "ok"), ("menu", "menu"), ("lines", "place"), ("plan_go", "first")):
        person = rehearse()
        try:
            at(person, where)
            replies = person.says(text)
            assert replies
            for reply in replies:
                fits(reply)
        finally:
            person.close()


def test_distress_is_never_answered_with_not_understanding() -> None:
    for text in (
        "i cant do this anymore",
        "im so scared",
        "everything hurts and i dont know what to do",
        "no one believes me",
        "nobody can know",
        "why me",
    ):
        person = rehearse()
        try:
            person.says("hi")
            said = " ".join(reply.text for reply in person.says(text)).lower()
            assert "understand" not in said
            assert "1-8" in said or "988" in said, f"no contact in the answer to {text!r}"
        finally:
            person.close()


def test_danger_gives_the_emergency_number_first_from_every_question() -> None:
    for where in ASKING:
        person = rehearse()
        try:
            at(person, where)
            assert "Call 911" in person.says("danger")[0].text
        finally:
            person.close()


def test_every_private_look_is_private() -> None:
    """Contacts are for every channel: no flow may hide them behind privacy but the plan's own."""
    for flow in setup().content.flows.values():
        for node in flow.nodes.values():
            if isinstance(node, Look) and node.private:
                assert flow.name.startswith("plan")


def test_a_broken_store_still_gives_contacts(monkeypatch: pytest.MonkeyPatch) -> None:
    person = rehearse()
    try:
        monkeypatch.setattr(person.app.store, "turn", _broken)
        said = "\n".join(reply.plain for reply in person.says("shelter surrey"))
        assert "Call 211" in said
        said = "\n".join(reply.plain for reply in person.says("hello"))
        assert "1-800-563-0808" in said
    finally:
        person.close()


def _broken(*_: object) -> object:
    raise RuntimeError("a secret that must not be logged")


def test_a_mistake_of_ours_is_logged_without_its_text(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    person: Rehearsal = rehearse()
    try:
        monkeypatch.setattr(person.app.store, "turn", _broken)
        person.says("zebra canary")
        assert "RuntimeError in _broken" in caplog.text
        assert "secret" not in caplog.text
        assert "zebra" not in caplog.text
        assert PERSON not in caplog.text.split()
    finally:
        person.close()
