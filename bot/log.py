"""Logging that cannot tell on anybody: our loggers name kinds of events, never what was said."""

from __future__ import annotations

import logging


def set_up(level: str) -> None:
    """Our log lines to standard error; other libraries' only from warnings on."""
    handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter("%(levelname)s %(name)s: %(message)s"))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)
    logging.getLogger("quietline").setLevel(level.upper())
    # SQLAlchemy writes statements and, asked to, their parameters: its log stays shut.
    logging.getLogger("sqlalchemy").setLevel(logging.ERROR)
