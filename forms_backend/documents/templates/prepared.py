"""Templates as the build left them, ready to be filled for an organisation. Starts no other program."""

import io
import re
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import NamedTuple
from zipfile import ZipFile

import msgspec

from forms_backend.documents.register_reading.model import ReadableRegister
from forms_backend.documents.templates.filling import (
    Decision,
    Filling,
    filled,
    filling_for,
    undecided_fields,
    unfilled_blanks,
    values_for,
)
from forms_backend.documents.templates.formats import TEMPLATE_FORMATS, TemplateFormat
from forms_backend.documents.templates.model import Shape
from forms_backend.documents.templates.pdf import filled_pdf
from forms_backend.documents.xml_package import instant, packed
from forms_backend.questions.vocabulary import Condition

INDEX = "index.json"
SOURCE = "typ"  # what a PDF is made from
PREVIEW = "html"  # what a page shows of a prose template


_MARKED = re.compile(rb"\{\{ |<!--part-")  # what filling has to look into


class PreparedTemplate(msgspec.Struct, frozen=True, kw_only=True):
    """What the app knows of a template without opening its files."""

    slug: str
    title: str
    short: str
    kind: str  # in words: Policy
    purpose: str
    owner_role: str  # registered-manager
    applies: tuple[Condition, ...]  # to nobody of whom one of these is known not to hold
    questions: tuple[str, ...]  # identities of those it helps with
    sizes: dict[str, int]  # about how many bytes a file has, by format; a PDF's is known only once it is made
    outline: str  # its parts and blanks, without its words
    register: ReadableRegister | None = None  # what is needed to read a filled-in one back; registers only
    shape: Shape
    review_every_months: int
    checked_on: date
    parts: dict[str, tuple[Condition, ...]]

    @property
    def formats(self) -> dict[str, TemplateFormat]:
        """The formats it can be had in, the usual one first."""
        return TEMPLATE_FORMATS[self.shape]


class Index(msgspec.Struct, frozen=True, kw_only=True):
    """All templates, what a blank shows until it is filled in, and what to ask about a part that is not decided."""

    labels: dict[str, str]
    instead: dict[str, str]  # a blank, and the one whose value stands there while it is empty
    numbers: dict[str, str]  # of this year's questions, by the blank that shows one
    questions: dict[str, str]
    templates: tuple[PreparedTemplate, ...]


class Package(NamedTuple):
    """A zip: all its parts in order, and as text those with blanks."""

    parts: dict[str, bytes]
    texts: dict[str, str]

    @classmethod
    def of(cls, content: bytes) -> "Package":
        """The package in the bytes of a file."""
        with ZipFile(io.BytesIO(content)) as file:
            parts = {name: file.read(name) for name in file.namelist()}
        return cls(parts, {name: inside.decode() for name, inside in parts.items() if _MARKED.search(inside)})


class NoSuchTemplate(LookupError):  # noqa: N818 - says what is the matter; a page answers it
    """There is no template of this name, or not in this format."""


class Prepared:
    """The prepared templates. `read` gives the content of a file by its relative path."""

    def __init__(self, read: Callable[[str], bytes]) -> None:
        self._read = read
        self._index = msgspec.json.decode(read(INDEX), type=Index)
        self._templates = {one.slug: one for one in self._index.templates}
        self._packages: dict[str, Package] = {}
        self._sources: dict[str, bytes] = {}

    @classmethod
    def open(cls, folder: Path) -> "Prepared":
        """The templates in a folder. Raises FileNotFoundError when the site was not built."""
        return cls(lambda path: (folder / path).read_bytes())

    @property
    def templates(self) -> tuple[PreparedTemplate, ...]:
        """All templates, by slug."""
        return self._index.templates

    @property
    def registers(self) -> dict[str, ReadableRegister]:
        """Those that can be read back once somebody filled them in, by slug."""
        return {one.slug: one.register for one in self.templates if one.register}

    def template(self, slug: str) -> PreparedTemplate:
        """One template. Raises NoSuchTemplate."""
        try:
            return self._templates[slug]
        except KeyError:
            raise NoSuchTemplate(slug) from None

    def fill(self, slug: str, form: str, profile: Mapping[str, str], today: date) -> bytes:
        """A template as a file for one organisation; `form` is docx, odt, pdf or xlsx. Raises NoSuchTemplate."""
        template = self.template(slug)
        return self._made(template, form, self._filling(template, profile, today), today)

    def blank(self, slug: str, form: str) -> bytes:
        """A template as a file to fill in by oneself, with guidance and every alternative. Raises NoSuchTemplate."""
        template = self.template(slug)
        parts = dict.fromkeys(template.parts, Decision.UNDECIDED)
        values = {"file.made": instant(template.checked_on), **self._index.numbers}
        filling = Filling(values, parts, self._index.labels, guided=True)
        return self._made(template, form, filling, template.checked_on)

    def unfilled(self, slug: str, profile: Mapping[str, str]) -> tuple[str, ...]:
        """What a personalised file would still leave open: labels of blanks, then questions about parts."""
        template = self.template(slug)
        filling = self._filling(template, profile, template.checked_on)
        blanks = unfilled_blanks(template.outline, filling)
        fields = undecided_fields(template.outline, filling, template.parts, profile)
        return tuple(dict.fromkeys([*blanks, *(self._index.questions[field] for field in fields)]))

    def preview(self, slug: str, profile: Mapping[str, str], today: date) -> str:
        """A prose template as HTML for one organisation; empty for a register. Raises NoSuchTemplate."""
        template = self.template(slug)
        if template.shape is not Shape.PROSE:
            return ""
        return filled(self._source(slug, PREVIEW).decode(), self._filling(template, profile, today))

    def _filling(self, template: PreparedTemplate, profile: Mapping[str, str], today: date) -> Filling:
        given = {**self._index.numbers, **profile}
        values = values_for(given, today, template.review_every_months, self._index.instead)
        return filling_for(template.parts, profile, values, self._index.labels)

    def _made(self, template: PreparedTemplate, form: str, filling: Filling, made_on: date) -> bytes:
        if form not in template.formats:
            raise NoSuchTemplate(f"{template.slug}.{form}")
        if form == "pdf":
            return filled_pdf(self._source(template.slug, SOURCE), filling, made_on)
        package = self._package(template, form)
        changed = {name: filled(text, filling).encode() for name, text in package.texts.items()}
        return packed(package.parts | changed, first_stored=form in ("odt", "ods"))

    def _package(self, template: PreparedTemplate, form: str) -> Package:
        path = prepared_path(template.slug, form)
        if path not in self._packages:
            self._packages[path] = Package.of(self._read(path))
        return self._packages[path]

    def _source(self, slug: str, form: str) -> bytes:
        path = prepared_path(slug, form)
        if path not in self._sources:
            self._sources[path] = self._read(path)
        return self._sources[path]


def prepared_path(slug: str, form: str) -> str:
    """Where the prepared file of a template lies."""
    return f"{slug}/{slug}.{form}"
