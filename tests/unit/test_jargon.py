"""Words of the trade: read and checked, explained where a page first uses them, and listed in the glossary."""

import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms_backend.pages.finishing import finished
from forms_backend.pages.guidance.files import Known
from forms_backend.pages.linking import Shelf, TemplateCard
from forms_backend.pages.links.anchors import anchors_of
from forms_backend.pages.search.search_index import INDEX
from forms_backend.pages.words.glossary import glossary_page
from forms_backend.pages.words.jargon import Explained, Jargon, Term, check_jargon, explained, load_jargon
from forms_backend.pages.words.jargon_marking import MOST, marked, with_explanations
from forms_backend.questions.loading import QuestionLibrary
from forms_backend.questions.problems import Report
from forms_backend.web.guidance import Guidance

FULL = """
terms:
  ods-code: {term: ODS code, forms: [ODS codes], means: The code by which the NHS knows you., more: ["page:codes"]}
  dpia:
    term: DPIA
    stands-for: data protection impact assessment
    forms: [DPIAs, impact check]
    means: A short check of what a new thing does to people's privacy.
    more: ["question:lead", "template:data-policy", "page:codes#look"]
    also: [ods-code]
  cqc: {term: CQC, means: It inspects care services., marked: false}
"""
SHELF_CARD = TemplateCard(slug="data-policy", title="Data policy")


def term(id_: str, *spellings: str, own: tuple[str, ...] = ()) -> Explained:
    return Explained(id_, spellings[0], f"This is what {id_} means.", spellings, own)


ICO = term("ico", "ICO", "Information Commissioner's Office")
PHISHING = term("phishing", "phishing", "phishing e-mail")
PLUS = term("plus", "Cyber Essentials Plus")
BASIC = term("basic", "Cyber Essentials")
LAW = term("law", "Data (Use & Access) Act 2025")
ALL = (ICO, PHISHING, PLUS, BASIC, LAW)


@pytest.fixture
def loaded(tmp_path: Path) -> Callable[[str], tuple[Jargon | None, Report]]:
    def load(text: str) -> tuple[Jargon | None, Report]:
        checked = "\nchecked: {on: 2026-11-22, confidence: high}\n"  # last, so that lines keep their numbers
        (tmp_path / "jargon.yaml").write_text(f"{text}{checked}", encoding="utf-8")
        report = Report(tmp_path)
        return load_jargon(tmp_path, report), report

    return load


@pytest.fixture
def known(library: QuestionLibrary) -> Known:
    return Known(library, {"data-policy"}, (), {"/codes/"})


def in_words(html: str) -> list[str]:
    """What each control in HTML says, and what it opens, read by a parser that knows nothing of our patterns."""

    class Controls(HTMLParser):
        def __init__(self) -> None:
            super().__init__()
            self.found: list[str] = []
            self.inside = False

        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            of = dict(attrs)
            self.inside = tag == "button" and of.get("class") == "term"
            if self.inside:
                self.found.append(f"{of['popovertarget']}: ")

        def handle_data(self, data: str) -> None:
            if self.inside:
                self.found[-1] += data

        def handle_endtag(self, tag: str) -> None:
            self.inside = self.inside and tag != "button"

    reader = Controls()
    reader.feed(html)
    reader.close()
    return [" ".join(one.split()) for one in reader.found]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("terms: {ODS: {term: ODS code, means: A code.}}", "`ODS` cannot be an anchor"),
        ("terms: {ods: {term: ODS code, means: ' '}}", "`ods` is not explained"),
        ("terms: {ods: {term: '', means: A code.}}", "`ods` has a spelling without letters"),
        ("terms: {ods: {term: ODS code, stands-for: ' ', means: A code.}}", "`ods` has a spelling without letters"),
        ("terms: {ods: {term: ODS code}}", "`means` is missing"),
        ("terms: {ods: {term: ODS code, means: A code., sounds: long}}", "`sounds` is not a key we know here"),
        ("terms: {ods: {term: ODS code, means: A code., also: [code]}}", "`also` names `code`"),
        ("terms: {ods: {term: ODS code, means: A code., also: [ods]}}", "`also` names `ods`"),
        ("terms: {ods: {term: ODS code, means: A code., more: ['page:nowhere']}}", "`more` names `page:nowhere`"),
        ("terms: {ods: {term: ODS code, means: A code., more: ['question:gone']}}", "`more` names `question:gone`"),
        ("terms: {ods: {term: ODS code, means: A code., more: ['/codes/']}}", "`more` names `/codes/`"),
        (
            "terms: {a: {term: code, means: A.}, b: {term: x, forms: [Code], means: B.}}",
            'the spelling "Code" is already',
        ),
        ("terms: {a: {term: code, forms: [code], means: A.}}", 'the spelling "code" is already'),
    ],
)
def test_what_is_wrong_with_a_term_is_said(
    text: str, problem: str, loaded: Callable[[str], tuple[Jargon | None, Report]], known: Known
) -> None:
    jargon, report = loaded(text)
    if jargon:
        check_jargon(jargon, known, report)
    (found,) = report.problems
    assert problem in found.what
    assert found.path.endswith("jargon.yaml")
    assert found.remedy


