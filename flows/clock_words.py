"""How people write spans and clock times in English, French and Spanish, as patterns."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import cache
from re import Match, Pattern
from typing import Literal

PartOfDay = Literal["am", "pm", "night", "exact"]
"""`exact`: the hour is as on a clock of 24 hours."""

NUMBERS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
    "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "fifteen": 15, "twenty": 20,
    "thirty": 30, "forty": 40, "forty five": 45, "fifty": 50, "sixty": 60, "ninety": 90,
    "une": 1, "un": 1, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "sept": 7, "huit": 8,
    "neuf": 9, "dix": 10, "quinze": 15, "vingt": 20, "trente": 30,
    "una": 1, "dos": 2, "tres": 3, "cuatro": 4, "cinco": 5, "seis": 6, "siete": 7, "ocho": 8,
    "nueve": 9, "diez": 10, "once": 11, "doce": 12, "veinte": 20, "treinta": 30,
}  # fmt: skip
_N = rf"(?:\d{{1,4}}|{'|'.join(sorted(NUMBERS, key=len, reverse=True))})"
_H = r"(?:hours?|hrs?|hr|h|heures?|horas?|std)"
_M = r"(?:minutes?|minutos?|mins?|min|m)"
_LEAD = r"(?:(?:in|for|dans|en|pendant|por|another|next|about|around|only|give me)\s+)*"


def plain(text: str) -> str:
    """Lower case without accents, any digits as 0-9, single spaces; what clocks use is kept."""
    chars = []
    for char in unicodedata.normalize("NFKD", text).casefold():
        if char.isdecimal():
            chars.append(str(unicodedata.digit(char)))
        elif not unicodedata.combining(char):
            chars.append(char)
    words = re.sub(r"[^\w\s:.,/-]", "", "".join(chars).replace("’", "'"))
    words = re.sub(r"\b([ap])\.\s?m\b\.?", r"\1m", words)
    return " ".join(words.split()).strip(" .,")


def _count(word: str | None) -> int:
    return 0 if word is None else int(word) if word.isdigit() else NUMBERS[word]


def _hours_minutes(found: Match[str]) -> int:
    return 60 * _count(found["h"]) + _count(found["m"])


def _halves(found: Match[str]) -> int:
    return 60 * _count(found["h"]) + 30


def _minutes(found: Match[str]) -> int:
    return _count(found["m"])


def _days(found: Match[str]) -> int:
    return 24 * 60 * _count(found["d"])


def _tenths(found: Match[str]) -> int:
    return round(60 * float(found["h"].replace(",", ".")))


_SPANS: tuple[tuple[str, Callable[[Match[str]], int]], ...] = tuple(
    (_LEAD + pattern, minutes)
    for pattern, minutes in (
        (rf"(?P<h>\d{{1,2}}[.,]\d)\s*{_H}\b", _tenths),
        (rf"(?P<h>{_N})(?:\s+and)?\s+(?:a\s+)?half\s+{_H}\b", _halves),
        (rf"(?P<h>{_N})\s*{_H}\s+(?:and|et|y)\s+(?:a\s+half|demie?|media)\b", _halves),
        (rf"(?:(?:a\s+)?half(?:\s+an?)?\s+{_H}|une\s+demi[\s-]heure|media\s+hora)\b", lambda _: 30),
        (r"(?:a\s+)?quarter\s+(?:of\s+)?an\s+hour|un\s+quart\s+d.?heure", lambda _: 15),
        (r"un\s+cuarto\s+de\s+hora", lambda _: 15),
        (r"three\s+quarters\s+of\s+an\s+hour", lambda _: 45),
        (rf"(?P<h>{_N})\s*{_H}(?:\s*,?\s*(?:and|et|y)?\s*(?P<m>{_N})\s*{_M}?)?\b", _hours_minutes),
        (rf"(?P<m>{_N})\s*{_M}\b", _minutes),
        (rf"(?P<d>{_N})\s*(?:days?|jours?|dias?)\b", _days),
        (r"(?<=\s)(?P<m>\d{1,3})\b", _minutes),
    )
)


@cache
def spans() -> tuple[tuple[Pattern[str], Callable[[Match[str]], int]], ...]:
    """What is a span of time, and its minutes; the first that fits counts."""
    return tuple((re.compile(pattern), minutes) for pattern, minutes in _SPANS)


PAST = re.compile(r"\bago\b|\byesterday\b|\blast\b|\bil y a\b|\bhier\b|\bhace\b|\bayer\b|^-")
UNTIL = re.compile(
    r"(?:until|till|til|by|at|before|up to|back at|back by|jusqu[ae]|jusqu'a|hasta|a las|hasta las|"
    r"hasta la|vers|pour)\s+(?:about\s+|around\s+|las\s+|la\s+)*(?=\S)"
)
"""Words after which a time of the clock follows, never a span."""

_EACH = "|".join(word for word in sorted(NUMBERS, key=len, reverse=True) if len(word) > 2)
_HOUR_WORD = rf"(?P<h>\d{{1,2}}|{_EACH})"
Clock = Callable[[Match[str]], tuple[int, int, PartOfDay | None]]


def _noon(_: Match[str]) -> tuple[int, int, PartOfDay | None]:
    return 12, 0, "exact"


def _midnight(_: Match[str]) -> tuple[int, int, PartOfDay | None]:
    return 24, 0, "exact"


def _half(part: str | None) -> PartOfDay | None:
    match (part or "").strip():
        case "am" | "a":
            return "am"
        case "pm" | "p":
            return "pm"
    return None


def _shown(found: Match[str]) -> tuple[int, int, PartOfDay | None]:
    part = _half(found["part"])
    # "05:30" is typed by people whose clock has 24 hours; 5:30 may be either.
    exact: PartOfDay | None = "exact" if found["h"].startswith("0") and not part else None
    return int(found["h"]), int(found["min"]), part or exact


def _whole(found: Match[str]) -> tuple[int, int, PartOfDay | None]:
    return _count(found["h"]), 0, _half(found["part"])


def _past(found: Match[str]) -> tuple[int, int, PartOfDay | None]:
    minutes = {"half": 30, "quarter": 15}.get(found["m"]) or _count(found["m"])
    return _count(found["h"]), minutes, _half(found["part"])


def _before(found: Match[str]) -> tuple[int, int, PartOfDay | None]:
    hour, minutes, part = _past(found)
    return (hour - 1) or 12, 60 - minutes, part


_APART = r"(?<![\w:./-])"
_PART = r"\s*(?P<part>am|pm|a\b|p\b)?(?![a-z0-9])"
_AWAY = rf"(?P<m>half|quarter|\d{{1,2}}|{_EACH})(?:\s+minutes?)?"
_CLOCKS: tuple[tuple[str, Clock], ...] = (
    (r"\b(?:noon|midday|midi|mediodia)\b", _noon),
    (r"\b(?:midnight|minuit|medianoche)\b", _midnight),
    (rf"\b(?:a\s+)?{_AWAY}\s+(?:past|after)\s+{_HOUR_WORD}{_PART}", _past),
    (rf"\b(?:a\s+)?{_AWAY}\s+(?:to|before|til|of)\s+{_HOUR_WORD}{_PART}", _before),
    (rf"\b(?P<m>half)\s+{_HOUR_WORD}{_PART}", _past),
    (rf"{_APART}(?P<h>\d{{1,2}})\s*[:.h]\s*(?P<min>\d\d)(?![\d/.-]){_PART}", _shown),
    (rf"{_APART}{_HOUR_WORD}\s*(?P<part>am|pm)(?![a-z])", _whole),
    (rf"{_APART}(?P<h>\d{{1,2}})\s*(?P<part>h|heures?|o'?clock|horas)(?![a-z0-9])", _whole),
    (rf"(?:^|\b(?:at|until|by|a|las|vers)\s+){_HOUR_WORD}(?P<part>)(?![\d:/-])(?!\w)", _whole),
    (rf"{_APART}{_HOUR_WORD}(?P<part>)$", _whole),
)


@cache
def clocks() -> tuple[tuple[Pattern[str], Clock], ...]:
    """What clocks show, in the order in which it is looked for: hour, minute, part of the day."""
    return tuple((re.compile(pattern), reads) for pattern, reads in _CLOCKS)


_MORNING = r"\b(?:in the |this )?(?:morning|matin|du matin|de la manana|por la manana)\b"
_LATE = (
    r"\b(?:in the |this )?(?:afternoon|evening|apres-midi|soir|de la tarde|por la tarde|"
    r"de lapres-midi|du soir|ce soir)\b"
)
_NIGHT = r"\b(?:tonight|tonite|at night|de la noche|esta noche|por la noche)\b"
TODAY: tuple[tuple[Pattern[str], PartOfDay], ...] = (
    (re.compile(_MORNING), "am"),
    (re.compile(_LATE), "pm"),
    (re.compile(_NIGHT), "night"),
)
"""Parts of a day that tell one half of the clock from the other."""
