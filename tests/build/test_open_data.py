"""What other programs take from the site: a framework library, data of templates, the feed, cards for links."""

import json
import re
from datetime import date, datetime
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
import yaml

from tests.build.conftest import ORIGIN, Markup, public, run_build
from tests.build.schema import misfits

# CISO Assistant's own rule for names (URN_REGEX in its core/models.py, August 2026).
NAME = re.compile(r"urn:[\w-]+:[\w-]+:[\w-]+(?::[\w-]+)?:[0-9A-Za-z\[\]()\-._:]+", re.ASCII)
ATOM = {"a": "http://www.w3.org/2005/Atom"}

# The fields that its tools/README.md marks as mandatory.
MANDATORY = {
    "library": {"urn", "version", "locale", "ref_id", "name", "description", "copyright", "provider", "packager"},
    "framework": {"urn", "ref_id", "name", "description", "requirement_nodes"},
    "group": {"ref_id", "name"},
    "node": {"urn", "assessable", "depth"},
}


@pytest.fixture(params=["2024-25", "2025-26"])
def library(site: Path, request: pytest.FixtureRequest) -> dict[str, Any]:
    text = (site / "data" / "ciso-assistant" / f"{request.param}.yaml").read_text(encoding="utf-8")
    return dict(yaml.safe_load(text))


def test_a_framework_library_has_every_field_its_format_asks_for(library: dict[str, Any]) -> None:
    framework = library["objects"]["framework"]
    assert library.keys() >= MANDATORY["library"]
    assert framework.keys() >= MANDATORY["framework"]
    assert all(one.keys() >= MANDATORY["group"] for one in framework["implementation_groups_definition"])
    assert all(one.keys() >= MANDATORY["node"] for one in framework["requirement_nodes"])
    assert isinstance(library["version"], int)
    assert isinstance(library["publication_date"], date)
    names = [library["urn"], framework["urn"], *(one["urn"] for one in framework["requirement_nodes"])]
    assert [one for one in names if not NAME.fullmatch(one) or one != one.lower()] == []
    assert len(set(names)) == len(names)


def test_a_framework_library_holds_every_question_below_its_group_and_with_its_levels(
    site: Path, library: dict[str, Any]
) -> None:
    year = library["ref_id"].removeprefix("dspt-adult-social-care-")
    document = json.loads((site / "data" / "question-sets" / f"{year}.json").read_text(encoding="utf-8"))
    nodes = library["objects"]["framework"]["requirement_nodes"]
    asked = [one for one in nodes if one["assessable"]]
    assert sorted(one["ref_id"] for one in asked) == sorted(one["number"] for one in document["questions"])
    levels = [one["ref_id"] for one in library["objects"]["framework"]["implementation_groups_definition"]]
    depths: dict[str, int] = {}
    for one in nodes:
        depths[one["urn"]] = one["depth"]
        assert depths.get(one.get("parent_urn"), 0) == one["depth"] - 1
    for level in levels:
        needed = levels[: levels.index(level) + 1]
        expected = [one["number"] for one in document["questions"] if one["level"] in needed]
        assert sorted(one["ref_id"] for one in asked if level in one["implementation_groups"]) == sorted(expected)


def test_templates_as_data_fit_their_schema_and_lead_to_their_files(site: Path) -> None:
    document = json.loads((site / "data" / "templates.json").read_text(encoding="utf-8"))
    schema = json.loads((site / "data" / "templates.schema.json").read_text(encoding="utf-8"))
    assert list(misfits(document, schema, schema)) == []
    found = {one["slug"]: one for one in document["templates"]}
    register = found["digital-asset-register"]
    assert "device-and-software-list" in register["questions"]
    assert register["needed_for"] == "standards-met"
    keys = [one["key"] for one in register["columns"]]
    assert len(keys) == len(set(keys)) > 5
    assert any(one["type"] == "choice" and one["options"] for one in register["columns"])
    assert found["cctv-and-monitoring-policy"]["applies_when"] == "you use cameras or sensors that watch or listen"
    for one in found.values():
        assert one["files"]
        assert one["formats"] == [file["format"] for file in one["files"]]
        for file in one["files"]:
            path = site / file["address"].removeprefix(f"{ORIGIN}/")
            assert path.stat().st_size == file["bytes"]


def test_the_feed_is_atom_newest_first_and_every_entry_leads_to_a_page(site: Path) -> None:
    root = ET.fromstring((site / "feed.xml").read_bytes())
    assert root.tag == "{http://www.w3.org/2005/Atom}feed"
    assert root.findtext("a:id", namespaces=ATOM) == f"{ORIGIN}/whats-new/"
    entries = root.findall("a:entry", ATOM)
    times = [datetime.fromisoformat(one.findtext("a:updated", "", ATOM)) for one in entries]
    assert times == sorted(times, reverse=True)
    assert root.findtext("a:updated", namespaces=ATOM) == entries[0].findtext("a:updated", namespaces=ATOM)
    page = Markup(site / "whats-new" / "index.html")
    for one in entries:
        assert one.findtext("a:title", "", ATOM)
        assert one.findtext("a:summary", "", ATOM)
        link = one.find("a:link", ATOM)
        assert link is not None
        assert (site / link.get("href", "").removeprefix(f"{ORIGIN}/") / "index.html").is_file()
        assert one.findtext("a:id", "", ATOM).partition("#")[2] in page.having("id")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("(page:journey)", "(page:jorney)", "`guidance` names the page `jorney`, which does not exist"),
        ("id: questions", "id: guidance", "two items have the id `guidance`"),
        ("on: 2026-11-22", "on: 2026-11-01", "is newer than the item above it"),
        ("title: The", "titel: The", "`titel` is not a key we know here"),
    ],
)
def test_a_slip_in_the_news_is_named(content: Path, old: str, new: str, said: str) -> None:
    path = content / "news.yaml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    done = run_build("--content", content, "--check")
    assert done.returncode == 1
    assert "content/news.yaml:" in done.stderr
    assert said in done.stderr


def test_every_page_has_what_other_sites_need_to_show_a_link_to_it(site: Path) -> None:
    for path in public(site, "index.html"):
        text = path.read_text(encoding="utf-8")
        if 'http-equiv="refresh"' in text or "/embed/" in path.as_posix():
            continue
        said = dict(re.findall(r'<meta (?:property|name)="((?:og|twitter):[^"]*)" content="([^"]*)">', text))
        assert said["og:title"], path
        assert said["og:description"], path
        assert said["og:url"].startswith(f"{ORIGIN}/"), path
        assert said["og:image"] == f"{ORIGIN}/assets/card.png"
    picture = (site / "assets" / "card.png").read_bytes()
    assert picture[:8] == b"\x89PNG\r\n\x1a\n"
    assert [int.from_bytes(picture[at : at + 4], "big") for at in (16, 20)] == [1200, 630]
