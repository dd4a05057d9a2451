"""The templates' pages: from files of content to what a reader finds first, chooses from and downloads."""

import re
import shutil
from datetime import date
from pathlib import Path

import msgspec
import pytest

from forms_backend.documents.templates.for_pages import for_page
from forms_backend.documents.templates.loading import load_templates
from forms_backend.pages.linking import Download, Shelf
from forms_backend.pages.page import Page
from forms_backend.pages.templates.choosing import related
from forms_backend.pages.templates.model import ColumnForPage, RegisterForPage, RowForPage, TemplateForPage
from forms_backend.pages.templates.pages import template_cards, template_pages
from forms_backend.pages.templates.wording import file_words
from forms_backend.questions.loading import QuestionLibrary
from forms_backend.questions.problems import Report
from forms_backend.questions.vocabulary import Vocabulary
from tests.templates_kept import questions_in

WORD = Download("Word", "/templates/data-policy/data-policy.docx", 13_256)
PDF = Download("PDF", "/templates/data-policy/data-policy.pdf", 300)
EXCEL = Download("Excel", "/templates/small-things/small-things.xlsx", 23_543)
EVERYTHING = Download("ZIP", "/templates/all-templates.zip", 120_000)
POLICY = TemplateForPage(
    slug="data-policy",
    title="How we look after data",
    short="Data policy <new>",
    kind="policy",
    purpose="Says how data & paper are kept.",
    questions=("policy", "lead", "fax"),
    needed_for="approaching-standards",
    owner="manager",
    filled_in_by=("manager", "it-supplier"),
    minutes=30,
    review_every_months=12,
    checked_on=date(2026, 11, 22),
    search_words=("GDPR",),
    preview="### Our rule\n\nKeep it safe.",
    downloads=(WORD, PDF),
)
REGISTER = msgspec.structs.replace(
    POLICY,
    slug="small-things",
    short="Small things",
    kind="register",
    questions=(),
    needed_for="standards-met",
    applies_when="you use cameras",
    filled_in_by=("it-supplier",),
    review_every_months=1,
    preview="",
    register=RegisterForPage(
        how_to_fill_in=("Look <everywhere>.",),
        top=("Toolkit year",),
        columns=(
            ColumnForPage(key="no", label="No.", type="text", help="Its number.", options=()),
            ColumnForPage(key="name", label="Name", type="text", help="What it is called.", options=()),
            ColumnForPage(key="colour", label="Colour", type="multichoice", help="Any.", options=("Red", "Green")),
            ColumnForPage(key="ours", label="Ours", type="boolean", help="Or not.", options=("Yes", "No")),
            ColumnForPage(key="score", label="Score", type="computed", help="From both.", options=()),
        ),
        rows=(
            RowForPage(cells=("Example", "Button", "Red", "Yes", "7"), is_example=True),
            RowForPage(heading="Sewing & more"),
            RowForPage(cells=("1", "Thread", "", "", "")),
            RowForPage(cells=("2", "Needle", "Red", "", "")),
            RowForPage(cells=("3", "Scissors", "Red", "No", "")),
        ),
        figures=("things that are red",),
    ),
    downloads=(EXCEL,),
)
LETTER = msgspec.structs.replace(
    POLICY, slug="a-letter", short="A letter", kind="record", questions=("policy",), needed_for="good-practice"
)
ALL = (REGISTER, LETTER, POLICY)


@pytest.fixture
def pages(library: QuestionLibrary) -> dict[str, Page]:
    return pages_of(ALL, library)


def pages_of(templates: tuple[TemplateForPage, ...], library: QuestionLibrary) -> dict[str, Page]:
    shelf = Shelf(library, template_cards(templates))
    return {one.address: one for one in template_pages(templates, EVERYTHING, shelf)}


def in_order(text: str, *words: str) -> bool:
    places = [text.find(one) for one in words]
    assert -1 not in places, words[places.index(-1)]
    return places == sorted(places)


def section(page: Page, heading: str) -> str:
    """The Markdown below a heading of the second rank, up to the next."""
    found = re.search(rf"^## {re.escape(heading)}.*?$\n(.*?)(?=^## |\Z)", page.markdown, re.MULTILINE | re.DOTALL)
    assert found, heading
    return found[1]


