"""A document given as a file: on its way in, in the form, and back out."""

import os
import re
from io import BytesIO
from pathlib import Path

import pytest
from flask import Flask

from forms_backend.answers.archives import DAMAGED
from forms_backend.answers.model import Way
from forms_backend.answers.uploads import LARGEST, MISMATCH, OTHER_KIND, TOO_LARGE
from forms_backend.storage.files import REST, FileStore
from forms_backend.web.answering.uploading import GONE
from tests.sample_files import DOCX, PDF, PNG, XLSX
from tests.web.conftest import Visitor, started
from tests.web.uploading import IDENTITY, LOOKED, NUMBER, OTHER, PLACE, YES, download, given, key_of, upload, use_files


@pytest.fixture
def files(app: Flask, tmp_path: Path) -> FileStore:
    """The app's file store, empty."""
    return use_files(app, FileStore(tmp_path))


@pytest.fixture
def visitor(workspace: Visitor, files: FileStore) -> Visitor:
    return workspace


def test_the_question_used_here_asks_for_a_document(visitor: Visitor) -> None:
    page = visitor.read(PLACE)
    assert page.by_id("upload")["type"] == "file"
    assert page.by_id("upload")["accept"] == ".pdf,.docx,.xlsx,.odt,.ods,.jpg,.jpeg,.png,.txt,.csv"
    assert "You never have to upload" in page.by_id("upload-hint").text


def test_an_uploaded_file_is_kept_counts_and_comes_back_as_it_was(visitor: Visitor, files: FileStore) -> None:
    page = upload(visitor, "Jo/Policies/Our policy.docx", DOCX)
    assert page.status == 303, page
    value = given(visitor)
    assert re.fullmatch("[0-9a-f]{32}", value.what)
    assert (value.way, value.file_name, str(value.reviewed_on)) == (Way.UPLOAD, "Our policy.docx", "2026-03-03")
    assert files.names(key_of(visitor)) == (value.what,)
    assert visitor.read().by_id(f"q-{NUMBER}").text.endswith("Complete")
    shown = visitor.read(PLACE)
    assert "You uploaded Our policy.docx" in shown.text
    assert visitor.address(f"files/{value.what}") in shown.links
    back = download(visitor, value.what)
    assert back.bytes == DOCX
    assert "Our policy.docx" in visitor.read("evidence").text
    assert b"Our policy.docx" in visitor.read("export.json").bytes


def test_a_download_can_do_nothing_in_the_browser(visitor: Visitor) -> None:
    upload(visitor, "screen.png", PNG)
    headers = download(visitor, given(visitor).what).headers
    assert headers["Content-Disposition"] == "attachment; filename=screen.png"
    assert headers["Content-Type"] == "image/png"
    assert headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cache-Control"] == "no-store"
    assert headers["X-Robots-Tag"] == "noindex, nofollow"
    assert "ETag" not in headers


NAMES = {
    "plain.pdf": "attachment; filename=plain.pdf",
    "two words.pdf": 'attachment; filename="two words.pdf"',
    "say %22x%22; y.pdf": 'attachment; filename="say \\"x\\"; y.pdf"',
    "été 🌹.pdf": "attachment; filename=\"ete .pdf\"; filename*=UTF-8''%C3%A9t%C3%A9%20%F0%9F%8C%B9.pdf",
}


@pytest.mark.parametrize(("name", "header"), NAMES.items())
def test_a_file_comes_back_under_its_own_name(visitor: Visitor, name: str, header: str) -> None:
    upload(visitor, name, PDF)
    value = given(visitor)
    assert value.file_name == name.replace("%22", '"')  # so browsers send a quotation mark
    assert download(visitor, value.what).headers["Content-Disposition"] == header


def test_a_name_is_shown_as_typed_and_never_as_markup(visitor: Visitor) -> None:
    name = "<img src=x onerror=y> & {{ 7*7 }}.pdf"
    upload(visitor, name, PDF)
    for place in (PLACE, "evidence", "action-plan", f"questions/{OTHER}"):
        page = visitor.read(place)
        assert not page.all("img")
        assert "49" not in page.text
    assert f"You uploaded {name}" in visitor.read(PLACE).text


def test_a_saved_file_stays_when_no_other_is_chosen(visitor: Visitor, files: FileStore) -> None:
    upload(visitor, "policy.docx", DOCX)
    before = given(visitor)
    assert upload(visitor, "", b"", {"comment": "Read by all."}).status == 303
    assert visitor.kept.answers[IDENTITY].comment == "Read by all."
    assert given(visitor) == before
    assert files.names(key_of(visitor)) == (before.what,)


