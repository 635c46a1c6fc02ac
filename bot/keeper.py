"""A process that does nothing but hold the socket to signal-cli, so that the bot can be killed.

What signal-cli has written to a socket it counts as received: had the bot held the socket alone,
whatever lay unread in it would be lost with a `kill -9`. The keeper holds a copy, and gives it to
the next bot, which goes on at the same byte. It reads nothing and knows nobody.

If the keeper itself is killed, the bot sees it, lets nothing more come, answers what has come, and
ends. Only both at once (the container, the machine) lose what lies in the socket.
"""

from __future__ import annotations

import logging
import os
import select
import signal
import socket
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from types import FrameType

log = logging.getLogger("quietline.keeper")

_KEEP, _MARK, _DROP = b"k", b"m", b"d"
_QUICK = 2.0
"""Seconds: a bot that lives less than this is started again less eagerly."""


@dataclass
class Kept:
    """A socket, and whether messages have been asked for on it."""

    socket: socket.socket
    marked: bool = False


class Keeper:
    """The bot's end: what was kept for it, and a way to have something kept."""

    def __init__(self, line: socket.socket, kept: Kept | None) -> None:
        self._line, self._kept = line, kept

    def fileno(self) -> int:
        """Readable once the keeper is gone."""
        return self._line.fileno()

    def gone(self) -> bool:
        """Whether the keeper was killed."""
        return bool(select.select([self._line], [], [], 0)[0])

    def kept(self) -> tuple[socket.socket | None, bool]:
        """The socket that the bot before this one left, and whether it was marked; once."""
        kept, self._kept = self._kept, None
        return (kept.socket, kept.marked) if kept else (None, False)

    def keep(self, held: socket.socket, *, marked: bool = False) -> None:
        """Hold a copy of this socket, in place of the one before."""
        try:
            socket.send_fds(self._line, [_KEEP], [held.fileno()])
        except OSError:
            log.warning("the keeper is gone")
        if marked:
            self.mark()

    def mark(self) -> None:
        """The socket that is kept has been subscribed."""
        self._say(_MARK)

    def drop(self) -> None:
        """It is of no more use."""
        self._say(_DROP)

    def _say(self, word: bytes) -> None:
        try:
            self._line.send(word)
        except OSError:
            log.warning("the keeper is gone")


def run(bot: Callable[[Keeper], int]) -> int:
    """Run `bot` in a process of its own, anew each time it is killed; its exit code.

    Forks: to be called before any thread is started or file of the store opened.
    """
    kept: Kept | None = None
    stopping = _Stopping()
    while True:
        ours, theirs = socket.socketpair()
        born, pid = time.monotonic(), os.fork()
        if pid == 0:
            ours.close()
            stopping.leave()
            _be(bot, Keeper(theirs, kept))
        theirs.close()
        stopping.child = pid
        kept = _hold(ours, kept)
        ours.close()
        _, status = os.waitpid(pid, 0)
        if not os.WIFSIGNALED(status):
            return os.WEXITSTATUS(status)
        if stopping.asked:
            return 0
        log.error("the bot was killed by signal %d; starting it again", os.WTERMSIG(status))
        if time.monotonic() - born < _QUICK:
            time.sleep(_QUICK / 4)


def _be(bot: Callable[[Keeper], int], keeper: Keeper) -> None:
    code = 1
    try:
        code = bot(keeper)
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else 1
    except BaseException as error:
        # Not its text: it may hold words.
        log.critical("the bot ended with %s", type(error).__name__)
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def _hold(line: socket.socket, kept: Kept | None) -> Kept | None:
    """Holds what the bot asks for until its end of the line closes: it has ended."""
    while True:
        try:
            word, files, _, _ = socket.recv_fds(line, 1, 1)
        except OSError:
            return kept
        if not word:
            return kept
        if word == _MARK:
            if kept:
                kept.marked = True
            continue
        if kept:
            kept.socket.close()
        kept = Kept(socket.socket(fileno=files[0])) if files else None


class _Stopping:
    """SIGTERM and Ctrl-C are passed on to the bot."""

    def __init__(self) -> None:
        self.asked = False
        self.child = 0
        self._before = {
            number: signal.signal(number, self._stop) for number in (signal.SIGTERM, signal.SIGINT)
        }

    def leave(self) -> None:
        """In the bot: as it was."""
        for number, handler in self._before.items():
            signal.signal(number, handler)

    def _stop(self, _number: int, _frame: FrameType | None) -> None:
        self.asked = True
        if self.child:
            try:
                os.kill(self.child, signal.SIGTERM)
            except ProcessLookupError:
                return