@pytest.mark.parametrize(
    ("download", "words"),
    [(WORD, "Word (DOCX, 13 KB)"), (PDF, "PDF (1 KB)"), (EVERYTHING, "ZIP (117 KB)")],
)
def test_a_download_says_its_format_and_its_size(download: Download, words: str) -> None:
    assert file_words(download) == words


def test_every_template_has_a_page_below_the_lists(pages: dict[str, Page]) -> None:
    lists = ["/templates/", "/templates/by-question/", "/templates/by-role/", "/templates/by-kind/"]
    assert list(pages) == [*lists, "/templates/a-letter/", "/templates/data-policy/", "/templates/small-things/"]
    for address in ("/templates/", "/templates/by-role/", "/templates/by-kind/"):
        assert [one.slug for one in ALL if f'href="/templates/{one.slug}/"' not in pages[address].markdown] == []


def test_the_list_begins_with_what_the_first_level_needs_and_ends_with_good_practice(pages: dict[str, Page]) -> None:
    listed = pages["/templates/"].markdown
    assert in_order(
        listed,
        'href="/templates/all-templates.zip">Download all, blank: ZIP (117 KB)</a>',
        '## Start with these: Approaching Standards <span class="num">1</span>',
        "Data policy &lt;new&gt;</a>",
        "## Then these: Standards Met",
        "Small things</a>",
        "Only if you use cameras.",
        "## Good practice",
        "A letter</a>",
    )
    assert listed.count("<li data-") == len(ALL)


def test_every_choice_to_find_a_template_by_says_how_many_it_leaves(pages: dict[str, Page]) -> None:
    options = re.findall(r'<option value="([^"]*)">(.*?)</option>', pages["/templates/"].markdown)
    assert options == [
        ("", "Any question"),
        ("lead", "1.1.5 Lead (1)"),
        ("policy", "1.3.1 Data policy (2)"),
        ("", "Any kind"),
        ("policy", "Policy (1)"),
        ("record", "Record (1)"),
        ("register", "Register (1)"),
        ("", "Anyone"),
        ("manager", "Manager (3)"),
        ("it-supplier", "IT supplier (3)"),
    ]
    line = re.search(r'<li data-kind="register" [^>]*>', pages["/templates/"].markdown)
    assert line
    assert 'data-role="it-supplier manager" data-question=""' in line[0]


def test_the_list_by_question_has_a_place_for_every_question_that_a_year_asked(
    pages: dict[str, Page], library: QuestionLibrary
) -> None:
    page = pages["/templates/by-question/"]
    for one in library.newest:
        assert f"](/questions/{one.number}/) {{: #{one.identity} }}" in page.markdown
    gone = {one.identity for each in library.sets for one in each} - {one.identity for one in library.newest}
    assert {one.anchor for one in page.old_anchors} == gone != set()
    assert "Your answer alone." in page.markdown


def test_many_templates_of_a_question_are_folded_after_the_first(library: QuestionLibrary) -> None:
    slugs = ("data-policy", *(f"other-{letter}" for letter in "abcdefg"))
    question = library.newest.question("policy")
    assert question
    busy = msgspec.structs.replace(question, templates=slugs)
    newest = msgspec.structs.replace(
        library.newest, questions=tuple(busy if one is question else one for one in library.newest)
    )
    templates = tuple(msgspec.structs.replace(POLICY, slug=slug, short=slug) for slug in slugs)
    text = pages_of(templates, msgspec.structs.replace(library, sets=(*library.sets[:-1], newest)))[
        "/templates/by-question/"
    ].markdown
    assert in_order(text, ">other-d<", "<summary>3 more templates", ">other-e<", ">other-g<", "</details>")


def test_the_list_by_role_says_what_each_fills_in_and_looks_after(pages: dict[str, Page]) -> None:
    text = pages["/templates/by-role/"].markdown
    assert in_order(
        text,
        '## Manager <span class="num">3</span> {: #manager }',
        "### Fills in and looks after {: #manager-both }",
        "Data policy",
        "### Looks after, and others fill in {: #manager-looks-after }",
        "Small things</a> <span class",
        '## IT supplier <span class="num">3</span> {: #it-supplier }',
        "### Fills in {: #it-supplier-fills-in }",
    )


