"""Logging that cannot tell on anybody: our loggers name kinds of events, never what was said."""

from __future__ import annotations

import logging
import re
import sys
import threading
from types import TracebackType

TOKEN = re.compile(r"\d{6,}(:|%3A)[A-Za-z0-9_-]{30,}", re.IGNORECASE)
"""A Telegram bot's token, as it stands in addresses, in reprs and in the texts of exceptions."""
TALKATIVE = ("telegram", "httpx", "httpcore")
"""Loggers that write tokens, and the texts of messages when they cannot read one."""


class Discreet(logging.Filter):
    """For a root handler: nothing of the talkative, and no token in anything else."""

    def filter(self, record: logging.LogRecord) -> bool:
        if record.name.partition(".")[0] in TALKATIVE:
            return False
        record.msg, record.args = redacted(record.getMessage()), ()
        if record.exc_info:
            # A traceback ends in the exception's own text, which may quote what somebody wrote.
            record.exc_text, record.exc_info = _kind(record.exc_info[0]), None
        if record.stack_info:
            record.stack_info = redacted(record.stack_info)
        return True


def redacted(text: str) -> str:
    """The text without any token."""
    return TOKEN.sub("(token)", text)


def _kind(kind: type[BaseException] | None) -> str:
    return kind.__name__ if kind else "error"


def _say(kind: type[BaseException] | None, trace: TracebackType | None) -> None:
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    place = f" in {trace.tb_frame.f_code.co_name}:{trace.tb_lineno}" if trace else ""
    logging.getLogger("quietline").error("not caught: %s%s", _kind(kind), place)


def _on_uncaught(
    kind: type[BaseException], error: BaseException, trace: TracebackType | None
) -> None:
    if issubclass(kind, KeyboardInterrupt):
        sys.__excepthook__(kind, error, trace)
        return
    _say(kind, trace)


def _in_thread(arguments: threading.ExceptHookArgs) -> None:
    _say(arguments.exc_type, arguments.exc_traceback)


def set_up(level: str) -> None:
    """Our log lines to standard error; other libraries' only from warnings on."""
    handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter("%(levelname)s %(name)s: %(message)s"))
    root = logging.getLogger()
    handler.addFilter(Discreet())
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)
    logging.getLogger("quietline").setLevel(level.upper())
    # SQLAlchemy writes statements and, asked to, their parameters: its log stays shut.
    logging.getLogger("sqlalchemy").setLevel(logging.ERROR)
    for name in TALKATIVE:
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    # What nobody catches is printed with its text by Python: of it, only kind and place are shown.
    sys.excepthook, threading.excepthook = _on_uncaught, _in_thread


def where(error: Exception) -> str:
    """The kind of a mistake and its place in our code: never its text, which may hold words."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    place = f"{trace.tb_frame.f_code.co_name}:{trace.tb_lineno}" if trace else "?"
    return f"{type(error).__name__} in {place}"
