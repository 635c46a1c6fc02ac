"""What workers were told by agencies, waiting for an operator to approve it: no client, no worker.

outcome   oid = 16 bytes by chance    sealed: the contact's id, date, agency that asked, facts
"""

import os
from typing import Any

from sqlalchemy import Column, LargeBinary, Table, delete, func, insert, select

from store.agency import metadata
from store.durable import Durable
from store.errors import Full
from store.vault import Vault

MOST = 1_000
"""Outcomes that may wait; the disk of an agency must not fill by one account."""
PURPOSE = b"outcome/1"

_outcome = Table(
    "outcome",
    metadata,
    Column("oid", LargeBinary(16), primary_key=True),
    Column("blob", LargeBinary, nullable=False),
    sqlite_with_rowid=False,
)


class Outcomes:
    """Outcomes of enquiries that nobody approved yet. Raises Unavailable when the database does not
    answer.
    """

    def __init__(self, durable: Durable, vault: Vault) -> None:
        self._durable, self._vault = durable, vault

    def add(self, value: dict[str, Any]) -> None:
        """Keep an outcome until it is reviewed; Full while too many wait, TooLarge."""
        oid = os.urandom(16)
        blob = self._vault.seal(PURPOSE, oid, value)
        with self._durable.write() as connection:
            waiting = connection.execute(select(func.count()).select_from(_outcome)).scalar_one()
            if waiting >= MOST:
                raise Full("Too many answers of agencies wait: ./quietline directory review")
            connection.execute(insert(_outcome).values(oid=oid, blob=blob))

    def pending(self) -> list[tuple[bytes, dict[str, Any]]]:
        """Each outcome that waits, with the id by which it is dropped; the oldest date first."""
        rows = self._durable.read(select(_outcome.c.oid, _outcome.c.blob))
        opened = ((row.oid, self._vault.unseal(PURPOSE, row.oid, row.blob)) for row in rows)
        found = [(oid, value) for oid, value in opened if value is not None]
        return sorted(found, key=lambda pair: (str(pair[1].get("date", "")), pair[0]))

    def drop(self, oid: bytes) -> None:
        """Delete one: it was taken over, or refused."""
        with self._durable.write() as connection:
            connection.execute(delete(_outcome).where(_outcome.c.oid == oid))
