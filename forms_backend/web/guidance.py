"""Guidance beside the form: parts of a question's explanation as HTML, made once for each question."""

import re
from collections.abc import Callable
from typing import NamedTuple

from markupsafe import Markup

from forms_backend.questions.links import NamedLink, resolved
from forms_backend.questions.model import Question, QuestionSet

_QUOTED = re.compile(r"^> ?", re.MULTILINE)


class Help(NamedTuple):
    """What stands beside one question's form."""

    in_short: Markup
    can_type: Markup
    words: str  # the words that can be typed, as plain text
    officially: Markup


class Guidance:
    """Help for each question of a set. `html_of` turns Markdown into HTML."""

    def __init__(self, html_of: Callable[[str], str]) -> None:
        self._html_of = html_of
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
            html("In short"), html("What you can type"), words_to_type(question), html("In the official toolkit")
        )


def words_to_type(question: Question) -> str:
    """The quotation of "What you can type" as one paragraph of plain text."""
    quoted = [line for line in question.section("What you can type").split("\n") if line.startswith(">")]
    return " ".join(_QUOTED.sub("", "\n".join(quoted)).split())


def _address(link: NamedLink, questions: QuestionSet) -> tuple[str, str]:
    if link.kind == "question":
        other = questions.question(link.name)
        number = other.number if other else link.name
        return link.words or number, f"/questions/{questions.year}/{number}/"
    if link.kind == "template":
        return link.words, f"/templates/{link.name}/"
    return link.words, f"/{link.name}/"
