"""A register that people filled in comes back: every row, every misfit, whatever program saved it."""

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl.worksheet.worksheet import Worksheet

from forms_backend.answers.archives import Refused
from forms_backend.answers.model import RegisterFigure
from forms_backend.documents.register_reading import cell_rules, opening, reading
from forms_backend.documents.register_reading.model import Misfit, OtherRegister, RegisterRead
from forms_backend.documents.register_reading.written_days import written_day
from tests.contract.filled_registers import (
    FREE,
    HEADS,
    KEYS,
    LABELS,
    PREPARED,
    TODAY,
    Row,
    filled,
    filled_ods,
    new,
    read,
    saved,
    through_libreoffice,
    workbook,
)
from tests.sample_files import DOCX, NOISE, ODT, OLE, PDF, XLSX, archive, with_parts

DAY = date(2026, 3, 1)
USUAL: tuple[Row, ...] = (
    {"name": "Chain saw", "kind": "saw ", "used-on": "wood", "safe": "y", "checked": DAY, "cost": 120},
    {"name": "Drill", "kind": "Drill", "used-on": "Wood; Metal", "safe": "No", "checked": "2 Mar 2026", "cost": "£9"},
    {"name": "drill", "lent": datetime.fromisoformat("2026-11-01T09:30"), "gone": "=sold, see @notes"},
)
FIGURES = (
    RegisterFigure("tools in use", 4),  # the two that stood there are in use too
    RegisterFigure("checked lately", 2, 5),
    RegisterFigure("for wood", 2),
)


@pytest.mark.parametrize("form", ["xlsx", "ods"])
def test_a_new_file_says_nothing(form: str) -> None:
    found = read(new(form), form)
    assert (found.rows, found.untouched, found.misfit_count, found.notes) == (0, 2, 0, ())
    assert {one.number for one in found.figures} == {0}


def test_rows_are_counted_and_make_figures() -> None:
    assert read(filled(*USUAL)) == RegisterRead(3, 2, FIGURES, (), 0, ())


def test_an_opendocument_file_reads_the_same() -> None:
    assert read(filled_ods(*USUAL[:2]), "ods") == read(filled(*USUAL[:2]))


def merged(sheet: Worksheet) -> None:
    sheet.merge_cells(start_row=FREE, end_row=FREE + 1, start_column=1, end_column=1)


def formulas(sheet: Worksheet) -> None:
    for key, text in {"name": '="Sp"&"ade"', "checked": "=DATE(2026,3,1)", "cost": "=1/0"}.items():
        sheet.cell(FREE, KEYS.index(key) + 1).value = text


def test_what_libreoffice_saved_reads_the_same(tmp_path: Path) -> None:
    files = {
        "usual.xlsx": filled(*USUAL),
        "formulas.xlsx": filled(change=formulas),
        "merged.xlsx": filled(*USUAL, change=merged),
        "other.ods": filled_ods(*USUAL[:2]),
        "new.ods": new("ods"),
    }
    misfit = Misfit(FREE, "Cost", "#DIV/0!", cell_rules.ERROR)
    for form in ("xlsx", "ods"):
        made = through_libreoffice(tmp_path, files, form)
        assert read(made["usual.xlsx"], form) == read(files["usual.xlsx"])
        assert read(made["other.ods"], form) == read(files["other.ods"], "ods")
        assert read(made["new.ods"], form) == read(files["new.ods"], "ods")
        assert read(made["merged.xlsx"], form) == read(files["merged.xlsx"])
        worked_out = read(made["formulas.xlsx"], form)
        assert (worked_out.rows, worked_out.misfits) == (1, (misfit,))
        assert worked_out.figures[1] == RegisterFigure("checked lately", 1, 3)


MISFITS: dict[str, tuple[Row, str, str, str]] = {
    "a choice": ({"kind": "Axe"}, "Kind", "Axe", "Choose one of these, or leave it empty: Saw, Drill, Something else."),
    "choices": ({"used-on": "Wood; Air"}, "Used on", "Wood; Air", "Choose from these, with a semicolon between two"),
    "yes or no": ({"safe": "mostly"}, "Safe?", "mostly", "Choose one of these, or leave it empty: Yes, No."),
    "a day": ({"checked": "last week"}, "Last checked", "last week", cell_rules.NOT_A_DAY),
    "a moment": ({"lent": "noon"}, "Lent out", "noon", cell_rules.NOT_A_MOMENT),
    "a number": ({"cost": "a lot"}, "Cost", "a lot", cell_rules.NOT_A_NUMBER),
    "a long text": ({"cost": "x" * 99}, "Cost", "x" * 59 + "…", cell_rules.NOT_A_NUMBER),
    "Arabic": ({"cost": "كثير 🌹"}, "Cost", "كثير 🌹", cell_rules.NOT_A_NUMBER),
    "a formula in disguise": ({"cost": "@SUM(1)|cmd"}, "Cost", "@SUM(1)|cmd", cell_rules.NOT_A_NUMBER),
    "markup": ({"cost": "<b>9</b> {{ 7*7 }}"}, "Cost", "<b>9</b> {{ 7*7 }}", cell_rules.NOT_A_NUMBER),
}


