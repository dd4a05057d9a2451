"""Spreadsheets as other programs write them, and as nobody should."""

import hashlib
import io
import subprocess
import sys
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from time import process_time
from zipfile import ZipFile

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from forms_backend.answers.archives import Refused
from forms_backend.documents.register_reading import opening, reading, xml_pieces
from forms_backend.documents.register_reading.model import Misfit, RegisterRead
from tests.contract.filled_registers import HEAD_ROW, LABELS, ROOT, filled, new, ods, packed, read, worksheet, xlsx

HEAD = HEAD_ROW
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
STYLES = (
    '<styleSheet xmlns="MAIN"><numFmts><numFmt numFmtId="164" formatCode="{code}"/></numFmts>'
    '<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>'
    '<cellXfs><xf numFmtId="0"/><xf numFmtId="{number}"/></cellXfs></styleSheet>'
)
DAY = date(2026, 3, 1)
SECONDS = 15  # of one processor: an honest file of 50,000 rows needs two
SERIAL = (DAY - date(1899, 12, 30)).days


def row(cells: str, number: int = 7) -> str:
    return f'<row r="{number}">{cells}</row>'


def cell(place: str, text: str) -> str:
    return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'


def misfits_of(found: RegisterRead) -> list[Misfit]:
    """What does not fit, but for names that are missing: most rows here have none."""
    return [one for one in found.misfits if one.remedy != reading.NO_NAME]


def seen(content: bytes, form: str = "xlsx") -> list[tuple[str, str]]:
    """What was seen in cells of the columns Safe? and Cost, which take no words."""
    return [(one.column, one.saw) for one in misfits_of(read(content, form))]


def tools(found: RegisterRead) -> int:
    return int(found.figures[0].number)


STRINGS = '<sst xmlns="MAIN">{}</sst>'
TEXTS: dict[str, tuple[str, str]] = {
    "plain": ("<si><t>ours</t></si>", "ours"),
    "in several looks": ("<si><r><t>ou</t></r><r><rPr/><t>rs</t></r></si>", "ours"),
    "with a reading aid": ("<si><t>漢字</t><rPh sb='0' eb='2'><t>かんじ</t></rPh></si>", "漢字"),
    "with signs that XML has not": ("<si><t>a_x000D__x0007__xD800_b</t></si>", "a �\N{REPLACEMENT CHARACTER}b"),
    "with markup": ("<si><t>&lt;b&gt; &amp; <![CDATA[<i>]]></t></si>", "<b> & <i>"),
}


@pytest.mark.parametrize(("shared", "text"), TEXTS.values(), ids=TEXTS)
def test_a_shared_text_is_read_as_it_is_shown(shared: str, text: str) -> None:
    content = xlsx(HEAD + row('<c r="G7" t="s"><v>0</v></c>'), {"sharedStrings.xml": STRINGS.format(shared)})
    assert seen(content) == [("Cost", text)]


VALUES: dict[str, tuple[str, list[tuple[str, str]]]] = {
    "a number": ('<c r="G7"><v>9</v></c>', []),
    "a formula": ('<c r="G7"><f>4+5</f><v>9</v></c>', []),
    "a formula of text": ('<c r="G7" t="str"><f>A1</f><v>nine</v></c>', [("Cost", "nine")]),
    "a formula nobody worked out": (f'{cell("A7", "Saw")}<c r="G7"><f>4+5</f></c>', []),
    "an error": ('<c r="G7" t="e"><v>#REF!</v></c>', [("Cost", "#REF!")]),
    "true": ('<c r="D7" t="b"><v>1</v></c>', []),
    "cells that do not say where they are": (
        '<c/><c/><c/><c t="str"><v>maybe</v></c>',
        [("Safe?", "maybe")],
    ),
    "a day of ISO": ('<c r="E7" t="d"><v>2026-03-01T00:00:00Z</v></c>', []),
    "blank cells that have a look": (f'{cell("A7", "Saw")}<c r="XFD7" s="1"/>', []),
    "far to the right": (f"{cell('A7', 'Saw')}{cell('XFD7', 'x')}", []),
}


