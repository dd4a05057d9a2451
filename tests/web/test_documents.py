import io
from zipfile import ZipFile

import pytest
from flask import Flask

from forms_backend.documents.templates.prepared import PreparedTemplate
from tests.web.conftest import Visitor

NAME = "Rose & Thorn <Care> Ltd"


@pytest.fixture
def templates(one_app: Flask) -> tuple[PreparedTemplate, ...]:
    made: tuple[PreparedTemplate, ...] = one_app.extensions["service"].prepared.templates
    return made


def text_in(package: bytes) -> str:
    with ZipFile(io.BytesIO(package)) as file:
        return " ".join(file.read(name).decode() for name in file.namelist() if name.endswith(".xml"))


def test_every_template_is_offered_with_the_questions_it_helps(
    workspace: Visitor, templates: tuple[PreparedTemplate, ...]
) -> None:
    page = workspace.read("documents")
    assert templates
    for one in templates:
        section = page.by_id(one.slug)
        assert one.title in section.text
        links = [link["href"] for link in section.walk("a")]
        assert [link for link in links if "/questions/" in link]
        assert [workspace.address(f"documents/{one.slug}.{suffix}") in links for suffix in one.formats]


def test_every_template_downloads_in_each_of_its_formats_with_the_name_in_it(
    workspace: Visitor, templates: tuple[PreparedTemplate, ...]
) -> None:
    for one in templates:
        for suffix, form in one.formats.items():
            first, second = (workspace.read(f"documents/{one.slug}.{suffix}") for _ in range(2))
            assert first.headers["Content-Type"] == form.media_type
            assert first.headers["Content-Disposition"] == f"attachment; filename={one.slug}.{suffix}"
            assert first.headers["Cache-Control"] == "no-store"
            assert first.bytes == second.bytes
            assert suffix == "pdf" or "Rose &amp; Thorn &lt;Care&gt; Ltd" in text_in(first.bytes)
            assert suffix != "pdf" or first.bytes.startswith(b"%PDF-")


def test_what_the_profile_leaves_open_is_named_until_it_is_filled_in(workspace: Visitor) -> None:
    before = workspace.read("documents").by_id("byod-policy").text
    workspace.fill("profile", {"organisation__short_name": "Rose", "lead__title": "Deputy", "own_devices": "yes"})
    after = workspace.read("documents").by_id("byod-policy").text
    assert "Not in your profile yet" in before
    assert len(after) < len(before)


@pytest.mark.parametrize(
    "place",
    [
        "nothing.docx",
        "byod-policy.exe",
        "byod-policy.xlsx",
        "digital-asset-register.docx",
        "byod-policy.docx.docx",
        "x.y.z",
    ],
)
def test_a_template_or_format_we_do_not_have_is_not_found(workspace: Visitor, place: str) -> None:
    workspace.read(f"documents/{place}", 404)


@pytest.mark.parametrize("name", ["\ufffe\uffff x", "]]> x", "{{ lead.title }}", "=1+1", "#show: x", "\u202e x 🏴"])
def test_no_odd_name_stops_a_template(workspace: Visitor, templates: tuple[PreparedTemplate, ...], name: str) -> None:
    workspace.fill("profile", {"organisation__name": name, "lead__title": name})
    for one in templates:
        for suffix in one.formats:
            assert workspace.read(f"documents/{one.slug}.{suffix}").bytes
