"""Cold start, memory and a whole turn and leaving, through the real dispatcher; beside bare Python.

Cold start is a process of its own, from launch to its first reply, as a user would start it.
"""

import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median, quantiles

from bot.app import set_up
from bot.channels.base import Message
from bot.channels.terminal import PlainTerminal
from store import state_folder

ROOT = Path(__file__).parent.parent
STARTS, PEOPLE = 7, 200
TALK = ("hi", "1", "shelter surrey punjabi", "2", "2", "3", "1", "1", "blue kettle", "menu")
TARGETS = {
    "cold start to first reply, s": 1.5,
    "resident memory, MB": 120.0,
    "turn with words, ms": None,
    "leaving: whole exit, ms": 50.0,
}


def first_reply() -> float:
    """Seconds from launch to the first line of the first reply."""
    began = time.perf_counter()
    process = subprocess.Popen(
        [ROOT / "quietline", "chat", "--plain"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, "QUIETLINE_PYTHON": sys.executable},
    )
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(b"hi\n")
    process.stdin.flush()
    process.stdout.readline()
    taken = time.perf_counter() - began
    # The rest of a conversation, so that its memory is that of a service at work.
    process.stdin.write("\n".join([*TALK, "exit", ""]).encode())
    process.stdin.close()
    process.stdout.read()
    process.wait()
    return taken


def bare_start() -> float:
    """Seconds that Python alone needs to start and to print, with the same memory settings."""
    began = time.perf_counter()
    settings = {
        "PYTHONMALLOC": "malloc_debug",
        "MALLOC_PERTURB_": "165",
        "GLIBC_TUNABLES": "glibc.malloc.tcache_count=0",
    }
    subprocess.run(
        [sys.executable, "-c", "print()"], env={**os.environ, **settings}, check=True,
        stdout=subprocess.DEVNULL,
    )  # fmt: skip
    return time.perf_counter() - began


def turns(folder: Path | None) -> tuple[list[float], list[float]]:
    """Milliseconds of each turn and of each leaving, for many people."""
    with Path(os.devnull).open("w", encoding="utf-8") as nowhere:
        return _turns(PlainTerminal("signal", out=nowhere), folder)


def _turns(terminal: PlainTerminal, folder: Path | None) -> tuple[list[float], list[float]]:
    app = set_up().build({terminal.name: terminal}, folder)
    spoken, left = [], []
    for person in range(PEOPLE):
        for number, text in enumerate(TALK):
            message = Message(terminal.name, f"person {person}", text, f"{person}-{number}")
            began = time.perf_counter()
            app.dispatcher.handle(message)
            spoken.append((time.perf_counter() - began) * 1000)
        began = time.perf_counter()
        app.dispatcher.handle(Message(terminal.name, f"person {person}", "exit", "x"))
        left.append((time.perf_counter() - began) * 1000)
    app.store.close(wipe=True)
    return spoken, left


def show(name: str, values: list[float]) -> None:
    """One row: median, 99th percentile (largest, of few), target and whether it is met."""
    middle, top = median(values), quantiles(values, n=100)[98] if len(values) > 20 else max(values)
    target = TARGETS.get(name)
    verdict = "" if target is None else f"{target:>8} {'met' if middle <= target else 'MISSED'}"
    print(f"{name:<34} {middle:>9.3f} {top:>9.3f} {verdict}")


def main() -> None:
    """Print the table."""
    print(f"{'whole program':<34} {'median':>9} {'p99/max':>9}   target")
    first_reply()
    starts, bare = [], []
    for _ in range(STARTS):
        bare.append(bare_start())
        starts.append(first_reply())
    show("bare Python start, s", bare)
    show("cold start to first reply, s", starts)
    print(f"{'ratio to bare Python':<34} {median(starts) / median(bare):>9.1f}")
    parent = state_folder(None)
    with tempfile.TemporaryDirectory(dir=parent) as name:
        spoken, left = turns(Path(name) if parent else None)
    show("turn with words, ms", spoken)
    show("leaving: whole exit, ms", left)
    # The largest of the processes started above, with the memory settings that forget; kilobytes.
    largest = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    show("resident memory, MB", [largest])


if __name__ == "__main__":
    main()
