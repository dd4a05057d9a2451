"""Explanations of hard words in the built site: few on a page, and not searched."""

import json
import re
from pathlib import Path

from tests.build.conftest import run_build

FIREWALL = "A guard between your computers and the internet."
CONTROL = re.compile(r'popovertarget="(term-[a-z0-9-]+)">')


def test_a_term_without_a_meaning_stops_the_build(content: Path, tmp_path: Path) -> None:
    place = content / "jargon.yaml"
    place.write_text(place.read_text(encoding="utf-8").replace("means: " + FIREWALL, "means: ' ' #"), encoding="utf-8")
    done = run_build("--content", content, "--output", tmp_path / "site", "--check")
    assert done.returncode == 1
    assert re.search(r"content/jargon\.yaml:\d+: `firewall` is not explained", done.stderr)


def test_pages_stay_calm_and_each_control_has_its_explanation(site: Path) -> None:
    many = 0
    for path in site.rglob("*.html"):
        page = path.read_text(encoding="utf-8")
        controls = CONTROL.findall(page)
        many += len(controls)
        assert len(controls) <= 8, path
        assert len(set(controls)) == len(controls), path
        assert [page.count(f' id="{one}"') for one in controls] == [1] * len(controls), path
    assert many > 100


def test_the_search_finds_a_term_in_the_glossary_only(site: Path) -> None:
    index = json.loads((site / "search" / "search_index.json").read_bytes())
    found = [one["at"] for one in index if FIREWALL in json.dumps(one)]
    assert found == ["/glossary/"]
