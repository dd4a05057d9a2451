"""What the search looks through, made from what the generator wrote."""

import json

import pytest
import yaml

from forms_backend.pages.kinds import kind_of
from forms_backend.pages.page import Page, staged
from forms_backend.pages.search.search_index import merged_index, search_index

GENERATED = """{"config": {}, "docs": [
  {"location": "b/", "title": "B", "text": "", "tags": ["Question", "slang"]},
  {"location": "b/#x", "title": "X &amp; Y", "text": "<p>One <b>two</b></p>\\n<p>three &lt;</p>", "tags": ["Question"]},
  {"location": "b/#where-this-comes-from", "title": "Where this comes from", "text": "A law", "tags": ["Question"]},
  {"location": "c/", "title": "C", "text": "<p>c</p>", "tags": ["Template"], "boost": 0},
  {"location": "c/#y", "title": "Y", "text": "<p>y</p>", "tags": ["Template"], "boost": 0},
  {"location": "a/", "title": "A", "text": "<p>a</p>", "tags": ["Guidance"]}]}"""


def test_the_index_is_plain_text_in_order_without_sources() -> None:
    assert search_index(GENERATED) == (
        '[{"at":"/a/","kind":"Guidance","title":"A","passages":[{"text":"a"}]},'
        '{"at":"/b/","kind":"Question","title":"B","words":["slang"],'
        '"passages":[{"text":"One two three <","title":"X & Y","at":"#x"}]},'
        '{"at":"/c/","kind":"Template","title":"C"}]\n'
    )


def test_of_a_document_shown_on_its_page_only_the_headings_are_searched() -> None:
    sections = [("", "What it is for"), ("#files", "Files"), ("#says", "What it says"), ("#desks", "Desks")]
    docs = [
        {"location": f"{page}/{at}", "title": title, "text": "<p>Words</p>", "tags": [kind]}
        for page, kind in (("t", "Template"), ("u", "Guidance"))
        for at, title in sections
    ]
    policy, other = (
        {one["title"]: one["text"] for one in page["passages"] if "title" in one}
        for page in json.loads(search_index(json.dumps({"docs": docs})))
    )
    assert policy == {"Files": "Words", "What it says": "", "Desks": ""}
    assert other == {"Files": "Words", "What it says": "Words", "Desks": "Words"}


def test_pages_drawn_again_replace_all_their_entries_in_the_index() -> None:
    part = '[{"at":"/b/","kind":"Question","title":"B again"}]'
    merged = json.loads(merged_index(search_index(GENERATED), part, {"/b/", "/c/"}))
    assert [(one["at"], one["title"]) for one in merged] == [("/a/", "A"), ("/b/", "B again")]
    assert "passages" not in merged[1]


@pytest.mark.parametrize(
    ("address", "source", "kind"),
    [
        ("/questions/7.1.1/", "questions/x.md", "Question"),
        ("/questions/", "question-sets/2025-26.yaml", "Year's list"),
        ("/questions/whats-changed/", "question-sets/2025-26.yaml", "Year's list"),
        ("/templates/byod-policy/", "documents/byod-policy.md", "Template"),
        ("/local-support/x/", "local-support.yaml", "Local help"),
        ("/glossary/", "jargon.yaml", "Glossary"),
        ("/privacy/", "guidance/privacy.md", "About this site"),
        ("/working-safely/wifi/", "guidance/working-safely/wifi.md", "Guidance"),
    ],
)
def test_every_page_says_in_words_what_kind_it_is(address: str, source: str, kind: str) -> None:
    assert kind_of(address, source) == kind


@pytest.mark.parametrize(
    ("listed", "searched", "search"),
    [(True, True, None), (True, False, {"boost": 0}), (False, True, {"exclude": True})],
)
def test_a_page_tells_the_generator_how_much_of_it_is_searched(*, listed: bool, searched: bool, search: object) -> None:
    page = Page(
        address="/x/",
        title="X",
        description="",
        markdown="",
        kind="Local help",
        search_words=("y",),
        listed=listed,
        searched=searched,
    )
    front = yaml.safe_load(staged(page).content.decode().split("---\n")[1])
    assert (front["tags"], front.get("search")) == (["Local help", "y"], search)