def test_a_problem_names_the_line_of_its_term(
    loaded: Callable[[str], tuple[Jargon | None, Report]], known: Known
) -> None:
    jargon, report = loaded(FULL.replace("also: [ods-code]", "also: [gone]"))
    assert jargon
    check_jargon(jargon, known, report)
    assert [one.line for one in report.problems] == [10]


def test_terms_that_most_readers_know_are_not_explained_on_pages(
    loaded: Callable[[str], tuple[Jargon | None, Report]], known: Known, library: QuestionLibrary
) -> None:
    jargon, report = loaded(FULL)
    assert jargon
    check_jargon(jargon, known, report)
    report.raise_if_any()
    first, second = explained(jargon, Shelf(library, {"data-policy": SHELF_CARD}))
    assert (first.id, first.name) == ("dpia", "DPIA (data protection impact assessment)")
    assert first.spellings == ("DPIA", "data protection impact assessment", "DPIAs", "impact check")
    assert first.own_pages == ("/questions/1.1.5/", "/templates/data-policy/", "/codes/")
    assert (second.id, second.own_pages) == ("ods-code", ("/codes/",))


@pytest.mark.parametrize(
    ("html", "found"),
    [
        ("<p>Ask the ICO. The ICO answers.</p>", ["term-ico: ICO"]),
        ("<p>Phishing is old. Not fishing.</p>", ["term-phishing: Phishing"]),
        ("<p>A phishing\n e-mail came</p>", ["term-phishing: phishing e-mail"]),
        ("<p>spearphishing, phishing-like, ICON, ico.org.uk, ICO-like, ico</p>", []),
        (
            "<p>Cyber Essentials Plus, then Cyber Essentials</p>",
            ["term-plus: Cyber Essentials Plus", "term-basic: Cyber Essentials"],
        ),
        ("<p>cyber essentials</p>", []),
        ("<p>The Data (Use &amp; Access) Act 2025</p>", ["term-law: Data (Use & Access) Act 2025"]),
        ("<p>The ICO's number</p>", ["term-ico: ICO"]),
        ('<p title="the ICO">x</p><p data-x="a>ICO">y</p>', []),
        ("<!-- ICO --><p>x</p>", []),
        *(
            (f"<{tag}>ICO</{tag}>", [])
            for tag in (
                "h1",
                "h2",
                "h3",
                "h4",
                "a",
                "button",
                "code",
                "pre",
                "th",
                "caption",
                "label",
                "summary",
                "strong",
            )
        ),
        ("<p>1 < 2, says the ICO</p>", ["term-ico: ICO"]),
        ("<table><tr><th>x</th></tr><tr><td>ICO</td><td>ICO</td></tr></table>", ["term-ico: ICO"]),
        ("<table><tr><td>ICO</td><td>says</td></tr></table>", []),
        ('<div class="type" id="x"><p>ICO</p></div>', []),
        ('<div class="note type"><p>ICO</p></div>', []),
        ('<p><span class="tag new">ICO</span></p>', []),
        ('<div class="types"><p>ICO</p></div>', ["term-ico: ICO"]),
        ('<ul><li><a href="/x/">Read</a> about the ICO</li></ul>', []),
        ('<ul><li>Read <a href="/x/">this</a> about the ICO</li></ul>', ["term-ico: ICO"]),
        ("<blockquote><p>Ring the ICO</p></blockquote>", []),
        ("<p>a <br> b <img alt='ICO' src='x'> the ICO</p>", ["term-ico: ICO"]),
        ("<p>an end without a start</b> the ICO", ["term-ico: ICO"]),
        ("<h2><em>never closed</h2><p>the ICO</p>", ["term-ico: ICO"]),
    ],
)
def test_only_the_first_mention_in_running_text_is_marked(html: str, found: list[str]) -> None:
    assert in_words(marked(html, ALL)) == found


