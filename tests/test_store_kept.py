"""Plans locked by a phrase: opened by the phrase alone, once, from anywhere; by nothing else."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from store import Kept, TooLarge, Unavailable, phrase

DAY = 86_400
PLAN = b"zebra canary"


def opened(kept: Kept, words: str) -> bytes | None:
    """Open as the dispatcher does: read, then burn."""
    found = kept.unlock(words)
    if found:
        kept.burn(found)
    return found.value if found else None


class Wall:
    """Unix time, moved by hand."""

    now = 1_790_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def wall() -> Wall:
    return Wall()


@pytest.fixture
def kept(tmp_path: Path, wall: Wall) -> Iterator[Kept]:
    kept = Kept(tmp_path / "kept", 7, wall)
    yield kept
    kept.close()


def test_a_phrase_opens_what_it_locked_and_only_once(kept: Kept) -> None:
    words = kept.lock(PLAN)
    assert opened(kept, words) == PLAN
    assert opened(kept, words) is None


def test_what_was_opened_and_not_burnt_opens_again(kept: Kept) -> None:
    """A turn that could not be saved must not cost the plan."""
    words = kept.lock(PLAN)
    assert kept.unlock(words) == kept.unlock(words) is not None


def test_any_other_phrase_opens_nothing_and_deletes_nothing(kept: Kept) -> None:
    words = kept.lock(PLAN)
    other = " ".join(reversed(words.split()))
    assert opened(kept, other) is None
    assert opened(kept, words) == PLAN


def test_it_opens_after_a_restart_and_not_after_its_days(
    kept: Kept, tmp_path: Path, wall: Wall
) -> None:
    first, second = kept.lock(PLAN), kept.lock(PLAN)
    kept.close()
    again = Kept(tmp_path / "kept", 7, wall)
    wall.now += 7 * DAY
    assert opened(again, first) == PLAN
    wall.now += 2 * DAY
    assert opened(again, second) is None
    again.close()


def test_the_sweep_deletes_what_has_expired_and_nothing_else(kept: Kept, wall: Wall) -> None:
    kept.lock(PLAN)
    wall.now += 5 * DAY
    late = kept.lock(PLAN)
    wall.now += 4 * DAY
    kept.sweep()
    assert opened(kept, late) == PLAN


def test_the_file_holds_neither_words_nor_value_nor_a_time_finer_than_a_day(
    kept: Kept, tmp_path: Path, wall: Wall
) -> None:
    words = kept.lock(PLAN)
    kept.close()
    with sqlite3.connect(tmp_path / "kept" / "kept.db") as database:
        rows = database.execute("SELECT rid, expires, blob FROM kept").fetchall()
    database.close()
    assert len(rows) == 1, "the control: the row is there"
    assert rows[0][1] == int(wall.now // DAY) + 8
    assert len(rows[0][2]) == 4096 + 29
    whole = b"".join(path.read_bytes() for path in (tmp_path / "kept").iterdir())
    assert rows[0][2][:40] in whole, "the control: the scan finds what is there"
    assert PLAN not in whole
    assert not any(word.encode() in whole for word in words.split() if len(word) > 5)


def test_two_deployments_share_no_salt(tmp_path: Path, wall: Wall) -> None:
    fixed = iter(["abacus"] * 10)
    one = Kept(tmp_path / "one", 7, wall, lambda _: next(fixed))
    two = Kept(tmp_path / "two", 7, wall, lambda _: next(fixed))
    words = one.lock(PLAN)
    two.lock(PLAN)
    one.close()
    two.close()
    rids = set()
    for name in ("one", "two"):
        with sqlite3.connect(tmp_path / name / "kept.db") as database:
            rids |= set(database.execute("SELECT rid FROM kept"))
        database.close()
    assert words == "abacus abacus abacus abacus abacus"
    assert len(rids) == 2


def test_an_altered_row_opens_to_nothing(kept: Kept, tmp_path: Path) -> None:
    words = kept.lock(PLAN)
    with sqlite3.connect(tmp_path / "kept" / "kept.db") as database:
        (blob,) = database.execute("SELECT blob FROM kept").fetchone()
        database.execute("UPDATE kept SET blob = ?", (blob[:-1] + bytes([blob[-1] ^ 1]),))
    database.close()
    assert opened(kept, words) is None


def test_too_large_a_value_is_refused(kept: Kept) -> None:
    with pytest.raises(TooLarge):
        kept.lock(bytes(20_000))


def test_a_database_that_is_none_is_said_without_a_word_of_it(
    tmp_path: Path, wall: Wall, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    folder = tmp_path / "kept"
    folder.mkdir()
    (folder / "kept.db").write_bytes(b"zebra canary, no database" * 100)
    with pytest.raises(Unavailable) as refused:
        Kept(folder, 7, wall)
    assert "zebra" not in str(refused.value)
    assert "zebra" not in caplog.text


def test_phrases_are_five_words_of_a_long_list_drawn_anew_each_time() -> None:
    drawn = {phrase.new() for _ in range(50)}
    assert len(drawn) == 50
    assert len(phrase.words()) == 7_772
    assert all(phrase.read(words) == words for words in drawn)


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("Abacus, ABDOMEN  abide-ability qwerty?", None),
        ("Abacus, ABDOMEN  abide-ability abiding", "abacus abdomen abide ability abiding"),
        ("abacus abdomen abide ability", None),
        ("abacus abdomen abide ability abiding abacus", None),
        ("i need a bed tonight", None),
        ("", None),
        ("abacus " * 10_000, None),
    ],
)
def test_only_five_words_of_the_list_are_a_phrase(text: str, read: str | None) -> None:
    assert phrase.read(text) == read
