"""What may be uploaded: honest files of every kind, and each way in which a file can lie."""

import shutil
import subprocess
from datetime import date
from pathlib import Path
from zipfile import ZIP_STORED

import pytest

from forms_backend.answers.archives import DAMAGED, LOCKED, NESTED, PIECE, SWELLS
from forms_backend.answers.model import Answer, DocumentGiven, Position, Way, Workspace, Written
from forms_backend.answers.uploads import (
    EMPTY,
    KINDS,
    LARGEST,
    MACROS,
    MISMATCH,
    OTHER_KIND,
    TOO_LARGE,
    media_type,
    plain_name,
    refusal,
    stored_files,
)
from tests.sample_files import (
    DOCX,
    JPEG,
    NOISE,
    ODS,
    ODT,
    OLE,
    PDF,
    PNG,
    XLSX,
    archive,
    parts,
    patched,
    retyped,
    streamed,
    with_parts,
)

DAY = date(2026, 1, 31)

HONEST = {
    "policy.docx": DOCX,
    "register.xlsx": XLSX,
    "policy.odt": ODT,
    "register.ods": ODS,
    "certificate.pdf": PDF,
    "photo.jpg": JPEG,
    "photo.jpeg": JPEG,
    "screen.png": PNG,
    "PHOTO.JPG": JPEG,
    "notes.txt": "Café: £3\r\n\tend\f".encode(),
    "windows.txt": "Café: £3".encode("cp1252"),
    "notepad.txt": "\ufeffCafé".encode(),
    "excel.csv": "Name;Preis\r\nStuhl;5 €".encode("utf-16"),
    "devices.csv": b"name,kind\r\n=1+1,<b>laptop</b>\r\n",
    "streamed.docx": streamed(parts(DOCX)),
    "stored.xlsx": archive(parts(XLSX), ZIP_STORED),
    "long.docx": with_parts(DOCX, {"word/media/big.png": PNG + NOISE}),
    "of a byte more than is unpacked at a time.docx": with_parts(DOCX, {"word/a.xml": bytes(PIECE + 1)}),
    "of ten megabytes.txt": b"a" * LARGEST,
    "many parts.docx": with_parts(DOCX, {f"word/{number}.xml": b"<x/>" for number in range(1_900)}),
}


