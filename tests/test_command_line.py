"""The program as its users start it: as a process, with pipes, signals and mistakes."""

from __future__ import annotations

import io
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path

import pytest
from rehearsal import PERSON, setup
from rich.console import Console

from bot.channels.terminal import PhoneTerminal
from store import state_folder

ROOT = Path(__file__).parent.parent
IN_RAM = state_folder(None)
needs_ram = pytest.mark.skipif(IN_RAM is None, reason="no memory file system on this machine")


def quietline(*words: str, stdin: str | bytes = "", **env: str) -> subprocess.CompletedProcess[str]:
    """Run the launcher with the Python that runs the tests."""
    given = stdin.encode() if isinstance(stdin, str) else stdin
    done = subprocess.run(
        [str(ROOT / "quietline"), *words],
        input=given,
        capture_output=True,
        env={**os.environ, "QUIETLINE_PYTHON": sys.executable, **env},
        cwd=tempfile.gettempdir(),
        timeout=120,
        check=False,
    )
    out, err = (text.decode(errors="replace") for text in (done.stdout, done.stderr))
    return subprocess.CompletedProcess(done.args, done.returncode, out, err)


def test_a_pipe_gets_a_dialable_contact_and_a_neutral_end() -> None:
    done = quietline("chat", "--plain", stdin="hi\nshelter surrey punjabi\nexit\n")
    assert done.returncode == 0
    assert done.stderr == ""
    assert "Call 211" in done.stdout
    assert done.stdout.splitlines()[-1].startswith("bot: Okay")
    assert all(line.startswith(("bot: ", "     ")) for line in done.stdout.splitlines())


def test_an_input_that_is_no_terminal_is_plain_without_being_told() -> None:
    assert quietline("chat", stdin="hi\n").stdout.startswith("bot: Hello.")


@pytest.mark.parametrize(
    "stdin",
    [
        b"\xff\xfe\x00garbage\n\n\n",
        b"x" * 100_000 + b"\n",
        b"\x1b[2J\x07\x00\n",
        "\u202eright to left\n👍🏽\n".encode(),
        b"no line break at the end",
    ],
    ids=["bytes", "long", "control", "marks", "unended"],
)
def test_rude_bytes_are_answered_without_a_traceback(stdin: bytes) -> None:
    done = quietline("chat", "--plain", stdin=stdin)
    assert done.returncode == 0
    assert done.stdout.startswith("bot: ")
    assert done.stderr == ""


def test_nothing_remains_after_a_chat() -> None:
    if IN_RAM is None:
        pytest.skip("no memory file system on this machine")
    quietline("chat", "--plain", stdin="hi\n1\n2\n")
    assert list(IN_RAM.glob("chat-*/state/*")) == []


@needs_ram
def test_the_folder_of_a_chat_that_was_killed_is_removed_by_the_next() -> None:
    assert IN_RAM is not None
    killed = subprocess.Popen(
        [str(ROOT / "quietline"), "chat", "--plain"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, "QUIETLINE_PYTHON": sys.executable},
    )
    assert killed.stdin is not None
    assert killed.stdout is not None
    killed.stdin.write(b"hi\n")
    killed.stdin.flush()
    assert killed.stdout.readline().startswith(b"bot: ")
    killed.kill()
    killed.wait()
    killed.stdin.close()
    killed.stdout.close()
    left = set(IN_RAM.glob("chat-*"))
    assert left, "the control: a killed chat leaves its folder"
    quietline("chat", "--plain", stdin="hi\n")
    assert not [folder for folder in left if folder.exists()]


@pytest.fixture
def folder() -> Iterator[Path]:
    assert IN_RAM is not None
    with tempfile.TemporaryDirectory(dir=IN_RAM, prefix="run-") as name:
        yield Path(name)


