"""Local help: areas, partners, their pages and their data."""

import gzip
import json
import re
import shutil
from datetime import date
from pathlib import Path
from typing import Any

import msgspec
import pytest

from forms_backend.pages.local_support.list_page import local_help_pages
from forms_backend.pages.local_support.open_data import local_support_files
from forms_backend.pages.local_support.partners import LocalSupport, load_local_support, seen_words
from forms_backend.pages.page import Page
from forms_backend.pages.site_facts import PROGRAMME, SiteFacts, load_site_facts
from forms_backend.questions.problems import Report
from tests.build.schema import misfits

CONTENT = Path(__file__).parents[2] / "content"
TODAY = date(2025, 11, 20)
WAYS_IN = ("/start-here/", "/journey/", "/questions/")


@pytest.fixture
def world(small_world: Path, tmp_path: Path) -> Path:
    """A copy of the small world that a test may spoil."""
    return Path(shutil.copytree(small_world, tmp_path / "content"))


@pytest.fixture(scope="session")
def facts() -> SiteFacts:
    report = Report(CONTENT)
    found = load_site_facts(CONTENT, report)
    report.raise_if_any()
    assert found
    return found


def loaded(content: Path) -> LocalSupport:
    report = Report(content)
    local = load_local_support(content, report)
    report.raise_if_any()
    assert local
    return local


def pages_of(content: Path, facts: SiteFacts, today: date = TODAY) -> dict[str, Page]:
    return {one.address: one for one in local_help_pages(loaded(content), facts, WAYS_IN, today)}


def data_of(content: Path, facts: SiteFacts) -> dict[str, Any]:
    files = local_support_files(loaded(content), facts, "https://x.example")
    return {one.path: json.loads(one.content) for one in files}


def section(markdown: str, area: str) -> str:
    """What the list says of an area."""
    start = markdown.index(f"### {area} ")
    return markdown[start : markdown.index("\n</div>", start)]


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_the_real_list_has_every_council_that_arranges_adult_social_care_and_no_problems() -> None:
    local = loaded(CONTENT)
    assert (len(local.areas.regions), len(local.areas.areas)) == (9, 153)  # since the councils of April 2023
    assert len({one.anchor for one in local.areas.areas}) == 153
    norfolk = local.areas.named("Norfolk")
    assert norfolk
    assert {"Norwich", "Great Yarmouth"} <= set(norfolk.places)
    assert "norfolk-and-suffolk-care-support" in [one.slug for one in local.in_area(norfolk)]


def test_no_partner_shows_a_mobile_number_that_is_not_published_as_a_helpline() -> None:
    mobiles = [one for one in loaded(CONTENT).partners if (one.facts.phone or "").startswith("07")]
    assert all("helpline" in (one.facts.phone_note or "") for one in mobiles)


def test_an_area_names_its_partners_those_of_the_programme_first_and_how_to_reach_them(
    world: Path, facts: SiteFacts
) -> None:
    text = section(pages_of(world, facts)["/local-support/"].markdown, "Coalshire")
    assert text.index("North Support") < text.index("Coal &amp; &lt;Care&gt; Circle")
    assert '<a href="/local-support/coal-care/">' in text
    assert '<a class="unbroken" href="tel:01234567890">01234 567890</a>. Mornings.' in text
    assert 'href="mailto:help@north.example"' in text
    assert '<a href="https://www.north.example/dspt">north.example</a>' in text
    assert "Only the hills." in text
    assert "Also Pitton, St Ann&#x27;s." in text


def test_an_area_without_a_partner_says_so_and_whom_to_ring(world: Path, facts: SiteFacts) -> None:
    text = section(pages_of(world, facts)["/local-support/"].markdown, "Appleton")
    assert "We know of no local partner for Appleton yet. Ring the national programme" in text
    assert str(facts.help[PROGRAMME].phone) in text


def test_the_list_leads_to_every_area_by_region_by_letter_and_by_older_names(world: Path, facts: SiteFacts) -> None:
    page = pages_of(world, facts)["/local-support/"]
    for region in ("north", "south"):
        assert f'<a href="#{region}">' in page.markdown
    for name, anchor in (("Coalshire", "coalshire"), ("Ironbridge and Vale", "ironbridge"), ("Appleton", "appleton")):
        assert f'<li><a href="#{anchor}">{name}</a></li>' in page.markdown
        assert f"### {name} {{: #{anchor} }}" in page.markdown
        assert name in page.search_words
    assert '<li>Old County: <a href="#coalshire">Coalshire</a>, <a href="#appleton">Appleton</a></li>' in page.markdown


@pytest.mark.parametrize(
    ("seen", "said"),
    [
        ("2021", "We last saw this in 2021. Check before you rely on it."),
        ("about 2023", "We last saw this in about 2023. Check before you rely on it."),
        ("2024-02", "We last saw this in February 2024. Check before you rely on it."),
        ("2025-09", "We last saw this in September 2025."),
        ("2024-11-20", "We last saw this on 20 November 2024."),
        ("2024-11-19", "We last saw this on 19 November 2024. Check before you rely on it."),
        ("2025", "We last saw this in 2025."),
        ("undated", "The page we saw has no date. Check before you rely on it."),
    ],
)
def test_old_evidence_is_said_plainly(world: Path, seen: str, said: str) -> None:
    one = loaded(world).partners[0]
    assert seen_words(msgspec.structs.replace(one.facts, seen=seen), TODAY) == said


