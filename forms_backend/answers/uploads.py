"""Which files may be uploaded: what is in a file must be what its name says, and nothing may hide in it."""

import codecs
import re
from collections.abc import Callable
from typing import NamedTuple
from xml.parsers import expat

from forms_backend.answers.archives import DAMAGED, LOCKED, NESTED, PIECE, Refused, is_packed, member_names, unpacked
from forms_backend.answers.model import DocumentGiven, Way, Workspace

LARGEST = 10 * 1024 * 1024  # bytes
LONGEST_NAME = 150  # characters

EMPTY = "This file is empty. Check it on your computer and choose it again."
TOO_LARGE = "This file is larger than 10 MB. Choose a smaller one, or say where it is kept."
OTHER_KIND = (
    "We cannot take this kind of file. Save it as a PDF, Word (docx), Excel (xlsx), odt, ods, picture (jpg or png) or "
    "text (txt or csv) and choose that, or say where it is kept."
)
MISMATCH = "What is in this file does not fit the end of its name. Open it, save it as a PDF and choose that."
MACROS = "This file has macros in it: small programs that could do harm. Save it as a PDF and choose that."

_OOXML = "application/vnd.openxmlformats-officedocument."
_ODF = "application/vnd.oasis.opendocument."
_CONTENT_TYPES, _MIMETYPE, _MANIFEST = "[Content_Types].xml", "mimetype", "META-INF/manifest.xml"
_MACRO_NAME = re.compile(r"(.*/)?vba[^/]*\.(bin|xml)|(basic|scripts)/.*", re.IGNORECASE)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")
_NOT_TEXT = re.compile(r"\s*(%PDF-|\{\\rtf|#!|<\?|<!doctype|<(html|head|body|script|iframe|svg)\b)", re.IGNORECASE)


class FileKind(NamedTuple):
    """A kind of file we take. `check` raises Refused for bytes that are not, or not only, of this kind."""

    media_type: str
    check: Callable[[bytes], None]


def plain_name(name: str) -> str:
    """A file's own name: the last part of a path, of printable characters, cut before its ending where too long."""
    last = " ".join(re.split(r"[/\\]", name)[-1].split())
    shown = "".join(one for one in last if one.isprintable())
    stem, dot, ending = shown.rpartition(".")
    return f"{stem[: max(LONGEST_NAME - len(ending) - 1, 0)]}{dot}{ending}"[:LONGEST_NAME]


def refusal(name: str, content: bytes) -> str:
    """Why a file cannot be taken, in words for the person who chose it; empty when nothing speaks against it."""
    kind = _kind(name)
    if kind is None:
        return OTHER_KIND
    if not content:
        return EMPTY
    if len(content) > LARGEST:
        return TOO_LARGE
    try:
        kind.check(content)
    except Refused as error:
        return str(error)
    return ""


def media_type(name: str) -> str:
    """The media type of a file of this name."""
    kind = _kind(name)
    return kind.media_type if kind else "application/octet-stream"


def stored_files(workspace: Workspace) -> dict[str, str]:
    """The people's own names of all uploaded files that an answer points to, by the name they are stored under."""
    values = (answer.value for answer in workspace.answers.values())
    return {
        one.what: one.file_name
        for one in values
        if isinstance(one, DocumentGiven) and one.way is Way.UPLOAD and one.what
    }


def _kind(name: str) -> FileKind | None:
    stem, _, ending = name.rpartition(".")
    return KINDS.get(ending.lower()) if stem else None


def _begins(*signatures: bytes) -> Callable[[bytes], None]:
    """A check for kinds that are known by their first bytes."""

    def check(content: bytes) -> None:
        if not content.startswith(signatures):
            raise Refused(MISMATCH)
        if is_packed(b"", content[-2 * PIECE :]):
            raise Refused(NESTED)

    return check


def _text(content: bytes) -> None:
    """Refuse what is no plain text. The encoding is not asked: only characters that all of them share are looked at."""
    wide = content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    try:
        words = content.decode("utf-16") if wide else content.removeprefix(codecs.BOM_UTF8).decode("latin-1")
    except UnicodeDecodeError as error:
        raise Refused(MISMATCH) from error
    if _CONTROL.search(words) or _NOT_TEXT.match(words):
        raise Refused(MISMATCH)