@needs_ram
def test_a_conversation_goes_on_after_kill_9(folder: Path) -> None:
    environment = {**os.environ, "QUIETLINE_PYTHON": sys.executable}
    environment["QUIETLINE_STATE_FOLDER"] = str(folder)
    killed = subprocess.Popen(
        [str(ROOT / "quietline"), "run"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=environment,
    )
    assert killed.stdin is not None
    assert killed.stdout is not None
    killed.stdin.write(b"hi\n1\n3\n")
    killed.stdin.flush()
    stuck = threading.Timer(60, killed.kill)
    stuck.start()
    answered = any(b"That is all for now" in line for line in killed.stdout)
    os.kill(killed.pid, signal.SIGKILL)
    killed.wait()
    stuck.cancel()
    killed.stdin.close()
    killed.stdout.close()
    assert answered
    again = quietline("run", stdin="2\nexit\n", QUIETLINE_STATE_FOLDER=str(folder))
    assert "Linked devices" in again.stdout
    assert again.stdout.splitlines()[-1].startswith("bot: Okay")


def test_telegram_rules_send_private_steps_elsewhere() -> None:
    stdin = "hi\n1\n2\n"
    assert "better app" in quietline("chat", "--channel", "telegram", stdin=stdin).stdout
    assert "better app" not in quietline("chat", "--channel", "signal", stdin=stdin).stdout


def test_a_language_without_words_is_refused_with_those_that_have() -> None:
    done = quietline("chat", "--language", "xx", stdin="hi\n")
    assert done.returncode == 2
    assert "There are words in: en" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("QUIETLINE_COUNTRY", "Canada", "country"),
        ("QUIETLINE_IDLE_MINUTES", "soon", "idle_minutes"),
        ("QUIETLINE_OPERATR", "x", "QUIETLINE_OPERATR"),
        ("QUIETLINE_SETTINGS", "/nonexistent.toml", "cannot be read"),
        ("QUIETLINE_STATE_FOLDER", "/etc/quietline", "not on tmpfs"),
    ],
)
def test_a_setting_that_cannot_be_used_is_named(name: str, value: str, said: str) -> None:
    done = quietline("chat", "--plain", stdin="hi\n", **{name: value})
    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_a_wrong_setting_is_never_shown_with_its_value() -> None:
    done = quietline("chat", stdin="hi\n", QUIETLINE_LOG_LEVEL="zebra-canary")
    assert done.returncode == 2
    assert "zebra" not in done.stderr


@pytest.mark.parametrize(
    "words",
    [["flows", "talk", "nowhere"], ["flows", "draw", "nowhere"], ["directory", "search", "qwxz"]],
)
def test_what_does_not_exist_is_said_in_a_line(words: list[str]) -> None:
    done = quietline(*words)
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1


def test_flows_check_counts_and_tells_what_no_one_has_reviewed() -> None:
    done = quietline("flows", "check")
    assert done.returncode == 0
    assert "no issue" in done.stdout
    assert "wait for a reviewer" in done.stdout


def test_the_plan_can_be_drawn_as_a_picture_and_as_mermaid(tmp_path: Path) -> None:
    path = tmp_path / "plan.svg"
    assert quietline("flows", "draw", "plan", "--to", str(path)).returncode == 0
    text = "".join(ET.parse(path).getroot().itertext())
    for flow in setup().content.flows:
        if flow.startswith("plan_"):
            assert flow in text
    assert "One person I trust" in text
    assert quietline("flows", "draw", "plan", "--mermaid").stdout.startswith("flowchart TD")


def test_a_picture_that_cannot_be_written_is_said_in_a_line() -> None:
    done = quietline("flows", "draw", "plan", "--to", "/nonexistent/plan.svg")
    assert done.returncode == 2
    assert "cannot be written" in done.stderr


def test_directory_check_passes_and_search_answers() -> None:
    assert quietline("directory", "check").returncode == 0
    assert "Call 211" in quietline("directory", "search", "shelter", "surrey").stdout