@pytest.mark.parametrize(("cells", "misfits"), VALUES.values(), ids=VALUES)
def test_every_kind_of_cell_is_read(cells: str, misfits: list[tuple[str, str]]) -> None:
    found = read(xlsx(HEAD + row(cells)))
    assert found.rows == 1
    assert [(one.column, one.saw) for one in misfits_of(found)] == misfits


def test_rows_that_do_not_say_where_they_are_follow_one_another() -> None:
    rows = "".join(f'<row><c t="str"><v>Tool {at}</v></c><c t="str"><v>x</v></c></row>' for at in range(3))
    assert [one.row for one in read(xlsx(HEAD + rows)).misfits] == [7, 8, 9]


FORMATS = {
    "a day": ("14", "", []),
    "our own": ("164", "d mmm yyyy", []),
    "with a country": ("164", "[$-809]dd/mm/yyyy;@", []),
    "hours over a day": ("164", "[h]:mm", []),
    "a number": ("0", "", [("Last checked", str(SERIAL))]),
    "pounds": ("164", "&quot;damages&quot; #,##0.00", [("Last checked", str(SERIAL))]),
    "red": ("164", "[Red]0;[Red]-0", [("Last checked", str(SERIAL))]),
    "general": ("164", "General", [("Last checked", str(SERIAL))]),
}


@pytest.mark.parametrize(("number", "code", "misfits"), FORMATS.values(), ids=FORMATS)
def test_a_number_is_a_day_when_it_is_shown_as_one(number: str, code: str, misfits: list[tuple[str, str]]) -> None:
    styles = {"styles.xml": STYLES.format(number=number, code=code)}
    content = xlsx(HEAD + row(f'<c r="E7" s="1"><v>{SERIAL}</v></c>'), styles)
    assert seen(content) == misfits


MOMENTS: dict[str, tuple[float, str, str]] = {
    "in the usual way of counting": (SERIAL, "", "1 Mar 2026"),
    "as Macs once counted": (SERIAL - 1462, '<workbookPr date1904="1"/>', "1 Mar 2026"),
    "with a time of the day": (SERIAL + 0.6041666, "", "1 Mar 2026, 14:30"),
    "a time of the day alone": (0.6041666, "", "14:30"),
    "no day at all": (-5, "", "-5"),
    "beyond the calendar": (9e9, "", "9000000000"),
}


@pytest.mark.parametrize(("serial", "book", "shown"), MOMENTS.values(), ids=MOMENTS)
def test_a_moment_is_the_one_that_is_shown(serial: float, book: str, shown: str) -> None:
    styles = {"styles.xml": STYLES.format(number=22, code="")}
    content = xlsx(HEAD + row(f'<c r="D7" s="1"><v>{serial}</v></c>'), styles, book=book)
    assert seen(content) == [("Safe?", shown)]


def test_strict_files_are_read() -> None:
    shared = {"sharedStrings.xml": STRINGS.format("<si><t>ours</t></si>")}
    assert seen(xlsx(HEAD + row('<c r="G7" t="s"><v>0</v></c>'), shared, main=STRICT)) == [("Cost", "ours")]


def test_names_with_a_prefix_are_read() -> None:
    plain = worksheet(HEAD + row(cell("A7", "Saw")))
    prefixed = plain.replace("</", "</x:").replace("<", "<x:").replace("<x:/x:", "</x:").replace("xmlns=", "xmlns:x=")
    assert tools(read(xlsx('<?xml version="1.0"?>' + prefixed))) == 1


NOT_THIS = "<text:p>Not this</text:p>"
ODS_CELL = '<table:table-cell office:value-type="{}" {}>{}</table:table-cell>'


def ods_row(*cells: str, repeated: int = 1, blank: int = 6) -> str:
    """A row whose cells begin at Cost."""
    before = f'<table:table-cell table:number-columns-repeated="{blank}"/>' if blank else ""
    return f'<table:table-row table:number-rows-repeated="{repeated}">{before}{"".join(cells)}</table:table-row>'


