"""The box above the list of templates: type words, or choose a question, a kind or a role (assets/templates.js)."""

from collections.abc import Iterable, Iterator, Sequence
from html import escape

from forms_backend.pages.linking import Shelf
from forms_backend.pages.templates.choosing import questions_of
from forms_backend.pages.templates.model import TemplateForPage

Option = tuple[str, str, int]  # what it stands for in an address, its words, how many templates it leaves


def finder(templates: Sequence[TemplateForPage], shelf: Shelf) -> str:
    """The form as HTML. It shows only where scripts run, since it cannot do anything without."""
    lines = [
        '<form class="filters no-print with-script" id="find" role="search" aria-label="Templates" autocomplete="off">',
        '<div class="first"><label for="words">Type a word, such as breach or leaver</label>',
        '<input class="t" id="words" type="search" spellcheck="false" enterkeyhint="search"></div>',
        "<details><summary>Choose a question, a kind or a role</summary><div>",
        _choice("question", "Question", "Any question", _questions(templates, shelf)),
        _choice("kind", "Kind", "Any kind", _kinds(templates, shelf)),
        _choice("role", "Who fills it in or looks after it", "Anyone", _roles(templates, shelf)),
        "</div></details>",
        '<p><span id="fitting" role="status"></span>',
        '<button class="btn link" type="reset" hidden>Show all</button></p>',
        "</form>",
    ]
    return "\n".join(lines)


def facts_for_finding(one: TemplateForPage, shelf: Shelf) -> str:
    """What the form goes by, as attributes of a line of the list."""
    questions = (f"{each.number} {each.facts.short}" for each in questions_of(one, shelf))
    kind = shelf.library.vocabulary.evidence_kinds[one.kind]
    words = "|".join((one.title, kind, *one.search_words, *questions))
    return (
        f'data-kind="{one.kind}" data-role="{" ".join(one.roles)}" data-question="{" ".join(one.questions)}" '
        f'data-words="{escape(words)}"'
    )


def _choice(name: str, label: str, everything: str, options: Iterable[Option]) -> str:
    lines = (f'<option value="{value}">{escape(words)} ({count})</option>' for value, words, count in options if count)
    return (
        f'<div><label for="{name}">{label}</label><select id="{name}"><option value="">{everything}</option>'
        f"{''.join(lines)}</select></div>"
    )


def _questions(templates: Sequence[TemplateForPage], shelf: Shelf) -> Iterator[Option]:
    for one in shelf.library.newest:
        count = sum(one.identity in each.questions for each in templates)
        yield one.identity, f"{one.number} {one.facts.short}", count


def _kinds(templates: Sequence[TemplateForPage], shelf: Shelf) -> Iterator[Option]:
    for kind, words in shelf.library.vocabulary.evidence_kinds.items():
        yield kind, words, sum(one.kind == kind for one in templates)


def _roles(templates: Sequence[TemplateForPage], shelf: Shelf) -> Iterator[Option]:
    for role, words in shelf.library.vocabulary.roles.items():
        yield role, words, sum(role in one.roles for one in templates)
