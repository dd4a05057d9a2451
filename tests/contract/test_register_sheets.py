"""Every register as a spreadsheet, in Excel's format and in OpenDocument, as other programs see it."""

import re
from datetime import date, datetime
from functools import cache
from typing import Any

import openpyxl
import pytest

from forms_backend.documents.templates.model import HEADING, ColumnType
from forms_backend.documents.templates.sheet_looks import GREY, TINT
from tests.contract import reading_back as back
from tests.contract.made_templates import (
    EVERY_REGISTER,
    SMALL,
    TODAY,
    filled_register,
    parts_of,
    standing_rows,
)

LOOKED = {"checklist": "When we went through it"}  # by kind
OTHERS_LOOKED = "When we looked through it"

every_register = pytest.mark.parametrize("slug", EVERY_REGISTER)


@cache
def book(slug: str, *, values: bool = False) -> openpyxl.Workbook:
    return back.workbook(filled_register(slug, "xlsx"), values=values)


def properties(slug: str) -> dict[str, str]:
    kept = getattr(book(slug), "custom_doc_props").props  # noqa: B009 - its types do not know it
    return {one.name: one.value for one in kept}


def header(slug: str) -> int:
    """The row of heads, counted from 1, as the file itself says."""
    return int(properties(slug)["Header row"])


def colour(cell: Any) -> str:
    return f"#{cell.fill.start_color.rgb[2:].lower()}" if cell.fill.fill_type else ""


@every_register
def test_a_file_says_how_to_read_it_back(slug: str) -> None:
    facts, known = EVERY_REGISTER[slug].facts, properties(slug)
    assert (known["Template"], known["Version"]) == (slug, str(facts.version))
    assert [known[f"Column {at}"] for at, _ in enumerate(facts.columns, 1)] == [one.key for one in facts.columns]
    assert known["First rows"] == str(len(facts.rows))
    heads = [cell.value for cell in book(slug)["List"][header(slug)]]
    assert heads == [one.label for one in facts.columns]
    assert header(slug) == 5 + len(facts.top)


@every_register
def test_a_spreadsheet_checks_what_is_typed_and_says_what_to_put_in(slug: str) -> None:
    facts, sheet = EVERY_REGISTER[slug].facts, book(slug)["List"]
    rules = {str(one.sqref).split(":")[0]: one for one in sheet.data_validations.dataValidation}
    kinds = {
        ColumnType.CHOICE: "list",
        ColumnType.BOOLEAN: "list",
        ColumnType.DATE: "date",
        ColumnType.DATETIME: "date",
        ColumnType.NUMBER: "decimal",
        ColumnType.COMPUTED: "custom",
    }
    for at, column in enumerate(facts.columns, 1):
        rule = rules[sheet.cell(header(slug) + 1, at).coordinate]
        assert str(rule.sqref).endswith(str(sheet.max_row))
        assert rule.type == ("whole" if column.between else kinds.get(column.type))
        if column.between:
            assert (rule.formula1, rule.formula2) == tuple(map(str, column.between))
            assert rule.error == "Write a whole number from {} to {}, or leave it empty.".format(*column.between)
        assert (rule.promptTitle, rule.showInputMessage) == (column.label, True)
        assert rule.prompt.startswith(column.help)
        assert len(rule.prompt) <= 255
        assert rule.type is None or rule.errorStyle == "warning"
        if rule.type == "list":
            assert str(rule.formula1).replace('""', '"') == f'"{",".join(column.choices)}"'


@every_register
def test_a_spreadsheet_is_ready_to_sort_scroll_and_print(slug: str) -> None:
    facts, sheet, row = EVERY_REGISTER[slug].facts, book(slug)["List"], header(slug)
    assert sheet.freeze_panes == sheet.cell(row + 1, facts.frozen_columns + 1).coordinate
    (table,) = sheet.tables.values()
    assert table.name == "Entries"
    assert table.ref == f"A{row}:{sheet.cell(sheet.max_row, len(facts.columns)).coordinate}"
    assert bool(table.autoFilter) == (not any(HEADING in one for one in facts.rows))
    assert sheet.print_title_rows == f"${row}:${row}"
    assert (sheet.page_setup.paperSize, sheet.page_setup.fitToHeight) == (9, 0)
    assert sheet.page_setup.orientation == "landscape" or facts.kind == "checklist"
    assert sheet.sheet_properties.pageSetUpPr
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.oddFooter
    assert "&P" in str(sheet.oddFooter.right.text)
    looked = LOOKED.get(facts.kind, OTHERS_LOOKED)
    assert book(slug).sheetnames == ["List", "How to fill this in", looked]