ODS_VALUES: dict[str, tuple[str, str]] = {
    "paragraphs": (ODS_CELL.format("string", "", "<text:p>a</text:p><text:p>b</text:p>"), "a b"),
    "spaces and tabs": (ODS_CELL.format("string", "", '<text:p>a<text:s text:c="3"/>b<text:tab/>c</text:p>'), "a b c"),
    "several looks": (ODS_CELL.format("string", "", "<text:p>a<text:span>b</text:span></text:p>"), "ab"),
    "a remark beside it": (
        ODS_CELL.format("string", "", f"<office:annotation>{NOT_THIS}</office:annotation><text:p>a</text:p>"),
        "a",
    ),
    "a drawing on it": (
        ODS_CELL.format("string", "", f"<draw:frame>{NOT_THIS}</draw:frame><text:p>a</text:p>"),
        "a",
    ),
    "a value without a text": (ODS_CELL.format("string", 'office:string-value="a"', ""), "a"),
    "a day": (ODS_CELL.format("date", 'office:date-value="2026-03-01"', "<text:p>x</text:p>"), "1 Mar 2026"),
    "a moment": (ODS_CELL.format("date", 'office:date-value="2026-03-01T14:30:00.5"', ""), "1 Mar 2026, 14:30"),
    "a time": (ODS_CELL.format("time", 'office:time-value="PT14H30M00S"', "<text:p>14.30</text:p>"), "14:30"),
    "yes": (ODS_CELL.format("boolean", 'office:boolean-value="true"', "<text:p>TRUE</text:p>"), "Yes"),
    "no value": (ODS_CELL.format("float", "", "<text:p>9</text:p>"), "nan"),
}  # fmt: skip


@pytest.mark.parametrize(("written", "saw"), ODS_VALUES.values(), ids=ODS_VALUES)
def test_every_kind_of_opendocument_cell_is_read(written: str, saw: str) -> None:
    assert seen(ods(ods_row(written)), "ods") == [("Cost", saw)]


def test_repeated_cells_and_rows_count_as_often_as_they_are_shown() -> None:
    money = ODS_CELL.format("currency", 'office:value="9"', "<text:p>£9</text:p>")
    word = ODS_CELL.format("string", 'table:number-columns-repeated="2"', "<text:p>x</text:p>")
    rows = ods_row(repeated=100_000) + ods_row(money, repeated=3) + ods_row(word, repeated=2, blank=2)
    found = read(ods(rows + ods_row(repeated=1_000_000)), "ods")
    assert found.rows == 5
    assert [(one.row, one.column) for one in misfits_of(found)] == [
        (at, label) for at in (100_005, 100_006) for label in ("Used on", "Safe?")
    ]


def test_merged_cells_of_opendocument_are_named_and_what_they_cover_is_not_read() -> None:
    spanned = 'table:number-columns-spanned="2" table:number-rows-spanned="1"'
    across = ODS_CELL.format("string", spanned, "<text:p>1</text:p>")
    covered = "<table:covered-table-cell><text:p>hidden</text:p></table:covered-table-cell>"
    found = read(ods(ods_row(across, covered)), "ods")
    assert misfits_of(found) == [Misfit(2, "Cost", "Row 2, 2 columns", reading.MERGED)]


ENTITY = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "boom">]>'
MANY = "".join(f'<c r="A{at}"/>' for at in range(1, 1000))
REFUSED: dict[str, tuple[Callable[[], bytes], str, str]] = {
    "a document type": (lambda: xlsx(ENTITY + worksheet(HEAD)), "xlsx", opening.DAMAGED),
    "a document type in OpenDocument": (lambda: ods("", ENTITY), "ods", opening.DAMAGED),
    "an encoding nobody has": (lambda: xlsx('<?xml version="1.0" encoding="no"?><a/>'), "xlsx", opening.DAMAGED),
    "an encoding of many bytes": (lambda: xlsx('<?xml version="1.0" encoding="cp932"?><a/>'), "xlsx", opening.DAMAGED),
    "no XML": (lambda: xlsx('<?xml version="1.0"?><worksheet>'), "xlsx", opening.DAMAGED),
    "a text that is not there": (lambda: xlsx(HEAD + row('<c r="A7" t="s"><v>9</v></c>')), "xlsx", opening.DAMAGED),
    "a number that is none": (lambda: xlsx(HEAD + row('<c r="A7"><v>nine</v></c>')), "xlsx", opening.DAMAGED),
    "a column that is none": (lambda: xlsx(HEAD + row(cell("AAAAAA7", "x"))), "xlsx", opening.DAMAGED),
    "a row that is none": (lambda: xlsx(HEAD + '<row r="first"/>'), "xlsx", opening.DAMAGED),
    "no sheet": (lambda: packed({**members(xlsx(HEAD)), "xl/book.xml": "<workbook/>"}), "xlsx", reading.NOT_OURS),
    "rows without end": (lambda: ods(ods_row(cells_of(9), repeated=10**12)), "ods", opening.SWELLS),
    "cells without end": (lambda: xlsx(HEAD + row(MANY) * 3_100), "xlsx", opening.SWELLS),
    "too many rows": (lambda: ods(ods_row(cells_of(9), repeated=reading.MOST_ROWS + 1)), "ods", reading.TOO_MANY),
}


