"""What agencies said of themselves when a worker asked them: `outcomes.toml`, approved ones only.

It lies beside reviews.toml. An outcome is about an agency, never about a person: the contact's id,
the date, the agency that asked, and an answer to each question. The latest yes or no wins over what
the source states; "unknown" tells nothing new and changes nothing, so that it can never take back
that a house turns children away.
"""

import os
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from directory.hsds import profile
from directory.model import Confirmed, Contact, DirectoryError, Fact
from directory.reviews import quoted

FILE = "outcomes.toml"
LONGEST_NAME = 60
"""Signs of the name of the agency that asked."""

_HEAD = "# What agencies answered, when and to whom: `./quietline directory review`.\n"
_KEYS = {"id", "date", "by", "facts"}


@dataclass(frozen=True, slots=True)
class Outcome:
    """One enquiry: contact id, ISO date, the agency that asked, and its facts by the codes of
    `directory.hsds.profile.QUESTIONS`.
    """

    id: str
    date: str
    by: str
    facts: tuple[tuple[str, Fact], ...]


def fault(value: object) -> str | None:
    """What is wrong with an outcome as it was written, or None."""
    if not isinstance(value, Mapping) or set(value) != _KEYS:
        return f"needs {', '.join(sorted(_KEYS))}"
    if not all(isinstance(value[key], str) and value[key] for key in ("id", "date", "by")):
        return "id, date and by are text"
    if not value["by"].isprintable() or len(value["by"]) > LONGEST_NAME:
        return f"by is one line of at most {LONGEST_NAME} signs"
    return _date_fault(value["date"]) or _facts_fault(value["facts"])


def outcome_of(value: Mapping[str, object]) -> Outcome:
    """The outcome of a value without fault; DirectoryError says what is wrong with any other."""
    wrong = fault(value)
    if wrong:
        raise DirectoryError((wrong,))
    facts = value["facts"]
    assert isinstance(facts, Mapping)
    told = tuple((code, Fact(facts[code])) for code in profile.QUESTIONS if code in facts)
    return Outcome(str(value["id"]), str(value["date"]), str(value["by"]), told)


def load(path: Path) -> tuple[Outcome, ...]:
    """The outcomes in order; none where there is no file. DirectoryError names each fault."""
    try:
        rows = tomllib.loads(path.read_text("utf-8")).get("outcome", [])
    except FileNotFoundError:
        return ()
    except (OSError, ValueError) as error:
        raise DirectoryError((f"{path.name}: cannot be read: {error}",)) from None
    if not isinstance(rows, list):
        raise DirectoryError((f"{path.name}: write each one under [[outcome]]",))
    problems = [
        f"{path.name}: outcome {at}: {wrong}"
        for at, row in enumerate(rows, start=1)
        if (wrong := fault(row))
    ]
    if problems:
        raise DirectoryError(tuple(problems))
    return tuple(map(outcome_of, rows))


def by_contact(outcomes: Iterable[Outcome]) -> dict[str, tuple[Outcome, ...]]:
    """The outcomes of each contact's id, the oldest first."""
    found: dict[str, tuple[Outcome, ...]] = {}
    for outcome in sorted(outcomes, key=lambda one: one.date):
        found[outcome.id] = (*found.get(outcome.id, ()), outcome)
    return found


def applied(contact: Contact, outcomes: Iterable[Outcome]) -> Contact:
    """The contact with what it answered; `outcomes` are its own, the oldest first."""
    told: dict[str, Confirmed] = {}
    for outcome in outcomes:
        for question, fact in outcome.facts:
            code = profile.QUESTIONS[question]
            if fact is not Fact.UNKNOWN:
                told[code] = Confirmed(code, fact, outcome.by, outcome.date)
    if not told:
        return contact
    facts = dict(contact.facts) | {code: one.fact for code, one in told.items()}
    stale = profile.asked_of(told)
    asks = [said for said in contact.asks if said not in stale]
    asks += profile.asks({code: one.fact for code, one in told.items()})
    return replace(
        contact,
        facts=tuple(sorted(facts.items(), key=lambda pair: pair[0])),
        interpretation=facts.get("interpreter_on_request", contact.interpretation),
        asks=tuple(asks),
        confirmed=tuple(told.values()),
    )


def add(path: Path, outcome: Outcome) -> None:
    """Writes one more outcome; on disk when it returns. OSError where it cannot be written."""
    new = not path.exists()
    with path.open("a", encoding="utf-8") as file:
        file.write(f"{_HEAD if new else ''}{_table(outcome)}")
        file.flush()
        os.fsync(file.fileno())


def _table(outcome: Outcome) -> str:
    facts = ", ".join(f"{code} = {quoted(fact.value)}" for code, fact in outcome.facts)
    return (
        f"\n[[outcome]]\nid = {quoted(outcome.id)}\ndate = {quoted(outcome.date)}\n"
        f"by = {quoted(outcome.by)}\nfacts = {{ {facts} }}\n"
    )


def _date_fault(said: str) -> str | None:
    try:
        sound = date.fromisoformat(said).isoformat() == said
    except ValueError:
        sound = False
    return None if sound else f"date {said!r} is not like 2026-01-31"


def _facts_fault(facts: object) -> str | None:
    if not isinstance(facts, Mapping) or not facts:
        return "facts is a table of answers"
    strange = sorted(str(code) for code in facts if code not in profile.QUESTIONS)
    if strange:
        return f"fact {strange[0]!r} is not one of {', '.join(profile.QUESTIONS)}"
    values = [fact.value for fact in Fact]
    wrong = sorted(code for code, said in facts.items() if said not in values)
    return f"{wrong[0]} is one of {', '.join(values)}" if wrong else None
