"""The watch over check-ins as threads and processes: one watches, another one takes over."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
import requests
from checkin_stage import DESK, HOUR, NAME, PLACE, WORKER, Stage
from fake_telegram import TOKEN, WORKERS_TOKEN, FakeTelegram
from telegram_stage import strict

from bot.channels.base import Sent, Unreachable
from bot.channels.telegram import Telegram, Token
from bot.heartbeat import Heartbeat
from bot.watch_lock import SecondService, WatchLock
from bot.watchdog import Watchdog
from bot.watching import Watching
from flows import Reply
from store import CheckIn, CheckIns, Clocks, Custom, Way, open_agency, state_folder

ROOT = Path(__file__).parents[1]
FIRST, SECOND = DESK
CHAT = 999
QUICK = 0.02


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    stage = Stage(tmp_path / "agency")
    yield stage
    stage.close()


def until(true: Callable[[], object], patience: float = 60.0) -> None:
    """Waits for something that happens elsewhere."""
    end = time.monotonic() + patience
    while not true():
        assert time.monotonic() < end, "it never happened"
        time.sleep(0.02)


# Threads


def test_two_watches_on_one_database_raise_one_alert_and_the_second_takes_over(
    stage: Stage,
) -> None:
    other = Stage(stage.folder, stage.clock)
    locks = WatchLock(stage.folder), WatchLock(stage.folder)
    stage.begin()
    with Watching(other.watch, locks[1], QUICK):
        until(other.watch.well)
        with Watching(stage.watch, locks[0], QUICK):
            stage.clock.move(HOUR + 600)
            until(lambda: "alert" in other.told(FIRST))
            time.sleep(10 * QUICK)
            assert stage.signal.sent == []
            stage.begin(0.1)
        assert stage.signal.sent == []
    third = Stage(stage.folder, stage.clock)
    with Watching(third.watch, locks[0], QUICK):
        stage.clock.move(0.1 * HOUR + 600)
        until(lambda: "alert" in third.told(FIRST))
    assert other.told(FIRST).count("alert") == third.told(FIRST).count("alert") == 1
    for each in (*locks, other, third):
        each.close()


def test_a_channel_that_hangs_holds_up_no_other_one(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    stuck = threading.Event()

    def hangs(_address: str, _reply: Reply) -> Sent:
        stuck.wait(30)
        raise Unreachable

    monkeypatch.setattr(stage.signal, "send", hangs)
    stage.begin()
    stage.begin(worker=Way("telegram-workers", "5"))
    with Watching(stage.watch, None, QUICK):
        stage.clock.move(HOUR)
        until(lambda: "time" in stage.told(Way("telegram-workers", "5")), 5)
        stuck.set()


def test_it_is_well_while_it_looks_and_no_alert_waits_for_long(stage: Stage) -> None:
    assert not stage.watch.well()
    stage.watch.tick()
    assert stage.watch.well()
    stage.clock.move(6)
    assert not stage.watch.well()
    stage.begin()
    stage.signal.fails = stage.telegram.fails = Unreachable()
    stage.later(HOUR + 600 + 60)
    assert stage.watch.well()
    stage.later(70)
    assert not stage.watch.well()
    stage.signal.fails = None
    stage.later(70)
    assert stage.watch.well()


# The sign of life


@contextmanager
def monitor() -> Iterator[tuple[str, list[tuple[str, bytes]]]]:
    """An outside monitor: its address, and what came to it."""
    came: list[tuple[str, bytes]] = []

    class Door(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            came.append((self.path, self.rfile.read(int(self.headers.get("Content-Length", 0)))))
            self.send_response(200)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None: ...

    with HTTPServer(("127.0.0.1", 0), Door) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/ping/secret-canary", came
        server.shutdown()
        thread.join()


def test_the_sign_of_life_stops_when_the_watch_stops() -> None:
    well = True
    with monitor() as (url, came), Heartbeat(url, lambda: well, QUICK):
        until(lambda: len(came) > 2)
        assert set(came) == {("/ping/secret-canary", b"")}
        well = False
        time.sleep(5 * QUICK)
        before = len(came)
        time.sleep(10 * QUICK)
        assert len(came) == before


def test_a_monitor_that_is_not_there_is_counted_and_not_named(
    caplog: pytest.LogCaptureFixture,
) -> None:
    heartbeat = Heartbeat("http://127.0.0.1:9/ping/secret-canary", lambda: True)
    with requests.Session() as session:
        heartbeat.beat(session)
    assert heartbeat.failed == 1
    assert "did not arrive" in caplog.text
    assert "canary" not in caplog.text


# On Telegram


def test_an_alert_rings_and_takes_the_place_of_no_question(fake: FakeTelegram) -> None:
    channel = Telegram("telegram-workers", Token(WORKERS_TOKEN), fake.base_url)
    phone = fake.workers.person(CHAT)
    try:
        channel.send(str(CHAT), Reply("Which one?", ("this", "that")))
        fake.workers.offset += 2
        until(lambda: _announced(channel))
        texts = [shown.text for shown in phone.left() if not shown.mine]
        assert texts == ["Which one?", "Look here"]
        assert fake.workers.rang == ["Look here"]
        assert phone.left()[-2].buttons, "the question can still be answered"
    finally:
        channel.end()


def _announced(channel: Telegram) -> bool:
    try:
        channel.announce(str(CHAT), Reply("Look here"))
    except Unreachable:
        return False  # one message a second, in real time
    return True


# Processes


class Service:
    """`./quietline run --channel telegram` with check-ins, and whatever it starts."""

    def __init__(self, fake: FakeTelegram, folder: Path, state: Path) -> None:
        self.agency = folder / "agency"
        for name, token in (("token", TOKEN), ("workers-token", WORKERS_TOKEN)):
            (folder / name).write_text(token)
            (folder / name).chmod(0o600)
        own = {
            "PYTHON": sys.executable,
            "STATE_FOLDER": str(state),
            "SLOTS": "256",
            "TELEGRAM_TOKEN_FILE": str(folder / "token"),
            "TELEGRAM_WORKERS_TOKEN_FILE": str(folder / "workers-token"),
            "TELEGRAM_BASE_URL": fake.base_url,
            "AGENCY_FOLDER": str(self.agency),
            "CHECKIN_GRACE_MINUTES": "1",
            "DESK": f"signal:+16045550100 telegram-workers:{CHAT}",
            "LOG_LEVEL": "debug",
        }
        base = {name: value for name, value in os.environ.items() if "QUIETLINE" not in name}
        self.environment = base | {f"QUIETLINE_{name}": value for name, value in own.items()}
        self.log = folder / "log"
        self.processes: list[subprocess.Popen[bytes]] = []
        self.lock = WatchLock(self.agency)

    def start(self, *words: str) -> subprocess.Popen[bytes]:
        words = words or ("run", "--channel", "telegram")
        with self.log.open("ab") as log:
            process = subprocess.Popen(
                [str(ROOT / "quietline"), *words],
                env=self.environment,
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        self.processes.append(process)
        return process

    def watched(self) -> subprocess.Popen[bytes]:
        """A service that runs, with a watchdog that stands by."""
        process = self.start()
        until(lambda: self.lock.service_lives() and self.lock.watchdog_lives())
        return process

    def begin(self, seconds: float) -> None:
        """A check-in whose alarm is to be raised in so many seconds."""
        durable, vault = open_agency(self.agency)
        new = CheckIn(WORKER, PLACE, NAME, time.time() - 60 + seconds, "a", "b")
        assert CheckIns(durable, vault, Clocks.real(), Custom()).begin(new)
        durable.close()

    def end_all(self) -> None:
        """Everything that this test has started, by its process id."""
        for process in self.processes:
            process.kill()
            process.wait(30)
        for entry in Path("/proc").glob("[0-9]*"):
            with suppress(OSError):
                mine = os.fsencode(self.agency) in (entry / "environ").read_bytes()
                if mine and int(entry.name) != os.getpid():
                    os.kill(int(entry.name), signal.SIGKILL)
        self.lock.close()


@pytest.fixture
def fake() -> Iterator[FakeTelegram]:
    with strict() as server:
        server.workers.person(CHAT).writes("/start")
        server.workers.may_ring = frozenset({CHAT})
        yield server


@pytest.fixture
def service(fake: FakeTelegram, tmp_path: Path) -> Iterator[Service]:
    parent = state_folder(None)
    if parent is None:
        pytest.skip("no memory file system here")
    # Its own: in the usual folder a conversation of an earlier run may still be going on.
    with tempfile.TemporaryDirectory(prefix="test-", dir=parent) as state:
        service = Service(fake, tmp_path, Path(state))
        yield service
        service.end_all()


def alerts(fake: FakeTelegram) -> int:
    return sum("has not written" in text for text in fake.workers.person(CHAT).heard)


needs_proc = pytest.mark.skipif(sys.platform != "linux", reason="looks at /proc")


@needs_proc
def test_the_watchdog_raises_the_alarm_of_a_service_that_was_killed(
    fake: FakeTelegram, service: Service
) -> None:
    process = service.watched()
    service.begin(3)
    process.kill()
    process.wait(30)
    killed = time.monotonic()
    until(lambda: alerts(fake), 30)
    assert time.monotonic() - killed > 2, "it is not early"
    # A service that comes back takes over within a second, and does not say it again.
    again = service.start()
    until(service.lock.service_lives)
    until(lambda: not _tries(service), 30)
    time.sleep(2)
    assert alerts(fake) == 1
    again.terminate()
    assert again.wait(60) == 0


def _tries(service: Service) -> bool:
    durable, vault = open_agency(service.agency)
    try:
        return bool(CheckIns(durable, vault, Clocks.real(), Custom()).notices.alerts())
    finally:
        durable.close()


@needs_proc
def test_after_an_orderly_end_the_watchdog_stays_only_while_a_check_in_runs(
    fake: FakeTelegram, service: Service
) -> None:
    process = service.watched()
    process.terminate()
    assert process.wait(60) == 0
    until(lambda: not service.lock.watchdog_lives())
    process = service.watched()
    service.begin(6)
    process.terminate()
    assert process.wait(60) == 0
    until(lambda: alerts(fake), 30)


@needs_proc
def test_both_messengers_run_in_one_process_and_a_dead_one_holds_up_nothing(
    fake: FakeTelegram, service: Service
) -> None:
    service.environment |= {
        "QUIETLINE_SIGNAL_NUMBER": "+16045550199",
        "QUIETLINE_SIGNAL_URL": "http://127.0.0.1:9",
    }
    process = service.start("run", "--channel", "signal", "--channel", "telegram")
    person = fake.bot.person(7)
    person.writes("/start")
    fake.bot.wait_for(lambda: person.heard)
    service.begin(0)
    until(lambda: alerts(fake), 90)
    process.terminate()
    assert process.wait(60) == 0
    assert service.start("run", "--channel", "signal", "--channel", "terminal").wait(60) == 2


@needs_proc
def test_a_second_service_on_the_folder_is_refused(service: Service, tmp_path: Path) -> None:
    service.watched()
    second = service.start()
    assert second.wait(60) == 2
    assert "Another service runs on this agency_folder" in service.log.read_text()
    assert service.start("watchdog").wait(60) == 0
    assert "a watchdog stands by already" in service.log.read_text()


def test_a_lock_is_free_when_its_holder_is_gone(tmp_path: Path) -> None:
    first, second = WatchLock(tmp_path), WatchLock(tmp_path)
    first.serve()
    with pytest.raises(SecondService):
        second.serve()
    assert second.service_lives()
    assert not second.ended_orderly()
    first.ended()
    first.close()
    assert not second.service_lives()
    assert second.ended_orderly()
    second.close()


def test_the_service_starts_a_watchdog_only_where_there_is_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    started = []
    monkeypatch.setattr("subprocess.Popen", lambda *_, **__: started.append(1))
    mine, other = WatchLock(tmp_path), WatchLock(tmp_path)
    now = [0.0]
    watchdog = Watchdog(mine, lambda: now[0])
    other.stand_by()
    watchdog.look_after()
    assert started == []
    other.close()
    for second in range(61):
        now[0] = float(second)
        watchdog.look_after()
    assert len(started) == 3
    Watchdog(None).look_after()
    assert len(started) == 3
    mine.close()
