"""Every format of a report, opened by another program and read back."""

import hashlib
import io
import os
import pickle
import subprocess
import sys
from datetime import date, datetime

import msgspec
import pikepdf
import pytest
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st

from forms_backend.documents.formats import FORMATS
from forms_backend.documents.printable import printable
from forms_backend.documents.report import (
    Band,
    Column,
    Lines,
    Report,
    Row,
    Sheet,
    SheetColumn,
    Table,
    lines,
)
from forms_backend.documents.xlsx_report import MOST_LETTERS
from tests.contract import reading_back as back
from tests.contract.sample_reports import LONG, REPORTS, VALUES, hostile_report, texts_of, written
from tests.sample_questions import TODAY


@pytest.fixture(scope="session")
def shown(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    files = {
        f"{name}-{suffix}.{suffix}": written(name, suffix) for name in REPORTS for suffix in ("docx", "odt", "xlsx")
    }
    return back.converted(tmp_path_factory.mktemp("office"), files)


def pdf_of(name: str) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(written(name, "pdf")))


@pytest.mark.parametrize("value", VALUES)
@pytest.mark.parametrize("suffix", FORMATS)
def test_a_value_comes_out_as_it_was_typed(suffix: str, value: str) -> None:
    typed, read = VALUES[value]
    texts = texts_of("hostile", suffix)
    if suffix == "pdf" and value == "long":  # it goes over a page, where footer and headings come between its words
        assert [word for word in typed.split() if word not in texts[0]] == []
    else:
        assert back.holds(suffix, texts, typed if read is None else read)


@pytest.mark.parametrize("name", ["plan", "checklist"])
@pytest.mark.parametrize("suffix", FORMATS)
def test_every_cell_of_a_report_is_in_the_file(suffix: str, name: str) -> None:
    wanted = sheet_texts(REPORTS[name]) if suffix in ("xlsx", "csv") else paper_texts(REPORTS[name])
    assert len(wanted) > 20
    assert [text for text in wanted if not back.holds(suffix, texts_of(name, suffix), text)] == []


@pytest.mark.parametrize(
    "words", ["Comment 0", "Comment 1", "Comment 2", "Comment 44", "Reason 1", "Note 7", "Note 35"]
)
@pytest.mark.parametrize("suffix", FORMATS)
def test_every_comment_and_note_of_a_plan_is_in_the_file(suffix: str, words: str) -> None:
    assert back.holds(suffix, texts_of("plan", suffix), words)


@settings(max_examples=40)
@given(text=st.text(st.characters()))
def test_any_text_at_all_can_be_written_in_every_format(text: str) -> None:
    report = hostile_report({"any": text})
    files = {suffix: one.write(report) for suffix, one in FORMATS.items()}
    assert files["pdf"].startswith(b"%PDF")
    for suffix in ("docx", "odt", "csv"):
        assert back.holds(suffix, back.TEXTS[suffix](files[suffix]), printable(text))


def test_the_same_report_gives_the_same_bytes_in_another_process() -> None:
    program = (
        "import hashlib, pickle, sys; from forms_backend.documents.formats import FORMATS;"
        "report = pickle.load(sys.stdin.buffer);"
        "print({name: hashlib.sha256(one.write(report)).hexdigest() for name, one in FORMATS.items()})"
    )
    environment = {**os.environ, "PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo", "PYTHONPATH": "."}
    done = subprocess.run(
        [sys.executable, "-c", program],
        input=pickle.dumps(REPORTS["plan"]),
        env=environment,
        capture_output=True,
        check=True,
    )
    digests = {suffix: hashlib.sha256(written("plan", suffix)).hexdigest() for suffix in FORMATS}
    assert done.stdout.decode().strip() == str(digests)


def test_no_cell_of_a_spreadsheet_is_a_formula() -> None:
    kinds = {cell.data_type for page in back.workbook(written("hostile", "xlsx")) for row in page for cell in row}
    assert "f" not in kinds


def test_no_cell_of_a_csv_begins_like_a_formula() -> None:
    cells = [cell for row in back.csv_rows(written("hostile", "csv")) for cell in row]
    assert [cell for cell in cells if cell.lstrip().startswith(("=", "+", "-", "@", "\uff1d"))] == []


def test_a_csv_has_the_mark_and_the_line_ends_that_excel_looks_for() -> None:
    content = written("plan", "csv")
    assert content.startswith(b"\xef\xbb\xbfNumber,")
    assert content.endswith(b"\r\n")


def test_a_csv_holds_what_is_to_do_and_what_is_done_under_one_set_of_headings() -> None:
    rows = back.csv_rows(written("plan", "csv"))
    assert {len(row) for row in rows} == {13}
    assert len(rows) == 1 + 45
    done = next(row for row in rows if row[0] == "1.2.1")
    assert done[8] == "Done"
    assert done[12] == "Approaching Standards"


