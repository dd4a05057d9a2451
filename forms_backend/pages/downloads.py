"""The page of everything that can be taken away: what each file is for, its type and its size."""

from collections.abc import Iterator, Mapping
from html import escape
from typing import Any, NamedTuple
from urllib.parse import urlsplit

import msgspec

from forms_backend.pages import addresses
from forms_backend.pages.about import about
from forms_backend.pages.offline.kept_site import keeping_section, later_size
from forms_backend.pages.offline.usb_copy import USB_COPY
from forms_backend.pages.page import File, Page
from forms_backend.pages.plain_text import size_in_words
from forms_backend.pages.staging import ALL_TEMPLATES, Site, site_files
from forms_backend.questions.model import QuestionSet

_LEAD = '<p class="lead">Take it away as a file. Everything here is free, and none of it needs an account.</p>'


class Offer(NamedTuple):
    """Something to take away: a heading, what it is for, and its files (path: words). Files that exist are shown."""

    title: str
    words: str
    files: Mapping[str, str]


def offers(year: str) -> tuple[Offer, ...]:
    """Everything that may be offered, in order. A new download is a line here."""
    return (
        Offer(
            "The whole guide",
            "All our guidance and every question in one document. Print it, or read it without the internet. It has "
            "a list of contents, and links that work.",
            {"downloads/dspt-guide.pdf": "PDF"},
        ),
        Offer(
            "The question booklet, blank",
            "Every question with boxes to tick and room to write. Fill it in by pen, or type into the Word or Excel "
            "file.",
            {
                "downloads/question-booklet.pdf": "PDF, to print",
                "downloads/question-booklet.docx": "Word",
                "downloads/question-booklet.xlsx": "Excel",
            },
        ),
        Offer(
            "All templates",
            "Every policy, register, log and checklist, blank, in one file. "
            f"[See them one by one]({addresses.TEMPLATES}).",
            {ALL_TEMPLATES: "ZIP"},
        ),
        Offer(
            "The site without the internet",
            "Every page and document of this site in one file, for a USB stick or a computer without the internet. "
            'Save it and unpack it: on Windows, right-click it and choose "Extract all". Then open `index.html`.',
            {USB_COPY: "ZIP"},
        ),
        Offer(
            "The questions as data",
            f"For people who make software or keep lists. [What is in the files]({addresses.OPEN_DATA}).",
            {f"data/question-sets/{year}.json": "JSON", f"data/question-sets/{year}.csv": "CSV"},
        ),
    )


def with_downloads(site: Site, papers: Mapping[str, bytes]) -> Site:
    """The site with documents made of the whole of it, and the page that offers them."""
    files = (*site.more_files, *(File(path, content) for path, content in papers.items()))
    more = msgspec.structs.replace(site, more_files=files)
    sizes = {one.path: len(one.content) for one in site_files(more, ())}
    return msgspec.structs.replace(
        more, more_pages=(*site.more_pages, downloads_page(site.shelf.library.newest, sizes))
    )


def imprint_of(site: Site) -> dict[str, Any]:
    """Who publishes the booklet of questions, and the address that explains each question, as one says it."""
    shown = urlsplit(site.origin).netloc
    return {
        "name": site.facts.name,
        "strapline": site.facts.strapline,
        "home": f"{shown}{addresses.DOWNLOADS}",
        "help_at": {one.number: f"{shown}{addresses.short(one.number)}" for one in site.shelf.library.newest},
    }


def downloads_page(newest: QuestionSet, sizes: Mapping[str, int]) -> Page:
    """The page at `/downloads/`. `sizes` are those of all files of the site, in bytes, by path."""
    return Page(
        address=addresses.DOWNLOADS,
        title="Downloads",
        description="The whole DSPT guide as a PDF, a blank booklet of all questions, all templates, and open data.",
        markdown="\n\n".join([_LEAD, *(part for one in offers(newest.year) for part in _section(one, sizes))]),
        source="question-sets/",
        about=about("anyone who prefers a file", "1 minute to choose", newest.facts.checked.on),
        scripts=("offline.js",),
        search_words=("pdf", "print", "booklet", "guide", "offline", "paper", "book", "form"),
    )


def _section(offer: Offer, sizes: Mapping[str, int]) -> Iterator[str]:
    there = {path: words for path, words in offer.files.items() if path in sizes or path == USB_COPY}
    if not there:
        return
    yield f"## {offer.title}\n\n{offer.words}"
    links = (
        f'<a class="btn second" href="/{path}">{escape(words)}{_size(path, sizes)}'
        f'<span class="visually-hidden">: {escape(offer.title)}</span></a>'
        for path, words in there.items()
    )
    yield f"<p>{' '.join(links)}</p>"
    if USB_COPY in there:
        yield keeping_section()


def _size(path: str, sizes: Mapping[str, int]) -> str:
    return f" ({size_in_words(sizes[path])})" if path in sizes else later_size(path)
