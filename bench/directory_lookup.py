"""Free text to contacts: how long one lookup takes, beside two plain ways of doing the same.

Run: PYTHONPATH=. python bench/directory_lookup.py

The peers know less (no phrases in other languages, no ranking by area, language or barriers):
what they cost is the price of comparing the words of a text with every name, which is what our
lookup is built to avoid.
"""

import difflib
import importlib.util
import sqlite3
import statistics
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from directory import Directory
from directory.directory import DATA
from directory.words import fold

ROOT = Path(__file__).parents[1]
ROUNDS = 20
SLOW_ROUNDS = 1
LONG = "they keep my passport and i cant leave, boss hits us, where is shelter near surey? " * 8


def texts() -> list[str]:
    """The texts of the table in tests/test_directory_queries.py."""
    path = ROOT / "tests" / "test_directory_queries.py"
    spec = importlib.util.spec_from_file_location("queries", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return [row[0] for row in module.QUERIES]


def milliseconds(lookup: Callable[[str], object], said: Sequence[str], rounds: int) -> list[float]:
    """How long each lookup took, sorted."""
    took = []
    for _ in range(rounds):
        for text in said:
            start = time.perf_counter()
            lookup(text)
            took.append((time.perf_counter() - start) * 1000)
    return sorted(took)


def by_difflib(directory: Directory) -> Callable[[str], object]:
    """Each word against every place, topic and language, by the standard library."""
    places = [name for name, _ in directory.reader.gazetteer.names("CA", 1_000, "CA-BC")]
    words = [*directory.reader.languages.codes, *(t for c in directory.contacts for t in c.topics)]
    known = sorted({*places, *words})

    def lookup(text: str) -> object:
        return [difflib.get_close_matches(word, known, 1, 0.85) for word in fold(text).split()]

    return lookup


def by_scan(directory: Directory) -> Callable[[str], object]:
    """Each word as part of any of the gazetteer's names, and each contact's words: plain SQL."""
    con = sqlite3.connect(DATA / "places.sqlite")
    con.execute("CREATE TEMP TABLE contacts (id TEXT, words TEXT)")
    rows = [(c.id, fold(f"{c.name} {c.audience} {' '.join(c.topics)}")) for c in directory.contacts]
    con.executemany("INSERT INTO contacts VALUES (?, ?)", rows)

    def lookup(text: str) -> object:
        found = []
        for word in fold(text).split():
            like = (f"{word}%",)
            found += con.execute("SELECT id FROM names WHERE key LIKE ? LIMIT 9", like).fetchall()
            like = (f"%{word}%",)
            found += con.execute("SELECT id FROM contacts WHERE words LIKE ?", like).fetchall()
        return found

    return lookup


def row(name: str, took: Sequence[float]) -> str:
    """One line of the table."""
    p99 = took[min(len(took) - 1, int(len(took) * 0.99))]
    return f"{name:<34}{len(took):>7}{statistics.median(took):>12.2f}{p99:>10.2f}{took[-1]:>10.2f}"


def main() -> None:
    """Prints the table."""
    start = time.perf_counter()
    directory = Directory.load()
    loaded = (time.perf_counter() - start) * 1000
    said = texts()

    def ours(text: str) -> object:
        return directory.find(directory.read(text))

    print(f"{'lookup (ms)':<34}{'n':>7}{'median':>12}{'p99':>10}{'max':>10}")
    print(row("Quietline: read + find", milliseconds(ours, said, ROUNDS)))
    print(row("Quietline: 600 characters", milliseconds(ours, [LONG], ROUNDS * 5)))
    print(row("sqlite3: LIKE over all names", milliseconds(by_scan(directory), said, SLOW_ROUNDS)))
    print(
        row(
            "difflib: all names, no ranking", milliseconds(by_difflib(directory), said, SLOW_ROUNDS)
        )
    )
    print(f"loading the directory once: {loaded:.0f} ms")


if __name__ == "__main__":
    main()
