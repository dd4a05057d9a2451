"""What is new here: `content/news.yaml` as a page, and as a feed (Atom, RFC 4287) that other programs can watch."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from xml.etree import ElementTree as ET

from forms_backend.answers.days import in_words
from forms_backend.pages import addresses
from forms_backend.pages.about import about
from forms_backend.pages.guidance.files import Known
from forms_backend.pages.linking import Shelf, with_links
from forms_backend.pages.page import File, Page
from forms_backend.pages.plain_text import as_markdown, without_links
from forms_backend.questions.links import named_links
from forms_backend.questions.model import Facts
from forms_backend.questions.problems import Report
from forms_backend.questions.reading import read_yaml
from forms_backend.questions.typed import typed

ATOM = "http://www.w3.org/2005/Atom"
REMEDY = "Correct it, or take it out."


class NewsItem(Facts, frozen=True, kw_only=True):
    """One thing that changed. `id` names it for ever; the first link by name in `words` is where it leads."""

    id: str
    on: date
    title: str
    words: str


class News(Facts, frozen=True, kw_only=True):
    """The whole of `news.yaml`, newest first."""

    items: tuple[NewsItem, ...]


def load_news(content: Path, report: Report) -> tuple[NewsItem, ...]:
    """The news, newest first; empty when there is no file, or after reporting."""
    path = content / "news.yaml"
    source = read_yaml(path, report) if path.is_file() else None
    news = typed(source, News, report) if source else None
    return news.items if news else ()


def check_news(items: tuple[NewsItem, ...], known: Known, content: Path, report: Report) -> None:
    """Report links by name that nothing answers to, ids used twice, and items out of order."""
    path, seen = content / "news.yaml", set[str]()
    for at, one in enumerate(items):
        for link in named_links(one.words):
            if not known.has(link):
                what = f"`{one.id}` names the {link.kind} `{link.name}`, which does not exist"
                report.add(path, 1, what, "Correct the name, or write it without a link.")
        if one.id in seen:
            report.add(path, 1, f"two items have the id `{one.id}`", "Give the newer one another id.")
        seen.add(one.id)
        if at and one.on > items[at - 1].on:
            report.add(path, 1, f"`{one.id}` is newer than the item above it", "Put the newest first.")


def news_page(items: tuple[NewsItem, ...], shelf: Shelf) -> Page:
    """The page at `/whats-new/`."""
    return Page(
        address=addresses.NEWS,
        title="What is new here",
        description="Changes to our pages, questions and templates, newest first, and a feed you can watch.",
        markdown=with_links("\n\n".join(_body(items)), shelf),
        source="news.yaml",
        about=about("people who come back", "1 minute to read", items[0].on) if items else (),
    )


def feed(items: tuple[NewsItem, ...], shelf: Shelf, name: str, origin: str) -> File:
    """`feed.xml`. The same news give the same bytes: the feed's date is that of its newest item."""
    ET.register_namespace("", ATOM)
    root = ET.Element(_tag("feed"), {"{http://www.w3.org/XML/1998/namespace}lang": "en-GB"})
    _add(root, "title", f"{name}: what is new")
    _add(root, "id", origin + addresses.NEWS)
    _add(root, "updated", _time(items[0].on if items else date(2026, 1, 1)))
    _add(root, "link", rel="self", type="application/atom+xml", href=origin + addresses.FEED)
    _add(root, "link", rel="alternate", type="text/html", href=origin + addresses.NEWS)
    _add(_add(root, "author"), "name", name)
    for one in items:
        entry = _add(root, "entry")
        _add(entry, "title", one.title)
        _add(entry, "id", f"{origin}{addresses.NEWS}#{one.id}")
        _add(entry, "updated", _time(one.on))
        _add(entry, "link", rel="alternate", type="text/html", href=_place(one, shelf, origin))
        _add(entry, "summary", without_links(with_links(one.words, shelf)).strip())
    ET.indent(root, " ")
    return File(addresses.FEED.lstrip("/"), ET.tostring(root, "utf-8", xml_declaration=True) + b"\n")


def _body(items: tuple[NewsItem, ...]) -> Iterator[str]:
    yield (
        f"What we add and correct, newest first. Your feed reader can watch it: [the feed]({addresses.FEED}). "
        "What changed in the toolkit itself is on [its own page](page:questions/whats-changed)."
    )
    for one in items:
        yield f"## {as_markdown(one.title)} {{: #{one.id} }}"
        yield f"{in_words(one.on)}. {one.words}"


def _place(one: NewsItem, shelf: Shelf, origin: str) -> str:
    """Where the first link of the item leads; the news page when it has none."""
    link = next(named_links(one.words), None)
    if link is None:
        return f"{origin}{addresses.NEWS}#{one.id}"
    text = with_links(f"[x]({link.kind}:{link.name})", shelf)
    return origin + text.partition("](")[2].removesuffix(")")


def _tag(name: str) -> str:
    return f"{{{ATOM}}}{name}"


def _add(parent: ET.Element, name: str, text: str = "", /, **attributes: str) -> ET.Element:
    element = ET.SubElement(parent, _tag(name), attributes)
    element.text = text or None
    return element


def _time(day: date) -> str:
    return f"{day.isoformat()}T00:00:00Z"
