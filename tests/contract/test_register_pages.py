"""Every register on paper: as a Word file and as a PDF to fill in by hand, as other programs see them."""

import io
import re
from collections import Counter
from functools import cache
from itertools import pairwise
from pathlib import Path

import pikepdf
import pytest
from docx.document import Document
from docx.oxml.ns import qn

from forms_backend.documents.templates.model import HEADING, WHEN
from forms_backend.documents.templates.wording import curly
from tests.contract import reading_back as back
from tests.contract.made_templates import (
    EVERY_REGISTER,
    SMALL,
    TODAY,
    USUAL,
    filled_register,
    parts_of,
    standing_rows,
)

CHECKLISTS = [slug for slug, one in EVERY_REGISTER.items() if one.facts.kind == "checklist"]

every_register = pytest.mark.parametrize("slug", EVERY_REGISTER)


filled = cache(filled_register)


@cache
def word(slug: str) -> Document:
    return back.word(filled(slug, "docx"))


@cache
def printed(slug: str) -> str:
    return back.unspaced(" ".join(back.pdf_texts(filled(slug, "pdf"))))


def looked(slug: str) -> str:
    return "When we went through it" if slug in CHECKLISTS else "When we looked through it"


def starting_words(slug: str) -> list[str]:
    """What stands in the register from the start, less texts with blanks and values of other types."""
    facts = EVERY_REGISTER[slug].facts
    standing = [row for row, stands in zip(facts.rows, standing_rows(EVERY_REGISTER[slug]), strict=True) if stands]
    values = [value for row in (*standing, *facts.examples) for key, value in row.items() if key != WHEN]
    return [curly(one) for one in values if isinstance(one, str) and "{{" not in one]


@every_register
def test_a_word_file_has_real_headings_headed_tables_language_and_title(slug: str) -> None:
    document, facts = word(slug), EVERY_REGISTER[slug].facts
    properties = document.core_properties
    assert (properties.title, properties.language) == (curly(facts.title), "en-GB")
    assert properties.author == USUAL["organisation.name"]
    levels = [
        (one.style.name, one.text) for one in document.paragraphs if one.style and "eading" in str(one.style.name)
    ]
    assert levels == [
        ("Heading 1", curly(facts.title)),
        ("Heading 2", looked(slug)),
        ("Heading 2", "What to put in each column"),
    ]
    for table in document.tables[1 if facts.top else 0 :]:
        first, *others = table.rows
        assert first._tr.trPr is not None
        assert first._tr.trPr.find(qn("w:tblHeader")) is not None
        assert all(row._tr.trPr is not None and row._tr.trPr.find(qn("w:cantSplit")) is not None for row in others)
        assert table._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val"))
    parts = parts_of(filled(slug, "docx"))
    assert '<w:lang w:val="en-GB"' in parts["word/styles.xml"]
    assert "NUMPAGES" in parts["word/footer1.xml"]
    assert f"Version {facts.version}" in parts["word/footer1.xml"]
    assert USUAL["organisation.name"] in parts["word/header1.xml"]
    defined = set(re.findall(r'w:styleId="([^"]+)"', parts["word/styles.xml"]))
    body = "".join(parts[f"word/{name}.xml"] for name in ("document", "header1", "footer1"))
    assert set(re.findall(r'<w:(?:p|r|tbl)Style w:val="([^"]+)"', body)) <= defined


@every_register
def test_a_word_file_is_a4_and_as_wide_as_its_tables(slug: str) -> None:
    section = word(slug).sections[0]
    size = (round((section.page_width or 0) / 36000), round((section.page_height or 0) / 36000))
    assert size == (297, 210) or (slug in CHECKLISTS and size == (210, 297))
    room = (section.page_width or 0) - (section.left_margin or 0) - (section.right_margin or 0)
    for table in word(slug).tables:
        widths = [int(one.get(qn("w:w"))) * 635 for one in table._tbl.tblGrid.findall(qn("w:gridCol"))]
        assert abs(sum(widths) - room) < 36000 / 5
        assert min(widths) > 8 * 36000  # room for a short word