@every_register
def test_rows_stand_in_it_from_the_start(slug: str) -> None:
    facts, sheet = EVERY_REGISTER[slug].facts, book(slug)["List"]
    texts = [at for at, one in enumerate(facts.columns, 1) if one.type is ColumnType.TEXT]
    first = header(slug) + 1
    for row, _ in enumerate(facts.examples, first):
        assert str(sheet.cell(row, texts[0]).value).startswith("Example")
        assert all(colour(cell) == TINT for cell in sheet[row])
        assert sheet.cell(row, texts[0]).font.i
    stands = standing_rows(EVERY_REGISTER[slug])
    for row, given in enumerate(facts.rows, first + len(facts.examples)):
        if not stands[row - first - len(facts.examples)]:
            assert sheet.row_dimensions[row].hidden
            assert [cell.value for cell in sheet[row]] == [None] * len(facts.columns)
        elif HEADING in given:
            assert [cell.value for cell in sheet[row]] == [given[HEADING], *[None] * (len(facts.columns) - 1)]
            assert all(colour(cell) == TINT for cell in sheet[row])
        else:
            assert colour(sheet.cell(row, 1)) == ""
    empty = list(sheet.iter_rows(first + len(facts.examples) + len(facts.rows), values_only=True))
    works_out = any(one.computed for one in facts.columns)
    assert len(empty) == (20 if facts.kind == "checklist" else 60 if works_out else 200)
    assert all(one is None or str(one).startswith("=") for row in empty for one in row)


@every_register
def test_what_is_filled_in_once_has_a_line_to_write_on(slug: str) -> None:
    facts, sheet = EVERY_REGISTER[slug].facts, book(slug)["List"]
    for row, label in enumerate(facts.top, 5):
        assert sheet.cell(row, 1).value == label
        assert [cell.border.bottom.style for cell in sheet[row]].count("thin") >= 1
        assert [cell.value for cell in sheet[row][1:]] == [None] * (len(facts.columns) - 1)


@every_register
def test_values_are_of_their_type_and_texts_stay_as_they_are_typed(slug: str) -> None:
    facts, sheet = EVERY_REGISTER[slug].facts, book(slug, values=True)["List"]
    types = {ColumnType.DATE: (datetime,), ColumnType.DATETIME: (datetime,), ColumnType.NUMBER: (int, float)}
    formats = {ColumnType.DATE: "d mmm yyyy", ColumnType.DATETIME: "d mmm yyyy hh:mm"}
    for at, column in enumerate(facts.columns, 1):
        column_cells = [cell for (cell,) in sheet.iter_rows(header(slug) + 1, min_col=at, max_col=at)]
        found = [cell for cell in column_cells if not sheet.row_dimensions[cell.row or 0].hidden]
        values = [cell.value for cell in found if cell.value is not None and colour(cell) != TINT]
        if column.type in types:
            assert all(isinstance(one, types[column.type]) for one in values if one not in headings(slug))
        if column.type in formats:
            assert {cell.number_format for cell in found if colour(cell) != TINT} == {formats[column.type]}
        if column.type is ColumnType.TEXT:  # so that 01234 567890 keeps its 0
            assert {cell.number_format for cell in found if colour(cell) != TINT} == {"@"}


def headings(slug: str) -> set[str]:
    return {row[HEADING] for row in EVERY_REGISTER[slug].facts.rows if HEADING in row}


@every_register
def test_only_computed_columns_are_formulas_and_they_look_it(slug: str) -> None:
    facts, sheet = EVERY_REGISTER[slug].facts, book(slug)["List"]
    first = header(slug) + 1
    formulas = {cell.column for row in sheet.iter_rows(first) for cell in row if cell.data_type == "f"}
    assert formulas == {at for at, one in enumerate(facts.columns, 1) if one.computed}
    for at in filter(None, formulas):
        assert colour(sheet.cell(sheet.max_row, at)) == GREY
        assert f"{sheet.max_row}" in str(sheet.cell(sheet.max_row, at).value)
    for other in book(slug).sheetnames[1:]:
        assert {cell.data_type for row in book(slug)[other].iter_rows() for cell in row} <= {"s", "n", "d"}


