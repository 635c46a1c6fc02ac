"""Opening hours of an HSDS service in a few words; None where they are not clear."""

from collections.abc import Iterator, Sequence

from directory.hsds.shapes import Object, Unit, listed
from directory.hsds.sites import text

_DAYS = {"MO": "Mon", "TU": "Tue", "WE": "Wed", "TH": "Thu", "FR": "Fri", "SA": "Sat", "SU": "Sun"}
_WHOLE_DAY = (("00:00", "23:59"), ("00:00", "24:00"), ("00:00", "00:00"))
_LONGEST = 80


def hours(unit: Unit) -> str | None:
    """The hours of the nearest level that states any: the service, then its places."""
    joined = listed(unit.service, "service_at_locations", "service_at_location")
    for owner in (unit.service, *joined, *unit.locations):
        schedules = listed(owner, "schedules", "schedule")
        if schedules:
            return _in_words(schedules)
    return None


def _in_words(schedules: Sequence[Object]) -> str | None:
    spans = list(dict.fromkeys(_spans(schedules)))
    if any((opens, closes) in _WHOLE_DAY and days == tuple(_DAYS) for days, opens, closes in spans):
        return "24/7"
    parts = [
        f"{'-'.join((_DAYS[days[0]], _DAYS[days[-1]])) if _row(days) else _listed(days)} "
        f"{opens}-{closes}"
        for days, opens, closes in spans
    ]
    said = ", ".join(parts) or text(schedules[0].get("description")).rstrip(".")
    return said if 0 < len(said) <= _LONGEST else None


def _spans(schedules: Sequence[Object]) -> Iterator[tuple[tuple[str, ...], str, str]]:
    for schedule in schedules:
        opens, closes = (text(schedule.get(k))[:5] for k in ("opens_at", "closes_at"))
        days = schedule.get("byday")
        named = ",".join(map(text, days)) if isinstance(days, list) else text(days)
        found = tuple(day for day in _DAYS if day in named.upper())
        # Without its days, an hour is a trap: someone goes on the wrong one.
        weekly = text(schedule.get("freq")).upper() in {"", "WEEKLY"}
        if found and opens and closes and weekly:
            yield found, opens, closes


def _row(days: Sequence[str]) -> bool:
    order = list(_DAYS)
    first = order.index(days[0])
    return len(days) > 2 and tuple(order[first : first + len(days)]) == tuple(days)


def _listed(days: Sequence[str]) -> str:
    return ", ".join(_DAYS[day] for day in days)
