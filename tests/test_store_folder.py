"""Where the state may lie, and what the machine is checked for (T9)."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from store import Store, StoreError, folder, refusal, state_folder
from store.hardening import checks, harden
from tests.test_store_fakes import RAM, ram_folder

ROOT = Path(__file__).parent.parent

MOUNTS = r"""
22 1 254:0 / / rw,relatime - ext4 /dev/vda rw
30 22 0:25 / /dev/shm rw,nosuid - tmpfs tmpfs rw,size=100k,noswap
31 22 0:26 / /run/with\040space rw shared:1 - tmpfs tmpfs rw
32 30 0:27 / /dev/shm/disk rw - ext4 /dev/loop0 rw
33 22 0:28 / /covered rw - ext4 /dev/loop1 rw
34 33 0:29 / /covered rw - tmpfs tmpfs rw
""".strip()

needs_tmpfs = pytest.mark.skipif(
    not (RAM.is_dir() and folder.in_ram(RAM)), reason="there is no tmpfs here"
)


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/home/me", "ext4"),
        ("/dev/shm", "tmpfs"),
        ("/dev/shm/quietline", "tmpfs"),
        ("/dev/shmother", "ext4"),
        ("/dev/shm/disk/quietline", "ext4"),
        ("/run/with space/quietline", "tmpfs"),
        ("/covered/quietline", "tmpfs"),
    ],
)
def test_the_file_system_is_that_of_the_innermost_and_last_mount(path: str, kind: str) -> None:
    assert folder.filesystem(Path(path), MOUNTS)[0] == kind


def test_the_options_of_a_mount_are_found(monkeypatch: pytest.MonkeyPatch) -> None:
    assert folder.filesystem(Path("/dev/shm/quietline"), MOUNTS)[1] == "rw,size=100k,noswap"


def test_a_folder_on_a_disk_is_refused_with_what_to_do(tmp_path: Path) -> None:
    if folder.in_ram(tmp_path):
        pytest.skip("the temporary folder is in RAM here")
    with pytest.raises(StoreError, match=r"not on tmpfs.*Mount a tmpfs"):
        state_folder(tmp_path / "state")
    assert not (tmp_path / "state").exists()


@needs_tmpfs
def test_a_folder_on_tmpfs_is_made_private() -> None:
    with ram_folder() as ram:
        wide = ram / "wide"
        wide.mkdir(mode=0o755)
        for path in (wide, ram / "a" / "new"):
            assert state_folder(path) == path
            assert path.stat().st_mode & 0o777 == 0o700


@needs_tmpfs
def test_a_link_in_the_place_of_our_folder_is_refused(tmp_path: Path) -> None:
    with ram_folder() as ram:
        (ram / "real").mkdir()
        (ram / "link").symlink_to(ram / "real")
        assert "is a link" in (refusal(ram / "link") or "")


@needs_tmpfs
def test_a_folder_of_another_user_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    with ram_folder() as ram:
        monkeypatch.setattr(os, "getuid", lambda: 4711)
        assert "belongs to another user" in (refusal(ram) or "")


@needs_tmpfs
def test_without_a_wish_the_runtime_folder_comes_first(monkeypatch: pytest.MonkeyPatch) -> None:
    with ram_folder() as ram:
        monkeypatch.setenv("XDG_RUNTIME_DIR", str(ram))
        assert state_folder(None) == ram / "quietline"


def test_where_no_tmpfs_is_to_be_had_the_state_stays_in_the_process(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(folder, "_MOUNTS", tmp_path / "not there")
    assert state_folder(None) is None
    store = Store.open(None, slots=64)
    assert store.in_memory
    store.close()


@needs_tmpfs
def test_the_files_can_be_read_by_their_owner_only() -> None:
    with ram_folder() as ram:
        store = Store.open(ram, slots=64)
        files = {path.name: path.stat().st_mode & 0o777 for path in ram.iterdir()}
        assert files == dict.fromkeys(("keys", "rows.db", "rows.db-wal", "rows.db-shm"), 0o600)
        store.close()


# The self-check. Each fact is probed in a process of its own, before and after.

PROBE = """
import sys
from store.hardening import checks, harden
if sys.argv[1] == "harden":
    harden()
print(*(int(fact.ok) for fact in checks() if fact.name.startswith(sys.argv[2])))
"""


def probe(action: str, name: str, **environment: str) -> str:
    given = {"PYTHONPATH": str(ROOT), "PYTHONSAFEPATH": "1", "PATH": os.environ["PATH"]}
    command = [sys.executable, "-c", PROBE, action, name]
    done = subprocess.run(command, env=given | environment, capture_output=True, check=True)
    return done.stdout.decode().strip()


linux = pytest.mark.skipif(sys.platform != "linux", reason="these settings are Linux's")


@linux
def test_hardening_forbids_dumps() -> None:
    assert probe("look", "memory cannot be dumped") == "0"
    assert probe("harden", "memory cannot be dumped") == "1"
    assert probe("harden", "core dumps are off") == "1"


@linux
def test_the_memory_settings_are_seen_only_where_they_are_active() -> None:
    settings = {"PYTHONMALLOC": "malloc_debug", "MALLOC_PERTURB_": "165"}
    small = {"GLIBC_TUNABLES": "glibc.malloc.tcache_count=0"}
    assert probe("look", "freed") == "0 0 0"
    assert probe("look", "freed", **settings, **small) == "1 1 1"
    assert probe("look", "freed", **settings) == "1 1 0"
    assert probe("look", "freed", **small) == "0 0 0"
    assert probe("look", "freed", PYTHONMALLOC="malloc_debug") == "1 0 0"
    assert probe("look", "freed", MALLOC_PERTURB_="0") == "0 0 0"


@linux
def test_a_setting_that_came_too_late_is_not_believed(monkeypatch: pytest.MonkeyPatch) -> None:
    if probe("look", "freed memory", **dict(os.environ)) == "1":
        pytest.skip("the tests run with the setting")
    monkeypatch.setenv("MALLOC_PERTURB_", "165")
    assert [fact.ok for fact in checks() if fact.name == "freed memory is overwritten"] == [False]


def test_every_fact_that_is_not_so_names_its_mend(tmp_path: Path) -> None:
    assert all(fact.name and fact.mend for fact in checks(tmp_path))
    assert callable(harden)
