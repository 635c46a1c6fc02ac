"""Seals rows that are on a disk, under a key that lies in a file of its own.

Unlike a conversation, what is here must open without anybody writing: a check-in raises the alarm
by itself. So the key is on a disk as well; whoever has the database alone, a backup of it say, can
read nothing and recognise nobody.
"""

import hmac
import json
import os
import stat
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from store import crypto
from store.errors import StoreError

_SALT = 16
SIZE = 1024
"""Bytes of a sealed value, padded, so that its length tells nothing."""


class Vault:
    """Names and seals under one key of 32 bytes."""

    def __init__(self, key: bytes) -> None:
        self._key = key

    @classmethod
    def at(cls, file: Path, *, make: bool) -> "Vault":
        """The vault whose key is in `file`; with `make`, a missing key is made. StoreError."""
        if make and not file.exists():
            file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(handle, "w", encoding="ascii") as new:
                new.write(os.urandom(crypto.KEY).hex() + "\n")
                new.flush()
                os.fsync(new.fileno())
        try:
            open_to_all = file.stat().st_mode & stat.S_IRWXO
            key = bytes.fromhex(file.read_text(encoding="ascii"))
        except FileNotFoundError:
            raise StoreError(
                f"{file} is missing: without it nothing can be read. Restore it."
            ) from None
        except (OSError, ValueError):
            key, open_to_all = b"", 0
        if open_to_all:
            raise StoreError(
                f"{file} can be read by every user of this machine. Mend it: chmod 600 {file}"
            )
        if len(key) != crypto.KEY:
            raise StoreError(f"{file} does not hold a key (64 hexadecimal digits).")
        return cls(key)

    def name(self, purpose: bytes, what: bytes) -> bytes:
        """16 bytes by which a thing is found again, and which say nothing without the key."""
        return hmac.digest(self._key, purpose + b"\0" + what, "sha256")[:16]

    def seal(self, purpose: bytes, rid: bytes, value: dict[str, Any]) -> bytes:
        """A value (JSON) sealed for one row; TooLarge where it does not fit."""
        salt = os.urandom(_SALT)
        plain = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
        key = self._once(purpose, salt)
        return salt + crypto.seal(key, purpose, b"", rid, plain, sizes=(SIZE, *crypto.SIZES))

    def unseal(self, purpose: bytes, rid: bytes, blob: object) -> dict[str, Any] | None:
        """What was sealed for this row; None for anything else."""
        if not isinstance(blob, bytes):
            return None
        salt, sealed = blob[:_SALT], blob[_SALT:]
        plain = crypto.unseal(self._once(purpose, salt), purpose, b"", rid, sealed)
        return dict(json.loads(plain)) if plain is not None else None

    def _once(self, purpose: bytes, salt: bytes) -> bytes:
        # A key of its own for each sealing: `crypto.seal` counts on it.
        return HKDF(SHA256(), crypto.KEY, salt, b"vault/1" + purpose).derive(self._key)
