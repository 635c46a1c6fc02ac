"""What a service is for, from its own words: data/topics.toml as one pattern."""

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from directory.load import GROUPS, TOPICS
from directory.model import DirectoryError
from directory.words import plain


@dataclass(frozen=True, slots=True)
class Sorter:
    """Words to the codes they speak for."""

    pattern: re.Pattern[str]
    codes: Mapping[str, frozenset[str]]

    def codes_in(self, *texts: str) -> set[str]:
        """Every code that any of the texts speaks for."""
        return {
            code
            for text in texts
            for found in self.pattern.finditer(plain(text))
            for code in self.codes[found.group(1)]
        }


def load(path: Path) -> tuple[Sorter, Sorter]:
    """The sorters by topic and by whom a service is for; DirectoryError lists what is wrong."""
    try:
        file = tomllib.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as fault:
        raise DirectoryError((f"{path.name}: cannot be read: {fault}",)) from None
    problems = [
        f"{path.name}: [{table}] {code}: is not known"
        for table, known in (("words", TOPICS), ("groups", GROUPS))
        for code in file.get(table, {})
        if code not in known
    ]
    if problems:
        raise DirectoryError(tuple(problems))
    return _sorter(file.get("words", {})), _sorter(file.get("groups", {}))


def _sorter(table: Mapping[str, Iterable[str]]) -> Sorter:
    codes: dict[str, set[str]] = defaultdict(set)
    for code, words in table.items():
        for word in words:
            codes[plain(word)].add(code)
    # The longest first, so that "women's shelter" is not read as "women".
    whole = sorted(codes, key=len, reverse=True)
    named = [re.escape(w.removesuffix("*")) + ("" if w.endswith("*") else r"\b") for w in whole]
    bare = {word.removesuffix("*"): frozenset(found) for word, found in codes.items()}
    return Sorter(re.compile(rf"\b({'|'.join(named)})"), bare)
