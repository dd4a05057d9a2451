"""Words for what is known of a template: who needs it, how often to look again, what a download is."""

from collections.abc import Iterable, Sequence
from datetime import date
from html import escape

from forms_backend.pages import addresses
from forms_backend.pages.linking import Download, Shelf
from forms_backend.pages.page import Label
from forms_backend.pages.plain_text import mid_sentence, size_in_words
from forms_backend.pages.templates.model import TemplateForPage
from forms_backend.questions.model import Level

_LEVEL_LOOKS = ("prog", "met")  # as the tags of questions look: the first level, and those after it


def level_of(one: TemplateForPage, levels: Sequence[Level]) -> Level | None:
    """The level that first needs a template; None when none does."""
    return next((each for each in levels if each.id == one.needed_for), None)


def need_label(one: TemplateForPage, levels: Sequence[Level]) -> Label:
    """Who needs it as a tag: the level, or that it is good practice."""
    level = level_of(one, levels)
    if level is None:
        return Label("Good practice", "todo")
    return Label(f"Needed for {level.title}", _LEVEL_LOOKS[min(levels.index(level), 1)])


def need_sentence(one: TemplateForPage, levels: Sequence[Level]) -> str:
    """Who needs it, as a sentence: "You need this, or something of your own like it, for Standards Met."."""
    level = level_of(one, levels)
    when = f" if {one.applies_when}" if one.applies_when else ""
    if level:
        return f"You need this, or something of your own like it, for {level.title}{when}."
    return f"It is good practice{when}. You can finish the toolkit without it."


def only_if(one: TemplateForPage) -> str:
    """For whom it is, where it does not fit every service: "Only if you use cameras."."""
    return f"Only if {one.applies_when}." if one.applies_when else ""


def look_again(months: int) -> str:
    """How often to look at it again: "Every 12 months"."""
    return "Every month" if months == 1 else f"Every {months} months"


def one_of(roles: Sequence[str]) -> str:
    """Roles to choose from inside a sentence: "registered manager, deputy manager or IT supplier"."""
    words = [mid_sentence(one) for one in roles]
    return " or ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def checked_on(templates: Iterable[TemplateForPage], shelf: Shelf) -> date:
    """The latest day on which the words of one of them were checked; without any, that of the questions."""
    return max((one.checked_on for one in templates), default=shelf.library.newest.facts.checked.on)


def link(one: TemplateForPage) -> str:
    """Its name as HTML that leads to its page."""
    return f'<a href="{addresses.of_template(one.slug)}">{escape(one.short)}</a>'


def names_in_columns(templates: Iterable[TemplateForPage]) -> str:
    """A short list that leads to their pages, each with a condition where it does not fit every service. HTML."""
    lines = []
    for one in templates:
        condition = f' <span class="hint">(if {escape(one.applies_when)})</span>' if one.applies_when else ""
        lines.append(f"<li>{link(one)}{condition}</li>")
    return "\n".join(['<ul class="plain columns">', *lines, "</ul>"])


def file_words(one: Download) -> str:
    """A download in words: Word (DOCX, 13 KB)."""
    suffix = one.href.rpartition(".")[2].upper()
    inside = [suffix] if suffix != one.words.upper() else []
    return f"{one.words} ({', '.join([*inside, size_in_words(one.size)])})"