@every_register
def test_opendocument_holds_the_same_cells_as_excel(slug: str) -> None:
    document = back.opendocument(filled_register(slug, "ods"))
    for sheet in book(slug, values=True):
        mine = [list(row) for row in sheet.iter_rows(values_only=True)]
        theirs = [row[: len(mine[0])] for row in back.ods_rows(document, sheet.title)]
        assert [stripped(row) for row in theirs] == [stripped(row) for row in mine]


def stripped(row: list[Any]) -> list[Any]:
    """The values without empty ones at the end; a day is its first moment, as Excel has no days."""
    values = [
        datetime.combine(one, datetime.min.time()) if isinstance(one, date) and not isinstance(one, datetime) else one
        for one in (None if one == "" else one for one in row)
    ]
    while values and values[-1] is None:
        values.pop()
    return values


@every_register
def test_opendocument_checks_hints_and_reads_back_like_excel(slug: str) -> None:
    document = back.opendocument(filled_register(slug, "ods"))
    told = {str(name): str(value) for name, value in document.meta.user_defined_metadata.items()}
    assert told == properties(slug)
    assert document.meta.title == EVERY_REGISTER[slug].facts.title
    excel = {
        (one.promptTitle, one.prompt): one for sheet in book(slug) for one in sheet.data_validations.dataValidation
    }
    rules = document.body.get_elements("//table:content-validation")
    assert len(rules) == len(excel)
    for rule in rules:
        (help_message,) = rule.get_elements("table:help-message")
        same = excel[help_message.get_attribute("table:title"), help_message.inner_text.strip()]
        errors = [one.inner_text.strip() for one in rule.get_elements("table:error-message")]
        assert errors == [one for one in [same.error] if one]
        condition = rule.get_attribute("table:condition") or ""
        assert bool(condition) == bool(same.type)
        if same.type == "whole":
            assert condition.endswith(f"cell-content-is-between({same.formula1},{same.formula2})")
        if same.type == "list":
            assert condition.count(";") == len(str(same.formula1).split(",")) - 1
    named = {one.get_attribute("table:name") for one in rules}
    used = {
        one.get_attribute("table:content-validation-name") for one in document.body.get_elements("//table:table-cell")
    }
    assert named == used - {None}


@every_register
def test_opendocument_scrolls_and_prints_like_excel(slug: str) -> None:
    facts, parts = EVERY_REGISTER[slug].facts, parts_of(filled_register(slug, "ods"))
    settings = dict(
        re.findall(r'config:name="(\w+)" config:type="\w+">([^<]*)<', parts["settings.xml"].partition("How")[0])
    )
    assert settings["VerticalSplitPosition"] == str(header(slug))
    assert settings["HorizontalSplitPosition"] == str(facts.frozen_columns)
    assert {settings["VerticalSplitMode"], settings["HorizontalSplitMode"]} == {"2"}
    document = back.opendocument(filled_register(slug, "ods"))
    heads = document.body.get_elements("//table:table-header-rows")
    assert [one.inner_text.strip() for one in heads[0].get_elements("table:table-row/table:table-cell")] == [
        one.label for one in facts.columns
    ]
    landscape = book(slug)["List"].page_setup.orientation == "landscape"
    assert f'style:print-orientation="{"landscape" if landscape else "portrait"}"' in parts["styles.xml"]
    across = book(slug)["List"].page_setup.fitToWidth or 1
    assert f'style:scale-to-X="{across}" style:scale-to-Y="0"' in parts["styles.xml"]
    assert 'fo:language="en" fo:country="GB"' in parts["styles.xml"]
    both = parts["content.xml"] + parts["styles.xml"]
    used = set(re.findall(r'(?:text|table|calcext:apply|style:data|style:parent):?-?style-name="([^"]+)"', both))
    assert used <= set(re.findall(r'style:name="([^"]+)"', both))


@pytest.mark.parametrize("form", ["xlsx", "ods"])
@pytest.mark.parametrize("name", ["", "Us"])
def test_a_blank_in_a_row_is_filled_in_or_vanishes(form: str, name: str) -> None:
    texts = back.TEXTS[form](SMALL.fill("small-entries", form, {"organisation.name": name}, TODAY))
    assert f"Found by {name}" in texts
    assert [one for one in texts if "name of your" in one] == ([] if name else ["[name of your organisation]"] * 2)
    looked = back.workbook(SMALL.fill("small-entries", "xlsx", {"organisation.name": name}, TODAY))
    assert (looked["List"]["B8"].value or "") == name