@every_register
def test_both_say_what_stands_in_the_register(slug: str) -> None:
    facts = EVERY_REGISTER[slug].facts
    said = [*facts.how_to_fill_in, *facts.top, facts.purpose, *(one.label for one in facts.columns)]
    said += [one.help for one in facts.columns]
    choices = [choice for one in facts.columns for choice in one.choices]
    words = [back.unspaced(one) for one in (*map(curly, said), *choices, *starting_words(slug))]
    written = back.unspaced("".join(back.docx_texts(filled(slug, "docx"))))
    assert [one for one in words if one not in written] == []
    # Typst may part a word at the end of a narrow cell, where -raw and plain reading order differ.
    assert [one for one in words if one not in printed(slug) and len(one) < 30] == []


@every_register
def test_a_printed_register_repeats_its_heads_and_counts_its_pages(slug: str) -> None:
    content = filled(slug, "pdf")
    with pikepdf.open(io.BytesIO(content)) as pdf:
        boxes = {tuple(round(float(side)) for side in page.mediabox) for page in pdf.pages}
        assert boxes == {(0, 0, 842, 595)} or (slug in CHECKLISTS and boxes == {(0, 0, 595, 842)})
        facts = EVERY_REGISTER[slug].facts
        kinds = Counter(str(one.S) for one in back.structure(pdf))
        assert kinds["/TH"] >= len([one for one in facts.columns if not one.under]) + 4
        assert kinds["/LI"] == len(facts.how_to_fill_in) + len(facts.columns)
    pages = back.pdf_pages(content)
    assert all(f"Page {at} of {len(pages)}" in page for at, page in enumerate(pages, 1))
    last = next(at for at, page in enumerate(pages) if looked(slug) in page.splitlines())
    assert last > 0
    first = facts.columns[0].label.split()[0]
    assert all(first in page for page in pages[:last])


@pytest.mark.parametrize("slug", CHECKLISTS)
def test_a_checklist_has_boxes_to_tick_and_four_rows_of_your_own(slug: str) -> None:
    facts = EVERY_REGISTER[slug].facts
    table = word(slug).tables[1 if facts.top else 0]
    rows = [[cell.text for cell in row.cells] for row in table.rows[1:]]
    headed = any(HEADING in row for row in facts.rows)
    assert len(rows) == sum(standing_rows(EVERY_REGISTER[slug])) + len(facts.examples) + 4 + headed
    if headed:
        assert set(rows[-5]) == {"Added by us"}
        assert "Added by us" in back.pdf_text(filled(slug, "pdf"))
    few = [one for one in facts.columns if 0 < len(one.choices) <= 3]
    xml = parts_of(filled(slug, "docx"))["word/document.xml"]
    boxes = re.findall(r'<w:alias w:val="([^"]+)"/><w14:checkbox>', xml)
    assert set(boxes) == {f"{curly(one.label)}: {choice}" for one in few for choice in one.choices}


@pytest.mark.parametrize("form", ["docx", "pdf"])
def test_a_register_has_rows_to_write_on_after_those_that_stand_in_it(form: str) -> None:
    text = back.unspaced("".join(back.TEXTS[form](SMALL.fill("small-entries", form, {}, TODAY))))
    assert text.count("RedGreen") >= 20
    assert "{{" not in text
    assert "nameofyour" in text  # in the heading, to be filled in; a quiet blank leaves a place to write on
    assert "Foundby" in text
    filled_in = back.unspaced(
        "".join(back.TEXTS[form](SMALL.fill("small-entries", form, {"organisation.name": "=1+1"}, TODAY)))
    )
    assert "Foundby=1+1" in filled_in


def test_libreoffice_shows_registers_as_pages_to_print(tmp_path: Path) -> None:
    some = ["small-checks", "small-entries", "digital-asset-register"]
    files = {f"{slug}-{form}.{form}": filled(slug, form) for slug in some for form in ("xlsx", "ods", "docx")}
    for file, pdf in back.converted(tmp_path, files).items():
        slug = file.rpartition("-")[0]
        pages = back.pdf_pages(pdf)
        facts = EVERY_REGISTER[slug].facts
        assert USUAL["organisation.name"] in pages[0], file
        assert all(f"Page {at} of {len(pages)}" in page for at, page in enumerate(pages, 1)), file
        assert "{{" not in "".join(pages)
        assert "###" not in "".join(pages), file  # a column too narrow for its days
        heads = back.unspaced(facts.columns[0].label)
        assert all(heads in back.unspaced(one) for one, _ in pairwise(pages[: -2 if "docx" in file else None])), file
