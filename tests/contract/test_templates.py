"""Every template in every format, blank and filled, opened by another program and read back."""

import hashlib
import io
import itertools
import os
import re
import subprocess
import sys
import time
from datetime import date
from pathlib import Path
from zipfile import ZIP_STORED, ZipFile

import pikepdf
import pytest
from docx.oxml.ns import qn

from forms_backend.documents.printable import printable
from forms_backend.documents.templates.formats import TEMPLATE_FORMATS
from forms_backend.documents.templates.loading import load_templates
from forms_backend.documents.templates.model import Opening, Prose, Register, Shape, TemplateLibrary, Words
from forms_backend.documents.templates.parts import COMPUTED, labels_of_blanks
from forms_backend.documents.templates.prepared import NoSuchTemplate, Prepared
from forms_backend.documents.templates.preparing import ALL, blank_downloads, prepared_files
from forms_backend.documents.templates.registers import FIRST_ROW, HEADER_ROW, ROWS
from forms_backend.questions.loading import load_vocabulary
from forms_backend.questions.problems import Report
from forms_backend.questions.vocabulary import FieldKind, Vocabulary
from tests.contract import reading_back as back

ROOT = Path(__file__).parents[2]
TODAY = date(2026, 11, 22)
APOSTROPHE = "\N{RIGHT SINGLE QUOTATION MARK}"
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT)}


def loaded(words: Path, documents: Path) -> tuple[TemplateLibrary, Vocabulary]:
    report = Report(documents)
    vocabulary = load_vocabulary(words, report)
    assert vocabulary
    library = load_templates(documents, vocabulary, report)
    report.raise_if_any()
    return library, vocabulary


FIXTURES = ROOT / "tests" / "fixtures"
LIBRARY, WORDS = loaded(ROOT / "content", ROOT / "content")
SMALL_LIBRARY, SMALL_WORDS = loaded(FIXTURES / "content", FIXTURES)
FILES = dict(prepared_files(LIBRARY, WORDS))
PREPARED = Prepared(FILES.__getitem__)
SMALL = Prepared(dict(prepared_files(SMALL_LIBRARY, SMALL_WORDS)).__getitem__)
BLANKS = dict(blank_downloads(PREPARED))

FIELDS = [one for part in WORDS.profile for one in part.fields]
NAMES = [one.id for one in FIELDS if one.blank]
CHOICES = {one.id: [option.value for option in one.options] for one in FIELDS if one.kind is FieldKind.CHOICE}
USUAL = {name: f"the {name.replace('.', ' ')}" for name in NAMES} | {name: each[0] for name, each in CHOICES.items()}

PAIRS = [(one.slug, form) for one in PREPARED.templates for form in one.formats]
PROSE = [one for one in LIBRARY.templates if isinstance(one, Prose)]
REGISTERS = [one for one in LIBRARY.templates if isinstance(one, Register)]

HOSTILE = {
    "ampersand": "Rose & Thorn &amp; sons",
    "tag": "<b>bold</b> </w:t></text:p>",
    "comment": "<!--part-1--> and --> and <!--/part-1-->",
    "blank": "{{x}} {{ lead.title }}",
    "formula": "=cmd|' /C calc'!A0",
    "typst": '#let x = 1; #x $y$ @ref *b* \\ // "]',
    "quotes": "\"double\" 'single'",
    "backslash": r"\1 \g<0> \n",
    "right to left mark": "before\u200fafter",
    "emoji": "well done 😀",
    "arabic": "شكرا",
    "chinese": "谢谢",
    "control": "nu\x00ll and \x1b[0m",
    "half a character": "half \ud83d",
    "long": " ".join(f"word{at}" for at in range(620)),
}


def filled(slug: str, form: str, **changes: str) -> bytes:
    return PREPARED.fill(
        slug, form, {**USUAL, **{name.replace("_", "-"): value for name, value in changes.items()}}, TODAY
    )


def texts(form: str, content: bytes) -> list[str]:
    return back.TEXTS[form](content)


def whole_text(form: str, content: bytes) -> str:
    """The body as one text in which white space does not matter."""
    return " ".join(" ".join(texts(form, content)).split())


def parts_of(content: bytes) -> dict[str, str]:
    with ZipFile(io.BytesIO(content)) as file:
        return {name: file.read(name).decode() for name in file.namelist() if name.endswith(".xml")}


