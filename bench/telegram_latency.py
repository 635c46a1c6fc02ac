"""From an update at Telegram to our reply's POST, and a hundred people writing at once.

The service runs as it does in life (`./quietline run --channel telegram`) before the strict server
of the tests, on the loopback. What the loopback and that server cost by themselves is measured with
a bare client that answers at once, and stands in the first row: what is above it is ours.
"""

from __future__ import annotations

import http.client
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median, quantiles

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

from fake_telegram import TOKEN, Bot, FakeTelegram

from store import state_folder

ROUNDS = 400
PEOPLE = 100
TARGET = 5.0
"""Milliseconds, median, besides the network."""


def sends(bot: Bot) -> list[tuple[float, int]]:
    """(when, chat) of every message that was sent or changed."""
    with bot.change:
        calls = list(bot.calls)
    spoken = ("sendMessage", "editMessageText")
    return [(at, values["chat_id"]) for at, method, values in calls if method in spoken]


def one_by_one(bot: Bot, rounds: int) -> list[float]:
    """Milliseconds from a message to the first POST that answers it, nobody else writing."""
    taken = []
    for number in range(rounds):
        # Each from somebody new, who is not held back by the limit of one message a second.
        person = bot.person(1_000 + number)
        before = len(sends(bot))
        polls = bot.polls
        start = time.perf_counter()
        person.writes("/start")
        bot.wait_for(lambda before=before: len(sends(bot)) > before)
        taken.append((sends(bot)[before][0] - start) * 1000)
        bot.wait_for(lambda: not bot.pending)
        bot.wait_for(lambda polls=polls: bot.polls > polls)
        time.sleep(0.1)  # thirty messages a second are allowed over all chats
    return taken


def all_at_once(bot: Bot) -> tuple[list[float], float]:
    """Milliseconds to each person's first POST, and to the last one of all."""
    people = [bot.person(100_000 + number) for number in range(PEOPLE)]
    before = len(sends(bot))
    start = time.perf_counter()
    with bot.change:
        for person in people:
            person.writes("/start")
    bot.wait_for(lambda: all(len(person.heard) == 2 for person in people))
    assert len({tuple(person.heard) for person in people}) == 1, "in order"
    first: dict[int, float] = {}
    for at, chat in sends(bot)[before:]:
        first.setdefault(chat, (at - start) * 1000)
    return list(first.values()), (max(at for at, _ in sends(bot)) - start) * 1000


def bare(fake: FakeTelegram, stop: threading.Event) -> None:
    """Answers every update with one POST, by the standard library's client."""
    polling, sending = (
        http.client.HTTPConnection("127.0.0.1", fake.server_address[1]) for _ in range(2)
    )
    own = {
        "text": "x",
        "disable_notification": True,
        "protect_content": True,
        "link_preview_options": {"is_disabled": True},
    }
    offset = 0
    while not stop.is_set():
        polling.request("POST", f"/bot{TOKEN}/getUpdates?offset={offset}&timeout=1")
        for update in json.loads(polling.getresponse().read()).get("result", []):
            offset = update["update_id"] + 1
            body = {"chat_id": update["message"]["chat"]["id"], **own}
            form = "&".join(f"{name}={_quoted(value)}" for name, value in body.items())
            sending.request("POST", f"/bot{TOKEN}/sendMessage", form)
            sending.getresponse().read()


def _quoted(value: object) -> str:
    from urllib.parse import quote

    return quote(value if isinstance(value, str) else json.dumps(value))


@contextmanager
def service(fake: FakeTelegram, folder: Path) -> Iterator[None]:
    """The service as it is started in life."""
    token = folder / "token"
    token.write_text(TOKEN)
    token.chmod(0o600)
    (folder / "state").mkdir(mode=0o700)
    environment = {
        **os.environ,
        "QUIETLINE_PYTHON": sys.executable,
        "QUIETLINE_TELEGRAM_TOKEN_FILE": str(token),
        "QUIETLINE_TELEGRAM_BASE_URL": fake.base_url,
        "QUIETLINE_STATE_FOLDER": str(folder / "state"),
    }
    process = subprocess.Popen(["./quietline", "run", "--channel", "telegram"], env=environment)
    try:
        yield
    finally:
        process.terminate()
        process.wait()


def line(name: str, taken: list[float], target: float | None = None) -> str:
    worst = quantiles(taken, n=100)[98]
    wanted = f"{target:9.0f}" if target else " " * 9
    return f"{name:<42}{median(taken):9.1f}{worst:9.1f}{wanted}"


def main() -> None:
    folder = state_folder(None)
    if folder is None:
        print("There is no tmpfs here; nothing was measured.")
        return
    floor = _floor()
    with (
        tempfile.TemporaryDirectory(dir=folder) as name,
        FakeTelegram() as fake,
        service(fake, Path(name)),
    ):
        _until_answering(fake.bot)
        alone = one_by_one(fake.bot, ROUNDS)
        time.sleep(2)
        crowd, last = all_at_once(fake.bot)
    print(f"{'ms':<42}{'median':>9}{'p99':>9}{'target':>9}")
    print(line("loopback and the strict server alone", floor))
    print(line("update to reply POST", alone))
    ours = [max(0.0, one - median(floor)) for one in alone]
    print(line("  of that, besides the network", ours, TARGET))
    print(line(f"{PEOPLE} people at once, first reply of each", crowd))
    print(f"{f'  the last of {2 * PEOPLE} messages, at 30 a second':<42}{last:9.0f}")


def _until_answering(bot: Bot) -> None:
    bot.person(1).writes("/start")
    bot.wait_for(lambda: bot.person(1).heard and not bot.pending)
    time.sleep(1)


def _floor() -> list[float]:
    stop = threading.Event()
    with FakeTelegram() as fake:
        thread = threading.Thread(target=bare, args=(fake, stop), daemon=True)
        thread.start()
        taken = one_by_one(fake.bot, ROUNDS // 2)
        stop.set()
        thread.join()
    return taken


if __name__ == "__main__":
    main()
