"""The whole guide as one PDF, made from the real pages, and what becomes of each element of a page."""

import hashlib
import io
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import msgspec
import pikepdf
import pytest

from forms_backend.documents import last_resort
from forms_backend.documents.guide.chapter_text import chapter_text
from forms_backend.documents.kept import Kept
from forms_backend.documents.papers import papers
from forms_backend.pages.downloads import imprint_of
from forms_backend.pages.guidance.chapters import guide_of
from forms_backend.pages.publishing import made_each, made_once
from forms_backend.questions.problems import ContentError
from tests.contract import reading_back as back
from tests.contract.made_guides import ORIGIN, TODAY, first_group, real, site, small, written

ROOT = Path(__file__).parents[2]

_STRAIGHT = {0x201C: '"', 0x201D: '"', 0x2018: "'", 0x2019: "'"}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return written(real(), tmp_path_factory.mktemp("kept"))


def opened(content: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(content))


def bookmarks(pdf: pikepdf.Pdf) -> list[tuple[int, str]]:
    """Every bookmark with its depth, in order."""

    def walk(items: Any, depth: int) -> Iterator[tuple[int, str]]:
        for one in items:
            yield depth, one.title
            yield from walk(one.children, depth + 1)

    with pdf.open_outline() as outline:
        return list(walk(outline.root, 0))


def links(pdf: pikepdf.Pdf) -> Iterator[Any]:
    for page in pdf.pages:
        yield from (one for one in page.get("/Annots", []) if one.Subtype == "/Link")


def addresses(pdf: pikepdf.Pdf) -> list[str]:
    """Where the links that leave the document lead."""
    return [str(one.A.URI) for one in links(pdf) if "/A" in one and "/URI" in one.A]


def printed(text: str) -> str:
    """As a printed page has it: curly, whichever way the marks turn, and without white space."""
    return back.unspaced(text.translate(_STRAIGHT))


def text_of(content: bytes) -> str:
    return printed(back.pdf_text(content, "-raw"))


def test_every_page_written_by_hand_and_every_question_is_in_it_in_order(made: bytes) -> None:
    titles = [title for _, title in bookmarks(opened(made))]
    found = iter(printed(one) for one in titles)
    wanted = [printed(one.title) for one in real().chapters]
    assert [one for one in wanted if one not in found] == []  # each after the one before it
    there = {one.address for one in real().chapters}
    assert {f"/{one.name}/" for one in site().guidance} <= there
    assert {f"/questions/{one.number}/" for one in site().shelf.library.newest} <= there


def test_no_list_and_no_old_year_is_in_it() -> None:
    there = [one.address for one in real().chapters]
    assert len(there) == len(set(there))
    assert not [one for one in there if one.startswith(("/search/", "/templates/", "/questions/20")) or one == "/"]


def test_pages_stand_below_the_page_they_belong_to(made: bytes) -> None:
    names = {one.name: f"/{one.name}/" for one in site().guidance}
    levels = {one.address: one.level for one in real().chapters}
    order = [one.address for one in real().chapters]
    for one in site().guidance:
        for below in one.facts.pages:
            assert levels[names[below]] == levels[names[one.name]] + 1
            assert order.index(names[below]) > order.index(names[one.name])
    marked = bookmarks(opened(made))
    group, first = first_group()
    assert (0, f"Questions: {group.title}") in marked
    assert (1, f"{first.number} {first.facts.short}") in marked


def test_it_is_accessible_titled_and_in_british_english(made: bytes) -> None:
    pdf = opened(made)
    with pdf.open_metadata() as xmp:
        assert xmp["pdfuaid:part"] == "1"
        assert xmp["dc:title"] == real().title
    assert (str(pdf.Root.Lang), bool(pdf.Root.MarkInfo.Marked)) == ("en-GB", True)
    assert pdf.Root.ViewerPreferences.DisplayDocTitle
    assert {"H1", "H2", "H3", "P", "L", "LI", "Table", "TH", "TD", "Link", "TOC", "TOCI"} <= set(back.tags(pdf))
    assert str(pdf.docinfo.CreationDate).startswith("D:20261122000000")
    assert [round(float(side)) for side in pdf.pages[0].mediabox] == [0, 0, 595, 842]


