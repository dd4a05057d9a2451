"""The lines under a heading: who a page is for, how long it takes, when it was checked, and against what."""

from datetime import date

from forms_backend.answers.days import in_words
from forms_backend.pages.page import Link


def about(who: str, takes: str, checked: date, source: str = "", at: str = "") -> tuple[Link, ...]:
    """`who` ends "For ..."; `source` says in words what it was checked against, and `at` is the place that names it."""
    day = f"Checked {in_words(checked)}"
    lines = (Link(f"For {who}"), Link(takes))
    return (*lines, Link(day, after=", "), Link(source, at)) if source else (*lines, Link(day))
