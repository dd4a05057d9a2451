"""The frame that the build makes for the workspace."""

import json
import re
from pathlib import Path

import jinja2
import pytest

from forms_backend.pages.shell import shell_of
from tests.build.conftest import public

PAGE = """{% extends "shell.html" %}
{% block title %}Plan & more - Companion{% endblock %}
{% block head %}<meta name="x" content="y">{% endblock %}
{% block before %}<p class="crumb">Back</p>{% endblock %}
{% block main %}<h1>{{ words }}</h1>{% endblock %}
"""


def drawn(site: Path, page: str) -> str:
    loader = jinja2.ChoiceLoader([jinja2.DictLoader({"page": page}), jinja2.FileSystemLoader(site / ".workspace")])
    environment = jinja2.Environment(loader=loader, autoescape=True, undefined=jinja2.StrictUndefined)
    return environment.get_template("page").render(words="<Rose> {{ x }}")


def test_a_page_of_the_workspace_fills_the_frame(site: Path) -> None:
    html = drawn(site, PAGE)
    assert "<title>Plan & more - Companion</title>" in html
    assert '<meta name="x" content="y">\n</head>' in html
    assert html.index("</header>") < html.index('<p class="crumb">Back</p>') < html.index("<main")
    assert "<h1>&lt;Rose&gt; {{ x }}</h1>" in html
    assert re.search(r'<aside [^>]*aria-label="Help"></aside>', html)


def test_a_page_may_fill_the_whole_width(site: Path) -> None:
    html = drawn(site, '{% extends "shell.html" %}{% block content %}<main id="main">x</main>{% endblock %}')
    assert (html.count("<main"), html.count("<aside")) == (1, 0)


@pytest.mark.parametrize("part", ["<header>.*</header>", "<ul>\n<li>[^\n]*About us.*</ul>"])
def test_the_frame_is_the_frame_of_every_page(site: Path, part: str) -> None:
    page = (site / "about" / "index.html").read_text(encoding="utf-8")
    ours, theirs = (re.findall(part, text, re.DOTALL) for text in (drawn(site, PAGE), page))
    assert len(ours) == 1
    assert re.sub(' aria-current="[a-z]+"', "", ours[0]) == re.sub(' aria-current="[a-z]+"', "", theirs[0])


def test_the_frame_marks_the_workspace_and_keeps_its_address_private(site: Path) -> None:
    html = drawn(site, PAGE)
    assert '<a href="/workspace/" aria-current="true">Your workspace</a>' in html
    assert '<meta name="robots" content="noindex">' in html
    for leftover in ("workspace-shell", "canonical", "Link to this page", "<style", "<!--", 'style="', "http-equiv"):
        assert leftover not in html
    assert re.findall(r'(?:src|href)="(?!/|#)[^"]*"', html) == []


def test_the_page_it_was_made_from_is_nowhere_in_the_public_site(site: Path) -> None:
    for path in public(site):
        assert b"workspace-shell" not in path.read_bytes(), path
    assert "/workspace-shell/" not in [one["at"] for one in json.loads((site / "search/search_index.json").read_text())]


@pytest.mark.parametrize(
    "html",
    [
        "<title>x</title>",
        "<title>x</title><!--shell:head--><!--shell:before-->",
        "<title>x</title><!--shell:head--><!--shell:before--><!--shell:content--><!--shell:content-->",
        "<title>x</title><!--shell:head--><!--shell:before--><!--shell:content-->{% endraw %}",
    ],
)
def test_a_frame_without_its_marks_is_refused(html: str) -> None:
    with pytest.raises(ValueError, match="the frame"):
        shell_of(html)


def test_braces_in_the_frame_are_no_code() -> None:
    html = "<title>{{ a }}</title>{% b %}<!--shell:head-->{# c #}<!--shell:before-->{{ d }}<!--shell:content-->}}"
    made = jinja2.Template(shell_of(html)).render(a="never")
    assert "{% b %}" in made
    assert "{# c #}" in made
    assert "{{ d }}" in made
