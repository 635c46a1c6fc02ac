"""Reads HSDS files: JSON documents, lists, pages and lines, plain or gzipped; one at a time."""

import codecs
import gzip
import json
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, Any

from directory.model import DirectoryError

SUFFIXES = (".json", ".jsonl", ".ndjson", ".json.gz", ".jsonl.gz", ".ndjson.gz")
"""What a JSON file is called; a folder is searched for these."""

Progress = Callable[[int], None]
"""Told how many bytes of the files were read since it was last told."""

_CHUNK = 1 << 20
# A number or an escape that a piece cuts in two is no longer than this.
_LONGEST_WORD = 40
_BLANK = " \t\r\n,\ufeff\x1e"


def documents(path: Path, progress: Progress) -> Iterator[Any]:
    """Each document of the file; DirectoryError says in one line what is wrong, and where."""
    try:
        with path.open("rb") as raw:
            yield from _decoded(path, _text(path, raw, progress))
    except OSError as fault:
        # gzip.BadGzipFile is an OSError without a number.
        reason = fault.strerror or "is not sound gzip"
        raise DirectoryError((f"{path.name}: cannot be read: {reason}",)) from None
    except (EOFError, zlib.error):
        raise DirectoryError((f"{path.name}: ends in the middle: fetch it anew",)) from None
    except UnicodeDecodeError:
        raise DirectoryError((f"{path.name}: is not text in UTF-8",)) from None


def _text(path: Path, raw: IO[bytes], progress: Progress) -> Iterator[str]:
    """The file's text in pieces, telling the progress in bytes as they lie on disk."""
    source = gzip.GzipFile(fileobj=raw) if path.name.endswith(".gz") else raw
    decoder = codecs.getincrementaldecoder("utf-8-sig")()
    told = 0
    while piece := source.read(_CHUNK):
        yield decoder.decode(piece)
        at = raw.tell()
        progress(at - told)
        told = at
    yield decoder.decode(b"", True)


def _decoded(path: Path, pieces: Iterator[str]) -> Iterator[Any]:
    """The values of a list, or all values that follow each other, without holding the file."""
    buffer = _Buffer(pieces)
    listed = buffer.starts("[")
    count = 0
    while buffer.more():
        if listed and buffer.starts("]"):
            break
        value = buffer.value()
        if value is _Buffer:
            where = f"after document {count}" if count else "at its beginning"
            raise DirectoryError((f"{path.name}: is not JSON {where}",))
        count += 1
        yield value
    else:
        if listed:
            raise DirectoryError((f"{path.name}: ends in the middle, after document {count}",))
    if buffer.more():
        raise DirectoryError((f"{path.name}: holds more after the end of its list",))
    if not count:
        raise DirectoryError((f"{path.name}: holds no document",))


class _Buffer:
    """Text that grows from its pieces as values are taken off its beginning."""

    def __init__(self, pieces: Iterator[str]) -> None:
        self._pieces, self._text, self._at, self._ended = pieces, "", 0, False
        self._decode = json.JSONDecoder().raw_decode

    def more(self) -> bool:
        """Whether anything but blanks and commas is left."""
        while True:
            while self._at < len(self._text) and self._text[self._at] in _BLANK:
                self._at += 1
            if self._at < len(self._text):
                return True
            if not self._grow():
                return False

    def starts(self, mark: str) -> bool:
        """Whether the next sign is this one; it is taken."""
        found = self.more() and self._text[self._at] == mark
        self._at += found
        return found

    def value(self) -> Any:
        """The next value; this class itself where no value can be read."""
        while True:
            try:
                value, end = self._decode(self._text, self._at)
            except RecursionError:
                return _Buffer
            except json.JSONDecodeError as fault:
                if self._wrong(fault) or not self._grow():
                    return _Buffer
                continue
            # A number at the edge of a piece may go on in the next one.
            if end == len(self._text) and not self._ended and self._grow():
                continue
            self._at = end
            return value

    def _wrong(self, fault: json.JSONDecodeError) -> bool:
        """Whether more text would not help: the mistake is not at the end of what there is."""
        unfinished = fault.msg.startswith("Unterminated string")
        return not unfinished and fault.pos < len(self._text) - _LONGEST_WORD

    def _grow(self) -> bool:
        """Reads as much again as there is, so that a long document is not tried too often."""
        held = [self._text[self._at :]]
        wanted = max(1, len(held[0]))
        while wanted > 0 and (piece := next(self._pieces, None)) is not None:
            held.append(piece)
            wanted -= len(piece)
        self._ended = len(held) == 1
        self._text, self._at = "".join(held), 0
        return not self._ended
