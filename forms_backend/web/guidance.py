"""Guidance beside the form: parts of a question's explanation as HTML, made once for each question."""

import re
from collections.abc import Callable
from itertools import dropwhile, takewhile
from typing import NamedTuple

from markupsafe import Markup

from forms_backend.questions.links import NamedLink, resolved
from forms_backend.questions.model import Question, QuestionSet
from forms_backend.questions.vocabulary import Condition, Vocabulary, condition

_QUOTED = re.compile(r"^> ?", re.MULTILINE)


class Tailored(NamedTuple):
    """What a profile changes about a question, and when."""

    when: Condition
    note: str
    not_applicable: str


class Help(NamedTuple):
    """What stands beside one question's form."""

    in_short: Markup
    can_type: Markup
    words: str  # the words that can be typed, as plain text
    officially: Markup
    counts_when: str
    tailoring: tuple[Tailored, ...]
    drawn: list[Markup]  # all of it as it stands beside the form, once it was needed


class Guidance:
    """Help for each question of a set. `html_of` turns Markdown into HTML."""

    def __init__(self, html_of: Callable[[str], str], vocabulary: Vocabulary) -> None:
        self._html_of = html_of
        self._vocabulary = vocabulary
        self._made: dict[tuple[str, str], Help] = {}

    def help(self, question: Question, questions: QuestionSet) -> Help:
        """The help for a question of a set."""
        key = (questions.year, question.identity)
        if key not in self._made:
            self._made[key] = self._make(question, questions)
        return self._made[key]

    def _make(self, question: Question, questions: QuestionSet) -> Help:
        def html(heading: str) -> Markup:
            text = resolved(question.section(heading), lambda link: _address(link, questions))
            return Markup(self._html_of(text))  # noqa: S704 - our own content, from content/

        return Help(
            in_short=html("In short"),
            can_type=html("What you can type"),
            words=_words_to_type(question),
            officially=html("In the official toolkit"),
            counts_when=_counts_when(question),
            tailoring=tuple(
                Tailored(condition(one.when, self._vocabulary), one.note or "", one.not_applicable or "")
                for one in question.facts.tailoring
            ),
            drawn=[],
        )


def _words_to_type(question: Question) -> str:
    """The first quotation of "What you can type" as one paragraph of plain text."""
    lines = question.section("What you can type").split("\n")
    from_first = dropwhile(lambda line: not line.startswith(">"), lines)
    quoted = takewhile(lambda line: line.startswith(">"), from_first)
    return " ".join(_QUOTED.sub("", "\n".join(quoted)).split())


def _counts_when(question: Question) -> str:
    words = question.facts.met_when.words
    return f"This counts when: {words[:1].lower()}{words[1:]}."


def _address(link: NamedLink, questions: QuestionSet) -> tuple[str, str]:
    if link.kind == "question":
        other = questions.question(link.name)
        number = other.number if other else link.name
        return link.words or number, f"/questions/{questions.year}/{number}/"
    if link.kind == "template":
        return link.words, f"/templates/{link.name}/"
    return link.words, f"/{link.name}/"
