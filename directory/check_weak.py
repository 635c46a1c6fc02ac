"""How well the learned weights understand lines that they were not learned from.

Run: make check-weak (needs scikit-learn, in requirements-build.txt). Five-fold cross-validation:
each fifth of data/said is read with weights learned from the other four, phrases and all.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from directory.build_weak import Said, learn, lines
from directory.directory import Directory
from directory.model import Query
from directory.weak import parse

FOLDS = 5


@dataclass(slots=True)
class Tally:
    """Lines of one kind: how many, and of how many it was so."""

    counts: dict[str, list[bool]] = field(default_factory=lambda: defaultdict(list))

    def row(self, name: str) -> str:
        """The shares, as one line of the table."""
        shares = (
            f"{sum(hits) / len(hits):>10.1%}" for hits in map(self.counts.get, COLUMNS) if hits
        )
        return f"{name:<24}{len(self.counts['told']):>6}" + "".join(shares)


COLUMNS = ("told", "first", "unclear")


def main() -> None:
    """Prints the tables."""
    directory = Directory.load()
    said = lines(directory)
    needs: dict[str, Tally] = defaultdict(Tally)
    danger: dict[str, list[bool]] = defaultdict(list)
    for line, query in _read(directory, said):
        for name in _groups(line):
            if line.needs:
                counts = needs[name].counts
                counts["told"].append(bool(set(line.needs) & set(query.needs)))
                counts["first"].append(query.needs[:1] == line.needs[:1])
                counts["unclear"].append(not query.needs)
        danger[_kind(line)].append(query.danger)
        if not line.needs:
            danger[f"small talk answered, {line.file}"].append(bool(query.needs))
    rows = [f"{'lines':<24}{'n':>6}{'told':>10}{'first':>10}{'unclear':>10}"]
    rows += [needs[name].row(name) for name in sorted(needs)]
    rows += [f"{name:<44}{sum(hits)} of {len(hits)}" for name, hits in sorted(danger.items())]
    print("\n".join(rows))  # noqa: T201


def _read(directory: Directory, said: Sequence[Said]) -> Iterator[tuple[Said, Query]]:
    for fold in range(FOLDS):
        taught = [line for at, line in enumerate(said) if at % FOLDS != fold]
        weak = parse(learn(taught, directory.reader.weak.words))
        other = replace(directory, reader=replace(directory.reader, weak=weak))
        for line in said[fold::FOLDS]:
            yield line, other.read(line.text)


def _groups(line: Said) -> tuple[str, ...]:
    slips = "with slips" if "s" in line.flags else "without slips"
    return ("all", f"in {line.language}", f"need {line.needs[0] if line.needs else '-'}", slips)


def _kind(line: Said) -> str:
    where = "English" if line.language == "en" else "other languages"
    if "d" in line.flags:
        return f"danger heard, {where}"
    return f"danger heard where none is, {line.file}"


if __name__ == "__main__":
    main()