def test_doctor_tells_what_is_wrong_and_how_to_mend_it() -> None:
    done = quietline("doctor", "--json")
    rows = {row["name"]: row for row in json.loads(done.stdout)}
    assert rows["content"]["state"] == "ok"
    assert rows["contacts"]["state"] == "warn"
    assert rows["contacts"]["mend"]
    assert quietline("doctor", QUIETLINE_COUNTRY="xx").returncode == 1


def test_every_command_has_help() -> None:
    for words in (
        [],
        ["chat"],
        ["run"],
        ["doctor"],
        ["flows"],
        ["flows", "check"],
        ["flows", "talk"],
        ["flows", "draw"],
        ["directory"],
        ["directory", "check"],
        ["directory", "search"],
    ):
        done = quietline(*words, "--help")
        assert done.returncode == 0
        assert len(done.stdout.splitlines()) > 3


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A copy of the program that can be spoiled."""
    for name in ("bot", "flows", "store", "directory", "config"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "quietline", tmp_path)
    return tmp_path


def spoiled(tree: Path) -> subprocess.CompletedProcess[str]:
    """Start a chat in a copy of the program."""
    return subprocess.run(
        [str(tree / "quietline"), "chat", "--plain"],
        input="hi\n",
        capture_output=True,
        text=True,
        env={**os.environ, "QUIETLINE_PYTHON": sys.executable},
        timeout=120,
        check=False,
    )


def test_unsound_content_is_refused_at_start_with_every_issue(tree: Path) -> None:
    for flow, old, new in (("menu", "menu =", "manu ="), ("again", ".yes =", ".yess =")):
        path = tree / "flows/content" / flow / "en.ftl"
        path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    done = spoiled(tree)
    assert (done.returncode, done.stdout) == (2, "")
    assert "menu/en.ftl, menu: has no words" in done.stderr
    assert "again/en.ftl, still: has no words for the option 'yes'" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_missing_directory_is_refused_at_start_with_its_file(tree: Path) -> None:
    (tree / "directory/data/crisis_lines.json").unlink()
    done = spoiled(tree)
    assert (done.returncode, done.stdout) == (2, "")
    assert "crisis_lines.json" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_malformed_entry_is_refused_at_start_by_its_id(tree: Path) -> None:
    path = tree / "directory/data/crisis_lines.json"
    entries = json.loads(path.read_text(encoding="utf-8"))
    spoilt = next(entry for entry in entries if entry["id"] == "bc-victimlink")
    spoilt["phones"][0]["number"] = ""
    path.write_text(json.dumps(entries), encoding="utf-8")
    done = spoiled(tree)
    assert (done.returncode, done.stdout) == (2, "")
    assert "crisis_lines.json" in done.stderr
    assert "bc-victimlink" in done.stderr


def test_without_a_memory_file_system_state_stays_in_the_process_and_this_is_said(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("bot.app.state_folder", lambda _wanted: None)
    assert setup().state_folder() is None
    out = io.StringIO()
    terminal = PhoneTerminal("signal", Console(file=out))
    app = setup().build({terminal.name: terminal}, None)
    assert app.store.in_memory
    terminal.welcome(in_process=True)
    assert "No memory file system here" in out.getvalue()
    app.dispatcher.handle(terminal.message("hi"))
    assert app.store.held(terminal.name, PERSON).state is not None
    app.dispatcher.handle(terminal.message("exit"))
    assert app.store.held(terminal.name, PERSON).state is None
    app.store.close()


def test_the_phone_shows_on_leaving_what_a_person_would_still_see() -> None:
    out = io.StringIO()
    terminal = PhoneTerminal("signal", Console(file=out, width=80))
    app = setup().build({terminal.name: terminal}, None)
    for text in ("hi", "exit"):
        app.dispatcher.handle(terminal.message(text))
    out.truncate(0)
    terminal.after_leaving("The server holds nothing of this conversation.")
    seen = out.getvalue()
    app.store.close()
    assert "you: hi" in seen
    assert "bot: Okay, that is fine." in seen
    assert "Hello. You can write here" not in seen
    assert "The server holds nothing" in seen