def _names(content: bytes) -> tuple[str, ...]:
    """The names of an office file's parts. Macros are told by them."""
    if content.startswith(_OLE):
        raise Refused(LOCKED)  # so Office stores a file with a password; an old one under a new name is one, too
    if not content.startswith(b"PK\3\4"):
        raise Refused(MISMATCH)
    names = member_names(content)
    if any(_MACRO_NAME.fullmatch(name) for name in names):
        raise Refused(MACROS)
    return names


def _office(main: str) -> Callable[[bytes], None]:
    """A check for Word and Excel files, known by the type of their main part (ECMA-376 part 2, 7.2.3)."""

    def check(content: bytes) -> None:
        names = {f"/{name}".casefold() for name in _names(content)}
        found = unpacked(content, [_CONTENT_TYPES])
        if _CONTENT_TYPES not in found:
            raise Refused(MISMATCH)
        declared = [given for _, given in _elements(found[_CONTENT_TYPES])]
        types = [one.get("ContentType", "").casefold() for one in declared]
        if any("macro" in each or "vba" in each for each in types):
            raise Refused(MACROS)
        parts = [one.get("PartName", "").casefold() for one, each in zip(declared, types, strict=True) if each == main]
        if len(parts) != 1 or parts[0] not in names:
            raise Refused(MISMATCH)

    main = f"{_OOXML}{main}.main+xml".casefold()
    return check


def _open_document(kind: str) -> Callable[[bytes], None]:
    """A check for OpenDocument files, known by their member `mimetype` (OpenDocument 1.3 part 2, 3.3)."""

    def check(content: bytes) -> None:
        names = _names(content)
        found = unpacked(content, [_MIMETYPE, _MANIFEST])
        if found.get(_MIMETYPE, b"").strip() != f"{_ODF}{kind}".encode():
            raise Refused(MISMATCH)
        if any(name == "encryption-data" for name, _ in _elements(found.get(_MANIFEST, b""))):
            raise Refused(LOCKED)  # before its parts are missed: newer programs lock all of them into one
        if "content.xml" not in names:
            raise Refused(MISMATCH)

    return check


def _elements(xml: bytes) -> list[tuple[str, dict[str, str]]]:
    """Every element's name and attributes, without name spaces. A part that we look into has no document type."""
    found: list[tuple[str, dict[str, str]]] = []

    def refuse(*_: object) -> None:
        raise Refused(DAMAGED)

    def begin(name: str, given: dict[str, str]) -> None:
        found.append((name.rpartition(" ")[2], {key.rpartition(" ")[2]: value for key, value in given.items()}))

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartDoctypeDeclHandler = refuse
    parser.StartElementHandler = begin
    try:
        parser.Parse(xml, True)  # noqa: FBT003 - pyexpat takes no keyword
    except (expat.ExpatError, LookupError, ValueError) as error:  # an encoding that it does not know
        raise Refused(DAMAGED) from error
    return found


_jpeg = FileKind("image/jpeg", _begins(b"\xff\xd8\xff"))

KINDS: dict[str, FileKind] = {  # by the ending of the name
    "pdf": FileKind("application/pdf", _begins(b"%PDF-")),
    "docx": FileKind(f"{_OOXML}wordprocessingml.document", _office("wordprocessingml.document")),
    "xlsx": FileKind(f"{_OOXML}spreadsheetml.sheet", _office("spreadsheetml.sheet")),
    "odt": FileKind(f"{_ODF}text", _open_document("text")),
    "ods": FileKind(f"{_ODF}spreadsheet", _open_document("spreadsheet")),
    "jpg": _jpeg,
    "jpeg": _jpeg,
    "png": FileKind("image/png", _begins(b"\x89PNG\r\n\x1a\n")),
    "txt": FileKind("text/plain", _text),
    "csv": FileKind("text/csv", _text),
}
