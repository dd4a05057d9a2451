"""Named places on a finished page: what may be linked to, the link beside each heading, and names of earlier days."""

import re
from collections.abc import Iterator
from html import escape, unescape

from forms_backend.pages import addresses

# Reading our own pages, which our own template drew: plain patterns are enough, and thirty times faster than a parser.
_MAIN = re.compile(r"<main\b.*</main>", re.DOTALL)
_ID = re.compile(r'<[^>]+? id="([^"]*)"')
_NAMED = re.compile(r'<(?:h[2-6]|dt|li|tr|section|article|details)\b[^>]*? id="([^"]*)"')
_HEADING = re.compile(r'<h([2-6])\b[^>]*? id="([^"]*)"[^>]*>(.*?)</h\1>', re.DOTALL)
# In a control, a link beside the heading would be a link inside it; a door is itself a link. Both stay as they are.
_CONTROL = r'<(?P<control>summary|legend|label|button|a)\b.*?</(?P=control)>|<section class="door".*?</section>'
_SECTION = r'<h(?P<rank>[23])\b[^>]*? id="(?P<id>[^"]*)"[^>]*>(?P<words>.*?)</h(?P=rank)>'
_LINKED = re.compile(f"{_CONTROL}|{_SECTION}", re.DOTALL)
_OLD = re.compile(r'<p class="note moved" id="([^"]*)">[^<]*<a href="#([^"]*)">.*?</p>\n?', re.DOTALL)
# In a list or a table nothing may stand between its parts: there the target goes into the part, in a row into a cell.
_WITHIN = re.compile(r"<(?:(?:dd|dt|li|td|th)\b[^>]*>|tr\b[^>]*>\s*<t[dh]\b[^>]*>)")
_ELEMENT = re.compile(r"<[^>]+>")
_SPACE = re.compile(r"\s+")
_NUMBERED = re.compile(r"_\d+$")


def are_promised(path: str) -> bool:
    """Whether the anchors of a page stay for ever: all do, but for the letters of the list of every page."""
    return f"/{path.removesuffix('index.html')}" != addresses.SEARCH


def ids_of(html: str) -> set[str]:
    """Every id on a page."""
    return set(map(unescape, _ID.findall(html)))


def anchors_of(html: str) -> set[str]:
    """The ids of a page that others may link to: headings and what else is text. Fields and frames are not."""
    return set(map(unescape, _NAMED.findall(_main(html))))


def headings_of(html: str) -> dict[str, str]:
    """The words of each heading of a page, by its id."""
    return {unescape(name): _words(text) for _, name, text in _HEADING.findall(_main(html))}


def unsteady_anchors(html: str) -> Iterator[tuple[str, str]]:
    """Ids that only number equal headings, with their words: they would pass to another heading when one is added."""
    for name, words in headings_of(html).items():
        if _NUMBERED.search(name):
            yield name, words


def with_section_links(html: str) -> str:
    """The page with a link to itself beside each heading of the second and third rank, after it and not inside."""
    return _MAIN.sub(lambda main: _LINKED.sub(_with_link, main[0]), html)


def with_old_anchors(html: str) -> str:
    """The page with each old anchor whose part is still on it as an empty target where that part begins.

    The template lists old anchors at the end of the text, as lines that say where their part is now. Those whose part
    is on another page stay there; a style sheet shows one only to whoever follows the old link.
    """
    for line in list(_OLD.finditer(html)):
        target = f'<span id="{line[1]}"></span>'
        html = html.replace(line[0], "", 1)
        at = _beginning(html, line[2])
        html = f"{html[:at]}{target}{html[at:]}"
    return html


def _beginning(html: str, name: str) -> int:
    """Where a target for the part called `name` can stand; the end of the text when there is no such part."""
    part = re.search(rf'<[a-z0-9]+\b[^>]*? id="{re.escape(name)}"', html)
    if part is None:
        return html.rfind("</main>")
    within = _WITHIN.match(html, part.start())
    return within.end() if within else part.start()


def _with_link(found: re.Match[str]) -> str:
    if not found["rank"]:
        return found[0]
    name = escape(f"Link to this section: {_words(found['words'])}")
    look = "headed" if found["rank"] == "2" else "headed third"
    return f'<div class="{look}">{found[0]}<a class="here" href="#{found["id"]}" aria-label="{name}"></a></div>'


def _main(html: str) -> str:
    main = _MAIN.search(html)
    return main[0] if main else ""


def _words(markup: str) -> str:
    return _SPACE.sub(" ", unescape(_ELEMENT.sub("", markup))).strip()
