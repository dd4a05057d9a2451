"""Who may reach what. Every route is in this table with the access it needs; a reviewer can read it."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from flask import Flask
from werkzeug.routing import Rule

from forms_backend.answers.model import Workspace
from forms_backend.documents.formats import FORMATS
from forms_backend.storage.port import WorkspaceStore
from forms_backend.web.access import LENGTH
from tests.web.conftest import Visitor
from tests.web.reading import Page

NAME = "Rose &amp; Thorn &lt;Care&gt;"  # of the visitor's organisation, as a page has it
DOOR = "public door"
LINK = "whoever has the reference"

W = "/workspace/<ref:reference>"
ACCESS: dict[tuple[str, str], str] = {
    ("GET", "/healthz"): DOOR,
    ("GET", "/oembed"): DOOR,
    ("GET", "/workspace/"): DOOR,
    ("POST", "/workspace/"): DOOR,
    ("POST", "/workspace/come-back"): DOOR,
    ("GET", "/workspace/deleted"): DOOR,
    ("GET", f"{W}/"): LINK,
    ("GET", f"{W}/return-link"): LINK,
    ("GET", f"{W}/profile"): LINK,
    ("POST", f"{W}/profile"): LINK,
    ("GET", f"{W}/questions/<number>"): LINK,
    ("POST", f"{W}/questions/<number>"): LINK,
    ("GET", f"{W}/files/<name>"): LINK,
    ("GET", f"{W}/action-plan"): LINK,
    ("GET", f"{W}/action-plan.<suffix>"): LINK,
    ("GET", f"{W}/action-plan/<number>"): LINK,
    ("POST", f"{W}/action-plan/<number>"): LINK,
    ("GET", f"{W}/evidence"): LINK,
    ("GET", f"{W}/evidence-checklist.<suffix>"): LINK,
    ("GET", f"{W}/evidence/<key>"): LINK,
    ("POST", f"{W}/evidence/<key>"): LINK,
    ("GET", f"{W}/documents"): LINK,
    ("POST", f"{W}/documents"): LINK,
    ("GET", f"{W}/documents.zip"): LINK,
    ("GET", f"{W}/documents/by-question"): LINK,
    ("GET", f"{W}/documents/which-document-answers-which-question.<suffix>"): LINK,
    ("GET", f"{W}/documents/<slug>"): LINK,
    ("GET", f"{W}/documents/<slug>.<suffix>"): LINK,
    ("GET", f"{W}/documents/<slug>/bring-back"): LINK,
    ("POST", f"{W}/documents/<slug>/bring-back"): LINK,
    ("POST", f"{W}/documents/<slug>/bring-back/count"): LINK,
    ("POST", f"{W}/documents/<slug>/bring-back/forget"): LINK,
    ("GET", f"{W}/export.json"): LINK,
    ("GET", f"{W}/delete"): LINK,
    ("POST", f"{W}/delete"): LINK,
}
WITHOUT_EFFECT = {"GET", "HEAD", "OPTIONS"}
FOUND: dict[str, tuple[str, ...]] = {  # what a part of an address may be, so that something is found there
    "number": ("2.1.1", "7.1.1", "9.9.9"),
    "key": ("device-and-software-list", "nothing"),
    "suffix": (*FORMATS, "exe"),
    "slug": ("byod-policy", "digital-asset-register", "nothing"),
    "name": ("0" * 32, "nothing"),
}


def rules(app: Flask) -> Iterator[tuple[str, Rule]]:
    for rule in app.url_map.iter_rules():
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
            yield method, rule


def addresses(rule: Rule, reference: str) -> Iterator[str]:
    """Addresses of a rule, with every value that FOUND has for each part of it."""
    made = [rule.rule.replace("<ref:reference>", reference)]
    for part in sorted(rule.arguments - {"reference"}):
        made = [one.replace(f"<{part}>", value) for one in made for value in FOUND[part]]
    yield from made


def everything(store: WorkspaceStore, files: Path) -> tuple[dict[str, Workspace], list[tuple[str, bytes]]]:
    kept = {key: store.get(key) for key in store.unused_since(date.max)}
    return kept, [(str(file), file.read_bytes()) for file in sorted(files.rglob("*")) if file.is_file()]


def test_every_route_is_listed_with_the_access_it_needs(one_app: Flask) -> None:
    assert {(method, rule.rule) for method, rule in rules(one_app)} == set(ACCESS)


def test_a_route_for_whoever_has_the_reference_is_closed_to_everybody_else(workspace: Visitor, app: Flask) -> None:
    before = workspace.kept
    for method, rule in rules(app):
        if ACCESS[method, rule.rule] == LINK:
            for address in addresses(rule, "0" * LENGTH):
                response = workspace.client.open(address, method=method, data={"sure": "yes", "position": "yes"})
                assert response.status_code == 404, f"{method} {address}"
                assert NAME not in response.text
    assert workspace.kept == before


def test_a_route_for_whoever_has_the_reference_has_it_in_its_address(app: Flask) -> None:
    for method, rule in rules(app):
        assert ("<ref:reference>" in rule.rule) is (ACCESS[method, rule.rule] == LINK), rule


def test_a_public_door_shows_nothing_of_any_workspace(workspace: Visitor, app: Flask) -> None:
    for method, rule in rules(app):
        if ACCESS[method, rule.rule] == DOOR:
            response = workspace.client.open(rule.rule, method=method)
            assert response.status_code < 500
            assert NAME not in response.text
            assert workspace.reference not in response.text


def test_a_page_of_one_workspace_shows_nothing_of_another(workspace: Visitor, app: Flask) -> None:
    page = Page(workspace.client.post("/workspace/", data={"organisation": "Somebody else"}))
    other = page.location.split("/")[2]
    for method, rule in rules(app):
        if method == "GET":
            for address in addresses(rule, workspace.reference):
                shown = workspace.client.get(address).get_data()
                assert b"Somebody else" not in shown
                assert other.encode() not in shown


def test_looking_changes_nothing(workspace: Visitor, app: Flask) -> None:
    workspace.fill("questions/2.1.1", {"position": "partly", "comment": "c"})
    files: Path = app.extensions["service"].settings.files
    before = everything(workspace.store, files)
    looked = 0
    for _, rule in rules(app):
        for address in addresses(rule, workspace.reference):
            for method in sorted(WITHOUT_EFFECT):
                response = workspace.client.open(address, method=method)
                assert response.status_code < 500, f"{method} {address}"
                looked += 1
    assert everything(workspace.store, files) == before
    assert looked > 3 * len(ACCESS)


@pytest.mark.parametrize("place", ["", "?saved=2.1.1", "profile?first=1&saved=1", "return-link?new=1&question=2.1.1"])
def test_looking_with_a_query_changes_nothing(workspace: Visitor, place: str) -> None:
    before = workspace.kept
    workspace.read(place)
    assert workspace.kept == before
