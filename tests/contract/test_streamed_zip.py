"""A zip that is sent while it is made is one that every program opens."""

import io
import subprocess
import tracemalloc
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

from forms_backend.documents.streamed_zip import streamed_zip

FILES = [("a.txt", b"first"), ("policies/b.docx", bytes(range(256)) * 40), ("empty.txt", b""), ("café.pdf", b"%PDF-")]


def test_every_file_comes_out_as_it_went_in(tmp_path: Path) -> None:
    made = tmp_path / "made.zip"
    made.write_bytes(b"".join(streamed_zip(FILES)))
    with ZipFile(made) as file:
        assert file.testzip() is None
        assert [(name, file.read(name)) for name in file.namelist()] == FILES
    listed = subprocess.run(["unzip", "-t", str(made)], capture_output=True, text=True, check=False)
    assert listed.returncode == 0, listed.stdout
    subprocess.run(["unzip", "-q", str(made), "-d", str(tmp_path / "out")], check=True)
    assert (tmp_path / "out" / "policies" / "b.docx").read_bytes() == FILES[1][1]
    assert [unicodedata.normalize("NFC", one.name) for one in (tmp_path / "out").glob("*.pdf")] == ["café.pdf"]


def test_the_same_files_give_the_same_bytes() -> None:
    assert b"".join(streamed_zip(FILES)) == b"".join(streamed_zip(FILES))


def test_no_files_give_an_empty_zip() -> None:
    with ZipFile(io.BytesIO(b"".join(streamed_zip([])))) as file:
        assert file.namelist() == []


def test_a_file_is_sent_before_the_next_is_made_and_then_forgotten() -> None:
    made: list[int] = []

    def files() -> Iterator[tuple[str, bytes]]:
        for at in range(40):
            made.append(at)
            yield f"{at}.bin", bytes(1_000_000)

    tracemalloc.start()
    for at, piece in enumerate(streamed_zip(files())):
        assert len(made) == min(at + 1, 40)
        assert len(piece) < 1_100_000
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 8_000_000
