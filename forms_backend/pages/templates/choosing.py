"""Which templates stand together, and in what order: by need, by question, by what they share."""

from collections.abc import Iterable, Sequence

from forms_backend.pages.linking import Shelf
from forms_backend.pages.templates.model import TemplateForPage
from forms_backend.questions.model import Level, Question

_RELATED = 5  # as many as one takes in at a glance


def by_need(templates: Iterable[TemplateForPage], levels: Sequence[Level]) -> list[TemplateForPage]:
    """What the first level needs comes first, what no level needs last; then by name."""
    order = [one.id for one in levels]

    def rank(one: TemplateForPage) -> tuple[int, str]:
        return (order.index(one.needed_for) if one.needed_for in order else len(order), one.short.casefold())

    return sorted(templates, key=rank)


def questions_of(one: TemplateForPage, shelf: Shelf) -> tuple[Question, ...]:
    """This year's questions that a template helps with, the most important first."""
    newest = shelf.library.newest
    return tuple(question for identity in one.questions if (question := newest.question(identity)))


def related(one: TemplateForPage, templates: Iterable[TemplateForPage]) -> list[TemplateForPage]:
    """The templates that share most of their questions with this one, best first.

    What is counted is the share of all questions of both, so that a letter about everything is not next to everything.
    """
    own = set(one.questions)
    likeness = {
        other.slug: len(own & set(other.questions)) / len(own | set(other.questions))
        for other in templates
        if other.slug != one.slug and own & set(other.questions)
    }
    known = {other.slug: other for other in templates}
    best = sorted(likeness, key=lambda slug: (-likeness[slug], known[slug].short.casefold()))
    return [known[slug] for slug in best[:_RELATED]]
