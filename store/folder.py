"""Where the state may lie: in a private folder in RAM, or in no folder at all."""

import os
import re
import stat
from pathlib import Path

from store.errors import StoreError

_MOUNTS = Path("/proc/self/mountinfo")
_IN_RAM = ("tmpfs", "ramfs")
_SHARED_MEMORY = Path("/dev/shm")  # noqa: S108 - it is RAM on every Linux, and the folder is ours


def state_folder(wanted: Path | None) -> Path | None:
    """A private folder (0700) on tmpfs, or None: then the state is kept inside the process.

    Without `wanted`, tries the user's runtime folder, then shared memory. Raises StoreError if
    `wanted` is given and cannot be used: an operator's word is not silently set aside.
    """
    if wanted:
        reason = refusal(wanted)
        if reason:
            raise StoreError(reason)
        return _made(wanted)
    return next((_made(folder) for folder in _usual() if refusal(folder) is None), None)


def refusal(folder: Path) -> str | None:
    """Why a folder cannot hold the state, and what to do about it; None if it can."""
    if not in_ram(folder):
        return f"{folder} is not on tmpfs: what is erased there stays on the disk. Mount a tmpfs."
    if not os.path.lexists(folder):
        return None
    there = folder.lstat()
    # In a folder that anybody may write to, somebody else can have made ours beforehand.
    if not stat.S_ISDIR(there.st_mode) or there.st_uid != os.getuid():
        return f"{folder} is a link or belongs to another user. Remove it, or name another folder."
    return None


def _made(folder: Path) -> Path:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    folder.chmod(0o700)
    return folder


def in_ram(folder: Path) -> bool:
    """Whether a folder, which may not exist yet, lies on a filesystem that is RAM only."""
    try:
        mounts = _MOUNTS.read_text()
    except OSError:
        return False
    return filesystem(folder.resolve(), mounts)[0] in _IN_RAM


def filesystem(path: Path, mounts: str) -> tuple[str, str]:
    """The type and the options of the mount that a path lies on; `mounts` as in mountinfo."""
    found = (-1, "", "")
    for line in mounts.splitlines():
        before, _, after = line.partition(" - ")
        point = Path(_unescape(before.split()[4]))
        # Of two mounts on one point the later one covers the earlier.
        if path.is_relative_to(point) and len(point.parts) >= found[0]:
            kind, _, rest = after.partition(" ")
            found = (len(point.parts), kind, rest.rpartition(" ")[2])
    return found[1], found[2]


def _usual() -> list[Path]:
    runtime = os.environ.get("XDG_RUNTIME_DIR")
    shared = _SHARED_MEMORY / f"quietline-{os.getuid()}"
    return [Path(runtime) / "quietline", shared] if runtime else [shared]


def _unescape(name: str) -> str:
    return re.sub(r"\\([0-7]{3})", lambda found: chr(int(found[1], 8)), name)
