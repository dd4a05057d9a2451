"""Which templates stand together, and in what order."""

from collections.abc import Iterable

from forms_backend.pages.linking import Shelf
from forms_backend.pages.templates.model import TemplateForPage
from forms_backend.questions.model import Question

_RELATED = 5  # as many as one takes in at a glance


def by_kind(templates: Iterable[TemplateForPage], shelf: Shelf) -> list[TemplateForPage]:
    """The templates by kind in the order of the vocabulary, then by name."""
    kinds = [*shelf.library.vocabulary.evidence_kinds]
    return sorted(templates, key=lambda one: (kinds.index(one.kind), one.short.casefold()))


def questions_of(one: TemplateForPage, shelf: Shelf) -> tuple[Question, ...]:
    """This year's questions that a template helps with, the most important first."""
    newest = shelf.library.newest
    return tuple(question for identity in one.questions if (question := newest.question(identity)))


def related(one: TemplateForPage, templates: Iterable[TemplateForPage]) -> list[TemplateForPage]:
    """The templates that share most of their questions with this one, best first.

    What counts is the share of all questions of both, so that a letter about everything is not next to everything.
    """
    own = set(one.questions)
    others = [other for other in templates if other.slug != one.slug and own & set(other.questions)]

    def likeness(other: TemplateForPage) -> float:
        return len(own & set(other.questions)) / len(own | set(other.questions))

    return sorted(others, key=lambda other: (-likeness(other), other.short.casefold()))[:_RELATED]
