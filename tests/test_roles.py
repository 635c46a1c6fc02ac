"""Who is no worker meets nothing that is for workers, whatever they write; nor does one whose role
has ended, from that second on.
"""

from __future__ import annotations

from collections.abc import Iterator
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rehearsal import PERSON, Heard, Rehearsal, rehearse, setup
from walks import AGENCY, ASKING, MESSAGES, at

from flows import Session
from flows.model import WORKER

FLOWS = setup().content.flows
WORK = frozenset(flow.name for flow in FLOWS.values() if flow.role == WORKER)
OPENING = sorted(word for flow in FLOWS.values() if flow.role for word in flow.said)
OURS = [where for where in ASKING if where[0] not in WORK]
THEIRS = [where for where in ASKING if where[0] in WORK]
WORKER_LINES = frozenset(
    {"admitted", "no-details", "held-role", "case-head", "case-locked", "identifies"}
    | {"agency-unclear", "agency-many", "agency-taken", "outcome-taken", "outcome-failed"}
)
"""Lines of the engine that only a worker can be told."""

_CODES = st.text("0123456789ABCDEFGHJKMNPQRSTVWXYZ", min_size=27, max_size=27)
TEXTS = st.one_of(MESSAGES, st.sampled_from(OPENING), _CODES)


@pytest.fixture(scope="module")
def person() -> Iterator[Rehearsal]:
    """Somebody on a service that has workers."""
    rehearsal = rehearse(agency=AGENCY)
    yield rehearsal
    rehearsal.close()


def session(person: Rehearsal) -> Session | None:
    return Session.loads(person.app.store.held("signal", PERSON).state)


def heard(person: Rehearsal, *texts: str) -> Heard:
    """What comes to pass when somebody writes these texts."""
    ear = Heard()
    with patch("bot.dispatcher.advance", ear.advance):
        for text in texts:
            person.says(text)
    return ear


def of_workers(ear: Heard, person: Rehearsal) -> set[str]:
    """What of it is for workers alone: flows, and lines of the engine."""
    held = session(person)
    flows = {flow for flow, _ in ear.said} | ({held.flow} if held else set())
    lines = {node for flow, node in ear.said if flow == "words"}
    return (flows & WORK) | (lines & WORKER_LINES)


@given(texts=st.lists(TEXTS, min_size=1, max_size=6), start=st.sampled_from(OURS))
@settings(max_examples=60, deadline=None)
def test_no_text_leads_a_survivor_to_what_is_for_workers(
    person: Rehearsal, texts: list[str], start: tuple[str, str]
) -> None:
    person.says("exit")
    at(person, start)
    assert of_workers(heard(person, *texts), person) == set()


@pytest.mark.parametrize("word", OPENING)
def test_a_word_that_opens_a_workers_flow_opens_nothing_for_others(
    person: Rehearsal, word: str
) -> None:
    person.says("exit")
    person.says("hi")
    person.says("menu")
    assert of_workers(heard(person, word), person) == set()


@pytest.mark.parametrize("start", THEIRS, ids="-".join)
def test_a_conversation_that_rests_with_a_worker_goes_on_with_nobody_else(
    person: Rehearsal, start: tuple[str, str]
) -> None:
    """However such a session came to be: it is answered as a stranger's."""
    person.says("exit")
    at(person, start)
    assert of_workers(heard(person, "1", "yes", "visit"), person) == set()


def test_the_same_words_lead_a_worker_there() -> None:
    """The control: each word opens its flow for whoever has the role."""
    worker = rehearse(agency=AGENCY)
    try:
        worker.invited()
        for word in OPENING:
            worker.says("menu")
            assert of_workers(heard(worker, word), worker), word
    finally:
        worker.close()


def test_a_worker_whose_role_is_revoked_is_a_survivor_in_the_same_second() -> None:
    worker = rehearse(agency=AGENCY)
    try:
        worker.invited()
        assert of_workers(heard(worker, "visit"), worker)
        moment = worker.clock.wall
        worker.revoked()
        assert worker.clock.wall == moment
        assert of_workers(heard(worker, "1"), worker) == set()
        assert of_workers(heard(worker, "visit"), worker) == set()
    finally:
        worker.close()


def test_what_a_worker_had_answered_goes_with_the_role() -> None:
    worker = rehearse(agency=AGENCY)
    try:
        worker.invited()
        worker.says("case")
        worker.says("blue kite")
        held = session(worker)
        assert held is not None
        assert "case.code" in held.written
        worker.revoked()
        worker.says("hi")
        held = session(worker)
        assert held is None or "case.code" not in held.written
    finally:
        worker.close()


def test_a_new_key_ends_the_role() -> None:
    from bot.channels.base import Message

    worker = rehearse(agency=AGENCY)
    try:
        worker.invited()
        told = Message("signal", PERSON, "", "", closed=True, stranger=True)
        worker.app.dispatcher.handle(told)
        assert of_workers(heard(worker, "visit"), worker) == set()
    finally:
        worker.close()


def test_whoever_shuts_the_chat_without_a_new_key_keeps_the_role() -> None:
    """The control: forgetting somebody is not the end of their role."""
    from bot.channels.base import Message

    worker = rehearse(agency=AGENCY)
    try:
        worker.invited()
        worker.app.dispatcher.handle(Message("signal", PERSON, "", "", closed=True))
        assert of_workers(heard(worker, "visit"), worker)
    finally:
        worker.close()


def test_a_used_invite_is_answered_as_any_text() -> None:
    """Twice the same answer: to a code that was used by somebody else, and to one made up."""
    first, second = rehearse(agency=AGENCY), rehearse(agency=AGENCY)
    try:
        with first._workers() as workers:
            code = workers.invite(AGENCY, 30)
        first.writes("somebody", code)
        second.says("hi")
        first.says("hi")
        used = first.says(code)
        unknown = second.says(code)
        assert [reply.plain for reply in used] == [reply.plain for reply in unknown]
    finally:
        first.close()
        second.close()


@given(texts=st.lists(TEXTS, min_size=1, max_size=8))
@settings(max_examples=30, deadline=None)
def test_where_there_are_workers_everybody_else_is_answered_as_where_there_are_none(
    texts: list[str],
) -> None:
    """Letter for letter: so nobody can find out by trying."""
    with_them, without = rehearse(agency=AGENCY), rehearse()
    try:
        for text in texts:
            answers = [[reply.plain for reply in one.says(text)] for one in (with_them, without)]
            assert answers[0] == answers[1], text
    finally:
        with_them.close()
        without.close()


def test_a_worker_is_answered_otherwise() -> None:
    """The control for the test before."""
    with_them, without = rehearse(agency=AGENCY), rehearse()
    try:
        with_them.invited()
        without.says("hi")
        answers = [[reply.plain for reply in one.says("hold")] for one in (with_them, without)]
        assert answers[0] != answers[1]
    finally:
        with_them.close()
        without.close()
