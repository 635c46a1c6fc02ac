"""Numbers of HSDS services as a person dials them; what is no phone number is left out."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from directory.hsds.shapes import Object, listed
from directory.hsds.sites import text
from directory.model import Phone

_KINDS = {
    "": "voice", "voice": "voice", "cell": "voice", "hotline": "voice", "toll-free": "voice",
    "text": "sms", "sms": "sms", "textphone": "tty", "tty": "tty", "tdd": "tty",
}  # fmt: skip
_EXTENSION = re.compile(r"\s*(?:[;,]?\s*(?:ext\.?|extension|x|#))\s*(\d{1,6})\s*$", re.IGNORECASE)
_TOLL_FREE = frozenset({"800", "822", "833", "844", "855", "866", "877", "888"})
# Ten digits as North America writes them: nine of ten numbers, told without the large tables.
_PLAIN = re.compile(r"(?:\+?1[ .-]?)?\(?([2-9]\d\d)\)?[ .-]*([2-9]\d\d)[ .-]?(\d{4})")
_PLAN_ONE = frozenset({"CA", "US"})
_MOST_LABEL = 40


@dataclass(frozen=True, slots=True)
class Dialling:
    """Tells numbers from what is none; `short_codes` are real ones no library knows."""

    short_codes: Mapping[str, Sequence[str]]

    def phones(
        self, owners: Iterable[Object], country: str, notes: list[str], plain_labels: bool
    ) -> list[Phone]:
        """The numbers that the owners and their contacts state; a note for each that is none."""
        found: dict[str, Phone] = {}
        for owner in owners:
            for number, kind, label in _stated(owner):
                dialled = self.dialled(number, country, kind) if kind else None
                if dialled:
                    shown = "" if plain_labels or len(label) > _MOST_LABEL else label
                    found.setdefault(dialled, Phone(dialled, kind, shown))
                elif kind and number:
                    notes.append("phone is no phone number")
        return list(found.values())

    def dialled(self, number: str, country: str, kind: str = "voice") -> str | None:
        """The number as it is dialled in the country, or None where it is none."""
        import phonenumbers
        from phonenumbers import shortnumberinfo

        bare = number.strip("\"' ")
        if bare in self.short_codes.get(country, ()):
            return bare
        extension = _EXTENSION.search(bare)
        plain = _PLAIN.fullmatch(bare)
        if plain and country in _PLAN_ONE:
            area, exchange, line = plain.groups()
            shown = f"{area}-{exchange}-{line}"
            return (f"1-{shown}" if area in _TOLL_FREE else shown) if _assigned(area) else None
        try:
            parsed = phonenumbers.parse(bare[: extension.start()] if extension else bare, country)
        except phonenumbers.NumberParseException:
            return None
        if not phonenumbers.is_valid_number(parsed):
            # Five and six digits are texting codes in North America: as a voice number, some lack.
            whole = (
                kind == "sms" or parsed.country_code != 1 or len(str(parsed.national_number)) <= 3
            )
            short = whole and shortnumberinfo.is_valid_short_number_for_region(parsed, country)
            return re.sub(r"\D", "", bare) if short and not extension else None
        shown = _shown(parsed, country)
        return f"{shown} ext. {extension.group(1)}" if extension else shown


@cache
def _assigned(area: str) -> bool:
    import phonenumbers

    # The rest of the number is free within an area: any will do to ask about it.
    return phonenumbers.is_valid_number(phonenumbers.parse(f"+1{area}2345678"))


def _shown(parsed: object, country: str) -> str:
    import phonenumbers

    assert isinstance(parsed, phonenumbers.PhoneNumber)
    whole = str(parsed.national_number)
    at_home = phonenumbers.country_code_for_region(country) == parsed.country_code
    if parsed.country_code == 1 and at_home and len(whole) == 10:
        shown = f"{whole[:3]}-{whole[3:6]}-{whole[6:]}"
        return f"1-{shown}" if whole[:3] in _TOLL_FREE else shown
    kind = phonenumbers.PhoneNumberFormat
    return phonenumbers.format_number(parsed, kind.NATIONAL if at_home else kind.INTERNATIONAL)


def _stated(owner: Object) -> Iterable[tuple[str, str, str]]:
    """Number, our kind of it ("" for a fax or a pager), and label."""
    contacts = listed(owner, "contacts", "contact")
    for holder in (owner, *contacts):
        held = [*_list(holder.get("phones")), *_list(holder.get("phone"))]
        held += _list(holder.get("phone_numbers"))
        for phone in held:
            if isinstance(phone, Mapping):
                kind = _KINDS.get(text(phone.get("type")).casefold(), "")
                extension = text(phone.get("extension"))
                number = text(phone.get("number"))
                # A person's name is none of ours: only the label of the number is read.
                label = text(phone.get("description"))
                yield (f"{number} x{extension}" if extension.isdigit() else number), kind, label
            else:
                yield text(phone), "voice", ""


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else [] if value is None else [value]
