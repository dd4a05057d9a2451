"""Pictures beside short sentences, as easy read documents have them.

An author writes `![](picture:lock)` on a line of its own; the picture stands beside what follows, up to the next
picture, heading or end of a part. Pictures are icons of Material Design, from the package that the theme of the site
brings. They say nothing that the words do not say, so they are hidden from screen readers.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import typst

PICTURE = re.compile(r"^!\[\]\(picture:([a-z0-9-]+)\)$", re.MULTILINE)

_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_SPACE = '<w:p><w:pPr><w:spacing w:after="0" w:line="120" w:lineRule="exact"/></w:pPr></w:p>'  # or two tables join
_COLOUR = "#0b4f4a"
_DOTS = 300  # an inch
_WORD_SIZE = 756_000  # English metric units, 36,000 to a millimetre: 21 mm
_WORD_COLUMNS = (1600, 8038)  # twentieths of a point
_MARKED = re.compile(r"<!--picture-([a-z0-9-]+)-->(.*?)<!--/picture-\1-->", re.DOTALL)
_ENDS = re.compile(r"^(?=#{2,} )", re.MULTILINE)


def icon(name: str) -> str | None:
    """The picture of this name as SVG, or None."""
    found = find_spec("material")
    file = Path(found.origin or "").parent / "templates" / ".icons" / "material" / f"{name}.svg" if found else None
    if file is None or not file.is_file():
        return None
    return file.read_text(encoding="utf-8").replace("<svg ", f'<svg fill="{_COLOUR}" ', 1)


def blocks(markdown: str) -> Iterator[tuple[str | None, str]]:
    """The words cut at their pictures and headings: the name of the picture beside them, or None, and the words."""
    for section in _ENDS.split(markdown):
        before, *rest = PICTURE.split(section)
        if before.strip():
            yield None, before.strip()
        for name, words in zip(rest[::2], rest[1::2], strict=True):
            yield name, words.strip()


def without_pictures(markdown: str) -> str:
    """The words alone, for a page that shows what a document says."""
    return PICTURE.sub("", markdown)


def names_in(markdown: Iterable[str]) -> tuple[str, ...]:
    """The names of the pictures, each once, in alphabetical order."""
    return tuple(sorted({name for text in markdown for name in PICTURE.findall(text)}))


def with_word_tables(xml: str, parts: dict[str, bytes]) -> str:
    """The body of a Word file, its marked blocks as rows of a picture and words; the pictures are added to `parts`."""
    relations = "word/_rels/document.xml.rels"
    for name in sorted({found[1] for found in _MARKED.finditer(xml)}):
        parts[f"word/media/{name}.png"] = _png(name)
        relation = f'<Relationship Id="picture-{name}" Target="media/{name}.png" Type="{_RELATIONS}/image"/>'
        parts[relations] = parts[relations].replace(b"</Relationships>", f"{relation}</Relationships>".encode())
    types = parts["[Content_Types].xml"]
    if b'Extension="png"' not in types:
        parts["[Content_Types].xml"] = types.replace(
            b"</Types>", b'<Default Extension="png" ContentType="image/png"/></Types>'
        )
    numbers = iter(range(1, xml.count("<!--picture-") + 1))
    return _MARKED.sub(lambda found: _word_row(found[1], found[2], next(numbers)), xml)


def with_odf_tables(xml: str, parts: dict[str, bytes]) -> str:
    """The body of an OpenDocument text, as above."""
    for name in sorted({found[1] for found in _MARKED.finditer(xml)}):
        parts[f"Pictures/{name}.png"] = _png(name)
        entry = f'<manifest:file-entry manifest:media-type="image/png" manifest:full-path="Pictures/{name}.png"/>'
        manifest = "META-INF/manifest.xml"
        parts[manifest] = parts[manifest].replace(b"</manifest:manifest>", f"{entry}</manifest:manifest>".encode())
    numbers = iter(range(1, xml.count("<!--picture-") + 1))
    return _MARKED.sub(lambda found: _odf_row(found[1], found[2], next(numbers)), xml)


@cache
def _png(name: str) -> bytes:
    source = (
        f'#set page(width: 24pt, height: 24pt, margin: 0pt, fill: none)\n#image(bytes("{_quoted(name)}"), width: 24pt)'
    )
    made: bytes = typst.compile(source.encode(), format="png", ppi=_DOTS)
    return made


def _quoted(name: str) -> str:
    return (icon(name) or "").replace("\\", "\\\\").replace('"', '\\"')


def typst_pictures(names: Iterable[str]) -> dict[str, str]:
    """The pictures as SVG, by name, for the source of a PDF."""
    return {name: icon(name) or "" for name in names}


def _word_row(name: str, words: str, number: int) -> str:
    drawing = (
        '<w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing">'
        f'<wp:extent cx="{_WORD_SIZE}" cy="{_WORD_SIZE}"/><wp:docPr id="{number}" name="Picture {number}" descr="">'
        '<a:extLst xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
        '<a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}">'
        '<adec:decorative xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/></a:ext>'
        '</a:extLst></wp:docPr><a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
        '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture">'
        '<pic:pic xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:nvPicPr>'
        f'<pic:cNvPr id="{number}" name="{name}"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill>'
        f'<a:blip xmlns:r="{_RELATIONS}" r:embed="picture-{name}"/>'
        '<a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/>'
        f'<a:ext cx="{_WORD_SIZE}" cy="{_WORD_SIZE}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
        "</pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing>"
    )
    left, right = _WORD_COLUMNS
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{left + right}" w:type="dxa"/><w:tblLayout w:type="fixed"/></w:tblPr>'
        f'<w:tblGrid><w:gridCol w:w="{left}"/><w:gridCol w:w="{right}"/></w:tblGrid>'
        "<w:tr><w:trPr><w:cantSplit/></w:trPr>"
        f'<w:tc><w:tcPr><w:tcW w:w="{left}" w:type="dxa"/></w:tcPr><w:p><w:r>{drawing}</w:r></w:p></w:tc>'
        f'<w:tc><w:tcPr><w:tcW w:w="{right}" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>{words}</w:tc>'
        "</w:tr></w:tbl>"
        f"{_SPACE}"
    )


def _odf_row(name: str, words: str, number: int) -> str:
    frame = (
        f'<draw:frame draw:style-name="Picture" draw:name="Picture {number}" text:anchor-type="as-char"'
        ' svg:width="2.1cm" svg:height="2.1cm">'
        f'<draw:image xlink:href="Pictures/{name}.png" xlink:type="simple" xlink:show="embed" xlink:actuate="onLoad"/>'
        "</draw:frame>"
    )
    cell = '<table:table-cell table:style-name="PictureCell" office:value-type="string">'
    return (
        f'<table:table table:name="Picture {number}" table:style-name="PictureTable">'
        '<table:table-column table:style-name="PictureColumn"/><table:table-column table:style-name="PictureWords"/>'
        f'<table:table-row table:style-name="Row">{cell}<text:p>{frame}</text:p></table:table-cell>{cell}{words}'
        "</table:table-cell></table:table-row></table:table><text:p/>"
    )
