"""The emergency number of a country for which the directory has no line of its own."""

from functools import cache

from directory.model import Contact, Fact, Phone

# In this order: 112 works on mobile phones nearly everywhere, and police come before fire.
_USUAL = (
    "112", "911", "999", "000", "111", "110", "100", "101", "102", "117", "119", "17", "113", "118",
    "190", "191", "193", "997", "998", "10111", "122", "123", "133", "15", "18", "115", "103",
)  # fmt: skip
_SHOWN = 2
_SOURCE = "https://github.com/google/libphonenumber"


@cache
def emergency_of(country: str) -> Contact | None:
    """The number as libphonenumber's tables of short numbers state it; None where they do not."""
    # Imported here alone: its tables take longer to load than everything else together.
    from phonenumbers import shortnumberinfo

    numbers = [n for n in _USUAL if shortnumberinfo.is_emergency_number(n, country)]
    if not numbers:
        return None
    return Contact(
        id=f"{country.casefold()}-emergency-number",
        name="Emergency number",
        country=country,
        region=None,
        phones=tuple(Phone(number, "voice", "") for number in numbers[:_SHOWN]),
        text_instructions=None,
        hours=None,
        languages=None,
        tongues=frozenset(),
        interpretation=Fact.UNKNOWN,
        audience=None,
        groups=frozenset(),
        asks=(),
        topics=frozenset({"emergency"}),
        barrier_free=Fact.UNKNOWN,
        cost=None,
        enforcement=True,
        note=None,
        confidence="low",
        seen_year=None,
        last_reviewed=None,
        source_url=_SOURCE,
    )
