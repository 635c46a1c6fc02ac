"""What the dispatcher does with what only Signal tells: keys, timers, messages taken back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from rehearsal import PERSON, Rehearsal, rehearse, setup
from walks import at

from bot.channels.base import Message
from flows import Session
from flows.model import Write


@pytest.fixture
def person() -> Iterator[Rehearsal]:
    rehearsal = rehearse()
    yield rehearsal
    rehearsal.close()


def told(person: Rehearsal, text: str = "hi", **more: object) -> list[str]:
    """A message with something special about it; what is answered."""
    before = len(person.channel.replies)
    message = Message("signal", PERSON, text, person.channel.phone.add(text, mine=True))
    person.app.dispatcher.handle(replace(message, **more))  # type: ignore[arg-type]
    return [reply.text for reply in person.channel.replies[before:]]


def session(person: Rehearsal) -> Session | None:
    return Session.loads(person.app.store.held("signal", PERSON).state)


def test_a_stranger_with_a_new_key_is_told_so_before_the_first_words(person: Rehearsal) -> None:
    first = [reply.text for reply in person.says("hi")]
    told(person, closed=True)
    assert session(person) is None, "forgotten at once, without a word"
    answers = told(person, stranger=True)
    assert answers[1:] == first
    assert answers[0] == setup().content.wording("words", "new-key", "en").text


def test_own_words_go_when_a_message_is_taken_back_and_picks_stay(person: Rehearsal) -> None:
    where = next(
        (flow.name, node.name)
        for flow in setup().content.flows.values()
        for node in flow.nodes.values()
        if isinstance(node, Write) and node.reads is None and flow.name.startswith("plan")
    )
    at(person, where)
    person.says("zebra canary")
    before = session(person)
    assert before is not None
    assert "zebra canary" in before.written.values(), "the control"
    assert told(person, "", unsaid=True) == []
    after = session(person)
    assert after == replace(before, written={})


def test_a_timer_of_the_persons_own_shortens_what_is_kept(person: Rehearsal) -> None:
    told(person, life=900)
    held = person.app.store.held("signal", PERSON)
    assert held.expires is not None
    assert held.expires <= person.clock.wall + 900
    told(person, life=10)
    held = person.app.store.held("signal", PERSON)
    assert held.expires is not None
    assert held.expires - person.clock.wall > 200, "nobody finishes a sentence in ten seconds"
