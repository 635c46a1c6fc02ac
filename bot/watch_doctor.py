"""What is right and wrong with check-ins. Takes no step, and tells of nobody."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from pathlib import Path

from bot.app import SetupError, agency_of, settings_of, ways_of
from bot.watch_lock import FILE, WatchLock
from store import CheckIns, Clocks, Custom, StoreError
from store.agency import DATABASE

Found = tuple[str, str, str, str]
"""(name, state, found, mend), as a row of the doctor."""

_OVERDUE = 30.0
"""Seconds after which a step that nobody has taken is a fault."""


def rows() -> Iterator[Found]:
    """Whether alarms would be raised, and come through."""
    try:
        settings = settings_of()
    except SetupError:
        return  # another row says so
    folder = settings.agency_folder
    if folder is None:
        yield "check-ins", "ok", "not set: no agency_folder", ""
        return
    yield _desk([way.channel for way in ways_of(settings)])
    yield _heartbeat(bool(settings.heartbeat_url))
    if not (folder / DATABASE).exists():
        yield "check-ins", "ok", "none yet", ""
        return
    yield _closed(stat.S_IMODE(folder.stat().st_mode), folder)
    if (folder / FILE).exists():
        yield from _watched(WatchLock(folder))
    yield from _open()


def _desk(channels: list[str]) -> Found:
    if not channels:
        mend = "Set desk: until then a check-in alerts nobody but a colleague who accepted."
        return "check-ins: desk", "warn", "none", mend
    if len(set(channels)) == 1:
        mend = "Add a way on another channel to desk: this one may be what fails."
        return "check-ins: desk", "warn", f"only on {channels[0]}", mend
    return "check-ins: desk", "ok", f"{len(channels)} ways, on {len(set(channels))} channels", ""


def _closed(mode: int, folder: Path) -> Found:
    if mode & ~0o700:
        mend = f"Close it to all others: chmod 700 {folder}"
        return "check-ins: folder", "warn", f"open to others ({mode:04o})", mend
    return "check-ins: folder", "ok", "closed to others", ""


def _heartbeat(is_set: bool) -> Found:
    if is_set:
        return "check-ins: sign of life", "ok", "set", ""
    mend = "Set heartbeat_url: a machine that is dead cannot say so itself."
    return "check-ins: sign of life", "warn", "not set", mend


def _watched(lock: WatchLock) -> Iterator[Found]:
    try:
        serves, guards = lock.service_lives(), lock.watchdog_lives()
    finally:
        lock.close()
    if guards:
        yield "check-ins: watchdog", "ok", "stands by" if serves else "watches: no service runs", ""
    elif serves:
        mend = "Start it: ./quietline watchdog --stay"
        yield "check-ins: watchdog", "fail", "none; a service that dies raises no alarm", mend
    else:
        yield "check-ins: watchdog", "ok", "none, and no service", ""


def _open() -> Iterator[Found]:
    try:
        opened = agency_of(settings_of())
        assert opened is not None
        try:
            checkins = CheckIns(*opened, Clocks.real(), Custom())
            overdue, alerts = checkins.steps.overdue(_OVERDUE), checkins.notices.failing()
        finally:
            opened[0].close()
    except (SetupError, StoreError) as error:
        yield "check-ins", "fail", "cannot be looked up", str(error)
        return
    mend = "Start the service, or ./quietline watchdog: nobody watches over them."
    state = "fail" if overdue else "ok"
    yield "check-ins: overdue", state, str(overdue), mend if overdue else ""
    mend = "Somebody may be waiting: look at the channels above, and call the desk yourself."
    state = "fail" if alerts else "ok"
    yield "check-ins: undelivered", state, str(alerts), mend if alerts else ""
