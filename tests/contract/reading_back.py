"""Reports read back by programs that had no part in writing them."""

import csv
import html
import io
import re
import subprocess
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import docx
import odfdo
import openpyxl
import pikepdf
from docx.document import Document as WordDocument

_UNSEEN = re.compile(r"[\s\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def docx_texts(content: bytes) -> list[str]:
    """The text of every paragraph of a Word file, in and out of tables."""
    document = word(content)
    paragraphs = [one.text for one in document.paragraphs]
    cells = (cell for table in document.tables for row in table.rows for cell in row.cells)
    return paragraphs + [one.text for cell in cells for one in cell.paragraphs]


def odt_texts(content: bytes) -> list[str]:
    """The text of every paragraph and heading of an OpenDocument text."""
    return [str(one.inner_text) for one in opendocument(content).body.get_elements("//text:p|//text:h")]


def xlsx_texts(content: bytes) -> list[str]:
    """Every cell of a workbook."""
    return [str(cell.value) for page in workbook(content) for row in page.iter_rows() for cell in row if cell.value]


def ods_texts(content: bytes) -> list[str]:
    """The text of every cell of an OpenDocument spreadsheet."""
    return [str(one.inner_text) for one in opendocument(content).body.get_elements("//table:table-cell/text:p")]


def csv_texts(content: bytes) -> list[str]:
    """Every cell of a table of comma-separated values, less the apostrophe that keeps one from being a formula."""
    cells = [cell for row in csv_rows(content) for cell in row]
    return cells + [cell[1:] for cell in cells if cell.startswith("'")]


def pdf_texts(content: bytes) -> list[str]:
    """All words of a PDF, as drawn (which keeps cells together) and as read (which turns Arabic the right way)."""
    return [pdf_text(content, "-raw"), pdf_text(content)]


TEXTS: dict[str, Callable[[bytes], list[str]]] = {
    "docx": docx_texts,
    "odt": odt_texts,
    "ods": ods_texts,
    "pdf": pdf_texts,
    "xlsx": xlsx_texts,
    "csv": csv_texts,
}


def holds(suffix: str, texts: list[str], wanted: str) -> bool:
    """Whether a text is there, exactly; in a PDF, where lines wrap, whether its letters are there in order."""
    if suffix == "pdf":
        return any(unspaced(wanted) in unspaced(text) for text in texts)
    return any(wanted in text for text in texts)


def unspaced(text: str) -> str:
    """The text without white space and without marks of direction."""
    return _UNSEEN.sub("", text)


def word(content: bytes) -> WordDocument:
    return docx.Document(io.BytesIO(content))


def opendocument(content: bytes) -> Any:
    return odfdo.Document(io.BytesIO(content))


def workbook(content: bytes, *, values: bool = False) -> openpyxl.Workbook:
    """A workbook; with `values` a formula is what it shows, as the file itself says."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Print area cannot be set")  # it knows no area that grows; Excel does
        return openpyxl.load_workbook(io.BytesIO(content), data_only=values)


def csv_rows(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def pdf_text(content: bytes, *options: str) -> str:
    command = ["pdftotext", "-enc", "UTF-8", *options, "-", "-"]
    return subprocess.run(command, input=content, capture_output=True, check=True).stdout.decode()


def pdf_pages(content: bytes) -> list[str]:
    return pdf_text(content, "-layout").split("\f")[:-1]


def word_edges(content: bytes) -> dict[str, tuple[float, float]]:
    """Where each word of a PDF begins and ends on its line, in points."""
    found = re.findall(r'xMin="([\d.]+)" .* xMax="([\d.]+)" .*>(.*)</word>', pdf_text(content, "-bbox"))
    return {html.unescape(word): (float(left), float(right)) for left, right, word in found}


def tags(pdf: pikepdf.Pdf) -> list[str]:
    """The name of every element of a PDF's structure, in reading order."""
    return [str(element.S)[1:] for element in structure(pdf)]


def structure(pdf: pikepdf.Pdf) -> Iterator[Any]:
    def walk(node: Any) -> Iterator[Any]:
        if isinstance(node, pikepdf.Array):
            for part in node:
                yield from walk(part)
        elif isinstance(node, pikepdf.Dictionary):
            if "/S" in node:
                yield node
            if "/K" in node:
                yield from walk(node.K)

    yield from walk(pdf.Root.StructTreeRoot.K)


def ods_rows(document: Any, sheet: str) -> list[list[object]]:
    """The values of a sheet's cells, row by row."""
    rows: list[list[object]] = document.body.get_table(name=sheet).get_values()
    return rows


def converted(folder: Path, files: dict[str, bytes]) -> dict[str, bytes]:
    """The files as LibreOffice shows them: PDFs, under the same names. One call, for starting it is slow."""
    return _by_libreoffice(folder, files, "pdf", "pdf")


def first_sheets(folder: Path, files: dict[str, bytes]) -> dict[str, list[list[str]]]:
    """What LibreOffice shows in the cells of the first sheet of each spreadsheet."""
    shown = "csv:Text - txt - csv (StarCalc):44,34,76,1"  # commas, quotation marks, UTF-8, from the first row; as shown
    found = _by_libreoffice(folder, files, shown, "csv")
    return {name: csv_rows(content) for name, content in found.items()}


def _by_libreoffice(folder: Path, files: dict[str, bytes], to: str, suffix: str) -> dict[str, bytes]:
    for name, content in files.items():
        (folder / name).write_bytes(content)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    names = [str(folder / name) for name in files]
    out = folder / "shown"
    command = ["soffice", profile, "--headless", "--convert-to", to, "--outdir", str(out), *names]
    subprocess.run(command, capture_output=True, check=True, timeout=120)
    return {name: next(out.glob(f"{Path(name).stem}*.{suffix}")).read_bytes() for name in files}
