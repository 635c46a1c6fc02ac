"""What is left after leaving: in the files (T2), on the device (T1), in memory (T3).

Every scan has its control: the same scan must find the secret while it is alive.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from store import Store, crypto
from tests.test_store_fakes import HOUR, FakeTime, ask, canary, ram_folder, seen

ROOT = Path(__file__).parent.parent
SLOTS = 64


@pytest.fixture
def folder() -> Iterator[Path]:
    with ram_folder() as folder:
        yield folder


@pytest.fixture
def time() -> FakeTime:
    return FakeTime()


def keys_of(store: Store, sender: bytes) -> dict[str, bytes]:
    """Every key that opens something now: the slots' own, and those derived from them."""
    found: dict[str, bytes] = {}
    for number, slot in enumerate(store._keys.used()):
        found[f"slot key {number}"] = slot.key
        found[f"record key {number}"] = crypto.record_key(slot.key, crypto.CONVERSATION, sender)
    return found


def talk(store: Store, text: str, address: str) -> dict[str, bytes]:
    """A conversation of a few turns; gives back everything that must not be found afterwards."""
    for _ in range(5):
        with store.turn("signal", address) as turn:
            turn.save(text.encode(), [text.encode()])
        (due,) = store.claim()
        store.sent(due, "reference")
    with store.turn("signal", address) as turn:
        assert turn.state == text.encode()
        turn.save(text.encode(), [text.encode()])
    sender = crypto.person("signal", address)
    secrets = {"text": text.encode(), "address": address.encode()}
    return {**secrets, "tag": store._keys.tag(sender), **keys_of(store, sender)}


def end(store: Store, time: FakeTime, address: str, how: str) -> None:
    if how == "leaving":
        store.forget("signal", address)
    else:
        time.pass_(4 * HOUR)
        store.sweep()
    for due in store.claim():
        store.erased(due)


def files(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file())


@pytest.mark.parametrize("how", ["leaving", "expiry"])
def test_no_file_of_the_state_folder_holds_anything(folder: Path, time: FakeTime, how: str) -> None:
    text, address = canary(), canary()
    store = Store.open(folder, clocks=time.clocks, slots=SLOTS)
    secrets = talk(store, text, address)
    alive = files(folder)
    assert "rows.db-wal" in {path.name for path in folder.iterdir()}
    assert {label.partition(":")[0] for label in seen(alive, secrets)} == {
        "tag",
        *(name for name in secrets if name.startswith("slot key")),
    }, "the keys are there while they are needed; text and address never are"
    end(store, time, address, how)
    assert seen(files(folder), secrets) == []
    ask(folder, "create table control (text)")
    ask(folder, "insert into control values (?)", (text,))
    assert seen(files(folder), secrets) == ["text: plain", "text: json"], "the control"
    store.close()


# The device


@contextmanager
def device(folder: Path, mode: str) -> Iterator[tuple[Path, Path]]:
    """An ext4 image on a loop device: the image, and where it is mounted."""
    image, mount = folder / "image", folder / "mount"
    mount.mkdir()
    with image.open("wb") as file:
        file.truncate(24 << 20)
    try:
        _run("mkfs.ext4", "-q", "-F", str(image))
        _run("mount", "-o", f"loop,data={mode}", str(image), str(mount))
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("needs root and loop mounts: run the tests as root on a whole machine")
    try:
        yield image, mount
    finally:
        if os.path.ismount(mount):
            _run("umount", str(mount))


def _run(*command: str) -> None:
    subprocess.run(command, check=True, capture_output=True, timeout=30)


@pytest.mark.parametrize("mode", ["ordered", "journal"])
@pytest.mark.parametrize("how", ["leaving", "expiry"])
def test_nothing_is_on_the_device_even_if_the_rows_were(
    tmp_path: Path, folder: Path, time: FakeTime, how: str, mode: str
) -> None:
    """The rows are sealed, so it would do no harm if they reached a disk; the keys never do."""
    text, address, control = canary(), canary(), canary()
    with device(tmp_path, mode) as (image, mount):
        store = Store.open(folder, clocks=time.clocks, slots=SLOTS, rows=mount)
        secrets = talk(store, text, address)
        row_id = store._keys.used()[0].rid
        (mount / "control").write_text(control)
        os.sync()
        assert row_id in image.read_bytes(), "the rows did reach the device"
        assert any(secrets[name] in files(folder) for name in secrets if "slot key" in name)
        end(store, time, address, how)
        (mount / "control").unlink()
        store.close()
        _run("umount", str(mount))
        raw = image.read_bytes()
    assert seen(raw, {"control": control.encode()}), "what was erased as a file is still there"
    assert seen(raw, secrets) == []


