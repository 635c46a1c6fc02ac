"""The phrase lists of data/phrases: how frightened people say what they need.

A phrase is words in a row. `(a|b)` is either word, `word*` any word that begins so, `word?` a word
that may be missing, and `..` up to four other words.
"""

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from directory.words import long_form, plain, split, unspaced

GAP = 4
NEEDS = (
    "suicide", "sexual_assault", "human_trafficking", "labour_exploitation", "domestic_violence",
    "child", "shelter", "health", "legal", "immigration", "police", "mental_health", "youth",
    "indigenous", "lgbtq", "seniors", "food", "general_crisis",
)  # fmt: skip
"""Every need a phrase can name, the most pressing first."""

SIGNS = (
    "danger", "precarious", "text", "voice", "men", "women", "takes_children", "takes_pets",
    "id_required", "near_me", "spoken", "ignore", "calm",
)  # fmt: skip
"""What else a phrase can say; `spoken` only that the text is in the file's language, `ignore`
unsays the shorter phrases inside it, and `calm` only what they say of danger."""

WANTS = frozenset({"takes_children", "takes_pets", "id_required"})
"""Signs that are conditions a service must meet: `id_required` is said by who has no papers."""

_ELEMENT = re.compile(r"\.\.|\([^)]*\)\??|\S+")


@dataclass(frozen=True, slots=True)
class Element:
    """One step of a phrase: any of these words, or words that begin like these."""

    words: frozenset[str]
    stems: tuple[str, ...] = ()
    optional: bool = False
    gap: bool = False

    def admits(self, word: str) -> bool:
        """Whether the word can stand here."""
        return word in self.words or (bool(self.stems) and word.startswith(self.stems))


@dataclass(frozen=True, slots=True)
class Phrase:
    """What a row of words means: a need or a sign, as said in one language."""

    kind: str
    meaning: str
    language: str
    elements: tuple[Element, ...]
    second: Element | None = None
    """Its second step, where that must be the very next word."""
    own: bool = False
    """Whether it is an agency's own, which nothing learned may gainsay."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A phrase found at words start to end (exclusive) of a text."""

    start: int
    end: int
    phrase: Phrase
    words: tuple[int, ...]
    """The words it is made of: between them, a gap may hold anything, a place for one."""


@dataclass(frozen=True, slots=True)
class Phrases:
    """All phrases, by the word they begin with."""

    by_word: Mapping[str, Sequence[Phrase]]
    by_pair: Mapping[tuple[str, str], Sequence[Phrase]]
    """Those whose first two words must follow each other, by the two: most phrases, and most words
    begin some, so that trying them one by one took a tenth of a reading.
    """
    by_stem: Mapping[str, Sequence[Phrase]]
    anywhere: Sequence[tuple[str, Phrase]]
    """Text of scripts without spaces, looked for inside the text."""
    words: frozenset[str]
    """Every whole word that a phrase holds, by which slips are corrected."""
    correctable: Mapping[str, int]
    """Those of them towards which a slip is corrected; English weighs more."""
    stems: frozenset[str]
    """Every beginning of a word that a phrase holds."""

    def hits(self, words: Sequence[str]) -> Iterator[Hit]:
        """Each phrase at each place where it is said."""
        for start, word in enumerate(words):
            after = words[start + 1] if start + 1 < len(words) else ""
            for phrase in self._beginning(word, after):
                # Most phrases fail here, at a fraction of the cost of trying them in full.
                if phrase.second is not None and not phrase.second.admits(after):
                    continue
                said = _match(phrase.elements, words, start)
                if said:
                    yield Hit(start, said[-1] + 1, phrase, said)

    def inside(self, text: str) -> Iterator[Phrase]:
        """The phrases of unspaced scripts that the text, without its spaces, holds."""
        return (phrase for said, phrase in self.anywhere if said in text)

    def begins(self, word: str) -> bool:
        """Whether the word is one that a phrase gives only the beginning of."""
        return any(word[:length] in self.stems for length in range(3, len(word) + 1))

    def _beginning(self, word: str, after: str) -> list[Phrase]:
        found = [*self.by_pair.get((word, after), ()), *self.by_word.get(word, ())]
        for length in range(2, len(word) + 1):
            found += self.by_stem.get(word[:length], ())
        return found


def load(folder: Path, own: Path | None = None) -> tuple[Phrases, list[str]]:
    """The phrases of every file in the folder, and what is wrong with the files.

    The files of `own`, an agency's folder, are added: a phrase there means what it says there.
    """
    problems: list[str] = []
    rows = [row for path in sorted(folder.glob("*.toml")) for row in _read(path, problems)]
    added: list[_Row] = []
    if own is not None:
        added = [row for path in sorted(own.glob("*.toml")) for row in _read(path, problems)]
        said = {(kind, language, pattern) for kind, _, language, pattern in added}
        rows = [row for row in rows if (row[0], row[2], row[3]) not in said]
    if not rows:
        problems.append(f"{folder.name}: no phrases found")
    return index(rows, added), problems


_Row = tuple[str, str, str, str]


