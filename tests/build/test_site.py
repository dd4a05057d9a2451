"""What the built site holds: its addresses, links, headings, data and weight."""

import csv
import gzip
import io
import json
import re
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from forms_backend.documents.templates.loading import questions_helped
from forms_backend.questions.loading import QuestionLibrary, load_questions
from forms_backend.questions.problems import Report
from tests.build.conftest import ORIGIN, ROOT, Markup, public
from tests.build.schema import misfits

PROMISED = (
    "/ /404.html /about/ /accessibility/ /data/ /data/question-sets/2024-25.csv /data/question-sets/2024-25.json"
    " /data/question-sets/2025-26.csv /data/question-sets/2025-26.json /data/question-sets/schema.json /downloads/"
    " /downloads/dspt-guide.pdf /downloads/question-booklet.docx /downloads/question-booklet.pdf"
    " /downloads/question-booklet.xlsx /privacy/ /questions/print/data-security/"
    " /q/7.1.1/ /questions/ /questions/2024-25/ /questions/2025-26/ /questions/2025-26/7.1.1/ /questions/7.1.1/"
    " /questions/whats-changed/ /search/ /search/search_index.json /sitemap.xml /start-here/ /templates/"
    " /templates/by-kind/ /templates/by-question/ /templates/by-role/"
    " /templates/all-templates.zip /templates/byod-policy/ /templates/byod-policy/byod-policy.docx"
    " /templates/byod-policy/byod-policy.odt /templates/byod-policy/byod-policy.pdf"
    " /templates/digital-asset-register/digital-asset-register.xlsx /whats-known-of-2026-27/"
)


@pytest.fixture(scope="session")
def real() -> QuestionLibrary:
    report = Report(ROOT / "content")
    library = load_questions(ROOT / "content", questions_helped(ROOT / "content"), report)
    report.raise_if_any()
    assert library
    return library


@pytest.mark.parametrize("address", PROMISED.split())
def test_a_promised_address_answers(site: Path, address: str) -> None:
    assert path_of(site, address).is_file()


def test_every_question_of_every_year_has_its_page_and_a_short_address(site: Path, real: QuestionLibrary) -> None:
    for questions in real.sets:
        for one in questions:
            text = path_of(site, f"/questions/{questions.year}/{one.number}/").read_text(encoding="utf-8")
            assert f"<h1>{one.number} " in text
    for one in real.newest:
        assert path_of(site, f"/questions/{one.number}/").is_file()
        short = path_of(site, f"/q/{one.number}/").read_text(encoding="utf-8")
        assert f'content="0; url=/questions/{one.number}/"' in short
        assert f'<link rel="canonical" href="{ORIGIN}/questions/{one.number}/">' in short


def test_every_link_and_anchor_leads_somewhere(site: Path, pages: dict[str, Markup]) -> None:
    broken = []
    for name, page in pages.items():
        for link in page.having("href") + page.having("src") + page.having("action"):
            parts = urlsplit(link)
            if parts.scheme in ("https", "http", "mailto", "tel", "data") or parts.path.startswith("/workspace/"):
                continue
            target = path_of(site, parts.path) if parts.path else site / name
            there = pages.get(target.relative_to(site).as_posix()) if target.is_file() else None
            if not target.is_file() or (parts.fragment and there and parts.fragment not in there.having("id")):
                broken.append((name, link))
    assert broken == []
    assert len(pages) > 150


def test_every_page_says_its_language_has_one_heading_of_the_first_rank_and_no_id_twice(
    pages: dict[str, Markup],
) -> None:
    for name, page in pages.items():
        tags = [tag for tag, _ in page.tags]
        assert page.tags[0] == ("html", {"lang": "en-GB"}), name
        assert (tags.count("h1"), tags.count("main"), tags.count("title")) == (1, 1, 1), name
        ids = page.having("id")
        assert len(ids) == len(set(ids)), name


def test_headings_never_skip_a_rank(pages: dict[str, Markup]) -> None:
    for name, page in pages.items():
        ranks = [int(tag[1]) for tag, _ in page.tags if re.fullmatch("h[1-6]", tag)]
        assert all(after - before <= 1 for before, after in pairwise(ranks)), (name, ranks)


def test_pages_that_search_engines_may_show_have_titles_and_descriptions_of_their_own(
    site: Path, pages: dict[str, Markup]
) -> None:
    seen: dict[str, str] = {}
    for name, page in pages.items():
        address = f"/{name.removesuffix('index.html')}"
        canonical = [one.get("href") for tag, one in page.tags if tag == "link" and one.get("rel") == "canonical"]
        if canonical == [f"{ORIGIN}{address}"]:
            title = re.findall("<title>(.*?)</title>", (site / name).read_text(encoding="utf-8"))[0]
            assert seen.setdefault(title, name) == name
            assert [one for tag, one in page.tags if tag == "meta" and one.get("name") == "description"], name
    addresses = re.findall("<loc>(.*?)</loc>", (site / "sitemap.xml").read_text(encoding="utf-8"))
    shown = {f"{ORIGIN}/{name.removesuffix('index.html')}" for name in seen.values()}
    assert set(addresses) == shown


def test_the_menu_names_only_pages_that_exist_and_marks_the_current_one(pages: dict[str, Markup]) -> None:
    for name, current in (("questions/index.html", "page"), ("questions/7.1.1/index.html", "true")):
        marked = [one for tag, one in pages[name].tags if tag == "a" and "aria-current" in one]
        assert marked == [{"href": "/questions/", "aria-current": current}]


