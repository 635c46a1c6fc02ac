"""An agency's own conversations laid over ours: the example of docs/authoring.md, as written."""

from __future__ import annotations

from pathlib import Path

import pytest
from rehearsal import setup, write_guide

from flows import Content, ContentError, Scene, Session, load, render
from flows.engine import advance
from flows.turn import Turn
from flows.understand import Opened, understand


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """The folder that the guide tells an agency to make."""
    write_guide(tmp_path)
    return tmp_path / "own"


def scene(agency: str | None) -> Scene:
    return Scene(True, 1_790_000_000.0, "us", "us.01", "en", 240, 720, None, float, int, agency)


def opened(word: str, role: str, content: Content) -> Turn:
    """The turn of somebody of a role who writes a word at their menu."""
    at = int(scene(None).now // 60)
    menu = "work" if role == "worker" else "menu"
    session = Session(menu, content.flows[menu].start, role=role, at=at)
    answer = understand(word, session, content, setup().directory)
    agency = "North Shore" if role == "worker" else None
    return advance(session, answer, content, setup().directory, scene(agency))


def test_the_example_of_the_guide_is_whole(own: Path) -> None:
    assert {path.name for path in own.rglob("*.*")} == {"flow.toml", "en.ftl"}
    assert len(list(own.rglob("*.*"))) == 3


def test_the_page_of_the_guide_opens_by_its_word(own: Path) -> None:
    turn = opened("protocol", "worker", load(own=own))
    said = "\n".join(r.plain for r in render(turn, load(own=own), setup().directory))
    assert "rules of our house" in said
    assert "1 When somebody calls" in said


def test_a_page_for_workers_does_not_open_for_anybody_else(own: Path) -> None:
    content = load(own=own)
    assert opened("protocol", "survivor", content).session is not None
    assert "protocol" not in {line.flow for line in opened("protocol", "survivor", content).lines}
    session = Session("work", "work", role="worker")
    assert understand("protocol", session, content, setup().directory) == Opened("protocol")


def test_a_line_of_ours_is_replaced_and_all_others_stay(own: Path) -> None:
    ours, theirs = load(), load(own=own)
    assert "drop-in" in theirs.wording("words", "thanks", "en").text
    assert "drop-in" not in ours.wording("words", "thanks", "en").text
    assert theirs.wording("words", "cover", "en") == ours.wording("words", "cover", "en")


def test_a_flow_of_ours_is_replaced_whole(own: Path) -> None:
    (own / "after").mkdir()
    (own / "after" / "flow.toml").write_text(
        'role = "worker"\nstart = "one"\n[nodes.one]\nkind = "say"\nnext = "done"\n'
        '[nodes.done]\nkind = "end"\n'
    )
    words = "After a long day, we meet in the kitchen at five, and there is tea for all who come."
    (own / "after" / "en.ftl").write_text(
        f"## source: own | reviewer: the lead | date: 2026-11-22\n\none = {words}\n"
    )
    content = load(own=own)
    assert set(content.flows["after"].nodes) == {"one", "done"}
    assert content.wording("after", "one", "en").text == words


@pytest.mark.parametrize(
    ("name", "text", "problem"),
    [
        ("protocol/flow.toml", 'start = "gone"', "starts at 'gone'"),
        ("protocol/flow.toml", "start = ", "not sound TOML"),
        ("protocol/en.ftl", "first = Hello", "has no source"),
        ("words/en.ftl", "nobody-says-this = Hello", "no line that the engine says"),
    ],
)
def test_what_is_wrong_with_it_is_named(own: Path, name: str, text: str, problem: str) -> None:
    (own / name).write_text(text, encoding="utf-8")
    with pytest.raises(ContentError) as error:
        load(own=own)
    assert any(problem in str(issue) for issue in error.value.issues)


def test_a_word_that_means_something_else_opens_nothing(own: Path) -> None:
    flow = own / "protocol" / "flow.toml"
    flow.write_text(flow.read_text().replace('"protocol", "our rules"', '"exit", "refer"'))
    with pytest.raises(ContentError) as error:
        load(own=own)
    problems = [str(issue) for issue in error.value.issues]
    assert any("'exit', which is a word for 'leave'" in problem for problem in problems)
    assert any("'refer', as" in problem for problem in problems)


def test_a_survivors_flow_cannot_lead_to_a_workers(own: Path) -> None:
    (own / "about").mkdir()
    (own / "about" / "flow.toml").write_text(
        'start = "go"\n[nodes.go]\nkind = "call"\nflow = "protocol"\nnext = "done"\n'
        '[nodes.done]\nkind = "end"\n'
    )
    with pytest.raises(ContentError, match="which is for a worker"):
        load(own=own)


def test_words_of_another_language_leave_as_well(own: Path) -> None:
    (own / "commands.toml").write_text('[leave]\nde = ["raus hier"]\n', encoding="utf-8")
    assert load(own=own).commands.find("Raus hier!") == "leave"
    assert load().commands.find("Raus hier!") is None


def test_a_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match="is no folder"):
        load(own=tmp_path / "nowhere")
