"""Pandoc's plain Word file in our clothes: styles, A4, header, footer, language, properties, tables that read well."""

import io
import re
from pathlib import Path
from zipfile import ZipFile

from forms_backend.documents.templates.model import CHANGES, LARGE_PRINT, ProseFacts
from forms_backend.documents.templates.named_parts import with_names
from forms_backend.documents.templates.picture_blocks import with_word_tables
from forms_backend.documents.xml_package import packed

_OURS = Path(__file__).with_name("word")
_TEXT_WIDTH = 9638  # twentieths of a point: 170 mm
_LINE_TO_WRITE_ON = 567  # the same: 10 mm

_SECTION = (
    "<w:sectPr>"
    '<w:headerReference w:type="default" r:id="rIdHeader"/><w:footerReference w:type="default" r:id="rIdFooter"/>'
    '<w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="1531" w:right="1134" w:bottom="1418" w:left="1134" w:header="680" w:footer="567" w:gutter="0"/>'
    "</w:sectPr>"
)
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_ROW_TO_WRITE_IN = re.compile(r"<w:tr>(?=(?:(?!</w:tr>).)*<w:tc>(?:(?!</w:tc>|<w:t[ >]).)*</w:tc>)", re.DOTALL)
_SIZE = re.compile(rb'<w:(sz|szCs) w:val="(\d+)"/>')  # in half points
_SHORT = 6  # rows
_AFTER_TABLE = re.compile(
    r'\A((?:\s|<!--[^>]*-->)*<w:p>\s*<w:pPr>\s*<w:pStyle w:val="(?:BodyText|FirstParagraph)" ?/>)'
)
_NEW_PAGE = re.compile(r'<!--new-page-->\s*(<w:p>\s*<w:pPr>\s*<w:pStyle w:val="Heading\d" ?/>)')
# The last paragraph of a list: the next one, whatever stands between, has no number.
_END_OF_LIST = re.compile(
    r"(</w:numPr>)((?:(?!</w:p>).)*</w:p>(?:(?!<w:p>).)*<w:p>(?!\s*<w:pPr>(?:(?!</w:pPr>).)*<w:numPr>))", re.DOTALL
)


def dressed_docx(plain: bytes, facts: ProseFacts) -> bytes:
    """The file with our looks."""
    with ZipFile(io.BytesIO(plain)) as file:
        parts = {name: file.read(name) for name in file.namelist()}
    document = _document(parts["word/document.xml"].decode(), has_facts=not facts.leaves_the_service)
    parts["word/document.xml"] = with_word_tables(document, parts).encode()
    parts["word/styles.xml"] = _ours("styles.xml", facts)
    if facts.large_print:
        parts["word/styles.xml"] = _SIZE.sub(_larger, parts["word/styles.xml"])
    parts["word/header1.xml"] = _ours("header1.xml", facts)
    parts["word/footer1.xml"] = _ours("footer1.xml", facts)
    parts["docProps/core.xml"] = _ours("core.xml", facts)
    parts["docProps/app.xml"] = _ours("app.xml", facts)
    parts["word/settings.xml"] = _ours("settings.xml", facts)
    for name, kind in (("header1", "header"), ("footer1", "footer")):
        relation = f'<Relationship Id="rId{kind.title()}" Type="{_RELATIONS}/{kind}" Target="{name}.xml"/>'
        _append(parts, "word/_rels/document.xml.rels", relation, "</Relationships>")
        declared = f'<Override PartName="/word/{name}.xml" ContentType="{_TYPES}.{kind}+xml"/>'
        _append(parts, "[Content_Types].xml", declared, "</Types>")
    return packed(parts)


def _ours(name: str, facts: ProseFacts) -> bytes:
    text = (_OURS / name).read_text(encoding="utf-8")
    if facts.leaves_the_service:
        text = re.sub(r"\. Version @version@\..*?<w:t>\.</w:t></w:r>", "</w:t></w:r>", text)
    return with_names(text, facts).encode()


