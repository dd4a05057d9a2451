"""Guidance beside the form: parts of a question's explanation as HTML, made once for each question."""

import re
from collections.abc import Callable, Iterator
from itertools import dropwhile, takewhile
from typing import NamedTuple

from markupsafe import Markup

from forms_backend.pages import addresses
from forms_backend.pages.words.jargon import Explained
from forms_backend.pages.words.jargon_marking import marked
from forms_backend.questions.links import NamedLink, resolved
from forms_backend.questions.model import Question, QuestionSet
from forms_backend.questions.vocabulary import Condition, Vocabulary, condition

_QUOTED = re.compile(r"^> ?", re.MULTILINE)
_PARTS = ("In short", "What you can type", "In the official toolkit")
_BETWEEN = "<!--next part-->"


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
    """Help for each question of a set. `html_of` turns Markdown into HTML; `terms` are explained where they stand."""

    def __init__(
        self, html_of: Callable[[str], str], vocabulary: Vocabulary, terms: tuple[Explained, ...] = ()
    ) -> None:
        self._html_of = html_of
        self._vocabulary = vocabulary
        self._terms = terms
        self._made: dict[tuple[str, str], Help] = {}

    def help(self, question: Question, questions: QuestionSet) -> Help:
        """The help for a question of a set."""
        key = (questions.year, question.identity)
        if key not in self._made:
            self._made[key] = self._make(question, questions)
        return self._made[key]

    def _make(self, question: Question, questions: QuestionSet) -> Help:
        in_short, can_type, officially = self._parts(question, questions)
        return Help(
            in_short=in_short,
            can_type=can_type,
            words=_words_to_type(question),
            officially=officially,
            counts_when=_counts_when(question),
            tailoring=tuple(
                Tailored(condition(one.when, self._vocabulary), one.note or "", one.not_applicable or "")
                for one in question.facts.tailoring
            ),
            drawn=[],
        )

    def _parts(self, question: Question, questions: QuestionSet) -> Iterator[Markup]:
        """The parts as HTML. Each hard word is explained once in all of them, since they stand on one page."""
        texts = (resolved(question.section(one), lambda link: _address(link, questions)) for one in _PARTS)
        html = _BETWEEN.join(map(self._html_of, texts))
        own_page = addresses.of_question(question.number)
        needless = {one.id for one in self._terms if own_page in one.own_pages}
        explained = marked(html, self._terms, needless) if self._terms else html
        return map(Markup, explained.split(_BETWEEN))


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