@pytest.mark.parametrize(("row", "label", "saw", "remedy"), MISFITS.values(), ids=MISFITS)
def test_what_does_not_fit_is_named_and_its_row_counts(row: Row, label: str, saw: str, remedy: str) -> None:
    found = read(filled(USUAL[0], {"name": "Axe", **row}))
    ((at, column, text, advice),) = found.misfits
    assert (at, column, text) == (FREE + 1, label, saw)
    assert advice.startswith(remedy)
    assert (found.rows, found.misfit_count) == (2, 1)


def test_a_row_without_the_name_that_is_counted_is_named() -> None:
    found = read(filled(USUAL[0], {"kind": "Saw"}))
    assert found.misfits == (Misfit(FREE + 1, "Tool", "", reading.NO_NAME),)
    assert found.rows == 2


@pytest.mark.parametrize(("day", "misfits"), [(TODAY, 0), (date(2062, 3, 3), 1)])
def test_a_day_that_has_not_come_yet_is_named_where_days_are_counted(day: date, misfits: int) -> None:
    found = read(filled({"name": "Axe", "checked": day}))
    assert found.misfits == (Misfit(FREE, "Last checked", "3 Mar 2062", reading.NOT_YET),) * misfits
    assert (found.figures[1].number, found.rows) == (1 - misfits, 1)


def test_rows_have_the_numbers_that_the_spreadsheet_shows() -> None:
    rows = [{"name": f"Tool {at}", "cost": "x"} if at % 3 == 0 else {} for at in range(12)]
    assert [one.row for one in read(filled(*rows)).misfits] == [FREE, FREE + 3, FREE + 6, FREE + 9]


def test_misfits_without_end_are_counted_and_the_first_are_shown() -> None:
    found = read(filled(*({"name": "n", "cost": "x"} for _ in range(201))))
    assert (len(found.misfits), found.misfit_count) == (200, 201)


def at_heads(**labels: str | None) -> Callable[[Worksheet], None]:
    """Writes other heads, by column key."""

    def change(sheet: Worksheet) -> None:
        for key, label in labels.items():
            sheet.cell(HEADS, KEYS.index(key) + 1).value = label

    return change


def in_order(*order: int) -> Callable[[Worksheet], None]:
    """Moves the columns; each number is where one stood."""

    def change(sheet: Worksheet) -> None:
        for row in sheet.iter_rows(min_row=HEADS, max_row=FREE + 5):
            values = [cell.value for cell in row]
            for cell, place in zip(row, order, strict=False):
                cell.value = values[place]

    return change


def down_by_three(sheet: Worksheet) -> None:
    sheet.insert_rows(1, 3)


def extra_column(sheet: Worksheet) -> None:
    sheet.insert_cols(2)
    for at, text in ((HEADS, "Our colour"), (FREE, "Red")):
        sheet.cell(at, 2).value = text


def hidden_row(sheet: Worksheet) -> None:
    sheet.row_dimensions[FREE].hidden = True


CHANGES: dict[str, tuple[Callable[[Worksheet], None], tuple[str, ...]]] = {
    "columns in another order": (in_order(8, 7, 6, 5, 4, 3, 2, 1, 0), ()),
    "heads in other letters": (at_heads(name=" TOOL:", safe="Safe ?", gone="got  rid of"), ()),
    "rows above": (down_by_three, ()),
    "a column of their own": (extra_column, ("We left out columns that are not ours: “Our colour”.",)),
    "a column under another name": (
        at_heads(name="Thing", cost="Price (£)"),
        (
            "We took your column “Thing” for “Tool”, since it stands in its place.",
            "We took your column “Price (£)” for “Cost”, since it stands in its place.",
        ),
    ),
    "a hidden row": (hidden_row, ()),
    "no column that works itself out": (at_heads(again=None), ()),
}


@pytest.mark.parametrize(("change", "notes"), CHANGES.values(), ids=CHANGES)
def test_changed_columns_are_found_and_said(change: Callable[[Worksheet], None], notes: tuple[str, ...]) -> None:
    assert read(filled(*USUAL, change=change)) == RegisterRead(3, 2, FIGURES, (), 0, notes)


