"""What is worked out in a register, and what somebody's own words become, when LibreOffice opens the spreadsheet."""

import io
import re
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import odfdo
import pytest

from forms_backend.documents.templates.computing import worked_out
from forms_backend.documents.templates.model import Register
from forms_backend.documents.xml_package import packed
from tests.contract import reading_back as back
from tests.contract.made_templates import SMALL, SMALL_LIBRARY, TODAY

SLUG = "small-entries"
ENTRIES = SMALL_LIBRARY.template(SLUG)
assert isinstance(ENTRIES, Register)
moment = partial(datetime, tzinfo=None)  # a spreadsheet knows no time zones
COLUMNS = ENTRIES.facts.columns
KEYS = [one.key for one in COLUMNS]
HEADER = 5
FIRST_EMPTY = HEADER + 1 + len(ENTRIES.facts.examples) + len(ENTRIES.facts.rows)
BLANK_AT = (HEADER + 1 + len(ENTRIES.facts.examples), KEYS.index("name") + 1)

GOOD: list[dict[str, object]] = [
    {},
    {"many": 5, "each": 2},
    {"many": 3, "each": 1.5},
    {"many": 0, "each": 9},
    {"many": -2, "each": 4},
    {"many": 4},
    {"since": date(2027, 8, 31)},
    {"since": date(2026, 12, 31), "seen": moment(2026, 12, 31, 23, 59)},
    {"since": date(1990, 1, 1)},
    {"since": date(2099, 12, 31)},
    {"seen": moment(2028, 2, 29, 8, 5)},
    {"seen": moment(2027, 3, 27, 22, 0)},  # the clocks go forward in the night after
]
ODD: list[dict[str, object]] = [
    {"many": "two", "each": 3},
    {"many": "5", "each": "5"},
    {"since": "soon", "seen": "half past nine"},
    {"since": -5, "seen": 0},
    {"since": 2026, "seen": 1e12},
    {"since": date(1900, 3, 1), "seen": moment(2100, 1, 1, 0, 0)},
]
HUGE: dict[str, object] = {"many": 1e200, "each": 1e200}  # high, and more than a spreadsheet can multiply
HOSTILE = [
    "=cmd|' /C calc'!A0",
    "=1+1",
    "+1",
    "-1",
    "@SUM(1)",
    "01234 567890",
    "01234",
    "1-2",
    "TRUE",
    "'quoted",
    "50%",
]


def typed_into_excel(rows: list[dict[str, object]]) -> bytes:
    book = back.workbook(SMALL.fill(SLUG, "xlsx", {}, TODAY))
    for at, row in enumerate(rows, FIRST_EMPTY):
        for key, value in row.items():
            book["List"].cell(at, KEYS.index(key) + 1).value = value  # type: ignore[assignment]
    out = io.BytesIO()
    book.save(out)  # what formulas showed is lost, so that LibreOffice has to work them out
    return out.getvalue()


def typed_into_opendocument(rows: list[dict[str, object]]) -> bytes:
    document = odfdo.Document(io.BytesIO(SMALL.fill(SLUG, "ods", {}, TODAY)))
    table: Any = document.body.get_table(name="List")
    for at, row in enumerate(rows, FIRST_EMPTY):
        for key, value in row.items():
            table.set_value((KEYS.index(key), at - 1), value)
    out = io.BytesIO()
    document.save(out)
    with ZipFile(out) as file:
        parts = {name: file.read(name) for name in file.namelist()}
    shown = re.compile(
        rb'(<table:table-cell[^>]* table:formula="[^"]*")[^>]*>(?:<text:p>[^<]*</text:p>|<text:p/>)</table:table-cell>'
    )
    parts["content.xml"], times = shown.subn(rb"\1/>", parts["content.xml"])
    assert times > 200
    return packed(parts, first_stored=True)


def as_shown(value: object) -> str:
    match value:
        case None:
            return ""
        case datetime():
            return f"{value.day} {value:%b %Y %H:%M}"
        case date():
            return f"{value.day} {value:%b %Y}"
        case float():
            return f"{value:g}"
        case _:
            return str(value)


def test_libreoffice_works_out_what_we_do(tmp_path: Path) -> None:
    assert isinstance(ENTRIES, Register)
    typed = [*GOOD, *ODD, HUGE]
    files = {"excel.xlsx": typed_into_excel(typed), "open.ods": typed_into_opendocument(typed)}
    expected = [
        {one.key: as_shown(worked_out(one.computed, row)) for one in COLUMNS if one.computed}
        for row in [*ENTRIES.facts.examples, *ENTRIES.facts.rows, *GOOD]
    ]
    nothing = {one.key: "" for one in COLUMNS if one.computed}
    expected += [*[nothing] * len(ODD), {**nothing, "heavy": "Yes"}]
    assert {text for row in expected for text in row.values()} > {
        "",
        "Yes",
        "No",
        "21",
        "29 Feb 2028",
        "17 Mar 2026 09:30",
    }
    for name, rows in back.first_sheets(tmp_path, files).items():
        shown = [dict(zip(KEYS, row, strict=True)) for row in rows[HEADER : HEADER + len(expected)]]
        found = [{key: row[key] for key in expected[0]} for row in shown]
        assert found == expected, name


def test_what_somebody_typed_is_shown_as_typed_and_never_worked_out(tmp_path: Path) -> None:
    files = {
        f"{at}-{form}.{form}": SMALL.fill(SLUG, form, {"organisation.name": typed}, TODAY)
        for at, typed in enumerate(HOSTILE)
        for form in ("xlsx", "ods")
    }
    row, column = BLANK_AT
    shown = {name: rows[row - 1][column - 1] for name, rows in back.first_sheets(tmp_path, files).items()}
    assert shown == {f"{at}-{form}.{form}": typed for at, typed in enumerate(HOSTILE) for form in ("xlsx", "ods")}


@pytest.mark.parametrize("typed", HOSTILE)
def test_what_somebody_typed_is_a_text_in_the_file(typed: str) -> None:
    row, column = BLANK_AT
    content = SMALL.fill(SLUG, "xlsx", {"organisation.name": typed}, TODAY)
    cell = back.workbook(content)["List"].cell(row, column)
    assert (cell.data_type, cell.value, cell.quotePrefix) == ("s", typed, 1)
    document = back.opendocument(SMALL.fill(SLUG, "ods", {"organisation.name": typed}, TODAY))
    found = document.body.get_table(name="List").get_cell((column - 1, row - 1))
    assert (found.type, found.value) == ("string", typed)
