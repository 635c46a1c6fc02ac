"""`./quietline worker` as an operator uses it, and what the doctor says of it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest
from agency_desk import AGENCY, NADIA, OMAR

from store import Workers, open_agency, read_code

ROOT = Path(__file__).parent.parent


def quietline(folder: Path | None, *words: str) -> subprocess.Popen[str]:
    """Start the program as an operator does."""
    env = {**os.environ, "QUIETLINE_PYTHON": sys.executable}
    if folder:
        env["QUIETLINE_AGENCY_FOLDER"] = str(folder)
    return subprocess.Popen(
        [str(ROOT / "quietline"), *words],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=env,
        cwd=tempfile.gettempdir(),
    )


def said(folder: Path | None, *words: str) -> tuple[int, str, str]:
    """Exit code, output and errors."""
    with quietline(folder, *words) as process:
        out, err = process.communicate(timeout=120)
    return process.returncode, out, err


def test_two_who_invite_at_once_on_a_new_server_give_two_codes_that_work(tmp_path: Path) -> None:
    folder = tmp_path / "agency"
    both = [quietline(folder, "worker", "invite", "--agency", name) for name in ("A", "B")]
    codes = []
    for process in both:
        with process:
            out, err = process.communicate(timeout=120)
        assert (process.returncode, err) == (0, "")
        codes.append(out.splitlines()[0])
    durable, vault = open_agency(folder)
    workers = Workers(durable, vault, time.time)
    made = [workers.redeem(code, *who) for code, who in zip(codes, (NADIA, OMAR), strict=True)]
    durable.close()
    assert [worker.agency for worker in made if worker] == ["A", "B"]


def test_an_operator_invites_lists_and_revokes(tmp_path: Path) -> None:
    code, out, err = said(tmp_path / "new", "worker", "invite", "--agency", AGENCY, "--days", "9")
    shown = out.splitlines()[0]
    assert (code, err) == (0, "")
    assert read_code(shown)
    assert "9 days" in out
    _, listed, _ = said(tmp_path / "new", "worker", "list")
    assert AGENCY in listed
    assert shown not in listed
    assert said(tmp_path / "new", "worker", "revoke", listed.split()[0])[0] == 0
    assert "No workers" in said(tmp_path / "new", "worker", "list")[1]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["invite", "--agency", " "], "Name the agency"),
        (["invite", "--agency", "x" * 61], "Name the agency"),
        (["invite", "--agency", "a\nb"], "Name the agency"),
        (["invite", "--agency", "A", "--days", "366"], "--days"),
        (["revoke"], "Say which"),
        (["revoke", "1234abcd", "--agency", "A"], "Say which"),
        (["revoke", "1234abcd"], "There is none"),
        (["revoke", "--agency", "A"], "There is none"),
    ],
)
def test_a_slip_on_the_command_line_is_said_with_code_2(
    tmp_path: Path, words: list[str], expected: str
) -> None:
    code, out, err = said(tmp_path, "worker", *words)
    assert (code, out) == (2, "")
    assert expected in err
    assert "Traceback" not in err


def test_without_a_folder_there_is_one_clear_line() -> None:
    code, out, err = said(None, "worker", "invite", "--agency", "A")
    assert (code, out) == (2, "")
    assert err.count("\n") == 1
    assert "agency_folder" in err


def test_doctor_counts_workers_and_tells_what_others_can_read(tmp_path: Path) -> None:
    folder = tmp_path / "agency"
    assert row(folder, "workers")["found"].startswith("none yet")
    assert not folder.exists(), "looking makes nothing"
    durable, vault = open_agency(folder)
    workers = Workers(durable, vault, time.time)
    workers.redeem(workers.invite(AGENCY, 300), *NADIA)
    durable.close()
    assert row(folder, "workers")["found"] == "1, and 0 open invites"
    assert row(folder, "workers: files")["state"] == "ok"
    (folder / "agency.key").chmod(0o644)
    files = row(folder, "workers: files")
    assert files["state"] == "fail"
    assert "agency.key" in files["mend"]
    (folder / "agency.key").write_text("00" * 32)
    assert row(folder, "workers")["state"] == "fail"


def row(folder: Path, name: str) -> dict[str, str]:
    rows = json.loads(said(folder, "doctor", "--json")[1])
    return next(found for found in rows if found["name"] == name)
