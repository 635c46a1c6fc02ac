"""Times as people type them: "2h", "until 5pm", "tomorrow at 9"; and how a time is said back.

Spans and clock times are read here, because what is meant is decided here: "until 5" at two in the
afternoon is 17:00, and an hour lasts an hour on the night when the clocks change. Days and dates
("friday", "le 3 décembre") are read by the library dateparser. Whoever asks says back what was
understood, so that a wrong guess is seen.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from flows.clock_words import NUMBERS, PAST, TODAY, UNTIL, PartOfDay, clocks, plain, spans

MINUTE = 60
MOST_MINUTES = 12 * 60
USUAL_MINUTES = 30
"""What "longer" alone means."""
_LEAST_BARE_MINUTES = 13
"""A number alone up to 12 is an hour of the clock; from here on it is minutes."""
_LONGEST = 60
"""Characters: a longer text tells something, and is no time."""
# "2h30" is a span, and "17h30" the way French writes half past five.
_CLOCK_OF_24 = re.compile(r"(?:1[3-9]|2[0-3])\s?h\s?(?:\d\d)?")
_SMALL_WORDS = re.compile(r"\b(?:at|on|by|around|about|the|a|las|la|el|le|vers|this)\b|,")
_NUMBER = re.compile(r"\d{1,3}")
_LONGER = re.compile(
    r"\b(?:longer|more|extra|extend|later|encore|plus longtemps|plus|mas|mas tiempo)\b"
)

_NO_LONGER = re.compile(
    r"\b(?:no|not|dont need|dont want|never)\s+(?:any\s+)?(?:longer|more|later)\b"
)
_TOO_LONG = re.compile(r"\b(?:days?|weeks?|months?|years?)\b")


def read_moment(text: str, now: float, zone: str) -> float | None:
    """Unix seconds of the time ahead that `text` means, `now` being the same; else None.

    None too for what is past, for a day without a time, and for what is no time. It may be years
    ahead: the caller decides what is too far. `zone`: IANA name; raises LookupError for one that
    does not exist.
    """
    words = plain(text)
    if not words or len(words) > _LONGEST or PAST.search(words):
        return None
    until = UNTIL.match(words)
    rest = words[until.end() :] if until else words
    minutes = None if until or _CLOCK_OF_24.fullmatch(rest) else _span_minutes(rest)
    if minutes is not None:
        return now + minutes * MINUTE if minutes else None
    return _at_clock(rest, now, tz(zone))


def read_span(text: str) -> int | None:
    """Whole minutes of "30", "1h", "half an hour more", "longer"; else None.

    A bare number is minutes. None too for nothing at all, and for more than 12 hours.
    """
    words = plain(text)
    if len(words) > _LONGEST or PAST.search(words) or _NO_LONGER.search(words):
        return None
    if _TOO_LONG.search(words):
        return None
    longer = _LONGER.search(words) is not None
    rest = " ".join(_LONGER.sub(" ", words).split())
    minutes = _span_minutes(rest, bare=1)
    if minutes is None and longer and not re.search(r"\d", rest):
        minutes = next(_spans_inside(rest), USUAL_MINUTES)
    elif minutes is None and longer:
        minutes = next(_spans_inside(rest), None)
    return minutes if minutes is not None and 0 < minutes <= MOST_MINUTES else None


def said(moment: float, now: float, zone: str) -> str:
    """ "17:30 today", "09:00 tomorrow" or "Fri 27 Nov, 10:00", on the clocks of `zone`."""
    then, today = (datetime.fromtimestamp(at, tz(zone)) for at in (moment, now))
    match (then.date() - today.date()).days:
        case 0:
            return f"{then:%H:%M} today"
        case 1:
            return f"{then:%H:%M} tomorrow"
        case _:
            return f"{_DAYS[then.weekday()]} {then.day} {_MONTHS[then.month - 1]}, {then:%H:%M}"


def span(moment: float, now: float) -> str:
    """How long until `moment`, in words: "1 hour 20 minutes"; at least "1 minute"."""
    hours, minutes = divmod(max(1, round((moment - now) / MINUTE)), 60)
    return " ".join(_count(n, unit) for n, unit in ((hours, "hour"), (minutes, "minute")) if n)


# Not strftime's %a and %b: those follow the locale of the machine.
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def _count(number: int, unit: str) -> str:
    return f"{number} {unit}" if number == 1 else f"{number} {unit}s"


@cache
def tz(zone: str) -> ZoneInfo:
    """A time zone from the package tzdata, which is locked, and not from the machine.

    Rules change: British Columbia ended its clock changes in 2026, and a machine that was not
    updated is an hour wrong for half the year. Raises LookupError for an unknown name.
    """
    from importlib import resources  # only here: 5 ms of every start

    try:
        with resources.files("tzdata.zoneinfo").joinpath(*zone.split("/")).open("rb") as rules:
            return ZoneInfo.from_file(rules, key=zone)
    except (OSError, ValueError):
        raise LookupError(f"no time zone {zone!r}: use a name such as America/Vancouver") from None


def _span_minutes(words: str, bare: int = _LEAST_BARE_MINUTES) -> int | None:
    """Minutes, when all the words are one span of time; a bare number counts from `bare` on."""
    if _NUMBER.fullmatch(words):
        return int(words) if int(words) >= bare else None
    for pattern, minutes in spans():
        found = pattern.fullmatch(words)
        if found:
            return minutes(found)
    return None


def _spans_inside(words: str) -> Iterator[int]:
    for pattern, minutes in spans():
        yield from (minutes(found) for found in pattern.finditer(words))
    yield from (int(found) for found in _NUMBER.findall(words))
    # Not "a": "a bit longer" is no minute.
    yield from (n for n in map(NUMBERS.get, words.split()) if n is not None and n > 1)


def _at_clock(words: str, now: float, zone: ZoneInfo) -> float | None:
    """The next time at which clocks show what the words say, on the day that they say."""
    today = datetime.fromtimestamp(now, zone).date()
    for pattern, reads in clocks():
        found = pattern.search(words)
        if found is None:
            continue
        hour, minute, part = reads(found)
        told, rest = _part_of_day(f"{words[: found.start()]} {words[found.end() :]}")
        rest = " ".join(_SMALL_WORDS.sub(" ", rest).split())
        day = _read_day(rest, today) if rest else None
        if hour > 24 or minute > 59 or (rest and day is None):
            continue
        hours = _hours(hour, part or told, own_day=day is not None)
        days = [day] if day else [today, today + timedelta(days=1)]
        return _first(days, hours, minute, now, zone)
    return None


def _part_of_day(words: str) -> tuple[PartOfDay | None, str]:
    for pattern, part in TODAY:
        if pattern.search(words):
            return part, pattern.sub(" ", words)
    return None, words


def _hours(hour: int, part: PartOfDay | None, *, own_day: bool) -> list[int]:
    """Which hours of a day may be meant. A named day has waking hours; else the next one counts."""
    if part == "exact" or hour > 12 or hour == 0:
        return [hour]
    if part == "am":
        return [hour % 12]
    if part == "pm":
        return [hour % 12 + 12]
    if part == "night":
        return [hour % 12 + 12] if 5 <= hour < 12 else [hour % 12 + 24]
    if own_day:
        return [hour if 7 <= hour <= 12 else hour + 12]
    return [hour % 12, hour % 12 + 12]


def _first(
    days: list[date], hours: list[int], minute: int, now: float, zone: ZoneInfo
) -> float | None:
    """The first of these that lies ahead, as the clocks of the zone show it."""
    ahead = []
    for day in days:
        for hour in hours:
            shown = day + timedelta(days=hour // 24)
            moment = datetime.combine(shown, time(hour % 24, minute), zone).timestamp()
            if moment > now:
                ahead.append(moment)
    return min(ahead, default=None)


def _read_day(words: str, today: date) -> date | None:
    """The day that the words name, today or later; None if they name none."""
    words = re.sub(r"^(?:next|coming)\s+|\s+(?:prochain|proximo)$", "", words)
    # Slow to import, and most people type a span or an hour.
    with warnings.catch_warnings():
        # The library warns of its own use of the standard library; that is not for our logs.
        warnings.simplefilter("ignore")
        from dateparser.date import DateDataParser

        reader = DateDataParser(
            languages=["en", "fr", "es"],
            settings={
                "RELATIVE_BASE": datetime.combine(today, time(12)),
                "PREFER_DATES_FROM": "future",
                "RETURN_AS_TIMEZONE_AWARE": False,
            },
        )
        found = reader.get_date_data(words)
    # "may" and "next week" are no day.
    return found.date_obj.date() if found.date_obj and found.period == "day" else None
