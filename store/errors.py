"""What can go wrong in the store.

    StoreError
    ├── Full         no slot is free for this person: answer without memory
    ├── TooLarge     more than 16,384 bytes with padding: the caller's fault, nothing was changed
    ├── Lost         the person left, or another process took the turn over, while it ran
    └── Unavailable  the database did not answer in time: try again, or answer without memory

No message ever holds text, an address, a tag or a key: errors are logged.
"""


class StoreError(Exception):
    """The store could not do what was asked; the message says whose turn it is to act."""


class Full(StoreError):  # noqa: N818 - named for what is the case, as the callers read it
    """No slot is free for this person."""


class TooLarge(StoreError):  # noqa: N818
    """The value does not fit in the larger of the two sizes."""


class Lost(StoreError):  # noqa: N818
    """The turn is no longer this writer's: nothing was written."""


class Unavailable(StoreError):  # noqa: N818
    """The database, or another process that works on the same person, did not answer in time."""
