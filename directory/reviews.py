"""Who called which entry and what came of it: a file of its own, never the data that ships.

`reviews.toml` lies beside the data, or in the agency's folder. The last review of an entry counts,
and only for the numbers that were called: an entry whose number changes is unreviewed again.
"""

import os
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from directory.model import Contact, DirectoryError

FILE = "reviews.toml"
OUTCOMES = ("confirmed", "wrong")
"""A number that is wrong withholds its entry until it is mended."""

_HEAD = "# Who called which entry, when, and what came of it: `./quietline directory review`.\n"
_DATE = re.compile(r"20\d\d-[01]\d-[0-3]\d")
_KEYS = {"id", "date", "by", "outcome", "numbers"}


@dataclass(frozen=True, slots=True)
class Review:
    """One call: ISO date, initials or name of the caller, outcome, and the numbers called."""

    id: str
    date: str
    by: str
    outcome: str
    numbers: tuple[str, ...]


def load(path: Path) -> tuple[Review, ...]:
    """The reviews in order; none where there is no file. DirectoryError names each fault."""
    try:
        rows = tomllib.loads(path.read_text("utf-8")).get("review", [])
    except FileNotFoundError:
        return ()
    except (OSError, ValueError) as fault:
        raise DirectoryError((f"{path.name}: cannot be read: {fault}",)) from None
    problems = [
        f"{path.name}: review {at}: {wrong}"
        for at, row in enumerate(rows, start=1)
        if (wrong := _fault(row))
    ]
    if problems:
        raise DirectoryError(tuple(problems))
    return tuple(
        Review(row["id"], row["date"], row["by"], row["outcome"], tuple(row["numbers"]))
        for row in rows
    )


def _fault(row: object) -> str | None:
    if not isinstance(row, Mapping) or set(row) != _KEYS:
        return f"needs {', '.join(sorted(_KEYS))}"
    if not all(isinstance(row[key], str) for key in _KEYS - {"numbers"}):
        return "id, date, by and outcome are text"
    if not isinstance(row["numbers"], list):
        return "numbers is a list"
    if not _DATE.fullmatch(row["date"]):
        return f"date {row['date']!r} is not like 2026-01-31"
    return None if row["outcome"] in OUTCOMES else f"outcome is one of {', '.join(OUTCOMES)}"


def applied(contacts: Iterable[Contact], reviews: Iterable[Review]) -> tuple[Contact, ...]:
    """The contacts with what the reviews say of them."""
    last = {review.id: review for review in reviews}
    return tuple(_with(contact, last.get(contact.id)) for contact in contacts)


def _with(contact: Contact, review: Review | None) -> Contact:
    if review is None or review.numbers != tuple(phone.number for phone in contact.phones):
        return contact
    if review.outcome == "wrong":
        return replace(contact, withheld=f"a call on {review.date} found its number wrong")
    return replace(contact, last_reviewed=review.date)


def add(path: Path, review: Review) -> None:
    """Writes one more review; on disk when it returns. OSError where it cannot be written."""
    new = not path.exists()
    with path.open("a", encoding="utf-8") as file:
        file.write(f"{_HEAD if new else ''}{_table(review)}")
        file.flush()
        os.fsync(file.fileno())


def _table(review: Review) -> str:
    numbers = ", ".join(map(quoted, review.numbers))
    return (
        f"\n[[review]]\nid = {quoted(review.id)}\ndate = {quoted(review.date)}\n"
        f"by = {quoted(review.by)}\noutcome = {quoted(review.outcome)}\nnumbers = [{numbers}]\n"
    )


def quoted(said: str) -> str:
    """A text of one line as TOML writes it."""
    import json

    # A JSON string of these signs is a TOML string as well.
    return json.dumps("".join(sign for sign in said if sign.isprintable()), ensure_ascii=False)