def test_nothing_is_loaded_from_anyone_else_and_nothing_of_the_theme_engine_is_published(
    site: Path, pages: dict[str, Markup]
) -> None:
    fetched = ("stylesheet", "icon", "manifest")
    for name, page in pages.items():
        loads = [one["src"] for tag, one in page.tags if tag in ("script", "img", "iframe")]
        loads += [one["href"] for tag, one in page.tags if tag == "link" and one["rel"] in fetched]
        ours = ("/assets/", "/manifest.webmanifest", "/embed/", "data:,")
        assert [link for link in loads if not link.startswith(ours)] == [], name
        assert not [tag for tag, one in page.tags if "style" in one or any(key.startswith("on") for key in one)], name
    written = {path.name for path in (ROOT / "content" / "theme" / "assets").iterdir()}
    published = {path.relative_to(site / "assets").as_posix() for path in public(site / "assets")}
    assert published - written == {"card.png", "icon-192.png", "icon-512.png"}
    assert written <= published


def test_a_question_page_with_everything_it_loads_is_light(site: Path) -> None:
    page = path_of(site, "/questions/7.1.1/").read_bytes() + path_of(site, "/assets/companion.js").read_bytes()
    assert len(gzip.compress(page, mtime=0)) < 14_000
    assert len((site / "assets" / "companion.css").read_bytes()) < 20_000


def test_the_search_index_holds_this_years_questions_their_slang_and_nothing_hidden(
    site: Path, real: QuestionLibrary
) -> None:
    index = json.loads((site / "search" / "search_index.json").read_text(encoding="utf-8"))
    whole = {one["at"]: one for one in index if "#" not in one["at"]}
    for one in real.newest:
        entry = whole[f"/questions/{one.number}/"]
        assert set(one.facts.search_words) <= set(entry["words"])
    assert not [at for at in whole if at.startswith(("/questions/20", "/workspace", "/q/"))]
    passages = [each for one in index for each in one.get("passages", ())]
    assert not [one for one in passages if re.search(r"</?(?:p|li|ul|td|strong|span)\b", one["text"])]
    assert {"In short", "Common mistakes"} < {one.get("title") for one in passages}
    assert not [one for one in passages if one.get("title") == "Where this comes from"]


def test_the_list_of_every_page_leaves_none_out(site: Path, pages: dict[str, Markup], real: QuestionLibrary) -> None:
    listed = set(pages["search/index.html"].having("href"))
    years = tuple(f"/questions/{one.year}/" for one in real.sets)
    every = {f"/{name.removesuffix('index.html')}" for name in pages if name.endswith("index.html")}
    apart = (*years, "/q/", "/embed/", "/questions/print/", "/search/")
    assert {one for one in every if not one.startswith(apart)} <= listed


def test_open_data_fits_its_schema_and_both_forms_say_the_same(site: Path, real: QuestionLibrary) -> None:
    folder = site / "data" / "question-sets"
    schema = json.loads((folder / "schema.json").read_text(encoding="utf-8"))
    for questions in real.sets:
        document = json.loads((folder / f"{questions.year}.json").read_text(encoding="utf-8"))
        assert list(misfits(document, schema, schema)) == []
        assert [one["number"] for one in document["questions"]] == [one.number for one in questions]
        rows = list(csv.DictReader(io.StringIO((folder / f"{questions.year}.csv").read_text(encoding="utf-8-sig"))))
        assert [(one["year"], one["identity"], one["ask"]) for one in rows] == [
            (questions.year, one["identity"], one["ask"]) for one in document["questions"]
        ]


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda document: document.pop("year"), "year"),
        (lambda document: document["questions"][0].update(minutes="many"), "minutes"),
        (lambda document: document["questions"][0].pop("number"), "number"),
        (lambda document: document.update(deadline=20260630), "deadline"),
    ],
)
def test_the_schema_refuses_data_that_is_wrong(site: Path, spoil: Any, said: str) -> None:
    folder = site / "data" / "question-sets"
    schema = json.loads((folder / "schema.json").read_text(encoding="utf-8"))
    document = json.loads((folder / "2025-26.json").read_text(encoding="utf-8"))
    spoil(document)
    assert any(said in one for one in misfits(document, schema, schema))


def test_the_page_of_a_past_year_says_so_and_leads_to_this_year(site: Path) -> None:
    text = path_of(site, "/questions/2024-25/8.1.4/").read_text(encoding="utf-8")
    assert "number, level and words of <strong>2024-25</strong>" in text
    assert '<a href="/questions/8.1.4/">2025-26, question 8.1.4</a>' in text


def test_doubts_about_a_question_are_said_on_its_page(site: Path, real: QuestionLibrary) -> None:
    doubtful = [one for one in real.newest if one.facts.checked.confidence != "high"]
    assert doubtful
    for one in doubtful:
        assert "What we could not confirm" in path_of(site, f"/questions/{one.number}/").read_text(encoding="utf-8")


def path_of(site: Path, address: str) -> Path:
    path = site / address.lstrip("/")
    return path / "index.html" if address.endswith("/") else path


def test_every_page_says_for_whom_it_is_how_long_it_takes_and_when_it_was_checked(site: Path) -> None:
    silent = []
    for path in public(site, "index.html"):
        text = path.read_text(encoding="utf-8")
        where = f"/{path.relative_to(site).parent.as_posix()}/".replace("/./", "/")
        if 'http-equiv="refresh"' in text or where in ("/", "/search/") or where.startswith("/embed/"):
            continue  # they only lead on; a card says when it was checked
        below = re.search(r'<p class="about-page">.*?</p>', text, re.DOTALL)
        beside = "<dt>Time</dt>" in text and re.search(r"<dt>Who (?:usually answers|fills it in)</dt>", text)
        checked = re.search(r"[Cc]hecked (?:on )?\d{1,2} \w+ 20\d\d", text)
        if not checked or not (beside or (below and "For " in below[0])):
            silent.append(where)
    assert silent == []
