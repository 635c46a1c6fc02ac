"""Each mistake that content can have is named, with file and node, before anyone meets it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from flows import ContentError, check, load
from flows.check import revealing
from flows.load import FOLDER, Issue, read
from flows.reading import grade, syllables

SHAPE = """
start = "hello"

[nodes.hello]
kind = "say"
next = "pick"

[nodes.pick]
kind = "choose"
options = { one = "own", two = "done" }

[nodes.own]
kind = "write"
next = "done"

[nodes.done]
kind = "end"
"""

WORDS = """
## source: own | reviewer: none yet | date: 2026-11-22

hello = Hello there. This is a line that is long enough to be read by all who look at it.

pick =
    Which of these two would you like to look at first today? You can pick one.
    .one = The first
    .two = The second
    .why = So that you only see what you want to see here, and no more than that today.

own =
    Is there a word that you would like to add here? A short one is fine to write.
    .why = So that you can find it again in the list that you make here, word for word.
"""


@pytest.fixture
def content_folder(tmp_path: Path) -> Path:
    """A copy of the real content, with a small sound flow added that the menu calls."""
    folder = tmp_path / "content"
    shutil.copytree(FOLDER, folder)
    (folder / "tiny").mkdir()
    write(folder)
    menu = folder / "menu" / "flow.toml"
    menu.write_text(menu.read_text().replace('flow = "about"', 'flow = "tiny"', 1))
    about = (folder / "menu" / "flow.toml").read_text()
    assert 'flow = "tiny"' in about
    shutil.rmtree(folder / "about")
    return folder


def write(folder: Path, shape: str = SHAPE, words: str = WORDS) -> None:
    (folder / "tiny" / "flow.toml").write_text(shape, encoding="utf-8")
    (folder / "tiny" / "en.ftl").write_text(words, encoding="utf-8")


def issues(folder: Path) -> list[Issue]:
    content = read(folder)
    return sorted((*content.issues, *check(content)))


def test_sound_content_has_no_issue(content_folder: Path) -> None:
    assert issues(content_folder) == []


def test_our_own_content_has_no_issue() -> None:
    load()


SHAPE_MISTAKES = {
    "a target that is no node": (
        'two = "done"',
        'two = "dune"',
        "pick",
        "'dune', which is no node",
    ),
    "a start that is no node": ('start = "hello"', 'start = "hallo"', "", "starts at 'hallo'"),
    "a node nobody reaches": (
        "[nodes.done]",
        '[nodes.island]\nkind = "end"\n\n[nodes.done]',
        "island",
        "cannot be reached",
    ),
    "nothing ends": ('kind = "end"', 'kind = "say"\nnext = "pick"', "", "never ends"),
    "a circle without waiting": (
        '[nodes.hello]\nkind = "say"\nnext = "pick"',
        '[nodes.hello]\nkind = "branch"\non = "pick"\ncases = { one = "again" }\n'
        'otherwise = "pick"\n\n[nodes.again]\nkind = "call"\nflow = "tiny"\nnext = "pick"',
        "again",
        "circle without waiting",
    ),
    "an unknown kind": ('kind = "end"', 'kind = "finish"', "done", "unknown kind 'finish'"),
    "an unknown key": ('kind = "end"', 'kind = "end"\nnxt = "hello"', "done", "nxt"),
    "a missing key": ('kind = "write"\nnext = "done"', 'kind = "write"', "own", "lacks 'next'"),
    "a call to no flow": (
        'kind = "say"\nnext = "pick"',
        'kind = "call"\nflow = "nowhere"\nnext = "pick"',
        "hello",
        "calls 'nowhere'",
    ),
    "an unknown effect": (
        'kind = "say"\nnext = "pick"',
        'kind = "act"\neffect = "dance"\nnext = "pick"',
        "hello",
        "acts 'dance'",
    ),
    "a branch on a node that asks nothing": (
        'kind = "say"\nnext = "pick"',
        'kind = "branch"\non = "done"\ncases = { a = "pick" }\notherwise = "pick"',
        "hello",
        "asks nothing",
    ),
    "a case that cannot be answered": (
        'kind = "say"\nnext = "pick"',
        'kind = "branch"\non = "pick"\ncases = { three = "pick" }\notherwise = "pick"',
        "hello",
        "'three'",
    ),
    "too many options": (
        'options = { one = "own", two = "done" }',
        "options = { " + ", ".join(f'o{n} = "own"' for n in range(7)) + ', two = "done" }',
        "pick",
        "8 options",
    ),
    "a call from all to workers": (
        'kind = "say"\nnext = "pick"',
        'kind = "call"\nflow = "privacy"\nnext = "pick"',
        "hello",
        "is for a worker",
    ),
    "an unknown role": ('start = "hello"', 'start = "hello"\nrole = "boss"', "", "role 'boss'"),
    "a word that leaves": (
        'start = "hello"',
        'start = "hello"\nsaid = { en = ["exit"] }',
        "",
        "word for 'leave'",
    ),
    "a word of another flow": (
        'start = "hello"',
        'start = "hello"\nsaid = { en = ["privacy"] }',
        "",
        "is opened by 'privacy', as",
    ),
    "a word that is a number": (
        'start = "hello"',
        'start = "hello"\nsaid = { en = ["7"] }',
        "",
        "a number or nothing",
    ),
    "a variable from no question": (
        'start = "hello"',
        'start = "hello"\nvariables = { thing = "done" }',
        "",
        "is no question",
    ),
    "a variable that all have": (
        'start = "hello"',
        'start = "hello"\nvariables = { days = "own" }',
        "",
        "which all words have",
    ),
    "a check-in without its words": (
        'kind = "say"\nnext = "pick"',
        'kind = "act"\neffect = "begin"\nnext = "pick"',
        "hello",
        "needs a 'danger'",
    ),
    "a forgetting of no flow": (
        'kind = "say"\nnext = "pick"',
        'kind = "act"\neffect = "forget"\nsource = "nowhere"\nnext = "pick"',
        "hello",
        "forgets 'nowhere'",
    ),
    "a next page of nothing": (
        'kind = "say"\nnext = "pick"',
        'kind = "refer"\nneed = "pick"\nplace = "own"\ntongue = "own"\nrules = "pick"\n'
        'continues = "pick"\nnext = "pick"',
        "hello",
        "no first page",
    ),
    "leaving by skipping": (
        'options = { one = "own", two = "done" }',
        'options = { one = "own", two = "go" }\n\n[nodes.go]\nkind = "act"\neffect = "leave"',
        "pick",
        "leaves on 'skip'",
    ),
}


@pytest.mark.parametrize("name", SHAPE_MISTAKES)
def test_a_mistake_in_the_shape_is_named(content_folder: Path, name: str) -> None:
    old, new, node, problem = SHAPE_MISTAKES[name]
    assert SHAPE.count(old) == 1, "the mistake must be in the flow"
    write(content_folder, shape=SHAPE.replace(old, new))
    assert any(
        issue.file == "tiny/flow.toml" and issue.node == node and problem in issue.problem
        for issue in issues(content_folder)
    ), issues(content_folder)


def test_own_words_in_a_message_are_counted_as_long_as_they_can_be(content_folder: Path) -> None:
    shape = SHAPE.replace('start = "hello"', 'start = "hello"\nvariables = { thing = "own" }')
    write(content_folder, shape, WORDS.replace("This is a line", "{ $thing } and { $thing }"))
    assert any("characters long" in issue.problem for issue in issues(content_folder))
    write(content_folder, shape, WORDS.replace("This is a line", "{ $thing }"))
    assert issues(content_folder) == []


WORD_MISTAKES = {
    "no words for a node": ("hello = Hello", "hallo = Hello", "hello", "has no words"),
    "words left over": ("own =\n", "own2 = Left over.\n\nown =\n", "own2", "is no node"),
    "no words for an option": ("    .two = The second\n", "", "pick", "no words for the option"),
    "words for no option": (
        "    .two = The second\n",
        "    .two = The second\n    .three = The third\n",
        "pick",
        "which is no option",
    ),
    "no why": (
        "    .why = So that you can find it again in the list that you make here, word for word.\n",
        "",
        "own",
        "without a .why",
    ),
    "a preview that tells": ("Hello there. This", "Your safety plan. This", "hello", "'safety'"),
    "a why that tells": ("So that you only see", "So the police can see", "pick", "'police'"),
    "too long a message": (
        "hello = Hello there.",
        "hello = Hello there." + " This is more to read." * 25,
        "hello",
        "characters long",
    ),
    "words too hard to read": (
        "Is there a word that you would like to add here?",
        "Could additional considerations regarding individual circumstances be articulated?",
        "own",
        "reads at grade",
    ),
    "a label that is a command": (".two = The second", ".two = Back", "pick", "word for 'back'"),
    "a label that leaves": (".two = The second", ".two = Exit", "pick", "word for 'leave'"),
    "two labels the same": (".two = The second", ".two = the FIRST.", "pick", "the same"),
    "a label that is a number": (".two = The second", ".two = 2", "pick", "by a number"),
    "an unknown variable": ("This is a line", "This is { $nobody }", "hello", "unknown $nobody"),
    "a variable in a label": (
        ".two = The second",
        ".two = { $hours }",
        "pick",
        "outside its words",
    ),
    "a line that begins with a star": (
        "This is a line",
        "\n    * a line",
        "hello",
        "cannot be read at",
    ),
    "a line that begins with a bracket": (
        "This is a line",
        "\n    [ a line",
        "hello",
        "cannot be read at",
    ),
    "a line that begins with a dot": (
        "This is a line",
        "\n    .a = line",
        "hello",
        "which is no option",
    ),
    "the same id twice": (
        "own =\n",
        "hello = Hello to you. This is said a second time, and only one can be.\n\nown =\n",
        "hello",
        "written twice",
    ),
    "more of Fluent than a variable": (
        "This is a line",
        "This is { NUMBER(5) }",
        "hello",
        "more of Fluent",
    ),
    "no metadata": (
        "## source: own | reviewer: none yet | date: 2026-11-22",
        "## source: own",
        "hello",
        "no reviewer, date",
    ),
    "a promise that is not true everywhere": (
        "This is a line",
        "This is end-to-end encrypted,",
        "hello",
        "promises",
    ),
}


@pytest.mark.parametrize("name", WORD_MISTAKES)
def test_a_mistake_in_the_words_is_named(content_folder: Path, name: str) -> None:
    old, new, node, problem = WORD_MISTAKES[name]
    assert WORDS.count(old) == 1, "the mistake must be in the words"
    write(content_folder, words=WORDS.replace(old, new))
    assert any(
        issue.file == "tiny/en.ftl" and issue.node == node and problem in issue.problem
        for issue in issues(content_folder)
    ), issues(content_folder)


def test_a_language_that_lacks_words_is_named(content_folder: Path) -> None:
    (content_folder / "tiny" / "fr.ftl").write_text(WORDS.replace("own =", "own2 ="))
    assert any(
        issue.file == "tiny/fr.ftl" and issue.node == "own" for issue in issues(content_folder)
    )
    assert any(issue.file == "words/fr.ftl" for issue in issues(content_folder))


def test_unsound_content_is_refused_with_every_issue_at_once(content_folder: Path) -> None:
    write(content_folder, words=WORDS.replace("hello =", "hallo =").replace(".two", ".tow"))
    with pytest.raises(ContentError) as refused:
        load(content_folder)
    named = {issue.node for issue in refused.value.issues}
    assert {"hello", "hallo", "pick"} <= named


def test_toml_that_is_not_sound_is_named(content_folder: Path) -> None:
    write(content_folder, shape=SHAPE + '\n[nodes.hello]\nkind = "end"\n')
    assert any("not sound TOML" in issue.problem for issue in issues(content_folder))


def test_a_folder_that_is_no_content_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match="is this the content"):
        load(tmp_path)


def test_revealing_words_are_found_whatever_their_case_and_marks() -> None:
    assert revealing("POLICE, violence and Escape-routes", "en") == [
        "police",
        "violence",
        "escape",
    ]
    assert revealing("A shopping list for the weekend", "en") == []


def test_syllables_are_counted_as_people_say_them() -> None:
    said = {
        "the": 1, "little": 2, "table": 2, "write": 1, "person": 2, "computer": 3, "people": 2,
        "immigration": 4, "asked": 1, "wanted": 2, "changes": 2, "places": 2, "notes": 1,
        "being": 2, "idea": 3, "anything": 3, "everything": 3, "language": 2, "medicine": 3,
        "employer": 3, "station": 2, "radio": 3, "location": 3, "erased": 2, "deleted": 3,
        "devices": 3, "message": 2, "messages": 3, "usually": 4, "situation": 4, "whole": 1,
        "there": 1, "are": 1, "interpreter": 4, "moved": 1, "rules": 1, "held": 1, "why": 1,
    }  # fmt: skip
    assert {word: syllables(word) for word in said} == said


def test_the_reading_grade_tells_easy_from_hard() -> None:
    easy = "You can stop at any time. No one is told. You do not have to say your name."
    hard = (
        "Individuals experiencing exploitation may necessitate comprehensive multidisciplinary "
        "interventions facilitated by specialised organisations."
    )
    assert grade(easy) < 3
    assert grade(hard) > 15
    assert grade("") == 0.0
