"""Locked plans as the conversation offers them: three tries, no hint, not where others read."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from rehearsal import PERSON, Rehearsal, rehearse
from walks import at

from bot.channels.base import Message
from flows import Session
from store import StoreError

WRONG = [
    "aching ajar alike amid anew",
    "ajar amid anew alike aching",
    "anew amid alike ajar aching",
]


@pytest.fixture
def person() -> Iterator[Rehearsal]:
    rehearsal = rehearse(keeps=True)
    yield rehearsal
    rehearsal.close()


def locked(person: Rehearsal) -> str:
    """Lock a plan; its phrase."""
    at(person, ("plan_go", "first"))
    person.says("blue door")
    at(person, ("plan_keep", "choices-lock"))
    person.says("4")
    return next(r.text.split("\n\n")[1] for r in person.says("1") if "Learn these" in r.text)


def opens(person: Rehearsal, words: str) -> bool:
    return any("blue door" in reply.text for reply in person.says(words))


def test_the_phrase_opens_the_plan_for_a_stranger(person: Rehearsal) -> None:
    words = locked(person)
    person.says("exit")
    assert opens(person, words)
    session = Session.loads(person.app.store.held("signal", PERSON).state)
    assert session is not None
    assert session.written["plan_go.first"] == "blue door"


def test_after_three_wrong_tries_the_right_one_is_not_tried_for_an_hour(person: Rehearsal) -> None:
    words = locked(person)
    for wrong in WRONG:
        assert not opens(person, wrong)
    assert not opens(person, words)
    person.clock.move(3700)
    person.says("yes")
    assert opens(person, words)


def test_a_wrong_phrase_is_answered_like_any_other_text(person: Rehearsal) -> None:
    wrong = [reply.plain for reply in person.says(WRONG[0])]
    person.says("exit")
    other = [reply.plain for reply in person.says("five words of no list")]
    assert wrong == other


def test_tries_of_others_do_not_count_as_ones_own(person: Rehearsal) -> None:
    words = locked(person)
    for number in range(10):
        stranger = Message("signal", f"somebody {number}", WRONG[0], "1")
        person.app.dispatcher.handle(stranger)
    assert opens(person, words)


def test_a_phrase_written_where_others_can_read_opens_nothing() -> None:
    person = rehearse("telegram", keeps=True)
    try:
        words = person.app.plans._kept.lock(b'{"version":1,"picked":{},"written":{}}')  # type: ignore[union-attr]
        person.says("hi")
        person.says(words)
        assert person.app.plans._kept.unlock(words) is not None, "it was not used up either"  # type: ignore[union-attr]
    finally:
        person.close()


def test_a_plan_that_cannot_be_locked_is_said_to_be_unlocked(
    person: Rehearsal, monkeypatch: pytest.MonkeyPatch
) -> None:
    at(person, ("plan_go", "first"))
    person.says("blue door")
    at(person, ("plan_keep", "choices-lock"))
    person.says("4")

    def broken(_plan: bytes, *, case: bool) -> str:
        raise StoreError

    monkeypatch.setattr(person.app.plans._kept, "lock", broken)
    assert "That did not work just now" in person.says("1")[0].text


def test_where_it_is_not_offered_it_is_not_spoken_of() -> None:
    person = rehearse()
    try:
        at(person, ("plan_keep", "choices"))
        assert not any("five words" in reply.plain for reply in person.says("3"))
    finally:
        person.close()
