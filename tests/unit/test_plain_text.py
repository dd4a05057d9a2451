"""Words from front matter show as typed, whatever they contain."""

import re
from html import unescape

import markdown
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from forms_backend.pages.plain_text import as_markdown, in_a_row, link_to, sentence

HTML = re.compile(r"<[^>]+>")


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["C"]), max_size=60))
@example("# x")
@example("1. x")
@example("- x")
@example("* x * y")
@example("> x")
@example("a | b")
@example("<script>alert(1)</script> & co")
@example("[x](javascript:1) ![y](z)")
@example("`x` _y_ **z** \\* {: .x }")
@example("&amp; &#60;")
def test_text_shows_as_typed(text: str) -> None:
    words = " ".join(text.split())
    extensions = ["attr_list", "md_in_html", "sane_lists", "tables", "toc"]
    html = markdown.markdown(f"before {as_markdown(words)}", extensions=extensions)
    assert re.fullmatch(r"<p>.*</p>", html, re.DOTALL)
    inside = html.removeprefix("<p>").removesuffix("</p>")
    assert not HTML.search(inside)
    shown = inside.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", '"').replace("&amp;", "&")
    assert " ".join(shown.split()) == f"before {words}".strip()


@pytest.mark.parametrize("text", ["# x", "1. x", "- x", "+ x", "* x", "> x", "```", "===", "| a |", "12) x"])
def test_text_alone_on_a_line_is_a_paragraph(text: str) -> None:
    assert markdown.markdown(as_markdown(text), extensions=["sane_lists", "tables"]).startswith("<p>")


@pytest.mark.parametrize(
    "url",
    [
        "https://x.org/a_(b)_c?d=1&copy=2",
        "https://x.org/a){:onclick=alert(1)}",
        'https://x.org/"><script>',
        "https://x.org/a)",
    ],
)
def test_nothing_in_an_address_ends_its_link(url: str) -> None:
    html = markdown.markdown(link_to("the [words]", url), extensions=["attr_list", "md_in_html"])
    found = re.fullmatch(r'<p><a href="([^"<>]*)">the \[words\]</a></p>', html)
    assert found, html
    assert unescape(found[1]) == url.replace("<", "%3C").replace(">", "%3E")


def test_words_in_a_row_have_one_capital_and_keep_abbreviations() -> None:
    assert in_a_row(["Registered manager", "Deputy manager", "IT supplier"]) == (
        "Registered manager, deputy manager, IT supplier"
    )
    assert in_a_row([]) == ""


@pytest.mark.parametrize(("words", "expected"), [("tick it", "Tick it."), ("Done.", "Done."), ("why?", "Why?")])
def test_a_sentence_begins_and_ends_as_one(words: str, expected: str) -> None:
    assert sentence(words) == expected