@pytest.mark.parametrize(
    ("html", "before"),  # what stands right before the mention that is marked
    [
        ("<p>The ICO (the data protection regulator) answers. Ask the ICO.</p>", None),
        ("<p>The <em>ICO</em> (the <a>data protection</a> regulator). Ask the ICO.</p>", None),
        ("<p>The Information Commissioner's Office (ICO). Ask the ICO now</p>", "Ask the "),
        ("<p>Ring it (ICO). Then ring the ICO now</p>", "Then ring the "),
        ("<ul><li><strong>ICO:</strong> it regulates.</li></ul><p>Ask the ICO</p>", None),
        ("<p><strong>Information Commissioner's Office (ICO)</strong>: it regulates. Ask the ICO</p>", None),
        ("<dl><dt>ICO</dt><dd>It regulates. Ask the ICO</dd></dl>", None),
        ("<p><strong>Ring the ICO.</strong> Then ask the ICO now</p>", "Then ask the "),
        ("<p>First, the ICO says</p><ul><li><strong>ICO:</strong> it regulates.</li></ul>", "First, the "),
    ],
)
def test_what_the_text_itself_explains_is_not_explained_again(html: str, before: str | None) -> None:
    first, *rest = marked(html, ALL).split('<button type="button" class="term"')
    assert len(rest) == (before is not None)
    assert before is None or first.endswith(before)


def test_a_page_has_few_marks_and_a_paragraph_fewer() -> None:
    terms = tuple(term(f"t{at}", f"word{at}") for at in range(20))
    crowded = "<p>" + " ".join(f"word{at}" for at in range(20)) + "</p>"
    assert len(in_words(marked(crowded, terms))) == 2
    spread = "".join(f"<p>word{at}</p>" for at in range(20))
    assert in_words(marked(spread, terms)) == [f"term-t{at}: word{at}" for at in range(MOST)]


def test_what_a_term_means_and_what_follows_it_stand_where_they_belong() -> None:
    sharp = Explained("x", "X (a <b>)", 'It is "5 < 6".', ("X",), ())
    assert marked("<p>See X. Then Y</p>", (sharp,)) == (
        '<p>See <span class="unbroken"><button type="button" class="term" popovertarget="term-x">X</button>'
        '<small popover id="term-x" class="means" role="note"><strong>X (a &lt;b&gt;) </strong>'
        "<span>It is &quot;5 &lt; 6&quot;.</span>"
        '<a href="/glossary/#x"> More in the glossary</a>'
        '<button type="button" popovertarget="term-x" popovertargetaction="hide"> Close</button></small>'
        ".</span> Then Y</p>"
    )
    assert "unbroken" not in marked("<p>See X and Y</p>", (sharp,))


TEXTS = st.lists(
    st.sampled_from(
        [
            "ICO",
            " phishing",
            "<p>",
            "</p>",
            "<b>",
            "</b>",
            '<a href="ICO">',
            "</a>",
            "<br>",
            "<",
            ">",
            "&lt;",
            '"',
            "(",
            ")",
            "é ",
            "<h2>",
            "</h2>",
        ]
    )
).map("".join)


@given(TEXTS)
def test_marking_only_ever_adds(html: str) -> None:
    after = marked(html, ALL)
    undone = re.sub(r'<button type="button" class="term"[^>]*>(.*?)</button><small .*?</small>', r"\1", after)
    assert re.sub(r'<span class="unbroken">(.*?)</span>', r"\1", undone) == html


@pytest.mark.parametrize("path", ["index.html", "404.html", "search/index.html", "glossary/index.html"])
def test_lists_and_the_glossary_itself_are_left_alone(path: str) -> None:
    page = "<main><p>The ICO</p></main>"
    assert with_explanations(path, page, ALL) == page
    assert with_explanations(f"a/{path}", page, ALL) != page


