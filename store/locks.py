"""Mutual exclusion between threads and between processes, over one byte of a shared file.

Open-file-description locks are freed by the kernel when a process is killed, so a kill -9 never
leaves a lock behind. Threads of one process share a description, and with it every such lock:
hence a thread lock around each. A process that forks opens its own store afterwards.
"""

import errno
import fcntl
import os
import struct
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from store.errors import Unavailable

# Where there are none (no Linux), plain record locks: between processes they do the same.
_OFD = hasattr(fcntl, "F_OFD_SETLK")
_BETWEEN_TRIES = 0.001


def try_lock(file: int, byte: int) -> bool:
    """Takes a byte for this process alone, if nobody has it."""
    try:
        _set(file, byte, fcntl.F_WRLCK, wait=False)
    except OSError as error:
        if error.errno in (errno.EAGAIN, errno.EACCES):
            return False
        raise
    return True


def share(file: int, byte: int) -> None:
    """Holds a byte together with other processes; waits for one that has it alone."""
    _set(file, byte, fcntl.F_RDLCK, wait=True)


def unlock(file: int, byte: int) -> None:
    _set(file, byte, fcntl.F_UNLCK, wait=False)


def locked(file: int, byte: int) -> bool:
    """Whether somebody else has a byte; asks without taking it, so it is in nobody's way."""
    flock = struct.pack("hhqqi", fcntl.F_WRLCK, os.SEEK_SET, byte, 1, 0)
    found = fcntl.fcntl(file, fcntl.F_OFD_GETLK if _OFD else fcntl.F_GETLK, flock)
    return int(struct.unpack_from("h", found)[0]) != fcntl.F_UNLCK


def _set(file: int, byte: int, kind: int, wait: bool) -> None:
    if _OFD:
        # struct flock: type, whence, start, length, pid (0 is demanded for these locks)
        flock = struct.pack("hhqqi", kind, os.SEEK_SET, byte, 1, 0)
        fcntl.fcntl(file, fcntl.F_OFD_SETLKW if wait else fcntl.F_OFD_SETLK, flock)
    else:
        how = {fcntl.F_WRLCK: fcntl.LOCK_EX, fcntl.F_RDLCK: fcntl.LOCK_SH}
        at_once = 0 if wait or kind not in how else fcntl.LOCK_NB
        fcntl.lockf(file, how.get(kind, fcntl.LOCK_UN) | at_once, 1, byte)


class Gate:
    """One at a time, among all threads of all processes that share the file.

    `file` is None where memory is not shared. `patience` is in seconds.
    """

    def __init__(self, file: int | None, byte: int, pause: Callable[[float], None]) -> None:
        self._file = file
        self._byte = byte
        self._pause = pause
        self.threads = threading.Lock()

    @contextmanager
    def held(self, patience: float) -> Iterator[None]:
        """Inside, nobody else is; raises Unavailable after `patience`."""
        if not self.threads.acquire(timeout=patience):
            raise Unavailable("Another turn is taking too long; try again.")
        try:
            if not self._enter(patience):
                raise Unavailable("Another process is taking too long; try again.")
            try:
                yield
            finally:
                self._leave()
        finally:
            self.threads.release()

    @contextmanager
    def forced(self, patience: float) -> Iterator[None]:
        """Waits as `held`, then goes in all the same.

        For wiping only: a process that was stopped while it held the lock must not keep a
        person's keys alive.
        """
        mine = self.threads.acquire(timeout=patience)
        entered = mine and self._enter(patience)
        try:
            yield
        finally:
            if entered:
                self._leave()
            if mine:
                self.threads.release()

    def _enter(self, patience: float) -> bool:
        if self._file is None:
            return True
        for _ in range(max(1, int(patience / _BETWEEN_TRIES))):
            if try_lock(self._file, self._byte):
                return True
            self._pause(_BETWEEN_TRIES)
        return False

    def _leave(self) -> None:
        if self._file is not None:
            unlock(self._file, self._byte)


@dataclass
class _Place:
    lock: threading.Lock = field(default_factory=threading.Lock)
    wanted: int = 0


class Queue:
    """One thread per person; different people never wait for each other.

    Exact, not striped: with stripes, a thread that works for two people could wait for itself.
    """

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._places: dict[bytes, _Place] = {}

    @contextmanager
    def held(self, tag: bytes, patience: float) -> Iterator[None]:
        """Inside, this thread is the only one for this person; raises Unavailable."""
        with self._guard:
            place = self._places.setdefault(tag, _Place())
            place.wanted += 1
        try:
            if not place.lock.acquire(timeout=patience):
                raise Unavailable("An earlier message of the same person takes too long.")
            try:
                yield
            finally:
                place.lock.release()
        finally:
            with self._guard:
                place.wanted -= 1
                if not place.wanted:
                    del self._places[tag]
