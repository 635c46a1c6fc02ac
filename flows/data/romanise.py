"""Latin spellings of Cyrillic and Korean names, as passports have them. Only for build_names.py."""

from __future__ import annotations

from collections.abc import Iterator

_CYRILLIC = {
    "а": "a", "б": "b", "в": "v", "г": "g", "ґ": "g", "д": "d", "е": "e", "ё": "e", "є": "ie",
    "ж": "zh", "з": "z", "и": "i", "і": "i", "ї": "i", "й": "i", "к": "k", "л": "l", "м": "m",
    "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f", "х": "kh",
    "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "", "ы": "y", "ь": "", "э": "e", "ю": "iu",
    "я": "ia",
}  # fmt: skip
_AS_SPOKEN = {"й": "y", "ю": "yu", "я": "ya", "є": "ye", "ї": "yi"}
_UKRAINIAN = {"г": "h", "и": "y"}
# Revised Romanization of Korean (2000), letter by letter; "-" is silent.
_FIRST = "g kk n d tt r m b pp s ss - j jj ch k t p h"
_MIDDLE = "a ae ya yae eo e yeo ye o wa wae oe yo u wo we wi yu eu ui i"
_LAST = "- k k ks n nj n t l k m l l l p l m p p t t ng t t k t p t"
_PARTS = [[part.strip("-") for part in row.split(" ")] for row in (_FIRST, _MIDDLE, _LAST)]


def latin(name: str) -> Iterator[str]:
    """Spellings of a name in Latin letters; none for a name in a script that is not known here."""
    low = name.lower()
    if low and all(char in _CYRILLIC for char in low):
        for changed in ({}, _AS_SPOKEN, _UKRAINIAN, _AS_SPOKEN | _UKRAINIAN):
            yield "".join((_CYRILLIC | changed)[char] for char in low)
    elif len(name) > 1 and all("가" <= char <= "힣" for char in name):
        yield "".join(_syllable(ord(char) - ord("가")) for char in name)


def _syllable(place: int) -> str:
    first, middle, last = _PARTS
    return first[place // 588] + middle[place % 588 // 28] + last[place % 28]