@pytest.mark.parametrize("name", ["plan", "checklist"])
def test_word_repeats_heading_rows_and_keeps_rows_whole(name: str) -> None:
    for table in back.word(written(name, "docx")).tables:
        first, *others = [row._tr.find(qn("w:trPr")) for row in table.rows]
        assert first is not None
        assert first.find(qn("w:tblHeader")) is not None
        assert all(row is not None and row.find(qn("w:cantSplit")) is not None for row in others)


@pytest.mark.parametrize("name", ["plan", "checklist"])
def test_opendocument_repeats_heading_rows_and_keeps_rows_whole(name: str) -> None:
    body = back.opendocument(written(name, "odt")).get_part("content.xml")
    tables = body.get_elements("//table:table")
    assert tables
    assert len(body.get_elements("//table:table-header-rows")) == len(tables)
    styles = {row.get_attribute("table:style-name") for row in body.get_elements("//table:table-row")}
    kept = body.get_elements("//style:style[@style:name='Whole']/style:table-row-properties")
    assert styles == {"Whole"}
    assert kept[0].get_attribute("fo:keep-together") == "always"


def test_opendocument_marks_the_spaces_that_a_reader_would_drop() -> None:
    spaces = back.opendocument(written("hostile", "odt")).body.get_elements("//text:p/text:s")
    assert {"1", "2", "4"} <= {one.get_attribute("text:c") for one in spaces}


def test_only_a_row_taller_than_a_page_may_break() -> None:
    table = back.word(written("hostile", "docx")).tables[1]
    breaking = [row for row in table.rows if row._tr.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is None]
    assert [row.cells[1].text for row in breaking] == [LONG]


def test_excel_is_set_up_to_be_read_filtered_and_printed() -> None:
    book = back.workbook(written("plan", "xlsx"))
    assert book.sheetnames == ["Action plan", "Already in place"]
    page = book["Action plan"]
    headings = [cell.value for cell in page[6]]
    assert headings[:2] == ["Number", "Question"]
    assert page.freeze_panes == "C7"
    assert page.auto_filter.ref.startswith("A6:M")
    assert page.print_title_rows == "$6:$6"
    assert (page.page_setup.orientation, page.page_setup.paperSize) == ("landscape", 9)
    assert (page.page_setup.fitToWidth or 1, page.page_setup.fitToHeight) == (1, 0)
    assert page.oddFooter
    assert page.oddFooter.right
    assert page.oddFooter.right.text == "Page &P of &N"
    due = page.cell(7, headings.index("Due") + 1)
    assert isinstance(due.value, datetime)
    assert due.number_format == "d mmm yyyy"


def test_a_text_too_long_for_a_cell_of_excel_says_that_it_was_cut() -> None:
    sheet = Sheet("Long", (SheetColumn("Value", 20),), (("x" * (MOST_LETTERS + 1),),))
    report = msgspec.structs.replace(REPORTS["plan"], sheets=(sheet,))
    value = back.workbook(FORMATS["xlsx"].write(report))["Long"].cell(7, 1).value
    assert len(str(value)) == MOST_LETTERS
    assert str(value).endswith("(cut: too long for a cell)")


def test_a_day_that_excel_cannot_count_is_written_as_text() -> None:
    sheet = Sheet("Days", (SheetColumn("Day", 20),), ((date(202, 1, 1),),))
    report = msgspec.structs.replace(REPORTS["plan"], sheets=(sheet,))
    assert back.workbook(FORMATS["xlsx"].write(report))["Days"].cell(7, 1).value == "0202-01-01"


@pytest.mark.parametrize("name", ["plan", "checklist"])
def test_files_carry_title_author_and_day(name: str) -> None:
    report = REPORTS[name]
    core = back.word(written(name, "docx")).core_properties
    meta = back.opendocument(written(name, "odt")).meta
    book = back.workbook(written(name, "xlsx")).properties
    pdf = pdf_of(name)
    assert [core.title, meta.title, book.title, str(pdf.docinfo.Title)] == [report.title] * 4
    assert [core.author, meta.creator, book.creator, str(pdf.docinfo.Author)] == [report.organisation] * 4
    days = [moment.date() for moment in (core.created, core.modified, meta.creation_date, book.created) if moment]
    assert days == [TODAY] * 4
    assert str(pdf.docinfo.CreationDate).startswith("D:20261122000000")


def test_files_are_in_british_english() -> None:
    language = back.word(written("plan", "docx")).styles.element.find(f".//{qn('w:lang')}")
    assert language is not None
    assert language.get(qn("w:val")) == "en-GB"
    text = back.opendocument(written("plan", "odt")).get_part("styles.xml").get_elements("//style:text-properties")[0]
    assert (text.get_attribute("fo:language"), text.get_attribute("fo:country")) == ("en", "GB")
    pdf = pdf_of("plan")
    assert str(pdf.Root.Lang) == "en-GB"


