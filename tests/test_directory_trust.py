"""What people confirmed is kept, counted and asked for before strangers are answered."""

import os
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from bot.app import Setup, SetupError, set_up
from directory import Directory, DirectoryError, reviews
from directory.check import check
from directory.reviews import Review

ROOT = Path(__file__).parent.parent
LINE = "bc-victimlink"


def review(id_: str = LINE, **values: object) -> Review:
    contact = next(c for c in Directory.load().contacts if c.id == id_)
    numbers = tuple(phone.number for phone in contact.phones)
    plain = Review(id_, "2026-01-31", "AB", "confirmed", numbers)
    return replace(plain, **values)  # type: ignore[arg-type]


def contact_of(folder: Path, id_: str = LINE) -> object:
    directory = Directory.load(own=folder)
    return next((c for c in directory.contacts if c.id == id_), None)


def test_a_confirmed_entry_says_when(tmp_path: Path) -> None:
    reviews.add(tmp_path / reviews.FILE, review())
    found = next(c for c in Directory.load(own=tmp_path).contacts if c.id == LINE)
    assert found.last_reviewed == "2026-01-31"
    assert LINE not in {c.id for c in Directory.load(own=tmp_path).unreviewed()}


def test_a_number_found_wrong_is_not_offered_until_confirmed_anew(tmp_path: Path) -> None:
    reviews.add(tmp_path / reviews.FILE, review(outcome="wrong"))
    assert contact_of(tmp_path) is None
    reviews.add(tmp_path / reviews.FILE, review(date="2026-02-01"))
    assert contact_of(tmp_path) is not None


def test_a_review_of_another_number_counts_for_nothing(tmp_path: Path) -> None:
    reviews.add(tmp_path / reviews.FILE, review(numbers=("1-800-555-0000",)))
    assert LINE in {c.id for c in Directory.load(own=tmp_path).unreviewed()}


def test_what_a_reviewer_types_cannot_break_the_file(tmp_path: Path) -> None:
    by = 'A"\n[[review]]\\'
    reviews.add(tmp_path / reviews.FILE, review(by=by))
    (kept,) = reviews.load(tmp_path / reviews.FILE)
    assert kept.by == 'A"[[review]]\\'


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[[review]\n", "reviews.toml: cannot be read"),
        ('[[review]]\nid = "a"\n', "reviews.toml: review 1: needs by, date, id"),
        (
            '[[review]]\nid = "a"\nby = "b"\ndate = "today"\noutcome = "confirmed"\nnumbers = []\n',
            "date 'today' is not like",
        ),
        (
            '[[review]]\nid = "a"\nby = "b"\ndate = "2026-01-31"\noutcome = "ok"\nnumbers = []\n',
            "outcome is one of",
        ),
    ],
)
def test_a_reviews_file_that_is_unsound_is_named(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / reviews.FILE).write_text(text, "utf-8")
    with pytest.raises(DirectoryError) as fault:
        Directory.load(own=tmp_path)
    assert said in str(fault.value)


def test_an_old_review_of_a_hotline_stops_a_release(tmp_path: Path) -> None:
    reviews.add(tmp_path / reviews.FILE, review())
    asked = {"own": tmp_path, "most_days": 365}
    assert check(**asked, today=date(2027, 1, 31)) == []
    (said,) = check(**asked, today=date(2027, 2, 2))
    assert said == f"reviews.toml: {LINE}: last confirmed 367 days ago: call it again"
    assert check(own=tmp_path, most_days=0, today=date(2040, 1, 1)) == []


def test_a_review_of_nothing_is_named(tmp_path: Path) -> None:
    reviews.add(tmp_path / reviews.FILE, review(id=LINE))
    path = tmp_path / reviews.FILE
    path.write_text(path.read_text("utf-8").replace(LINE, "no-such-line"), "utf-8")
    assert "reviews.toml: no-such-line: no such entry" in check(own=tmp_path)


@pytest.fixture(scope="module")
def whole() -> Setup:
    return set_up()


def with_settings(whole: Setup, **values: object) -> Setup:
    return replace(whole, settings=whole.settings.model_copy(update=values))


def test_production_refuses_while_hotlines_are_unconfirmed_and_says_how_many(whole: Setup) -> None:
    with pytest.raises(SetupError, match=r"^\d+ hotlines of CA were not confirmed"):
        with_settings(whole, production=True).on_a_network()


def test_the_operator_can_take_it_upon_themselves(whole: Setup) -> None:
    chosen = with_settings(whole, production=True, allow_unreviewed=True)
    assert chosen.on_a_network() is chosen


def test_a_trial_needs_no_confirmed_hotline(whole: Setup) -> None:
    assert with_settings(whole, production=False).on_a_network()


def test_production_runs_when_all_are_confirmed(whole: Setup) -> None:
    home = tuple(
        replace(c, last_reviewed="2026-01-31") if c.country == "CA" else c
        for c in whole.directory.contacts
    )
    confirmed = replace(whole, directory=replace(whole.directory, contacts=home))
    assert with_settings(confirmed, production=True).on_a_network()


def quietline(folder: Path, *words: str, typed: str = "") -> subprocess.CompletedProcess[str]:
    env = {
        **os.environ, "PYTHONPATH": str(ROOT), "PYTHONSAFEPATH": "1",
        "QUIETLINE_DIRECTORY_FOLDER": str(folder),
    }  # fmt: skip
    return subprocess.run(
        [sys.executable, "-m", "bot.cli", *words],
        input=typed, capture_output=True, text=True, env=env, cwd=ROOT, check=False,
    )  # fmt: skip


def test_a_review_is_walked_through_on_the_terminal(tmp_path: Path) -> None:
    done = quietline(tmp_path, "directory", "review", "--by", "AB", typed="y\nwhat\nw\ns\nq\n")
    assert done.returncode == 0
    first, second = reviews.load(tmp_path / reviews.FILE)
    assert (first.outcome, second.outcome) == ("confirmed", "wrong")
    assert first.by == "AB"
    assert "2 recorded" in done.stdout


def test_a_review_needs_a_name(tmp_path: Path) -> None:
    done = quietline(tmp_path, "directory", "review", "--by", " ")
    assert done.returncode == 2
    assert "Say who you are" in done.stderr


def test_an_import_that_fails_says_one_line_and_that_nothing_changed(tmp_path: Path) -> None:
    (tmp_path / "x.json").write_text("nothing of the kind, and no JSON either", "utf-8")
    done = quietline(tmp_path, "directory", "import", str(tmp_path / "x.json"))
    assert done.returncode == 2
    assert done.stderr == "Nothing was changed.\nx.json: is not JSON at its beginning\n"


def test_an_agencys_phrases_are_laid_over_ours(tmp_path: Path) -> None:
    (tmp_path / "phrases").mkdir()
    own = '[needs]\nshelter = ["frobnication", "lawyer*"]\n'
    (tmp_path / "phrases" / "en.toml").write_text(own, "utf-8")
    directory = Directory.load(own=tmp_path)
    assert directory.read("i need frobnication").needs == ("shelter",)
    assert directory.read("i need a lawyer").needs[0] == "shelter"
    assert Directory.load().read("i need a lawyer").needs == ("legal",)


def test_an_agencys_phrases_are_checked(tmp_path: Path) -> None:
    (tmp_path / "phrases").mkdir()
    (tmp_path / "phrases" / "en.toml").write_text('[needs]\nbeds = ["x"]\n', "utf-8")
    assert any("en.toml: [needs] beds: not one of" in said for said in check(own=tmp_path))
