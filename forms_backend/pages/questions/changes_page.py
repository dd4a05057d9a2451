"""What changed from year to year, made from the question sets."""

from collections.abc import Iterator
from itertools import pairwise

from forms_backend.pages import addresses
from forms_backend.pages.about import about
from forms_backend.pages.guidance.pages import SOURCES_AT
from forms_backend.pages.linking import Shelf, question_address
from forms_backend.pages.page import Link, Page
from forms_backend.pages.plain_text import as_markdown
from forms_backend.questions.changes import Change, changes
from forms_backend.questions.model import Question, QuestionSet

_SOURCES = ("sources", f"{addresses.QUESTIONS}{SOURCES_AT}")  # those of the whole set


def changes_page(shelf: Shelf) -> Page:
    """One section for each pair of years we hold, the newest first."""
    newest = shelf.library.newest
    pairs = list(pairwise(shelf.library.sets))[::-1]
    return Page(
        address=addresses.CHANGES,
        title="What changed this year",
        description=f"New, changed and removed DSPT questions for adult social care, up to {newest.year}.",
        markdown="\n\n".join(part for old, new in pairs for part in _section(old, new, shelf))
        or "We hold only one year so far.",
        source=f"question-sets/{newest.year}.yaml",
        menu=addresses.QUESTIONS,
        crumbs=(Link("Questions", addresses.QUESTIONS), Link("What changed")),
        about=about("services that published before", "5 minutes to read", newest.facts.checked.on, *_SOURCES),
        checked_on=newest.facts.checked.on,
        contents=len(pairs) > 0,
        search_words=("new questions", "changes", "difference"),
    )


def _section(old: QuestionSet, new: QuestionSet, shelf: Shelf) -> Iterator[str]:
    found = changes(old, new)
    if new.year == shelf.library.newest.year:
        yield (
            f"If you published in {old.year}, your answers are still there when you log in to the {new.year} toolkit. "
            "Read each one again before you publish. These are the ones that need more than a look."
        )
    if not found:
        yield f"## From {old.year} to {new.year}\n\nNothing that we know of."
    yield from _block(f"New in {new.year}", [_new(one, new, shelf) for one in found if one.is_new])
    moved = [one for one in found if not one.is_new and not one.is_gone]
    yield from _block(f"Changed in {new.year}", [_changed(one, new, shelf) for one in moved])
    yield from _block(f"No longer asked in {new.year}", [_gone(one, old, shelf) for one in found if one.is_gone])
    same = len(new) - len({one.now.identity for one in found if one.now})
    rest = "The other question has" if same == 1 else f"The other {same} questions have"
    yield f"## As they were {{: #as-they-were-in-{new.year} }}\n\n{rest} not changed that we know of."


def _block(heading: str, items: list[str]) -> Iterator[str]:
    if items:
        yield "\n\n".join([f"## {heading}", *items])


def _new(one: Change, new: QuestionSet, shelf: Shelf) -> str:
    question = one.now
    return _item(question, new, shelf, [question.ask, question.changed or _needed(question, new)]) if question else ""


def _changed(one: Change, new: QuestionSet, shelf: Shelf) -> str:
    question = one.now
    if question is None:
        return ""
    first = one.before[0]
    said = [f"It takes the place of {before.number}, {before.facts.short}." for before in one.replaces]
    if one.renumbered:
        said.append(f"It was {first.number}.")
    if one.other_level:
        said.append(f"{_needed(question, new)} It was not before.")
    if question.changed:
        said.append(question.changed)
    elif one.reworded:
        said.append(f"It was asked in these words: {first.ask}")
    return _item(question, new, shelf, said)


def _gone(one: Change, old: QuestionSet, shelf: Shelf) -> str:
    return _item(one.before[0], old, shelf, [one.reason], "gone-after-")


def _item(question: Question, questions: QuestionSet, shelf: Shelf, said: list[str], what: str = "") -> str:
    address = question_address(shelf.library, question.identity, questions)
    link = f"### [{question.number} {as_markdown(question.facts.short)}]({address})"
    anchor = f"{{: #{what}{questions.year}-{question.identity} }}"  # what the link says may change, and change again
    return f"{link} {anchor}\n\n{as_markdown(' '.join(words for words in said if words))}"


def _needed(question: Question, questions: QuestionSet) -> str:
    title = next(one.title for one in questions.facts.levels if one.id == question.level)
    return f"It is needed for {title}."