@pytest.mark.parametrize("name", HONEST)
def test_an_honest_file_is_taken(name: str) -> None:
    assert refusal(name, HONEST[name]) == ""
    assert media_type(name) in {kind.media_type for kind in KINDS.values()}


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not here")
def test_what_libreoffice_saves_is_taken(tmp_path: Path) -> None:
    for name, content in (("policy.docx", DOCX), ("register.xlsx", XLSX)):
        (tmp_path / name).write_bytes(content)
    command = ["soffice", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless"]
    for source, ending in (("policy.docx", "odt"), ("register.xlsx", "ods")):
        asked = [*command, "--convert-to", ending, "--outdir", str(tmp_path), str(tmp_path / source)]
        subprocess.run(asked, check=True, capture_output=True, timeout=120)
    for name in ("policy.odt", "register.ods"):
        assert refusal(name, (tmp_path / name).read_bytes()) == ""


def test_every_kind_of_file_is_refused_under_the_name_of_another() -> None:
    samples = {"pdf": PDF, "docx": DOCX, "xlsx": XLSX, "odt": ODT, "ods": ODS, "jpg": JPEG, "png": PNG}
    wrong = [
        (kind, ending)
        for kind, content in samples.items()
        for ending in KINDS
        if not refusal(f"a.{ending}", content) and ending.replace("jpeg", "jpg") != kind
    ]
    assert wrong == []


OTHER = {
    "no ending": ("policy", PDF),
    "only an ending": (".pdf", PDF),
    "an ending that hides another": ("policy.pdf.exe", PDF),
    "an old Word file": ("policy.doc", OLE + bytes(600)),
    "a Word file that may have macros": ("policy.docm", DOCX),
    "a web page": ("policy.html", b"<html></html>"),
    "a drawing": ("logo.svg", b"<svg/>"),
    "an archive": ("all.zip", archive({"a.txt": b"a"})),
    "nothing": ("", b""),
}


@pytest.mark.parametrize(("name", "content"), OTHER.values(), ids=OTHER)
def test_other_kinds_are_refused(name: str, content: bytes) -> None:
    assert refusal(name, content) == OTHER_KIND


LIES: dict[str, tuple[str, bytes, str]] = {
    "empty": ("a.pdf", b"", EMPTY),
    "empty text": ("a.txt", b"", EMPTY),
    "a byte too large": ("a.txt", b"a" * (LARGEST + 1), TOO_LARGE),
    "an archive called Word": ("a.docx", archive({"a.txt": b"a"}), MISMATCH),
    "an archive called OpenDocument": ("a.odt", archive({"a.txt": b"a"}), MISMATCH),
    "a template called a document": (
        "a.odt",
        with_parts(ODT, {"mimetype": b"application/vnd.oasis.opendocument.text-template"}),
        MISMATCH,
    ),
    "only the first member of OpenDocument": (
        "a.odt",
        archive({"mimetype": parts(ODT)["mimetype"], "META-INF/manifest.xml": parts(ODT)["META-INF/manifest.xml"]}),
        MISMATCH,
    ),
    **{
        f"the encoding {name}": (
            "a.xlsx",
            with_parts(XLSX, {"[Content_Types].xml": f'<?xml version="1.0" encoding="{name}"?><a/>'.encode()}),
            DAMAGED,
        )
        for name in ("unheard-of", "shift_jis", "idna")
    },
    "a Word file without its text": (
        "a.docx",
        archive({name: content for name, content in parts(DOCX).items() if name != "word/document.xml"}),
        MISMATCH,
    ),
    "a web page called text": ("a.txt", b" \r\n<!DOCTYPE html><p>", MISMATCH),
    "a script called a table": ("a.csv", b"\xef\xbb\xbf<script>alert(1)</script>", MISMATCH),
    "a program called text": ("a.txt", b"MZ\x90\x00" + bytes(60), MISMATCH),
    "a shell script called text": ("a.txt", b"#!/bin/sh\nrm -rf /\n", MISMATCH),
    "wide characters that break off": ("a.csv", "\ufeffa".encode("utf-16-le") + b"\xd8", MISMATCH),
    "junk before a picture": ("a.png", b"<script></script>" + PNG, MISMATCH),
    "a picture before a Word file": ("a.docx", PNG + DOCX, MISMATCH),
    "a Word file behind a picture": ("a.png", PNG + DOCX, NESTED),
    "an archive behind a photo": ("a.jpg", JPEG + archive({"a": b"a"}), NESTED),
    "an archive behind a PDF": ("a.pdf", PDF + archive({"a": b"a"}), NESTED),
    "an old or locked Word file called new": ("a.docx", OLE + bytes(600), LOCKED),
    "a locked OpenDocument file": (
        "a.odt",
        with_parts(
            ODT,
            {
                "META-INF/manifest.xml": (
                    b'<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><m:file-entry '
                    b'm:full-path="content.xml"><m:encryption-data/></m:file-entry></m:manifest>'
                )
            },
        ),
        LOCKED,
    ),
    "an OpenDocument file locked as a whole, as LibreOffice does since 24.8": (
        "a.ods",
        archive(
            {
                "mimetype": b"application/vnd.oasis.opendocument.spreadsheet",
                "encrypted-package": b"x" * 99,
                "META-INF/manifest.xml": (
                    b'<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><m:file-entry '
                    b'm:full-path="encrypted-package"><m:encryption-data/></m:file-entry></m:manifest>'
                ),
            }
        ),
        LOCKED,
    ),
    "a locked member": ("a.xlsx", patched(XLSX, "xl/workbook.xml", 8, "<H", lambda flags: flags | 1), LOCKED),
    "a Word file with macros": ("a.docx", with_parts(DOCX, {"word/vbaProject.bin": OLE}), MACROS),
    "macros in another spelling": ("a.docx", with_parts(DOCX, {"WORD/VBAPROJECT.BIN": b"x"}), MACROS),
    "macros under another name": (
        "a.docx",
        retyped(
            with_parts(DOCX, {"word/notes.bin": b"x"}),
            "</Types>",
            '<Override PartName="/word/notes.bin" ContentType="application/vnd.ms-office.vbaProject"/></Types>',
        ),
        MACROS,
    ),
    "a Word file that may have macros": (
        "a.docx",
        retyped(
            DOCX,
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
            "application/vnd.ms-word.document.macroEnabled.main+xml",
        ),
        MACROS,
    ),
    "a sheet of old macros": (
        "a.xlsx",
        retyped(
            XLSX,
            "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml",
            "application/vnd.ms-excel.macrosheet+xml",
        ),
        MACROS,
    ),
    "OpenDocument with Basic": ("a.odt", with_parts(ODT, {"Basic/Standard/Module1.xml": b"<x/>"}), MACROS),
    "OpenDocument with a script": ("a.ods", with_parts(ODS, {"Scripts/python/a.py": b"pass"}), MACROS),
    "a Word file in a Word file": ("a.docx", with_parts(DOCX, {"word/embeddings/a.docx": DOCX}), NESTED),
    "an archive under an innocent name": ("a.docx", with_parts(DOCX, {"word/a.xml": archive({"a": b"a"})}), NESTED),
    "an archive behind a picture inside": (
        "a.docx",
        with_parts(DOCX, {"word/a.png": PNG + archive({"a": b""})}),
        NESTED,
    ),
    "packed otherwise inside": ("a.xlsx", with_parts(XLSX, {"xl/a.bin": b"7z\xbc\xaf\x27\x1c00"}), NESTED),
    "an object inside": ("a.xlsx", with_parts(XLSX, {"xl/embeddings/oleObject1.bin": OLE}), NESTED),
}


@pytest.mark.parametrize(("name", "content", "words"), LIES.values(), ids=LIES)
def test_a_file_that_is_not_what_it_seems_is_refused_with_words_that_help(
    name: str, content: bytes, words: str
) -> None:
    assert refusal(name, content) == words


def test_every_refusal_is_a_sentence_with_something_to_do() -> None:
    every = (EMPTY, TOO_LARGE, OTHER_KIND, MISMATCH, MACROS, DAMAGED, LOCKED, NESTED, SWELLS)
    assert len(set(every)) == len(every)
    for words in every:
        assert words.endswith(".")
        assert "choose" in words.lower()


NAMES = {
    "policy.docx": "policy.docx",
    "C:\\Users\\Jo\\My policy.docx": "My policy.docx",
    "../../etc/passwd.txt": "passwd.txt",
    "a/b\\c.pdf": "c.pdf",
    "poli\x00cy\x1b.pdf": "policy.pdf",
    "line\r\nbreak\t.pdf": "line break .pdf",
    "policy\u202efdp.exe": "policyfdp.exe",
    "half\ud83d.pdf": "half.pdf",
    "Screenshot at 9.41\u202fAM.png": "Screenshot at 9.41 AM.png",
    "Politique générale, été 🌹.pdf": "Politique générale, été 🌹.pdf",
    'a"b;c.pdf': 'a"b;c.pdf',
    "": "",
    "folder/": "",
}


@pytest.mark.parametrize(("given", "kept"), NAMES.items())
def test_a_file_keeps_its_own_name_and_nothing_else(given: str, kept: str) -> None:
    assert plain_name(given) == kept


@pytest.mark.parametrize("given", ["é" * 400 + ".pdf", "a." + "b" * 400, "x" * 400, "." * 400])
def test_a_name_is_cut_to_150_characters_before_its_ending(given: str) -> None:
    assert len(plain_name(given)) == 150
    assert plain_name(given).endswith(".pdf") == given.endswith(".pdf")


def test_stored_files_are_those_that_answers_point_to() -> None:
    values = {
        "a": DocumentGiven(Way.UPLOAD, "1" * 32, "policy.docx"),
        "b": DocumentGiven(Way.PLACE, "2" * 32),
        "c": DocumentGiven(Way.GIVEN, "a"),
        "d": Written("3" * 32),
        "e": DocumentGiven(Way.UPLOAD, "4" * 32, "list.csv"),
        "f": DocumentGiven(Way.UPLOAD, ""),
        "g": None,
    }
    answers = {name: Answer(Position.NO, DAY, value) for name, value in values.items()}
    workspace = Workspace(year="2025-26", aim="standards-met", created_on=DAY, changed_on=DAY, answers=answers)
    assert stored_files(workspace) == {"1" * 32: "policy.docx", "4" * 32: "list.csv"}