def test_every_font_is_inside_and_no_character_is_a_box(made: bytes) -> None:
    pdf = opened(made)
    fonts = [
        one.DescendantFonts[0]
        for one in pdf.objects
        if isinstance(one, pikepdf.Dictionary) and "/DescendantFonts" in one
    ]
    assert fonts
    for one in fonts:
        assert "/FontFile2" in one.FontDescriptor or "/FontFile3" in one.FontDescriptor
        assert last_resort.NAME.replace(" ", "") not in str(one.BaseFont)


def test_every_page_after_the_cover_says_which_of_how_many_it_is(made: bytes) -> None:
    pages = back.pdf_pages(made)
    assert len(pages) > 100
    assert "Page 1 of" not in pages[0]
    for at, page in enumerate(pages[1:], 2):
        assert f"Page {at} of {len(pages)}" in page


def test_the_line_at_the_top_names_the_chapter(made: bytes) -> None:
    group, first = first_group()
    tops = [printed(page.lstrip("\n").split("\n")[0]) for page in back.pdf_pages(made)]
    assert printed(f"Questions: {group.title} {first.number} {first.facts.short}") in tops


def test_the_contents_and_the_links_say_on_which_page_a_chapter_begins(made: bytes) -> None:
    pages = back.pdf_pages(made)
    _, one = first_group()
    begins = next(at for at, page in enumerate(pages, 1) if f"/questions/{one.number}/" in page)
    entry = next(line for page in pages[1:6] for line in page.split("\n") if f"{one.number} {one.facts.short}" in line)
    assert entry.split()[-1] == str(begins)
    assert printed(f"{one.number} {one.facts.short} (page {begins})") in text_of(made)


def targets(pdf: pikepdf.Pdf) -> Iterator[Any]:
    """The page that each link inside the document leads to."""
    dests = pikepdf.NameTree(pdf.Root.Names.Dests) if "/Dests" in pdf.Root.get("/Names", {}) else {}
    for one in links(pdf):
        if "/URI" not in one.get("/A", {}):
            to = one.Dest if "/Dest" in one else one.A.D
            found = dests[str(to)] if isinstance(to, pikepdf.String | pikepdf.Name) else to
            yield (found.D if isinstance(found, pikepdf.Dictionary) else found)[0]


def test_every_link_inside_leads_to_a_page_of_the_document(made: bytes) -> None:
    pdf = opened(made)
    pages = {page.objgen for page in pdf.pages}
    inside = [one.objgen for one in targets(pdf)]
    assert len(inside) > 300
    assert set(inside) <= pages


def test_links_to_what_is_in_it_stay_inside_and_all_others_are_full_addresses(made: bytes) -> None:
    found = addresses(opened(made))
    assert [one for one in found if not one.startswith(("https://", "http://", "mailto:", "tel:"))] == []
    inside = {f"{ORIGIN}{one.address}" for one in real().chapters}
    own = [one for one in found if one in inside]
    assert set(own) == inside  # under the title of each chapter, once
    assert len({one for one in found if one.startswith(f"{ORIGIN}/workspace/")}) > 0


