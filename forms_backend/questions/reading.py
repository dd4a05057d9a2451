"""Text files become plain values that remember the line each came from."""

from pathlib import Path
from typing import Any, NamedTuple

import yaml

from forms_backend.questions.problems import Report

LARGEST_FILE = 200_000  # bytes; a question file is about 6,000, so more is a slip, such as a pasted picture

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the C one is ten times faster, where it was built

Place = tuple[str | int, ...]


class Source(NamedTuple):
    """A YAML value, with the line of every part of it."""

    path: Path
    value: Any
    lines: dict[Place, int]

    def line(self, place: Place) -> int:
        """The line of the nearest part that is known."""
        while place and place not in self.lines:
            place = place[:-1]
        return self.lines.get(place, 1)


class MarkdownSource(NamedTuple):
    """A Markdown file: its front matter and its body."""

    front: Source
    body: str
    body_line: int


def read_text(path: Path, report: Report) -> str | None:
    """The text of a file, or None after reporting why it cannot be read."""
    try:
        size = path.stat().st_size
        if size > LARGEST_FILE:
            report.add(
                path,
                1,
                f"the file is {size:,} bytes, and {LARGEST_FILE:,} is the most we read",
                "Take out pasted pictures or split the file.",
            )
            return None
        return path.read_text(encoding="utf-8-sig")  # Windows editors put a mark before the first letter
    except FileNotFoundError:
        report.add(path, 1, "the file is missing", "Create it, or take its name out of the list.")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        report.add(path, line, "this is not UTF-8 text", "Save the file again with the encoding UTF-8.")
    except OSError as error:
        report.add(path, 1, f"the file cannot be read ({error.strerror})", "Check its permissions.")
    return None


def read_yaml(path: Path, report: Report) -> Source | None:
    """A YAML file that holds a mapping, or None after reporting."""
    text = read_text(path, report)
    return None if text is None else _parse(path, text, 1, report)


def read_markdown(path: Path, report: Report) -> MarkdownSource | None:
    """A Markdown file with front matter between two lines of `---`, or None after reporting."""
    text = read_text(path, report)
    if text is None:
        return None
    lines = text.split("\n")
    ends = [number for number, line in enumerate(lines) if line.rstrip() == "---"]
    if ends[:1] != [0] or ends == [0]:
        report.add(path, 1, "there is no front matter", "Begin the file with `---`, the facts, and `---` again.")
        return None
    front = _parse(path, "\n".join(lines[1 : ends[1]]), 2, report)
    if front is None:
        return None
    return MarkdownSource(front, "\n".join(lines[ends[1] + 1 :]), ends[1] + 2)


def _parse(path: Path, text: str, first_line: int, report: Report) -> Source | None:
    try:
        node = yaml.compose(text, Loader=_Loader)
        lines: dict[Place, int] = {}
        value = _value(node, (), lines, first_line, path, report)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + first_line if mark else first_line
        report.add(path, line, f"broken YAML: {error.problem}", "Check quotes, colons and indents near this line.")
        return None
    except (yaml.YAMLError, RecursionError) as error:
        words = "its parts contain each other without end" if isinstance(error, RecursionError) else error
        report.add(path, first_line, f"broken YAML: {words}", "Check the file for odd characters and values.")
        return None
    if not isinstance(value, dict):
        report.add(path, first_line, "expected `key: value` lines", "Write one fact to a line, as other files do.")
        return None
    return Source(path, value, lines)


def _value(
    node: yaml.Node | None, place: Place, lines: dict[Place, int], first: int, path: Path, report: Report
) -> Any:  # noqa: ANN401 - YAML may hold anything; `typed` checks it
    if node is None:
        return None
    lines[place] = node.start_mark.line + first
    if isinstance(node, yaml.SequenceNode):
        return [_value(part, (*place, at), lines, first, path, report) for at, part in enumerate(node.value)]
    if isinstance(node, yaml.MappingNode):
        found: dict[str, Any] = {}
        for key_node, part in node.value:
            key = str(key_node.value)
            line = key_node.start_mark.line + first
            if key in found:
                report.add(path, line, f"`{key}` is given twice", "Keep one of the two.")
            found[key] = _value(part, (*place, key), lines, first, path, report)
            lines[*place, key] = line
        return found
    try:
        return yaml.constructor.SafeConstructor().construct_object(node)
    except (ValueError, LookupError, AttributeError):  # looks like a day and is none: `typed` says so, with its line
        return node.value
