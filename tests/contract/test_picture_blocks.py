"""Pictures beside words: in every format, hidden from screen readers, and gone with the part they stand in."""

import io
import re
from xml.etree import ElementTree as ET
from zipfile import ZipFile

import pikepdf
import pytest

from forms_backend.documents.templates.picture_blocks import PICTURE, blocks, icon
from tests.contract import reading_back as back
from tests.contract.made_templates import PROSE, filled

EASY = "privacy-notice-easy-read"


def pictures_in(suffix: str, content: bytes) -> int:
    with ZipFile(io.BytesIO(content)) as file:
        if suffix == "docx":
            body = file.read("word/document.xml").decode()
            named = re.findall(r'r:embed="([^"]+)"', body)
            related = file.read("word/_rels/document.xml.rels").decode()
            targets = {re.search(rf'Id="{one}" Target="([^"]+)"', related)[1] for one in named}  # type: ignore[index]  # a missing one fails
            places = [f"word/{target}" for target in targets]
        else:
            named = re.findall(r'xlink:href="(Pictures/[^"]+)"', file.read("content.xml").decode())
            places = named
        for place in places:
            assert file.read(place).startswith(b"\x89PNG")
        for name in file.namelist():
            if name.endswith((".xml", ".rels")):
                ET.fromstring(file.read(name))
    return len(named)


@pytest.mark.parametrize("suffix", ["docx", "odt"])
def test_every_block_has_its_picture_beside_it_and_a_part_left_out_takes_its_own_along(suffix: str) -> None:
    with_cameras = pictures_in(suffix, filled(EASY, suffix, cctv="yes"))
    without = pictures_in(suffix, filled(EASY, suffix, cctv="no"))
    assert with_cameras > 25
    assert with_cameras - without == 1


def test_a_word_file_calls_its_pictures_decoration() -> None:
    with ZipFile(io.BytesIO(filled(EASY, "docx"))) as file:
        body = file.read("word/document.xml").decode()
    assert body.count("<w:drawing>") == body.count('adec:decorative xmlns:adec="http://schemas') > 25


def test_a_pdf_has_no_figure_that_a_screen_reader_would_stop_at() -> None:
    with pikepdf.open(io.BytesIO(filled(EASY, "pdf"))) as pdf:
        assert "Figure" not in back.tags(pdf)
        assert pdf.open_metadata().get("pdfuaid:part") == "1"


def test_words_are_cut_at_pictures_and_at_headings() -> None:
    text = "Before.\n\n![](picture:lock)\n\n- One.\n\n![](picture:heart)\n\nTwo.\n\n## Next\n\nThree."
    assert list(blocks(text)) == [(None, "Before."), ("lock", "- One."), ("heart", "Two."), (None, "## Next\n\nThree.")]


@pytest.mark.parametrize(("name", "there"), [("lock", True), ("home-heart", True), ("lokc", False), ("../lock", False)])
def test_a_picture_is_an_icon_that_exists(name: str, *, there: bool) -> None:
    assert bool(icon(name)) is there
    assert bool(PICTURE.fullmatch(f"![](picture:{name})")) is ("/" not in name)


def test_large_print_is_larger_in_every_format() -> None:
    (easy,) = (one for one in PROSE if one.slug == EASY)
    assert easy.facts.large_print
    sizes = {}
    for suffix, file, pattern in (
        ("docx", "word/styles.xml", r'<w:sz w:val="(\d+)"/>'),
        ("odt", "styles.xml", r'fo:font-size="([\d.]+)pt"'),
    ):
        for slug in (EASY, "byod-policy"):
            with ZipFile(io.BytesIO(filled(slug, suffix))) as archive:
                found = re.search(pattern, archive.read(file).decode())
                assert found
                sizes[suffix, slug] = float(found[1])
        assert sizes[suffix, EASY] == pytest.approx(1.4 * sizes[suffix, "byod-policy"], rel=0.03)
