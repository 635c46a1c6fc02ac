"""Silence is a harm: what keeps a channel from answering, as kinds only, never whom it concerns.

An alarm is a log line when it begins and when it ends, a file in the state folder that `doctor`
reads from another process, and a line for a metrics page.
"""

from __future__ import annotations

import json
import logging
import threading
import time
from collections.abc import Callable
from pathlib import Path

log = logging.getLogger("quietline.alarms")

_FILE = "alarms.json"

MENDS = {
    "rate-limited": "Signal asks for a pause. Replies go on by themselves when it is over.",
    "captcha": "Signal asks for a proof by a person. Run: ./quietline signal captcha",
    "account": "Signal does not know the account (any more). Run: ./quietline signal register",
    "server": "signal-cli does not answer. Look at its container; restart that one, not the bot.",
    "sending": "No reply has gone out for a while although some wait. Run: ./quietline doctor",
    "not-lossless": "signal-cli receives by itself. Start it with --receive-mode=manual.",
}
"""Every kind of alarm there is, and what to do about it."""


class Alarms:
    """The alarms of one process. `folder` None keeps them in this process only."""

    def __init__(
        self,
        folder: Path | None = None,
        wall: Callable[[], float] = time.time,
        tell: Callable[[str], None] | None = None,
    ) -> None:
        self._path = folder / _FILE if folder else None
        self._wall = wall
        self._since: dict[str, int] = {}
        self._lock = threading.Lock()
        self.tell = tell
        self._write()

    def begin(self, kind: str) -> None:
        """Something is wrong; said once, however often it is seen."""
        assert kind in MENDS, kind
        with self._lock:
            if kind in self._since:
                return
            self._since[kind] = int(self._wall())
            self._write()
        log.error("ALARM %s: %s", kind, MENDS[kind])
        if self.tell:
            self.tell(kind)

    def end(self, *kinds: str) -> None:
        """It is well again."""
        with self._lock:
            over = [kind for kind in kinds if self._since.pop(kind, None) is not None]
            if over:
                self._write()
        for kind in over:
            log.warning("alarm over: %s", kind)

    def active(self) -> dict[str, int]:
        """The kinds of alarms there are now, each with the unix time it began."""
        with self._lock:
            return dict(self._since)

    def metrics(self) -> str:
        """One line for each kind, for a metrics page."""
        now = self.active()
        return "".join(
            f'quietline_alarm{{channel="signal",kind="{kind}"}} {int(kind in now)}\n'
            for kind in sorted(MENDS)
        )

    def _write(self) -> None:
        if self._path is None:
            return
        try:
            self._path.write_text(json.dumps(self._since), encoding="ascii")
            self._path.chmod(0o600)
        except OSError as error:
            log.error("alarms cannot be written: %s", type(error).__name__)


def read(folder: Path | None) -> dict[str, int]:
    """The alarms that the running service has written down; empty where there are none."""
    if folder is None:
        return {}
    try:
        found = json.loads((folder / _FILE).read_text(encoding="ascii"))
        return {kind: int(since) for kind, since in found.items() if kind in MENDS}
    except (OSError, ValueError, AttributeError, TypeError):
        return {}
