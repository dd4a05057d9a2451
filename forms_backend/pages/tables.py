"""Tables for a phone: each cell carries the name of its column, and the style sheet shows a row as a list."""

import re
from itertools import cycle

_TABLE = re.compile(r"<table>\n?<thead>.*?</table>", re.DOTALL)
_HEADING = re.compile(r"<th[^>]*>(.*?)</th>", re.DOTALL)
_CELL = re.compile(r"<td([^>]*)>")
_ELEMENT = re.compile(r"<[^>]+>")
_ENOUGH = 3  # columns; two fit beside each other on any screen


def with_named_cells(html: str) -> str:
    """The page with every table of three columns or more marked `rows`, its cells named. Other tables stay."""
    return _TABLE.sub(_named, html)


def _named(found: re.Match[str]) -> str:
    table = found[0]
    names = [_ELEMENT.sub("", heading).replace('"', "&quot;").strip() for heading in _HEADING.findall(table)]
    if len(names) < _ENOUGH:
        return table
    head, body = table.split("</thead>", 1)
    each = cycle(names)
    named = _CELL.sub(lambda cell: f'<td{cell[1]} data-label="{next(each)}">', body)
    marked = head.replace("<table>", '<table class="rows">', 1)
    return f"{marked}</thead>{named}"
