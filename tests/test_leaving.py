"""Leaving wins over all else, at every step, and leaves nothing."""

from __future__ import annotations

import itertools
import random
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rehearsal import PERSON, Rehearsal, rehearse, setup
from walks import ASKING, MESSAGES, at, somebody_at

from flows import Session, leaves
from flows.model import Write

EXITS = ["exit", "EXIT", " e x i t ", "Exit!!", "exti", "exiit", "exot", "sortir", "salir", "выход"]


@pytest.fixture
def person() -> Iterator[Rehearsal]:
    rehearsal = rehearse()
    yield rehearsal
    rehearsal.close()


def rows(folder: Path) -> int:
    """Rows of any kind in the database, read from outside the program."""
    with sqlite3.connect(f"file:{folder / 'state' / 'rows.db'}?mode=ro", uri=True) as database:
        named = database.execute("SELECT name FROM sqlite_master WHERE type='table'").fetchall()
        assert {("conversation",), ("outbox",)} <= set(named)
        counts = [database.execute(f"SELECT count(*) FROM {name}").fetchone() for (name,) in named]
        return sum(count for (count,) in counts)


def found_in_files(folder: Path, needle: bytes) -> bool:
    """Whether any file of the state folder holds these bytes."""
    return any(needle in path.read_bytes() for path in folder.rglob("*") if path.is_file())


def keys(person: Rehearsal) -> list[bytes]:
    """The key of every slot in use, as it stands in the key file."""
    return [slot.key for slot in person.app.store._keys.used() if any(slot.key)]


@pytest.mark.parametrize("where", ASKING, ids=".".join)
def test_leaving_from_every_question_leaves_nothing(where: tuple[str, str]) -> None:
    person = somebody_at(where)
    try:
        node = setup().content.node(*where)
        if isinstance(node, Write) and node.reads is None:
            person.says("zebra canary")
            at(person, where)
        alive = keys(person)
        assert alive, "the control: there is a key while there is a conversation"
        assert all(found_in_files(person.folder, key) for key in alive)
        assert rows(person.folder) > 0
        replies = person.says("exit")
        assert [reply.text for reply in replies] == [cover()]
        nothing_left(person, alive)
    finally:
        person.close()


def nothing_left(person: Rehearsal, alive: list[bytes]) -> None:
    assert person.held() == "nothing"
    assert keys(person) == []
    assert rows(person.folder) == 0
    assert not any(found_in_files(person.folder, key) for key in alive)
    assert not found_in_files(person.folder, b"zebra canary")
    assert [m.text for m in person.channel.phone.left() if not m.mine] == [cover()]


def cover() -> str:
    return setup().content.wording("words", "cover", "en").text


@given(st.lists(MESSAGES, max_size=8), st.sampled_from(EXITS))
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
def test_leaving_after_any_conversation_leaves_nothing(texts: list[str], word: str) -> None:
    person = rehearse()
    try:
        person.says("hi")
        for text in texts:
            person.says(text)
        alive = keys(person)
        replies = person.says(word)
        assert [reply.text for reply in replies] == [cover()]
        assert person.held() == "nothing"
        assert rows(person.folder) == 0
        assert not any(found_in_files(person.folder, key) for key in alive)
    finally:
        person.close()


def test_every_leave_word_leaves_with_one_slip_whatever_its_dress() -> None:
    content = setup().content
    words = [word for word, what in content.commands.exact.items() if what == "leave"]
    for word in words:
        for dressed in (word, word.upper(), f"  {word}... ", f"«{word}!»"):
            assert leaves(dressed, content), dressed
    for slip in ("exitt", "eixt", "exi", "ecit", "leve", "laeve", "sotp", "quti", "goodbey"):
        assert leaves(slip, content) or slip == "exi", slip


def test_every_single_word_for_leaving_leaves_with_any_one_slip() -> None:
    """Of six letters in any language, of four in English, unless the slip is a word itself."""
    commands = setup().content.commands
    chance = random.Random(7)
    words = commands.slippery["leave"]
    assert len(words) > 30
    for word in words:
        for _ in range(20):
            slipped = one_slip(word, chance)
            meant = commands.find(slipped)
            assert meant == "leave" or slipped in commands.never or slipped in commands.exact, (
                slipped
            )


def one_slip(word: str, chance: random.Random) -> str:
    """A word with one letter missing, doubled, wrong or swapped, but for its first."""
    at = chance.randrange(1, len(word))
    letter = chance.choice(word)
    return chance.choice(
        [
            word[:at] + word[at + 1 :] if len(word) > 4 else word[:at] + letter + word[at:],
            word[:at] + word[at] + word[at:],
            word[:at] + letter + word[at + 1 :],
            word[: at - 1] + word[at] + word[at - 1] + word[at + 1 :],
        ]
    )


