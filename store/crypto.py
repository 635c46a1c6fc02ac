"""Seals values so that three things are needed to open one: the row, the key and the sender.

    record key = HKDF-Expand-SHA256(slot key, purpose | channel 0x00 address)
    blob       = version (1) | nonce (12) | ChaCha20-Poly1305(length (4) | value | zeros)
    AAD        = purpose | row id | padded size (4)

The padded size is 4,096 or 16,384, so a blob tells nothing finer than which of the two. What
waits in the outbox is sealed without the sender: at expiry nobody is there to bring the address.
"""

import hmac
import os
import struct
from collections.abc import Sequence

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDFExpand

from store.errors import TooLarge

CONVERSATION = b"conversation/1"
REPLY = b"reply/1"
ERASURE = b"erasure/1"

SIZES = (4096, 16384)
OVERHEAD = 1 + 12 + 16
KEY = 32

_VERSION = b"\x01"
_LENGTH = struct.Struct("<I")


def person(channel: str, address: str) -> bytes:
    """The sender as bytes: channel 0x00 address. A channel's name holds no zero byte."""
    if "\0" in channel:
        raise ValueError("A channel's name holds no zero byte.")
    # surrogatepass: whatever a network delivers as an address has exactly one spelling here.
    return channel.encode() + b"\0" + address.encode("utf-8", "surrogatepass")


def tag(tag_key: bytes, sender: bytes) -> bytes:
    """What a person is called in RAM: 16 bytes, meaningless after this boot."""
    return hmac.digest(tag_key, sender, "sha256")[:16]


def new_key() -> bytes:
    return os.urandom(KEY)


def new_id() -> bytes:
    """A row id: random, and so never a trace of the person."""
    return os.urandom(16)


def record_key(slot_key: bytes, purpose: bytes, sender: bytes) -> bytes:
    return HKDFExpand(SHA256(), KEY, purpose + sender).derive(slot_key)


def seal(
    slot_key: bytes,
    purpose: bytes,
    sender: bytes,
    rid: bytes,
    value: bytes,
    sizes: Sequence[int] = SIZES,
) -> bytes:
    """Seals a value into a blob of one of a few lengths; raises TooLarge."""
    size = _size(_LENGTH.size + len(value), sizes)
    plain = (_LENGTH.pack(len(value)) + value).ljust(size, b"\0")
    # A random nonce is safe here without counting: a key seals exactly once (a new one per save).
    nonce = os.urandom(12)
    cipher = ChaCha20Poly1305(record_key(slot_key, purpose, sender))
    return _VERSION + nonce + cipher.encrypt(nonce, plain, _bound(purpose, rid, size))


def unseal(
    slot_key: bytes, purpose: bytes, sender: bytes, rid: bytes, blob: object
) -> bytes | None:
    """The value, or None for anything that is not exactly what `seal` made for this row."""
    # SQLite columns take any type: whoever can write the database can put a number here.
    if not isinstance(blob, bytes) or not any(slot_key) or blob[:1] != _VERSION:
        return None
    size = len(blob) - OVERHEAD
    if size < _LENGTH.size:
        return None
    cipher = ChaCha20Poly1305(record_key(slot_key, purpose, sender))
    try:
        plain = cipher.decrypt(blob[1:13], blob[13:], _bound(purpose, rid, size))
    except InvalidTag:
        return None
    (length,) = _LENGTH.unpack_from(plain)
    return plain[_LENGTH.size : _LENGTH.size + length]


def join(parts: Sequence[bytes]) -> bytes:
    """Several values as one: each after its length."""
    return b"".join(_LENGTH.pack(len(part)) + part for part in parts)


def split(joined: bytes) -> list[bytes]:
    """What `join` joined."""
    parts = []
    at = 0
    while at < len(joined):
        (length,) = _LENGTH.unpack_from(joined, at)
        at += _LENGTH.size
        parts.append(joined[at : at + length])
        at += length
    return parts


def _size(needed: int, sizes: Sequence[int]) -> int:
    for size in sizes:
        if needed <= size:
            return size
    raise TooLarge(f"More than {sizes[-1]:,} bytes cannot be kept: shorten what is stored.")


def _bound(purpose: bytes, rid: bytes, size: int) -> bytes:
    return purpose + rid + _LENGTH.pack(size)