@pytest.mark.parametrize("value", HOSTILE)
@pytest.mark.parametrize(("slug", "form"), PAIRS)
def test_a_value_comes_out_as_it_was_typed(slug: str, form: str, value: str) -> None:
    typed = HOSTILE[value]
    content = PREPARED.fill(slug, form, {**USUAL, **dict.fromkeys(NAMES, typed)}, TODAY)
    found = texts(form, content)
    if form == "pdf" and value == "long":  # it goes over pages, with headers and footers between its words
        assert [word for word in typed.split() if word not in found[0]] == []
    else:
        assert back.holds(form, found, printable(typed))


@pytest.mark.parametrize("empty", ["", "  ", "\n\t"])
@pytest.mark.parametrize(("slug", "form"), PAIRS)
def test_an_empty_value_shows_what_belongs_there(slug: str, form: str, empty: str) -> None:
    content = PREPARED.fill(slug, form, {**USUAL, **dict.fromkeys(NAMES, empty)}, TODAY)
    label = labels_of_blanks(WORDS)["organisation.name"]
    is_line_to_write_on = (slug, form) in [(one.slug, "pdf") for one in REGISTERS]
    assert back.holds(form, texts(form, content), f"({label})" if is_line_to_write_on else f"[{label}]")


@pytest.mark.parametrize(("slug", "form"), PAIRS)
def test_a_line_break_in_a_value_becomes_a_space(slug: str, form: str) -> None:
    content = filled(slug, form, **{"organisation.name": " Rose\r\n\tCare\u2028Ltd "})
    assert "Rose Care Ltd" in whole_text(form, content)


@pytest.mark.parametrize(("slug", "form"), PAIRS)
def test_nothing_of_how_it_is_made_is_left(slug: str, form: str) -> None:
    for content in (BLANKS[f"{slug}/{slug}.{form}"], filled(slug, form), PREPARED.fill(slug, form, {}, TODAY)):
        text = back.pdf_text(content) if form == "pdf" else "".join(parts_of(content).values())
        assert not re.search(r"\{\{|\}\}|<!--|@title@|@version@|file\.made", text)


@pytest.mark.parametrize(
    "answers", [dict(zip(CHOICES, each, strict=True)) for each in itertools.product(*CHOICES.values())][::7]
)
@pytest.mark.parametrize(("slug", "form"), [(slug, form) for slug, form in PAIRS if form != "pdf"])
def test_a_full_profile_leaves_nothing_open(slug: str, form: str, answers: dict[str, str]) -> None:
    profile = {**USUAL, **answers}
    text = "".join(parts_of(PREPARED.fill(slug, form, profile, TODAY)).values())
    assert PREPARED.unfilled(slug, profile) == ()
    assert "Keep this part if" not in text
    for label in (*labels_of_blanks(WORDS).values(), *COMPUTED.values()):
        assert f"[{label}]" not in text


@pytest.mark.parametrize(
    ("slug", "form"), [(one.slug, form) for one in PROSE for form in TEMPLATE_FORMATS[Shape.PROSE]]
)
def test_guidance_is_in_the_blank_and_in_no_personalised_file(slug: str, form: str) -> None:
    template = next(one for one in PROSE if one.slug == slug)
    guidance = [
        re.sub(r"[*\s]+", "", words.markdown.partition(".")[0])
        for opening, words in itertools.pairwise(template.pieces)
        if isinstance(opening, Opening) and not opening.conditions and isinstance(words, Words)
    ]
    guidance.append("Howtousethistemplate")
    blank = back.unspaced(whole_text(form, BLANKS[f"{slug}/{slug}.{form}"]))
    assert [words for words in guidance if words not in blank] == []
    for profile in (USUAL, {}):
        personal = back.unspaced(whole_text(form, PREPARED.fill(slug, form, profile, TODAY)))
        assert [words for words in guidance if words in personal] == []


