"""Whether a code for a place or a case says which street or which house is meant.

A code has no reason to be a place that a map finds, so a code is read more strictly than a text:
small letters hide nothing here.
"""

from __future__ import annotations

import re
from functools import cache

from flows.identifying_names import name_key
from flows.identifying_places import CHAINS, SHOPS, place_words

ARTICLES = frozenset(["the", "a", "an", "my", "our", "la", "le", "el", "les", "los", "las", "o"])
_BESIDE = frozenset(["on", "at", "off", "near", "by"])
# "lotus-spa", "LotusSpa" and "hotel12" are two words each.
_PARTED = re.compile(r"[\s_/.,;:()#&\"-]+|(?<=[a-z])(?=[A-Z])|(?<=[^\W\d_])(?=\d)")
_NTH = re.compile(r"\d{1,3}(?:st|nd|rd|th)")


def is_place(code: str) -> bool:
    """Whether `code` (digits as 0-9) is a street, or a kind of place together with its name."""
    keys = [key for part in _PARTED.split(code) if (key := name_key(part)) not in ARTICLES and key]
    return bool(_chain().search(code)) or _street(keys) or _business(keys) or _unspaced(code)


@cache
def _chain() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{CHAINS}|{SHOPS})\b", re.IGNORECASE)


def _street(keys: list[str]) -> bool:
    known = place_words()
    joined = " ".join(keys)
    if any(key in known["streets"] for key in (*keys, joined)):
        return True
    if len(keys) > 1 and known["street_words"].intersection(keys):
        return True
    if len(keys) > 1 and any(_NTH.fullmatch(key) and len(key) > 3 for key in keys):
        return True  # "dunbar and 41st"
    crossing = [key for key in keys if key in known["crossing"]]
    beside = known["weak_street_words"] | _BESIDE
    near = [key for key in keys if key in beside or _NTH.fullmatch(key)]
    return bool(crossing and near) or len(crossing) > 1


def _business(keys: list[str]) -> bool:
    known = place_words()
    if len(keys) < 2:
        return False
    if known["searched"].intersection(keys):
        return True
    if not known["softer"].intersection(keys):
        return False
    rest = [key for key in keys if key not in known["softer"] and not key.isdigit()]
    return any(len(key) > 2 and key not in known["plain"] for key in rest)


def _unspaced(code: str) -> bool:
    return any(word in code and len(code) > len(word) for word in place_words()["unspaced"])
