"""What the person is told is held is exactly what is held, read from the same records."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rehearsal import PERSON, Rehearsal, rehearse, setup
from walks import MESSAGES

from flows import Session

SAID_BY = {
    "flow": "held-position",
    "node": "held-position",
    "stack": "held-position",
    "trail": "held-position",
    "at": "held-position",
    "steps": "held-position",
    "unclear": "held-position",
    "listed": "held-position",
    "language": "held-language",
    "picked": "held-answers",
    "written": "held-words",
    "leave_word": "held-leave-word",
    "seen": "held-seen",
    "idle": "held-until",
    "role": None,  # until there are workers, it is the same for everybody
}
"""Which line tells of which field of a session."""


@pytest.fixture
def person() -> Iterator[Rehearsal]:
    rehearsal = rehearse()
    yield rehearsal
    rehearsal.close()


def session_of(person: Rehearsal) -> Session:
    session = Session.loads(person.app.store.held("signal", PERSON).state)
    assert session is not None
    return session


def test_no_field_of_a_session_is_passed_over() -> None:
    assert {field.name for field in fields(Session)} == SAID_BY.keys()


@given(st.lists(MESSAGES, max_size=14))
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
def test_what_is_said_equals_what_is_held(texts: list[str]) -> None:
    person = rehearse()
    try:
        for text in ["hi", "1", "2", *texts]:
            person.says(text)
        if person.app.store.held("signal", PERSON).state is None:
            person.says("hi")
        before = person.app.store.held("signal", PERSON)
        said = "\n".join(reply.text for reply in person.says("what do you hold"))
        after = person.app.store.held("signal", PERSON)
        session = session_of(person)
        assert counted(said, "held-answers") == len(session.picked)
        assert counted(said, "held-words") == len(session.written)
        assert counted(said, "held-messages") == before.references
        assert counted(said, "held-seen") == len(session.seen) - 1  # this message came on top
        for words in session.written.values():
            assert " ".join(words.split()) in " ".join(said.split())
        assert (line("held-leave-word") in said) == (session.leave_word is not None)
        assert after.expires is not None
        clock = datetime.fromtimestamp(after.expires, tz=UTC)
        assert f"{clock:%H:%M} UTC" in said
    finally:
        person.close()


def line(name: str) -> str:
    return setup().content.wording("words", name, "en").text


def counted(said: str, name: str) -> int:
    """The number in a line, 0 where it is not said."""
    pattern = re.escape(line(name)).replace(re.escape("{count}"), r"(\d+)")
    found = re.search(pattern, said)
    return int(found[1]) if found else 0


def test_the_answers_on_the_way_to_a_question_are_not_kept(person: Rehearsal) -> None:
    for text in ("hi", "1", "2", "2", "3", "1"):
        person.says(text)
    assert session_of(person).picked == {}


def test_an_answer_that_is_skipped_later_is_taken_back(person: Rehearsal) -> None:
    for text in ("hi", "1", "2", "2", "1", "2", "1", "back"):
        person.says(text)
    assert "plan_stage.stage" in session_of(person).picked
    person.says("skip")
    assert "plan_stage.stage" not in session_of(person).picked


def test_a_place_is_kept_as_a_place_and_not_as_words(person: Rehearsal) -> None:
    for text in ("hi", "1", "1", "1", "surrey on 152nd street near the temple"):
        person.says(text)
    session = session_of(person)
    assert session.written == {}
    assert "temple" not in str(session.picked)
    assert "lines.place" in session.picked


def test_a_damaged_state_makes_a_stranger(person: Rehearsal) -> None:
    person.says("hi")
    with person.app.store.turn("signal", PERSON) as turn:
        turn.save(b'{"version": 99, "flow": "menu"}')
    assert person.says("1")[0].text.startswith("Hello. You can write here")


def test_a_session_at_a_node_that_is_no_more_comes_back_to_the_menu(person: Rehearsal) -> None:
    person.says("hi")
    with person.app.store.turn("signal", PERSON) as turn:
        gone = Session("old_flow", "old_node", at=int(person.clock.wall // 60), stack=(("x", "y"),))
        turn.save(gone.dumps())
    assert "Here is what we can look at" in person.says("hello")[-1].text


def test_all_own_words_together_always_fit_the_store(person: Rehearsal) -> None:
    """300 letters of four bytes each, in every question that takes own words."""
    content = setup().content
    with person.app.store.turn("signal", PERSON) as turn:
        turn.save(Session("menu", "menu", at=int(person.clock.wall // 60)).dumps())
    for flow in content.flows.values():
        for node in flow.nodes.values():
            if type(node).__name__ == "Write" and getattr(node, "reads", None) is None:
                with person.app.store.turn("signal", PERSON) as turn:
                    before = Session.loads(turn.state)
                    assert before is not None
                    at = int(person.clock.wall // 60)
                    placed = Session(flow.name, node.name, at=at, written=before.written)
                    turn.save(placed.dumps())
                assert person.says("𝕏" * 300)
    assert 2_000 < len(session_of(person).dumps()) < 16_000