def _larger(size: re.Match[bytes]) -> bytes:
    return b'<w:%s w:val="%d"/>' % (size[1], round(int(size[2]) * LARGE_PRINT))


def _append(parts: dict[str, bytes], name: str, addition: str, end: str) -> None:
    parts[name] = parts[name].replace(end.encode(), f"{addition}{end}".encode())


def _document(xml: str, *, has_facts: bool) -> str:
    xml = re.sub(r"<w:sectPr>.*?</w:sectPr>", _SECTION, xml, flags=re.DOTALL)
    xml = _NEW_PAGE.sub(r"\1<w:pageBreakBefore/>", xml)
    xml = _END_OF_LIST.sub(r'\1<w:spacing w:after="140"/>\2', xml)
    heading = ""
    done: list[str] = []
    for at, part in enumerate(re.split(r"(<w:tbl>.*?</w:tbl>)", xml, flags=re.DOTALL)):
        if not at % 2:  # what stands between tables
            heading = _last_heading(part) or heading
            done.append(_AFTER_TABLE.sub(r'\1<w:spacing w:before="160"/>', part) if at else part)
        else:
            is_facts = has_facts and at == 1
            done.append(_table(part, "About this document" if is_facts else heading, "Facts" if is_facts else "Table"))
    return "".join(done)


def _last_heading(xml: str) -> str:
    found = re.findall(r'<w:pStyle w:val="Heading\d" ?/>(.*?)</w:p>', xml, re.DOTALL)
    return "".join(re.findall(r"<w:t[^>]*>([^<]*)</w:t>", found[-1])) if found else ""


def _whole(xml: str, title: str) -> str:
    """The table with its rows on one page, if it is a short one; the history of changes also with what follows it."""
    rows, tag, last = xml.rpartition("<w:tr>")
    if rows.count("<w:tr>") >= _SHORT:
        return xml
    if title == CHANGES:
        rows, tag, last = xml, "", ""
    style = '<w:pStyle w:val="TableText"/>'
    return f"{rows.replace(style, f'{style}<w:keepNext/>')}{tag}{last}"


def _table(xml: str, title: str, style: str) -> str:
    shares = [int(width) for width in re.findall(r'<w:gridCol w:w="(\d+)"', xml)]
    widths = [round(_TEXT_WIDTH * share / sum(shares)) for share in shares]
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    properties = (
        f'<w:tblPr><w:tblStyle w:val="{style}"/><w:tblW w:type="dxa" w:w="{_TEXT_WIDTH}"/><w:tblLayout w:type="fixed"/>'
        '<w:tblLook w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="1" w:noVBand="1"'
        f' w:val="0620"/><w:tblCaption w:val="{title}"/></w:tblPr>'
    )
    xml = re.sub(r"<w:tblPr>.*?</w:tblPr>", lambda _: properties, xml, flags=re.DOTALL)
    xml = re.sub(r"<w:tblGrid>.*?</w:tblGrid>", f"<w:tblGrid>{grid}</w:tblGrid>", xml, flags=re.DOTALL)
    xml = _whole(xml.replace('<w:pStyle w:val="Compact" />', '<w:pStyle w:val="TableText"/>'), title)
    height = f'<w:trHeight w:val="{_LINE_TO_WRITE_ON}" w:hRule="atLeast"/>'
    xml = _ROW_TO_WRITE_IN.sub(f"<w:tr><w:trPr><w:cantSplit/>{height}</w:trPr>", xml)
    xml = re.sub(r"<w:tr>(?!\s*<w:trPr>)", "<w:tr><w:trPr><w:cantSplit/></w:trPr>", xml)
    xml = re.sub(r'<w:trPr>\s*<w:tblHeader w:val="on" />', "<w:trPr><w:cantSplit/><w:tblHeader/>", xml)
    turns = iter(widths * xml.count("<w:tr>"))
    return re.sub(r"<w:tcPr ?/>", lambda _: f'<w:tcPr><w:tcW w:w="{next(turns)}" w:type="dxa"/></w:tcPr>', xml)
