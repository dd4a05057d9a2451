"""At build time: every template in every format, ready to be filled, and blank for everyone to download."""

import os
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import msgspec

from forms_backend.documents.register_reading.readable import readable
from forms_backend.documents.templates.filling import outline_of
from forms_backend.documents.templates.formats import TEMPLATE_FORMATS
from forms_backend.documents.templates.model import Opening, Prose, Register, Template, TemplateLibrary
from forms_backend.documents.templates.parts import labels_of_blanks
from forms_backend.documents.templates.prepared import (
    INDEX,
    PREVIEW,
    SOURCE,
    Index,
    Package,
    Prepared,
    PreparedTemplate,
    prepared_path,
)
from forms_backend.documents.templates.preview import made_html
from forms_backend.documents.templates.prose_making import GUIDE, made_docx, made_odt, made_typst
from forms_backend.documents.templates.question_names import numbers_in
from forms_backend.documents.templates.register_docx import made_register_docx
from forms_backend.documents.templates.register_ods import made_ods
from forms_backend.documents.templates.register_rows import row_parts
from forms_backend.documents.templates.register_source import made_sheets
from forms_backend.documents.templates.registers import made_xlsx
from forms_backend.documents.xml_package import packed
from forms_backend.questions.vocabulary import FieldKind, Vocabulary, conditions

ALL = "all-templates.zip"

Make = Callable[[], bytes]


def prepared_files(library: TemplateLibrary, vocabulary: Vocabulary) -> Iterator[tuple[str, bytes]]:
    """The files `Prepared` reads, as relative paths and contents; the same library gives the same bytes."""
    files: dict[str, bytes] = {}
    with ThreadPoolExecutor(os.cpu_count()) as several:  # most of the time is spent in pandoc, outside Python
        for made in several.map(lambda one: files_of(one, vocabulary), library.templates):
            files |= made
    yield INDEX, index_of(library, vocabulary, files)
    yield from files.items()


def files_of(template: Template, vocabulary: Vocabulary) -> dict[str, bytes]:
    """The files of one template that `Prepared` reads, by relative path."""
    return {prepared_path(template.slug, form): make() for form, make in _makers(template, vocabulary).items()}


def index_of(library: TemplateLibrary, vocabulary: Vocabulary, files: Mapping[str, bytes]) -> bytes:
    """What `Prepared` knows before it opens a file. `files` are those of every template."""
    index = _index(library, vocabulary, files)
    return msgspec.json.format(msgspec.json.encode(index, order="sorted"), indent=1)


def blank_files(prepared: Prepared, slug: str) -> Iterator[tuple[str, bytes]]:
    """One template as everyone can download it: paths below /templates/, and contents."""
    return ((prepared_path(slug, form), prepared.blank(slug, form)) for form in prepared.template(slug).formats)


def all_in_one(blanks: Mapping[str, bytes]) -> bytes:
    """Every blank file in one zip, without the folders. `blanks` as from `blank_files`."""
    return packed({path.rpartition("/")[2]: content for path, content in sorted(blanks.items())})


def _makers(template: Template, vocabulary: Vocabulary) -> dict[str, Make]:
    if isinstance(template, Prose):
        return {
            "docx": partial(made_docx, template, vocabulary),
            "odt": partial(made_odt, template, vocabulary),
            SOURCE: partial(made_typst, template, vocabulary),
            PREVIEW: partial(made_html, template, vocabulary),
        }
    return {
        "xlsx": partial(made_xlsx, template, vocabulary),
        "ods": partial(made_ods, template, vocabulary),
        "docx": partial(made_register_docx, template, vocabulary),
        SOURCE: partial(made_sheets, template, vocabulary),
    }


def _index(library: TemplateLibrary, vocabulary: Vocabulary, files: Mapping[str, bytes]) -> Index:
    fields = [one for part in vocabulary.profile for one in part.fields]
    return Index(
        labels=labels_of_blanks(vocabulary),
        instead={one.id: one.instead for one in fields if one.instead},
        numbers=numbers_in(vocabulary),
        questions={one.id: one.label for one in fields if one.kind is FieldKind.CHOICE or one.given},
        templates=tuple(_prepared(one, vocabulary, files) for one in library.templates),
    )


def _prepared(template: Template, vocabulary: Vocabulary, files: Mapping[str, bytes]) -> PreparedTemplate:
    facts = template.facts
    paths = {form: prepared_path(template.slug, form) for form in TEMPLATE_FORMATS[template.shape]}
    first = next(iter(paths.values()))
    if isinstance(template, Prose):
        parts = {one.part: one.conditions for one in template.pieces if isinstance(one, Opening)}
    else:
        parts = row_parts(template.facts, vocabulary)
    return PreparedTemplate(
        slug=template.slug,
        title=facts.title,
        short=facts.short,
        kind=vocabulary.evidence_kinds[facts.kind],
        purpose=facts.purpose,
        owner_role=facts.owner,
        applies=conditions(facts.applies_when, vocabulary) if facts.applies_when else (),
        questions=facts.questions,
        sizes={form: len(files[path]) for form, path in paths.items() if path in files},
        outline=outline_of(Package.of(files[first]).texts.values()),
        register=readable(template) if isinstance(template, Register) else None,
        shape=template.shape,
        review_every_months=facts.review_every_months,
        checked_on=facts.checked.on,
        parts={GUIDE: (), **parts},
    )
