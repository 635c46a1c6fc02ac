"""Whatever comes out of a websocket is understood or passed over; nothing stops the reader."""

from __future__ import annotations

import json
import random
from copy import deepcopy
from typing import Any

import pytest
from fake_signal import ACCOUNT, base, body
from hypothesis import given, settings
from hypothesis import strategies as st
from test_signal_channel import SILENT

from bot.channels.signal import envelope
from bot.channels.signal.envelope import LARGEST, NewKey, Nothing, Read, Said, TakenBack

WHO = "11111111-2222-3333-4444-555555555555"


def frame(**content: object) -> dict[str, Any]:
    return {"envelope": {**base(WHO, 5), **content}, "account": ACCOUNT}


RECORDED: list[dict[str, Any]] = [
    frame(dataMessage=body(5, "hi")),
    frame(dataMessage={**body(5, "hi", 3600), "mentions": [{"uuid": WHO, "start": 0}]}),
    frame(dataMessage={**body(5, "see"), "previews": [{"url": "https://example.com"}]}),
    frame(dataMessage={**body(5, "so"), "quote": {"id": 1, "authorUuid": WHO, "text": "q"}}),
    frame(dataMessage={**body(5, None), "viewOnce": True, "attachments": [{"id": "abc.jpg"}]}),
    frame(dataMessage={**body(5, None), "remoteDelete": {"timestamp": 4}}),
    frame(dataMessage={**body(5, None, 604_800), "isExpirationUpdate": True}),
    frame(editMessage={"targetSentTimestamp": 4, "dataMessage": body(5, "new")}),
    {**frame(), "exception": {"message": WHO, "type": "UntrustedIdentityException"}},
    {**frame(), "exception": {"message": WHO, "type": "ProtocolInvalidMessageException"}},
    {"subscription": 0, "result": frame(dataMessage=body(5, "wrapped"))},
    {"error": "something"},
    *(frame(**content) for content in SILENT),
]


def read(found: object) -> Read:
    return envelope.read(json.dumps(found), ACCOUNT)


def test_what_people_write_is_understood() -> None:
    words = [found.what.text for one in RECORDED if isinstance((found := read(one)).what, Said)]
    assert words == ["hi", "hi", "see", "so", "", "new", "wrapped"]
    assert read(RECORDED[5]).what == TakenBack("4")
    assert read(RECORDED[8]) == Read(NewKey(), WHO)
    assert read(RECORDED[4]).attachments == ("abc.jpg",)
    assert (read(RECORDED[6]).timer, read(RECORDED[6]).by_hand) == (604_800, True)


def test_the_address_is_the_aci_and_a_number_only_where_there_is_none() -> None:
    known = frame(dataMessage=body(5, "hi"))
    known["envelope"] |= {"source": "+15557654321", "sourceNumber": "+15557654321"}
    assert read(known).address == WHO
    known["envelope"]["sourceUuid"] = WHO.upper()
    assert read(known).address == WHO
    known["envelope"]["sourceUuid"] = None
    assert read(known).address == "+15557654321"
    known["envelope"]["sourceNumber"] = "5557654321"
    assert read(known).what == Nothing("no-sender")


def test_a_frame_for_another_account_is_not_ours() -> None:
    assert read({**RECORDED[0], "account": "+15559999999"}).what == Nothing("other-account")


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", "1", "null", '"x"', "[" * 100_000, "1" * 5000, "x" * (LARGEST + 1), "\x00"],
    ids=lambda text: f"{text[:3]!r}-{len(text)}",
)
def test_what_is_no_frame_is_counted_as_that(text: str) -> None:
    assert isinstance(envelope.read(text, ACCOUNT).what, Nothing)


def test_half_a_character_does_not_reach_the_store() -> None:
    found = envelope.read(json.dumps(frame(dataMessage=body(5, "a\ud800b"))), ACCOUNT)
    assert isinstance(found.what, Said)
    assert found.what.text.encode() == b"a?b"


def test_nothing_of_a_person_is_in_its_text_form() -> None:
    assert repr(read(RECORDED[0])) == "Read(Said)"


ODD: list[Any] = [None, True, -1, 0, 2**70, 1.5, "", "x" * 300, "\ud800", [], [None], {}, {"a": 1}]


def mutated(found: Any, chance: random.Random) -> Any:
    """The frame with one place in it removed, replaced, doubled or renamed."""
    found = deepcopy(found)
    places: list[tuple[Any, Any]] = []

    def walk(node: Any) -> None:
        entries = list(node.items() if isinstance(node, dict) else enumerate(node))
        for key, value in entries:
            places.append((node, key))
            if isinstance(value, (dict, list)):
                walk(value)

    walk(found)
    node, key = chance.choice(places)
    match chance.randrange(4):
        case 0:
            del node[key]
        case 1:
            node[key] = chance.choice(ODD)
        case 2 if isinstance(node, dict):
            node[str(chance.choice(ODD))[:20]] = deepcopy(node[key])
        case _:
            node[key] = [node[key], node[key]]
    return found


@given(st.sampled_from(RECORDED), st.randoms(use_true_random=False), st.integers(1, 6))
@settings(max_examples=1000, deadline=None)
def test_a_thousand_mutated_frames_stop_nothing(
    found: dict[str, Any], chance: random.Random, times: int
) -> None:
    for _ in range(times):
        found = mutated(found, chance) if found else found
    result = read(found)
    assert isinstance(result.what, (Said, TakenBack, NewKey, Nothing))
    if isinstance(result.what, Said):
        result.what.text.encode()
        assert result.address
        assert int(result.what.id) > 0
    assert envelope.understood(found, ACCOUNT) == result
