"""Sealing: what opens, and everything that must not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store import TooLarge, crypto

KEY, RID, WHO = crypto.new_key(), crypto.new_id(), crypto.person("signal", "+15550100")
BLOB = crypto.seal(KEY, crypto.CONVERSATION, WHO, RID, b"state")


def unseal(**other: object) -> bytes | None:
    given = {"slot_key": KEY, "purpose": crypto.CONVERSATION, "sender": WHO, "rid": RID}
    return crypto.unseal(**{**given, "blob": BLOB, **other})


def test_what_was_sealed_opens_with_its_key_its_sender_and_its_row() -> None:
    assert unseal() == b"state"


@pytest.mark.parametrize(
    "other",
    [
        {"slot_key": crypto.new_key()},
        {"slot_key": bytes(32)},
        {"sender": crypto.person("signal", "+15550101")},
        {"sender": crypto.person("telegram", "+15550100")},
        {"purpose": crypto.REPLY},
        {"rid": crypto.new_id()},
    ],
    ids=["another key", "no key", "another address", "another channel", "purpose", "moved row"],
)
def test_nothing_opens_with_one_of_them_wrong(other: dict[str, object]) -> None:
    assert unseal(**other) is None


@given(st.integers(0, len(BLOB) - 1), st.integers(1, 255))
def test_no_byte_of_a_blob_can_be_altered(at: int, change: int) -> None:
    altered = bytearray(BLOB)
    altered[at] ^= change
    assert unseal(blob=bytes(altered)) is None


@pytest.mark.parametrize(
    "blob",
    [None, 7, 1.5, "text", b"", b"\x01", BLOB[:-1], BLOB + b"\0", BLOB * 4, bytes(len(BLOB))],
    ids=lambda blob: f"{type(blob).__name__} {len(blob) if isinstance(blob, bytes) else blob}",
)
def test_whatever_else_lies_in_the_column_is_no_blob(blob: object) -> None:
    assert unseal(blob=blob) is None


@given(st.binary(max_size=16_384 - 4))
def test_a_blob_has_one_of_two_lengths_and_gives_back_what_went_in(value: bytes) -> None:
    blob = crypto.seal(KEY, crypto.REPLY, WHO, RID, value)
    assert len(blob) == (4096 if len(value) + 4 <= 4096 else 16_384) + 1 + 12 + 16
    assert crypto.unseal(KEY, crypto.REPLY, WHO, RID, blob) == value


@pytest.mark.parametrize("length", [4092, 4093, 16_380])
def test_the_borders_of_the_two_lengths_fit(length: int) -> None:
    blob = crypto.seal(KEY, crypto.REPLY, WHO, RID, bytes(length))
    assert crypto.unseal(KEY, crypto.REPLY, WHO, RID, blob) == bytes(length)


def test_one_byte_more_than_the_larger_length_is_refused() -> None:
    with pytest.raises(TooLarge):
        crypto.seal(KEY, crypto.REPLY, WHO, RID, bytes(16_381))


def test_sealing_twice_gives_two_different_blobs() -> None:
    assert crypto.seal(KEY, crypto.CONVERSATION, WHO, RID, b"state") != BLOB


def test_a_tag_means_nothing_without_the_key_of_its_boot() -> None:
    assert crypto.tag(crypto.new_key(), WHO) != crypto.tag(crypto.new_key(), WHO)


def test_no_two_senders_are_spelled_alike() -> None:
    assert crypto.person("a", "b\0c") != crypto.person("a\1b", "c")
    with pytest.raises(ValueError, match="zero byte"):
        crypto.person("a\0b", "c")


@given(st.text(alphabet=st.characters(codec=None), max_size=30))
def test_any_address_a_network_delivers_can_be_spelled(address: str) -> None:
    assert crypto.person("signal", address).startswith(b"signal\0")


@given(st.lists(st.binary(max_size=50)))
def test_joined_parts_come_apart_again(parts: list[bytes]) -> None:
    assert crypto.split(crypto.join(parts)) == parts
