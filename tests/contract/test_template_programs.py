"""Every template as the programs of its readers see it: headings, tables, language, pages, checks on cells."""

import io
import re
from itertools import cycle
from pathlib import Path
from zipfile import ZIP_STORED, ZipFile

import pikepdf
import pytest
from docx.oxml.ns import qn

from tests.contract import reading_back as back
from tests.contract.made_templates import (
    APOSTROPHE,
    LIBRARY,
    NAMES,
    PAIRS,
    PREPARED,
    PROSE,
    REGISTERS,
    TODAY,
    USUAL,
    filled,
    parts_of,
)

PROSE_SLUGS = {one.slug for one in PROSE}

# All blanks empty, one filled in, all filled in.
HALF_FILLED = [dict.fromkeys(NAMES, ""), {**dict.fromkeys(NAMES, ""), "organisation.name": "Us"}, USUAL]


@pytest.mark.parametrize("slug", [one.slug for one in PROSE])
def test_a_word_file_has_real_headings_headed_tables_language_and_title(slug: str) -> None:
    content = filled(slug, "docx")
    document = back.word(content)
    title = PREPARED.template(slug).title
    assert document.core_properties.title == title.replace("'", APOSTROPHE)
    assert document.core_properties.author == USUAL["organisation.name"]
    assert document.core_properties.language == "en-GB"
    assert [one.text for one in document.paragraphs if one.style and one.style.name == "Heading 1"] == [
        document.core_properties.title
    ]
    assert sum(one.style is not None and one.style.name == "Heading 2" for one in document.paragraphs) > 1
    for table in document.tables:
        if table._tbl.xpath(".//w:drawing"):  # a picture and the words beside it
            continue
        first, *others = table.rows
        assert first._tr.trPr is not None
        assert first._tr.trPr.find(qn("w:tblHeader")) is not None
        assert all(row._tr.trPr is not None and row._tr.trPr.find(qn("w:cantSplit")) is not None for row in others)
        assert table._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val"))
    parts = parts_of(content)
    assert '<w:lang w:val="en-GB"' in parts["word/styles.xml"]
    assert '<w:themeFontLang w:val="en-GB"/>' in parts["word/settings.xml"]
    assert "NUMPAGES" in parts["word/footer1.xml"]
    section = document.sections[0]
    assert (round((section.page_width or 0) / 36000), round((section.page_height or 0) / 36000)) == (210, 297)


@pytest.mark.parametrize("slug", [one.slug for one in PROSE])
@pytest.mark.parametrize("profile", HALF_FILLED)
def test_every_style_a_word_file_uses_is_defined(slug: str, profile: dict[str, str]) -> None:
    parts = parts_of(PREPARED.fill(slug, "docx", profile, TODAY))
    defined = set(re.findall(r'w:styleId="([^"]+)"', parts["word/styles.xml"]))
    body = "".join(parts[f"word/{name}.xml"] for name in ("document", "header1", "footer1"))
    assert set(re.findall(r'<w:(?:p|r|tbl)Style w:val="([^"]+)"', body)) <= defined


@pytest.mark.parametrize("slug", [one.slug for one in PROSE])
def test_an_opendocument_text_has_real_headings_headed_tables_language_and_title(slug: str) -> None:
    content = filled(slug, "odt")
    document = back.opendocument(content)
    title = PREPARED.template(slug).title.replace("'", APOSTROPHE)
    assert document.meta.title == title
    levels = [(int(one.level), one.inner_text) for one in document.body.get_headers()]
    assert levels[0] == (1, title)
    assert {level for level, _ in levels[1:]} <= {2, 3}
    tables = document.body.get_elements("//table:table[not(@table:style-name='PictureTable')]")
    assert len(tables) == len(document.body.get_elements("//table:table-header-rows"))
    assert tables or PREPARED.template(slug).kind in ("Letter", "Notice")
    assert 'fo:language="en" fo:country="GB"' in parts_of(content)["styles.xml"]
    assert "<text:page-count>" in parts_of(content)["styles.xml"]
    with ZipFile(io.BytesIO(content)) as file:
        first = file.infolist()[0]
        assert (first.filename, first.compress_type) == ("mimetype", ZIP_STORED)


@pytest.mark.parametrize("slug", [one.slug for one in PROSE])
@pytest.mark.parametrize("profile", HALF_FILLED)
def test_every_style_an_opendocument_text_uses_is_defined(slug: str, profile: dict[str, str]) -> None:
    parts = parts_of(PREPARED.fill(slug, "odt", profile, TODAY))
    both = parts["content.xml"] + parts["styles.xml"]
    defined = re.findall(r'style:name="([^"]+)"', both)
    used = set(re.findall(r'(?:text|table):style-name="([^"]+)"', both))
    assert used <= set(defined)
    assert (defined.count("Blank"), defined.count("Filled")) == (1, 1)


@pytest.mark.parametrize("profile", HALF_FILLED)
@pytest.mark.parametrize(("form", "attribute"), [("docx", "w:rStyle w:val"), ("odt", "text:style-name")])
@pytest.mark.parametrize("slug", [one.slug for one in PROSE])
def test_what_is_missing_is_marked_and_what_is_filled_in_is_not(
    slug: str, form: str, attribute: str, profile: dict[str, str]
) -> None:
    text = "".join(parts_of(PREPARED.fill(slug, form, profile, TODAY)).values())
    marked = re.findall(rf'<[^<]*{attribute}="Blank"[^\[\]]*?>([^<>]+)<', text)
    plain = re.findall(rf'<[^<]*{attribute}="Filled"[^\[\]]*?>([^<>]+)<', text)
    assert [words for words in marked if not words.startswith("[")] == []
    assert [words for words in plain if words.startswith("[")] == []
    assert bool(marked) == bool(PREPARED.unfilled(slug, {**USUAL, **profile}))
    assert plain


@pytest.mark.parametrize("slug", [one.slug for one in LIBRARY.templates])
def test_a_pdf_is_tagged_titled_and_says_that_it_follows_the_standard(slug: str) -> None:
    with pikepdf.open(io.BytesIO(filled(slug, "pdf"))) as pdf:
        assert str(pdf.Root.Lang).lower() == "en-gb"
        assert pdf.Root.MarkInfo.Marked
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        assert pdf.open_metadata().get("pdfuaid:part") == "1"
        assert pdf.open_metadata()["dc:title"] == PREPARED.template(slug).title.replace("'", APOSTROPHE)
        tags = set(back.tags(pdf))
        assert {"H1", "H2", "P"} <= tags
        assert {"Table", "THead", "TR", "TH", "TD"} <= tags or PREPARED.template(slug).kind in ("Letter", "Notice")
        heads = [one for one in back.structure(pdf) if str(one.S) == "/TH"]
        assert all("/Column" in str(one.A) for one in heads)


def test_libreoffice_opens_and_shows_every_file(tmp_path: Path) -> None:
    offices = [(slug, form) for slug, form in PAIRS if form in ("docx", "odt") and slug in PROSE_SLUGS]
    turns = cycle(("xlsx", "ods", "docx"))  # of registers, each in one format: the others are read back elsewhere
    offices += [(one.slug, next(turns)) for one in REGISTERS]
    name = {"organisation.name": "Rose & Thorn"}
    shown = back.converted(tmp_path, {f"{slug}-{form}.{form}": filled(slug, form, **name) for slug, form in offices})
    for file, pdf in shown.items():
        text = back.pdf_text(pdf)
        assert "Rose & Thorn" in text, file
        assert re.search(r"Page 1 of \d", text), file
        assert "{{" not in text, file
