"""Where a text names a workplace, a hotel, a church or a street, without the number of a house."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from flows.identifying_names import Token, name_key, names

_WORDS = Path(__file__).parent / "data" / "place_words.toml"
_LONGEST_NAME = 3
CHAINS = (
    r"best\s+western|super\s?8|holiday\s+inn|ramada|days\s+inn|comfort\s+inn|quality\s+inn|accent\s+inn"
    r"|sandman|travelodge|howard\s+johnson|hilton|hyatt|marriott|sheraton|motel\s?6|econo\s?lodge"
)
SHOPS = (
    r"7[\s-]?(?:11|eleven)|seven[\s-]eleven|tim\s+hortons?|timm(?:y|ie)['’]?s|mc\s?donald['’]?s?|starbucks"
    r"|walmart|costco|a\s?&\s?w|denny['’]?s|wendy['’]?s|burger\s+king|no\s+frills|safeway"
)
_AT = (
    r"\b(?:[Ww]ork(?:s|ed|ing)?|[Ss]tay(?:s|ed|ing)?|[Ll]iv(?:e|es|ed|ing)|[Ss]leep(?:s|ing)?|[Ss]lept|"
    r"[Dd]anc(?:es|ed|ing)|[Cc]lean(?:s|ed|ing)?|[Hh]ired|[Ee]mployed|[Kk]ept|[Hh]eld)\s+"
    r"(?:[a-z]+\s+){0,2}"
    r"(?:at|for|above|behind|beside)\s+(?:the\s+)?(?=[A-ZÀ-Þ][\w'’&-]*[a-zà-ÿ])"
)
_STREET_KINDS = (
    r"(?:Street|Avenue|Ave|Road|Rd|Boulevard|Blvd|Highway|Hwy|Parkway|Crescent|Drive|Lane|"
    r"Dr(?=\s*(?:and\b|&|near\b|$))|St(?!\.?\s+[A-Z]))"
)
_NO_STREET_NAME = (
    r"(?!(?:The|A|An|My|Her|His|Our|This|That|Please|Call|On|In|At|Near|No|Ask|Fort|Port)\b)"
)
_CAPITAL_STREET = rf"\b{_NO_STREET_NAME}[A-Z][a-z'’]+(?:\s+[A-Z][a-z]+)?\s+{_STREET_KINDS}\b"
_SMALL_STREET = (
    r"\b(?:on|at|off|near|along|down)\s+(?!(?:the|a|an|my|her|his|our|their|your|this|that|any|some|same"
    r"|one|every|each|back|open|dirt)\b)[^\W\d_]{3,}\s+(?:street|avenue|ave|road|rd|blvd|hwy|st)\b"
    r"(?!\.?\s+[A-Z])"
)
_NEAR_NUMBERED = r"\b[A-Z][a-z]+\s*(?:\band\b|[&/])\s*\d{2,3}(?:st|nd|rd|th)\b"
_NUMBERED = r"\b(?:highway|hwy)\s*#?\s*\d{1,3}[a-z]?\b|\bno\.?\s*\d{1,2}\s+(?:rd|road)\b"


@cache
def place_words() -> dict[str, frozenset[str]]:
    """Words that tell a named place or a street, by what they tell; `_` stands for a space."""
    read = tomllib.loads(_WORDS.read_text(encoding="utf-8"))
    return {what: frozenset(_key(word) for word in words.split()) for what, words in read.items()}


def _key(word: str) -> str:
    return name_key(word.replace("_", " "))


def places(text: str, words: Sequence[Token]) -> list[tuple[int, int]]:
    """Stretches of `text` that name a place; they may overlap. `words` are its tokens."""
    shouted = not any(char.islower() for char in text)
    found = [match.span() for match in _anywhere().finditer(text)]
    found += [match.span() for match in _corner().finditer(text) if not _two_people(match)]
    if not shouted:
        found += [match.span() for match in _street().finditer(text)]
        found += [*_businesses(text, words), *_workplaces(text, words)]
    return found


@cache
def _anywhere() -> re.Pattern[str]:
    streets = _either(place_words()["streets"])
    return re.compile(
        rf"\b(?:{CHAINS})\b|\b(?:at|by|near|behind|beside)\s+the\s+(?:{SHOPS})\b|{_NUMBERED}|"
        rf"\b(?:on|off|at|near|along|down|above|by)\s+(?:west\s+|east\s+|[we]\s+)?(?:{streets})\b"
        r"(?!\s+(?:island|station|mall))",
        re.IGNORECASE,
    )


@cache
def _street() -> re.Pattern[str]:
    return re.compile(f"{_CAPITAL_STREET}|{_SMALL_STREET}|{_NEAR_NUMBERED}")


@cache
def _corner() -> re.Pattern[str]:
    kind = r"(?:\s+(?:st|street|ave|avenue|rd|road|dr|drive|hwy|blvd)\b\.?)?"
    strong = _either(place_words()["streets"])
    any_street = f"(?:{_either(place_words()['crossing'])}|{strong})"
    nth = r"\d{1,3}(?:st|nd|rd|th)"
    by = r"\s*(?:\b(?:and|at|near|y|et|x)\b|[&/@+])\s*"
    return re.compile(
        rf"\b(?<!prince\s)(?P<one>{any_street}){kind}{by}(?P<two>{any_street})\b{kind}(?!\s+(?:valley|lake|island"
        rf"|river|health|canyon))|\b{any_street}{kind}{by}{nth}\b|\b{nth}{kind}{by}{any_street}\b",
        re.IGNORECASE,
    )


def _two_people(match: re.Match[str]) -> bool:
    """Whether two streets may be two towns or two people: neither is surely a street."""
    one, two = match["one"], match["two"]
    if one is None:
        return False
    known = place_words()["streets"]
    if name_key(one) in known or name_key(two) in known:
        return False
    return not (one[0].isupper() and two[0].isupper()) or name_key(one) == "nanaimo"


def _either(known: frozenset[str]) -> str:
    return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in sorted(known))


def _businesses(text: str, words: Sequence[Token]) -> Iterator[tuple[int, int]]:
    """ "Lotus Spa", "the Patricia hotel", "Hotel Patricia"."""
    kinds, before = place_words()["named"], place_words()["before_name"]
    for at, token in enumerate(words):
        if token.key not in kinds and token.key not in before:
            continue
        first = _first_of_name(text, words, at) if token.key in kinds else at
        after = words[at + 1] if at + 1 < len(words) else None
        if first < at and not (after and after.key in ("board", "district")):
            yield words[first].start, token.end
        elif after and token.key in before and _capital(token) and _follows(text, token, after):
            yield token.start, after.end


def _first_of_name(text: str, words: Sequence[Token], at: int) -> int:
    """Where the name before the kind of place at `at` begins; `at` if there is none."""
    first, no_place = at, place_words()["no_place"]
    sure = _capital(words[at])
    while first > max(0, at - _LONGEST_NAME) and _joined(text, words[first - 1], words[first]):
        one = words[first - 1]
        if not _capital(one) or one.key in ("a", "an", "the", "i"):
            break
        first -= 1
    named = [one for one in words[first:at] if one.key not in no_place]
    inside = [one for one in named if sure or not _begins(text, one.start)]
    # "Coquitlam Inn" is one inn, "a Coquitlam hotel" is any.
    town = (
        sure and first < at and words[at].key in ("inn", "gurdwara", "temple", "mosque", "casino")
    )
    return first if inside or town else at


def _follows(text: str, token: Token, after: Token) -> bool:
    fits = _capital(after) and not after.word.isupper() and _joined(text, token, after)
    return fits and after.key not in place_words()["no_place"]


def _workplaces(text: str, words: Sequence[Token]) -> Iterator[tuple[int, int]]:
    """ "works at Golden Orchid"."""
    at_start = {token.start: at for at, token in enumerate(words)}
    for found in _works_at().finditer(text):
        at = at_start.get(found.end())
        if at is None or words[at].key in place_words()["no_workplace"]:
            continue
        last = at
        while last + 1 < len(words) and _capital(words[last + 1]):
            if not _joined(text, words[last], words[last + 1]):
                break
            last += 1
        keys = [token.key for token in words[at : last + 1]]
        agency = place_words()["agencies"].intersection(keys)
        if not agency and " ".join(keys[:2]) not in names().known:
            yield words[at].start, words[last].end


@cache
def _works_at() -> re.Pattern[str]:
    return re.compile(_AT)


def _capital(token: Token) -> bool:
    return token.word[0].isupper()


def _joined(text: str, one: Token, two: Token) -> bool:
    return text[one.end : two.start] in (" ", "  ", " & ", "-")


def _begins(text: str, start: int) -> bool:
    before = text[:start].rstrip()
    return not before or before[-1] in ".!?:;\n"
