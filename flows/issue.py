"""What can be wrong with content."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Issue:
    """One thing wrong with the content, and where."""

    file: str
    node: str
    problem: str

    def __str__(self) -> str:
        where = f"{self.file}, {self.node}" if self.node else self.file
        return f"{where}: {self.problem}"


class ContentError(Exception):
    """Content that must not be met by anyone; `issues` holds every reason."""

    def __init__(self, issues: tuple[Issue, ...]) -> None:
        super().__init__("\n".join(map(str, issues)))
        self.issues = issues
