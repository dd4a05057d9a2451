"""What the blanks in guidance stand for. No page says how many questions there are: the sets are counted."""

import math
from itertools import pairwise

from forms_backend.answers.days import in_words
from forms_backend.pages import addresses
from forms_backend.pages.site_facts import SiteFacts
from forms_backend.questions.loading import QuestionLibrary
from forms_backend.questions.model import QuestionSet

_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


def blanks_of(library: QuestionLibrary, facts: SiteFacts, origin: str) -> dict[str, str]:
    """Each blank and its words: counts, years, dates, helplines and the site's own address."""
    newest = library.newest
    levels = newest.facts.levels
    counts = {f"counts.{one.id}": str(len(newest.needed_for(one.id))) for one in levels}
    more = {
        f"counts.more-for-{now.id}": str(len(newest.needed_for(now.id)) - len(newest.needed_for(before.id)))
        for before, now in pairwise(levels)
    }
    hours = {f"hours.{one.id}": str(hours_for(newest, one.id)) for one in levels}
    return {
        **counts,
        **more,
        **hours,
        "data.files": "\n".join(_data_files(one) for one in reversed(library.sets)),
        "data.frameworks": "\n".join(_framework(one) for one in reversed(library.sets)),
        "counts.groups": in_letters(len(newest.facts.groups)),
        "year": newest.year,
        "year.deadline": in_words(newest.facts.deadline),
        "next-year": facts.next_year.year,
        "next-year.deadline": in_words(facts.next_year.deadline),
        "example.number": newest.questions[0].number,
        "site.name": facts.name,
        "site.address": origin,
        **{f"help.{name}": one.words for name, one in facts.help.items()},
        **{f"help.{name}.checked": in_words(one.checked_on) for name, one in facts.help.items()},
    }


def hours_for(questions: QuestionSet, level: str) -> int:
    """The time for the first answers to all questions of a level, in whole hours, rounded up."""
    return math.ceil(sum(one.facts.minutes for one in questions.needed_for(level)) / 60)


def _data_files(questions: QuestionSet) -> str:
    json, csv = (addresses.data_of(questions.year, form) for form in ("json", "csv"))
    return f"- {questions.year}: [JSON]({json}), [CSV]({csv})"


def _framework(questions: QuestionSet) -> str:
    return f"- [{questions.year}]({addresses.framework_of(questions.year)})"


def in_letters(number: int) -> str:
    """A small number as a word, a larger one in figures."""
    return _NUMBERS[number] if number < len(_NUMBERS) else str(number)
