"""What is right and wrong with this machine and this set-up. Reads only; shows no secret."""

from __future__ import annotations

import json
import sqlite3
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass

from bot import telegram_doctor, watch_doctor, worker_doctor
from bot.alarms import Alarms
from bot.alarms import read as alarms_of
from bot.app import SetupError, content_of, directory_of, set_up, settings_of
from bot.channels.signal import checks as signal_checks
from directory import Contact, Directory
from store.hardening import checks, harden


@dataclass(frozen=True, slots=True)
class Row:
    """One thing looked at; `state` is ok, warn or fail, `mend` what to do about it."""

    name: str
    state: str
    found: str
    mend: str = ""


def rows() -> list[Row]:
    """Everything looked at, in order."""
    return [
        *_versions(),
        *_settings(),
        *_memory(),
        *_telegram(),
        *_signal(),
        *_workers(),
        *_checkins(),
    ]


def _telegram() -> Iterator[Row]:
    for found in telegram_doctor.rows():
        yield Row(*found)


def _workers() -> Iterator[Row]:
    for found in worker_doctor.rows():
        yield Row(*found)


def _checkins() -> Iterator[Row]:
    for found in watch_doctor.rows():
        yield Row(*found)


def _signal() -> Iterator[Row]:
    try:
        setup = set_up()
        own = setup.settings
        if not own.signal_number:
            yield Row("Signal", "ok", "not set: no signal_number")
            return
        alarms = alarms_of(setup.state_folder())
        transport = setup.signal_transport(Alarms())
    except SetupError as error:
        yield Row("Signal", "fail", str(error), "See config/defaults.toml.")
        return
    where = own.signal_rpc if own.signal_transport == "rpc" else own.signal_url
    try:
        for found in signal_checks.checks(transport, own.signal_number, where, alarms):
            yield Row(*found)
    finally:
        transport.close()


def _versions() -> Iterator[Row]:
    python = ".".join(map(str, sys.version_info[:3]))
    yield Row("Python", "ok", python)
    yield Row("SQLite", "ok", sqlite3.sqlite_version)


def _settings() -> Iterator[Row]:
    try:
        settings = settings_of()
    except SetupError as error:
        yield Row("settings", "fail", str(error), "See config/defaults.toml.")
        return
    yield Row("settings", "ok", "can be read")
    try:
        content = content_of(settings)
        yield Row("content", "ok", f"{len(content.flows)} flows in {', '.join(content.languages)}")
    except SetupError:
        yield Row("content", "fail", "has issues", "Run: ./quietline flows check")
    try:
        directory = directory_of(settings)
        yield _contacts(directory.contacts)
        yield _hotlines(len(directory.unreviewed()), settings.country)
        yield _services(directory)
    except SetupError:
        yield Row("contacts", "fail", "cannot be used", "Run: ./quietline directory check")


def _contacts(contacts: Sequence[Contact]) -> Row:
    confirmed = sum(1 for contact in contacts if contact.last_reviewed)
    found = f"{confirmed} of {len(contacts)} confirmed by a person"
    if confirmed == len(contacts):
        return Row("contacts", "ok", found)
    return Row("contacts", "warn", found, "Have a person call each number and confirm it.")


def _hotlines(waiting: int, country: str) -> Row:
    if not waiting:
        return Row("hotlines", "ok", f"all of {country} confirmed by a person")
    mend = "Run: ./quietline directory review --by YOUR-INITIALS"
    return Row("hotlines", "warn", f"{waiting} of {country} wait to be confirmed", mend)


def _services(directory: Directory) -> Row:
    if directory.services is None:
        return Row("imported services", "ok", "none; see ./quietline directory import")
    made = directory.services.meta.get("made", "an unknown day")
    return Row("imported services", "ok", f"{len(directory.services)}, imported on {made}")


def _memory() -> Iterator[Row]:
    try:
        folder = set_up().state_folder()
    except SetupError as error:
        yield Row("state", "fail", str(error), "Set state_folder to a folder on tmpfs.")
    else:
        if folder is None:
            yield Row("state", "warn", "no memory file system; state stays in one program")
        else:
            yield Row("state", "ok", "lives in a memory file system")
    harden()  # as `chat` and `run` do
    for name, ok, mend in checks():
        yield Row(name, "ok" if ok else "warn", "yes" if ok else "no", "" if ok else mend)


def show(found: list[Row], *, as_json: bool) -> str:
    """The rows as text or JSON."""
    if as_json:
        return json.dumps([asdict(row) for row in found], indent=1)
    lines = []
    for row in found:
        lines.append(f"{row.state:<4}  {row.name}: {row.found}")
        if row.mend:
            lines.append(f"      -> {row.mend}")
    return "\n".join(lines)