@pytest.mark.parametrize("position", ["partly", "no", "unknown"])
def test_a_file_is_kept_whatever_the_position(visitor: Visitor, position: str) -> None:
    assert upload(visitor, "policy.docx", DOCX, {**YES, "position": position}).status == 303
    assert download(visitor, given(visitor).what).bytes == DOCX


def test_another_file_takes_the_place_of_the_first(visitor: Visitor, files: FileStore) -> None:
    upload(visitor, "old.docx", DOCX)
    old = given(visitor).what
    assert upload(visitor, "new.pdf", PDF).status == 303
    new = given(visitor)
    assert new.file_name == "new.pdf"
    assert files.names(key_of(visitor)) == (new.what,)
    download(visitor, old, 404)


def test_saying_where_it_is_kept_takes_the_place_of_a_file(visitor: Visitor, files: FileStore) -> None:
    upload(visitor, "old.docx", DOCX)
    assert visitor.fill(PLACE, {"way": "place", "place": "Office"}).status == 303
    assert given(visitor).what == "Office"
    assert files.names(key_of(visitor)) == ()


def test_a_file_that_an_answer_refers_to_twice_stays_for_the_other(visitor: Visitor, files: FileStore) -> None:
    upload(visitor, "policy.docx", DOCX)
    name = given(visitor).what
    assert visitor.fill(f"questions/{OTHER}", {**YES, "way": "given", "given": IDENTITY}).status == 303
    assert visitor.fill(f"questions/{OTHER}", {"way": "place", "place": "Office"}).status == 303
    assert files.names(key_of(visitor)) == (name,)


def test_a_file_is_left_alone_when_another_way_was_chosen(visitor: Visitor, files: FileStore) -> None:
    assert upload(visitor, "policy.exe", b"MZ", {**YES, "way": "place", "place": "Office"}).status == 303
    assert given(visitor).what == "Office"
    assert files.names(key_of(visitor)) == ()


REFUSED = {
    "another kind": ("policy.doc", b"old", OTHER_KIND),
    "not what it says": ("policy.docx", PDF, MISMATCH),
    "damaged": ("policy.docx", DOCX[:-100], DAMAGED),
    "too large": ("policy.txt", b"x" * (LARGEST + 1), TOO_LARGE),
}


@pytest.mark.parametrize(("name", "sent", "words"), REFUSED.values(), ids=REFUSED)
def test_a_file_that_cannot_be_taken_is_refused_and_all_else_stays(
    visitor: Visitor, files: FileStore, name: str, sent: bytes, words: str
) -> None:
    upload(visitor, "first.pdf", PDF)
    before = visitor.kept
    page = upload(visitor, name, sent, {**YES, "comment": "Typed & kept"})
    assert page.status == 400
    assert page.errors == [("upload", words)]
    assert page.form()["comment"] == "Typed & kept"
    assert "You uploaded first.pdf" in page.text
    assert visitor.kept == before
    assert len(files.names(key_of(visitor))) == 1
    assert upload(visitor, "", b"", {}, page=page).status == 303
    assert given(visitor).file_name == "first.pdf"


def test_a_file_is_asked_for_when_none_was_chosen(visitor: Visitor) -> None:
    page = upload(visitor, "", b"")
    assert page.status == 400
    ((target, words),) = page.errors
    assert target == "upload"
    assert words.startswith("Choose the file")
    assert upload(visitor, "", b"", {**YES, "position": "partly"}).status == 303


def test_a_chosen_file_is_not_lost_by_an_error_elsewhere(visitor: Visitor, files: FileStore) -> None:
    page = upload(visitor, "policy.docx", DOCX, {**YES, "reviewed_on-day": "32"})
    assert [target for target, _ in page.errors] == ["reviewed_on-day"]
    assert "We have policy.docx, so you need not choose it again" in page.text
    (name,) = files.names(key_of(visitor))
    download(visitor, name, 404)  # no answer points to it yet
    assert upload(visitor, "", b"", LOOKED, page=page).status == 303
    assert given(visitor).what == name
    assert given(visitor).file_name == "policy.docx"
    assert download(visitor, name).bytes == DOCX


def test_another_file_can_be_chosen_instead_of_the_one_that_waits(visitor: Visitor) -> None:
    page = upload(visitor, "policy.docx", DOCX, {**YES, "reviewed_on-day": "32"})
    assert upload(visitor, "other.pdf", PDF, LOOKED, page=page).status == 303
    assert given(visitor).file_name == "other.pdf"
    assert download(visitor, given(visitor).what).bytes == PDF


