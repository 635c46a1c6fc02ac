"""What is right and wrong with the agency's database. Makes nothing; opens what is there."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from pathlib import Path

from bot.app import SetupError, agency_of, settings_of
from store import StoreError, Workers
from store.agency import DATABASE, KEY

Found = tuple[str, str, str, str]
"""(name, state, found, mend), as a row of the doctor."""


def rows() -> Iterator[Found]:
    """How many workers there are, and whether anybody else could read the files."""
    try:
        settings = settings_of()
    except SetupError:
        return  # another row says so
    folder = settings.agency_folder
    if folder is None:
        yield "workers", "ok", "not set: no agency_folder", ""
        return
    key = settings.agency_key_file or folder / KEY
    if not (folder / DATABASE).exists():
        yield "workers", "ok", "none yet; see ./quietline worker invite", ""
        return
    bare = [path for path in (folder, *sorted(folder.iterdir()), key) if _open_to_others(path)]
    if bare:
        mend = f"chmod go= {' '.join(map(str, bare))}; and chown them to the service's user."
        yield "workers: files", "fail", "others can read them, or own them", mend
    else:
        yield "workers: files", "ok", "private", ""
    yield _workers()


def _open_to_others(path: Path) -> bool:
    try:
        there = path.stat()
    except OSError:
        return False  # a WAL that has just gone; a missing key is said by opening
    return bool(there.st_mode & 0o077) or there.st_uid != os.geteuid()


def _workers() -> Found:
    try:
        opened = agency_of(settings_of())
        assert opened is not None
        durable, vault = opened
        try:
            workers = Workers(durable, vault, time.time)
            listed, unreadable = workers.list(), workers.unreadable()
        finally:
            durable.close()
    except (SetupError, StoreError) as error:
        return "workers", "fail", "cannot be looked up", str(error)
    if unreadable:
        mend = "Restore the key that belongs to this database (agency_key_file)."
        return "workers", "fail", f"{unreadable} rows do not open", mend
    invites = sum(1 for one in listed if one.invite)
    return "workers", "ok", f"{len(listed) - invites}, and {invites} open invites", ""
