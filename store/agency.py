"""The agency's own database: workers, check-ins, outcomes. On disk, sealed by the vault's key.

Each of these modules defines its tables on `metadata`, and `store` imports them all: so whoever
opens the database makes every table of it.
"""

import os
import stat
import time
from pathlib import Path

from sqlalchemy import MetaData

from store.durable import Durable
from store.errors import StoreError
from store.locks import Gate
from store.vault import Vault

DATABASE, KEY = "agency.db", "agency.key"
_PATIENCE = 5.0

metadata = MetaData()


def open_agency(folder: Path, key_file: Path | None = None) -> tuple[Durable, Vault]:
    """The database in `folder` and its vault; the key lies beside it unless `key_file` is named.

    Both are made at first use. Raises StoreError, and OSError where the folder cannot be used.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    reason = refusal(folder)
    if reason:
        raise StoreError(reason)
    lock = os.open(folder / "opening.lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        # Of two processes that start together, the second must not read a key half written.
        with Gate(lock, 0, time.sleep).held(_PATIENCE):
            return _opened(folder / DATABASE, key_file or folder / KEY)
    finally:
        os.close(lock)


def refusal(folder: Path) -> str | None:
    """Why an existing folder cannot be used, and what to do about it; None if it can."""
    there = folder.lstat()
    # What another user, root above all, makes in it first, the service cannot open afterwards.
    if not stat.S_ISDIR(there.st_mode) or there.st_uid != os.geteuid():
        return f"{folder} is a link or belongs to another user. Run this as the service's user."
    return None


def _opened(database: Path, key_file: Path) -> tuple[Durable, Vault]:
    # A new key beside an old database would open nothing and say that nobody is there.
    vault = Vault.at(key_file, make=not database.exists())
    # SQLite gives its WAL the mode that the database has at that moment.
    database.touch(mode=0o600)
    return Durable(database, metadata), vault