def members(content: bytes) -> dict[str, str | bytes]:
    with ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def cells_of(number: int) -> str:
    return ODS_CELL.format("float", f'office:value="{number}"', "")


@pytest.mark.parametrize(("make", "form", "words"), REFUSED.values(), ids=REFUSED)
def test_a_file_nobody_should_send_is_refused(make: Callable[[], bytes], form: str, words: str) -> None:
    with pytest.raises(Refused) as refused:
        read(make(), form)
    assert str(refused.value) == words


def many_rows(rows: int) -> bytes:
    """A long list of 9 columns, as another program writes it."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"constant_memory": True}) as book:
        sheet = book.add_worksheet("Tools")
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        sheet.write_row(0, 0, LABELS)
        for at in range(1, rows + 1):
            sheet.write_string(at, 0, f"Tool {at * 7919 % 104729}")
            sheet.write_row(at, 1, ("Saw", "Wood; Stone", "Yes"))
            sheet.write_datetime(at, 4, DAY - timedelta(days=at % 800), day)
            sheet.write_number(at, 6, at % 90)
    return target.getvalue()


ON_LITTLE = """
import resource, sys
from tests.contract.filled_registers import read
content, form, megabytes = open(sys.argv[1], "rb").read(), sys.argv[2], int(sys.argv[3])
used = int(next(line.split()[1] for line in open("/proc/self/status") if line.startswith("VmSize"))) * 1024
resource.setrlimit(resource.RLIMIT_AS, (used + megabytes * 1024 * 1024,) * 2)
try:
    found = read(content, form)
    print(found.rows, found.misfit_count, found.figures[1].number, found.figures[1].of)
except Exception as error:
    print(error)
