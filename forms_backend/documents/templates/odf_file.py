"""Pandoc's plain OpenDocument text in our clothes: styles, A4, header and footer, properties, tables that read well."""

import io
import re
from pathlib import Path
from zipfile import ZipFile

from forms_backend.documents.templates.model import LARGE_PRINT, ProseFacts
from forms_backend.documents.templates.named_parts import with_names
from forms_backend.documents.templates.picture_blocks import with_odf_tables
from forms_backend.documents.xml_package import packed

_OURS = Path(__file__).with_name("odf")
_SIZE = re.compile(r'(font-size(?:-asian|-complex)?=)"([\d.]+)pt"')
_PLAIN_CELLS = re.compile(r'<style:style style:name="Table(?:Header)?RowCell".*?</style:style>', re.DOTALL)
_TIGHT_ITEM = re.compile(
    r'(style:family="paragraph" style:parent-style-name=)"Text_20_body"( style:list-style-name="L\d+">)'
    r"\s*<style:paragraph-properties [^>]*/>"
)
_LOOSE_WIDTH = re.compile(r'table:align="center" style:rel-width="[^"]*"')
_EMPTY_CELL = re.compile(r"(<table:table-cell [^>]*>)\s*(</table:table-cell>)")
_NEW_PAGE = re.compile(r'<!--new-page-->\s*(<text:h text:style-name=)"Heading_20_2"')
_END_OF_LIST = re.compile(
    r'(<text:p text:style-name=)"P\d+"(>(?:(?!<text:p ).)*</text:list-item>\s*</text:list>)', re.DOTALL
)


def dressed_odt(plain: bytes, facts: ProseFacts) -> bytes:
    """The file with our looks."""
    with ZipFile(io.BytesIO(plain)) as file:
        parts = {name: file.read(name) for name in file.namelist()}
    content = _content(parts["content.xml"].decode(), has_facts=not facts.leaves_the_service)
    parts["content.xml"] = with_odf_tables(content, parts).encode()
    styles = _ours("styles.xml", facts)
    parts["styles.xml"] = (_SIZE.sub(_larger, styles) if facts.large_print else styles).encode()
    parts["meta.xml"] = _ours("meta.xml", facts).encode()
    return packed(parts, first_stored=True)


def _ours(name: str, facts: ProseFacts) -> str:
    text = (_OURS / name).read_text(encoding="utf-8")
    if facts.leaves_the_service:
        text = re.sub(r"\. Version @version@\..*?\.<text:tab/>", "<text:tab/>", text)
    return with_names(text, facts)


def _larger(size: re.Match[str]) -> str:
    return f'{size[1]}"{float(size[2]) * LARGE_PRINT:g}pt"'


def _content(xml: str, *, has_facts: bool) -> str:
    xml = _PLAIN_CELLS.sub("", xml)
    xml = _TIGHT_ITEM.sub(r'\1"List_20_item"\2', xml)
    xml = _LOOSE_WIDTH.sub('style:width="17cm" table:align="margins"', xml)
    xml = _NEW_PAGE.sub(r'\1"HeadingOnNewPage"', xml)
    xml = _END_OF_LIST.sub(r'\1"EndOfList"\2', xml)
    own = (_OURS / "own.xml").read_text(encoding="utf-8")
    xml = xml.replace("</office:automatic-styles>", f"{own}</office:automatic-styles>")
    xml = re.sub(r"<table:table-row>.*?</table:table-row>", lambda row: _row(row[0]), xml, flags=re.DOTALL)
    if has_facts:
        xml = re.sub(r"<table:table .*?</table:table>", lambda table: _facts(table[0]), xml, count=1, flags=re.DOTALL)
    return xml


def _row(xml: str) -> str:
    style = "RowToWriteOn" if _EMPTY_CELL.search(xml) else "Row"
    xml = _EMPTY_CELL.sub(r'\1<text:p text:style-name="Table_20_Contents"/>\2', xml)
    return xml.replace("<table:table-row>", f'<table:table-row table:style-name="{style}">', 1)


def _facts(xml: str) -> str:
    for general, ours in (
        ("TableHeaderRowCell", "FactHeaderCell"),
        ("TableRowCell", "FactCell"),
        ("Table_20_Heading", "Fact_20_Heading"),
        ("Table_20_Contents", "Fact"),
    ):
        xml = xml.replace(f'"{general}"', f'"{ours}"')
    return xml