def test_missing_columns_are_named_and_the_rest_is_read() -> None:
    found = read(filled(*USUAL, change=at_heads(checked=None, cost=None)))
    assert found.rows == 3
    assert found.misfits == tuple(Misfit(HEADS, label, "", reading.MISSING) for label in ("Last checked", "Cost"))
    assert [one.number for one in found.figures] == [4, 0, 2]


def test_a_column_that_moved_is_not_guessed_by_its_place() -> None:
    def moved_and_renamed(sheet: Worksheet) -> None:
        extra_column(sheet)
        sheet.cell(HEADS, 3).value = "Sort"

    found = read(filled(*USUAL, change=moved_and_renamed))
    assert found.notes == ("We left out columns that are not ours: “Our colour”, “Sort”.",)
    assert [one.column for one in found.misfits] == ["Kind"]


def without_properties(content: bytes, sheets: Callable[[list[str]], list[str]] = list) -> bytes:
    """As saved by a program that keeps no properties, with its sheets in another order."""
    book = workbook(content)
    names = [one.name for one in book.custom_doc_props.props]  # type: ignore[attr-defined]
    for name in names:
        del book.custom_doc_props[name]  # type: ignore[attr-defined]
    book._sheets = [book[name] for name in sheets(book.sheetnames)]  # type: ignore[attr-defined]
    return saved(book)


def test_a_file_that_forgot_what_it_is_is_known_by_its_heads() -> None:
    assert read(without_properties(filled(*USUAL))).figures == FIGURES
    backwards = without_properties(filled(*USUAL), lambda names: names[::-1])
    assert read(backwards).figures == FIGURES
    half = without_properties(filled(*USUAL, change=at_heads(cost=None, gone=None, lent=None, again=None)))
    assert read(half).rows == 3
    less = without_properties(filled(*USUAL, change=at_heads(**dict.fromkeys(KEYS[4:]))))
    with pytest.raises(Refused, match="We cannot find the column names"):
        read(less)


def test_another_list_is_told_by_its_name_and_by_its_heads() -> None:
    for content in (filled(*USUAL), without_properties(filled(*USUAL))):
        with pytest.raises(OtherRegister) as other:
            read(content, slug="keys")
        assert other.value.slug == "tools"
    assert read(new(slug="keys"), slug="keys").rows == 0


def test_a_list_whose_heads_are_gone_says_how_to_mend_it() -> None:
    with pytest.raises(Refused, match="We cannot find the column names"):
        read(filled(*USUAL, change=at_heads(**dict.fromkeys(KEYS))))


VERSIONS = {"2": "older version", "4": "newer version", "3": "", "": "", "x": "", "9" * 400: ""}


@pytest.mark.parametrize(("version", "words"), VERSIONS.items(), ids=["older", "newer", "same", "none", "odd", "huge"])
def test_a_file_of_another_version_is_read_and_said(version: str, words: str) -> None:
    book = workbook(filled(*USUAL))
    book.custom_doc_props["Version"].value = version  # type: ignore[attr-defined]
    found = read(saved(book))
    assert found.figures == FIGURES
    assert len(found.notes) == bool(words)
    assert all(words in note for note in found.notes)


def test_rows_of_ours_count_only_once_somebody_touched_them() -> None:
    checked = filled({"checked": DAY}, start=HEADS + 3)  # the hammer's row
    found = read(checked)
    assert (found.rows, found.untouched) == (1, 1)
    assert found.figures[:2] == (RegisterFigure("tools in use", 2), RegisterFigure("checked lately", 1, 2))


def test_an_example_is_left_out_and_one_with_changes_is_named() -> None:
    changed = filled({"cost": 10}, start=HEADS + 1)
    found = read(changed)
    assert found.rows == 0
    assert found.misfits == (Misfit(HEADS + 1, "", "Example", reading.STILL_EXAMPLE.format("Example")),)


def test_rows_may_be_sorted() -> None:
    def turned(sheet: Worksheet) -> None:
        rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=HEADS + 1, max_row=FREE + 2)]
        for at, values in enumerate(reversed(rows), HEADS + 1):
            for column, value in enumerate(values, 1):
                sheet.cell(at, column).value = value

    assert read(filled(*USUAL, change=turned)) == RegisterRead(3, 2, FIGURES, (), 0, ())


@pytest.mark.parametrize(
    ("area", "label", "saw"),
    [
        ((FREE, 1, FREE + 1, 1), "Tool", f"Rows {FREE} to {FREE + 1}"),
        ((FREE, 2, FREE, 4), "Kind", f"Row {FREE}, 3 columns"),
        ((FREE + 5, 9, FREE + 6, 12), "Got rid of", f"Rows {FREE + 5} to {FREE + 6}, 4 columns"),
    ],
)
def test_merged_cells_are_named_and_count_once(area: tuple[int, int, int, int], label: str, saw: str) -> None:
    def change(sheet: Worksheet) -> None:
        first_row, first_column, last_row, last_column = area
        sheet.merge_cells(None, first_row, first_column, last_row, last_column)

    found = read(filled(*USUAL, change=change))
    assert [one for one in found.misfits if one.remedy != reading.NO_NAME] == [
        Misfit(area[0], label, saw, reading.MERGED)
    ]
    assert found.rows == 3


