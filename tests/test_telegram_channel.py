"""The Telegram channel before the strict server: what is shown, erased, confirmed and forgotten."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest
from fake_telegram import DELETABLE, KEPT, WORKERS_TOKEN, FakeTelegram, LostAnswerError, Rude
from rehearsal import setup
from telegram_stage import Stage, TelegramRehearsal, strict

from bot.channels.base import Unknown, Unreachable
from bot.channels.telegram import calls
from bot.channels.telegram.channel import NEUTRAL, TOAST
from flows import Reply


@pytest.fixture
def fake() -> Iterator[FakeTelegram]:
    with strict() as server:
        yield server


@pytest.fixture
def person() -> Iterator[TelegramRehearsal]:
    rehearsal = TelegramRehearsal()
    yield rehearsal
    rehearsal.close()


def cover() -> str:
    return setup().content.wording("words", "cover", "en").text


# What a phone shows.


def test_each_message_of_the_person_is_deleted_as_soon_as_it_is_handled(
    person: TelegramRehearsal,
) -> None:
    for text in ("/start abc", "1", "shelter surrey", "zebra canary"):
        person.says(text)
        assert not [message for message in person.person.left() if message.mine]


def test_a_question_is_changed_in_place_by_a_button_and_by_a_number(
    person: TelegramRehearsal,
) -> None:
    person.says("/start")
    asked = person.person.left()[-1].id
    person.presses(1)
    assert person.person.left()[-1].id == asked
    person.says("3")
    assert asked in [message.id for message in person.person.left()]
    assert sum(bool(message.buttons) for message in person.person.left()) == 1


def test_a_question_that_is_gone_is_sent_anew(person: TelegramRehearsal) -> None:
    person.says("/start")
    last = person.person.left()[-1]
    del person.person.shown[last.id]
    assert person.says("1")
    assert person.person.left()[-1].buttons


def test_a_question_of_an_hour_ago_is_not_changed_out_of_sight(person: TelegramRehearsal) -> None:
    person.says("/start")
    asked = person.person.left()[-1].id
    person.later(3600)
    person.says("menu")
    assert person.person.left()[-1].id > asked


def test_the_second_tap_on_a_button_is_no_second_answer(person: TelegramRehearsal) -> None:
    person.says("/start")
    asked = person.person.left()[-1]
    person.presses(1)
    before = len(person.person.heard)
    person._settled(person.person.taps(asked, 1))
    assert person.person.heard[before:] == []


def test_after_a_restart_an_old_button_is_answered_and_the_question_comes_again(
    person: TelegramRehearsal,
) -> None:
    person.says("/start")
    person.telegram.forget("42")  # as a restart does to what is in memory
    replies = person.presses(1)
    person.bot.wait_for(lambda: TOAST in person.person.toasts)
    assert [option for option in person.person.left()[-1].buttons if "can write now" in option[0]]
    assert replies


def test_a_button_means_nothing_to_who_reads_it_on_the_way(person: TelegramRehearsal) -> None:
    person.says("/start")
    first = [data for _, data in person.person.left()[-1].buttons]
    person.says("why")
    second = [data for _, data in person.person.left()[-1].buttons]
    assert not set(first) & set(second)
    assert all(len(data) == 16 for data in first + second)


# Leaving.


@pytest.mark.parametrize("word", ["exit", "/exit", "sortir", "5"])
def test_leaving_empties_both_sides_and_the_server(person: TelegramRehearsal, word: str) -> None:
    for text in ("/start", "1", "3", "2", "menu", "shelter surrey punjabi", "menu"):
        person.says(text)
    assert len(person.person.left()) > 5, "the control: there is something to erase"
    person.says(word)
    assert [message.text for message in person.person.left()] == [cover()]
    assert person.held() == "nothing"


def test_by_a_button_leaving_is_the_same(person: TelegramRehearsal) -> None:
    for text in ("/start", "1"):
        person.says(text)
    person.presses(5)
    assert [message.text for message in person.person.left()] == [cover()]
    assert person.held() == "nothing"


def test_expiry_erases_the_chat_long_before_it_cannot_be_erased(person: TelegramRehearsal) -> None:
    for text in ("/start", "1", "shelter surrey"):
        person.says(text)
    person.later(5 * 3600)
    assert person.person.left() == []
    assert person.held() == "nothing"


def test_many_messages_are_erased_in_hundreds_and_each_is_looked_at(fake: FakeTelegram) -> None:
    with Stage(fake) as stage:
        person = fake.bot.person(7)
        person.writes("hi")
        numbers = [fake.bot.new_message(person, f"{n}", mine=n % 2 == 0).id for n in range(250)]
        assert stage.channel.erase("7", [str(number) for number in numbers]) == ()
        hundreds = [len(values["message_ids"]) for values in fake.bot.called("deleteMessages")]
        assert hundreds[:3] == [100, 100, 50]
        looked = {values["message_id"] for values in fake.bot.called("deleteMessage")}
        assert set(numbers) <= looked


def test_what_telegram_skips_in_silence_is_found_and_deleted(fake: FakeTelegram) -> None:
    with Stage(fake) as stage:
        person = fake.bot.person(7)
        person.started = True
        number = fake.bot.new_message(person, "x", mine=False).id
        fake.bot.do_deleteMessages = lambda **_: True  # type: ignore[method-assign,assignment]
        assert stage.channel.erase("7", [str(number)]) == ()
        assert person.left() == []


def test_after_48_hours_ours_is_overwritten_and_theirs_is_said_to_stay(fake: FakeTelegram) -> None:
    with Stage(fake) as stage:
        person = fake.bot.person(7)
        person.started = True
        theirs = fake.bot.new_message(person, "theirs", mine=True).id
        ours = fake.bot.new_message(person, "ours", mine=False).id
        fake.bot.offset += DELETABLE
        assert stage.channel.erase("7", [str(theirs), str(ours)]) == (str(theirs),)
        assert [message.text for message in person.left()] == ["theirs", NEUTRAL]


def test_an_erasure_whose_fate_is_unknown_is_tried_again_soon(fake: FakeTelegram) -> None:
    with Stage(fake) as stage:
        person = fake.bot.person(7)
        person.started = True
        number = fake.bot.new_message(person, "x", mine=False).id
        fake.bot.fail("deleteMessages", LostAnswerError())
        with pytest.raises(Unreachable):
            stage.channel.erase("7", [str(number)])
        assert stage.channel.erase("7", [str(number)]) == ()
        assert person.left() == []


def test_a_block_forgets_and_erases_without_a_word(person: TelegramRehearsal) -> None:
    for text in ("/start", "1"):
        person.says(text)
    before = len(person.person.heard)
    person._settled(person.person.blocks())
    assert person.held() == "nothing"
    assert person.person.heard[before:] == []
    assert person.person.left() == []


def test_a_block_that_is_noticed_by_sending_forgets_as_well(person: TelegramRehearsal) -> None:
    person.says("/start")
    person.bot.fail("sendMessage", Rude(403, "Forbidden: bot was blocked by the user"))
    person.bot.fail("editMessageText", Rude(403, "Forbidden: bot was blocked by the user"))
    person.says("1")
    assert person.held() == "nothing"


def test_an_edit_is_erased_and_not_answered(person: TelegramRehearsal) -> None:
    person.says("/start")
    person.bot.down = frozenset({"deleteMessage"})
    person.says("why")
    mine = [message.id for message in person.person.left() if message.mine]
    before = len(person.person.heard)
    person.bot.down = frozenset()
    person._settled(person.person.corrects(mine[0], "exit"))
    assert person.person.heard[before:] == []


# Who else there is.


def test_groups_are_left_and_never_answered(fake: FakeTelegram) -> None:
    with Stage(fake) as stage:
        chat = {"id": -100, "type": "supergroup", "title": "canary"}
        member = {"id": 5, "is_bot": False, "first_name": "x"}
        body = {"message_id": 1, "date": 1, "chat": chat, "from": member, "text": "/start"}
        fake.bot.update("message", body)
        fake.bot.wait_for(lambda: -100 in fake.bot.left_chats)
        fake.bot.wait_for(lambda: not fake.bot.pending)
        assert fake.bot.called("sendMessage") == []
        assert not stage.app.store.held("telegram", "-100").size


def test_a_picture_is_deleted_and_answered_as_words_that_were_not_understood(
    person: TelegramRehearsal,
) -> None:
    person.says("/start")
    before = len(person.person.heard)
    person._settled(person.person.writes("", photo=[{"file_id": "x"}]))
    assert person.person.heard[before:]


def test_two_bots_run_side_by_side_and_know_nothing_of_each_other(fake: FakeTelegram) -> None:
    with Stage(fake), Stage(fake, WORKERS_TOKEN, "telegram-workers") as workers:
        one, other = fake.bot.person(7), fake.workers.person(7)
        one.writes("/start")
        fake.bot.wait_for(lambda: len(one.heard) == 2)
        assert not workers.held(other)
        other.writes("/start")
        fake.workers.wait_for(lambda: len(other.heard) == 2)


def test_where_only_contacts_are_given_all_else_is_elsewhere(fake: FakeTelegram) -> None:
    with Stage(fake, contacts_only=True):
        person = fake.bot.person(7)
        for text in ("/start", "1", "3"):
            person.writes(text)
        fake.bot.wait_for(lambda: any("can only look" in said for said in person.heard))
        assert not any("many small settings" in said for said in person.heard)
        person.writes("shelter surrey punjabi")
        fake.bot.wait_for(lambda: any("Call 1" in said for said in person.heard))


def test_a_topic_is_opened_for_a_conversation_and_deleted_with_it(fake: FakeTelegram) -> None:
    fake.bot.has_topics = True
    with Stage(fake, topics=True) as stage:
        person = fake.bot.person(7)
        person.writes("/start")
        fake.bot.wait_for(lambda: len(person.heard) == 2)
        assert len(person.topics) == 1
        # Nobody answers before what they read is noted as sent: a few milliseconds.
        end = time.monotonic() + 30
        while stage.app.store.held("telegram", str(person.chat)).unsent:
            assert time.monotonic() < end, "it never was"
            time.sleep(0.01)
        person.writes("exit")
        left = [cover()]
        fake.bot.wait_for(lambda: [message.text for message in person.left()] == left)
        assert not person.topics


def test_where_topics_are_not_to_be_had_the_chat_goes_on_flat(fake: FakeTelegram) -> None:
    with Stage(fake, topics=True):
        person = fake.bot.person(7)
        person.writes("/start")
        fake.bot.wait_for(lambda: len(person.heard) == 2)


# Rudeness.

_STUMBLES = [
    Rude(401, "Unauthorized"),
    Rude(404, "Not Found"),
    Rude(409, "Conflict: terminated by other getUpdates request"),
    Rude(500, "Internal Server Error"),
    Rude(502, "Bad Gateway"),
    Rude(429, "Too Many Requests: retry after 1", retry_after=1),
    LostAnswerError(),
]


@pytest.mark.parametrize("stumble", _STUMBLES, ids=str)
def test_no_answer_to_a_poll_ends_the_bot(
    fake: FakeTelegram, stumble: Rude | LostAnswerError, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.channels.telegram.polling.FIRST", 0.01)
    fake.bot.fail("deleteWebhook", stumble)
    fake.bot.fail("getUpdates", stumble, times=2)
    with Stage(fake):
        person = fake.bot.person(7)
        person.writes("/start")
        fake.bot.wait_for(lambda: len(person.heard) == 2)


def test_one_update_that_nobody_understands_does_not_hold_up_the_others(fake: FakeTelegram) -> None:
    for body in ({}, {"chat": 5}, {"chat": {"id": "x", "type": "private"}, "message_id": None}, 7):
        fake.bot.update("message", body)  # type: ignore[arg-type]
    fake.bot.update("callback_query", {"id": 1, "data": {}})
    with Stage(fake):
        person = fake.bot.person(7)
        person.writes("/start")
        fake.bot.wait_for(lambda: len(person.heard) == 2 and not fake.bot.pending)


def test_numbers_that_begin_anew_after_a_quiet_week_are_answered(fake: FakeTelegram) -> None:
    with Stage(fake):
        person = fake.bot.person(7)
        person.writes("/start")
        fake.bot.wait_for(lambda: len(person.heard) == 2 and not fake.bot.pending)
        polls = fake.bot.polls
        fake.bot.next_update = 1_000
        # The poll that confirmed the last one still holds its high number; the next does not.
        fake.bot.update("my_chat_member", {"chat": {"id": -1, "type": "channel"}})
        fake.bot.next_update = 2_000
        fake.bot.wait_for(lambda: fake.bot.polls > polls)
        person.writes("1")
        fake.bot.wait_for(lambda: len(person.heard) > 2)


def test_nothing_is_confirmed_beyond_what_is_being_handled(fake: FakeTelegram) -> None:
    with Stage(fake) as stage:
        slow, quick = fake.bot.person(7), fake.bot.person(8)
        with stage.app.store.turn("telegram", "7"):
            first = slow.writes("/start")
            second = quick.writes("/start")
            fake.bot.wait_for(lambda: len(quick.heard) == 2)
            assert first in fake.bot.unconfirmed()
            assert second in fake.bot.unconfirmed()
        fake.bot.wait_for(lambda: not fake.bot.pending)


def test_an_answer_whose_fate_is_unknown_is_not_sent_twice(fake: FakeTelegram) -> None:
    with Stage(fake) as stage:
        person = fake.bot.person(7)
        person.started = True
        fake.bot.fail("sendMessage", LostAnswerError())
        with pytest.raises(Unknown):
            stage.channel.send("7", Reply("once"))
        assert len(fake.bot.called("sendMessage")) == 1


def test_a_server_that_is_slow_to_answer_is_of_unknown_fate(
    fake: FakeTelegram, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(calls, "READ", 0.05)
    with Stage(fake) as stage:
        person = fake.bot.person(7)
        person.started = True
        with fake.bot.change, pytest.raises(Unknown):
            stage.channel.send("7", Reply("once"))


def test_a_server_that_is_not_there_is_unreachable(fake: FakeTelegram) -> None:
    stage = Stage(fake)
    stage.channel._base_url = "http://127.0.0.1:9/bot"
    with pytest.raises(Unreachable):
        stage.channel.send("7", Reply("hello"))
    stage.channel.end()
    stage.app.store.close()


def test_one_chat_that_must_wait_holds_up_no_other(fake: FakeTelegram) -> None:
    with Stage(fake):
        one, other = fake.bot.person(7), fake.bot.person(8)
        too_many = Rude(429, "Too Many Requests: retry after 50", retry_after=50)
        fake.bot.fail("sendMessage", too_many)
        one.writes("/start")
        fake.bot.wait_for(lambda: not fake.bot.faults["sendMessage"])
        other.writes("/start")
        fake.bot.wait_for(lambda: len(other.heard) == 2)
        assert one.heard == []


def test_who_had_to_wait_is_answered_in_order(fake: FakeTelegram) -> None:
    with Stage(fake):
        one, other = fake.bot.person(7), fake.bot.person(8)
        fake.bot.fail("sendMessage", Rude(429, "Too Many Requests: retry after 1", retry_after=1))
        one.writes("/start")
        fake.bot.wait_for(lambda: len(one.heard) == 2)
        other.writes("/start")
        fake.bot.wait_for(lambda: len(other.heard) == 2)
        assert one.heard == other.heard


def test_a_hundred_people_at_once_are_each_answered_in_order(fake: FakeTelegram) -> None:
    with Stage(fake):
        people = [fake.bot.person(number) for number in range(1, 101)]
        with fake.bot.change:
            for person in people:
                person.writes("/start")
        fake.bot.wait_for(lambda: all(len(person.heard) == 2 for person in people))
        assert {tuple(person.heard) for person in people} == {tuple(people[0].heard)}


def test_the_fake_forgets_after_a_day_as_telegram_does(fake: FakeTelegram) -> None:
    fake.bot.person(7).writes("lost")
    assert fake.bot.fetch()
    fake.bot.offset += KEPT
    assert fake.bot.fetch() == []