def test_paper_is_a4_and_lies_or_stands_as_the_report_asks() -> None:
    plan, check = (back.word(written(name, "docx")).sections[0] for name in ("plan", "checklist"))
    assert (plan.orientation, check.orientation) == (WD_ORIENT.LANDSCAPE, WD_ORIENT.PORTRAIT)
    assert plan.page_width
    assert plan.page_height
    assert (round(plan.page_width.mm), round(plan.page_height.mm)) == (297, 210)
    lying, standing = pdf_of("plan"), pdf_of("checklist")
    assert [round(float(side)) for side in lying.pages[0].mediabox] == [0, 0, 842, 595]
    assert [round(float(side)) for side in standing.pages[0].mediabox] == [0, 0, 595, 842]


def test_headings_have_real_styles() -> None:
    paragraphs = [(one.style.name, one.text) for one in back.word(written("plan", "docx")).paragraphs if one.style]
    assert ("Title", REPORTS["plan"].title) in paragraphs
    assert ("Heading 1", "Already in place") in paragraphs
    headings = back.opendocument(written("plan", "odt")).body.get_elements("//text:h")
    assert [(one.inner_text, one.get_attribute("text:outline-level")) for one in headings] == [
        ("Already in place", "1")
    ]


@pytest.mark.parametrize("name", REPORTS)
def test_a_pdf_is_tagged_and_says_it_is_accessible(name: str) -> None:
    pdf = pdf_of(name)
    assert {"H1", "Table", "TR", "TH", "TD"} <= set(back.tags(pdf))
    with pdf.open_metadata() as xmp:
        assert xmp["pdfuaid:part"] == "1"
        assert back.unspaced(str(xmp["dc:title"])) == back.unspaced(printable(REPORTS[name].title))
    assert pdf.Root.MarkInfo.Marked
    assert pdf.Root.ViewerPreferences.DisplayDocTitle


def test_a_pdf_heads_every_table_once_and_every_column_of_it() -> None:
    report, pdf = REPORTS["plan"], pdf_of("plan")
    headings = [name for name in back.tags(pdf) if name == "TH"]
    bands = sum(not isinstance(row, Row) for table in report.tables for row in table.rows)
    assert len(headings) == len(report.facts) + sum(len(table.columns) for table in report.tables) + bands


@pytest.mark.parametrize("name", REPORTS)
def test_a_pdf_brings_all_its_fonts(name: str) -> None:
    pdf = pdf_of(name)
    for page in pdf.pages:
        for font in page.resources.Font.values():
            described = font.DescendantFonts[0].FontDescriptor
            assert "/FontFile2" in described or "/FontFile3" in described


def test_no_word_of_a_pdf_is_wider_than_its_column() -> None:
    rows = (Row((lines("Responsibilities/Communicationsandadministration"), lines("next"))),)
    table = Table("", (Column("Who", 1), Column("Next", 9)), rows)
    report = msgspec.structs.replace(REPORTS["plan"], tables=(table,), facts=())
    edges = back.word_edges(FORMATS["pdf"].write(report))
    ends = [right for left, right in edges.values() if left == edges["Who"][0]]
    assert len(ends) > 3
    assert max(ends) < edges["next"][0]


@pytest.mark.parametrize("name", ["plan", "checklist"])
@pytest.mark.parametrize("suffix", ["docx", "odt", "pdf", "xlsx"])
def test_every_page_says_which_of_how_many_it_is_and_repeats_the_headings(
    suffix: str, name: str, shown: dict[str, bytes]
) -> None:
    content = written(name, "pdf") if suffix == "pdf" else shown[f"{name}-{suffix}.{suffix}"]
    pages = back.pdf_pages(content)
    assert len(pages) > 1
    headings = [table.columns[1].heading for table in REPORTS[name].tables]
    headings += [sheet.columns[1].heading for sheet in REPORTS[name].sheets]
    for at, page in enumerate(pages, 1):
        assert f"Page {at} of {len(pages)}" in page
        assert any(heading in page for heading in headings)


@pytest.mark.parametrize("suffix", ["docx", "odt"])
def test_an_office_shows_all_of_a_row_taller_than_a_page(suffix: str, shown: dict[str, bytes]) -> None:
    text = back.pdf_text(shown[f"hostile-{suffix}.{suffix}"], "-raw")
    found = [word for word in LONG.split() if word in text]
    assert len(found) == len(LONG.split())


@pytest.mark.parametrize("value", ["ampersand", "tag", "template", "formula", "typst", "emoji", "arabic", "null"])
@pytest.mark.parametrize("suffix", ["docx", "odt"])
def test_an_office_shows_a_value_as_it_was_typed(suffix: str, value: str, shown: dict[str, bytes]) -> None:
    typed, read = VALUES[value]
    assert back.holds("pdf", back.pdf_texts(shown[f"hostile-{suffix}.{suffix}"]), read or typed)


def sheet_texts(report: Report) -> set[str]:
    return {cell for sheet in report.sheets for row in sheet.rows for cell in row if isinstance(cell, str)}


def paper_texts(report: Report) -> set[str]:
    rows = [row for table in report.tables for row in table.rows]
    cells = [cell for row in rows if isinstance(row, Row) for cell in row.cells if isinstance(cell, Lines)]
    return {line.text for cell in cells for line in cell.lines} | {row.text for row in rows if isinstance(row, Band)}
