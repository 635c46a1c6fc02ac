"""What the store's tests share: clocks that are set by hand, and a folder in RAM."""

import base64
import fcntl
import itertools
import json
import os
import secrets
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from store import Clocks
from store.folder import in_ram

RAM = Path("/dev/shm")
# Two stores in one process are to each other as two processes, where locks belong to files.
two_stores = pytest.mark.skipif(
    not hasattr(fcntl, "F_OFD_SETLK"), reason="locks belong to processes here, not to files"
)
HOUR = 3600
DAY = 24 * HOUR


class FakeTime:
    """Boot and wall clock, each moved by hand; waiting moves both."""

    def __init__(self, boot: float = 1_000.0, wall: float = 1_800_000_000.0) -> None:
        self.boot = boot
        self.wall = wall
        self.boot_id = b"first boot id..."

    def pass_(self, seconds: float) -> None:
        self.boot += seconds
        self.wall += seconds

    @property
    def clocks(self) -> Clocks:
        return Clocks(lambda: self.boot, lambda: self.wall, lambda: self.boot_id, self.pass_)


@contextmanager
def ram_folder() -> Iterator[Path]:
    """A folder on tmpfs where there is one; else an ordinary one, which only these tests accept."""
    with_ram = RAM.is_dir() and in_ram(RAM) and os.access(RAM, os.W_OK)
    folder = Path(tempfile.mkdtemp(prefix="quietline-test-", dir=RAM if with_ram else None))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def ask(folder: Path, sql: str, parameters: tuple[object, ...] = ()) -> list[tuple[object, ...]]:
    """Asks the state database directly, as somebody who holds the file could."""
    with closing(sqlite3.connect(folder / "rows.db", isolation_level=None)) as database:
        return database.execute(sql, parameters).fetchall()


def count(folder: Path, table: str) -> object:
    return ask(folder, f"select count(*) from {table}")[0][0]


def canary() -> str:
    """A word that occurs nowhere else: random per run, long, of plain letters."""
    return "canary" + "".join(secrets.choice("abcdefghijkmnpqrstuvwxyz") for _ in range(24))


def forms(secret: bytes) -> dict[str, bytes]:
    """A secret in the forms in which programs leave it behind.

    Of base64 only the middle is kept: the characters at the ends depend on the neighbours.
    """
    found = {"plain": secret, "hex": secret.hex().encode(), "HEX": secret.hex().upper().encode()}
    for offset in range(3):
        text = base64.b64encode(b"\0" * offset + secret)
        found[f"base64 at {offset}"] = text[4 if offset else 0 : -4]
    try:
        text_form = secret.decode()
    except UnicodeDecodeError:
        return found
    found["utf-16"] = text_form.encode("utf-16-le")
    found["utf-32"] = text_form.encode("utf-32-le")
    found["json"] = json.dumps(text_form)[1:-1].encode()
    return found


def seen(haystack: bytes, secrets_: dict[str, bytes]) -> list[str]:
    """Which secrets are in the haystack, as `name: form`."""
    every = itertools.chain.from_iterable(
        ((f"{name}: {form}", needle) for form, needle in forms(secret).items())
        for name, secret in secrets_.items()
    )
    return [label for label, needle in every if needle in haystack]


def test_every_form_of_a_secret_is_found_wherever_it_lies() -> None:
    secret = canary()
    for before in range(3):
        text = base64.b64encode(b"x" * before + secret.encode() + b"yy")
        assert seen(text, {"text": secret.encode()})
    assert seen(secret.encode("utf-16-le"), {"text": secret.encode()}) == ["text: utf-16"]
    assert seen(canary().encode(), {"text": secret.encode()}) == []
