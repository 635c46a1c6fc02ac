"""The worker's side beyond the transcripts: what is kept, by whom it opens, and what fails."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from rehearsal import COLLEAGUE, PERSON, Rehearsal, rehearse
from walks import AGENCY

from bot.channels.base import Message
from flows import Session
from store import Outcomes, StoreError

FIVE = "aground angriness arming aware barmaid"
CASE = ("case", "blue kite", "1 4", "1", "1", "2 3", "2")
OUT = ("visit", "3", "K7", "1h", "yes", "M", "blue lamp", "winter coat")


@pytest.fixture
def worker() -> Iterator[Rehearsal]:
    """A worker on a service that keeps cases."""
    rehearsal = rehearse(keeps=True, agency=AGENCY)
    rehearsal.invited()
    yield rehearsal
    rehearsal.close()


def says(person: Rehearsal, *texts: str) -> str:
    """All that is answered to the last text."""
    replies = [person.says(text) for text in texts][-1]
    return "\n".join(reply.plain for reply in replies)


def session(person: Rehearsal) -> Session:
    found = Session.loads(person.app.store.held("signal", PERSON).state)
    assert found is not None
    return found


def pending(person: Rehearsal) -> list[dict[str, object]]:
    """Answers of agencies that wait for an operator."""
    opened = person.whole.agency()
    assert opened
    durable, vault = opened
    try:
        return [value for _, value in Outcomes(durable, vault).pending()]
    finally:
        durable.close()


def test_an_enquiry_is_not_put_together_without_a_yes(worker: Rehearsal) -> None:
    for no in ("no", "skip", "not sure", "maybe"):
        said = says(worker, "menu", "enquire", "1", "victimlinkbc", no)
        assert "five" not in said, no


def test_what_could_identify_somebody_is_in_no_message_and_not_kept(worker: Rehearsal) -> None:
    says(worker, "enquire", "1", "victimlinkbc", "yes", "1", "1", "yes")
    said = says(worker, "Maria is 17 and lives at 1200 Main Street, 604 555 0199")
    assert "Hello VictimLinkBC" not in said
    assert session(worker).written == {}
    said = says(worker, "a room without stairs")
    assert "a room without stairs" in said, "the control: what identifies nobody is put in"


def test_consent_that_is_withdrawn_leaves_nothing_of_the_enquiry(worker: Rehearsal) -> None:
    says(worker, "enquire", "1", "victimlinkbc", "yes", "1", "1", "no")
    assert "enquire.agency" in session(worker).picked
    says(worker, "withdraw")
    assert not any(where.startswith("enquire.") for where in session(worker).picked)


def test_what_an_agency_answered_waits_for_an_operator_and_names_nobody(worker: Rehearsal) -> None:
    said = says(worker, "answer", "victimlinkbc", "yes", "no", "not said", "yes", "yes")
    assert "that is noted" in said
    (value,) = pending(worker)
    assert value["by"] == AGENCY
    assert value["facts"] == {
        "able": "yes",
        "knows_trafficking": "no",
        "sensitive": "unknown",
        "culture_food": "yes",
        "interpretation": "yes",
    }
    assert set(value) == {"id", "date", "by", "facts"}


def test_an_answer_that_cannot_be_noted_is_said_to_be_lost(
    worker: Rehearsal, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_self: object, _value: object) -> None:
        raise StoreError

    monkeypatch.setattr(Outcomes, "add", broken)
    said = says(worker, "answer", "victimlinkbc", "yes", "no", "not said", "yes", "yes")
    assert "nothing was noted down" in said


def test_a_case_opens_for_a_colleague_and_for_nobody_else(worker: Rehearsal) -> None:
    assert FIVE in says(worker, *CASE)
    assert not any(where.startswith("case.") for where in session(worker).written)
    for stranger in ("somebody", "somebody-else"):
        said = "\n".join(reply.plain for reply in worker.writes(stranger, FIVE))
        assert "blue kite" not in said
    worker.invited(COLLEAGUE)
    said = "\n".join(reply.plain for reply in worker.writes(COLLEAGUE, FIVE))
    assert "blue kite" in said, "the control: those who tried before have not used it up"


def test_a_case_is_gone_after_its_days(worker: Rehearsal) -> None:
    says(worker, *CASE)
    worker.clock.move(32 * 86_400)
    worker.invited()
    assert "blue kite" not in says(worker, FIVE)


def test_a_case_opens_until_then(worker: Rehearsal) -> None:
    """The control for the test before."""
    says(worker, *CASE)
    worker.clock.move(29 * 86_400)
    worker.invited()
    assert "blue kite" in says(worker, FIVE)


def test_a_plan_of_a_survivor_holds_nothing_of_a_case(worker: Rehearsal) -> None:
    says(worker, "case", "blue kite")
    worker.revoked()
    said = says(worker, "hi", "what do you hold")
    assert "blue kite" not in said


@pytest.mark.parametrize(
    "text", ["her name is Maria Santos", "call 604 555 0199 for her", "Anna is 17, no bed"]
)
def test_details_of_a_client_are_kindly_kept_out(worker: Rehearsal, text: str) -> None:
    assert "best left out here" in says(worker, text)
    assert text not in str(session(worker))


def test_a_survivor_may_write_any_name() -> None:
    """The control: only workers write about others."""
    person = rehearse(agency=AGENCY)
    try:
        assert "best left out" not in says(person, "hi", "my name is Maria Santos")
    finally:
        person.close()


def test_a_check_in_that_cannot_be_set_is_said_not_to_run(
    worker: Rehearsal, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise StoreError

    monkeypatch.setattr(worker.app.watch._checkins, "begin", broken)
    said = says(worker, *OUT)
    assert "runs from now on" not in said
    assert "not set" in said or "did not work" in said


def test_the_words_of_a_check_in_stay_in_no_conversation(worker: Rehearsal) -> None:
    assert "runs from now on" in says(worker, *OUT)
    assert "blue lamp" not in str(session(worker))
    assert "winter coat" not in str(session(worker))
    assert "all of it is done" in says(worker, "blue lamp"), "the control: they were understood"


def test_the_word_for_danger_is_heard_though_the_store_fails(
    worker: Rehearsal, monkeypatch: pytest.MonkeyPatch
) -> None:
    says(worker, *OUT)

    def broken(*_: object) -> None:
        raise StoreError

    monkeypatch.setattr(worker.app.store, "turn", broken)
    assert "all of it is done" in says(worker, "winter coat")
    before = len(worker.channel.sent)
    worker.app.watch.tick()
    assert any(to == "desk" for to, _ in worker.channel.sent[before:])


def fails_to_save(person: Rehearsal, monkeypatch: pytest.MonkeyPatch) -> None:
    """From now on no conversation is saved, though all that is durable is."""

    def broken(*_: object, **__: object) -> None:
        raise StoreError

    monkeypatch.setattr("store.conversations.Turn.save", broken)


def again(person: Rehearsal, text: str, number: str) -> str:
    """A message with an id of its own, as the network delivers it once more."""
    before = len(person.channel.replies)
    person.app.dispatcher.handle(Message("signal", PERSON, text, number))
    return "\n".join(reply.plain for reply in person.channel.replies[before:])


def told_desk(person: Rehearsal) -> list[str]:
    person.app.watch.tick()
    return [reply.text for to, reply in person.channel.sent if to == "desk"]


def test_the_message_that_sets_a_check_in_is_not_heard_as_its_word_for_danger(
    worker: Rehearsal,
) -> None:
    """The last answer is that word: delivered again after a kill, it must set and not alarm."""
    says(worker, *OUT[:-1])
    with pytest.MonkeyPatch.context() as patch:
        fails_to_save(worker, patch)
        again(worker, "winter coat", "one")
    assert told_desk(worker) == []
    assert "runs from now on" in again(worker, "winter coat", "one")
    assert told_desk(worker) == []
    assert "all of it is done" in again(worker, "winter coat", "another"), "the control: it works"
    assert told_desk(worker)


def test_more_time_asked_for_once_is_given_once(worker: Rehearsal) -> None:
    says(worker, *OUT)
    with pytest.MonkeyPatch.context() as patch:
        fails_to_save(worker, patch)
        first = again(worker, "longer 30", "one")
    assert again(worker, "longer 30", "one").startswith(first.splitlines()[0])
    later = again(worker, "longer 30", "two")
    assert not later.startswith(first.splitlines()[0]), "the control: another one adds more"


def test_a_check_in_with_an_answer_missing_is_not_said_to_run(worker: Rehearsal) -> None:
    said = says(worker, "visit", "3", "K7", "1h", "yes", "skip")
    assert "can't be passed over" in said
    said = says(worker, "M", "blue lamp", "winter coat")
    assert "runs from now on" in said


def test_a_failed_look_at_roles_leaves_a_workers_conversation_as_it_is(
    worker: Rehearsal, monkeypatch: pytest.MonkeyPatch
) -> None:
    says(worker, "case", "blue kite")
    with pytest.MonkeyPatch.context() as patch:

        def broken(*_: object) -> None:
            raise StoreError

        patch.setattr(worker.app.access._workers, "of", broken)
        assert "can't keep anything in mind" in says(worker, "1 4")
    assert session(worker).written["case.code"] == "blue kite"


def test_a_case_does_not_open_over_another_and_is_not_used_up(worker: Rehearsal) -> None:
    says(worker, *CASE)
    says(worker, "case", "otter")
    assert "did not open that one" in says(worker, FIVE)
    assert "otter" in says(worker, "case")
    says(worker, "5")
    assert "blue kite" in says(worker, FIVE)


def test_a_case_that_could_not_be_locked_is_still_in_the_chat(
    worker: Rehearsal, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> str:
        raise StoreError

    monkeypatch.setattr(worker.app.plans._kept, "lock", broken)
    assert "still here with me" in says(worker, *CASE)
    assert "blue kite" in says(worker, "case")


def test_one_enquiry_says_nothing_of_the_one_before(worker: Rehearsal) -> None:
    says(worker, "enquire", "1", "victimlinkbc", "yes", "1", "1", "yes", "a ramp and a cot")
    said = says(worker, "enquire", "1", "victimlinkbc", "yes", "1", "1", "no")
    assert "a ramp and a cot" not in said


@pytest.mark.parametrize(
    "word", ["cases", "visits", "longer", "exited", "stopps", "not mee", "leavers", "w" * 40]
)
def test_a_word_that_a_slip_could_make_do_something_else_is_refused(
    worker: Rehearsal, word: str
) -> None:
    said = says(worker, "visit", "3", "K7", "1h", "yes", "M", word)
    assert "Let us take another one" in said


def test_after_a_word_of_a_check_in_it_is_still_asked_whether_this_is_a_good_time(
    worker: Rehearsal,
) -> None:
    says(worker, *OUT, "case", "blue kite")
    worker.later(45 * 60)
    says(worker, "winter coat")
    assert "blue kite" not in says(worker, "hello")
    assert session(worker).flow == "again"


def test_somebody_too_fast_is_still_heard_when_it_counts(worker: Rehearsal) -> None:
    says(worker, *OUT)
    for number in range(40):
        worker.clock.move(-5)
        worker.says(f"nothing {number}")
    worker.clock.move(-5)
    assert "all of it is done" in says(worker, "winter coat")