PIECES: dict[str, tuple[str, str]] = {
    "note": ('<div class="note" markdown="1">\n\n**Mind** this.\n\n</div>', "Mind this."),
    "words to type": ('<div class="type" markdown="1">\n\nType this.\n\n</div>', "Type this."),
    "lead": ('<p class="lead">Read this first.</p>', "Read this first."),
    "table": ("| A | B |\n|---|---|\n| one | two |", "A B one two"),
    "table with a short row": (
        "<table><tr><td>one</td></tr><tr><td>two</td><td>three</td></tr></table>",
        "one two three",
    ),
    "details": ("<details><summary>Why</summary><p>Because.</p></details>", "Why Because."),
    "terms": ('<dl class="summary"><div><dt>Time</dt><dd>Short</dd></div></dl>', "Time Short"),
    "list in a list": ("- one\n    1. two\n- three", "• one 1. two • three"),
    "list that begins later": ("3. three\n4. four", "3. three 4. four"),
    "line break": ("one<br>two", "one two"),
    "code": ("Type `a = #b` here.", "Type a = #b here."),
    "block of code": ("```\nif x:\n    y\n```", "if x: y"),
    "line of a list": (
        '<ul class="tasks"><li><a href="/b/">one</a> <span class="about">two</span></li></ul>',
        "one (page 4) two",
    ),
    "boxes": ('<fieldset><legend>Choose</legend><label><input type="radio"> This</label></fieldset>', "Choose ☐ This"),
    "frame": ('<iframe src="/embed/x/" title="The card"></iframe>', "The card"),
    "quotation": ("> Say this.\n\nThen that.", "Say this. Then that."),
    "signs": (
        "\\#let x = 1; $y$ @ref [z] // \\* ~ -- + / 'a' \"b\" {c} \\_d\\_ &lt;e&gt; &amp; ✓ → 5%",
        "#let x = 1; $y$ @ref [z] // * ~ -- + / 'a' \"b\" {c} _d_ <e> & ✓ → 5%",
    ),
    "start of a line": (
        "\\= no heading\n\n\\- no list\n\n\\+ none\n\n1\\. none\n\n/ none: at all",
        "= no heading - no list + none 1. none / none: at all",
    ),
    "explanation": ("<abbr title='x'>DSPT</abbr> H<sub>2</sub>O <kbd>Ctrl</kbd> <mark>m</mark>", "DSPT H2O Ctrl m"),
}


@pytest.mark.parametrize("piece", PIECES)
def test_the_words_of_every_element_come_out(piece: str, tmp_path: Path) -> None:
    markdown, wanted = PIECES[piece]
    assert printed(wanted) in text_of(written(small(markdown, "## Other\n\nWords."), tmp_path))


@pytest.mark.parametrize(
    "unseen",
    [
        '<p class="no-print">gone</p>',
        "<div hidden>gone</div>",
        "<nav><a href='/b/'>gone</a></nav>",
        "<button>gone</button>",
    ],
)
def test_what_only_a_screen_needs_is_left_out(unseen: str, tmp_path: Path) -> None:
    text = text_of(written(small(f"here\n\n{unseen}\n\nthere"), tmp_path))
    assert "herethere" in text
    assert "gone" not in text


@pytest.mark.parametrize("tag", ["video", "svg", "canvas", "select", "unheard-of"])
def test_an_element_without_a_form_stops_the_build_and_is_named_with_its_file(tag: str, tmp_path: Path) -> None:
    with pytest.raises(
        ContentError, match=rf"content/guidance/b.md:1: the guide as a PDF has no form for <{tag}>, on /b/"
    ):
        written(small("Words.", f"Words.\n\n<div><{tag}>inside</{tag}></div>"), tmp_path)


def test_every_element_of_the_real_pages_has_a_form() -> None:
    strange = {one.address: chapter_text(one, real().extensions).strange for one in real().chapters}
    assert {address: tags for address, tags in strange.items() if tags} == {}


@pytest.mark.parametrize("link", ["/b/#moved", "#moved"])
def test_a_link_to_a_heading_that_moved_leads_to_its_page(link: str, tmp_path: Path) -> None:
    pdf = opened(written(small(f"[x]({link})", "Words."), tmp_path))
    numbers = [at for one in targets(pdf) for at, page in enumerate(pdf.pages, 1) if page.objgen == one.objgen]
    assert numbers.count(4 if link.startswith("/b/") else 3) == 2  # from the contents, and from the link


def test_every_link_of_the_real_pages_to_a_heading_finds_it() -> None:
    texts = [chapter_text(one, real().extensions) for one in real().chapters]
    labels = {label for one in texts for label in one.labels}
    pages = {one.address for one in real().chapters}
    found = {link for one in texts for link in one.links if "#" in link and link.partition("#")[0] in pages}
    assert len(found) > 20
    assert found - labels == set()


def test_a_link_to_a_heading_leads_to_it(tmp_path: Path) -> None:
    words = "\n\n".join(["Words."] * 80)
    pdf = opened(
        written(small("[x](/b/#the-end)\n\n[y](#café)\n\n## Caf\u00e9 {: #café }", f"{words}\n\n## The end"), tmp_path)
    )
    numbers = [next(at for at, page in enumerate(pdf.pages, 1) if page.objgen == one.objgen) for one in targets(pdf)]
    assert numbers.count(3) > 1  # the chapter in the contents, and the heading on it
    assert max(numbers) > 4  # the heading far down in the second chapter


