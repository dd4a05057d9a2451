"""What is inside a register, log or checklist, as parts of its page: rows, columns, an example, what it counts."""

from collections.abc import Iterable, Iterator
from html import escape

from forms_backend.pages.plain_text import as_markdown
from forms_backend.pages.templates.model import ColumnForPage, RegisterForPage, RowForPage

_NUMBERING = 4  # letters: a first column with no more in any row only numbers the rows


def register_preview(register: RegisterForPage) -> Iterator[str]:
    """Markdown, a part at a time. What is in the file comes before how it is built."""
    yield "## How to fill it in"
    yield "\n".join(f"- {as_markdown(one)}" for one in register.how_to_fill_in)
    if register.top:
        yield f"Fill in once, at the top: {as_markdown('; '.join(register.top))}."
    standing = [one for one in register.rows if not one.is_example]
    if standing:
        yield "## What is in it already {: #what-is-in-it-already }"
        yield from _standing(standing, register.columns)
    yield "## What to put in each column"
    yield _columns(register.columns)
    if example := next((one for one in register.rows if one.is_example), None):
        inside = _example(example, register.columns)
        yield f"<details><summary>A row filled in, as an example</summary>{inside}</details>"
    if register.figures:
        yield "## What it counts"
        yield "Bring the filled-in file back to your workspace, and it works these numbers out."
        yield "\n".join(f"- {as_markdown(one)}" for one in register.figures)


def _standing(rows: Iterable[RowForPage], columns: tuple[ColumnForPage, ...]) -> Iterator[str]:
    """The rows under their headings. These are HTML: in Markdown each would get an address that nobody needs."""
    lines: list[str] = []
    rows = list(rows)
    is_numbered = all(len(one.cells[0]) <= _NUMBERING for one in rows if one.cells)
    for one in rows:
        if one.heading:
            yield from _list(lines)
            lines = []
            yield f"<h3>{escape(one.heading)}</h3>"
        else:
            lines.append(_row(one, columns, named=1 if is_numbered else 0))
    yield from _list(lines)


def _list(lines: list[str]) -> Iterator[str]:
    if lines:
        yield "\n".join(['<ul class="tasks">', *lines, "</ul>"])


def _row(row: RowForPage, columns: tuple[ColumnForPage, ...], named: int) -> str:
    """Its number, what it is about, and below whatever else stands in it."""
    number = f'<span class="num">{escape(row.cells[0])}</span>' if named and row.cells[0] else ""
    rest = [pair for pair in zip(columns[named + 1 :], row.cells[named + 1 :], strict=True) if pair[1]]
    words = [f"{column.label}: {cell}" for column, cell in rest] if len(rest) > 1 else [cell for _, cell in rest]
    below = f' <span class="about">{escape(". ".join(words))}</span>' if words else ""
    return f"<li><span>{number}{escape(row.cells[named])}{below}</span></li>"


def _columns(columns: Iterable[ColumnForPage]) -> str:
    """A list of names and explanations, since a table of long texts cannot be read on a phone."""
    lines = (f"<div><dt>{escape(one.label)}</dt><dd>{escape(one.help)}{_choices(one)}</dd></div>" for one in columns)
    return "\n".join(['<dl class="summary">', *lines, "</dl>"])


def _choices(column: ColumnForPage) -> str:
    if column.type == "computed":
        return "<br>It works itself out: nothing to type."
    if not column.options:
        return ""
    how = "One or more of" if column.type == "multichoice" else "Choose from"
    return f"<br>{how}: {escape(', '.join(column.options))}."


def _example(row: RowForPage, columns: tuple[ColumnForPage, ...]) -> str:
    pairs = ((column.label, cell) for column, cell in zip(columns, row.cells, strict=True) if cell)
    lines = (f"<div><dt>{escape(label)}</dt><dd>{escape(cell)}</dd></div>" for label, cell in pairs)
    return f'<dl class="summary">{"".join(lines)}</dl>'