@pytest.mark.parametrize("form", TEMPLATE_FORMATS[Shape.PROSE])
@pytest.mark.parametrize(
    ("profile", "there", "gone"),
    [
        (
            {"own-devices": "yes", "cyber-essentials-plus": "yes"},
            ["Use your own", "Show the"],
            ["Use ours", "Keep this"],
        ),
        (
            {"own-devices": "yes", "cyber-essentials-plus": "no"},
            ["Use your own"],
            ["Show the", "Use ours", "Keep this"],
        ),
        ({"own-devices": "no", "cyber-essentials-plus": "no"}, ["Use ours"], ["Use your own", "Show the", "Keep this"]),
        (
            {"own-devices": "no", "cyber-essentials-plus": "yes"},
            [],
            ["Use your own", "Show the", "Use ours", "Keep this"],
        ),
        (
            {"own-devices": "yes"},
            ["Use your own", "Keep this part if you hold Cyber Essentials Plus.", "Show the"],
            ["Use ours", "Keep this part if staff"],
        ),
        (
            {"own-devices": "no"},
            [
                "Keep this part if staff do not use their own phones and you do not hold Cyber Essentials Plus.",
                "Use ours",
            ],
            ["Use your own", "Show the"],
        ),
        (
            {},
            ["Keep this part if staff use their own phones.", "Use your own", "Show the", "Use ours"],
            ["Read this first"],
        ),
    ],
)
def test_a_part_is_kept_dropped_or_left_to_decide(
    form: str, profile: dict[str, str], there: list[str], gone: list[str]
) -> None:
    text = whole_text(form, SMALL.fill("small-rules", form, profile, TODAY))
    assert [words for words in there if words not in text] == []
    assert [words for words in gone if words in text] == []


@pytest.mark.parametrize(
    ("profile", "open_still"),
    [
        ({}, ("name of your organisation", "Do staff use their own phones?", "Do you hold Cyber Essentials Plus?")),
        ({"organisation.name": "Us", "own-devices": "no"}, ("Do you hold Cyber Essentials Plus?",)),
        ({"organisation.name": "Us", "own-devices": "yes", "cyber-essentials-plus": "no"}, ()),
        (
            {"organisation.name": " ", "own-devices": "no", "cyber-essentials-plus": "yes"},
            ("name of your organisation",),
        ),
    ],
)
def test_what_is_still_open_is_listed(profile: dict[str, str], open_still: tuple[str, ...]) -> None:
    assert SMALL.unfilled("small-rules", profile) == open_still


def test_the_short_name_falls_back_on_the_name() -> None:
    text = whole_text("docx", filled("byod-policy", "docx", own_devices="no", **{"organisation.short-name": ""}))
    assert f"devices that {USUAL['organisation.name']} gives you" in text


@pytest.mark.parametrize("form", TEMPLATE_FORMATS[Shape.PROSE])
def test_the_day_and_the_day_to_look_again_are_filled_in(form: str) -> None:
    text = whole_text(form, SMALL.fill("small-rules", form, {}, date(2027, 2, 28)))
    assert "28 February 2027" in text
    assert "28 February 2028" in text


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
    assert sum(one.style is not None and one.style.name == "Heading 2" for one in document.paragraphs) > 3
    for table in document.tables:
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
def test_every_style_a_word_file_uses_is_defined(slug: str) -> None:
    parts = parts_of(BLANKS[f"{slug}/{slug}.docx"])
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
    tables = document.body.get_elements("//table:table")
    assert len(tables) == len(document.body.get_elements("//table:table-header-rows")) > 1
    assert 'fo:language="en" fo:country="GB"' in parts_of(content)["styles.xml"]
    assert "<text:page-count>" in parts_of(content)["styles.xml"]
    with ZipFile(io.BytesIO(content)) as file:
        first = file.infolist()[0]
        assert (first.filename, first.compress_type) == ("mimetype", ZIP_STORED)


@pytest.mark.parametrize("slug", [one.slug for one in PROSE])
def test_every_style_an_opendocument_text_uses_is_defined(slug: str) -> None:
    parts = parts_of(BLANKS[f"{slug}/{slug}.odt"])
    both = parts["content.xml"] + parts["styles.xml"]
    defined = set(re.findall(r'style:name="([^"]+)"', both))
    used = set(re.findall(r'(?:text|table):style-name="([^"]+)"', parts["content.xml"]))
    assert used <= defined


