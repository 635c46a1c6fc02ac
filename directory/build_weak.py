"""Learns data/weak.bin, the weights of words for needs, from the invented lines of data/said.

Run: make weak (needs scikit-learn, in requirements-build.txt). The same files give the same bytes.
How well they understand lines that they were not learned from: make check-weak.
"""

import hashlib
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from directory import concepts
from directory import text as texts
from directory.directory import Directory
from directory.phrases import NEEDS
from directory.query import LARGE
from directory.weak import FILE, OUTPUTS, dump, pieces

SAID = Path(__file__).parent / "data" / "said"
LEAST_LINES = 6
"""A piece of a word that fewer lines hold is not learned: it would say more of them than of it."""
# How closely the lines are followed, how much a sign counts beside the pieces of words, and how
# much more a piece counts that tells lines of the need from others: chosen by lines that the
# weights were not learned from, for needs and for danger apart.
_STRENGTH = {"danger": 15.0}
_SIGN_WEIGHT = {"danger": 0.25}
_TELLING = {"danger": 0.5}
_OTHERS_STRENGTH, _OTHERS_SIGN_WEIGHT, _OTHERS_TELLING = 6.0, 0.5, 0.75
# What a line counts for a need that it names second or third, so that the first comes first.
_NOT_FIRST = 0.3
_STEPS = 127


@dataclass(frozen=True, slots=True)
class Said:
    """One invented line, what it asks for, and how it is weighed."""

    text: str
    needs: tuple[str, ...]
    flags: str
    language: str
    file: str
    pieces: frozenset[str]
    signs: frozenset[str]

    def counts_for(self, output: str) -> float:
        """How much the line counts as an example of the output, or of something else."""
        return _NOT_FIRST if output in self.needs[1:] else 1.0

    def speaks_for(self, output: str) -> bool:
        """Whether the line is an example of the output."""
        if output == "danger":
            return "d" in self.flags
        return bool(self.needs) if output == "asked" else output in self.needs


def rows(folder: Path = SAID) -> list[tuple[str, tuple[str, ...], str, str, str]]:
    """The lines of the files: text, needs, flags, language, file; ValueError names a bad line."""
    found = []
    for path in sorted(folder.glob("*.tsv")):
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
            if line.startswith("#"):
                continue
            text, codes, flags, *rest = line.split("\t")
            needs = tuple(code for code in codes.split(",") if code != "-")
            if not set(needs) <= set(NEEDS) or not set(flags) <= set("ds"):
                raise ValueError(f"{path.name}, line {number}: unknown need or flag")
            found.append((text, needs, flags, rest[0] if rest else "en", path.stem))
    return found


def words(directory: Directory) -> frozenset[str]:
    """Words that other languages are written with, but for names of places and slips in them."""
    counts: Counter[str] = Counter()
    for text, _, flags, language, _ in rows():
        if language != "en" and "s" not in flags:
            counts.update(set(texts.read(text).words))
    often = [word for word, count in counts.items() if count >= LEAST_LINES and not word.isdigit()]
    reader = directory.reader
    here = {
        word
        for word, places in reader.gazetteer.named(often).items()
        if any(place.region == reader.region or place.kind != "town" for place in places)
    }
    towns = reader.home_names
    slips = {word for word in often if towns.weights.get(towns.nearest(word) or "", 0) >= LARGE}
    return frozenset(often) - here - slips


def lines(directory: Directory) -> list[Said]:
    """All lines as they are weighed, whatever the weights were before."""
    reader = directory.reader
    reader = replace(reader, weak=replace(reader.weak, words=words(directory)))
    found = []
    for text, needs, flags, language, file in rows():
        read, signs = reader.understood(text)
        held = frozenset(pieces(read.words))
        found.append(Said(text, needs, flags, language, file, held, frozenset(signs)))
    return found