def test_the_list_by_kind_follows_the_vocabulary(pages: dict[str, Page]) -> None:
    text = pages["/templates/by-kind/"].markdown
    assert in_order(text, "{: #policies }", "Data policy", "{: #records }", "A letter", "{: #registers }")


def test_the_questions_a_template_helps_with_stand_in_its_own_order_and_only_this_years(pages: dict[str, Page]) -> None:
    helps = section(pages["/templates/data-policy/"], "Questions it helps with")
    assert re.findall(r"\]\((.*?)\)", helps) == ["/questions/1.3.1/", "/questions/1.1.5/"]
    assert "Questions it helps with" not in pages["/templates/small-things/"].markdown


@pytest.mark.parametrize(
    ("slug", "label", "said"),
    [
        (
            "data-policy",
            "Needed for Approaching Standards",
            "You need this, or something of your own like it, for Approaching Standards.",
        ),
        ("small-things", "Needed for Standards Met", "like it, for Standards Met if you use cameras."),
        ("a-letter", "Good practice", "It is good practice. You can finish the toolkit without it."),
    ],
)
def test_a_page_says_who_needs_the_template(pages: dict[str, Page], slug: str, label: str, said: str) -> None:
    page = pages[f"/templates/{slug}/"]
    assert page.labels[1].words == label
    assert said in page.markdown


def test_a_page_offers_the_filled_in_file_first_then_the_blank_ones_and_only_then_what_it_says(
    pages: dict[str, Page],
) -> None:
    text = pages["/templates/data-policy/"].markdown
    assert in_order(text, 'class="btn" href="/workspace/"', "data-policy.docx", "data-policy.pdf", "### Our rule")
    assert "Says how data &amp; paper are kept." in text
    assert "read a filled-in" not in text
    register = pages["/templates/small-things/"].markdown
    assert in_order(
        register, "small-things.xlsx", "Your workspace can read a filled-in", "## What to put in each column"
    )


def test_who_fills_it_in_how_long_it_takes_and_who_looks_after_it_are_in_words(pages: dict[str, Page]) -> None:
    page = pages["/templates/data-policy/"]
    assert [one.words for one in page.about[:2]] == ["For the manager or IT supplier", "About 30 minutes"]
    assert {one.term: one.lines[0].words for one in page.facts} == {
        "Who looks after it": "Manager",
        "Look at it again": "Every 12 months",
    }
    assert pages["/templates/small-things/"].facts[-1].lines[0].words == "Every month"


def test_a_long_text_begins_with_a_list_of_its_parts(library: QuestionLibrary) -> None:
    headings = ["Desks", "Log-ins & passwords", "People's phones", "Post", "If <mark>[the lead]</mark> is away"]
    preview = "\n\n".join(f"### {one}\n\nWords." for one in headings)
    long = msgspec.structs.replace(POLICY, preview=preview)
    text = section(pages_of((long,), library)["/templates/data-policy/"], "What it says")
    assert re.findall(r'<li><a href="#(.*?)">(.*?)</a>', text) == [
        ("desks", "Desks"),
        ("log-ins-passwords", "Log-ins &amp; passwords"),
        ("peoples-phones", "People&#x27;s phones"),
        ("post", "Post"),
        ("if-the-lead-is-away", "If [the lead] is away"),
    ]
    short = msgspec.structs.replace(POLICY, preview="\n\n".join(f"### {one}\n\nWords." for one in headings[:4]))
    assert "<li>" not in section(pages_of((short,), library)["/templates/data-policy/"], "What it says")