def test_a_page_without_a_part_of_the_guide_is_linked_on_the_site(tmp_path: Path) -> None:
    markdown = (
        "[t](/templates/x/x.docx) [w](/workspace/?question=7.1.1) [o](https://other.example/) [m](mailto:a@b.example)"
    )
    found = addresses(opened(written(small(markdown), tmp_path)))
    for wanted in (
        f"{ORIGIN}/templates/x/x.docx",
        f"{ORIGIN}/workspace/?question=7.1.1",
        "https://other.example/",
        "mailto:a@b.example",
    ):
        assert wanted in found


def test_what_is_known_of_a_page_stands_under_its_title(tmp_path: Path) -> None:
    known = {
        "lead": "Do you? # Really",
        "labels": ("Needed for Standards Met",),
        "about": "For managers. [Sources](#words)",
        "facts": (("Time", "About 5 minutes"), ("Goes with", "[1.1.1 Other](/b/)")),
    }
    text = text_of(written(small("## Words\n\nx", "## Words\n\nx", **known), tmp_path))
    for words in ("Do you? # Really", "Needed for Standards Met", "For managers. Sources", "Time: About 5 minutes"):
        assert printed(words) in text
    assert printed("companion.example/a/") in text


def test_only_chapters_that_changed_are_written_anew(tmp_path: Path) -> None:
    asked: list[str] = []

    def each(folder: Path, keys: dict[str, str], make: Callable[[str], bytes], name: str) -> dict[str, bytes]:
        def noted(one: str) -> bytes:
            asked.append(one)
            return make(one)

        return made_each(folder, keys, noted, name)

    first = written(small("One.", "Two."), tmp_path, each)
    assert written(small("One.", "Two."), tmp_path, each) == first
    assert asked == ["/a/", "/b/"]
    second = written(small("One.", "Two again."), tmp_path, each)
    assert asked == ["/a/", "/b/", "/b/"]
    assert printed("Two again.") in text_of(second)


def test_an_unchanged_site_makes_no_paper_again(tmp_path: Path) -> None:
    def unneeded(_: str) -> bytes:
        raise AssertionError("made again")

    whole = guide_of(site(), TODAY)
    few = {**whole, "chapters": whole["chapters"][:2]}
    kept = Kept("tools", partial(made_once, tmp_path), partial(made_each, tmp_path))
    first = papers(few, imprint_of(site()), site().shelf.library, kept)
    stubborn = kept._replace(each=lambda keys, _, name: made_each(tmp_path, keys, unneeded, name))
    assert papers(few, imprint_of(site()), site().shelf.library, stubborn) == first
    assert sorted(first) == [
        "downloads/dspt-guide.pdf",
        *(f"downloads/question-booklet.{suffix}" for suffix in ("docx", "pdf", "xlsx")),
    ]


def test_the_same_guide_gives_the_same_bytes_in_another_process(tmp_path: Path) -> None:
    guide = small("## One\n\n[b](/b/) 😀", "| A | B |\n|---|---|\n| one | two |")
    program = (
        "import hashlib, sys; import msgspec;"
        "from forms_backend.documents.guide.chapter_text import chapter_text;"
        "from forms_backend.documents.guide.guide_pdf import guide_pdf;"
        "from forms_backend.documents.guide.model import Guide;"
        "guide = msgspec.json.decode(sys.stdin.buffer.read(), type=Guide);"
        "texts = {one.address: chapter_text(one, guide.extensions) for one in guide.chapters};"
        "print(hashlib.sha256(guide_pdf(guide, texts)).hexdigest())"
    )
    environment = {**os.environ, "PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo", "PYTHONPATH": "."}
    command = [sys.executable, "-c", program]
    done = subprocess.run(
        command, input=msgspec.json.encode(guide), env=environment, cwd=ROOT, capture_output=True, check=True
    )
    assert done.stdout.decode().strip() == hashlib.sha256(written(guide, tmp_path)).hexdigest()
