"""Named places on a finished page, and the links beside its headings."""

import pytest

from forms_backend.pages.links.anchors import anchors_of, unsteady_anchors, with_old_anchors, with_section_links


def page(main: str) -> str:
    return f'<header><h2 id="top">Top</h2></header><main id="main">{main}</main><aside><h2 id="aside">A</h2></aside>'


def test_headings_and_other_text_can_be_linked_to_and_fields_and_frames_cannot() -> None:
    text = (
        '<h2 id="a">A</h2><h3 class="x" id="b">B</h3><h4 id="caf&eacute;">C</h4><dl><dt id="d">D</dt></dl>'
        '<section id="e"></section><input id="f"><div id="g"></div><span id="h"></span><h2>none</h2>'
    )
    assert anchors_of(page(text)) == {"a", "b", "café", "d", "e"}


def test_a_section_has_a_link_to_itself_after_its_heading_and_not_inside() -> None:
    assert with_section_links(page('<h2 id="a">In <em>short</em> &amp; "so"</h2>')) == page(
        '<div class="headed"><h2 id="a">In <em>short</em> &amp; "so"</h2>'
        '<a class="here" href="#a" aria-label="Link to this section: In short &amp; &quot;so&quot;"></a></div>'
    )


@pytest.mark.parametrize(
    ("main", "links"),
    [
        ('<h2 id="a">A</h2><h3 id="b">B</h3>', 2),
        ('<h3 class="x" id="b">B</h3>', 1),
        ('<h4 id="a">A</h4>', 0),
        ("<h2>A</h2>", 0),
        ('<details><summary><h2 id="a">A</h2></summary><h3 id="b">B</h3></details>', 1),
        ('<section class="door"><h2 id="a"><a href="/a/">A</a></h2></section><h2 id="b">B</h2>', 1),
        ('<h3 id="a"><a href="/a/">A</a></h3>', 1),
    ],
)
def test_sections_of_the_text_have_a_link_and_nothing_else_has(main: str, links: int) -> None:
    assert with_section_links(page(main)).count('class="here"') == links


def test_an_old_anchor_stands_right_before_the_part_it_once_named() -> None:
    line = '<p class="note moved" id="old">That part is now at <a href="#b">Page</a>.</p>\n'
    html = with_old_anchors(page(f'<h2 id="a">A</h2><p>x</p><h2 id="b">B</h2>{line}'))
    assert html == page('<h2 id="a">A</h2><p>x</p><span id="old"></span><h2 id="b">B</h2>')


@pytest.mark.parametrize(
    ("part", "expected"),
    [
        ('<ul>\n<li class="x" id="b">B</li></ul>', '<ul>\n<li class="x" id="b">{}B</li></ul>'),
        ('<dl><dt id="b">B</dt></dl>', '<dl><dt id="b">{}B</dt></dl>'),
        ('<table><tr id="b">\n<td>B</td></tr></table>', '<table><tr id="b">\n<td>{}B</td></tr></table>'),
    ],
)
def test_in_a_list_or_a_table_an_old_anchor_stands_within_its_part(part: str, expected: str) -> None:
    line = '<p class="note moved" id="old">That part is now at <a href="#b">Page</a>.</p>'
    assert with_old_anchors(page(part + line)) == page(expected.format('<span id="old"></span>'))


def test_an_old_anchor_whose_part_is_on_another_page_stays_as_a_line_that_says_so() -> None:
    html = page('<h2 id="a">A</h2><p class="note moved" id="old">That part is now at <a href="/b/#c">B</a>.</p>')
    assert with_old_anchors(html) == html


def test_an_old_anchor_answers_even_when_what_it_names_is_missing() -> None:
    line = '<p class="note moved" id="old">That part is now at <a href="#none">Page</a>.</p>'
    assert '<span id="old"></span>' in with_old_anchors(page(f"<p>x</p>{line}"))


def test_equal_headings_that_only_a_count_tells_apart_are_found() -> None:
    html = page('<h2 id="a">A</h2><h3 id="words">W</h3><h3 id="words_1">W</h3><p id="x_1">x</p>')
    assert list(unsteady_anchors(html)) == [("words_1", "W")]