def test_no_common_word_name_or_town_is_taken_for_a_slip() -> None:
    """Autocorrected slips of "exit" count as leaving; "shop", as a first place to go, must not."""
    commands = setup().content.commands
    common = Path("directory/data/common_english.txt").read_text(encoding="utf-8").split()
    with sqlite3.connect("file:directory/data/places.sqlite?mode=ro", uri=True) as places:
        towns = [name for (name,) in places.execute("SELECT key FROM names") if name.isalpha()]
    places.close()
    assert "shop" in common
    assert "quito" in towns
    every = {word for word in (*common, *towns, *NAMES) if word not in commands.exact}
    taken = {word for word in every if commands.find(word)}
    assert taken == set(), "add these to [never] in commands.toml"


NAMES = (Path(__file__).parent / "names.txt").read_text(encoding="utf-8").split()


def test_a_cry_to_get_out_is_no_word_for_leaving() -> None:
    content = setup().content
    for text in (
        "get me out",
        "let me out",
        "got me out",
        "i need to do",
        "i have to do",
        "save me",
    ):
        assert not leaves(text, content), text
    for text in (
        "exit please",
        "exit exit exit",
        "please exit now",
        "i want to exit",
        "delete this",
    ):
        assert leaves(text, content), text


def test_the_persons_own_word_leaves_too(person: Rehearsal) -> None:
    for text in OWN_WORD:
        person.says(text)
    session = Session.loads(person.app.store.held(person.channel.name, PERSON).state)
    assert session is not None
    assert session.leave_word == "bluekettle"
    assert "blue kettle" not in session.written.values()
    assert [reply.text for reply in person.says("Blue ketle")] == [cover()]
    assert person.held() == "nothing"


OWN_WORD = ["hi", "menu", "4", "my own word", "blue kettle"]


def test_after_leaving_the_same_message_gets_a_strangers_answer(person: Rehearsal) -> None:
    first = [reply.plain for reply in person.says("hi")]
    person.says("1")
    person.says("exit")
    assert [reply.plain for reply in person.says("hi")] == first


def test_leaving_is_never_limited(person: Rehearsal) -> None:
    person.says("hi")
    for _ in range(200):
        person.clock.move(-5)
        person.says("hello again")
    person.clock.move(-5)
    assert person.says("something more") == [], "the control: others are limited by now"
    person.clock.move(-5)
    assert [reply.text for reply in person.says("exit")] == [cover()]
    assert person.held() == "nothing"


def test_leaving_with_the_channel_down_still_purges_and_takes_the_chat_back_later(
    person: Rehearsal,
) -> None:
    person.says("hi")
    alive = keys(person)
    person.channel.down = True
    person.says("exit")
    assert not any(found_in_files(person.folder, key) for key in alive[:1])
    assert person.app.store.held(person.channel.name, PERSON).state is None
    person.channel.down = False
    person.later(600)
    assert [m for m in person.channel.phone.left() if not m.mine] == []
    assert person.held() == "nothing"


def test_leaving_twice_and_leaving_as_a_stranger_are_harmless(person: Rehearsal) -> None:
    for _ in range(3):
        assert [reply.text for reply in person.says("exit")] == [cover()]
    assert person.held() == "nothing"


def test_what_is_unsent_when_somebody_leaves_is_never_sent(person: Rehearsal) -> None:
    person.says("hi")
    person.channel.down = True
    person.says("shelter surrey punjabi")
    person.says("exit")
    person.channel.down = False
    before = len(person.channel.replies)
    for _ in range(5):
        person.later(20)
    assert person.channel.replies[before:] == []


@pytest.mark.parametrize("step", ["wipe_slots", "purge"])
def test_whatever_fails_in_leaving_nothing_but_the_last_line_is_said(
    person: Rehearsal, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    person.says("hi")

    def broken(*_: object) -> None:
        raise OSError

    with monkeypatch.context() as patched:
        patched.setattr(person.app.store, step, broken)
        assert [reply.text for reply in person.says("exit")] == [cover()]


def test_an_own_word_never_stands_before_danger_or_another_word(person: Rehearsal) -> None:
    for word in (
        "ranger",
        "skin",
        "mena",
        "thanks",
        "hello",
        "shelter",
        "surrey",
        "phone",
        "yes please",
        "punjabi",
    ):
        at(person, ("about", "word"))
        person.says(word)
        held = person.app.store.held("signal", PERSON).state
        session = Session.loads(held)
        assert session is not None, word
        assert session.leave_word is None, word
    at(person, ("about", "word"))
    person.says("garden hose")
    session = Session.loads(person.app.store.held("signal", PERSON).state)
    assert session is not None
    assert session.leave_word == "gardenhose"


def test_all_exits_are_different_words_for_the_same(person: Rehearsal) -> None:
    for word, again in itertools.pairwise(EXITS):
        person.says("hi")
        assert person.says(word) == person.says(again)
