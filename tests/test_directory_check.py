"""The check finds the directory sound, and names each mistake that is put into it."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from directory.check import check
from directory.directory import DATA


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    copy = tmp_path / "data"
    shutil.copytree(DATA, copy)
    return copy


def with_entry(id_: str, **values: Any) -> Callable[[Path], None]:
    def change(folder: Path) -> None:
        path = folder / "crisis_lines.json"
        entries = json.loads(path.read_text("utf-8"))
        for entry in entries:
            if entry["id"] == id_:
                entry.update(values)
        path.write_text(json.dumps(entries), "utf-8")

    return change


def with_text(name: str, old: str, new: str) -> Callable[[Path], None]:
    def change(folder: Path) -> None:
        path = folder / name
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), "utf-8")

    return change


def without(name: str) -> Callable[[Path], None]:
    return lambda folder: (folder / name).unlink()


def voice(number: str) -> list[dict[str, str]]:
    return [{"number": number, "kind": "voice", "label": ""}]


def test_the_directory_that_ships_is_sound() -> None:
    assert check() == []


@pytest.mark.parametrize(
    ("mistake", "said"),
    [
        (
            with_entry("bc-211", phones=voice("604-555")),
            "bc-211: phone 604-555: is not valid in CA",
        ),
        (
            with_entry("bc-211", phones=voice("call us")),
            "bc-211: phone call us: is not a phone number",
        ),
        (
            with_entry("bc-211", phones=voice("310-9999")),
            "bc-211: phone 310-9999: works in one province",
        ),
        (
            with_entry("ab-fvil", phones=voice("+1 310 1818")),
            "ab-fvil: phone +1 310 1818: works in one",
        ),
        (with_entry("gr-1109", phones=voice("1108")), "gr-1109: phone 1108: is not valid in GR"),
        (with_entry("bc-211", source_url=None), "bc-211: has no source"),
        (with_entry("bc-211", phones=[]), "bc-211: has no number"),
        (with_entry("bc-211", evidence=None), "bc-211: evidence is missing"),
        (with_entry("bc-211", confidence="maybe"), "bc-211: confidence is 'maybe'"),
        (with_entry("bc-211", id="bc-victimlink"), "bc-victimlink: two entries have this id"),
        (
            with_entry("bc-211", country="XX", region=None),
            "bc-211: country 'XX' is not a country code",
        ),
        (with_entry("bc-211", region="CA-XX"), "bc-211: region 'CA-XX' is not a province"),
        (with_entry("bc-211", region="US-WA"), "bc-211: region 'US-WA' is not of country 'CA'"),
        (with_entry("bc-211", topics=["beds"]), "bc-211: topic 'beds' is not known"),
        (with_entry("bc-211", tongues=["xx"]), "bc-211: language 'xx' is not in languages.toml"),
        (with_entry("ca-911", phones=[], withheld="x"), "CA: no emergency number"),
        (
            with_entry("ca-911", confidence="medium"),
            "ca-911: the home country's emergency number is not",
        ),
        (with_entry("ca-911", enforcement=False), "ca-911: an emergency line brings the police"),
        (with_entry("ca-rcmp-ht", asks=[]), "ca-rcmp-ht: run by an authority: asks must say so"),
        (
            with_text("phrases/en.toml", '"lawyer*"', '"shelter*", "lawyer*"'),
            "en.toml: 'shelter': means both legal and shelter",
        ),
        (
            with_text("phrases/en.toml", '"lawyer*"', '"lawyer*", "lawyer*"'),
            "en.toml: 'lawyer': is there twice under legal",
        ),
        (
            with_text("phrases/en.toml", '"lawyer*"', '"(a b|c)"'),
            "each choice in (a|b) is one word",
        ),
        (with_text("phrases/en.toml", '"lawyer*"', '".. lawyer"'), "a phrase begins with a word"),
        (with_text("phrases/en.toml", "\nlegal = [", "\nlegl = ["), "[needs] legl: not one of"),
        (
            with_text("languages.toml", 'aa = ["Afar"]', 'aa = ["Punjabi"]'),
            "'punjabi' is already aa",
        ),
        (without("places.sqlite"), "places.sqlite: not a gazetteer"),
        (without("crisis_lines.json"), "crisis_lines.json: cannot be read"),
        (without("short_codes.toml"), "short_codes.toml: cannot be read"),
        (without("languages.toml"), "languages.toml: cannot be read"),
    ],
)
def test_each_mistake_is_named(folder: Path, mistake: Callable[[Path], None], said: str) -> None:
    mistake(folder)
    assert any(said in problem for problem in check(folder)), check(folder)


def test_all_mistakes_are_named_at_once(folder: Path) -> None:
    with_entry("bc-211", phones=voice("call us"))(folder)
    with_entry("ca-988", source_url=None)(folder)
    without("short_codes.toml")(folder)
    said = "\n".join(check(folder))
    assert "bc-211" in said
    assert "ca-988" in said
    assert "short_codes.toml" in said


def test_an_empty_folder_is_told_and_never_a_traceback(tmp_path: Path) -> None:
    assert len(check(tmp_path)) >= 4
