"""Archives that lie: about sizes, names and places, or by growing without end."""

import random
import struct
import tracemalloc
import zlib
from zipfile import ZIP_DEFLATED, ZIP_LZMA, ZIP_STORED

import pytest

from forms_backend.answers.archives import DAMAGED, LOCKED, MOST_UNPACKED, NESTED, SWELLS
from forms_backend.answers.uploads import MACROS, MISMATCH, refusal
from tests.sample_files import DOCX, MEGABYTE, NOISE, ODS, archive, parts, patched, with_parts


def overlapping(names: int) -> bytes:
    """An archive of many names for one and the same member of 1 MB: its size grows with names alone."""
    single = archive({"a": bytes(MEGABYTE)})
    start, entry = single.index(b"PK\1\2"), single[single.index(b"PK\1\2") : single.index(b"PK\5\6")]
    directory = b"".join(entry[:46] + bytes([33 + number]) for number in range(names))
    end = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, names, names, len(directory), start, 0)
    return single[:start] + directory + end


def with_gap(size: int) -> bytes:
    """An archive with bytes that belong to no member, between the last one and a directory that knows of the shift."""
    start, end = DOCX.index(b"PK\1\2"), DOCX.rindex(b"PK\5\6")
    told = end + 16 + size  # where the archive says where its directory begins
    gaping = bytearray(DOCX[:start] + bytes(size) + DOCX[start:])
    struct.pack_into("<L", gaping, told, start + size)
    return bytes(gaping)


def with_stream(packed: bytes, unpacked: bytes, method: int = ZIP_DEFLATED) -> bytes:
    """A Word file with one more member, whose bytes in the file are these and whose headers tell of what they give."""
    name = "word/a.xml"
    made = with_parts(DOCX, {name: packed}, ZIP_STORED)
    made = patched(made, name, 10, "<H", lambda _: method)
    made = patched(made, name, 16, "<L", lambda _: zlib.crc32(unpacked))
    made = patched(made, name, 24, "<L", lambda _: len(unpacked))
    local = bytearray(made)
    struct.pack_into("<H", local, made.index(name.encode()) - 30 + 8, method)
    return bytes(local)


def renamed(old: bytes, new: bytes) -> bytes:
    """A Word file that calls a member otherwise in its directory than before the member itself."""
    return DOCX.replace(old, new, 1)


WORDS = b"What we do, and who does it. " * 9
STREAM = zlib.compress(WORDS, wbits=-zlib.MAX_WBITS)
BLANKS = bytes(random.Random(30_06_2026).choices(b" \t\r\n", k=2 * MEGABYTE))

LIES: dict[str, tuple[bytes, str]] = {
    "too many members": (with_parts(DOCX, {f"{number}": b"" for number in range(2_001)}), SWELLS),
    "a member that swells": (with_parts(DOCX, {"word/a.xml": bytes(5 * MEGABYTE)}), SWELLS),
    "members that swell together": (
        with_parts(DOCX, {f"word/{number}.xml": bytes(MEGABYTE) for number in range(MOST_UNPACKED // MEGABYTE)}),
        SWELLS,
    ),
    "a member that says it is small": (
        patched(with_parts(DOCX, {"word/a.xml": bytes(50 * MEGABYTE)}), "word/a.xml", 24, "<L", lambda _: 10),
        SWELLS,
    ),
    "a member that says it is packed less": (
        patched(DOCX, "word/document.xml", 20, "<L", lambda size: size - 4),
        DAMAGED,
    ),
    "a member that says it is packed more": (
        patched(DOCX, "word/document.xml", 20, "<L", lambda size: size + 4),
        DAMAGED,
    ),
    "members on top of each other": (overlapping(50), DAMAGED),
    "a member with another sum": (patched(DOCX, "word/document.xml", 16, "<L", lambda x: x ^ 1), DAMAGED),
    "a member packed in an unusual way": (archive(parts(DOCX), ZIP_LZMA), DAMAGED),
    "a member that says so, and is not": (with_stream(STREAM, WORDS, method=9), DAMAGED),
    "a directory that begins elsewhere": (patched(DOCX, "word/document.xml", 42, "<L", lambda _: 0), DAMAGED),
    "bytes between members and directory": (with_gap(50), DAMAGED),
    "bytes before the first member": (DOCX[:4] + DOCX, DAMAGED),
    "more bytes than its stream has": (with_stream(STREAM + b"more", WORDS), DAMAGED),
    "far more bytes than its stream has": (with_stream(STREAM + NOISE, WORDS), DAMAGED),
    "a stream that breaks off": (with_stream(STREAM[:-20], zlib.decompressobj(-15).decompress(STREAM[:-20])), DAMAGED),
    "a member with two names": (renamed(b"word/document.xml", b"word/d0cument.xml"), DAMAGED),
    "two members of one name": (with_parts(DOCX, {"Word/Document.xml": b"<x/>"}), DAMAGED),
    "cut short": (DOCX[:-30], DAMAGED),
    "types that explain themselves": (
        with_parts(DOCX, {"[Content_Types].xml": b'<!DOCTYPE a [<!ENTITY b "c">]><Types>&b;</Types>'}),
        DAMAGED,
    ),
    "types that are no XML": (with_parts(DOCX, {"[Content_Types].xml": b"<Types>"}), DAMAGED),
    "types without end": (
        with_parts(DOCX, {"[Content_Types].xml": parts(DOCX)["[Content_Types].xml"] + BLANKS}),
        DAMAGED,
    ),
}


@pytest.mark.parametrize(("content", "words"), LIES.values(), ids=LIES)
def test_an_archive_that_lies_is_refused(content: bytes, words: str) -> None:
    assert refusal("a.docx", content) == words


def test_a_stream_as_it_should_be_is_taken() -> None:
    assert refusal("a.docx", with_stream(STREAM, WORDS)) == ""


@pytest.mark.parametrize("sample", [DOCX, ODS], ids=["docx", "ods"])
def test_a_damaged_file_is_never_more_than_refused(sample: bytes) -> None:
    chance = random.Random(30_06_2026)
    outcomes = set()
    for _ in range(400):
        altered = bytearray(sample)
        for _ in range(chance.choice((1, 4, 40))):
            altered[chance.choice((chance.randrange(len(altered)), -chance.randrange(1, 900)))] = chance.randrange(256)
        outcomes.add(refusal("a.docx" if sample is DOCX else "a.ods", bytes(altered)))
    assert DAMAGED in outcomes
    assert outcomes <= {"", DAMAGED, LOCKED, NESTED, SWELLS, MISMATCH, MACROS}


def test_a_bomb_is_refused_before_much_of_it_is_unpacked() -> None:
    bomb = with_parts(DOCX, {f"word/{number}.xml": bytes(20 * MEGABYTE) for number in range(6)})
    tracemalloc.start()
    words = refusal("a.docx", bomb)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert words == SWELLS
    assert most < 4 * MEGABYTE
