"""Walks an operator through what agencies answered to workers: only what is approved is kept."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from bot.app import Setup
from bot.directory_cli import fail, out, picked
from directory import Contact, Directory, DirectoryError, outcomes
from store import Outcomes, StoreError


def review_outcomes(setup: Setup, folder: Path) -> bool:
    """Each outcome that waits, one after the other; False when the operator stops."""
    try:
        agency = setup.agency()
        if agency is None:
            return True
        durable, vault = agency
        try:
            return _walk(Outcomes(durable, vault), setup.directory, folder / outcomes.FILE)
        finally:
            durable.close()
    except StoreError as error:
        raise fail(str(error)) from None
    except OSError as error:
        out("Nothing of the last answer was changed.")
        raise fail(f"{folder / outcomes.FILE}: cannot be written ({error.strerror}).") from None


def _walk(waiting: Outcomes, directory: Directory, path: Path) -> bool:
    pending = waiting.pending()
    taken = 0
    answer = ""
    for number, (oid, value) in enumerate(pending, start=1):
        outcome = _sound(value)
        if outcome is None:
            out(f"\nAnswer {number} of {len(pending)} is none that can be used: dropped.")
            waiting.drop(oid)
            continue
        answer = _asked(outcome, directory.contact(outcome.id), f"{number} of {len(pending)}")
        if answer == "q":
            break
        if answer == "y":
            # First the file: killed in between, the same answer is asked for again, not lost.
            outcomes.add(path, outcome)
            taken += 1
        if answer in {"y", "n"}:
            waiting.drop(oid)
    if pending:
        out(f"{taken} answers taken over into {path}; restart to use them.")
    return answer != "q"


def _asked(outcome: outcomes.Outcome, contact: Contact | None, which: str) -> str:
    out(f"\nAnswer {which}: {contact.name if contact else 'a service no longer listed'}")
    out(f"  asked by {outcome.by} on {outcome.date}")
    for question, fact in outcome.facts:
        out(f"  {question}: {fact.value}")
    if contact is None:
        return picked("[n] drop it, [s] skip, [q] stop? ", "nsq")
    return picked("[y] take it, [n] drop it, [s] skip, [q] stop? ", "ynsq")


def _sound(value: dict[str, Any]) -> outcomes.Outcome | None:
    try:
        return outcomes.outcome_of(value)
    except DirectoryError:
        return None
