"""What agencies answered: no client in it, approved before it counts, and then with a name."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from test_directory_import import attribute, run, service

from directory import Contact, Directory, DirectoryError, Fact, outcomes
from directory.check import check
from directory.hsds.profile import FACTS, QUESTIONS
from directory.outcomes import Outcome
from store import Full, Outcomes, open_agency

ROOT = Path(__file__).parent.parent
LINE = "bc-victimlink"
TOLD = {
    "id": LINE, "date": "2026-11-22", "by": "North Shore",
    "facts": {"able": "yes", "knows_trafficking": "yes", "culture_food": "no"},
}  # fmt: skip


def outcome(id_: str = LINE, date: str = "2026-11-22", **facts: Fact) -> Outcome:
    return Outcome(id_, date, "North Shore", tuple(facts.items()))


def told(folder: Path, *held: Outcome) -> Directory:
    for one in held:
        outcomes.add(folder / outcomes.FILE, one)
    return Directory.load(own=folder)


def line_of(directory: Directory, id_: str = LINE) -> Contact:
    found = directory.contact(id_)
    assert found is not None
    return found


def test_an_approved_answer_is_a_fact_with_who_was_told_and_when(tmp_path: Path) -> None:
    line = line_of(told(tmp_path, outcome(knows_trafficking=Fact.YES, takes_children=Fact.NO)))
    assert line.fact("trafficking_experience") is Fact.YES
    assert line.fact("takes_children") is Fact.NO
    said = line.confirmation("trafficking_experience")
    assert said is not None
    assert (said.by, said.date) == ("North Shore", "2026-11-22")
    assert line.confirmation("takes_pets") is None
    assert "Takes no children." in line.asks


def test_without_the_file_nothing_is_confirmed() -> None:
    assert line_of(Directory.load()).confirmed == ()


def test_the_latest_answer_wins_whatever_the_order_in_the_file(tmp_path: Path) -> None:
    late, early = outcome(able=Fact.NO), outcome(date="2025-01-31", able=Fact.YES)
    line = line_of(told(tmp_path, late, early))
    assert line.fact("able") is Fact.NO
    assert [one.date for one in line.confirmed] == ["2026-11-22"]


def test_an_answer_wins_over_the_source(tmp_path: Path) -> None:
    assert line_of(Directory.load()).interpretation is Fact.YES
    assert line_of(told(tmp_path, outcome(interpretation=Fact.NO))).interpretation is Fact.NO


def test_an_answer_that_is_unknown_changes_nothing(tmp_path: Path) -> None:
    held = (
        outcome(date="2026-01-31", takes_children=Fact.NO),
        outcome(takes_children=Fact.UNKNOWN),
    )
    line = line_of(told(tmp_path, *held))
    assert line.fact("takes_children") is Fact.NO
    assert [one.date for one in line.confirmed] == ["2026-01-31"]


def imported(folder: Path, *documents: dict[str, Any]) -> None:
    run(folder, *documents)


HOUSE = service("h", attribute("shelter"), attribute("takes_children", "no"))


def test_a_house_that_now_takes_children_is_found_for_them(tmp_path: Path) -> None:
    imported(tmp_path, HOUSE)
    directory = Directory.load(own=tmp_path)
    surrey = directory.read_place("surrey").place
    assert surrey is not None
    before = directory.refer("shelter", surrey.id, None, ("children",))
    assert "h" not in [m.contact.id for m in before.matches]
    after = told(tmp_path, outcome("h", takes_children=Fact.YES)).refer(
        "shelter", surrey.id, None, ("children",)
    )
    assert after.matches[0].contact.id == "h"
    assert "Takes no children." not in after.matches[0].contact.asks


def test_a_house_that_turns_children_away_now_is_offered_to_nobody_with_them(
    tmp_path: Path,
) -> None:
    imported(tmp_path, service("h", attribute("shelter")))
    text = "shelter surrey with my kids"

    def found(directory: Directory) -> list[str]:
        return [match.contact.id for match in directory.find(directory.read(text)).matches]

    assert "h" in found(Directory.load(own=tmp_path))
    directory = told(tmp_path, outcome("h", takes_children=Fact.NO))
    assert "h" not in found(directory)
    surrey = directory.read_place("surrey").place
    assert surrey is not None
    page = directory.refer("shelter", surrey.id, None, ("children",))
    assert "h" not in [match.contact.id for match in page.matches]
    assert line_of(directory, "h").fact("takes_children") is Fact.NO


def test_a_name_gives_the_service_with_its_answers(tmp_path: Path) -> None:
    imported(tmp_path, service("h", name="Quillfeather House"))
    directory = told(tmp_path, outcome("h", able=Fact.YES))
    assert directory.agency_named("quillfeather")[0].fact("able") is Fact.YES


def test_the_questions_ask_for_facts_of_the_one_table() -> None:
    assert set(QUESTIONS.values()) <= set(FACTS)
    assert len(set(QUESTIONS.values())) == len(QUESTIONS)


GOOD = '[[outcome]]\nid = "a"\ndate = "2026-01-31"\nby = "AB"\nfacts = { able = "yes" }\n'


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[[outcome]\n", "outcomes.toml: cannot be read"),
        ("outcome = 3\n", "outcomes.toml: write each one under [[outcome]]"),
        ('[[outcome]]\nid = "a"\n', "outcomes.toml: outcome 1: needs by, date, facts, id"),
        (GOOD.replace('"2026-01-31"', "2026-01-31"), "id, date and by are text"),
        (GOOD.replace("01-31", "13-31"), "date '2026-13-31' is not like"),
        (GOOD.replace('"AB"', '"A\\nB"'), "by is one line"),
        (GOOD.replace('"AB"', f'"{"x" * 61}"'), "by is one line of at most 60"),
        (GOOD.replace("{ able", "{ client"), "fact 'client' is not one of"),
        (GOOD.replace('"yes"', '"maybe"'), "able is one of yes, no, unknown"),
        (GOOD.replace('{ able = "yes" }', "{}"), "facts is a table of answers"),
        (GOOD + GOOD.replace("facts", "name"), "outcome 2: needs by"),
    ],
)
def test_a_file_of_outcomes_that_is_unsound_is_named(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / outcomes.FILE).write_text(text, "utf-8")
    with pytest.raises(DirectoryError) as fault:
        Directory.load(own=tmp_path)
    assert said in str(fault.value)
    assert any(said in problem for problem in check(own=tmp_path))


def test_a_sound_file_is_not_named(tmp_path: Path) -> None:
    (tmp_path / outcomes.FILE).write_text(GOOD, "utf-8")
    assert check(own=tmp_path) == ["outcomes.toml: a: no such entry"]
    imported(tmp_path, service("a"))
    assert check(own=tmp_path) == []


def test_what_somebody_is_called_cannot_break_the_file(tmp_path: Path) -> None:
    by = 'A" }\\ [[outcome]] é'
    outcomes.add(tmp_path / outcomes.FILE, Outcome(LINE, "2026-01-31", by, (("able", Fact.YES),)))
    (kept,) = outcomes.load(tmp_path / outcomes.FILE)
    assert kept.by == by


@pytest.fixture
def waiting(tmp_path: Path) -> Iterator[Outcomes]:
    durable, vault = open_agency(tmp_path / "agency")
    yield Outcomes(durable, vault)
    durable.close()


def test_what_waits_is_told_oldest_first_until_it_is_dropped(waiting: Outcomes) -> None:
    early = {**TOLD, "date": "2026-01-31"}
    waiting.add(TOLD)
    waiting.add(early)
    (first, value), (_, second) = waiting.pending()
    assert (value, second) == (early, TOLD)
    waiting.drop(first)
    assert [value for _, value in waiting.pending()] == [TOLD]


def test_what_waits_can_be_read_by_nobody_without_the_key(
    waiting: Outcomes, tmp_path: Path
) -> None:
    waiting.add(TOLD)
    folder = tmp_path / "agency"
    held = b"".join(path.read_bytes() for path in folder.iterdir() if path.suffix != ".key")
    for trace in (b"North Shore", b"victimlink", b"knows_trafficking", b"2026-11"):
        assert trace not in held
    assert waiting.pending()[0][1]["by"] == "North Shore"


def test_too_many_that_wait_are_refused(waiting: Outcomes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("store.outcomes.MOST", 2)
    waiting.add(TOLD)
    waiting.add(TOLD)
    with pytest.raises(Full, match="directory review"):
        waiting.add(TOLD)
    assert len(waiting.pending()) == 2


def test_what_waits_changes_no_fact(waiting: Outcomes, tmp_path: Path) -> None:
    waiting.add(TOLD)
    assert line_of(Directory.load(own=tmp_path)).confirmed == ()


def review(folder: Path, typed: str) -> subprocess.CompletedProcess[str]:
    env = {
        **os.environ, "PYTHONPATH": str(ROOT), "PYTHONSAFEPATH": "1",
        "QUIETLINE_DIRECTORY_FOLDER": str(folder),
        "QUIETLINE_AGENCY_FOLDER": str(folder / "agency"),
    }  # fmt: skip
    return subprocess.run(
        [sys.executable, "-m", "bot.cli", "directory", "review", "--by", "AB"],
        input=typed, capture_output=True, text=True, env=env, cwd=ROOT, check=False, timeout=120,
    )  # fmt: skip


def test_an_operator_takes_some_drops_some_and_leaves_some(
    waiting: Outcomes, tmp_path: Path
) -> None:
    for day in ("01", "02", "03", "04"):
        waiting.add({**TOLD, "date": f"2026-01-{day}"})
    done = review(tmp_path, "y\nwhat\nn\ns\nq\n")
    assert done.returncode == 0, done.stderr
    assert "asked by North Shore on 2026-01-01" in done.stdout
    assert "knows_trafficking: yes" in done.stdout
    assert [one.date for one in outcomes.load(tmp_path / outcomes.FILE)] == ["2026-01-01"]
    assert [value["date"] for _, value in waiting.pending()] == ["2026-01-03", "2026-01-04"]
    # Whoever stops has stopped: the calls are not asked about either.
    assert "Called:" not in done.stdout
    assert line_of(Directory.load(own=tmp_path)).fact("able") is Fact.YES


def test_after_the_answers_come_the_calls(waiting: Outcomes, tmp_path: Path) -> None:
    waiting.add(TOLD)
    done = review(tmp_path, "n\nq\n")
    assert "Called:" in done.stdout
    assert waiting.pending() == []
    assert not (tmp_path / outcomes.FILE).exists()


def test_an_answer_about_nothing_cannot_be_taken(waiting: Outcomes, tmp_path: Path) -> None:
    waiting.add({**TOLD, "id": "gone"})
    waiting.add({**TOLD, "facts": {}})
    done = review(tmp_path, "y\ns\nq\n")
    assert "a service no longer listed" in done.stdout
    assert "none that can be used: dropped" in done.stdout
    assert not (tmp_path / outcomes.FILE).exists()
    assert [value["id"] for _, value in waiting.pending()] == ["gone"]
