"""What pages show of a template, as plain values. `documents` makes them; `building` brings both together."""

from datetime import date

import msgspec

from forms_backend.pages.linking import Download


class ColumnForPage(msgspec.Struct, frozen=True, kw_only=True):
    """One column of a register. `type` is text, choice, boolean, date, datetime, number, multichoice or computed."""

    key: str
    label: str
    type: str
    help: str
    options: tuple[str, ...]  # what may be chosen from


class RowForPage(msgspec.Struct, frozen=True, kw_only=True):
    """A row that stands in a register from the start: a heading over the rows below it, or cells as words."""

    heading: str = ""
    cells: tuple[str, ...] = ()  # in the order of the columns
    is_example: bool = False


class RegisterForPage(msgspec.Struct, frozen=True, kw_only=True):
    """What is inside a register, log or checklist. `figures` says what a filled-in one counts."""

    how_to_fill_in: tuple[str, ...]
    top: tuple[str, ...]  # what is filled in once, above the table
    columns: tuple[ColumnForPage, ...]
    rows: tuple[RowForPage, ...]
    figures: tuple[str, ...]


class TemplateForPage(msgspec.Struct, frozen=True, kw_only=True):
    """One template. Roles, its kind and who needs it are ids; their words are in the vocabulary and the levels."""

    slug: str
    title: str
    short: str
    kind: str
    purpose: str
    questions: tuple[str, ...]  # identities of those it helps with, the most important first
    needed_for: str  # the id of a level, or `good-practice`
    applies_when: str = ""  # finishes "You need this if ..."; empty when it can fit any service
    owner: str
    filled_in_by: tuple[str, ...]
    minutes: int
    review_every_months: int
    checked_on: date
    search_words: tuple[str, ...]
    preview: str = ""  # Markdown of a text with headings from the third level on; empty for a register
    register: RegisterForPage | None = None
    downloads: tuple[Download, ...]

    @property
    def roles(self) -> tuple[str, ...]:
        """Everyone who has to do with it: who fills it in, best first, then who looks after it."""
        return (*self.filled_in_by, *(() if self.owner in self.filled_in_by else (self.owner,)))