def index(rows: Sequence[_Row], own: Sequence[_Row] = ()) -> Phrases:
    """The phrases of rows (kind, meaning, language, pattern), and of those of an agency's own."""
    by_word: dict[str, list[Phrase]] = defaultdict(list)
    by_pair: dict[tuple[str, str], list[Phrase]] = defaultdict(list)
    by_stem: dict[str, list[Phrase]] = defaultdict(list)
    anywhere: list[tuple[str, Phrase]] = []
    words: set[str] = set()
    words_of: dict[str, set[str]] = defaultdict(set)
    stems: set[str] = set()
    for at, (kind, meaning, language, pattern) in enumerate((*rows, *own)):
        if kind == "slips":
            words_of[language].add(pattern)
            continue
        elements = compile_pattern(pattern)
        phrase = Phrase(kind, meaning, language, elements, _second(elements), at >= len(rows))
        if unspaced(pattern):
            anywhere.append(("".join(split(plain(pattern))), phrase))
            continue
        first = phrase.elements[0]
        for word in first.words:
            if phrase.second is None or phrase.second.stems:
                by_word[word].append(phrase)
                continue
            for after in phrase.second.words:
                by_pair[word, after].append(phrase)
        for stem in first.stems:
            by_stem[stem].append(phrase)
        held = {word for element in phrase.elements for word in element.words}
        words |= held
        words_of[language] |= held
        held_stems = {stem for element in phrase.elements for stem in element.stems}
        # A short foreign beginning would keep too many English slips from being put right.
        stems |= {stem for stem in held_stems if language == "en" or len(stem) > 5}
    return Phrases(
        dict(by_word),
        dict(by_pair),
        dict(by_stem),
        tuple(anywhere),
        frozenset(words),
        _correctable(words_of),
        frozenset(stems),
    )


def _correctable(words: Mapping[str, set[str]]) -> dict[str, int]:
    # A short foreign word is one slip away from too many English ones.
    foreign = {word: 1 for own in words.values() for word in own if len(word) > 5}
    return foreign | dict.fromkeys(words.get("en", ()), 2)


def compile_pattern(pattern: str) -> tuple[Element, ...]:
    """The steps of a phrase; ValueError says what is wrong with it."""
    elements = tuple(e for step in _ELEMENT.findall(pattern) for e in _elements(step))
    if not elements or elements[0].optional or elements[0].gap or elements[-1].gap:
        raise ValueError("a phrase begins with a word that must be there, and ends with a word")
    return elements


def _second(elements: Sequence[Element]) -> Element | None:
    # The first step must be there, so the second is the next word unless it may be missing.
    fixed = len(elements) > 1 and not elements[1].gap and not elements[1].optional
    return elements[1] if fixed else None


def _elements(step: str) -> list[Element]:
    if step == "..":
        return [Element(frozenset(), gap=True)]
    optional = step.endswith("?")
    bare = step.rstrip("?")
    if bare.startswith("("):
        return [_either(bare.strip("()").split("|"), optional)]
    if bare.endswith("*"):
        return [_either([bare], optional)]
    words = (word for raw in split(plain(bare)) for word in long_form(raw))
    return [Element(frozenset([word]), (), optional) for word in words]


def _either(choices: Sequence[str], optional: bool) -> Element:
    stems = tuple(plain(c[:-1]) for c in choices if c.endswith("*"))
    words = frozenset(plain(c) for c in choices if not c.endswith("*"))
    if any(" " in word for word in words) or not all(stems) or not all(words):
        raise ValueError("each choice in (a|b) is one word")
    return Element(words, stems, optional)


def _match(elements: Sequence[Element], words: Sequence[str], at: int) -> tuple[int, ...] | None:
    """The words of the phrase when it is said from this word on, else None."""
    if not elements:
        return ()
    first, rest = elements[0], elements[1:]
    if first.gap:
        said = (_match(rest, words, at + skip) for skip in range(GAP + 1))
        return next((held for held in said if held is not None), None)
    if at < len(words) and first.admits(words[at]):
        held = _match(rest, words, at + 1)
        if held is not None:
            return (at, *held)
    return _match(rest, words, at) if first.optional else None


def _read(path: Path, problems: list[str]) -> Iterator[tuple[str, str, str, str]]:
    try:
        file = tomllib.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as fault:
        problems.append(f"{path.name}: cannot be read: {fault}")
        return
    for word in file.get("slips", {}).get("words", ()):
        yield "slips", "", path.stem, word
    for kind, known in (("needs", NEEDS), ("signs", SIGNS)):
        for meaning, patterns in file.get(kind, {}).items():
            if meaning not in known:
                problems.append(f"{path.name}: [{kind}] {meaning}: not one of {', '.join(known)}")
                continue
            for pattern in patterns:
                wrong = _fault(pattern)
                if wrong:
                    problems.append(f"{path.name}: {meaning}: {pattern!r}: {wrong}")
                else:
                    yield kind, meaning, path.stem, pattern


def _fault(pattern: object) -> str | None:
    try:
        compile_pattern(pattern if isinstance(pattern, str) else "")
    except ValueError as fault:
        return str(fault)
    return None
