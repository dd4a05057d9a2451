"""All questions of a year on one page: by group, each with its level and who usually answers."""

from collections.abc import Iterator
from html import escape

from forms_backend.answers.days import in_words
from forms_backend.pages import addresses
from forms_backend.pages.about import about
from forms_backend.pages.guidance.pages import SOURCES, SOURCES_AT
from forms_backend.pages.linking import Shelf
from forms_backend.pages.page import Link, Page
from forms_backend.pages.plain_text import as_markdown, in_a_row, link_to
from forms_backend.pages.questions.question_page import labels
from forms_backend.questions.model import Group, Question, QuestionSet


def question_set_pages(shelf: Shelf) -> Iterator[Page]:
    """The current list at `/questions/`, and each year's at its permanent address."""
    newest = shelf.library.newest
    yield _page(newest, shelf, addresses.QUESTIONS, "")
    for questions in shelf.library.sets:
        yield _page(questions, shelf, addresses.of_set(questions.year), questions.year)


def _page(questions: QuestionSet, shelf: Shelf, address: str, year: str) -> Page:
    is_newest = questions.year == shelf.library.newest.year
    checked = questions.facts.checked.on
    title = f"All questions of {questions.year}" if year else "The questions"
    return Page(
        address=address,
        title=title,
        description=f"Every mandatory DSPT question for adult social care in {questions.year}, in plain words.",
        markdown="\n\n".join(_body(questions, shelf, year)),
        source=f"question-sets/{questions.year}.yaml",
        menu=addresses.QUESTIONS,
        crumbs=(Link("Questions", addresses.QUESTIONS), Link(questions.year)) if year else (),
        about=about("whoever answers questions", "1 minute to find one", checked, "sources", SOURCES_AT),
        canonical=addresses.QUESTIONS if is_newest else address,
        checked_on=checked,
        checked=f"Checked {in_words(checked)} against the {questions.year} toolkit.",
        scripts=("companion.js",),
        listed=not year,
        searched=False,
    )


def _body(questions: QuestionSet, shelf: Shelf, year: str) -> Iterator[str]:
    facts = questions.facts
    links = _links(questions, shelf, year)
    where = "" if year else f" in [your workspace]({addresses.WORKSPACE})"
    yield f"These are the mandatory questions of {facts.title}. Answer them in any order{where}. {links}"
    yield _counts(questions)
    yield "<div data-filters hidden></div>"
    for group in facts.groups:
        yield f"## {as_markdown(group.title)} {{: #{group.id} }}"
        yield as_markdown(group.words)
        if not year:
            yield _to_print(group)
        yield _list(group, questions, shelf, year)
    yield "## What the levels mean"
    yield "\n".join(f"- **{as_markdown(one.title)}**: {as_markdown(one.words)}" for one in facts.levels)
    if facts.checked.note:
        yield f"## How sure we are\n\n{as_markdown(facts.checked.note)}"
    yield "\n".join([f"## {SOURCES}\n", *(f"- {link_to(one.title, one.url)}" for one in facts.sources)])


def _to_print(group: Group) -> str:
    words = f'Print these questions together<span class="visually-hidden">: {escape(group.title)}</span>'
    return f'<p class="no-print"><a href="{addresses.of_printing(group.id)}">{words}</a></p>'


def _links(questions: QuestionSet, shelf: Shelf, year: str) -> str:
    library = shelf.library
    if not year and len(library.sets) > 1:
        before = library.sets[-2].year
        return f"[What changed this year]({addresses.CHANGES}). [Questions of {before}]({addresses.of_set(before)})."
    if questions.year != library.newest.year:
        return f"[Go to this year's questions]({addresses.QUESTIONS})."
    return ""


def _counts(questions: QuestionSet) -> str:
    """How many questions each group and level has, as a table that leads to the groups."""
    levels = questions.facts.levels
    needed = {level.id: questions.needed_for(level.id) for level in levels}
    rows = [
        (
            f"[{as_markdown(group.title)}](#{group.id})",
            *(str(sum(one.facts.group == group.id for one in needed[level.id])) for level in levels),
        )
        for group in questions.facts.groups
    ]
    head = ("Group", *(as_markdown(level.title) for level in levels))
    total = ("**All**", *(f"**{len(needed[level.id])}**" for level in levels))
    lines = [head, ("---",) * len(head), *rows, total]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _list(group: Group, questions: QuestionSet, shelf: Shelf, year: str) -> str:
    lines = [_line(one, questions, shelf, year) for one in questions.in_group(group.id)]
    return "\n".join(['<ul class="tasks">', *lines, "</ul>"])


def _line(one: Question, questions: QuestionSet, shelf: Shelf, year: str) -> str:
    """HTML, since Markdown cannot say what the filters need to know."""
    roles = [shelf.library.vocabulary.roles[role] for role in one.facts.who_answers]
    tags = " ".join(
        f'<span class="tag {each.look}">{escape(each.words)}</span>'
        for each in labels(one, questions, shelf, brief=True)
    )
    who, words = " ".join(one.facts.who_answers), escape("|".join(roles))
    return (
        f'<li data-level="{one.level}" data-who="{who}" data-roles="{words}">'
        f'<span><span class="num">{one.number}</span><a href="{addresses.of_question(one.number, year)}">'
        f'{escape(one.facts.short)}</a> <span class="about">{escape(one.ask)}</span> '
        f'<span class="about">{escape(in_a_row(roles))}. {one.facts.minutes} minutes.</span></span>'
        f'<span class="tags">{tags}</span></li>'
    )
