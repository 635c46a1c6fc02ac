"""Where a bot's token comes from: a file, never a setting. Whoever has it reads recent chats."""

from __future__ import annotations

import os
import re
from pathlib import Path

_TOKEN = re.compile(r"[0-9]{6,}:[A-Za-z0-9_-]{30,}")


class TokenError(Exception):
    """A token that cannot be used; the text names the file and the mend, never the token."""


class Token:
    """A bot's token, which no log line or traceback can show by mistake."""

    __slots__ = ("_value",)

    def __init__(self, value: str) -> None:
        self._value = value

    def reveal(self) -> str:
        """The token itself, for the library's Bot alone."""
        return self._value

    def __repr__(self) -> str:
        return "Token(...)"


def find(path: Path) -> Path:
    """The file itself; a name without a folder is looked up among systemd's credentials."""
    folder = os.environ.get("CREDENTIALS_DIRECTORY")
    return Path(folder) / path if folder and len(path.parts) == 1 else path


def read_token(path: Path) -> Token:
    """The token in a file. Raises TokenError."""
    file = find(path)
    try:
        value = file.read_text(encoding="ascii").strip()
        mode = file.stat().st_mode
    except (OSError, UnicodeDecodeError) as error:
        raise TokenError(f"{file}: cannot be read ({type(error).__name__}).") from None
    if mode & 0o077:
        raise TokenError(f"{file}: others can read it. Run: chmod 600 {file}")
    if not _TOKEN.fullmatch(value):
        raise TokenError(f"{file}: holds no bot token. Put in it what @BotFather gave you.")
    return Token(value)