def test_only_the_main_part_of_a_page_is_touched() -> None:
    page = "<header><p>ICO</p></header><main><p>x</p></main><aside><p>ICO</p></aside>"
    assert with_explanations("a/index.html", page, ALL) == page


@pytest.mark.parametrize(
    ("address", "many"), [("/codes/", 0), ("/codes/more/", 1), ("/other/", 1)]
)  # a permanent page of a year names its current address
def test_the_page_about_a_term_explains_it_by_itself(address: str, many: int) -> None:
    page = f'<link rel="canonical" href="https://x.example{address}"><main><p>ICO</p></main>'
    terms = (msgspec.structs.replace(ICO, own_pages=("/codes/",)),)
    assert with_explanations("a/index.html", page, terms).count('class="term"') == many


def test_explanations_are_neither_searched_nor_named_places() -> None:
    page = "<main><h2 id='here'>Help</h2><p>Ask the ICO</p></main>"
    index = '{"docs": [{"location": "a/", "title": "A", "text": "Ask the ICO", "tags": ["Guidance"]}]}'
    made = finished({"a/index.html": page, INDEX: index}, ALL)
    assert "This is what ico means." in made["a/index.html"]
    assert "means" not in made[INDEX]
    assert anchors_of(made["a/index.html"]) == anchors_of(page)


def test_the_glossary_lists_every_term_by_letter_with_a_lasting_anchor(
    loaded: Callable[[str], tuple[Jargon | None, Report]], library: QuestionLibrary
) -> None:
    jargon, _ = loaded(FULL)
    assert jargon
    text = glossary_page(jargon, Shelf(library, {"data-policy": SHELF_CARD}), {"codes": "Find [your] code"}).markdown
    assert re.findall(r"^#+ .*", text, re.MULTILINE) == [
        "## C {: #letter-c }",
        "### CQC {: #cqc }",
        "## D {: #letter-d }",
        "### DPIA (data protection impact assessment) {: #dpia }",
        "## O {: #letter-o }",
        "### ODS code {: #ods-code }",
    ]
    assert re.findall(r'href="#([^"]*)">(.)<', text) == [("letter-c", "C"), ("letter-d", "D"), ("letter-o", "O")]
    assert "Also called: impact check." in text  # not the plural
    assert (
        "Where you meet it: [1\\.1.5 Lead](/questions/1.1.5/), [Template: Data policy](/templates/data-policy/), "
        in text
    )
    assert "[Find \\[your\\] code](/codes/#look)." in text
    assert "Where you meet it: [Find \\[your\\] code](/codes/)." in text
    assert "See also: [ODS code](#ods-code)." in text


def test_a_template_that_has_no_page_is_not_named(
    loaded: Callable[[str], tuple[Jargon | None, Report]], library: QuestionLibrary
) -> None:
    jargon, _ = loaded(FULL)
    assert jargon
    assert "Template" not in glossary_page(jargon, Shelf(library, {}), {}).markdown


def test_a_term_is_found_by_all_its_spellings() -> None:
    one = Term(term="MFA", stands_for="multi-factor authentication", forms=("2FA",), means="A second check.")
    assert one.spellings == ("MFA", "multi-factor authentication", "2FA")


@pytest.mark.parametrize(("own", "found"), [("/other/", 1), ("/questions/1.1.5/", 0)])
def test_help_beside_a_form_explains_each_word_once(library: QuestionLibrary, own: str, found: int) -> None:
    question = library.newest.by_number("1.1.5")
    assert question
    terms = (term("lead", "person", "people", own=(own,)), term("toolkit", "tick", own=(own,)))
    guidance = Guidance(lambda text: f"<p>{text}</p><p>A tick, says a person.</p>", library.vocabulary, terms)
    beside = guidance.help(question, library.newest)
    parts = [beside.in_short, beside.can_type, beside.officially]
    assert [one.count("A tick") or one.count(">tick<") for one in parts] == [1, 1, 1]
    assert "".join(parts).count('popovertarget="term-toolkit">') == found
    assert "".join(parts).count('popovertarget="term-lead">') == found
