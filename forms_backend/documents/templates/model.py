"""What an author writes: a prose template in Markdown, or a register as a list of columns. All frozen."""

from enum import StrEnum
from typing import Any

import msgspec

from forms_backend.questions.model import Checked, Facts
from forms_backend.questions.vocabulary import Condition


class Shape(StrEnum):
    """What a template is made of; it decides in which formats it can be had."""

    PROSE = "prose"
    REGISTER = "register"


class TemplateFacts(Facts, frozen=True, kw_only=True):
    """What is known of every template. `owner` and `filled_in_by` are roles, `kind` is a kind of evidence."""

    title: str  # printed on the document
    short: str  # a noun, for lists and links
    kind: str
    purpose: str
    owner: str
    filled_in_by: tuple[str, ...]
    minutes: int
    review_every_months: int
    version: int = 1
    search_words: tuple[str, ...] = ()
    checked: Checked


class ProseFacts(TemplateFacts, frozen=True, kw_only=True):
    """The front matter of a prose template."""

    signed: str | None = None  # what each person signs; no table of signatures without it


class ColumnType(StrEnum):
    """What goes into the cells of a column."""

    TEXT = "text"
    CHOICE = "choice"
    BOOLEAN = "boolean"
    DATE = "date"
    NUMBER = "number"


class Column(Facts, frozen=True, kw_only=True):
    """One column of a register. `key` never changes, so that a filled-in file can be read back."""

    key: str
    label: str
    type: ColumnType
    help: str  # what to put in; shown when a cell is clicked
    width: int  # in letters
    options: tuple[str, ...] = ()
    under: str | None = None  # on paper this column stands below that one

    @property
    def choices(self) -> tuple[str, ...]:
        """What may be chosen from, in order; empty where anything may be written."""
        return ("Yes", "No") if self.type is ColumnType.BOOLEAN else self.options


class RegisterFacts(TemplateFacts, frozen=True, kw_only=True):
    """A register file."""

    how_to_fill_in: tuple[str, ...]
    columns: tuple[Column, ...]
    examples: tuple[dict[str, Any], ...]  # by column key; `loading` checks each value against its column
    frozen_columns: int = 1  # stay in sight while a reader scrolls to the right


class Words(msgspec.Struct, frozen=True, tag=True):
    """Markdown, with blanks in it."""

    markdown: str


class Opening(msgspec.Struct, frozen=True, tag=True):
    """The start of a part that is kept only when all its conditions hold; without any it is guidance."""

    part: str
    conditions: tuple[Condition, ...]


class Closing(msgspec.Struct, frozen=True, tag=True):
    """The end of the part of this name."""

    part: str


Piece = Words | Opening | Closing


class Prose(msgspec.Struct, frozen=True):
    """A prose template: its text in pieces, in order. Parts may stand inside parts."""

    slug: str
    facts: ProseFacts
    pieces: tuple[Piece, ...]

    @property
    def shape(self) -> Shape:
        """Which shape this is."""
        return Shape.PROSE


class Register(msgspec.Struct, frozen=True):
    """A register template."""

    slug: str
    facts: RegisterFacts

    @property
    def shape(self) -> Shape:
        """Which shape this is."""
        return Shape.REGISTER


Template = Prose | Register


class TemplateLibrary(msgspec.Struct, frozen=True):
    """All templates, by slug in alphabetical order."""

    templates: tuple[Template, ...]

    def template(self, slug: str) -> Template | None:
        """The template with this slug, or None."""
        return next((one for one in self.templates if one.slug == slug), None)

    @property
    def slugs(self) -> frozenset[str]:
        """Every slug."""
        return frozenset(one.slug for one in self.templates)
