"""A filled-in register becomes rows, figures and misfits. Nothing of what a row says goes any further."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import NamedTuple

from forms_backend.answers.archives import Refused
from forms_backend.answers.register_figures import FigureRule, RowValues, figures
from forms_backend.documents.printable import printable
from forms_backend.documents.register_reading.cell_rules import rule_for, shown_in_cell
from forms_backend.documents.register_reading.heading import Heading, best_match, count_sheets, heading
from forms_backend.documents.register_reading.model import (
    Merged,
    Misfit,
    OtherRegister,
    ReadableRegister,
    RegisterRead,
    Rows,
    SheetRow,
    Spreadsheet,
)
from forms_backend.documents.register_reading.opening import in_our_words, opened
from forms_backend.documents.register_reading.starters import Origin, Starters
from forms_backend.documents.templates.model import ColumnType

MOST_ROWS = 50_000
MOST_MISFITS = 200  # that are shown
LONGEST_SAID = 60  # characters of a cell that are shown

NOT_OURS = (
    "We cannot find the column names of this list in the file. Put the row with the names back above your rows. "
    "Or copy your rows into a new download."
)
TOO_MANY = f"There are more than {MOST_ROWS:,} rows. Bring back the last few years only."
MISSING = "This column is missing. Put it back with this name above it, or start from a new download."
STILL_EXAMPLE = "This row still has our word “{}”. If the row is yours, take that word out. We left it out."
NO_NAME = "Write it. Without it, this row does not count."
NOT_YET = "This day has not come yet, so it does not count. Is the year right?"
MERGED = "These cells are merged into one, so only the first of them counts. Split them and fill in each."
MERGED_NAMES = "These cells are merged into one. Split them, and put the name of each column back above it."
ONE_SHEET = (
    "More than one sheet has these column names. We read the first only. Copy the rows you want counted into it."
)
MOST_NAMES = 8


class Chosen(NamedTuple):
    """A file as somebody chose it."""

    name: str
    content: bytes


def read_register(chosen: Chosen, slug: str, registers: Mapping[str, ReadableRegister], today: date) -> RegisterRead:
    """What the register of this slug says in a file. `registers` are all there are, by slug.

    Raises Refused, in words for the person who chose the file; OtherRegister when it is another of ours.
    """
    try:
        spreadsheet = opened(*chosen)
        beginnings = list(spreadsheet.beginnings())  # once: a file of one part is read whole for them
        place = _place(spreadsheet.properties, beginnings, slug, registers)
        read = _read(spreadsheet, place, registers[slug], today)
        return read._replace(notes=(ONE_SHEET, *read.notes)) if count_sheets(beginnings, place) > 1 else read
    except Refused as error:
        raise in_our_words(error) from error


def _place(
    properties: Mapping[str, str],
    beginnings: list[list[SheetRow]],
    slug: str,
    registers: Mapping[str, ReadableRegister],
) -> Heading:
    """Where the columns are. Raises Refused, OtherRegister."""
    named = properties.get("Template", "")
    if named in registers and named != slug:
        raise OtherRegister(named)
    places = _places(properties) if named == slug else None
    found = heading(beginnings, registers[slug], places)
    is_sure = places is not None or (found is not None and len(found.columns) == len(registers[slug].columns))
    if not is_sure and (other := best_match(beginnings, registers)) not in (None, slug):
        raise OtherRegister(str(other))
    if found is None:
        raise Refused(NOT_OURS)
    return found


def _places(properties: Mapping[str, str]) -> dict[int, str]:
    """The keys of the columns by the place they had in the new file."""
    numbered = ((name.removeprefix("Column "), key) for name, key in properties.items() if name.startswith("Column "))
    return {int(number) - 1: key for number, key in numbered if number.isdecimal() and len(number) < 4}  # noqa: PLR2004 - 256


def _read(spreadsheet: Spreadsheet, place: Heading, register: ReadableRegister, today: date) -> RegisterRead:
    reading = _Reading(place, register, today)
    rules = (FigureRule(one.words, one.count, one.each, one.out_of) for one in register.figures)
    told = figures(rules, reading.rows(spreadsheet.rows(place.sheet)), today)
    return RegisterRead(
        rows=reading.count,
        untouched=len(reading.untouched),
        figures=told,
        misfits=tuple(sorted(reading.misfits, key=lambda one: one.row)),
        misfit_count=reading.misfit_count,
        notes=tuple(_notes(place, register, spreadsheet.properties.get("Version", ""))),
    )


class _Reading:
    """The rows of a register on their way through, and what does not fit."""

    def __init__(self, place: Heading, register: ReadableRegister, today: date) -> None:
        self.count = 0
        self.untouched: list[RowValues] = []
        self.misfits: list[Misfit] = []
        self.misfit_count = 0
        self._place = place
        self._rules = {
            at: (column, rule_for(column))
            for at, column in place.columns.items()
            if column.type is not ColumnType.COMPUTED
        }
        there = {column.key for column, _ in self._rules.values()}
        self._today = today
        self._labels = {column.key: column.label for column, _ in self._rules.values()}
        self._names = there & {one.each for one in register.figures}
        self._days = there & {
            key
            for one in register.figures
            for key, words in (*one.count.items(), *(one.out_of or {}).items())
            if words.startswith("within ")
        }
        self._starters = Starters(register, [one.key for one in register.columns if one.key in there])
        for label in place.missing:
            self._note(Misfit(place.row, label, "", MISSING))

    def rows(self, sheet: Rows) -> Iterator[RowValues]:
        """What each row says, by column key. Raises Refused when there are too many.

        Rows of ours that nobody touched come last, and only where somebody filled in others: a file that was only
        downloaded says nothing.
        """
        for one in sheet:
            if isinstance(one, Merged):
                self._note_merged(one)
            elif one.number > self._place.row and (values := self._values(one)):
                self.count += 1
                yield values
            if self.count + len(self.untouched) > MOST_ROWS:
                raise Refused(TOO_MANY)
        if self.count:
            yield from self.untouched

    def _values(self, row: SheetRow) -> RowValues:
        """What somebody wrote into a row, or nothing."""
        read = [(*self._rules[at], cell) for at, cell in row.cells.items() if at in self._rules]
        found = [(column, meant) for column, rule, cell in read if (meant := rule(cell)).value != ""]
        values = {column.key: meant.value for column, meant in found}
        origin = self._starters.origin(values)
        if origin is Origin.STARTER:
            self.untouched.append(values)
        if not values or origin:
            return {}
        if example := self._starters.example_in(values):
            self._note(Misfit(row.number, "", _cut(example), STILL_EXAMPLE.format(_cut(example))))
            return {}
        for column, meant in found:
            if meant.remedy:
                self._note(Misfit(row.number, column.label, _cut(shown_in_cell(meant.value)), meant.remedy))
        self._note_uncounted(row.number, values)
        return values

    def _note_uncounted(self, row: int, values: RowValues) -> None:
        """What keeps a row out of the figures, although each of its cells fits."""
        for key in sorted(self._names - values.keys()):
            self._note(Misfit(row, self._labels[key], "", NO_NAME))
        for key in sorted(self._days & values.keys()):
            day = values[key]
            day = day.date() if isinstance(day, datetime) else day
            if isinstance(day, date) and day > self._today:
                self._note(Misfit(row, self._labels[key], shown_in_cell(day), NOT_YET))

    def _note_merged(self, cells: Merged) -> None:
        if cells.first_row <= self._place.row <= cells.last_row:
            self._note(Misfit(self._place.row, "", _range(cells), MERGED_NAMES))
        labels = [
            self._place.columns[at].label
            for at in sorted(self._place.columns)
            if cells.first_column <= at <= cells.last_column
        ]
        if labels and cells.first_row > self._place.row:
            self._note(Misfit(cells.first_row, labels[0], _range(cells), MERGED))

    def _note(self, misfit: Misfit) -> None:
        self.misfit_count += 1
        if len(self.misfits) < MOST_MISFITS:
            self.misfits.append(misfit)


def _range(cells: Merged) -> str:
    rows = "Row {0}" if cells.first_row == cells.last_row else "Rows {0} to {1}"
    across = cells.last_column - cells.first_column + 1
    return rows.format(cells.first_row, cells.last_row) + (f", {across} columns" if across > 1 else "")


def _notes(place: Heading, register: ReadableRegister, version: str) -> Iterator[str]:
    for shown, label in place.renamed:
        yield f"We took your column “{_cut(shown)}” for “{label}”, since it stands in its place."
    if place.extra:
        names = ", ".join(f"“{_cut(one)}”" for one in place.extra[:MOST_NAMES])
        more = len(place.extra) - MOST_NAMES
        yield f"We left out columns that are not ours: {names}{f' and {more} more' if more > 0 else ''}."
    if version.isdecimal() and len(version) < 9:  # noqa: PLR2004 - a longer one was made up
        if int(version) < register.version:
            yield "Your file is from an older version of this list. We read it all the same."
        elif int(version) > register.version:
            yield "Your file is from a newer version of this list than we have here. We read what we know."


def _cut(text: str) -> str:
    words = " ".join(printable(text).split())
    return words if len(words) <= LONGEST_SAID else f"{words[: LONGEST_SAID - 1]}…"
