"""A zip made while it is sent: each file is forgotten once it is on its way, so memory stays flat."""

import io
from collections.abc import Iterable, Iterator
from zipfile import ZIP_STORED, ZipFile, ZipInfo

_NO_DAY = (1980, 1, 1, 0, 0, 0)  # the first day a zip knows: always the same, so that bytes are the same
_READABLE = 0o644 << 16  # what Unix may do with an unpacked file


def streamed_zip(files: Iterable[tuple[str, bytes]]) -> Iterator[bytes]:
    """The zip of these files, piece by piece, one after each file. They are not compressed: documents are already."""
    out = _Outgoing()
    with ZipFile(out, "w") as archive:
        for name, content in files:
            about = ZipInfo(name, _NO_DAY)
            about.external_attr = _READABLE
            archive.writestr(about, content, ZIP_STORED)
            yield out.taken()
    yield out.taken()


class _Outgoing(io.RawIOBase):
    """What ZipFile writes to; it cannot go back, so it writes the sizes of a file behind it."""

    def __init__(self) -> None:
        self._pieces: list[bytes] = []

    def writable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return False

    def write(self, piece: object) -> int:  # bytes-like, as ZipFile hands it over
        content = bytes(piece)  # type: ignore[call-overload]  # typeshed has no name for all that has a buffer here
        self._pieces.append(content)
        return len(content)

    def taken(self) -> bytes:
        """What was written since the last time."""
        content = b"".join(self._pieces)
        self._pieces.clear()
        return content
