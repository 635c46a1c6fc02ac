"""Sealed values that expire: conversations, replies on their way, chats to erase.

    Store.open(state_folder(None)) -> turn, save, claim, sent, forget, sweep

What it promises and how that is proved is in docs/decisions.md and tests/test_store_*.py.
"""

from store.agency import open_agency
from store.checkin_rows import CheckIn
from store.checkin_steps import Custom
from store.checkins import CheckIns
from store.clocks import Clocks, Lifetime
from store.codes import read_code
from store.conversations import Turn
from store.durable import Durable
from store.errors import Full, Lost, StoreError, TooLarge, Unavailable
from store.folder import refusal, state_folder
from store.kept import Kept, Opened
from store.notices import Failure, Notice, Way
from store.outbox import Due
from store.outcomes import Outcomes
from store.store import Held, Store
from store.sweep import Swept
from store.vault import Vault
from store.workers import Listed, Worker, Workers

__all__ = [
    "CheckIn",
    "CheckIns",
    "Clocks",
    "Custom",
    "Due",
    "Durable",
    "Failure",
    "Full",
    "Held",
    "Kept",
    "Lifetime",
    "Listed",
    "Lost",
    "Notice",
    "Opened",
    "Outcomes",
    "Store",
    "StoreError",
    "Swept",
    "TooLarge",
    "Turn",
    "Unavailable",
    "Vault",
    "Way",
    "Worker",
    "Workers",
    "open_agency",
    "read_code",
    "refusal",
    "state_folder",
]
