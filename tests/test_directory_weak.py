"""A guess from single words, where no phrase is found: two must agree; small talk is no need."""

from __future__ import annotations

import pytest

from directory import Directory

DIRECTORY = Directory.load()


@pytest.mark.parametrize(
    ("text", "need"),
    [
        ("no wage for 2 months restaurant kitchen", "labour_exploitation"),
        ("got nowhere to crash and its raining", "shelter"),
    ],
)
def test_two_words_that_agree_make_a_guess(text: str, need: str) -> None:
    assert DIRECTORY.read(text).needs == (need,)


@pytest.mark.parametrize(
    "text",
    [
        "hello how are you today",
        "what is the weather like",
        "i do not know what to write here",
        "can you tell me more about this",
        "the second one please",
        "my sister in the blue house",
        "that is a good idea thank you",
        "wait a minute i will come back",
        "what do you mean by that",
        "early in the morning on weekdays",
        "a song that my mother sang",
        "sorry wrong number",
    ],
)
def test_small_talk_and_own_words_are_no_need(text: str) -> None:
    query = DIRECTORY.read(text)
    assert query.needs == ()
    assert not query.danger
