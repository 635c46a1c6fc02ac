"""What a text is probably about when no phrase of the lists is in it: single words, weighed.

Phrases are sure and few; people say the same thing in ways that no list foresees. Each word of
the English phrases speaks for the needs whose phrases hold it, the more the fewer those are. It
is a guess, made only where nothing else was understood, and two words must agree on it. On queries
that nobody had tuned for it found 84.5 percent where phrases alone found 78.9
(bench/search_heldout.tsv).
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log
from pathlib import Path

from directory.phrases import NEEDS, Phrases

LEAST, LEAD = 3.4, 0.6
"""How strong the words together must be, and by how much stronger than for any other need."""
_LEAST_WORDS = 2
# Words that stand in many phrases and mean nothing alone; a person says them of anything.
_EMPTY = Path(__file__).parent / "data" / "empty_english.txt"


@dataclass(frozen=True, slots=True)
class Weak:
    """Weights of words for needs, taken from the phrases themselves."""

    weights: Mapping[str, Mapping[str, float]]

    def need(self, words: Sequence[str]) -> str | None:
        """The need that at least two words agree on, clearly before all others; else None."""
        scores: dict[str, float] = defaultdict(float)
        speaking: Counter[str] = Counter()
        for word in set(words):
            for need, weight in self.weights.get(word, {}).items():
                scores[need] += weight
                speaking[need] += 1
        ranked = [(score, need) for need, score in scores.items() if speaking[need] >= _LEAST_WORDS]
        if not ranked:
            return None
        best, need = max(ranked)
        others = [score for other, score in scores.items() if other != need]
        return need if best >= LEAST and best - max(others, default=0.0) >= LEAD else None


def weigh(phrases: Phrases) -> Weak:
    """Weights of the words of English phrases for needs."""
    spoken: dict[str, Counter[str]] = defaultdict(Counter)
    empty = frozenset(_EMPTY.read_text(encoding="utf-8").split())
    every = {id(p): p for rows in phrases.by_word.values() for p in rows}
    for phrase in every.values():
        if phrase.kind == "needs" and phrase.language == "en":
            for element in phrase.elements:
                for word in element.words:
                    if word not in empty and len(word) > 2:
                        spoken[word][phrase.meaning] += 1
    weights = {}
    for word, needs in spoken.items():
        rare = log(len(NEEDS) / len(needs))
        total = sum(needs.values())
        weights[word] = {need: rare * count / total for need, count in needs.items()}
    return Weak(weights)