@pytest.mark.parametrize("rows", [(HEADS, HEADS), (HEADS - 1, HEADS)])
def test_merged_column_names_are_named(rows: tuple[int, int]) -> None:
    def change(sheet: Worksheet) -> None:
        sheet.merge_cells(None, rows[0], 2, rows[1], 3)

    found = read(filled(*USUAL, change=change))
    assert found.rows == 3
    assert found.misfits[-1]._replace(saw="") == Misfit(HEADS, "", "", reading.MERGED_NAMES)


def test_a_second_sheet_of_the_same_list_is_said() -> None:
    def change(sheet: Worksheet) -> None:
        book = sheet.parent
        assert book
        book.create_sheet("Last year").append(LABELS)

    found = read(filled(*USUAL, change=change))
    assert (found.rows, found.notes) == (3, (reading.ONE_SHEET,))


def test_years_of_two_digits_are_those_people_mean() -> None:
    assert [written_day(one) for one in ("1/4/98", "1/4/27")] == [datetime(1998, 4, 1), datetime(2027, 4, 1)]  # noqa: DTZ001 - cells know no time zone


def test_merged_cells_elsewhere_are_nobodys_business() -> None:
    def change(sheet: Worksheet) -> None:
        sheet.merge_cells("A1:F1")
        sheet.merge_cells("L8:M9")

    assert read(filled(*USUAL, change=change)).misfits == ()


WRONG: dict[str, tuple[str, bytes, str]] = {
    "Word": ("list.docx", DOCX, opening.WORD),
    "OpenDocument text": ("list.odt", ODT, opening.WORD),
    "PDF": ("list.PDF", PDF, opening.PRINTED),
    "CSV": ("list.csv", b"Tool,Kind\nSaw,Saw\n", opening.LISTED),
    "old Excel": ("list.xls", OLE + bytes(600), opening.OLD),
    "with macros, by its name": ("list.xlsm", XLSX, opening.MACROS),
    "with macros, inside": ("list.xlsx", with_parts(XLSX, {"xl/vbaProject.bin": OLE}), opening.MACROS),
    "Numbers": ("list.numbers", b"PK", opening.NUMBERS),
    "no ending": ("list", new(), opening.OTHER_KIND),
    "something else": ("list.exe", b"MZ", opening.OTHER_KIND),
    "with a password": ("list.xlsx", OLE + b"EncryptedPackage" * 40, opening.LOCKED),
    "Word under another name": ("list.xlsx", DOCX, opening.DAMAGED),
    "a PDF under another name": ("list.ods", PDF, opening.DAMAGED),
    "Excel as OpenDocument": ("list.ods", new(), opening.DAMAGED),
    "cut off": ("list.xlsx", new()[:-300], opening.DAMAGED),
    "empty": ("list.xlsx", b"", "This file is empty. Check it on your computer and choose it again."),
    "too large": ("list.xlsx", new() + bytes(11_000_000), opening.TOO_LARGE),
    "packed in another": ("list.xlsx", with_parts(XLSX, {"x.bin": archive({"a": b"a" * 99})}), opening.NESTED),
    "a bomb": ("list.xlsx", with_parts(XLSX, {"xl/media/a.png": bytes(150_000_000)}), opening.SWELLS),
    "a workbook of something else": ("list.xlsx", XLSX, reading.NOT_OURS),
}


@pytest.mark.parametrize(("name", "content", "words"), WRONG.values(), ids=WRONG)
def test_a_file_that_cannot_be_read_says_what_to_do(name: str, content: bytes, words: str) -> None:
    with pytest.raises(Refused) as refused:
        reading.read_register(reading.Chosen(name, content), "tools", PREPARED.registers, DAY)
    assert str(refused.value) == words


def test_a_picture_in_the_file_does_no_harm() -> None:
    assert read(with_parts(filled(*USUAL), {"xl/media/logo.png": NOISE})).figures == FIGURES


def test_the_labels_here_are_those_of_the_file() -> None:
    sheet = workbook(new())["List"]
    assert [sheet.cell(HEADS, at).value for at, _ in enumerate(LABELS, 1)] == list(LABELS)
    assert [sheet.cell(FREE, at).value for at, _ in enumerate(LABELS, 1)][:7] == [None] * 7
