"""A register on paper as plain values: what is printed, and where something is written or ticked by hand."""

from datetime import date, datetime
from typing import NamedTuple

from forms_backend.answers.days import in_short
from forms_backend.documents.templates import register_words as words
from forms_backend.documents.templates.computing import shown_as
from forms_backend.documents.templates.model import Column, ColumnType, Register, RegisterFacts
from forms_backend.documents.templates.register_rows import Heading, Value, first_rows
from forms_backend.documents.templates.wording import curly, mid_sentence
from forms_backend.questions.vocabulary import Vocabulary

_ROWS, _FEWEST = 26, 5  # to write on: three pages of them, less those that are filled; and at least so many
_CHECKLIST_ROWS = 4
_LOOKS = 4
_BOX = 4  # letters that a box to tick takes
_FEW = 3  # so many choices fit into a cell, to be circled or ticked with a pen
_WIDEST = 36  # letters across that printed text is given: three lines of most checks
_UPRIGHT = 112  # letters across a page that stands upright
_OURS = "Added by us"
LEAD = "{{ lead.title }}"


class Line(NamedTuple):
    """A line of a place: its name, and what helps to write on it: choices, or the strokes of a day or moment."""

    label: str
    choices: tuple[str, ...]
    takes: ColumnType


class Place(NamedTuple):
    """A column on paper: one column of the register, or two below each other. Its width is a share of all."""

    width: int
    lines: tuple[Line, ...]


class PaperRow(NamedTuple):
    """A row: for each place, the text of each of its lines, perhaps with quiet blanks. An empty one is to write on."""

    cells: tuple[tuple[str, ...], ...]
    is_example: bool = False
    part: str = ""  # the part it stands in, if it is not for everybody


class Paper(NamedTuple):
    """A register as it is printed, in the words of a printed page."""

    title: str
    known: str  # what stands behind the organisation's name on each page
    version: int
    purpose: str
    owner: str  # a blank for the job title, or a role where there is none
    how_to_mark: str
    steps: tuple[str, ...]
    top: tuple[str, ...]
    across: bool  # the page lies on its long side
    ticked: bool  # choices have boxes to tick; else they are circled
    places: tuple[Place, ...]
    rows: tuple[Heading | PaperRow, ...]  # with the empty ones
    looking: words.Looking
    look_again: str
    looks: int
    columns: tuple[tuple[str, str, str], ...]  # label, what to put in, what to choose from

    @property
    def paired(self) -> bool:
        """Whether two columns share a place somewhere."""
        return any(len(one.lines) > 1 for one in self.places)


def on_paper(register: Register, vocabulary: Vocabulary) -> Paper:
    """The register as it is printed. Texts may hold blanks."""
    facts = register.facts
    is_checklist = words.is_checklist(facts)
    places = _places(facts)
    return Paper(
        title=curly(facts.title),
        known=facts.known_as,
        version=facts.version,
        purpose=curly(facts.purpose),
        owner=LEAD if vocabulary.field("lead.title") else mid_sentence(vocabulary.roles[facts.owner]),
        how_to_mark=_how_to_mark(places, is_checklist=is_checklist),
        steps=tuple(map(curly, facts.how_to_fill_in)),
        top=tuple(map(curly, facts.top)),
        across=not is_checklist or sum(one.width for one in places) > _UPRIGHT,
        ticked=is_checklist,
        places=places,
        rows=_rows(facts),
        looking=words.looking(facts),
        look_again=words.look_again(facts),
        looks=_LOOKS,
        columns=tuple((curly(one.label), curly(one.help), words.choose_from(one)) for one in facts.columns),
    )


def _how_to_mark(places: tuple[Place, ...], *, is_checklist: bool) -> str:
    lines = [line for place in places for line in place.lines]
    said = []
    if any(one.choices for one in lines):
        tick = "Tick the boxes where there are some."
        said.append(tick if is_checklist else "Where a box has words in it, draw a ring round what fits.")
    if any(one.takes in (ColumnType.DATE, ColumnType.DATETIME) for one in lines):
        said.append("Dates are day / month / year.")
    return " ".join(said)


def _together(facts: RegisterFacts) -> tuple[tuple[int, ...], ...]:
    """For each place, where its columns stand among all."""
    at = {one.key: number for number, one in enumerate(facts.columns)}
    lower = {one.under: at[one.key] for one in facts.columns if one.under}
    return tuple(
        (number, *([lower[one.key]] if one.key in lower else []))
        for number, one in enumerate(facts.columns)
        if not one.under
    )


def _places(facts: RegisterFacts) -> tuple[Place, ...]:
    return tuple(_place(tuple(facts.columns[one] for one in together), facts) for together in _together(facts))


def _place(columns: tuple[Column, ...], facts: RegisterFacts) -> Place:
    lines = tuple(_line(one, facts) for one in columns)
    room = _room_to_tick if words.is_checklist(facts) else _room_to_circle
    marked = max(room(one.choices) for one in lines)
    longest = max(len(word) for one in lines for word in one.label.split())
    moment = 14 * any(one.takes is ColumnType.DATETIME for one in lines)
    printed = max((len(str(row.get(one.key, ""))) for one in columns for row in facts.rows), default=0)
    return Place(max(*(one.width for one in columns), marked, longest, moment, min(printed // 3, _WIDEST)), lines)


def _room_to_circle(choices: tuple[str, ...]) -> int:
    return len("  ".join(choices))


def _room_to_tick(choices: tuple[str, ...]) -> int:
    """Letters across for at most two lines of choices, each with its box before it."""
    lengths = [len(one) + _BOX for one in choices]
    return min((max(sum(lengths[:at]), sum(lengths[at:])) for at in range(len(lengths))), default=0)


def _line(column: Column, facts: RegisterFacts) -> Line:
    takes = shown_as(column, facts.columns)
    choices = ("Yes", "No") if takes is ColumnType.BOOLEAN else column.choices
    return Line(curly(column.label), choices if len(choices) <= _FEW else (), takes)


def _rows(facts: RegisterFacts) -> tuple[Heading | PaperRow, ...]:
    together = _together(facts)
    first = tuple(
        Heading(curly(row.text), row.part)
        if isinstance(row, Heading)
        else PaperRow(tuple(tuple(_text(row.values[at]) for at in one) for one in together), row.is_example, row.part)
        for row in first_rows(facts)
    )
    headed = any(isinstance(one, Heading) for one in first)
    empty = _CHECKLIST_ROWS if words.is_checklist(facts) else max(_FEWEST, _ROWS - len(facts.rows))
    blank = PaperRow(tuple(("",) * len(one) for one in together))
    return (*first, *([Heading(_OURS)] if headed else []), *[blank] * empty)


def _text(value: Value) -> str:
    if isinstance(value, date):
        return f"{in_short(value)}, {value:%H:%M}" if isinstance(value, datetime) else in_short(value)
    return "" if value is None else curly(f"{value:g}" if isinstance(value, float) else str(value))