@pytest.mark.parametrize("slug", [one.slug for one in LIBRARY.templates])
def test_a_pdf_is_tagged_titled_and_says_that_it_follows_the_standard(slug: str) -> None:
    with pikepdf.open(io.BytesIO(filled(slug, "pdf"))) as pdf:
        assert str(pdf.Root.Lang).lower() == "en-gb"
        assert pdf.Root.MarkInfo.Marked
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        assert pdf.open_metadata().get("pdfuaid:part") == "1"
        assert pdf.open_metadata()["dc:title"] == PREPARED.template(slug).title.replace("'", APOSTROPHE)
        tags = set(back.tags(pdf))
        assert {"H1", "H2", "Table", "THead", "TR", "TH", "TD", "L", "LI", "P"} <= tags
        heads = [one for one in back.structure(pdf) if str(one.S) == "/TH"]
        assert all("/Column" in str(one.A) for one in heads)


def test_a_printed_register_goes_across_the_page_and_repeats_its_heading() -> None:
    for one in REGISTERS:
        content = filled(one.slug, "pdf")
        with pikepdf.open(io.BytesIO(content)) as pdf:
            left, bottom, right, top = (float(side) for side in pdf.pages[0].mediabox)
            assert right - left > top - bottom
        pages = back.pdf_pages(content)
        assert all(f"Page {at} of {len(pages)}" in page for at, page in enumerate(pages, 1))
        first = one.facts.columns[0].label
        assert sum(bool(re.search(rf"^\s*{re.escape(first)}\s", page, re.MULTILINE)) for page in pages) >= 3


@pytest.mark.parametrize("register", REGISTERS, ids=[one.slug for one in REGISTERS])
def test_a_spreadsheet_checks_what_is_typed_and_says_what_to_put_in(register: Register) -> None:
    sheet = back.workbook(filled(register.slug, "xlsx"))["List"]
    rules = {str(one.sqref).split(":")[0]: one for one in sheet.data_validations.dataValidation}
    last = FIRST_ROW + len(register.facts.examples) + ROWS
    for at, column in enumerate(register.facts.columns, 1):
        rule = rules[sheet.cell(FIRST_ROW + 1, at).coordinate]
        assert str(rule.sqref).endswith(str(last))
        assert (rule.promptTitle, rule.prompt, rule.showInputMessage) == (column.label, column.help, True)
        if column.choices:
            assert (rule.type, rule.formula1) == ("list", f'"{",".join(column.choices)}"')
            assert rule.errorStyle == "warning"
        assert sheet.cell(HEADER_ROW + 1, at).value == column.label
    assert {rule.type for rule in rules.values()} >= {"list", "date"}


@pytest.mark.parametrize("register", REGISTERS, ids=[one.slug for one in REGISTERS])
def test_a_spreadsheet_is_ready_to_sort_scroll_print_and_read_back(register: Register) -> None:
    book = back.workbook(filled(register.slug, "xlsx"))
    sheet = book["List"]
    assert sheet.freeze_panes == sheet.cell(FIRST_ROW + 1, register.facts.frozen_columns + 1).coordinate
    assert [one.name for one in sheet.tables.values()] == ["Entries"]
    assert sheet.print_title_rows == f"${HEADER_ROW + 1}:${HEADER_ROW + 1}"
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize, sheet.page_setup.fitToHeight) == (
        "landscape",
        9,
        0,
    )
    assert sheet.sheet_properties.pageSetUpPr
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.oddFooter
    assert "&P" in str(sheet.oddFooter.right.text)
    assert [name for name in book.sheetnames if name != "List"] == ["How to fill this in", "When we looked through it"]
    kept = getattr(book, "custom_doc_props").props  # noqa: B009 - its types do not know it
    known = {one.name: one.value for one in kept}
    assert known["Template"] == register.slug
    assert [known[f"Column {at}"] for at, _ in enumerate(register.facts.columns, 1)] == [
        one.key for one in register.facts.columns
    ]


@pytest.mark.parametrize("register", REGISTERS, ids=[one.slug for one in REGISTERS])
def test_examples_are_marked_and_dates_are_dates(register: Register) -> None:
    sheet = back.workbook(filled(register.slug, "xlsx"))["List"]
    for row, example in enumerate(register.facts.examples, FIRST_ROW + 1):
        assert str(sheet.cell(row, 1).value).startswith("Example")
        assert sheet.cell(row, 1).font.i
        for at, column in enumerate(register.facts.columns, 1):
            if isinstance(example.get(column.key), date):
                assert isinstance(sheet.cell(row, at).value, date)


def test_no_cell_of_a_spreadsheet_is_a_formula() -> None:
    for one in REGISTERS:
        book = back.workbook(PREPARED.fill(one.slug, "xlsx", dict.fromkeys(NAMES, "=1+1"), TODAY))
        assert {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row} <= {"s", "n", "d"}