def test_keys_in_a_file_on_a_disk_would_stay_there(tmp_path: Path, time: FakeTime) -> None:
    """Why the key file must be on tmpfs, and the control of the test above."""
    with device(tmp_path, "journal") as (image, mount):
        store = Store.open(mount, clocks=time.clocks, slots=SLOTS)
        secrets = talk(store, canary(), address := canary())
        os.sync()
        end(store, time, address, "leaving")
        assert [name for name in secrets if secrets[name] in files(mount)] == []
        store.close()
        _run("umount", str(mount))
        raw = image.read_bytes()
    assert [name for name in secrets if name.startswith("slot key") and secrets[name] in raw]


# Memory

CHILD = """
import gc, os, sys
from pathlib import Path
from store import Store

store = Store.open(Path(sys.argv[1]), slots=64)
words = os.read(0, 4096).split(b"\\n")
text, address = words[0].decode(), words[1].decode()
del words
for _ in range(5):
    with store.turn("signal", address) as turn:
        turn.save(text.encode(), [text.encode()])
    for due in store.claim():
        store.sent(due, "reference")
with store.turn("signal", address) as turn:
    state = turn.state
    turn.save(text.encode(), [text.encode()])
store.held("signal", address)
os.write(1, b"alive")
os.read(0, 1)
store.forget("signal", address)
for due in store.claim():
    store.erased(due)
del text, address, turn, state, due
gc.collect()
os.write(1, b"gone")
os.read(0, 1)
"""
OVERWRITING = {
    "PYTHONMALLOC": "malloc_debug",
    "MALLOC_PERTURB_": "165",
    "GLIBC_TUNABLES": "glibc.malloc.tcache_count=0",
}


def memory(process: int) -> bytes:
    """All that another process has in memory, the shared key table included."""
    found = []
    with Path(f"/proc/{process}/mem").open("rb", 0) as mem:
        for line in Path(f"/proc/{process}/maps").read_text().splitlines():
            span, mode = line.split()[:2]
            start, end = (int(part, 16) for part in span.split("-"))
            if not mode.startswith("r") or "[v" in line:
                continue
            try:
                mem.seek(start)
                found.append(mem.read(end - start))
            except OSError:
                continue
    return b"".join(found)


def start(folder: Path, settings: dict[str, str], program: str) -> subprocess.Popen[bytes]:
    environment = {"PYTHONPATH": str(ROOT), "PYTHONSAFEPATH": "1", "PATH": os.environ["PATH"]}
    return subprocess.Popen(
        [sys.executable, "-c", program, str(folder)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=environment | settings,
    )


def table_keys(folder: Path, address: str) -> dict[str, bytes]:
    """The keys as another process reads them from the shared table."""
    with ram_folder() as copy:
        shutil.copytree(folder, copy / "copy")
        store = Store.open(copy / "copy", slots=SLOTS)
        sender = crypto.person("signal", address)
        keys = {**keys_of(store, sender), "tag": store._keys.tag(sender)}
        store.close()
    return keys


def before_and_after(
    folder: Path, settings: dict[str, str], program: str = CHILD
) -> tuple[list[str], list[str]]:
    """What is seen in the memory of another process while somebody talks to it, and after."""
    text, address = canary(), canary()
    with start(folder, settings, program) as child:
        assert child.stdin
        assert child.stdout
        try:
            os.write(child.stdin.fileno(), f"{text}\n{address}\n".encode())
            assert os.read(child.stdout.fileno(), 10) == b"alive"
            secrets = {"text": text.encode(), "address": address.encode()}
            secrets |= table_keys(folder, address)
            alive = seen(memory(child.pid), secrets)
            os.write(child.stdin.fileno(), b"g")
            assert os.read(child.stdout.fileno(), 10) == b"gone"
            gone = seen(memory(child.pid), secrets)
        except PermissionError:
            pytest.skip("needs leave to read /proc/PID/mem of a child")
        finally:
            child.kill()
    return alive, gone


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc/PID/mem")
def test_no_memory_of_the_process_holds_anything_after_leaving(folder: Path) -> None:
    alive, gone = before_and_after(folder, OVERWRITING)
    names = {label.partition(":")[0] for label in alive}
    assert {"text", "address", "tag", "slot key 0"} <= names, "the scan finds what is alive"
    assert gone == []


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc/PID/mem")
def test_without_the_memory_settings_something_would_stay(folder: Path) -> None:
    """The control of the test above: the scan does see what was freed and not overwritten."""
    _, gone = before_and_after(folder, {})
    assert "text: plain" in gone
