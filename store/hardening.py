"""What the machine must not do with our memory: swap it, dump it, or keep what was freed.

Each fact is probed, not read from a setting: a variable that was set too late changes nothing.
"""

import ctypes
import os
import resource
import sys
from pathlib import Path
from typing import NamedTuple

from store.folder import filesystem, in_ram

_PR_GET_DUMPABLE = 3
_PR_SET_DUMPABLE = 4
_LINUX = sys.platform == "linux"
# Python's debug allocator fills new memory with 0xCD and freed memory with 0xDD.
_PYTHON_FILL = 0xCD
_PROBE = 4096
_SMALL = 600


class Fact(NamedTuple):
    """One row of the self-check: what it is, whether it is so, and what to do if it is not."""

    name: str
    ok: bool
    mend: str


def harden() -> None:
    """No core dumps, and no reading of our memory by others of the same user; else a no-op."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if _LINUX:
        ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)


def checks(folder: Path | None = None) -> list[Fact]:
    """The self-check, in the order an operator would mend it; `folder` as given to the store."""
    return [
        *(_folder(folder) if folder else []),
        Fact("swap is off", _no_swap(), "swapoff -a, or MemorySwapMax=0 for the service."),
        Fact("memory cannot be dumped", _not_dumpable(), "Call harden() at start; needs Linux."),
        Fact("core dumps are off", _no_core(), "Call harden() at start, or LimitCORE=0."),
        Fact("freed objects are overwritten", _python_overwrites(), "PYTHONMALLOC=malloc_debug"),
        Fact("freed memory is overwritten", _libc_overwrites(), "MALLOC_PERTURB_=165, with glibc"),
        Fact(
            "freed small pieces are overwritten",
            _libc_overwrites_small(),
            "GLIBC_TUNABLES=glibc.malloc.tcache_count=0",
        ),
    ]


def _folder(folder: Path) -> list[Fact]:
    return [
        Fact("state is kept on tmpfs", in_ram(folder), "Mount a tmpfs for the state folder."),
        Fact("state is not swapped", _never_swapped(folder), "Mount its tmpfs with noswap."),
    ]


def _no_swap() -> bool:
    """The kernel has no swap, or our own control group may not use it."""
    try:
        if len(Path("/proc/swaps").read_text().splitlines()) <= 1:
            return True
        group = Path("/proc/self/cgroup").read_text().strip().rpartition(":")[2].lstrip("/")
        limit = Path("/sys/fs/cgroup") / group / "memory.swap.max"
        return limit.read_text().strip() == "0"
    except OSError:
        return False


def _never_swapped(folder: Path) -> bool:
    if _no_swap():
        return True
    try:
        options = filesystem(folder.resolve(), Path("/proc/self/mountinfo").read_text())[1]
    except OSError:
        return False
    return "noswap" in options.split(",")


def _not_dumpable() -> bool:
    return _LINUX and ctypes.CDLL(None).prctl(_PR_GET_DUMPABLE, 0, 0, 0, 0) == 0


def _no_core() -> bool:
    return resource.getrlimit(resource.RLIMIT_CORE)[0] == 0


def _python_overwrites() -> bool:
    allocate, release = ctypes.pythonapi.PyMem_Malloc, ctypes.pythonapi.PyMem_Free
    return _fill(allocate, release) == _PYTHON_FILL


def _libc_overwrites() -> bool:
    """glibc fills new memory with the complement of what it writes over freed memory."""
    if not _LINUX:
        return False
    libc = ctypes.CDLL(None)
    wanted = os.environ.get("MALLOC_PERTURB_", "")
    filled = _fill(libc.malloc, libc.free)
    return wanted.isdecimal() and int(wanted) != 0 and filled == int(wanted) & 0xFF ^ 0xFF


def _libc_overwrites_small() -> bool:
    """Whether what lay in up to 1,032 bytes is gone: glibc caches such pieces as they are
    them (measured: words of 600 letters stayed there after leaving).
    """
    if not _LINUX:
        return False
    libc = ctypes.CDLL(None)
    libc.malloc.argtypes, libc.malloc.restype = [ctypes.c_size_t], ctypes.c_void_p
    libc.free.argtypes, libc.free.restype = [ctypes.c_void_p], None
    memory = libc.malloc(_SMALL)
    if not memory:
        return False
    ctypes.memset(memory, ord("x"), _SMALL)
    libc.free(memory)
    # Read on purpose after it was freed, as whoever scans the memory would; its start holds links.
    return b"x" not in ctypes.string_at(memory + 64, _SMALL - 128)


def _fill(allocate: "ctypes._NamedFuncPointer", release: "ctypes._NamedFuncPointer") -> int | None:
    """The byte that new memory is full of, if it is one."""
    allocate.argtypes, allocate.restype = [ctypes.c_size_t], ctypes.c_void_p
    release.argtypes, release.restype = [ctypes.c_void_p], None
    memory = allocate(_PROBE)
    if not memory:
        return None
    found = set(ctypes.string_at(memory, _PROBE))
    release(memory)
    return found.pop() if len(found) == 1 else None
