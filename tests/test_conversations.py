"""What holds in every conversation, whatever is typed, whenever, on whichever channel."""

from __future__ import annotations

from dataclasses import replace
from unittest.mock import patch

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rehearsal import PERSON, Rehearsal, rehearse, setup
from walks import ASKING, MESSAGES, at, shuffled, somebody_at

from bot.channels.base import Message
from flows import Line, Reply, Session, Turn, render
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
    content = setup().content
    private = [
        opening(flow.name, node.name)
        for flow in content.flows.values()
        for node in flow.nodes.values()
        if node.private and (flow.name, node.name) in content.words["en"]
    ]
    assert len(private) > 50
    try:
        for text in texts:
            for reply in person.says(text):
                assert not reply.text.startswith(tuple(private))
        held = person.app.store.held("telegram", PERSON).state
        session = Session.loads(held)
        assert session is None or not session.written
    finally:
        person.close()


def opening(flow: str, node: str) -> str:
    """The words of a node up to its first variable: what it is known by."""
    return setup().content.wording(flow, node, "en").text.split("{")[0][:60]


@pytest.mark.parametrize("where", ASKING, ids=".".join)
def test_a_private_question_is_not_asked_again_where_the_channel_is_not(
    where: tuple[str, str],
) -> None:
    """Somebody whose session stands at a private node, however it came there."""
    node = setup().content.node(*where)
    for like, asked in (("signal", True), ("telegram", not node.private)):
        person = somebody_at(where, like)
        try:
            replies = person.says("why")
            said = any(reply.text.startswith(opening(*where)) for reply in replies)
            assert said == asked, (like, [reply.text for reply in replies])
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


@pytest.mark.parametrize("begin", [[], ["hi"], ["hi", "1"]], ids=["first", "second", "menu"])
@pytest.mark.parametrize(
    "text",
    [
        "i cant do this anymore",
        "im so scared of what comes",
        "everything hurts and i dont know what to do",
        "no one believes me",
        "nobody can know about this",
        "im a boy and im being sold",
        "my daughter was taken",
        "mon patron a mon passeport",
    ],
)
def test_distress_is_never_answered_with_not_understanding(text: str, begin: list[str]) -> None:
    person = rehearse()
    try:
        for before in begin:
            person.says(before)
        said = " ".join(reply.text for reply in person.says(text)).lower()
        assert "understand" not in said
        assert "1-8" in said or "988" in said, f"no contact in the answer to {text!r}"
    finally:
        person.close()


WRITE = [where for where in ASKING if type(setup().content.node(*where)).__name__ == "Write"]


def test_words_at_a_private_question_are_not_taken_where_others_can_read() -> None:
    for where in WRITE:
        if setup().content.node(*where).private:
            person = somebody_at(where, "telegram")
            try:
                person.says("zebra canary")
                assert b"zebra" not in (person.app.store.held("telegram", PERSON).state or b"")
            finally:
                person.close()


@pytest.mark.parametrize("where", WRITE, ids=".".join)
@pytest.mark.parametrize("text", ["he has a gun", "i want to kill myself", "help me"])
def test_danger_is_heard_wherever_words_are_awaited(where: tuple[str, str], text: str) -> None:
    person = somebody_at(where)
    try:
        said = " ".join(reply.text for reply in person.says(text))
        assert "911" in said or "988" in said or "784-2433" in said
        session = Session.loads(person.app.store.held("signal", PERSON).state)
        assert session is not None
        assert text not in session.written.values()
    finally:
        person.close()


def test_a_number_means_nothing_before_its_list_was_shown() -> None:
    for first in (["hi", "im scared"], ["shelter surrey"], ["danger"], ["who are you"]):
        person = rehearse()
        try:
            for text in first:
                person.says(text)
            said = [reply.text for reply in person.says("2")]
            assert any(text.startswith("Here is what we can look at") for text in said)
            assert not any("plan" in text.lower().split() for text in said[:-1])
        finally:
            person.close()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("who are you", "I am a computer program"),
        ("are you the police?", "I am a computer program"),
        ("will you call police", "I cannot call anyone for you"),
        ("is this safe", "I read what you write, as a program"),
        ("can he see this", "I read what you write, as a program"),
        ("how do i leave", "It takes one word"),
        ("what happens if i call", "You can call and ask what they do"),
        ("thanks", "You are welcome"),
    ],
)
def test_what_everybody_asks_is_answered_from_anywhere(text: str, told: str) -> None:
    for begin in ([], ["hi"], ["hi", "1"], ["hi", "1", "3"]):
        person = rehearse()
        try:
            for before in begin:
                person.says(before)
            assert any(told in reply.text for reply in person.says(text)), (begin, text)
        finally:
            person.close()


def test_danger_gets_at_most_one_contact_below_it() -> None:
    person = rehearse()
    try:
        replies = person.says("he locked me in and he has a gun")
        assert "Call 911" in replies[0].text
        assert len(replies) <= 2
    finally:
        person.close()


def test_after_silence_a_question_is_answered_and_nothing_of_before_is_shown() -> None:
    person = rehearse()
    try:
        at(person, ("plan_trusted", "someone"))
        person.later(3 * 3600)
        said = [reply.text for reply in person.says("shelter surrey")]
        assert any("Call 211" in text for text in said)
        assert said[-1].startswith("Hello again")
    finally:
        person.close()


def test_a_channel_or_store_that_raises_anything_ends_no_thread() -> None:
    person = rehearse()
    try:
        with patch.object(person.app.store, "sweep", side_effect=OSError):
            person.app.sweep()
        with patch.object(person.channel, "send", side_effect=RuntimeError):
            person.says("hi")
            person.says("exit")
        assert person.says("hi")
    finally:
        person.close()


def test_danger_gives_the_emergency_number_first_from_every_question() -> None:
    for where in ASKING:
        person = somebody_at(where)
        try:
            assert "Call 911" in person.says("danger")[0].text
        finally:
            person.close()


def test_contacts_are_for_every_channel_but_inside_the_plan() -> None:
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


def test_what_was_checked_by_phone_says_when() -> None:
    directory = setup().directory
    found = directory.find(directory.read("shelter surrey"))
    checked = replace(found.matches[0].contact, last_reviewed="2026-11-20")
    mixed = replace(found, matches=(replace(found.matches[0], contact=checked), *found.matches[1:]))
    turn = Turn(None, (Line("words", "found-many", found=mixed),))
    said = " ".join(reply.text for reply in render(turn, setup().content, directory))
    assert "Checked by phone in 2026." in said
    assert "not yet checked by phone" in said
