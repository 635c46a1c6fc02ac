"""Times as people type them mean what they meant; a time is said back in words."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.times import read_moment, read_span, said, span, tz

ZONE = "America/Toronto"
HOUR = 3600


def at(text: str, zone: str = ZONE) -> float:
    """Unix seconds of a time on the clocks of a zone."""
    return datetime.fromisoformat(text).replace(tzinfo=tz(zone)).timestamp()


# A Wednesday, two in the afternoon.
NOW = at("2025-11-26 14:00")


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("2h", "2025-11-26 16:00"),
        ("2 h", "2025-11-26 16:00"),
        ("in 2 hours", "2025-11-26 16:00"),
        ("two hours", "2025-11-26 16:00"),
        ("45 min", "2025-11-26 14:45"),
        ("45min", "2025-11-26 14:45"),
        ("20 minutes", "2025-11-26 14:20"),
        ("in 20", "2025-11-26 14:20"),
        ("90", "2025-11-26 15:30"),
        ("2h30", "2025-11-26 16:30"),
        ("1 hour 20 minutes", "2025-11-26 15:20"),
        ("1h 20m", "2025-11-26 15:20"),
        ("an hour", "2025-11-26 15:00"),
        ("about an hour", "2025-11-26 15:00"),
        ("an hour and a half", "2025-11-26 15:30"),
        ("one and a half hours", "2025-11-26 15:30"),
        ("1.5 hours", "2025-11-26 15:30"),
        ("half an hour", "2025-11-26 14:30"),
        ("In half an hour.", "2025-11-26 14:30"),
        ("a quarter of an hour", "2025-11-26 14:15"),
        ("until 5pm", "2025-11-26 17:00"),
        ("Until 5 PM", "2025-11-26 17:00"),
        ("5", "2025-11-26 17:00"),
        ("until 5", "2025-11-26 17:00"),
        ("at 5", "2025-11-26 17:00"),
        ("by five", "2025-11-26 17:00"),
        ("5 o'clock", "2025-11-26 17:00"),
        ("17:30", "2025-11-26 17:30"),
        ("5:30", "2025-11-26 17:30"),
        ("5.30pm", "2025-11-26 17:30"),
        ("5:30 p.m.", "2025-11-26 17:30"),
        ("half past five", "2025-11-26 17:30"),
        ("quarter to six", "2025-11-26 17:45"),
        ("quarter past 6", "2025-11-26 18:15"),
        ("ten past 4", "2025-11-26 16:10"),
        ("20 to 5", "2025-11-26 16:40"),
        ("until 18", "2025-11-26 18:00"),
        ("17h", "2025-11-26 17:00"),
        ("17h30", "2025-11-26 17:30"),
        ("noon", "2025-11-27 12:00"),
        ("midnight", "2025-11-27 00:00"),
        ("12", "2025-11-27 00:00"),
        ("12pm", "2025-11-27 12:00"),
        ("12am", "2025-11-27 00:00"),
        ("05:30", "2025-11-27 05:30"),
        ("9am", "2025-11-27 09:00"),
        ("2pm", "2025-11-27 14:00"),
        ("tonight at 8", "2025-11-26 20:00"),
        ("8 tonight", "2025-11-26 20:00"),
        ("tonight at 1", "2025-11-27 01:00"),
        ("6 in the morning", "2025-11-27 06:00"),
        ("6 in the evening", "2025-11-26 18:00"),
        ("today at 6pm", "2025-11-26 18:00"),
        ("tomorrow 9am", "2025-11-27 09:00"),
        ("9 am tomorrow", "2025-11-27 09:00"),
        ("tomorrow at 9", "2025-11-27 09:00"),
        ("tomorrow at 2", "2025-11-27 14:00"),
        ("until tomorrow noon", "2025-11-27 12:00"),
        ("tomorrow morning at 6", "2025-11-27 06:00"),
        ("friday 10am", "2025-11-28 10:00"),
        ("5pm friday", "2025-11-28 17:00"),
        ("next friday 3pm", "2025-11-28 15:00"),
        ("monday morning at 8", "2025-12-01 08:00"),
        ("27 november 10:00", "2025-11-27 10:00"),
        ("10am on nov 27", "2025-11-27 10:00"),
        ("2025-11-27 10:00", "2025-11-27 10:00"),
        ("in 3 days", "2025-11-29 14:00"),
        ("demain à 9h", "2025-11-27 09:00"),
        ("jusqu'à 17h", "2025-11-26 17:00"),
        ("dans 2 heures", "2025-11-26 16:00"),
        ("une heure et demie", "2025-11-26 15:30"),
        ("à midi demain", "2025-11-27 12:00"),
        ("mañana a las 9", "2025-11-27 09:00"),
        ("hasta las 5", "2025-11-26 17:00"),
        ("en 2 horas", "2025-11-26 16:00"),
        ("media hora", "2025-11-26 14:30"),
        ("٥", "2025-11-26 17:00"),
        ("９０ min", "2025-11-26 15:30"),
    ],
)
def test_a_time_ahead_is_read_as_it_was_meant(text: str, meant: str) -> None:
    moment = read_moment(text, NOW, ZONE)
    assert moment is not None
    assert datetime.fromtimestamp(moment, tz(ZONE)).strftime("%Y-%m-%d %H:%M") == meant


@pytest.mark.parametrize(
    "text",
    [
        "", "   ", "2 hours ago", "an hour ago", "yesterday", "yesterday at 5", "last friday 5pm",
        "il y a 2 heures", "hace 2 horas", "today at 9am", "banana", "i am ok", "help", "0 min",
        "0h", "25:00", "5:75", "-5", "tomorrow", "friday", "next week", "may", "may 5",
        "call me at 5", "room 5", "5 people", "5 apples at 6", "604 555 0199", "quarter past",
        "tonight", "?",
        "until", "in", "at", "2020-01-01 10:00", "99:99", "the 5th element", "x" * 500,
    ],
)  # fmt: skip
def test_what_is_past_or_no_time_is_not_read(text: str) -> None:
    assert read_moment(text, NOW, ZONE) is None


def test_the_hour_that_comes_next_is_meant_unless_it_is_said() -> None:
    morning = at("2025-11-26 10:00")
    assert read_moment("9am", morning, ZONE) == at("2025-11-27 09:00")
    assert read_moment("until 9", morning, ZONE) == at("2025-11-26 21:00")
    assert read_moment("11", morning, ZONE) == at("2025-11-26 11:00")
    assert read_moment("10:00", morning, ZONE) == at("2025-11-26 22:00")
    assert read_moment("noon", morning, ZONE) == at("2025-11-26 12:00")


def test_a_time_is_read_on_the_clocks_of_the_zone() -> None:
    assert read_moment("5pm", NOW, "America/Vancouver") == at(
        "2025-11-26 17:00", "America/Vancouver"
    )
    assert read_moment("5pm", NOW, "Asia/Manila") == at("2025-11-27 17:00", "Asia/Manila")


# Clocks went back on 2025-11-02 at 02:00 and forward on 2025-03-09 at 02:00.
VANCOUVER = "America/Vancouver"


def test_an_hour_lasts_an_hour_when_clocks_change() -> None:
    for night in ("2025-11-02 00:30", "2025-03-09 01:30"):
        now = at(night, VANCOUVER)
        assert read_moment("2h", now, VANCOUVER) == now + 2 * HOUR


def test_the_morning_after_clocks_change_is_on_the_new_clock() -> None:
    before = at("2025-11-01 22:00", VANCOUVER)
    assert read_moment("9am", before, VANCOUVER) == before + 12 * HOUR
    before = at("2025-03-08 22:00", VANCOUVER)
    assert read_moment("tomorrow 9am", before, VANCOUVER) == before + 10 * HOUR


def test_an_hour_that_comes_twice_is_the_first_and_one_that_never_comes_is_soon_after() -> None:
    twice = read_moment("1:30am", at("2025-11-02 00:30", VANCOUVER), VANCOUVER)
    assert twice == at("2025-11-02 00:30", VANCOUVER) + HOUR
    never = read_moment("2:30am", at("2025-03-09 01:30", VANCOUVER), VANCOUVER)
    assert never == at("2025-03-09 01:30", VANCOUVER) + HOUR


def test_rules_of_zones_are_the_locked_ones_and_not_the_machine_s() -> None:
    # British Columbia stays on summer time from 2026 on.
    winter = datetime(2026, 12, 1, 12, tzinfo=tz(VANCOUVER))
    assert winter.astimezone(UTC).hour == 19


@pytest.mark.parametrize("name", ["Mars/Olympus", "", "America", "../../etc/passwd", "a\0b"])
def test_a_zone_that_does_not_exist_is_told(name: str) -> None:
    with pytest.raises(LookupError, match="America/Vancouver"):
        tz(name)


@given(st.text(max_size=80))
@settings(max_examples=300, deadline=None)
def test_any_text_is_read_and_never_as_a_past_time(text: str) -> None:
    moment = read_moment(text, NOW, ZONE)
    assert moment is None or moment > NOW
    minutes = read_span(text)
    assert minutes is None or 0 < minutes <= 720


_WORDS = st.sampled_from(
    ["5", "12", "30", "90", "2025", ":", "am", "pm", "h", "at", "until", "tomorrow", "friday", "in",
     "half", "past", "to", "quarter", "noon", "may", "hours", "min", "ago", "tonight", "a", "/",
     "."]
)  # fmt: skip


@given(st.lists(_WORDS, max_size=6))
@settings(max_examples=300, deadline=None)
def test_words_of_time_in_any_order_are_read_and_never_as_past(words: list[str]) -> None:
    for joined in (" ".join(words), "".join(words)):
        moment = read_moment(joined, NOW, ZONE)
        assert moment is None or moment > NOW


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("longer 30", 30), ("30 more", 30), ("30", 30), ("5", 5), ("1h", 60), ("half an hour", 30),
        ("one hour more", 60), ("1 hour more please", 60), ("longer", 30), ("a bit longer", 30),
        ("later", 30), ("more time", 30), ("i need 20 more", 20), ("twenty more", 20), ("2h", 120),
        ("45 minutes more", 45), ("1h30", 90), ("an hour and a half longer", 90), ("720", 720),
        ("12 hours", 720), ("encore 30 minutes", 30), ("una hora más", 60), ("LONGER 15", 15),
        ("extend 2h", 120), ("٣٠", 30), ("another 20", 20), ("90 min", 90),
        ("", None), ("ok", None), ("banana", None), ("yes", None), ("721", None),
        ("13 hours", None), ("0", None), ("-5", None), ("30 minutes ago", None),
        ("longer 900", None), ("999999", None),
        ("call me", None), ("2 days", None),
        ("no longer", None), ("no more", None), ("I don't need any more", None),
    ],
)  # fmt: skip
def test_how_much_longer_is_read_in_minutes(text: str, minutes: int | None) -> None:
    assert read_span(text) == minutes


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        ("2025-11-26 17:30", "17:30 today"),
        ("2025-11-27 09:00", "09:00 tomorrow"),
        ("2025-11-27 00:00", "00:00 tomorrow"),
        ("2025-11-28 10:00", "Fri 28 Nov, 10:00"),
        ("2025-12-03 07:05", "Wed 3 Dec, 07:05"),
    ],
)
def test_a_time_is_said_by_its_day(moment: str, words: str) -> None:
    assert said(at(moment), NOW, ZONE) == words


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (4800, "1 hour 20 minutes"),
        (HOUR, "1 hour"),
        (2 * HOUR, "2 hours"),
        (60, "1 minute"),
        (7_260, "2 hours 1 minute"),
        (1_770, "30 minutes"),
        (3_599, "1 hour"),
        (5, "1 minute"),
        (-50, "1 minute"),
        (26 * HOUR, "26 hours"),
    ],
)
def test_how_long_it_is_until_a_time_is_said_in_words(seconds: float, words: str) -> None:
    assert span(NOW + seconds, NOW) == words


@given(
    st.integers(min_value=60, max_value=20 * HOUR),
    st.sampled_from([ZONE, VANCOUVER, "Asia/Manila"]),
)
@settings(max_examples=150, deadline=None)
def test_what_is_said_back_is_read_as_the_same_time(ahead: int, zone: str) -> None:
    moment = (NOW + ahead) // 60 * 60
    words = said(moment, NOW, zone)
    clock, day = words.split(" ", 1)
    if day == "today":
        clock = f"{clock} today"
    # Hours of the clock are said with two digits, and so mean what a clock of 24 hours shows.
    if clock[0] == "0" or clock[:2] > "12" or day == "tomorrow":
        assert read_moment(clock if day == "today" else words, NOW, zone) == moment
