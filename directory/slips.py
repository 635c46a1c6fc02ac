"""Puts right one slip of the keyboard in a word that is no word: never in a word that is one."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import process
from rapidfuzz.distance import OSA

LEAST = 4
"""Shorter words have too many neighbours to guess at."""
LONG = 8
"""From this length on, a word may hold two slips."""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Words to correct towards; a greater weight wins among equal neighbours."""

    by_edge: Mapping[tuple[int, str], Sequence[str]]
    """The words by length and each of their edges (see `_edges`)."""
    weights: Mapping[str, int]

    def nearest(self, word: str) -> str | None:
        """The word meant, when it is one slip away: a letter lost, added, changed or swapped."""
        if len(word) < LEAST:
            return None
        near = [w for size in (-1, 0, 1) for w in self._neighbours(word, len(word) + size)]
        if not near and len(word) >= LONG:
            near = [w for size in range(-2, 3) for w in self._farther(word, len(word) + size)]
        return max(near, key=lambda w: (self.weights.get(w, 0), _alike(word, w), w), default=None)

    def _neighbours(self, word: str, length: int) -> list[str]:
        # OSA is Damerau-Levenshtein but for moves that one slip cannot make, and much faster.
        held = {name for edge in _edges(word) for name in self.by_edge.get((length, edge), ())}
        found = process.extract(word, held, scorer=OSA.distance, score_cutoff=1, limit=None)
        return [name for name, _, _ in found if _plausible(word, name)]

    def _farther(self, word: str, length: int) -> list[str]:
        # Two slips rarely touch how a long word begins.
        held = self.by_edge.get((length, word[:2]), ()) if length >= LONG else ()
        found = process.extract(word, held, scorer=OSA.distance, score_cutoff=2, limit=4)
        return [name for name, _, _ in found]


def vocabulary(weights: Mapping[str, int]) -> Vocabulary:
    """A vocabulary of words and their weights."""
    by_edge: dict[tuple[int, str], list[str]] = defaultdict(list)
    for word in sorted(weights):
        for edge in _edges(word):
            by_edge[len(word), edge].append(word)
    return Vocabulary(dict(by_edge), dict(weights))


def equal_weights(words: Iterable[str]) -> dict[str, int]:
    """Weights for words that are all as likely."""
    return dict.fromkeys(words, 0)


def _edges(word: str) -> tuple[str, str, str]:
    """How a word begins, how it ends, and both: one slip leaves at least one of them as it was."""
    return word[:2], f"-{word[-2:]}", f"{word[0]}-{word[-1]}"


def _plausible(typed: str, word: str) -> bool:
    # In a word of four or five letters a wrong first letter makes another word ("hose", "rose").
    return len(typed) > 5 or typed[0] == word[0] or typed[:2] == word[1::-1]


def _alike(typed: str, word: str) -> int:
    return (
        int(typed[0] == word[0]) + int(sorted(typed) == sorted(word)) + int(typed[-1] == word[-1])
    )
