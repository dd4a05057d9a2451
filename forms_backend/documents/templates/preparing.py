"""At build time: every template in every format, ready to be filled, and blank for everyone to download."""

import os
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import msgspec

from forms_backend.documents.templates.model import Opening, Prose, Template, TemplateLibrary
from forms_backend.documents.templates.parts import labels_of_blanks
from forms_backend.documents.templates.prepared import INDEX, SOURCE, Index, Prepared, PreparedTemplate, prepared_path
from forms_backend.documents.templates.prose_making import GUIDE, made_docx, made_odt, made_typst
from forms_backend.documents.templates.question_names import numbers_in
from forms_backend.documents.templates.register_source import made_sheets
from forms_backend.documents.templates.registers import made_xlsx
from forms_backend.documents.xml_package import packed
from forms_backend.questions.vocabulary import FieldKind, Vocabulary

ALL = "all-templates.zip"

Make = Callable[[], bytes]


def prepared_files(library: TemplateLibrary, vocabulary: Vocabulary) -> Iterator[tuple[str, bytes]]:
    """The files `Prepared` reads, as relative paths and contents; the same library gives the same bytes."""
    yield INDEX, msgspec.json.format(msgspec.json.encode(_index(library, vocabulary), order="sorted"), indent=1)
    jobs = {
        prepared_path(template.slug, form): make
        for template in library.templates
        for form, make in _makers(template, vocabulary).items()
    }
    with ThreadPoolExecutor(os.cpu_count()) as several:  # most of the time is spent in pandoc, outside Python
        yield from zip(jobs, several.map(lambda make: make(), jobs.values()), strict=True)


def blank_downloads(prepared: Prepared) -> Iterator[tuple[str, bytes]]:
    """What everyone can download, as paths below /templates/: each template in each format, and all in one zip."""
    files: dict[str, bytes] = {}
    for template in prepared.templates:
        for form in template.formats:
            content = prepared.blank(template.slug, form)
            files[f"{template.slug}.{form}"] = content
            yield prepared_path(template.slug, form), content
    yield ALL, packed(files)


def _makers(template: Template, vocabulary: Vocabulary) -> dict[str, Make]:
    if isinstance(template, Prose):
        return {
            "docx": partial(made_docx, template, vocabulary),
            "odt": partial(made_odt, template, vocabulary),
            SOURCE: partial(made_typst, template, vocabulary),
        }
    return {
        "xlsx": partial(made_xlsx, template, vocabulary),
        SOURCE: partial(made_sheets, template, vocabulary),
    }


def _index(library: TemplateLibrary, vocabulary: Vocabulary) -> Index:
    fields = [one for part in vocabulary.profile for one in part.fields]
    return Index(
        labels=labels_of_blanks(vocabulary),
        instead={one.id: one.instead for one in fields if one.instead},
        numbers=numbers_in(vocabulary),
        questions={one.id: one.label for one in fields if one.kind is FieldKind.CHOICE},
        templates=tuple(_prepared(one) for one in library.templates),
    )


def _prepared(template: Template) -> PreparedTemplate:
    facts = template.facts
    pieces = template.pieces if isinstance(template, Prose) else ()
    parts = {one.part: one.conditions for one in pieces if isinstance(one, Opening)}
    return PreparedTemplate(
        slug=template.slug,
        title=facts.title,
        short=facts.short,
        shape=template.shape,
        review_every_months=facts.review_every_months,
        checked_on=facts.checked.on,
        parts={GUIDE: (), **parts},
    )
