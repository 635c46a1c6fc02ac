"""The languages people ask for, and the names they give them."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from directory.words import fold, unspaced

# Also a first name, a verb, or a dish: a language only after a word such as "speak".
_DOUBTFUL = frozenset({"karen", "polish", "lao", "akan", "cree", "romana", "frances", "arab"})
_SPEAK = frozenset(
    [
        "speak", "speaks", "speaking", "spoken", "language", "in", "interpreter", "translator",
        "parle", "habla", "hablo", "falo", "nagsasalita", "говорю", "розмовляю", "bolo",
        "bolda", "boldi", "bolti", "bolta",
    ]
)  # fmt: skip
_NOT = frozenset({"no", "not", "without", "little", "bad", "pas", "sin"})


@dataclass(frozen=True, slots=True)
class Languages:
    """Names of languages, folded, and the codes they mean."""

    shown: Mapping[str, str]
    codes: Mapping[str, str]
    anywhere: Sequence[tuple[str, str]]
    """Names in scripts without spaces, and their codes."""

    def said(self, words: Sequence[str]) -> list[tuple[int, int, str]]:
        """Start, end and code of each language named in the words."""
        found = []
        at = 0
        while at < len(words):
            for size in (2, 1):
                code = self.codes.get(" ".join(words[at : at + size]))
                if code and at + size <= len(words) and _meant(words, at):
                    found.append((at, at + size, code))
                    at += size - 1
                    break
            at += 1
        return found

    def inside(self, text: str) -> str | None:
        """The language that a text without its spaces names in an unspaced script."""
        return next((code for name, code in self.anywhere if name in text), None)


def _meant(words: Sequence[str], at: int) -> bool:
    before = words[max(0, at - 3) : at]
    last = at + 1 == len(words)
    if words[at] in _DOUBTFUL and not (last or _SPEAK.intersection(before)):
        return False
    return not _NOT.intersection(before)


def load(path: Path) -> tuple[Languages, list[str]]:
    """The languages of the file, and what is wrong with it."""
    try:
        names: dict[str, list[str]] = tomllib.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as fault:
        return Languages({}, {}, ()), [f"{path.name}: cannot be read: {fault}"]
    codes: dict[str, str] = {}
    problems = []
    for code, said in names.items():
        for key in map(fold, said):
            if codes.setdefault(key, code) != code:
                problems.append(f"{path.name}: {code}: {key!r} is already {codes[key]}")
    shown = {code: said[0] for code, said in names.items()}
    anywhere = sorted((key.replace(" ", ""), code) for key, code in codes.items() if unspaced(key))
    anywhere.sort(key=lambda pair: -len(pair[0]))
    return Languages(shown, codes, tuple(anywhere)), problems
