"""How often people find who can help: the labelled queries, and every miss.

Run: make bench-search (or PYTHONPATH=. python bench/search_quality.py FILE for another set)

Found is a right answer among the three offered; first is one at the top. A danger phrase must bring
the emergency number before all else, and a query that is no danger must not.
"""

import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from directory import Directory, Found

LABELLED = Path(__file__).with_name("search_labelled.tsv")


@dataclass(frozen=True, slots=True)
class Labelled:
    """A text as typed, who is right for it, where it is said from, and its marks."""

    text: str
    right: frozenset[str]
    place: str
    marks: str
    group: str


def labelled(path: Path) -> Iterator[Labelled]:
    """The queries of the file; a row that names an unknown group is an error."""
    groups: dict[str, list[str]] = {}
    heading = ""
    for line in path.read_text("utf-8").splitlines():
        text, right, place, marks, *_ = *line.split("\t"), "", "", "", ""
        if text.startswith("#"):
            heading = text.strip("# ").split(":")[0]
        elif text.startswith("@"):
            groups[text] = right.split()
        elif text:
            ids = {i for name in right.split() for i in groups.get(name, (name,))}
            assert not any(i.startswith("@") for i in ids), line
            yield Labelled(text, frozenset(ids), place.strip(), marks.strip(), heading)


@dataclass(slots=True)
class Tally:
    """Counts of one group of queries."""

    asked: int = 0
    found: int = 0
    first: int = 0


def offered(found: Found) -> list[str]:
    """The ids in the order a person reads them."""
    urgent = [found.emergency.id] if found.emergency else []
    return urgent + [match.contact.id for match in found.matches]


def faults(query: Labelled, found: Found) -> list[str]:
    """What is wrong with an answer: empty where nothing is."""
    shown = [match.contact.id for match in found.matches]
    # Where nothing was understood, the conversation asks again: a lucky default is no answer.
    lucky = not found.query.asks
    said = [] if query.right.intersection(shown[:3]) and not lucky else ["not found"]
    if not said and shown[0] not in query.right:
        said = ["not first"]
    if "e" in query.marks and found.emergency is None:
        said.append("no emergency number")
    where = found.query.place.label if found.query.place else ""
    if query.place and where != query.place:
        said.append(f"place is {where or 'none'}, not {query.place}")
    return said


def main(paths: Sequence[str]) -> None:
    """Prints every miss and the table."""
    directory = Directory.load()
    tallies: dict[str, Tally] = defaultdict(Tally)
    danger, urgent, false_alarms = 0, 0, []
    for query in labelled(Path(paths[0]) if paths else LABELLED):
        found = directory.find(directory.read(query.text))
        said = faults(query, found)
        for name in _groups(query):
            tallies[name].asked += 1
            tallies[name].found += "not found" not in said
            tallies[name].first += not {"not found", "not first"}.intersection(said)
        danger += "e" in query.marks
        urgent += "e" in query.marks and found.emergency is not None
        if "e" not in query.marks and found.emergency:
            false_alarms.append(query.text)
        if said:
            needs = ",".join(found.query.needs) or "none"
            print(f"{'; '.join(said):<22} {query.text!r}: {needs} -> {' '.join(offered(found))}")
    _table(tallies)
    print(f"{'emergency first for danger':<44}{urgent} of {danger}")
    print(f"{'emergency number where none was asked for':<44}{len(false_alarms)}: {false_alarms}")


def _groups(query: Labelled) -> Iterable[str]:
    yield "all"
    yield "with slips" if "s" in query.marks else "without slips"
    yield query.group


def _table(tallies: dict[str, Tally]) -> None:
    print(f"\n{'queries':<44}{'n':>5}{'in three':>10}{'first':>8}")
    for name, tally in tallies.items():
        found, first = tally.found / tally.asked, tally.first / tally.asked
        print(f"{name:<44}{tally.asked:>5}{found:>9.1%}{first:>8.1%}")


if __name__ == "__main__":
    main(sys.argv[1:])
