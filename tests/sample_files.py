"""Files people might upload, made by the programs that make them, and ways to tamper with them."""

import io
import random
import struct
from collections.abc import Callable, Mapping
from datetime import date
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import docx
import odfdo
import openpyxl
import pikepdf
from PIL import Image

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # how old Office files begin
MEGABYTE = 1024 * 1024


def picture(kind: str) -> bytes:
    target = io.BytesIO()
    Image.radial_gradient("L").convert("RGB").save(target, kind)
    return target.getvalue()


def a_docx() -> bytes:
    document = docx.Document()
    document.add_heading("Own devices")
    document.add_picture(io.BytesIO(picture("PNG")))
    document.add_table(1_000, 4)
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def an_xlsx() -> bytes:
    book = openpyxl.Workbook()
    for row in range(5_000):
        book.worksheets[0].append([row, "Laptop", "Yes", date(2026, 1, 31)])
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def an_open_document(kind: str) -> bytes:
    target = io.BytesIO()
    odfdo.Document(kind).save(target)
    return target.getvalue()


def a_pdf() -> bytes:
    target = io.BytesIO()
    with pikepdf.new() as document:
        document.add_blank_page()
        document.save(target)
    return target.getvalue()


def archive(members: Mapping[str, bytes], method: int = ZIP_DEFLATED) -> bytes:
    target = io.BytesIO()
    with ZipFile(target, "w", method) as made:
        for name, content in members.items():
            made.writestr(ZipInfo(name), content, method)
    return target.getvalue()


def parts(content: bytes) -> dict[str, bytes]:
    with ZipFile(io.BytesIO(content)) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def streamed(members: Mapping[str, bytes]) -> bytes:
    """An archive as written by a program that cannot go back in its output: sizes stand behind each member."""

    class Stream(io.BytesIO):
        def seekable(self) -> bool:
            return False

    target = Stream()
    with ZipFile(target, "w", ZIP_DEFLATED) as made:
        for name, content in members.items():
            made.writestr(name, content)
    return target.getvalue()


def with_parts(content: bytes, more: Mapping[str, bytes], method: int = ZIP_DEFLATED) -> bytes:
    """An office file with more members, or with others in their place."""
    return archive({**parts(content), **more}, method)


def retyped(content: bytes, old: str, new: str) -> bytes:
    types = parts(content)["[Content_Types].xml"].replace(old.encode(), new.encode())
    return with_parts(content, {"[Content_Types].xml": types})


def patched(content: bytes, member: str, field: int, size: str, change: Callable[[int], int]) -> bytes:
    """An archive whose directory says something else about a member; `field` counts from the entry's start."""
    at = content.index(b"PK\1\2", content.rindex(member.encode()) - 46)
    (value,) = struct.unpack_from(size, content, at + field)
    altered = bytearray(content)
    struct.pack_into(size, altered, at + field, change(value))
    return bytes(altered)


DOCX, XLSX, ODT, ODS = a_docx(), an_xlsx(), an_open_document("text"), an_open_document("spreadsheet")
PDF, PNG, JPEG = a_pdf(), picture("PNG"), picture("JPEG")
NOISE = random.Random(30_06_2026).randbytes(3 * MEGABYTE)
