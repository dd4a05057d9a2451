"""What an author writes: a prose template in Markdown, or a register as a list of columns. All frozen."""

from enum import StrEnum
from typing import Any

import msgspec

from forms_backend.documents.templates.wording import curly
from forms_backend.questions.model import Checked, Facts
from forms_backend.questions.vocabulary import Condition


class Shape(StrEnum):
    """What a template is made of; it decides in which formats it can be had."""

    PROSE = "prose"
    REGISTER = "register"


class Need(StrEnum):
    """Who cannot do without a template: the values are ids of levels, but for the last."""

    APPROACHING = "approaching-standards"
    MET = "standards-met"
    GOOD_PRACTICE = "good-practice"  # no question asks for it; the law or good care does


class TemplateFacts(Facts, frozen=True, kw_only=True):
    """What is known of every template. `owner` and `filled_in_by` are roles, `kind` is a kind of evidence."""

    title: str  # printed on the document
    short: str  # a noun, for lists and links
    kind: str
    purpose: str
    questions: tuple[str, ...]  # identities of the questions it helps with, the most important first
    needed_for: Need
    applies_when: str | None = None  # a condition on the profile; without one, every service can use it
    owner: str
    filled_in_by: tuple[str, ...]
    minutes: int
    review_every_months: int
    version: int = 1
    search_words: tuple[str, ...] = ()
    checked: Checked

    @property
    def leaves_the_service(self) -> bool:
        """Whether readers outside get it: then it tells no versions and no day to look at it again."""
        return self.kind in _LEAVES_THE_SERVICE

    @property
    def known_as(self) -> str:
        """What each page says behind the organisation's name: how other documents call this one."""
        return "" if self.leaves_the_service or self.short == self.title else f" · {curly(self.short)}"


CHANGES = "What has changed"  # the heading over the table of versions
LARGE_PRINT = 1.4  # times the usual size: 16 points and more
_LEAVES_THE_SERVICE = ("letter", "notice")


class ProseFacts(TemplateFacts, frozen=True, kw_only=True):
    """The front matter of a prose template."""

    signed: str | None = None  # what each person signs; no table of signatures without it
    large_print: bool = False  # for readers who need it
    signers: tuple[str, ...] = ()  # who signs, one row each; without them many people can sign


class ColumnType(StrEnum):
    """What goes into the cells of a column."""

    TEXT = "text"
    CHOICE = "choice"
    BOOLEAN = "boolean"
    DATE = "date"
    DATETIME = "datetime"
    NUMBER = "number"
    MULTICHOICE = "multichoice"  # one or more of the options, with semicolons between them
    COMPUTED = "computed"  # worked out from other columns; nobody types into it


class Computed(Facts, frozen=True, kw_only=True):
    """How a cell is worked out from others of its row. Exactly one of the first three; empty while one of them is.

    `product` multiplies numbers. `after` is a day or moment so many hours, days or months after another.
    `at_least` is "Yes" when every number is as high as said, else "No".
    """

    product: tuple[str, ...] = ()
    after: str | None = None
    at_least: dict[str, int] = msgspec.field(default_factory=dict)
    hours: int = 0
    days: int = 0
    months: int = 0


class Column(Facts, frozen=True, kw_only=True):
    """One column of a register. `key` never changes, so that a filled-in file can be read back."""

    key: str
    label: str
    type: ColumnType
    help: str  # what to put in; shown when a cell is clicked
    width: int  # in letters
    options: tuple[str, ...] = ()
    between: tuple[int, int] | None = None  # the least and the most that a whole number may be
    computed: Computed | None = None
    under: str | None = None  # on paper this column stands below that one

    @property
    def choices(self) -> tuple[str, ...]:
        """What may be chosen from, in order; empty where anything may be written."""
        return ("Yes", "No") if self.type is ColumnType.BOOLEAN else self.options


class Figure(Facts, frozen=True, kw_only=True):
    """A number that a filled-in register tells, such as how many people were trained in the last year.

    `count` says which rows count, by column: `given`, `empty`, `within 365 days`, `past`, a value, or `not` and a
    value. `each` is the column that names what is counted, so that two rows about one person count once. With `out_of`,
    a share is told.
    """

    words: str  # what was counted: "people trained in the last 365 days"
    count: dict[str, str] = msgspec.field(default_factory=dict)
    each: str | None = None
    out_of: dict[str, str] | None = None


HEADING = "heading"  # the only key but `when` of a row that is a heading over the rows below it
WHEN = "when"  # the key under which a row says for whom it stands there


class RegisterFacts(TemplateFacts, frozen=True, kw_only=True):
    """A register, log or checklist file.

    `rows` stand in it from the start, such as the checks of a checklist; `examples` show how to fill it in.
    """

    how_to_fill_in: tuple[str, ...]
    top: tuple[str, ...] = ()  # what is filled in once, above the table: "Name or staff number"
    columns: tuple[Column, ...]
    rows: tuple[dict[str, Any], ...] = ()  # by column key; `register_checks` checks each value against its column
    examples: tuple[dict[str, Any], ...] = ()  # the same
    figures: tuple[Figure, ...] = ()
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