def test_a_register_shows_its_rows_its_columns_an_example_and_what_it_counts(pages: dict[str, Page]) -> None:
    page = pages["/templates/small-things/"]
    assert "Look &lt;everywhere&gt;." in section(page, "How to fill it in")
    assert "Toolkit year." in section(page, "How to fill it in")
    rows = section(page, "What is in it already")
    assert in_order(rows, "<h3>Sewing &amp; more</h3>", '<span class="num">1</span>Thread</span>', ">2</span>Needle ")
    assert 'Needle <span class="about">Red</span>' in rows
    assert 'Scissors <span class="about">Colour: Red. Ours: No</span>' in rows
    assert "Button" not in rows
    columns = section(page, "What to put in each column")
    assert "<dt>Colour</dt><dd>Any.<br>One or more of: Red, Green.</dd>" in columns
    assert "<dt>Ours</dt><dd>Or not.<br>Choose from: Yes, No.</dd>" in columns
    assert "<dt>Score</dt><dd>From both.<br>It works itself out: nothing to type.</dd>" in columns
    assert "<dt>Name</dt><dd>Button</dd>" in columns.partition("<details>")[2]
    assert "- things that are red" in section(page, "What it counts")


def test_templates_that_share_most_of_their_questions_go_together_whatever_helps_with_everything() -> None:
    names = {
        "near": ("a", "b"),
        "nearer": ("a", "b", "c"),
        "far": ("a", "x", "y"),
        "all": tuple("abcdefgh"),
        "not": ("x",),
    }
    templates = [msgspec.structs.replace(POLICY, slug=slug, short=slug, questions=of) for slug, of in names.items()]
    one = msgspec.structs.replace(POLICY, slug="one", questions=("a", "b", "c"))
    assert [other.slug for other in related(one, [one, *templates])] == ["nearer", "near", "all", "far"]


def test_a_file_of_content_becomes_what_its_page_shows(vocabulary: Vocabulary, tmp_path: Path) -> None:
    folder = tmp_path / "documents"
    shutil.copytree(Path(__file__).parents[1] / "fixtures" / "documents", folder)
    rules, things = folder / "small-rules.md", folder / "small-things.yaml"
    condition = "applies-when: own-devices == yes and cyber-essentials-plus == no\n"
    rules.write_text(rules.read_text(encoding="utf-8").replace("owner:", f"{condition}owner:", 1), encoding="utf-8")
    rows = (
        "rows:\n  - heading: At home\n  - {name: 'Thread {{ organisation.name? }}', since: 2026-03-03, ours: false}\n"
    )
    things.write_text(things.read_text(encoding="utf-8") + rows, encoding="utf-8")
    report = Report(tmp_path)
    library = load_templates(tmp_path, vocabulary, {"policy"}, report)
    assert report.problems == ()
    policy, register = (
        msgspec.convert({**for_page(one, vocabulary), "downloads": ()}, TemplateForPage)
        for one in map(library.template, ("small-rules", "small-things"))
        if one
    )
    assert policy.applies_when == "staff use their own phones and you do not hold Cyber Essentials Plus"
    assert "### Phones" in policy.preview
    assert policy.register is None
    assert register.register
    assert [(one.key, one.type, one.options) for one in register.register.columns][1:3] == [
        ("colour", "choice", ("Red", "Green")),
        ("ours", "boolean", ("Yes", "No")),
    ]
    assert [(one.heading, one.cells, one.is_example) for one in register.register.rows] == [
        ("", ("Example", "Red", "Yes", "31 January 2026", "7"), True),
        ("At home", (), False),
        ("", ("Thread", "", "No", "3 March 2026", ""), False),
    ]


def test_of_templates_made_for_a_question_equally_the_one_more_services_need_comes_first(
    small_world: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "documents"
    folder.mkdir()
    for name, facts in {
        "a": "questions: [policy]\nneeded-for: good-practice",
        "b": "questions: [policy]\nneeded-for: approaching-standards\napplies-when: own-devices == yes",
        "c": "questions: [lead, policy]\nneeded-for: approaching-standards",
        "d": "questions: [policy]\nneeded-for: standards-met",
        "data-policy": "questions: [lead, policy]\nneeded-for: good-practice",
        "e": "questions: [policy]\nneeded-for: approaching-standards",
        "f": "questions: 7",
    }.items():
        (folder / f"{name}.yaml").write_text(facts, encoding="utf-8")
    question = questions_in(small_world, tmp_path).newest.question("policy")
    assert question
    assert question.templates == ("data-policy", "e", "d", "a", "b", "c")
