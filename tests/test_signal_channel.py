"""One contract for both ways to signal-cli, against doubles as rude as the real servers."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator

import pytest
from fake_signal import DAY, body
from fake_signal_cli import Failed
from fake_signal_cli import limited as cli_limited
from fake_signal_rest import Answer, Call, error, limited
from signal_stage import LOSSLESS, WAYS, Stage, stage

from bot.channels.base import ChannelError, Closed, Refused, Unknown, Unreachable
from bot.channels.signal import rest as rest_module
from bot.channels.signal.channel import DELETABLE
from flows import Reply

HELLO = Reply("Hello. What now?", ("This", "That"))


@pytest.fixture(params=WAYS)
def there(request: pytest.FixtureRequest) -> Iterator[Stage]:
    with stage(request.param) as made:
        yield made


def write(there: Stage, address: str, reply: Reply = HELLO) -> str:
    reference = there.channel.send(address, reply).reference
    assert reference is not None
    return reference


def asked(there: Stage, name: str) -> int:
    """How often the server was asked for something, by path or method."""
    if there.way.startswith("rest"):
        return sum(1 for call in there.rest.requests if name in call.path)
    return sum(1 for one in there.cli.requests if one["method"] == name)


def test_a_message_comes_and_is_answered_in_plain_text(there: Stage) -> None:
    phone = there.signal.phone()
    there.listen()
    stamp = there.signal.says(phone, "hello *you*")
    there.until(lambda: there.heard)
    message = there.heard[0]
    assert (message.address, message.text, message.id) == (phone.address, "hello *you*", str(stamp))
    write(there, phone.address)
    assert phone.theirs() == ["Hello. What now?\n1 This\n2 That"]


def test_a_message_that_comes_twice_is_heard_once(there: Stage) -> None:
    phone = there.signal.phone()
    there.listen()
    stamp = there.signal.says(phone, "one")
    there.signal.brings(phone, stamp, dataMessage=body(stamp, "one"))
    there.signal.says(phone, "two")
    there.until(lambda: len(there.heard) == 2)
    assert [message.text for message in there.heard] == ["one", "two"]


def test_an_edited_message_counts_as_a_new_one(there: Stage) -> None:
    phone = there.signal.phone()
    there.listen()
    first = there.signal.says(phone, "shelter surey")
    stamp = there.signal.stamp()
    edit = {"targetSentTimestamp": first, "dataMessage": body(stamp, "shelter surrey")}
    there.signal.brings(phone, stamp, editMessage=edit)
    there.until(lambda: len(there.heard) == 2)
    assert there.heard[1].text == "shelter surrey"
    assert there.heard[1].id == str(stamp)


def test_a_message_taken_back_is_said_to_be_and_is_not_answered_any_more(there: Stage) -> None:
    phone = there.signal.phone()
    there.listen()
    later = there.signal.stamp()
    taken = {**body(later, None), "remoteDelete": {"timestamp": later - 5}}
    there.signal.brings(phone, later, dataMessage=taken)
    there.signal.brings(phone, later - 5, dataMessage=body(later - 5, "it comes late"))
    there.signal.says(phone, "next")
    there.until(lambda: len(there.heard) == 2)
    assert there.heard[0].unsaid
    assert there.heard[1].text == "next"


def test_groups_calls_stories_and_the_like_are_passed_over_in_silence(there: Stage) -> None:
    phone = there.signal.phone()
    there.listen()
    for content in SILENT:
        there.signal.brings(phone, there.signal.stamp(), **content)
    there.signal.says(phone, "a word")
    there.until(lambda: there.heard)
    assert [message.text for message in there.heard] == ["a word"]
    assert there.signal.sent == []
    assert sum(there.channel.ignored.values()) == len(SILENT)


SILENT: list[dict[str, object]] = [
    {},
    {"typingMessage": {"action": "STARTED", "timestamp": 1}},
    {"receiptMessage": {"when": 1, "isDelivery": False, "isRead": True, "timestamps": [1]}},
    {"callMessage": {"offerMessage": {"id": 2**64 - 1, "type": "AUDIO_CALL", "opaque": "eA=="}}},
    {"storyMessage": {"allowsReplies": True, "fileAttachment": {"id": "i.jpg"}}},
    {"syncMessage": {}},
    {"syncMessage": {"sentMessage": {"destinationUuid": "x", "timestamp": 1, "message": "m"}}},
    {"dataMessage": {**body(1, "all"), "groupInfo": {"groupId": "Z3JvdXA=", "type": "DELIVER"}}},
    {"dataMessage": {**body(2, None), "groupInfo": {"groupId": "Z3JvdXA=", "type": "UPDATE"}}},
    {"dataMessage": {**body(3, None), "reaction": {"emoji": "👍", "targetSentTimestamp": 1}}},
    {"dataMessage": {**body(4, None), "sticker": {"packId": "ab", "stickerId": 0}}},
    {"dataMessage": {**body(5, None), "payment": {"note": "n", "receipt": "eA=="}}},
    {"dataMessage": {**body(6, None), "pollCreate": {"question": "q", "options": ["a", "b"]}}},
    {"dataMessage": {**body(7, None), "isExpirationUpdate": True}},
    {"dataMessage": body(8, None)},
]


@pytest.mark.parametrize("way", ["rest", "rest-0.100"])
def test_attachments_are_deleted_and_never_opened(way: str) -> None:
    with stage(way) as there:
        phone, stored = there.signal.phone(), there.rest.attachments
        stored.add("left-from-before.jpg")
        there.listen()
        stored.add("1qeCjjWOOo9Gxv8pfdCw.png")
        sent = [{"contentType": "image/png", "id": "1qeCjjWOOo9Gxv8pfdCw.png", "size": 12005}]
        there.signal.says(phone, "look", attachments=[*sent, {"id": "../../etc/passwd"}, {}])
        there.until(lambda: there.heard and not stored)
        opened = [call for call in there.rest.requests if call.verb == "GET" and "ts/" in call.path]
        assert opened == []
        assert not any("passwd" in call.path for call in there.rest.requests)


def test_a_picture_without_words_is_answered_as_nothing_written(there: Stage) -> None:
    phone = there.signal.phone()
    there.listen()
    stamp = there.signal.stamp()
    there.signal.brings(phone, stamp, dataMessage={**body(stamp, None), "attachments": [{}]})
    there.until(lambda: there.heard)
    assert there.heard[0].text == ""


# The disappearing timer


def meet(there: Stage, timer: int = 0) -> str:
    """Somebody writes a first message, with this timer; their address."""
    phone = there.signal.phone()
    phone.timer = timer
    before = len(there.heard)
    there.signal.says(phone, "hi")
    there.until(lambda: len(there.heard) > before)
    return phone.address


def test_the_timer_is_set_before_the_first_content_and_once(there: Stage) -> None:
    there.listen()
    address = meet(there)
    write(there, address)
    write(there, address)
    phone = there.signal.phone(address)
    assert phone.notices == [3600]
    assert [bubble.timer for bubble in phone.bubbles if not bubble.mine] == [3600, 3600]


@pytest.mark.parametrize("timer", [1, 30, 3600, 604_800])
def test_a_timer_that_the_person_has_is_neither_lengthened_nor_touched(
    there: Stage, timer: int
) -> None:
    there.listen()
    phone = there.signal.phone(meet(there, timer))
    write(there, phone.address)
    assert phone.notices == []
    assert (phone.timer, phone.lengthened, phone.switched_off) == (timer, 0, 0)


def test_a_timer_that_the_person_turns_off_by_hand_is_not_turned_on_again(there: Stage) -> None:
    there.listen()
    phone = there.signal.phone(meet(there))
    write(there, phone.address)
    stamp = there.signal.stamp()
    phone.timer = 0
    off = {**body(stamp, None), "isExpirationUpdate": True}
    there.signal.brings(phone, stamp, dataMessage=off)
    there.signal.says(phone, "and on")
    there.until(lambda: len(there.heard) == 2)
    write(there, phone.address)
    assert phone.notices == [3600]


def test_without_a_timer_nothing_is_said(there: Stage) -> None:
    there.listen()
    address = meet(there)
    if there.way.startswith("rest"):
        there.rest.rude.append(("/v1/contacts", Answer(500)))
    else:
        there.cli.rude["updateContact"] = [Failed(-3, "IO err")]
    with pytest.raises(Unreachable):
        write(there, address)
    assert there.signal.sent == []
    write(there, address)
    assert there.signal.phone(address).notices == [3600]


def test_started_anew_since_the_person_wrote_nobodys_timer_is_lengthened(there: Stage) -> None:
    phone = there.signal.phone()
    phone.timer = there.signal.contacts[phone.address] = 300
    write(there, phone.address)
    assert (phone.timer, phone.lengthened, phone.switched_off) == (300, 0, 0)


@pytest.mark.parametrize("way", LOSSLESS)
def test_after_being_forgotten_the_timer_is_set_again_before_anything_is_said(way: str) -> None:
    with stage(way) as there:
        there.listen()
        address = meet(there)
        reference = write(there, address)
        assert there.channel.erase(address, [reference]) == ()
        assert there.signal.contacts == {}
        write(there, address)  # nobody has written meanwhile: a reply that was under way
        phone = there.signal.phone(address)
        assert phone.switched_off == 0
        assert phone.timer == 3600


def test_the_life_that_a_person_wants_is_told_and_ours_is_not(there: Stage) -> None:
    there.listen()
    for timer in (0, 300, 3600):
        meet(there, timer)
    assert [message.life for message in there.heard] == [None, 300, None]


# Taking back


def test_taking_back_leaves_nothing_of_ours_on_the_phone(there: Stage) -> None:
    there.listen()
    address = meet(there)
    references = [write(there, address) for _ in range(5)]
    assert there.channel.erase(address, references) == ()
    assert there.signal.phone(address).theirs() == []
    assert asked(there, "remote-delete") + asked(there, "remoteDelete") == 5


def test_a_contact_is_forgotten_where_the_server_can(there: Stage) -> None:
    there.listen()
    address = meet(there)
    there.channel.erase(address, [write(there, address)])
    assert (address in there.signal.contacts) == there.way.startswith("rest")


def test_what_is_too_old_for_phones_to_delete_is_not_asked_for() -> None:
    now = [1_790_000_000.0]
    with stage("rest", clock=lambda: now[0]) as there:
        there.listen()
        address = meet(there)
        old = write(there, address)
        now[0] += DELETABLE + 60
        young = write(there, address)
        assert there.channel.erase(address, [old, young]) == ()
        assert asked(there, "remote-delete") == 1
        assert DELETABLE < DAY


def test_what_could_not_be_taken_back_is_told_so_that_it_is_tried_again(there: Stage) -> None:
    there.listen()
    address = meet(there)
    references = [write(there, address) for _ in range(3)]
    if there.way.startswith("rest"):
        there.rest.on_call = lambda call: _down_after(there, call)
    else:
        there.cli.rude["remoteDelete"] = [None, Failed(-3, "IO err")]
    left = there.channel.erase(address, references)
    assert left == tuple(references[:2]), "the newest goes first"
    there.server.down = False
    assert there.channel.erase(address, left) == ()
    assert there.signal.phone(address).theirs() == []


def _down_after(there: Stage, call: Call) -> None:
    deleted = sum(1 for one in there.rest.requests if "remote-delete" in one.path)
    there.rest.down = deleted == 2 and "remote-delete" in call.path


def test_nothing_taken_back_at_all_is_tried_again_later(there: Stage) -> None:
    there.listen()
    address = meet(there)
    reference = write(there, address)
    there.server.down = True
    with pytest.raises(Unreachable):
        there.channel.erase(address, [reference])


@pytest.mark.parametrize("way", LOSSLESS)
def test_somebody_who_only_leaves_is_forgotten_by_the_server_too(way: str) -> None:
    with stage(way) as there:
        there.listen()
        address = meet(there)
        there.channel.forget(address)
        write(there, address, Reply("Bye."))
        there.until(lambda: address not in there.signal.contacts)


# Keys


def test_a_new_install_is_forgotten_first_and_then_heard_as_a_stranger(there: Stage) -> None:
    there.listen()
    phone = there.signal.phone(meet(there))
    there.signal.new_install(phone)
    there.signal.says(phone, "it is me")
    there.until(lambda: len(there.heard) == 3)
    _, forgotten, heard = there.heard
    assert (forgotten.closed, forgotten.address, forgotten.text) == (True, phone.address, "")
    assert (heard.text, heard.stranger, heard.closed) == ("it is me", True, False)
    there.signal.says(phone, "again")
    there.until(lambda: len(there.heard) == 4)
    assert not there.heard[3].stranger, "it is said once"


def test_nothing_is_sent_to_a_key_that_nobody_has_taken(there: Stage) -> None:
    there.listen()
    phone = there.signal.phone(meet(there))
    write(there, phone.address)
    there.signal.new_install(phone)
    with pytest.raises(Closed):
        write(there, phone.address)
    assert phone.theirs() == []


def test_identities_and_accounts_can_be_asked_for(there: Stage) -> None:
    there.listen()
    address = meet(there)
    assert [one.address for one in there.transport.identities()] == [address]
    assert there.transport.accounts() == [there.server.accounts[0]]


# Errors

REST_ERRORS: list[tuple[str, Answer, type[ChannelError]]] = [
    ("nothing in it", Answer(500), Unreachable),
    ("a plain page", Answer(404, b"404 page not found", "text/plain"), Refused),
    ("nobody got it", error("Failed to send message"), Unreachable),
    ("its network", error("IO err +15557654321"), Unreachable),
    ("its own mistake", error("java.lang.NPE (NullPointerException)"), Unreachable),
    ("untrusted", error("Failed to send message due to untrusted identities"), Closed),
    ("head", error("Unable to complete request due to untrusted recipient keys"), Closed),
    ("no account", error("Specified account does not exist"), Unreachable),
    ("gone", error("The user 1111 is not registered."), Closed),
    ("our mistake", error("Couldn't process request - invalid request"), Refused),
    ("text/plain", Answer(400, b'{"error":"Failed to send message"}', "text/plain"), Unreachable),
    ("not JSON", Answer(400, b"<html>"), Unreachable),
    ("a list", Answer(400, b"[1]"), Unreachable),
    ("rate limit", limited("tok-1"), Unreachable),
    ("rate limit, bare", limited(), Unreachable),
    ("a gateway", Answer(401, b"no"), Unreachable),
    ("elsewhere", Answer(302), Refused),
    ("cut off", Answer(cut=True), Unknown),
    ("cut off when done", Answer(cut=True, after=True), Unknown),
]


@pytest.mark.parametrize(
    ("rude", "kind"), [one[1:] for one in REST_ERRORS], ids=[one[0] for one in REST_ERRORS]
)
def test_every_shape_of_error_over_rest_is_known(rude: Answer, kind: type[ChannelError]) -> None:
    with stage("rest") as there:
        there.listen()
        address = meet(there, 300)
        there.rest.rude.append(("/v2/send", rude))
        with pytest.raises(kind) as raised:
            write(there, address)
        assert "+1" not in str(raised.value)
        assert address not in str(raised.value)


CLI_ERRORS: list[tuple[object, type[ChannelError]]] = [
    (Failed(-1, "Failed to send message"), Unreachable),
    (Failed(-3, "IO err"), Unreachable),
    (Failed(-4, "untrusted"), Closed),
    (cli_limited(), Unreachable),
    (cli_limited("tok", 86_400), Unreachable),
    (Failed(-32602, "Specified account does not exist"), Unreachable),
    (Failed(-32601, "Method not implemented"), Refused),
    (Failed(-32603, "java.lang.NPE"), Unreachable),
    ("cut", Unknown),
]


@pytest.mark.parametrize(("rude", "kind"), CLI_ERRORS)
def test_every_error_of_signal_cli_is_known(rude: object, kind: type[ChannelError]) -> None:
    with stage("socket") as there:
        there.listen()
        address = meet(there, 300)
        there.cli.rude["send"] = [rude]
        with pytest.raises(kind):
            write(there, address)
        write_again = kind is not Closed and not isinstance(rude, Failed)
        if write_again:
            write(there, address)


@pytest.mark.parametrize("way", WAYS)
def test_no_answer_means_that_nobody_can_tell(way: str) -> None:
    with stage(way, read=0.2) as there:
        there.listen()
        address = meet(there, 300)
        if way.startswith("rest"):
            there.rest.rude.append(("/v2/send", Answer(hang=True)))
        else:
            there.cli.rude["send"] = ["hang"]
        with pytest.raises(Unknown):
            write(there, address)


def test_a_server_that_is_not_there_is_unreachable(there: Stage) -> None:
    there.server.stop()
    with pytest.raises(Unreachable):
        write(there, "11111111-2222-4333-8444-555555555555")
    if there.way.startswith("rest"):
        there.rest.restart()


@pytest.mark.parametrize("reason", ["NETWORK_FAILURE", "UNREGISTERED_FAILURE", "IDENTITY_FAILURE"])
def test_a_send_that_reached_nobody_is_no_send(reason: str) -> None:
    failed = [{"uuid": "2", "number": "+15557654321", "username": "", "reason": reason}]
    answer = f'[{{"timestamp":"1","errors":{{"recipients":{failed}}}}}]'.replace("'", '"')
    with stage("rest") as there:
        there.listen()
        address = meet(there, 300)
        there.rest.rude.append(("/v2/send", Answer(201, answer.encode())))
        with pytest.raises(Unreachable if reason == "NETWORK_FAILURE" else Closed):
            write(there, address)


# Silence is a harm


@pytest.mark.parametrize("way", ["rest", "socket"])
def test_a_rate_limit_is_an_alarm_and_a_pause_that_ends_by_itself(way: str) -> None:
    with stage(way) as there:
        there.listen()
        address = meet(there, 300)
        if way == "rest":
            there.rest.rude.append(("/v2/send", limited("tok-1")))
        else:
            there.cli.rude["send"] = [cli_limited("tok-1", 30)]
        with pytest.raises(Unreachable) as raised:
            write(there, address)
        assert raised.value.after
        assert set(there.alarms.active()) == {"rate-limited", "captcha"}
        tried = asked(there, "send")
        with pytest.raises(Unreachable):
            write(there, address)
        assert asked(there, "send") == tried, "Signal is left alone in a pause"
        there.now[0] += raised.value.after + 1
        write(there, address)
        assert there.alarms.active() == {}
        assert there.signal.phone(address).theirs() != []


def test_a_lost_account_is_an_alarm_that_ends_when_it_is_back(there: Stage) -> None:
    there.listen()
    address = meet(there, 300)
    known = list(there.server.accounts)
    there.server.accounts.clear()
    with pytest.raises(Unreachable):
        write(there, address)
    assert "account" in there.alarms.active()
    there.server.accounts.extend(known)
    write(there, address)
    assert there.alarms.active() == {}


def test_a_server_that_fails_three_times_is_an_alarm(there: Stage) -> None:
    there.listen()
    address = meet(there, 300)
    there.server.down = True
    for _ in range(3):
        with pytest.raises(Unreachable):
            write(there, address)
    assert "server" in there.alarms.active()
    there.now[0] += 120
    with pytest.raises(Unreachable):
        write(there, address)
    assert "sending" in there.alarms.active()
    there.server.down = False
    write(there, address)
    assert there.alarms.active() == {}


def test_the_operator_is_told_the_kind_of_an_alarm_as_soon_as_something_goes_out() -> None:
    with stage("rest", operator="+16045550123") as there:
        there.listen()
        address = meet(there, 300)
        there.rest.rude.append(("/v2/send", limited()))
        with pytest.raises(Unreachable):
            write(there, address)
        there.now[0] += 1000
        write(there, address)
        there.until(lambda: there.signal.phone("+16045550123").theirs())
        (told,) = there.signal.phone("+16045550123").theirs()
        assert told.startswith("Quietline: rate-limited.")
        assert address not in told


# The line


def test_one_request_is_in_flight_at_a_time() -> None:
    with stage("rest") as there:
        there.listen()
        people = [meet(there, 300) for _ in range(8)]
        busy, most, lock = 0, 0, threading.Lock()

        def count(_call: Call) -> None:
            nonlocal busy, most
            with lock:
                busy += 1
                most = max(most, busy)
            threading.Event().wait(0.01)
            with lock:
                busy -= 1

        there.rest.on_call = count
        threads = [threading.Thread(target=write, args=(there, one)) for one in people]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(60)
        assert most == 1
        assert len(there.signal.sent) == 8


def test_the_reader_comes_back_when_the_line_breaks(there: Stage) -> None:
    there.listen()
    meet(there)
    if there.way.startswith("rest"):
        there.rest.drop_sockets()
    else:
        there.cli.drop()
    there.until(there.server.connected)
    meet(there)
    assert len(there.heard) == 2


def test_a_websocket_that_went_deaf_is_noticed_by_our_own_ping(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(rest_module, "_PING", 0.2)
    monkeypatch.setattr(rest_module, "_PONG", 0.2)
    with stage("rest") as there:
        there.listen()
        deaf = list(there.rest._sockets)
        there.rest.drop_sockets(half_open=True)
        there.until(lambda: any(one not in deaf for one in there.rest._sockets))
        meet(there)
        assert len(there.heard) == 1


def test_what_comes_while_nobody_listens_waits_only_on_the_lossless_way(there: Stage) -> None:
    phone = there.signal.phone()
    there.signal.says(phone, "before")
    there.listen()
    there.signal.says(phone, "after")
    if there.way in LOSSLESS:
        there.until(lambda: len(there.heard) == 2)
    else:
        there.until(lambda: there.heard)
        assert [message.text for message in there.heard] == ["after"]
        assert there.rest.lost == 1


def test_a_second_socket_client_that_does_not_receive_by_hand_is_an_alarm() -> None:
    with stage("socket") as there:
        there.cli.manual = False
        there.listen()
        meet(there)
        assert "not-lossless" in there.alarms.active()


def test_no_log_line_holds_an_address_a_number_or_a_word(
    there: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG, logger="quietline"):
        there.listen()
        address = meet(there)
        there.server.down = True
        for _ in range(4):
            with pytest.raises(ChannelError):
                write(there, address, Reply("zebra canary"))
        there.server.down = False
        there.signal.new_install(there.signal.phone(address))
        with pytest.raises(Closed):
            write(there, address, Reply("zebra canary"))
    own = [record for record in caplog.records if record.name.startswith("quietline")]
    assert own, "the control: something was logged"
    for record in own:
        for secret in (address, "zebra", "Canary", "+1555"):
            assert secret not in record.getMessage()


def test_texts_go_out_as_they_are_and_to_nobody_else() -> None:
    with stage("rest") as there:
        there.listen()
        address = meet(there, 300)
        write(there, address, Reply("*a* _b_ ~c~"))
        sent = [call.body for call in there.rest.requests if call.path == "/v2/send"]
        assert [(one["text_mode"], one["notify_self"]) for one in sent] == [("normal", False)]
        assert [one["recipients"] for one in sent] == [[address]]


def test_receipts_are_off_unless_chosen() -> None:
    for chosen in (False, True):
        with stage("rest", receipts=chosen) as there:
            there.listen()
            meet(there)
            meet(there)
            if chosen:
                there.until(lambda: asked(there, "/v1/receipts") == 2)
            else:
                assert asked(there, "/v1/receipts") == 0
