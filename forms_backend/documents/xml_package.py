"""A zip of XML parts drawn from templates, as Word and OpenDocument files are."""

import io
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from forms_backend.documents import paper
from forms_backend.documents.printable import printable
from forms_backend.documents.report import Band, Report, Row, Table, TickBox, WriteHere

_XML = Path(__file__).with_name("xml")
_NO_DAY = (1980, 1, 1, 0, 0, 0)  # the first day a zip knows: always the same, so that bytes are the same


def templates(folder: str, **filters: Callable[..., object]) -> Environment:
    """The templates of a folder of xml/; whatever they print is made printable and escaped."""
    made = Environment(
        loader=FileSystemLoader(_XML / folder),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_finalized,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= {"instant": instant, **filters}
    made.tests |= {
        "band": lambda row: isinstance(row, Band),
        "tick_box": lambda cell: isinstance(cell, TickBox),
        "write_here": lambda cell: isinstance(cell, WriteHere),
    }
    return made


def drawn(environment: Environment, template: str, report: Report) -> bytes:
    """A template filled with a report and with the sizes its page has, in millimetres."""

    def widths(table: Table) -> tuple[float, ...]:
        return paper.column_widths(report, table)

    def may_break(columns: tuple[float, ...], row: Row) -> bool:
        return paper.may_break(report, columns, row)

    text = environment.get_template(template).render(
        report=report,
        widths=widths,
        may_break=may_break,
        fact_widths=paper.fact_widths(report),
        page_size=paper.page_size(report),
        text_width=paper.text_width(report),
        margin=paper.MARGIN,
    )
    return text.encode()


def packed(parts: Mapping[str, bytes], *, first_stored: bool = False) -> bytes:
    """The parts as a zip, in this order and without a date; the first may be left uncompressed (ODF 1.3, 3.3)."""
    out = io.BytesIO()
    with ZipFile(out, "w") as file:
        for at, (name, content) in enumerate(parts.items()):
            stored = first_stored and at == 0
            file.writestr(ZipInfo(name, _NO_DAY), content, ZIP_STORED if stored else ZIP_DEFLATED)
    return out.getvalue()


def unchanged(folder: str, parts: Mapping[str, str]) -> dict[str, bytes]:
    """Parts that are the same in every file: name in the zip -> content of that file of a folder of xml/."""
    return {name: (_XML / folder / file).read_bytes() for name, file in parts.items()}


def instant(day: date) -> str:
    """A day as the moment it begins, as file properties want it."""
    return f"{day.isoformat()}T00:00:00Z"


def _finalized(value: object) -> object:
    return printable(value) if isinstance(value, str) and not isinstance(value, Markup) else value
