"""The blank booklet of questions in its three formats, read back by the programs people open it with."""

import hashlib
import io
import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import msgspec
import pikepdf
import pytest
from docx.oxml.ns import qn
from pikepdf import Matrix

from forms_backend.documents.booklet.model import POSITIONS, Asked, Booklet, booklet_of
from forms_backend.documents.booklet.publishing import PATH, published
from forms_backend.documents.templates.loading import questions_helped
from forms_backend.documents.templates.wording import curly
from forms_backend.questions.loading import load_questions
from forms_backend.questions.problems import Report
from tests.contract import reading_back as back

ROOT = Path(__file__).parents[2]
LINE = 8 * 72 / 25.4  # points


@cache
def real() -> Booklet:
    report = Report(ROOT / "content")
    library = load_questions(ROOT / "content", questions_helped(ROOT / "content"), report)
    report.raise_if_any()
    assert library
    places = {one.number: f"companion.example/q/{one.number}/" for one in library.newest}
    imprint = {"name": "Companion", "strapline": "Not the NHS.", "home": "companion.example", "help_at": places}
    return booklet_of(library, imprint)


@cache
def files() -> dict[str, bytes]:
    return {path.removeprefix(f"{PATH}."): content for path, content in published(real())}


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The Word and the Excel file as LibreOffice shows them."""
    named = {f"{suffix}-booklet.{suffix}": files()[suffix] for suffix in ("docx", "xlsx")}
    return back.converted(tmp_path_factory.mktemp("office"), named)


def asked() -> list[Asked]:
    return [one for part in real().parts for one in part.questions]


def words_of(one: Asked) -> tuple[str, ...]:
    return (f"{one.number} {one.short}", one.ask, one.counts, *one.keep, one.may_not_apply, *one.choices, one.help_at)


def test_every_word_of_every_question_is_on_paper_and_in_the_word_file() -> None:
    assert len(asked()) > 40
    printed = back.pdf_texts(files()["pdf"])
    typed = back.unspaced(" ".join(back.docx_texts(files()["docx"])))
    document = back.unspaced(back.word(files()["docx"]).element.xpath("string(.)"))
    for one in asked():
        assert [words for words in words_of(one) if not back.holds("pdf", printed, curly(words))] == []
        assert [words for words in words_of(one) if back.unspaced(words) not in document] == []
        assert back.unspaced(one.ask) in typed


@pytest.mark.parametrize("field", ["Name of your organisation", "Address", "ODS code", "Filled in by", "Not the NHS."])
@pytest.mark.parametrize("suffix", ["pdf", "docx"])
def test_the_first_page_asks_who_fills_it_in_and_says_who_made_it(suffix: str, field: str) -> None:
    assert back.holds("pdf", back.TEXTS[suffix](files()[suffix]), field)


@pytest.mark.parametrize("suffix", ["pdf", "docx"])
def test_no_question_is_split_by_the_end_of_a_page(suffix: str, shown: dict[str, bytes]) -> None:
    content = files()["pdf"] if suffix == "pdf" else shown["docx-booklet.docx"]
    pages = [back.unspaced(page) for page in back.pdf_pages(content)]
    for one, after in pairwise([*asked(), None]):
        assert one
        heading = back.unspaced(curly(f"{one.number} {one.short}") if suffix == "pdf" else f"{one.number} {one.short}")
        (page,) = (page for page in pages if heading in page and back.unspaced(one.help_at) in page)
        rest = page.partition(heading)[2]
        own = rest.partition(back.unspaced(f"{after.number} {after.short}"))[0] if after else rest
        for words in ("Whereitiskept", "Who(jobtitle)", "Bywhen"):
            assert words in own, one.number


def test_two_questions_share_a_page_in_print() -> None:
    assert len(back.pdf_pages(files()["pdf"])) <= len(asked()) / 2 + len(real().parts) + 2


def test_lines_to_write_on_are_eight_millimetres_apart_or_more() -> None:
    pdf = pikepdf.open(io.BytesIO(files()["pdf"]))
    for page in list(pdf.pages)[2:]:
        heights = sorted(set(dotted_lines(page)), reverse=True)
        gaps = [above - below for above, below in pairwise(heights)]
        assert len(gaps) > 3
        assert min(gaps) > LINE - 0.5


def dotted_lines(page: pikepdf.Page) -> Iterator[float]:
    """How high on the page each dashed line is drawn, in points, as its drawing instructions say."""
    place, start, dashed = Matrix(), (0.0, 0.0), False
    saved: list[tuple[Matrix, bool]] = []
    for one in pikepdf.parse_content_stream(page):
        operands: Any = one.operands
        match str(one.operator):
            case "q":
                saved.append((place, dashed))
            case "Q":
                place, dashed = saved.pop()
            case "cm":
                place = Matrix(*map(float, operands)) @ place
            case "d":
                dashed = len(operands[0]) > 0
            case "m":
                start = (float(operands[0]), float(operands[1]))
            case "S" if dashed:
                yield round(place.transform(start)[1], 1)


def test_the_list_at_the_front_says_on_which_page_a_question_is() -> None:
    pages = back.pdf_pages(files()["pdf"])
    front = pages[1].split()
    for one in asked():
        (at,) = (at for at, page in enumerate(pages, 1) if one.help_at in page)
        after = front[front.index(one.number) + 1 :]
        assert str(at) in after[: len(one.short.split()) + 1]


def test_the_pdf_is_accessible_and_on_a4() -> None:
    pdf = pikepdf.open(io.BytesIO(files()["pdf"]))
    with pdf.open_metadata() as xmp:
        assert xmp["pdfuaid:part"] == "1"
        assert xmp["dc:title"] == real().title
    assert str(pdf.Root.Lang) == "en-GB"
    tags = back.tags(pdf)
    assert tags.count("H2") == len(asked())
    assert {"H1", "Table", "TH", "L"} <= set(tags)
    assert [round(float(side)) for side in pdf.pages[0].mediabox] == [0, 0, 595, 842]


def test_each_question_has_a_box_for_each_position_and_each_thing_to_keep() -> None:
    boxes = sum(len(POSITIONS) + len(one.keep) + len(one.choices) for one in asked())
    assert back.pdf_text(files()["pdf"]).count("☐") == boxes + len(asked())  # one more each in the list at the front
    controls = back.word(files()["docx"]).element.xpath("//*[local-name()='checkbox']")
    assert len(controls) == boxes


def test_the_word_file_has_headings_header_rows_a_title_and_british_english() -> None:
    document = back.word(files()["docx"])
    found = [(one.style.name, one.text) for one in document.paragraphs if one.style and "eading" in one.style.name]
    assert [text for style, text in found if style == "Heading 1"][1:] == [one.title for one in real().parts]
    assert [text for style, text in found if style == "Heading 2"] == [f"{one.number} {one.short}" for one in asked()]
    assert len(document.tables) == len(asked()) + 1
    for table in document.tables:
        properties = table.rows[0]._tr.find(qn("w:trPr"))
        assert properties is not None
        assert properties.find(qn("w:tblHeader")) is not None
    assert document.core_properties.title == real().title
    language = document.styles.element.find(f".//{qn('w:lang')}")
    assert language is not None
    assert language.get(qn("w:val")) == "en-GB"


def sheet() -> Any:
    return back.workbook(files()["xlsx"])["Questions"]


def headings() -> list[str]:
    return [cell.value for cell in sheet()[6]]


def test_the_sheet_has_a_row_for_each_question_and_nothing_where_an_answer_goes() -> None:
    rows = [[cell.value for cell in row] for row in sheet().iter_rows(min_row=7)]
    assert [row[:4] for row in rows] == [[one.number, one.short, one.ask, one.counts] for one in asked()]
    first = headings().index("Where we are")
    assert [value for row in rows for value in row[first:] if value] == []


def test_the_sheet_offers_the_positions_and_asks_for_days() -> None:
    rules = {one.type: one for one in sheet().data_validations.dataValidation if one.formula1 != '"Yes,No"'}
    assert rules["list"].formula1.strip('"').split(",") == list(POSITIONS)
    where, when = (sheet().cell(7, headings().index(name) + 1) for name in ("Where we are", "By when"))
    assert where.coordinate in rules["list"].sqref
    assert when.coordinate in rules["date"].sqref
    assert sheet().cell(6 + len(asked()), when.column).coordinate in rules["date"].sqref
    assert when.number_format == "d mmm yyyy"


def test_the_sheet_keeps_its_headings_in_sight_and_prints_on_a4_across() -> None:
    page = sheet()
    assert page.freeze_panes == "C7"
    assert page.print_title_rows == "$6:$6"
    assert (page.page_setup.orientation, page.page_setup.paperSize) == ("landscape", 9)
    assert (page.page_setup.fitToWidth or 1, page.page_setup.fitToHeight) == (1, 0)


def test_every_page_of_the_sheet_says_which_of_how_many_it_is(shown: dict[str, bytes]) -> None:
    pages = back.pdf_pages(shown["xlsx-booklet.xlsx"])
    assert len(pages) > 1
    for at, page in enumerate(pages, 1):
        assert f"Page {at} of {len(pages)}" in page
        assert "Where we are" in page


def test_words_are_never_markup() -> None:
    part = real().parts[0]
    hostile = '<w:p> & {{ x }} #let x = 1; =1+1 "q"'
    spoilt = msgspec.structs.replace(part.questions[0], ask=hostile, keep=(hostile,), counts=hostile)
    whole = msgspec.structs.replace(real(), parts=(msgspec.structs.replace(part, questions=(spoilt,)),))
    for path, content in published(whole):
        suffix = path.rpartition(".")[2]
        assert back.holds(suffix, back.TEXTS[suffix](content), curly(hostile) if suffix == "pdf" else hostile)


def test_the_same_questions_give_the_same_bytes_in_another_process() -> None:
    program = (
        "import hashlib, sys; import msgspec;"
        "from forms_backend.documents.booklet.model import Booklet;"
        "from forms_backend.documents.booklet.publishing import published;"
        "booklet = msgspec.json.decode(sys.stdin.buffer.read(), type=Booklet);"
        "print(hashlib.sha256(repr(sorted(published(booklet))).encode()).hexdigest())"
    )
    environment = {**os.environ, "PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo", "PYTHONPATH": "."}
    command = [sys.executable, "-c", program]
    done = subprocess.run(
        command, input=msgspec.json.encode(real()), env=environment, cwd=ROOT, capture_output=True, check=True
    )
    here = hashlib.sha256(repr(sorted(published(real()))).encode()).hexdigest()
    assert done.stdout.decode().strip() == here


def test_the_files_carry_the_day_on_which_the_questions_were_checked() -> None:
    core = back.word(files()["docx"]).core_properties
    book = back.workbook(files()["xlsx"]).properties
    days = {one.date() for one in (core.created, book.created) if one}
    assert days == {real().checked_on}
    assert real().checked_on >= date(2026, 11, 22)
