"""A sign of life to an outside monitor: a dead machine cannot say that it is dead.

The monitor alarms when the sign stays away. So there is none while check-ins are not looked at, or
while an alert has not come through for minutes. Nothing is sent with it.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable

import requests

log = logging.getLogger("quietline.heartbeat")

EVERY = 60.0
_CONNECT, _READ = 5.0, 10.0


class Heartbeat:
    """Fetches `url` by GET every so many seconds while `well` says yes; a context manager.

    The first time is after a full interval: a service that dies over and over is not alive. An
    empty `url` does nothing.
    """

    def __init__(self, url: str, well: Callable[[], bool], every: float = EVERY) -> None:
        self._url, self._well, self._every = url, well, every
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="heartbeat", daemon=True)
        self.failed = 0
        """How many could not be delivered."""

    def __enter__(self) -> Heartbeat:
        if self._url:
            self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()

    def _run(self) -> None:
        with requests.Session() as session:
            session.trust_env = False
            while not self._stop.wait(self._every):
                self.beat(session)

    def beat(self, session: requests.Session) -> None:
        """One sign of life, if all is well."""
        if not self._well():
            log.warning("no sign of life: check-ins are not looked at, or an alert waits")
            return
        try:
            session.get(self._url, timeout=(_CONNECT, _READ), allow_redirects=False).close()
        except requests.RequestException as error:
            # Not its text: it holds the address, which is as good as a password.
            self.failed += 1
            log.warning("a sign of life did not arrive: %s", type(error).__name__)