"""


def on_little(content: bytes, form: str, megabytes: int, folder: Path) -> str:
    """What is read with so much more memory than a process has that reads nothing."""
    (folder / "list").write_bytes(content)
    command = [sys.executable, "-c", ON_LITTLE, str(folder / "list"), form, str(megabytes)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout.strip()


def test_fifty_thousand_rows_need_little_memory(tmp_path: Path) -> None:
    lately = sum(at % 800 <= (365 - (date(2026, 11, 22) - DAY).days) for at in range(1, reading.MOST_ROWS + 1))
    said = on_little(many_rows(reading.MOST_ROWS), "xlsx", 40, tmp_path)
    assert said == f"50000 0 {lately} 50000"


def many(piece: str, times: int) -> str:
    """A piece so many times, with letters in between that do not pack well, so that it is no bomb."""
    step = max(1, 1500 // len(piece))
    return "".join(piece * step + hashlib.sha256(str(at).encode()).hexdigest() for at in range(times // step))


def shared(text: str, cells: int) -> bytes:
    rows = "".join(row(f'<c r="A{at}" t="s"><v>0</v></c><c r="E{at}" t="s"><v>0</v></c>', at) for at in range(7, cells))
    return xlsx(HEAD + rows, {"sharedStrings.xml": STRINGS.format(f"<si><t>{text}</t></si>")})


def sheets(count: int, rows: str) -> bytes:
    """A workbook that says it has many sheets, all of one part."""
    parts = members(xlsx(rows))
    sheet = b'<sheet name="Any" sheetId="1" r:id="s"/>'
    return packed({**parts, "xl/book.xml": bytes(parts["xl/book.xml"]).replace(sheet, sheet * count)})  # type: ignore[arg-type]


STYLE_LIST = '<styleSheet xmlns="MAIN"><cellXfs>{}</cellXfs></styleSheet>'
SLOW: dict[str, tuple[Callable[[], bytes], str, str]] = {  # each took more than a minute, or a gigabyte
    "one long text in many cells": (lambda: shared("a" * 1_000_000, 3_000), "xlsx", ""),
    "a text of many megabytes": (lambda: xlsx(HEAD + row(cell("A7", many("ab\n", 10_000_000)))), "xlsx", ""),
    "paragraphs without end": (
        lambda: ods(ods_row(ODS_CELL.format("string", "", many("<text:p/>", 1_500_000)))),
        "ods",
        "",
    ),
    "a value of many megabytes": (
        lambda: xlsx(HEAD + f'<row r="7" x="{many("a", 30_000_000)}"/>'),
        "xlsx",
        opening.SWELLS,
    ),
    "elements inside one another": (lambda: xlsx(HEAD + many("<x>", 9_000_000)), "xlsx", opening.SWELLS),
    "styles without end": (
        lambda: xlsx(HEAD, {"styles.xml": STYLE_LIST.format(many("<xf/>", 5_000_000))}),
        "xlsx",
        opening.SWELLS,
    ),
    "one sheet under many names": (
        lambda: sheets(40, many('<row r="1"/>', 900_000)),
        "xlsx",
        opening.SWELLS,
    ),
    "tables without end": (
        lambda: ods(f"</table:table>{many('<table:table/>', 300_000)}<table:table>"),
        "ods",
        opening.SWELLS,
    ),
}


@pytest.mark.parametrize(("make", "form", "said"), SLOW.values(), ids=SLOW)
def test_no_file_keeps_us_busy(make: Callable[[], bytes], form: str, said: str) -> None:
    content = make()
    began = process_time()
    assert outcome(content, form) == said
    assert process_time() - began < SECONDS


FAR: dict[str, tuple[Callable[[], bytes], str, str]] = {
    "the last cell there is": (
        lambda: xlsx(HEAD + row(cell("A7", "Saw")) + row(cell("XFD1048576", "x") + cell("G1048576", "x"), 1_048_576)),
        "xlsx",
        "2 2 0 1",
    ),
    "a whole sheet of one cell": (
        lambda: ods(
            '<table:table-row table:number-rows-repeated="1048575"><table:table-cell'
            ' table:number-columns-repeated="16384"><text:p>x</text:p></table:table-cell></table:table-row>'
        ),
        "ods",
        opening.SWELLS,
    ),
}


@pytest.mark.parametrize(("make", "form", "said"), FAR.values(), ids=FAR)
def test_a_small_file_cannot_ask_for_much_memory(
    make: Callable[[], bytes], form: str, said: str, tmp_path: Path
) -> None:
    content = make()
    assert len(content) < 3_000
    assert on_little(content, form, 40, tmp_path) == said


USUAL = {"xlsx": filled({"name": "Saw", "checked": DAY, "cost": 9}), "ods": new("ods")}

CHECKED = ("[Content_Types].xml", "META-INF/manifest.xml")  # what uploads are checked by has tests of its own


@settings(derandomize=True, deadline=None, max_examples=60)
@given(st.data())
def test_whatever_is_wrong_inside_a_file_it_is_read_or_refused(data: st.DataObject) -> None:
    form = data.draw(st.sampled_from(sorted(USUAL)))
    parts = members(USUAL[form])
    name = data.draw(st.sampled_from([one for one in parts if one.endswith((".xml", ".rels")) and one not in CHECKED]))
    text = parts[name]
    assert isinstance(text, bytes)
    at, end = sorted(data.draw(st.tuples(*[st.integers(0, len(text))] * 2)))
    other = data.draw(
        st.sampled_from([b"", b"9" * 30, b'"', b"<c/>", b"<row>", b"&#0;", b"\xff", b"-1", b"1e999", b"NaN"])
    )
    parts[name] = text[:at] + other + text[min(end, at + 40) :]
    assert outcome(packed(parts), form) in ("", opening.DAMAGED, reading.NOT_OURS, opening.SWELLS)


def outcome(content: bytes, form: str) -> str:
    """Why a file was refused; empty when it was not."""
    try:
        read(content, form)
    except Refused as refused:
        return str(refused)
    return ""


def test_the_limits_are_what_the_words_say() -> None:
    assert f"{reading.MOST_ROWS:,}" in reading.TOO_MANY
    assert len(LABELS) < xml_pieces.MOST_COLUMNS
