"""A small list with every type of column, as we make it; other programs that fill it in; files nobody should send."""

import io
import subprocess
import warnings
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import msgspec
import odfdo
import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from forms_backend.documents.register_reading.model import RegisterRead
from forms_backend.documents.register_reading.reading import Chosen, read_register
from forms_backend.documents.templates.model import Register, RegisterFacts, TemplateLibrary
from forms_backend.documents.templates.prepared import Prepared
from forms_backend.documents.templates.preparing import prepared_files
from forms_backend.questions.loading import load_vocabulary
from forms_backend.questions.problems import Report

ROOT = Path(__file__).parents[2]
CONTENT = ROOT / "tests" / "fixtures" / "content"
TODAY = date(2026, 11, 22)

FACTS: dict[str, Any] = {
    "title": "Tool list",
    "short": "Tool list",
    "kind": "register",
    "purpose": "Lists our tools.",
    "questions": (),
    "needed-for": "good-practice",
    "owner": "manager",
    "filled-in-by": ("manager",),
    "minutes": 5,
    "review-every-months": 12,
    "version": 3,
    "checked": {"on": date(2026, 11, 22), "confidence": "high"},
    "how-to-fill-in": ("Look everywhere.",),
}
KEYS = ("name", "kind", "used-on", "safe", "checked", "lent", "cost", "again", "gone")
LABELS = ("Tool", "Kind", "Used on", "Safe?", "Last checked", "Lent out", "Cost", "Check again", "Got rid of")
TYPES = ("text", "choice", "multichoice", "boolean", "date", "datetime", "number", "computed", "text")
OPTIONS = {"kind": ("Saw", "Drill", "Something else"), "used-on": ("Wood", "Metal", "Stone")}
COLUMNS: list[dict[str, Any]] = [
    {"key": key, "label": label, "type": kind, "help": "h", "width": 12, "options": OPTIONS.get(key, ())}
    | ({"computed": {"after": "checked", "months": 12}} if kind == "computed" else {})
    for key, label, kind in zip(KEYS, LABELS, TYPES, strict=True)
]
TOOLS = {
    **FACTS,
    "top": ("Shed",),
    "columns": COLUMNS,
    "examples": ({"name": "Example", "kind": "Saw", "used-on": "Wood; Metal", "safe": True, "checked": TODAY},),
    "rows": (
        {"heading": "In the shed"},
        {"name": "Hammer", "kind": "Something else"},
        {"name": "Ladder of {{ organisation.name? }}", "safe": False},
    ),
    "figures": (
        {"words": "tools in use", "count": {"gone": "empty"}, "each": "name"},
        {"words": "checked lately", "count": {"checked": "within 365 days"}, "out-of": {"name": "given"}},
        {"words": "for wood", "count": {"used-on": "Wood"}},
    ),
}  # fmt: skip
KEYS_LIST = {
    **FACTS,
    "title": "Keys",
    "short": "Keys",
    "columns": [{**COLUMNS[0], "label": "Door"}, {**COLUMNS[8], "label": "Who has it"}, COLUMNS[4]],
    "examples": ({"name": "Example"},),
}
REGISTERS = {
    slug: Register(slug, msgspec.convert(facts, RegisterFacts))
    for slug, facts in (("keys", KEYS_LIST), ("tools", TOOLS))
}
_WORDS = load_vocabulary(CONTENT, Report(CONTENT))
assert _WORDS
PREPARED = Prepared(dict(prepared_files(TemplateLibrary(tuple(REGISTERS.values())), _WORDS)).__getitem__)
PROFILE = {"organisation.name": "Rose & Thorn"}
HEADS = 6  # the row of heads: one label stands at the top
FREE = HEADS + 5  # the first row that nothing stands in

Row = Mapping[str, object]


def new(form: str = "xlsx", slug: str = "tools") -> bytes:
    return PREPARED.fill(slug, form, PROFILE, TODAY)


def read(content: bytes, form: str = "xlsx", slug: str = "tools") -> RegisterRead:
    return read_register(Chosen(f"list.{form}", content), slug, PREPARED.registers, TODAY)


def filled(*rows: Row, start: int = FREE, change: Callable[[Worksheet], None] | None = None) -> bytes:
    """The new Excel file with rows typed into it by another program."""
    book = workbook(new())
    sheet = book["List"]
    for at, row in enumerate(rows, start):
        for key, value in row.items():
            cell = sheet.cell(at, KEYS.index(key) + 1)
            cell.value = value  # type: ignore[assignment]
            if isinstance(value, str):
                cell.data_type = "s"  # as typed: no formula
    if change:
        change(sheet)
    return saved(book)


