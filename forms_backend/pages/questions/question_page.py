"""One question of one year as a page: what to do first, then why and how, then where the facts come from."""

import re
from collections.abc import Iterator

from forms_backend.answers.days import in_words
from forms_backend.answers.wording import OFFICIALLY
from forms_backend.pages import addresses
from forms_backend.pages.linking import Shelf, TemplateCard, question_address, with_links
from forms_backend.pages.page import Fact, Label, Link, Page
from forms_backend.pages.plain_text import in_a_row
from forms_backend.pages.questions.question_body import question_body
from forms_backend.questions.model import Question, QuestionSet

TEMPLATES_AT_ONCE = 5  # beside a question; data policies have more than ten
_LEVEL_LOOKS = ("prog", "met")  # the first level, and those after it


def question_pages(shelf: Shelf, *, newest: bool) -> Iterator[Page]:
    """This year's pages at their current addresses, or the permanent pages of every year."""
    library = shelf.library
    for questions in (library.newest,) if newest else library.sets:
        for question in questions:
            yield question_page(question, questions, shelf, current=newest)


def question_page(question: Question, questions: QuestionSet, shelf: Shelf, *, current: bool) -> Page:
    """The page of a question as one year asks it, at its current or its permanent address."""
    library = shelf.library
    is_newest = questions.year == library.newest.year
    at = list(questions).index(question)
    around = [None, *questions, None]
    year = "" if current else questions.year
    checked = question.facts.checked
    return Page(
        address=addresses.of_question(question.number, year),
        title=f"{question.number} {question.ask}" + (f" ({year})" if year else ""),
        heading=f"{question.number} {question.ask}",
        description=_description(question),
        markdown=with_links(question_body(question, questions, shelf), shelf, questions),
        source=f"questions/{question.identity}.md",
        menu=addresses.QUESTIONS,
        crumbs=_crumbs(question, questions, is_newest=is_newest),
        labels=labels(question, questions, shelf),
        action=_action(question, is_newest=is_newest),
        facts=tuple(_facts(question, questions, shelf)),
        contents=True,
        earlier=_neighbour(around[at], year),
        later=_neighbour(around[at + 2], year),
        canonical=addresses.of_question(question.number, "" if is_newest else year),
        short_address=addresses.short(question.number) if is_newest else "",
        oembed=addresses.of_question(question.number) if is_newest else "",
        checked_on=checked.on,
        checked=f"Checked {in_words(checked.on)} against the {questions.year} toolkit.",
        scripts=("companion.js",),
        search_words=(question.number, question.facts.short, *question.facts.search_words),
        listed=current,
    )


def labels(question: Question, questions: QuestionSet, shelf: Shelf, *, brief: bool = False) -> tuple[Label, ...]:
    """The level that first needs the question, and whether the year brought or changed it. `brief` is for lists."""
    levels = [one.id for one in questions.facts.levels]
    at = levels.index(question.level)
    title = questions.facts.levels[at].title
    found = [Label(title if brief else f"Needed for {title}", _LEVEL_LOOKS[min(at, 1)])]
    before = year_before(questions, shelf)
    if before and before.question(question.identity) is None:
        found.append(Label(f"New in {questions.year}", "new"))
    elif question.changed:
        found.append(Label(f"Changed in {questions.year}", "new"))
    return tuple(found)


def year_before(questions: QuestionSet, shelf: Shelf) -> QuestionSet | None:
    """The set of the year before, where we hold it."""
    at = shelf.library.sets.index(questions)
    return shelf.library.sets[at - 1] if at else None


def _description(question: Question) -> str:
    first = re.split(r"(?<=[.!?])\s", question.section("In short").replace("\n", " "), maxsplit=1)[0]
    return f"DSPT question {question.number} in plain words. {re.sub(r'[*_>]', '', first)}"


def _action(question: Question, *, is_newest: bool) -> Link:
    if is_newest:
        return Link(f"Answer {question.number} in your workspace", addresses.to_answer(question.number))
    return Link("Start your workspace", addresses.WORKSPACE)


def _crumbs(question: Question, questions: QuestionSet, *, is_newest: bool) -> tuple[Link, ...]:
    group = next(one for one in questions.facts.groups if one.id == question.facts.group)
    home = addresses.QUESTIONS if is_newest else addresses.of_set(questions.year)
    first = Link("Questions", addresses.QUESTIONS)
    year = () if is_newest else (Link(questions.year, home),)
    return (first, *year, Link(group.title, f"{home}#{group.id}"))


def _neighbour(question: Question | None, year: str) -> Link | None:
    if question is None:
        return None
    return Link(f"{question.number} {question.facts.short}", addresses.of_question(question.number, year))


def _facts(question: Question, questions: QuestionSet, shelf: Shelf) -> Iterator[Fact]:
    facts, library = question.facts, shelf.library
    cards = [shelf.templates[slug] for slug in question.templates if slug in shelf.templates]
    if cards:
        yield Fact("Template" if len(cards) == 1 else "Templates", tuple(_templates(question, cards, shelf)))
    roles = [library.vocabulary.roles[one] for one in facts.who_answers]
    yield Fact("Who usually answers", (Link(in_a_row(roles)),))
    yield Fact("Time", (Link(f"About {facts.minutes} minutes the first time"),))
    yield Fact("You answer with", (Link(OFFICIALLY[facts.kind].capitalize()),))
    yield Fact("This counts when", (Link(f"{facts.met_when.words}."),))
    related = [one for name in facts.related if (one := questions.question(name))]
    if related:
        lines = tuple(
            Link(f"{one.number} {one.facts.short}", question_address(library, one.identity, questions))
            for one in related
        )
        yield Fact("Goes with", lines)


def _templates(question: Question, cards: list[TemplateCard], shelf: Shelf) -> Iterator[Link]:
    """The most useful ones, then the way to the others, where there are more than one glance takes in."""
    is_asked = shelf.library.newest.question(question.identity) is not None
    first = cards[:TEMPLATES_AT_ONCE] if is_asked and len(cards) > TEMPLATES_AT_ONCE + 1 else cards
    yield from (Link(one.title, addresses.of_template(one.slug)) for one in first)
    if len(first) < len(cards):
        yield Link(f"{len(cards) - len(first)} more templates", addresses.of_templates_for(question.identity))