def test_libreoffice_opens_and_shows_every_file(tmp_path: Path) -> None:
    offices = [(slug, form) for slug, form in PAIRS if form != "pdf"]
    files = {
        f"{slug}-filled.{form}": filled(slug, form, **{"organisation.name": "Rose & Thorn"}) for slug, form in offices
    }
    shown: dict[str, bytes] = {}
    for form in ("docx", "odt", "xlsx"):  # the shown files have one ending, so formats go one by one
        (tmp_path / form).mkdir()
        shown |= back.converted(tmp_path / form, {name: one for name, one in files.items() if name.endswith(form)})
    for name, pdf in shown.items():
        text = back.pdf_text(pdf)
        assert "Rose & Thorn" in text, name
        assert re.search(r"Page 1 of \d", text), name
        assert "{{" not in text, name


def test_the_same_content_gives_the_same_bytes_in_another_process() -> None:
    program = (
        "import hashlib, pathlib\n"
        "from forms_backend.documents.templates import loading, prepared, preparing\n"
        "from forms_backend.questions.loading import load_vocabulary\n"
        "from forms_backend.questions.problems import Report\n"
        "content = pathlib.Path('content').resolve()\n"
        "words = load_vocabulary(content, Report(content))\n"
        "library = loading.load_templates(content, words, Report(content))\n"
        "files = dict(preparing.prepared_files(library, words))\n"
        "blanks = dict(preparing.blank_downloads(prepared.Prepared(files.__getitem__)))\n"
        "print(hashlib.sha256(repr(sorted((files | blanks).items())).encode()).hexdigest())"
    )
    elsewhere = {**ENVIRONMENT, "PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo"}
    command = [sys.executable, "-c", program]
    there = subprocess.run(command, env=elsewhere, capture_output=True, check=True, text=True, cwd=ROOT).stdout
    assert there.strip() == hashlib.sha256(repr(sorted((FILES | BLANKS).items())).encode()).hexdigest()


def test_filling_starts_no_other_program_and_needs_no_tool_of_the_build(tmp_path: Path) -> None:
    for path, content in FILES.items():
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_bytes(content)
    program = (
        "import datetime, pathlib, sys\n"
        "def watch(event, arguments):\n"
        "    if event in ('subprocess.Popen', 'os.system', 'os.exec', 'os.fork', 'os.posix_spawn'):\n"
        "        raise SystemExit(event)\n"
        "from forms_backend.documents.templates.prepared import Prepared\n"
        "sys.addaudithook(watch)\n"
        "prepared = Prepared.open(pathlib.Path(sys.argv[1]))\n"
        "for one in prepared.templates:\n"
        "    for form in one.formats:\n"
        "        print(len(prepared.fill(one.slug, form, {}, datetime.date(2026, 11, 22))))\n"
        "assert not {'pypandoc', 'xlsxwriter'} & set(sys.modules), 'only the build needs these'"
    )
    command = [sys.executable, "-c", program, str(tmp_path)]
    made = subprocess.run(command, capture_output=True, check=False, text=True, cwd=ROOT, env=ENVIRONMENT)
    assert (made.returncode, made.stderr) == (0, "")
    assert len(made.stdout.split()) == len(PAIRS)


@pytest.mark.parametrize(("slug", "form"), PAIRS)
def test_a_personalised_file_is_made_in_less_than_50_ms(slug: str, form: str) -> None:
    def seconds() -> float:
        start = time.process_time()
        filled(slug, form)
        return time.process_time() - start

    assert min(seconds() for _ in range(5)) < 0.05


def test_one_zip_holds_every_blank() -> None:
    with ZipFile(io.BytesIO(BLANKS[ALL])) as file:
        inside = {name: file.read(name) for name in file.namelist()}
    assert inside == {path.rpartition("/")[2]: content for path, content in BLANKS.items() if path != ALL}


@pytest.mark.parametrize(("slug", "form"), [("unwritten", "docx"), ("byod-policy", "xlsx"), ("byod-policy", "typ")])
def test_a_template_or_format_that_does_not_exist_is_refused(slug: str, form: str) -> None:
    with pytest.raises(NoSuchTemplate):
        PREPARED.fill(slug, form, {}, TODAY)
