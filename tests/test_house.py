"""The shape of the house: layers, names, lock files, and that each rule can fail."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from importlib import metadata
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
OURS = ("bot", "flows", "store", "directory", "config")


def contracts(folder: Path) -> subprocess.CompletedProcess[str]:
    """Check the import contracts of a tree."""
    command = [sys.executable, "-c", "from importlinter.cli import lint_imports_command as c; c()"]
    return subprocess.run(
        [*command, "--no-cache"],
        cwd=folder,
        capture_output=True,
        text=True,
        env={"PYTHONPATH": str(folder), "PATH": "/usr/bin:/bin"},
        check=False,
    )


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A copy of our packages and of the contracts."""
    code_only = shutil.ignore_patterns("data", "__pycache__")
    for name in OURS:
        shutil.copytree(ROOT / name, tmp_path / name, ignore=code_only)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def test_the_layers_are_kept(tree: Path) -> None:
    assert contracts(tree).returncode == 0


@pytest.mark.parametrize(
    ("file", "line"),
    [
        ("flows/spelling.py", "import store"),
        ("store/crypto.py", "import config"),
        ("directory/model.py", "import bot.limits"),
        ("bot/dispatcher.py", "import config"),
    ],
)
def test_breaking_a_layer_fails(tree: Path, file: str, line: str) -> None:
    path = tree / file
    text = path.read_text(encoding="utf-8")
    marker = "from __future__ import annotations\n"
    start = text.index(marker) + len(marker) if marker in text else 0
    path.write_text(f"{text[:start]}{line}\n{text[start:]}", encoding="utf-8")
    assert contracts(tree).returncode != 0


def test_no_installed_distribution_claims_our_names() -> None:
    """One that ships a top-level `store` would replace ours without a word, were we installed."""
    claimed = {
        Path(str(file)).parts[0]
        for distribution in metadata.distributions()
        for file in distribution.files or ()
        if len(Path(str(file)).parts) > 1
    }
    assert "pytest" in claimed
    assert claimed.isdisjoint(OURS)


def test_lock_files_hold_hashes_and_no_addresses() -> None:
    for path in ROOT.glob("requirements*.txt"):
        text = path.read_text(encoding="utf-8")
        assert "://" not in text
        names = re.findall(r"^([a-z0-9][\w.-]*)==", text, re.MULTILINE | re.IGNORECASE)
        assert names
        assert text.count("--hash=sha256:") >= len(names)


def test_no_module_has_a_name_that_says_nothing() -> None:
    vague = {"utils", "util", "helpers", "helper", "common", "managers", "manager", "core", "misc"}
    for name in OURS:
        for path in (ROOT / name).rglob("*.py"):
            assert path.stem not in vague, path


def test_the_excerpt_in_the_readme_is_a_real_conversation() -> None:
    excerpt = (ROOT / "README.md").read_text(encoding="utf-8").split("```")[3]
    real = (ROOT / "tests/transcripts/first-message-is-a-question.txt").read_text(encoding="utf-8")
    for part in excerpt.strip().split("\n...\n"):
        assert part.strip() in real


def test_the_readme_names_only_what_exists() -> None:
    for path in ("README.md", "SECURITY.md", "CONTRIBUTING.md", "docs/architecture.md"):
        text = (ROOT / path).read_text(encoding="utf-8")
        for link in re.findall(r"\]\(([^)#:]+)\)", text):
            assert ((ROOT / path).parent / link).exists(), f"{path} links to {link}"
        for test in re.findall(r"tests/test_\w+\.py", text):
            assert (ROOT / test).exists(), f"{path} names {test}"
