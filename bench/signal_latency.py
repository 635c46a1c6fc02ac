"""What the Signal channel adds, and what each way loses: `python bench/signal_latency.py`.

The whole bot (dispatcher, store on tmpfs, flows, eight sending threads) before the doubles of the
tests, on this machine; the network and Signal itself cost nothing here. Frame to POST: from the
moment the server writes the websocket frame to the moment the POST of the first reply has come in
(its body read). Bursts: 10,000 frames from 500 people, as fast as the double can write them.
"""

from __future__ import annotations

import resource
import shutil
import statistics
import sys
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from fake_signal import ACCOUNT  # noqa: E402
from fake_signal_rest import Call  # noqa: E402
from signal_stage import Stage, stage  # noqa: E402

from bot.app import App, set_up  # noqa: E402
from store import state_folder  # noqa: E402

TURNS = 400
FRAMES = 10_000
PEOPLE = 500
SETTLE = 3.0
"""Seconds without a new message after which the REST way has lost the rest."""


@contextmanager
def app(there: Stage) -> Iterator[App]:
    folder = Path(tempfile.mkdtemp(prefix="bench-", dir=state_folder(None)))
    built = set_up().build({"signal": there.channel}, folder, sending_threads=8)
    try:
        with built.sender:
            yield built
    finally:
        built.store.close(wipe=True)
        shutil.rmtree(folder, ignore_errors=True)


def latency() -> tuple[list[float], list[float]]:
    """Milliseconds from frame to POST, of each turn: first messages, and later ones."""
    first: list[float] = []
    later: list[float] = []
    with stage("rest") as there, app(there) as built:
        there.listen(built.dispatcher.handle)
        came = threading.Event()
        at = [0.0]

        def posted(call: Call) -> None:
            if call.path == "/v2/send" and not came.is_set():
                at[0] = call.at
                came.set()

        there.rest.on_call = posted
        for _ in range(TURNS // 4):
            phone = there.signal.phone()
            phone.timer = 300  # else the timer comes first: one more request, once a person
            for number, text in enumerate(("hi", "menu", "1", "shelter surrey")):
                came.clear()
                begun = time.perf_counter()
                there.signal.says(phone, text)
                assert came.wait(30)
                (first if number == 0 else later).append((at[0] - begun) * 1000)
                time.sleep(0.03)  # the replies after the first one
    return first, later


def burst(way: str) -> tuple[int, bool, float, float]:
    """Frames that came, whether in order for each person, frames a second, MiB of growth."""
    with stage(way) as there:
        if way == "rest":
            there.rest.bursts = True
        people = [there.signal.phone() for _ in range(PEOPLE)]
        seen: dict[str, list[int]] = defaultdict(list)
        count = [0]

        def heard(address: str, text: str) -> None:
            seen[address].append(int(text))
            count[0] += 1

        def write() -> None:
            for number in range(FRAMES):
                there.signal.says(people[number % PEOPLE], str(number))

        if way == "socket":
            write()  # all of it waits at Signal, and the memory below is ours
        before = most = _memory()
        begun = last = time.perf_counter()
        there.listen(lambda message: heard(message.address, message.text))
        if way == "rest":
            write()
        so_far = -1
        while count[0] < FRAMES and time.perf_counter() - last < SETTLE:
            if count[0] != so_far:
                so_far, last = count[0], time.perf_counter()
            most = max(most, _memory())
            time.sleep(0.01)
        took = time.perf_counter() - begun if count[0] == FRAMES else last - begun
        ordered = all(numbers == sorted(numbers) for numbers in seen.values())
        return count[0], ordered, count[0] / took, most - before


def _memory() -> float:
    """MiB in use now, the double's own included."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize() / 2**20


def _row(name: str, values: list[float]) -> str:
    ordered = sorted(values)
    p99 = ordered[min(len(ordered) - 1, int(len(ordered) * 0.99))]
    return f"{name:<44}{statistics.median(values):>8.1f} ms{p99:>10.1f} ms"


def main() -> None:
    assert ACCOUNT
    first, later = latency()
    print(f"{'frame to POST of the first reply':<44}{'median':>11}{'p99':>13}")
    print(_row("  a person's first message", first))
    print(_row("  a later one", later))
    print(f"\n{FRAMES} frames, {PEOPLE} people, no pause between them")
    print(f"{'way':<24}{'came':>8}{'lost':>8}{'in order':>10}{'a second':>10}{'memory':>12}")
    for way, name in (("rest", "REST double"), ("socket", "signal-cli's socket")):
        came, ordered, speed, grown = burst(way)
        kept = "yes" if ordered else "NO"
        print(f"{name:<24}{came:>8}{FRAMES - came:>8}{kept:>10}{speed:>10.0f}{grown:>8.1f} MiB")


if __name__ == "__main__":
    main()
