"""What a register says besides its author's words: the same in every format."""

from typing import NamedTuple

from forms_backend.documents.templates.model import Column, ColumnType, RegisterFacts
from forms_backend.documents.templates.register_checks import LONGEST_HELP
from forms_backend.documents.templates.wording import mid_sentence
from forms_backend.questions.vocabulary import Vocabulary

LIST, HOW = "List", "How to fill this in"
COLUMN_HEADS = ("Column", "What to put in", "Choose from")
ORGANISATION, TODAY, REVIEW = (f"{{{{ {name} }}}}" for name in ("organisation.name", "dates.today", "dates.review"))

# What shows when something else is typed: a title, and what to do.
_WRONG = {
    ColumnType.CHOICE: ("Not in the list", "Please choose from the list, or leave it empty."),
    ColumnType.BOOLEAN: ("Not in the list", "Please choose from the list, or leave it empty."),
    ColumnType.DATE: ("Not a date", "Write a date like 31/10/2027, or leave it empty."),
    ColumnType.DATETIME: ("Not a date and time", "Write a date and time like 31/10/2027 14:30, or leave it empty."),
    ColumnType.NUMBER: ("Not a number", "Write a number, or leave it empty."),
    ColumnType.COMPUTED: (
        "Works itself out",
        "It is worked out from other cells of this row. What you type would stay as it is.",
    ),
}

_CHECKLIST = "checklist"  # the kind of evidence
_SEVERAL = "Choose one or more, with semicolons between"
_WORKED_OUT = "It works itself out: nothing to type."


class Looking(NamedTuple):
    """The table of the times someone looks through the whole of it."""

    title: str  # names a sheet too: at most 31 letters
    proof: str
    heads: tuple[str, str, str]  # the day, who, and what came of it


_THROUGH_A_LIST = Looking(
    "When we looked through it",
    "Each row is your proof that someone looked through the whole list.",
    ("Date", "Who looked: job title", "What changed"),
)
_THROUGH_A_CHECKLIST = Looking(
    "When we went through it",
    "Each row is your proof that someone went through it.",
    ("Date", "Who: job title", "What came of it"),
)


def is_checklist(facts: RegisterFacts) -> bool:
    """Whether it is a checklist: its rows are fixed, and it is gone through again and again."""
    return facts.kind == _CHECKLIST


def looking(facts: RegisterFacts) -> Looking:
    """How looking through the whole of it is put down."""
    return _THROUGH_A_CHECKLIST if is_checklist(facts) else _THROUGH_A_LIST


def look_again(facts: RegisterFacts) -> str:
    """What to do by the day to look again, which follows: "Look through it all again by"."""
    if not is_checklist(facts):
        return "Look through it all again by"
    return "Look at this checklist again by" if facts.top else "Go through it all again by"


def takes(facts: RegisterFacts, vocabulary: Vocabulary) -> str:
    """How long it takes, and who does it best."""
    *others, last = (mid_sentence(vocabulary.roles[role]) for role in facts.filled_in_by)
    people = f"{', '.join(others)} or {last}" if others else last
    return f"It takes about {facts.minutes} minutes. Best done by: {people}."


def hint(column: Column) -> str:
    """What shows when a cell of the column is clicked, in as many letters as a spreadsheet shows."""
    if column.type is ColumnType.COMPUTED:
        whole = f"{column.help} {_WORKED_OUT}"
        return whole if len(whole) <= LONGEST_HELP else column.help
    return _several(column) if column.type is ColumnType.MULTICHOICE else column.help


def wrong(takes: ColumnType, between: tuple[int, int] | None = None) -> tuple[str, str]:
    """What a spreadsheet says when something else is typed: a title and what to do. Empty where all fits."""
    if between:
        return "Not one of these numbers", f"Write a whole number from {between[0]} to {between[1]}, or leave it empty."
    return _WRONG.get(takes, ("", ""))


def choose_from(column: Column) -> str:
    """What may be chosen, in words; empty where anything may be written."""
    if not column.choices:
        return ""
    many = "One or more" if column.type is ColumnType.MULTICHOICE else "One"
    return f"{many} of: {', '.join(column.choices)}"


def _several(column: Column) -> str:
    for named in range(len(column.options), 0, -1):
        more = "" if named == len(column.options) else "; …"
        whole = f"{column.help} {_SEVERAL}: {'; '.join(column.options[:named])}{more}"
        if len(whole) <= LONGEST_HELP:
            return whole
    room = LONGEST_HELP - len(f" {_SEVERAL}.")
    short = column.help if len(column.help) <= room else f"{column.help[: room - 1].rpartition(' ')[0]}…"
    return f"{short} {_SEVERAL}."
