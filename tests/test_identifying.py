"""What could say who somebody is, is pointed to; what a worker must be able to write is not."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.identifying import FIRST, Finding, findings, problem_of_code
from flows.identifying_names import NAMES, name_key, names, naming_words, tokens

ROWS = Path(__file__).with_name("data_identifying.tsv")
CANARY_NAMES = (Path(__file__).parent / "names.txt").read_text(encoding="utf-8").split()


def rows(kind: str | None) -> list[tuple[str, ...]]:
    """The texts of the table: of one kind of finding, or (None) those that hold nothing."""
    lines = ROWS.read_text(encoding="utf-8").splitlines()
    split = [tuple(line.split("\t")) for line in lines if line and not line.startswith("#")]
    return [row for row in split if (row[0] == "-") == (kind is None)]


@pytest.mark.parametrize(("kind", "words", "text"), rows("any"))
def test_what_identifies_is_found_where_it_is(kind: str, words: str, text: str) -> None:
    found = findings(text)
    assert [f for f in found if f.kind == kind and words in f.words], found
    assert all(text[f.start : f.end] == f.words for f in found)


@pytest.mark.parametrize(("_", "text"), rows(None))
def test_what_a_worker_must_be_able_to_write_passes(_: str, text: str) -> None:
    assert [(f.kind, f.words) for f in findings(text)] == []


def test_the_table_is_as_long_as_it_should_be() -> None:
    assert len(rows("any")) >= 250
    assert len(rows(None)) >= 180
    assert {row[0] for row in rows("any")} == set(FIRST)


def test_several_things_are_found_in_order_and_apart() -> None:
    text = "Her name is Harpreet Gill, 19 years old, 604 555 0199, 123 Main St."
    assert [f.kind for f in findings(text)] == ["name", "age", "phone", "address"]


def test_a_finding_does_not_show_the_words_it_holds() -> None:
    (found,) = findings("maria needs a bed")
    assert found.words == "maria"
    assert "maria" not in repr(found)


@pytest.mark.parametrize("name", CANARY_NAMES)
def test_every_name_that_the_canaries_use_is_found_after_the_word_name(name: str) -> None:
    assert [f.kind for f in findings(f"her name is {name}")] == ["name"]


def test_a_country_says_how_its_numbers_look() -> None:
    assert [f.kind for f in findings("ring 020 7946 0958", "GB")] == ["phone"]


@given(st.text(max_size=300))
@settings(max_examples=300, deadline=None)
def test_any_text_is_read_and_findings_lie_inside_it_in_order(text: str) -> None:
    _well_formed(text, findings(text))
    problem_of_code(text)


_PIECES = st.sampled_from(
    [
        "maria", "Grace", "604", "555 0199", "@", ".com", "17", "years", "old", "march", "/", "12",
        "St", "Main", "apt", "王", "小明", "김민지", "씨", "اسمي", "محمد", "меня зовут", "Анна",
        "नाम", "ਨਾਂ", "岁", "\u0301", "\u200f", "\n", "-", "'", "name is", "#", "V6B", "1A1",
        "née", "ß", "İ",
    ]
)  # fmt: skip


@given(st.lists(st.tuples(_PIECES, st.sampled_from(["", " ", ", "])), max_size=25))
@settings(max_examples=400, deadline=None)
def test_pieces_of_names_and_numbers_in_any_order_are_read(pieces: list[tuple[str, str]]) -> None:
    text = "".join(part for piece in pieces for part in piece)
    _well_formed(text, findings(text))
    problem_of_code(text)


def _well_formed(text: str, found: tuple[Finding, ...]) -> None:
    end = 0
    for one in found:
        assert end <= one.start < one.end <= len(text)
        assert one.words == text[one.start : one.end]
        assert one.kind in FIRST
        end = one.end


def _spaced(*kinds: str) -> list[str]:
    held = [name for name, kind in names().kinds.items() if kind in kinds]
    return sorted(name for name in held if name_key(name) == name)


@given(
    st.sampled_from(_spaced("sure", "given", "place")), st.sampled_from(_spaced("sure", "family"))
)
@settings(max_examples=400, deadline=None)
def test_any_two_listed_names_after_her_name_is_are_found(first: str, last: str) -> None:
    for shown in (f"{first} {last}", f"{first.title()} {last.title()}"):
        if shown.split()[0] in naming_words()["no_name"]:
            continue  # "her name is an": what follows is no name, unless it has its capital
        text = f"her name is {shown}"
        found = [f for f in findings(text) if f.kind == "name"]
        assert found, text
        assert found[0].start <= len("her name is ") + len(first)


@pytest.mark.parametrize(
    ("code", "problem"),
    [
        *((code, None) for code in (
            "K7", "blue house", "north 3", "otter", "B-12", "4", "the blue one", "green hill",
            "tea", "river 2", "lamp", "Q", "second stop", "7a", "bus", "cedar 14", "синий дом",
            "dos lunas", "蓝色", "푸른 집",
            "north cafe", "red barn", "green ladder", "B12", "team 4", "farm 2", "cafe",
            "blue kite", "the clinic", "hotel", "my school", "oak 3", "second farm",
            "bus stop 2", "star 5", "my car", "le chat",
        )),
        *((code, "name") for code in (
            "maria", "Maria P", "rose", "grace", "victoria", "ROSE", "maria 3", "harpreet", "小明",
            "王小明", "김민지", "Анна", "ਹਰਪ੍ਰੀਤ", "Mr Lee", "april", "nguyen", "فاطمة", "Olena's",
        )),
        *((code, "number") for code in (
            "604 555 0199", "12345", "file 4821", "AB123456", "1 2 3 4 5", "age 19", "٦٠٤٥٥٥٠١٩٩",
            "AB1 23C", "case-20933",
        )),
        *((code, "address") for code in (
            "123 main st", "123 main", "apt 4", "V6B 1A1", "12 rue Saint-Denis", "room 12",
            "450 oak", "Hastings Street", "Main St", "No 3 Road", "rue ontario", "king george blvd",
            "kingsway", "Kingsway 7-11", "fraser hwy", "oak drive", "fraser 41st", "main & fraser",
            "lunch on main", "Lotus Spa", "hotel 12", "the Best Western", "holiday inn", "super 8",
            "jade massage", "maple school", "pretty nails", "sunrise farm", "joes cafe", "7-11",
            "st pauls hospital", "église du lac", "mcdonalds", "салон люкс", "如家酒店",
            "롯데호텔", "ਹੋਟਲ 5", "lotus-spa", "LotusSpa", "main_st", "dunbar 41st",
        )),
        *((code, "date") for code in ("12 march", "2024-03-12", "03/12", "may 5", "1999")),
        *((code, "handle") for code in ("@sweetgirl", "insta: kit_kat", "snap kitkat", "t.me/abc")),
        *((code, "email") for code in ("a@b.ca", "kit at gmail dot com")),
        *((code, "long") for code in (
            "the second house on left", "one two three more", "abcdefghijklmnopqrstuvwxyz",
        )),
        *((code, "empty") for code in ("", "   ", "\u200b", "...", "\n")),
    ],
)  # fmt: skip
def test_codes_that_identify_are_refused_with_the_reason(code: str, problem: str | None) -> None:
    assert problem_of_code(code) == problem


def test_the_lists_of_names_are_sorted_and_hold_what_they_say() -> None:
    text = NAMES.read_text(encoding="utf-8")
    assert "MIT License" in text.split("\n[sure]\n")[0]
    sections = [part.split("]\n", 1)[1].split("\n") for part in text.split("\n[")[1:]]
    held = [[name for name in section if name] for section in sections]
    assert all(section == sorted(set(section)) for section in held)
    assert len(held[0]) > 10_000
    kinds = names().kinds
    assert (kinds["maria"], kinds["grace"], kinds["victoria"]) == ("sure", "given", "place")
    assert all(
        word not in kinds for word in ("surrey", "vancouver", "monday", "punjabi", "tagalog")
    )


def test_words_keep_their_vowel_signs_and_their_place() -> None:
    text = "मेरा नाम O’Neil-Smith है"
    assert [text[t.start : t.end] for t in tokens(text)] == ["मेरा", "नाम", "O’Neil-Smith", "है"]
    assert name_key("É.".strip(".")) == "e"
    assert name_key("सीता") != name_key("सत")


def test_three_hundred_characters_take_less_than_a_blink() -> None:
    text = ("Her name is Harpreet, 604 555 0199, she lives at 123 Main St in Surrey. " * 5)[:300]
    findings(text)
    times = []
    for _ in range(20):
        begun = time.perf_counter()
        findings(text)
        times.append(time.perf_counter() - begun)
    # 2 ms where this was written; a machine that is busy with other tests gets more.
    assert min(times) < 0.02


@pytest.mark.parametrize(
    "text", ["a" * 4000, "1 " * 2000, "Maria 12 " * 400, "@" * 4000, "- " * 2000]
)
def test_a_long_text_is_no_way_to_stop_the_bot(text: str) -> None:
    begun = time.perf_counter()
    findings(text)
    assert time.perf_counter() - begun < 2


def test_importing_the_conversations_loads_no_lists_and_no_slow_library() -> None:
    code = (
        "import sys, flows.identifying, flows.times; from flows.identifying_names import names;"
        "assert names.cache_info().currsize == 0;"
        "print([m for m in ('phonenumbers', 'dateparser') if m in sys.modules])"
    )
    root = str(Path(__file__).parent.parent)
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=root,
        env={"PYTHONPATH": root}, check=True,
    )  # fmt: skip
    assert done.stdout.strip() == "[]"