def test_a_line_that_nobody_checked_for_a_year_says_so(world: Path, facts: SiteFacts) -> None:
    said = "Nobody has checked this line for more than a year."
    assert said not in pages_of(world, facts, date(2026, 11, 3))["/local-support/"].markdown
    assert said in pages_of(world, facts, date(2026, 11, 4))["/local-support/"].markdown


def test_a_partners_page_says_who_where_how_and_leads_on_with_its_name(world: Path, facts: SiteFacts) -> None:
    page = pages_of(world, facts)["/local-support/north-support/"]
    assert page.title == "North Support"
    assert "It covers part of Coalshire and Ironbridge and Vale." in page.markdown
    assert "> We come to you." in page.markdown
    assert "[Coalshire](/local-support/#coalshire) (only the hills)" in page.markdown
    assert "- First steps" in page.markdown
    assert "We could not confirm the hills." in page.markdown
    assert "(<https://www.north.example/dspt>)" in page.markdown
    for address in WAYS_IN:
        assert f"({address}?partner=north-support)" in page.markdown
    assert "(/workspace/?partner=north-support)" in page.markdown
    assert "/faq/" not in page.markdown


def test_a_partner_without_a_way_of_its_own_is_asked_for_through_the_programme(world: Path, facts: SiteFacts) -> None:
    change(
        world / "local-support" / "coal-care.yaml", "phone: 01234 567890\nhours: mornings", "ask-the-programme: true"
    )
    pages = pages_of(world, facts)
    assert "To reach it, ring the national programme" in section(pages["/local-support/"].markdown, "Coalshire")
    assert "and ask for Coal &amp; &lt;Care&gt; Circle" in pages["/local-support/coal-care/"].markdown


def test_a_hidden_partner_keeps_its_address_and_nothing_else(world: Path, facts: SiteFacts) -> None:
    with (world / "local-support" / "coal-care.yaml").open("a") as file:
        file.write("hide: true\n")
    pages, data = pages_of(world, facts), data_of(world, facts)
    page = pages["/local-support/coal-care/"]
    assert (page.listed, page.canonical) == (False, "/local-support/")
    assert "(/local-support/)" in page.markdown
    assert "coal-care" not in pages["/local-support/"].markdown
    assert "coal-care" not in json.dumps(data)


def test_one_new_file_gives_a_page_a_line_in_the_list_and_rows_of_data(world: Path, facts: SiteFacts) -> None:
    before = set(pages_of(world, facts))
    (world / "local-support" / "apple-care.yaml").write_text(
        "name: Apple Care\nlisted-as: nhs-or-council\nareas: [Appleton]\nemail: dspt@apple.example\n"
        'sources: [{title: "Its website", url: "https://apple.example/"}]\nseen: "2025"\n'
        "checked: {on: 2025-11-03, confidence: high}\n",
        encoding="utf-8",
    )
    pages, data = pages_of(world, facts), data_of(world, facts)
    assert set(pages) - before == {"/local-support/apple-care/"}
    text = section(pages["/local-support/"].markdown, "Appleton")
    assert '<a href="/local-support/apple-care/">Apple Care</a>' in text
    assert "no local partner" not in text
    document = data["data/local-support.json"]
    assert "apple-care" in [one["slug"] for one in document["partners"]]
    assert [one["partners"] for one in document["areas"] if one["id"] == "appleton"] == [["apple-care"]]
    assert data["local-support/partners.json"]["apple-care"] == "Apple Care"


def test_the_data_fits_its_schema_and_says_who_covers_what(world: Path, facts: SiteFacts) -> None:
    for content in (world, CONTENT):
        data = data_of(content, facts)
        schema = data["data/local-support.schema.json"]
        assert list(misfits(data["data/local-support.json"], schema, schema)) == []
    document = data_of(world, facts)["data/local-support.json"]
    assert document["licence"] == facts.licence.href
    assert "](" not in document["national"]["words"]
    coalshire = next(one for one in document["areas"] if one["id"] == "coalshire")
    assert coalshire["partners"] == ["north-support", "coal-care"]
    assert coalshire["also"] == ["Pitton", "St Ann's", "Old County"]
    assert coalshire["address"] == "https://x.example/local-support/#coalshire"
    north = next(one for one in document["partners"] if one["slug"] == "north-support")
    assert north["only_part_of"] == [{"area": "coalshire", "part": "the hills"}]
    assert (north["seen"], north["checked_on"]) == ("about 2021", "2025-11-03")


