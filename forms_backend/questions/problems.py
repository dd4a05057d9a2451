"""What is wrong with the content, said so that an author can mend it."""

from collections.abc import Iterable
from pathlib import Path

import msgspec


class Problem(msgspec.Struct, frozen=True, order=True):
    """One thing to mend: where it is, what is wrong, and what to do."""

    path: str
    line: int
    what: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.what}\n    {self.remedy}"


class ContentError(Exception):
    """Raised once, with every problem found in every file."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(problems))
        many = len(self.problems)
        title = "1 problem in the content" if many == 1 else f"{many} problems in the content"
        super().__init__("\n".join([f"{title}:", *map(str, self.problems)]))


class Report:
    """Collects problems while loading goes on, so that an author sees them all at once."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._problems: list[Problem] = []

    def add(self, path: Path, line: int, what: str, remedy: str) -> None:
        """Note a problem; `line` counts from 1."""
        shown = path.relative_to(self._root.parent) if path.is_relative_to(self._root) else path
        self._problems.append(Problem(shown.as_posix(), line, what, remedy))

    def raise_if_any(self) -> None:
        """Raise ContentError when at least one problem was noted."""
        if self._problems:
            raise ContentError(self._problems)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """All problems so far, by file and line."""
        return tuple(sorted(self._problems))