def workbook(content: bytes) -> openpyxl.Workbook:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it knows no print area that grows
        return openpyxl.load_workbook(io.BytesIO(content))


def saved(book: openpyxl.Workbook) -> bytes:
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def filled_ods(*rows: Row) -> bytes:
    """The new OpenDocument file, the same."""
    document = odfdo.Document(io.BytesIO(new("ods")))
    table: Any = document.body.get_table(name="List")
    for at, row in enumerate(rows, FREE):
        for key, value in row.items():
            table.set_value((KEYS.index(key), at - 1), value)
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def through_libreoffice(folder: Path, files: Mapping[str, bytes], form: str) -> dict[str, bytes]:
    """Files opened by LibreOffice and saved in a format, under the same stems."""
    for name, content in files.items():
        (folder / name).write_bytes(content)
    out = folder / form
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", form, "--outdir", str(out)]
    subprocess.run([*command, *(str(folder / name) for name in files)], capture_output=True, check=True, timeout=120)
    return {name: (out / name).with_suffix(f".{form}").read_bytes() for name in files}


_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml"


def xlsx(sheet: str, more: Mapping[str, str] | None = None, *, book: str = "", main: str = _MAIN) -> bytes:
    """The smallest workbook there is around the XML of a sheet's rows, with more parts of `xl` beside it."""
    kinds = {"sharedStrings.xml": "sharedStrings", "styles.xml": "styles"}
    others = "".join(
        f'<Relationship Id="x{at}" Type="{_OFFICE}/{kinds[name]}" Target="{name}"/>'
        for at, name in enumerate(more or {})
    )
    members = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="xml" ContentType="a/xml"/>'
        f'<Override PartName="/xl/book.xml" ContentType="{_TYPES}.sheet.main+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="a" Type="{_OFFICE}/officeDocument" Target="/xl/book.xml"/></Relationships>',
        "xl/book.xml": f'<workbook xmlns="{main}" xmlns:r="{_OFFICE}">{book}'
        '<sheets><sheet name="Any" sheetId="1" r:id="s"/></sheets></workbook>',
        "xl/_rels/book.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="s" Type="{_OFFICE}/worksheet" Target="pages/../pages/one.xml"/>{others}</Relationships>',
        "xl/pages/one.xml": sheet if sheet.startswith("<?xml") else worksheet(sheet, main),
        **{f"xl/{name}": text.replace("MAIN", main) for name, text in (more or {}).items()},
    }
    return packed(members)


def worksheet(rows: str, main: str = _MAIN) -> str:
    return f'<worksheet xmlns="{main}"><sheetData>{rows}</sheetData></worksheet>'


HEAD_ROW = (
    '<row r="6">'
    + "".join(f'<c r="{chr(65 + at)}6" t="inlineStr"><is><t>{one}</t></is></c>' for at, one in enumerate(LABELS))
    + "</row>"
)

_ODF = "urn:oasis:names:tc:opendocument:xmlns"
_ODS_TYPE = "application/vnd.oasis.opendocument.spreadsheet"


def ods(rows: str, before: str = "") -> bytes:
    """The smallest OpenDocument spreadsheet around the XML of a table's rows."""
    head = "".join(f"<table:table-cell><text:p>{one}</text:p></table:table-cell>" for one in LABELS)
    content = (
        f'{before}<office:document-content xmlns:office="{_ODF}:office:1.0" xmlns:table="{_ODF}:table:1.0"'
        f' xmlns:text="{_ODF}:text:1.0" xmlns:draw="{_ODF}:drawing:1.0"><office:body><office:spreadsheet>'
        f'<table:table table:name="Any"><table:table-row>{head}</table:table-row>{rows}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    manifest = (
        f'<manifest:manifest xmlns:manifest="{_ODF}:manifest:1.0">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{_ODS_TYPE}"/></manifest:manifest>'
    )
    return packed({"mimetype": _ODS_TYPE, "content.xml": content, "META-INF/manifest.xml": manifest})


def packed(members: Mapping[str, str | bytes]) -> bytes:
    target = io.BytesIO()
    with ZipFile(target, "w", ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return target.getvalue()
