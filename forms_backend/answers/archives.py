"""Zip archives that people send, read to their last byte before anybody opens them (limits: decision 21).

No header is trusted. Members must fill the file without a gap, and each is unpacked as it stands there and counted.
"""

import io
import struct
import zlib
from collections.abc import Collection, Iterator
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

MOST_MEMBERS = 2_000
MOST_UNPACKED = 100 * 1024 * 1024  # bytes of all members together
MOST_GROWTH = 100  # how many times its packed size a member may be
SMALL = (
    1024 * 1024
)  # bytes; up to here growth is free: measured, an honest Word table of 1,000 empty rows grows 127 times
PIECE = 64 * 1024  # bytes unpacked at a time

_LOCAL = struct.Struct("<4sHHHHHLLLHH")  # the header before a member (APPNOTE.TXT 4.3.7)
_DESCRIPTOR = 24  # bytes that may stand after a member (4.3.9)
_ENCRYPTED = 0x2041  # flags: encrypted, strongly encrypted, encrypted directory (4.4.4)
_UTF_8 = 0x800  # flag: the name is in UTF-8
_DIRECTORY_ENTRY = b"PK\1\2"
_END = struct.Struct("<4s16xH")  # what an archive ends with (4.3.16)
_STARTS = (
    b"PK\3\4",
    b"PK\5\6",
    b"Rar!\x1a\7",
    b"7z\xbc\xaf\x27\x1c",
    b"\x1f\x8b\x08",  # gzip
    b"BZh",
    b"\xfd7zXZ\0",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",  # OLE: old Office files, and whatever is embedded as an object
)

DAMAGED = "We cannot read this file. Open it on your computer, save it again and choose the new one."
LOCKED = "This file is locked with a password. Save it without one and choose that, or say where it is kept."
NESTED = "This file has another file packed inside it. Save it as a PDF and choose that."
SWELLS = "There is far more packed in this file than we can check. Save it as a PDF and choose that."


class Refused(Exception):  # noqa: N818 - a state of affairs
    """A file cannot be taken; the message is for the person who chose it."""


def member_names(content: bytes) -> tuple[str, ...]:
    """The names an archive lists, in the order in which they stand in the file. Raises Refused."""
    members, _ = _directory(content)
    names = tuple(one.filename for one in members)
    if any(one.flag_bits & _ENCRYPTED for one in members):
        raise Refused(LOCKED)
    if len({name.casefold() for name in names}) < len(names):
        raise Refused(DAMAGED)  # two programs would see two different files
    return names


def unpacked(content: bytes, wanted: Collection[str]) -> dict[str, bytes]:
    """The wanted members that are there, by name, once all of the archive has been read. Raises Refused."""
    members, end = _directory(content)
    found, room, at = {}, MOST_UNPACKED, 0
    for one in members:
        start = _start(content, one, after=at)
        at = start + one.compress_size
        size, first = _read(memoryview(content)[start:at], one, room)
        room -= size
        if one.filename in wanted:
            if size > len(first):
                raise Refused(DAMAGED)  # no part that is looked into is ever so long
            found[one.filename] = first
    if not 0 <= end - at <= _DESCRIPTOR:
        raise Refused(DAMAGED)
    return found


def is_packed(start: bytes, end: bytes) -> bool:
    """Whether something begins or ends as packed files do. `end` is its last 64 KB or more, or all of it."""
    at = end.rfind(b"PK\5\6")
    ends_so = 0 <= at <= len(end) - _END.size and at + _END.size + _END.unpack_from(end, at)[1] == len(end)
    return start.startswith(_STARTS) or ends_so


def _directory(content: bytes) -> tuple[list[ZipInfo], int]:
    """The members in the order in which they stand in the file, and where the directory after them begins."""
    if content.count(_DIRECTORY_ENTRY) > MOST_MEMBERS:  # counted first: even reading a long directory is work
        raise Refused(SWELLS)
    try:
        with ZipFile(io.BytesIO(content)) as archive:
            return sorted(archive.infolist(), key=lambda one: one.header_offset), archive.start_dir
    except (BadZipFile, NotImplementedError, ValueError, struct.error) as error:
        raise Refused(DAMAGED) from error


def _start(content: bytes, member: ZipInfo, after: int) -> int:
    """Where a member's own bytes begin: behind its header, which must follow what came before and fit the directory."""
    gap = member.header_offset - after
    if not 0 <= gap <= (_DESCRIPTOR if after else 0) or member.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
        raise Refused(DAMAGED)
    try:
        mark, _, flags, method, *_, name, extra = _LOCAL.unpack_from(content, member.header_offset)
    except struct.error as error:
        raise Refused(DAMAGED) from error
    first = member.header_offset + _LOCAL.size
    written = content[first : first + name].decode("utf-8" if flags & _UTF_8 else "cp437", "replace")
    if (mark, method, written) != (b"PK\3\4", member.compress_type, member.orig_filename):
        raise Refused(DAMAGED)
    return int(first + name + extra)


def _read(packed: memoryview, member: ZipInfo, room: int) -> tuple[int, bytes]:
    """How many bytes a member has, and the first of them (up to SMALL)."""
    most = min(room, max(SMALL, MOST_GROWTH * len(packed)))
    size, check, start, end = 0, 0, b"", b""
    for piece in _pieces(packed, member.compress_type):
        size += len(piece)
        if size > most:
            raise Refused(SWELLS)
        check = zlib.crc32(piece, check)
        start = start if len(start) >= SMALL else (start + piece)[:SMALL]
        end = (end + piece)[-PIECE - _END.size :]
    if check != member.CRC:
        raise Refused(DAMAGED)
    if is_packed(start, end):
        raise Refused(NESTED)
    return size, start


def _pieces(packed: memoryview, method: int) -> Iterator[bytes]:
    parts = [packed[at : at + PIECE] for at in range(0, len(packed), PIECE)]
    if method == ZIP_STORED:
        yield from map(bytes, parts)
        return
    engine = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        for part in parts:
            yield from _drained(engine, part)
    except zlib.error as error:
        raise Refused(DAMAGED) from error
    if parts and (engine.unused_data or not engine.eof):
        raise Refused(DAMAGED)


def _drained(engine: "zlib._Decompress", part: memoryview | bytes) -> Iterator[bytes]:
    """All that comes out for a part that goes in. A piece that is not full means that nothing is left inside."""
    while True:
        piece = engine.decompress(part, PIECE)
        yield piece
        part = engine.unconsumed_tail
        if engine.eof or (not part and len(piece) < PIECE):
            return
