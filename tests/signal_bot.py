"""`./quietline run --channel signal` as a process of its own, to be watched and killed."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path

from fake_signal import ACCOUNT
from fake_signal_cli import FakeCli
from fake_signal_rest import FakeRest

from store import state_folder

ROOT = Path(__file__).parents[1]


class Bot:
    """A running service. `folder` is its state; two bots with one folder are one service."""

    def __init__(self, server: FakeRest | FakeCli, folder: Path | None = None, **more: str) -> None:
        self.folder = folder or Path(tempfile.mkdtemp(prefix="test-", dir=state_folder(None)))
        self.log = tempfile.TemporaryFile()  # noqa: SIM115 - closed with the bot
        where = (
            {"QUIETLINE_SIGNAL_TRANSPORT": "rest", "QUIETLINE_SIGNAL_URL": server.url}
            if isinstance(server, FakeRest)
            else {"QUIETLINE_SIGNAL_TRANSPORT": "rpc", "QUIETLINE_SIGNAL_RPC": server.where}
        )
        environment = {
            **{name: value for name, value in os.environ.items() if "QUIETLINE" not in name},
            **where,
            "QUIETLINE_PYTHON": sys.executable,
            "QUIETLINE_SIGNAL_NUMBER": ACCOUNT,
            "QUIETLINE_STATE_FOLDER": str(self.folder),
            "QUIETLINE_SLOTS": "4096",
            "QUIETLINE_LOG_LEVEL": "debug",
            **more,
        }
        self.process = subprocess.Popen(
            [str(ROOT / "quietline"), "run", "--channel", "signal"],
            env=environment,
            cwd=ROOT,
            stdout=self.log,
            stderr=subprocess.STDOUT,
        )

    def inner(self) -> int | None:
        """The process that does the work, where another one keeps its socket."""
        for entry in Path("/proc").glob("[0-9]*"):
            try:
                after = (entry / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            if int(after[1]) == self.process.pid and after[0] != "Z":
                return int(entry.name)
        return None

    def kill_inner(self) -> None:
        inner = self.inner()
        assert inner, "there is a process to kill"
        os.kill(inner, signal.SIGKILL)

    def said(self) -> str:
        """Its log so far."""
        # Not with seek: the process writes at the same position.
        return os.pread(self.log.fileno(), 1 << 20, 0).decode("utf-8", "replace")

    def until_says(self, text: str, patience: float = 60.0) -> None:
        """Waits for a line in its log."""
        until = time.monotonic() + patience
        while text not in self.said():
            assert time.monotonic() < until, f"never said: {text}\n{self.said()}"
            time.sleep(0.02)

    def stop(self) -> int:
        self.process.terminate()
        return self.process.wait(60)

    def close(self) -> None:
        """Nothing of it is left, whatever the test did."""
        inner = self.inner()
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait(30)
        if inner:
            with suppress(ProcessLookupError):
                os.kill(inner, signal.SIGKILL)
        self.log.close()
        shutil.rmtree(self.folder, ignore_errors=True)

    def __enter__(self) -> Bot:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
