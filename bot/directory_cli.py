"""The `directory` commands: check, search, import, export, review."""

from __future__ import annotations

import json
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from bot.app import set_up, settings_of
from directory import Contact, DirectoryError

app = typer.Typer(
    help="Contacts: check them, search them, import and export them, review them.",
    no_args_is_help=True,
)


def fail(text: str) -> typer.Exit:
    """Say what is wrong and what to do, and end with code 2."""
    print(text, file=sys.stderr)  # noqa: T201 - this is the command line's own voice
    return typer.Exit(2)


def out(text: str) -> None:
    """A line of output."""
    print(text)  # noqa: T201


def own_folder() -> Path:
    """Where imports and reviews go: the agency's folder, or beside the data."""
    from directory.directory import DATA

    return settings_of().directory_folder or DATA


@app.command("check")
def check_all() -> None:
    """Every mistake in the contacts, places and phrases, each with file and entry."""
    from directory.check import check

    settings = settings_of()
    problems = check(
        country=settings.country,
        own=settings.directory_folder,
        most_days=settings.hotline_max_age_days,
    )
    for problem in problems:
        out(str(problem))
    if problems:
        raise fail(f"{len(problems)} problems. Mend them before a release.")
    out("The directory has no problem.")


@app.command("search")
def search(
    words: Annotated[list[str], typer.Argument(help="What a person would write.")],
) -> None:
    """Search as a person would: the answer as they would read it."""
    from bot.channels.terminal import plain
    from flows import Line, Turn, render
    from flows.words import ENGINE

    setup = set_up()
    directory = setup.directory
    query = directory.read(" ".join(words))
    if not query.asks:
        raise fail("No need, place or language was found in that. Try: shelter surrey punjabi")
    found = directory.find(query)
    turn = Turn(None, (Line(ENGINE, "found-many", found=found),), setup.settings.language)
    for reply in render(turn, setup.content, directory):
        out(plain(reply))


@app.command("import")
def import_services(
    paths: Annotated[list[Path], typer.Argument(help="HSDS 3 files or folders: JSON or CSV.")],
) -> None:
    """Read services of HSDS files into a new index; the old one serves until it is complete."""
    from directory import importing, index
    from directory.directory import DATA

    target = own_folder() / index.FILE
    try:
        sources = importing.sources(paths)
        read = importing.importer(DATA, settings_of().country)
        with _Bar(importing.size(sources)) as bar:
            report = importing.run(sources, target, read, bar.advance)
    except DirectoryError as error:
        raise fail(f"Nothing was changed.\n{error}") from None
    except OSError as error:
        raise fail(
            f"Nothing was changed.\n{target}: cannot be written ({error.strerror})"
        ) from None
    for line in report.lines():
        out(line)


class _Bar:
    """A progress bar on the terminal; nothing where there is none."""

    def __init__(self, size: int) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, Progress, TaskProgressColumn, TimeRemainingColumn

        columns = ("Reading", BarColumn(), TaskProgressColumn(), TimeRemainingColumn())
        console = Console(stderr=True)
        self._progress = Progress(*columns, console=console, disable=not console.is_terminal)
        self._task = self._progress.add_task("", total=size)

    def __enter__(self) -> _Bar:
        self._progress.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._progress.stop()

    def advance(self, size: int) -> None:
        """So many more bytes were read."""
        self._progress.advance(self._task, size)


@app.command("export")
def export_services(
    to: Annotated[Path, typer.Argument(help="File to write: one HSDS service a line.")],
    imported: Annotated[
        bool, typer.Option("--imported", help="Also what was imported, not our lines alone.")
    ] = False,
) -> None:
    """Write the contacts as HSDS 3 services, one a line. Hidden places are not in it."""
    from directory.hsds.export import services

    directory = set_up().directory
    contacts = [*directory.contacts]
    if imported and directory.services is not None:
        contacts += directory.services.contacts()
    count = 0
    try:
        with to.open("w", encoding="utf-8") as file:
            for service in services(contacts):
                file.write(json.dumps(service, ensure_ascii=False) + "\n")
                count += 1
    except OSError as error:
        raise fail(f"{to}: cannot be written ({error.strerror}).") from None
    out(f"{count} services in {to}")


@app.command("review")
def review(
    by: Annotated[str, typer.Option("--by", help="Your initials, as the record shows them.")],
    everywhere: Annotated[
        bool, typer.Option("--all", help="Every country, not the home country alone.")
    ] = False,
) -> None:
    """Walk through what agencies answered to workers, then through entries that nobody has
    confirmed: call each number, and say what came of it.
    """
    from bot.outcomes_review import review_outcomes
    from directory import reviews

    if not by.strip() or len(by) > 40:
        raise fail("Say who you are: --by AB (40 letters at most).")
    setup = set_up()
    directory = setup.directory
    if not review_outcomes(setup, own_folder()):
        return
    waiting = directory.unreviewed()
    if everywhere:
        waiting = tuple(c for c in directory.contacts if not c.last_reviewed)
    waiting += tuple(c for c in directory.workers if not c.last_reviewed)
    if not waiting:
        out("Every entry was confirmed by a person.")
        return
    path = own_folder() / reviews.FILE
    done = 0
    for number, contact in enumerate(waiting, start=1):
        answer = _asked(contact, number, len(waiting))
        if answer == "q":
            break
        if answer in {"y", "w"}:
            numbers = tuple(phone.number for phone in contact.phones)
            outcome = "confirmed" if answer == "y" else "wrong"
            today = datetime.now(UTC).date().isoformat()
            try:
                reviews.add(path, reviews.Review(contact.id, today, by.strip(), outcome, numbers))
            except OSError as error:
                raise fail(f"{path}: cannot be written ({error.strerror}).") from None
            done += 1
    out(f"{done} recorded in {path}; {len(waiting) - done} still wait.")


def _asked(contact: Contact, number: int, of: int) -> str:
    out(f"\n{number} of {of}: {contact.name} ({contact.region or contact.country})")
    for phone in contact.phones:
        out(f"  {phone.number}  {phone.kind} {phone.label}".rstrip())
    seen = contact.seen_year or "an unknown year"
    out(f"  hours: {contact.hours or 'not known'}; languages: {contact.languages or 'not known'}")
    out(f"  seen in {seen} on {contact.source_url}")
    return picked("Called: [y] right, [w] wrong number, [s] skip, [q] stop? ", "ywsq")


def picked(question: str, letters: str) -> str:
    """One of the letters, asked for until it is given; "q" where nobody types any more."""
    while True:
        try:
            said = input(question).strip().lower()
        except EOFError:
            return "q"
        if len(said) == 1 and said in letters:
            return said
