"""Words that stand for the same thing, in thirteen languages: "machete", "cuchillo", "нож".

What is learned from a few thousand lines is learned of these things, not of one language's words.
The lists of data/concepts/ were written for this project; no native speaker has read them yet.
"""

import tomllib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from directory.words import plain, unspaced

FOLDER = Path(__file__).parent / "data" / "concepts"
_SHORTEST_STEM = 3

# A concept, the language that says it so ("" is English), and whether no English word is so.
_Meant = tuple[str, str, bool]


@dataclass(frozen=True, slots=True)
class Concepts:
    """What words stand for; it holds nothing of any text."""

    words: Mapping[str, frozenset[_Meant]]
    """By whole word; two words in a row are joined by "_", as Vietnamese needs it."""
    stems: Mapping[str, frozenset[_Meant]]
    heads: frozenset[str]
    """How the stems begin, so that most words are done with at once."""
    solid: Sequence[tuple[str, str]]
    """Text of scripts without spaces, looked for inside the text, and its concept."""

    def said(self, words: Sequence[str], solid: str) -> set[str]:
        """The concepts that the words, or a text without spaces ("" is none), stand for."""
        meant = self._meant(words)
        # "pain" is bread only where something else is French.
        spoken = {language for _, language, sure in meant if sure}
        found = {concept for concept, language, sure in meant if sure or language in spoken}
        return found | ({c for text, c in self.solid if text in solid} if solid else set())

    def foreign(self, words: Sequence[str]) -> bool:
        """Whether most of what the words stand for is said otherwise than in English."""
        sure = [language for _, language, sure in self._meant(words) if sure]
        return sure.count("") < len(sure) / 2

    def _meant(self, words: Sequence[str]) -> set[_Meant]:
        meant: set[_Meant] = set()
        for at, word in enumerate(words):
            meant.update(self.words.get(word, ()))
            meant.update(self.words.get(f"{word}_{words[at + 1]}", ()) if words[at + 1 :] else ())
            if word[:_SHORTEST_STEM] in self.heads:
                for length in range(_SHORTEST_STEM, len(word) + 1):
                    meant.update(self.stems.get(word[:length], ()))
        return meant


def load(common: frozenset[str], folder: Path = FOLDER) -> Concepts:
    """The concepts of each file, named by its language; `common` are common English words."""
    words: dict[str, set[_Meant]] = defaultdict(set)
    stems: dict[str, set[_Meant]] = defaultdict(set)
    solid: list[tuple[str, str]] = []
    rows = {path.stem: _rows(path) for path in sorted(folder.glob("*.toml"))}
    english = {word for _, word in rows["en"]}
    for language, said in rows.items():
        for concept, word in said:
            if unspaced(word):
                solid.append((word.rstrip("*"), concept))
            elif language == "en":
                _add(words, stems, word, (concept, "", True))
            elif word not in english:
                _add(words, stems, word, (concept, language, word not in common))
    held = partial(map, lambda item: (item[0], frozenset(item[1])))
    heads = frozenset(stem[:_SHORTEST_STEM] for stem in stems)
    return Concepts(dict(held(words.items())), dict(held(stems.items())), heads, tuple(solid))


def _rows(path: Path) -> list[tuple[str, str]]:
    file = tomllib.loads(path.read_text("utf-8"))
    return [(concept, word) for concept, said in file.items() for word in plain(said).split()]


def _add(
    words: dict[str, set[_Meant]], stems: dict[str, set[_Meant]], word: str, meant: _Meant
) -> None:
    if word.endswith("*"):
        stems[word[:-1]].add(meant)
    else:
        words[word].add(meant)