def make_old(folder: Path, name: str) -> None:
    (file,) = folder.rglob(name)
    old = file.stat().st_mtime - REST - 60
    os.utime(file, (old, old))


def test_a_file_that_waited_too_long_is_asked_for_again(visitor: Visitor, files: FileStore, tmp_path: Path) -> None:
    page = upload(visitor, "policy.docx", DOCX, {**YES, "reviewed_on-day": "32"})
    make_old(tmp_path, *files.names(key_of(visitor)))
    upload(visitor, "other.pdf", PDF)
    assert len(files.names(key_of(visitor))) == 1
    again = upload(visitor, "", b"", LOOKED, page=page)
    assert again.status == 400
    assert again.errors == [("upload", GONE)]
    assert again.form()["reviewed_on-day"] == "3"
    assert "upload-stored" not in again.form()


def test_a_file_waits_another_day_whenever_its_form_is_sent(visitor: Visitor, files: FileStore, tmp_path: Path) -> None:
    page = upload(visitor, "policy.docx", DOCX, {**YES, "reviewed_on-day": "32"})
    make_old(tmp_path, *files.names(key_of(visitor)))
    page = upload(visitor, "", b"", {}, page=page)
    assert page.status == 400
    files.tidy(key_of(visitor), ())
    assert upload(visitor, "", b"", LOOKED, page=page).status == 303
    assert download(visitor, given(visitor).what).bytes == DOCX


def test_a_name_that_comes_with_the_form_is_made_plain_again(visitor: Visitor) -> None:
    page = upload(visitor, "policy.docx", DOCX, {**YES, "reviewed_on-day": "32"})
    again = upload(visitor, "", b"", {**LOOKED, "upload-name": "../x\u202e\x00policy.docx"}, page=page)
    assert again.status == 303
    assert given(visitor).file_name == "xpolicy.docx"


def test_nobody_can_point_at_a_file_of_another_workspace(visitor: Visitor, app: Flask, files: FileStore) -> None:
    other = started(app, "Other")
    upload(other, "theirs.docx", DOCX)
    theirs = given(other).what
    download(visitor, theirs, 404)
    for name in (theirs, f"../{key_of(other)}/{theirs}", "..", "new", "f" * 32, "\x00"):
        page = upload(visitor, "", b"", {**YES, "upload-stored": name, "upload-name": "theirs.docx"})
        assert page.status == 400
        assert page.errors == [("upload", GONE)]
    assert IDENTITY not in visitor.kept.answers
    assert files.get(key_of(other), theirs) == DOCX


@pytest.mark.parametrize("name", ["harmless.exe", "", "register.xlsx", "policy.pdf"])
def test_a_waiting_file_cannot_take_the_name_of_another_kind(visitor: Visitor, name: str) -> None:
    page = upload(visitor, "policy.docx", DOCX, {**YES, "reviewed_on-day": "32"})
    again = upload(visitor, "", b"", {**LOOKED, "upload-name": name}, page=page)
    assert again.status == 400
    assert [target for target, _ in again.errors] == ["upload"]
    assert IDENTITY not in visitor.kept.answers


@pytest.mark.parametrize("name", ["f" * 32, "new", "x", "..%2f..%2fworkspaces", "%00", "a" * 300])
def test_only_files_that_an_answer_points_to_can_be_downloaded(visitor: Visitor, files: FileStore, name: str) -> None:
    orphan = files.put(key_of(visitor), b"nobody's")
    download(visitor, name, 404)
    download(visitor, orphan, 404)


def test_only_a_document_question_takes_files(visitor: Visitor, files: FileStore) -> None:
    data = {"position": "yes", "seen": "0", "upload": (BytesIO(DOCX), "policy.docx")}
    assert visitor.client.post(visitor.address("questions/2.1.1"), data=data).status_code == 303
    assert files.names(key_of(visitor)) == ()


def test_an_upload_of_another_site_is_refused(visitor: Visitor, files: FileStore) -> None:
    data = {**YES, "seen": "0", "upload": (BytesIO(XLSX), "register.xlsx")}
    headers = {"Sec-Fetch-Site": "cross-site"}
    response = visitor.client.post(visitor.address(PLACE), data=data, headers=headers)
    assert response.status_code == 403
    assert files.names(key_of(visitor)) == ()