def hash_of_inputs() -> str:
    """Of everything that is learned from, so that a test sees when the weights are stale."""
    digest = hashlib.sha256()
    for path in (*sorted(SAID.glob("*.tsv")), *sorted(concepts.FOLDER.glob("*.toml"))):
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def learn(said: Sequence[Said], known: Collection[str]) -> bytes:
    """The file of weights for the lines; `known` are words that are no slips."""
    import numpy as np
    from scipy import sparse
    from sklearn.linear_model import LogisticRegression
    from sklearn.preprocessing import normalize

    words = _known([line.pieces for line in said], LEAST_LINES)
    signs = _known([line.signs for line in said], 1)
    held = _matrix([line.pieces for line in said], words)
    told, signed = normalize(held), _matrix([line.signs for line in said], signs)
    weights = np.zeros((len(words) + len(signs), len(OUTPUTS)))
    bias = []
    for at, output in enumerate(OUTPUTS):
        examples = np.array([line.speaks_for(output) for line in said])
        telling = _telling(held, examples, _TELLING.get(output, _OTHERS_TELLING))
        share = _SIGN_WEIGHT.get(output, _OTHERS_SIGN_WEIGHT)
        strength = _STRENGTH.get(output, _OTHERS_STRENGTH)
        model = LogisticRegression(C=strength, solver="liblinear", random_state=0)
        both = sparse.hstack([told @ sparse.diags(telling), signed * share]).tocsr()
        model.fit(both, examples, sample_weight=[line.counts_for(output) for line in said])
        weights[:, at] = model.coef_[0]
        weights[: len(words), at] *= telling
        weights[len(words) :, at] *= share
        bias.append(round(float(model.intercept_[0]), 4))
    return _packed(words, signs, weights, {"bias": bias, "words": " ".join(sorted(known))})


def _telling(held: Any, examples: Any, share: float) -> Any:
    """How well each piece tells the examples from the other lines: 1 on average.

    The ratio of a piece's frequencies, as in Wang and Manning, "Baselines and Bigrams" (2012).
    """
    import numpy as np

    inside = np.asarray(held[examples].sum(0)).ravel() + 1
    outside = np.asarray(held[~examples].sum(0)).ravel() + 1
    ratio = abs(np.log(inside / inside.sum() / (outside / outside.sum())))
    return 1 - share + share * ratio / ratio.mean()


def _known(lines: Sequence[frozenset[str]], least: int) -> list[str]:
    counts = Counter(key for line in lines for key in line)
    return sorted(key for key, count in counts.items() if count >= least)


def _matrix(lines: Sequence[frozenset[str]], known: Sequence[str]) -> Any:
    from scipy import sparse

    column = {key: at for at, key in enumerate(known)}
    cells = [
        (row, column[key]) for row, line in enumerate(lines) for key in sorted(line & column.keys())
    ]
    at = tuple(zip(*cells, strict=True))
    return sparse.csr_matrix(([1.0] * len(cells), at), shape=(len(lines), len(known)))


def _packed(
    words: Sequence[str], signs: Sequence[str], weights: Any, learned: Mapping[str, object]
) -> bytes:
    packed: dict[str, bytes] = {}
    scales: list[float] = []
    for keys, block in ((words, weights[: len(words)]), (signs, weights[len(words) :])):
        scale = float(abs(block).max()) / _STEPS
        scales.append(round(scale, 6))
        steps = (block / scales[-1]).round().clip(-_STEPS, _STEPS).astype(int) + 128
        packed |= {key: bytes(row.tolist()) for key, row in zip(keys, steps, strict=True)}
    about = {**learned, "scales": scales, "learned_from": hash_of_inputs()}
    return dump(packed, about)


def main() -> None:
    """Writes the weights."""
    directory = Directory.load()
    said = lines(directory)
    FILE.write_bytes(learn(said, words(directory)))
    told = f"{FILE.name}: {FILE.stat().st_size} bytes from {len(said)} lines"
    print(told)  # noqa: T201


if __name__ == "__main__":
    main()