PARTNER, AREAS = "local-support/coal-care.yaml", "areas.yaml"
SLIPS = [
    (PARTNER, "[Coalshire]", "[Coalshir]", 4, "`Coalshir` is no area that we know", "Did you mean `Coalshire`?"),
    (PARTNER, "[Coalshire]", "[Mars]", 4, "`Mars` is no area that we know", "Use a name of areas.yaml."),
    (PARTNER, "[Coalshire]", "[Coalshire, Coalshire]", 4, "`Coalshire` is named twice", "Keep one"),
    (PARTNER, "[Coalshire]", "[]", 4, "it covers no area", "Name at least one"),
    (PARTNER, "phone: 01234 567890\n", "", 1, "nobody can reach this partner", "Give a website"),
    (PARTNER, "01234 567890", "ring us", 5, "`ring us` is no phone number", "Write digits"),
    (PARTNER, "01234 567890", "07700 900123", 5, "a mobile number may be somebody's own", "`phone-note`"),
    (PARTNER, "hours: mornings", "email: office", 6, "`office` is no e-mail address", "office@example.org"),
    (PARTNER, "hours: mornings", "website: coal.example", 6, "`coal.example` is no address of the web", "https://"),
    (PARTNER, '"A letter"}', '"A letter", url: "javascript:alert(1)"}', 8, "is no address of the web", "https://"),
    (PARTNER, 'sources:\n  - {title: "A letter"}', "sources: []", 7, "nothing says where this comes from", "Name at"),
    (PARTNER, '"2025-09"', "lately", 9, "`lately` is no time we can read", "Write 2021"),
    (PARTNER, '"2025-09"', '"2025-13"', 9, "`2025-13` is no time we can read", "Write 2021"),
    (PARTNER, '"2025-09"', '"2025-02-30"', 9, "`2025-02-30` is no time we can read", "Write 2021"),
    (PARTNER, '"2025-09"', "2025", 9, "`seen` has a value that does not fit: 2025", "in quotes"),
    (PARTNER, "listed-as: dspt-help", "listed-as: friend", 3, "`listed-as` has a value", "programme-partner"),
    (PARTNER, "hours: mornings", "only-part-of: {Appleton: x}", 6, "`Appleton` is not among its areas", "Add it"),
    (PARTNER, "Coal & <Care> Circle", "north support", 1, "has a file already: coal-care.yaml", "Keep one"),
    (AREAS, "[Coalshire, Appleton]", "[Coalshire, Pearton]", 9, "`Pearton` is not an area of this file", "Correct"),
    (AREAS, "  Ironbridge and Vale: ironbridge", "  Nowhere: x", 11, "`Nowhere` is not an area", "Correct the name"),
    (AREAS, "Vale: ironbridge", "Vale: coalshire", 5, "#coalshire, is taken by Coalshire", "another anchor"),
    (AREAS, "Vale: ironbridge", "Vale: national-help", 5, "is taken by another part of the page", "another anchor"),
    (AREAS, "Vale: ironbridge", "Vale: south", 5, "#south, is taken by South", "another anchor"),
]


@pytest.mark.parametrize(("file", "old", "new", "said"), [(*one[:3], one[3:]) for one in SLIPS])
def test_a_slip_is_named_with_its_line_and_a_remedy(
    world: Path, file: str, old: str, new: str, said: tuple[int, str, str]
) -> None:
    line, what, remedy = said
    change(world / file, old, new)
    report = Report(world)
    assert load_local_support(world, report) is None
    found = [one for one in report.problems if what in one.what]
    assert [(one.line, remedy in one.remedy) for one in found] == [(line, True)], report.problems


@pytest.mark.parametrize(
    "name", ["Coal Care.yaml", "coal_care.yaml", "coal--care.yaml", f"{'c' * 61}.yaml", "coal.yml"]
)
def test_a_file_whose_name_cannot_stand_in_an_address_is_refused(world: Path, name: str) -> None:
    (world / PARTNER).rename(world / "local-support" / name)
    report = Report(world)
    assert load_local_support(world, report) is None
    assert [Path(one.path).name for one in report.problems] == [name]


def test_every_slip_of_every_file_is_reported_at_once(world: Path) -> None:
    change(world / PARTNER, "[Coalshire]", "[Mars]")
    change(world / PARTNER, "01234 567890", "ring us")
    change(world / "local-support" / "north-support.yaml", "about 2021", "long ago")
    report = Report(world)
    assert load_local_support(world, report) is None
    assert len(report.problems) == 3


def test_the_script_of_the_partners_bar_is_tiny() -> None:
    assets = CONTENT / "theme" / "assets"
    assert len(gzip.compress((assets / "partner.js").read_bytes(), mtime=0)) < 1000


def test_every_word_a_reader_sees_of_a_partner_is_plain() -> None:
    for one in loaded(CONTENT).partners:
        said = " ".join(filter(None, [one.facts.name, one.facts.checked.note, *one.facts.helps_with]))
        assert not re.search(r"[!\u2014\u2013]|\bplease\b", said), one.slug
        longest = max(len(words.split()) for words in re.split(r"[.?]", said))
        assert longest <= 25, one.slug
