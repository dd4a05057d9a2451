"""The text of a question's page: its own sections, and those made from its facts."""

import re
from collections.abc import Iterator

from forms_backend.answers.days import in_words
from forms_backend.pages import addresses
from forms_backend.pages.linking import Shelf
from forms_backend.pages.plain_text import as_markdown, link_to, sentence
from forms_backend.questions.model import Confidence, EvidenceSuggestion, Question, QuestionSet

_QUOTATION = re.compile(r"(?:^>.*(?:\n|$))+", re.MULTILINE)
_QUOTE_MARK = re.compile(r"^> ?", re.MULTILINE)


def question_body(question: Question, questions: QuestionSet, shelf: Shelf) -> str:
    """The Markdown of the page, links by name not yet resolved."""
    parts = list(_earlier_year(question, questions, shelf))
    for section in question.sections:
        text = _boxed(section.markdown) if section.heading == "What you can type" else section.markdown
        parts.append(_section(section.heading, text))
        if section.heading == "In the official toolkit":
            parts += _made_from_facts(question, shelf)
    if question.changed:
        newest = questions.year == shelf.library.newest.year
        parts.append(_section("New this year" if newest else f"New in {questions.year}", as_markdown(question.changed)))
    parts.append(_section("Where this comes from", _sources(question)))
    return "\n\n".join(parts)


def _section(heading: str, markdown: str) -> str:
    return f"## {heading}\n\n{markdown}"


def _earlier_year(question: Question, questions: QuestionSet, shelf: Shelf) -> Iterator[str]:
    newest = shelf.library.newest
    if questions.year == newest.year:
        return
    now = newest.question(question.identity)
    if now is None:
        rest = f"It is no longer asked in {newest.year}."
    else:
        rest = f"See [{newest.year}, question {now.number}]({addresses.of_question(now.number)})."
    yield _note(
        f"This page keeps the number, level and words of **{questions.year}**. The explanation below is today's. {rest}"
    )


def _boxed(markdown: str) -> str:
    """Each quotation as a box of words to type."""

    def box(found: re.Match[str]) -> str:
        words = _QUOTE_MARK.sub("", found[0]).strip()
        return f'<div class="type" markdown="1">\n\n{words}\n\n</div>\n'

    return _QUOTATION.sub(box, markdown)


def _made_from_facts(question: Question, shelf: Shelf) -> Iterator[str]:
    facts = question.facts
    if facts.choices:
        yield "\n".join(["The options are:\n", *(f"- {as_markdown(one.label)}" for one in facts.choices)])
    if facts.checked.note and facts.checked.confidence is not Confidence.HIGH:
        yield _section("What we could not confirm", _note(as_markdown(facts.checked.note), "note warn"))
    if facts.not_applicable or facts.depends_on:
        yield _section("If it does not apply to you", "\n\n".join(_not_applicable(question)))
    yield _section("What to keep", _evidence_table(facts.evidence, shelf))
    yield from _templates(question, shelf)


def _templates(question: Question, shelf: Shelf) -> Iterator[str]:
    """The way to its templates, for readers on a phone: there, what stands beside the text comes after all of it."""
    known = [slug for slug in question.templates if slug in shelf.templates]
    if len(known) == 1:
        yield f"There is [a template for this]({addresses.of_template(known[0])})."
    elif known and shelf.library.newest.question(question.identity):
        yield f"There are [{len(known)} templates for this]({addresses.of_templates_for(question.identity)})."


def _not_applicable(question: Question) -> Iterator[str]:
    route, depends = question.facts.not_applicable, question.facts.depends_on
    if depends:
        yield f"Whether you need this depends on your answer to [](question:{depends.question})."
    if depends and not route:
        yield as_markdown(depends.otherwise)
    if route:
        yield f"This may not apply if {as_markdown(route.when)}. {sentence(as_markdown(route.enter))}"
    if route and not route.confirmed:
        yield "We could not confirm this way of entering it. It follows the pattern of other questions."


def _note(markdown: str, look: str = "note") -> str:
    return f'<div class="{look}" markdown="1">\n\n{markdown}\n\n</div>'


def _evidence_table(evidence: tuple[EvidenceSuggestion, ...], shelf: Shelf) -> str:
    rows = [f"| {_kept(one, shelf)} | {_owner(one, shelf)} | {_again(one)} |" for one in evidence]
    return "\n".join(["| Keep this | Who usually has it | Look again |", "|---|---|---|", *rows])


def _kept(one: EvidenceSuggestion, shelf: Shelf) -> str:
    words = as_markdown(one.keep)
    if one.template and one.template in shelf.templates:
        return f"[{words}]({addresses.of_template(one.template)})"
    return words


def _owner(one: EvidenceSuggestion, shelf: Shelf) -> str:
    return as_markdown(shelf.library.vocabulary.roles[one.owner])


def _again(one: EvidenceSuggestion) -> str:
    months = one.check_every_months
    return "every month" if months == 1 else f"every {months} months"


def _sources(question: Question) -> str:
    checked = question.facts.checked
    lines = [f"- {link_to(one.title, one.url)}" for one in question.facts.sources]
    said = checked.note if checked.note and checked.confidence is Confidence.HIGH else ""
    return "\n\n".join(["\n".join(lines), f"Checked on {in_words(checked.on)}. {as_markdown(said)}".strip()])
