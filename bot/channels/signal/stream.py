"""Lines of a socket that stay in the kernel until they are done with."""

from __future__ import annotations

import select
import socket
from typing import Protocol

_PEEK = 65_536
_LARGEST = 1_048_576
"""Bytes of one line that are kept; the rest of a longer one is thrown away."""
_STUCK = 20
_A_MOMENT = 0.01
"""Seconds: half a line that does not grow in twenty of these fills the kernel's buffer."""


class HasFileno(Protocol):
    """What can be waited for."""

    def fileno(self) -> int: ...


class Stream:
    """One line at a time: `line` shows it, `done` takes it out of the kernel's buffer.

    Whoever has a copy of the socket sees a line again that was shown and not done with. Only a
    line larger than the kernel's buffer has to be taken out before it is complete.
    """

    def __init__(self, held: socket.socket) -> None:
        self._socket = held
        self._taken = b""  # out of the buffer already
        self._seen = b""  # copied, and still in it
        self._at = 0
        self._length = 0
        self._skipping = False

    def line(self, wakers: list[HasFileno], patience: float | None) -> bytes | None:
        """The next line; None once a waker is readable or, after `patience` seconds, nothing came.

        Raises OSError (ConnectionResetError at the end of the stream).
        """
        stuck = 0
        while True:
            cut = self._seen.find(b"\n", self._at)
            if cut >= 0:
                self._length = cut + 1 - self._at
                return b"" if self._skipping else self._taken + self._seen[self._at : cut]
            if not self._wait(wakers, patience):
                return None
            if self._look():
                stuck = 0
            elif self._seen:
                stuck += 1
                select.select(wakers, [], [], _A_MOMENT)
            if stuck >= _STUCK or len(self._seen) >= _LARGEST:
                self._take()
                stuck = 0

    def done(self) -> None:
        """The line that was shown last is over with."""
        self._discard(self._length)
        self._at += self._length
        self._length, self._taken, self._skipping = 0, b"", False

    def write(self, line: bytes) -> None:
        """Send a line the other way."""
        self._socket.sendall(line)

    def close(self) -> None:
        self._socket.close()

    def _wait(self, wakers: list[HasFileno], patience: float | None) -> bool:
        ready = select.select([self._socket, *wakers], [], [], patience)[0]
        return ready == [self._socket]

    def _look(self) -> bool:
        """Copies what there is; whether it is more than before."""
        before = len(self._seen) - self._at
        self._seen = self._socket.recv(before + _PEEK, socket.MSG_PEEK)
        self._at = 0
        if not self._seen:
            raise ConnectionResetError
        return len(self._seen) > before

    def _take(self) -> None:
        """Half a line that can grow no further where it is."""
        half = self._seen[self._at :]
        self._discard(len(half))
        self._skipping = self._skipping or len(self._taken) + len(half) > _LARGEST
        self._taken = b"" if self._skipping else self._taken + half
        self._seen, self._at = b"", 0

    def _discard(self, length: int) -> None:
        while length:
            gone = len(self._socket.recv(min(length, _PEEK)))
            if not gone:
                raise ConnectionResetError
            length -= gone
