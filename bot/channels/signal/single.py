"""One consumer for each number: a second one would take messages from the first (REST), or get
every message as well (socket).
"""

from __future__ import annotations

import fcntl
import logging
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

log = logging.getLogger("quietline.signal")


@contextmanager
def only_one(folder: Path | None) -> Iterator[None]:
    """Waits until no other process of this state folder serves Signal.

    The kernel lets go of the lock when a process dies, however it dies.
    """
    path = (folder or Path(tempfile.gettempdir())) / f"signal-{os.getuid()}.lock"
    held = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
    try:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            log.warning("another process serves Signal; standing by")
            fcntl.flock(held, fcntl.LOCK_EX)
            log.warning("taking over")
        yield
    finally:
        os.close(held)
