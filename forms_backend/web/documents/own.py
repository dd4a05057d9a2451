"""The documents of one organisation: which apply to it, what its profile leaves open, what it says of its answers."""

from typing import NamedTuple

from forms_backend.answers.standing import standing
from forms_backend.documents.templates.model import Shape
from forms_backend.documents.templates.prepared import PreparedTemplate
from forms_backend.documents.templates.question_names import ANSWERED, OPEN, number_blank, open_field
from forms_backend.questions.model import Question
from forms_backend.questions.vocabulary import SEEN
from forms_backend.web.access import Opened
from forms_backend.web.service import service

TEXTS = ("Policy", "Notice", "Procedure", "Plan")


class Offer(NamedTuple):
    """A template, the questions it helps to answer, what the profile leaves open in it, whether it may be needed."""

    template: PreparedTemplate
    questions: tuple[Question, ...]
    missing: tuple[str, ...]
    applies: bool

    @property
    def is_text(self) -> bool:
        """Whether it says all it has to once its gaps are filled: nobody has to fill it in, answer or sign it."""
        return self.template.shape is Shape.PROSE and self.template.kind in TEXTS


def details(here: Opened) -> dict[str, str]:
    """What fills the templates: the profile, the year's numbers, and which questions are still open."""
    found = dict(here.workspace.profile)
    if here.workspace.profile_version:
        found[SEEN] = "yes"
    today = service().today()
    ever_asked = {one.identity for each in service().library.sets for one in each}
    found |= dict.fromkeys(map(open_field, ever_asked), ANSWERED)  # what another year asks is not open in this one
    for one in here.questions:
        done = standing(one, here.workspace.answers.get(one.identity), today).counts
        found[number_blank(one.identity)] = one.number
        found[open_field(one.identity)] = ANSWERED if done else OPEN
    return found


def offers(here: Opened) -> list[Offer]:
    """Every template for this organisation, by kind in the order of the vocabulary, then by name."""
    given = details(here)
    kinds = [*service().vocabulary.evidence_kinds.values()]
    ordered = sorted(service().prepared.templates, key=lambda one: (kinds.index(one.kind), one.short.casefold()))
    return [offer(one, here, given) for one in ordered]


def offer(template: PreparedTemplate, here: Opened, given: dict[str, str]) -> Offer:
    """One template for this organisation."""
    questions = tuple(one for one in here.questions if one.identity in template.questions)
    applies = all(one.holds(given) or not one.is_settled(given) for one in template.applies)
    return Offer(template, questions, service().prepared.unfilled(template.slug, given), applies)
