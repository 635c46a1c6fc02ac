"""Sealed values that expire: conversations, replies on their way, chats to erase.

    Store.open(state_folder(None)) -> turn, save, claim, sent, forget, sweep

What it promises and how that is proved is in docs/decisions.md and tests/test_store_*.py.
"""

from store.clocks import Clocks, Lifetime
from store.conversations import Turn
from store.errors import Full, Lost, StoreError, TooLarge, Unavailable
from store.folder import refusal, state_folder
from store.kept import Kept, Opened
from store.outbox import Due
from store.store import Held, Store
from store.sweep import Swept

__all__ = [
    "Clocks",
    "Due",
    "Full",
    "Held",
    "Kept",
    "Lifetime",
    "Lost",
    "Opened",
    "Store",
    "StoreError",
    "Swept",
    "TooLarge",
    "Turn",
    "Unavailable",
    "refusal",
    "state_folder",
]
