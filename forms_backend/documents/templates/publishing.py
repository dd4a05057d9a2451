"""What the build takes from the templates: their files, and what their pages on the site show, as plain values."""

from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from forms_backend.documents.kept import Kept
from forms_backend.documents.templates.formats import TEMPLATE_FORMATS
from forms_backend.documents.templates.model import Shape, Template, TemplateLibrary
from forms_backend.documents.templates.prepared import INDEX, Prepared, prepared_path
from forms_backend.documents.templates.preparing import ALL, all_in_one, blank_files, files_of, index_of
from forms_backend.documents.templates.preview import preview
from forms_backend.questions.vocabulary import Vocabulary

PRIVATE = ".workspace/documents"  # what the workspace fills
PUBLIC = "templates"  # what everyone downloads


def published(library: TemplateLibrary, vocabulary: Vocabulary, kept: Kept) -> dict[str, bytes]:
    """Every file of every template, by its path in the site: prepared for filling, and blank.

    Only templates that changed are made anew.
    """

    def made(slug: str) -> bytes:
        alone = TemplateLibrary((templates[slug],))
        prepared = files_of(templates[slug], vocabulary)
        index = {INDEX: index_of(alone, vocabulary, prepared)}
        return msgspec.msgpack.encode((prepared, dict(blank_files(Prepared((index | prepared).__getitem__), slug))))

    templates = {one.slug: one for one in library.templates}
    keys = {slug: kept.key(one, vocabulary) for slug, one in templates.items()}
    prepared: dict[str, bytes] = {}
    blanks: dict[str, bytes] = {}
    for content in kept.each(keys, made, "templates").values():
        both = msgspec.msgpack.decode(content, type=tuple[dict[str, bytes], dict[str, bytes]])
        prepared |= both[0]
        blanks |= both[1]
    prepared[INDEX] = index_of(library, vocabulary, prepared)
    blanks[ALL] = all_in_one(blanks)
    private = {f"{PRIVATE}/{path}": content for path, content in prepared.items()}
    return private | {f"{PUBLIC}/{path}": content for path, content in blanks.items()}


def shown(library: TemplateLibrary, vocabulary: Vocabulary, files: Mapping[str, bytes]) -> Iterator[dict[str, Any]]:
    """What the page of each template shows: ids of roles and kinds as the words people see, and its blank `files`.

    A download is its format in words, its address and its size in bytes; the format most people want comes first.
    """
    return (_shown(one, vocabulary, files) for one in library.templates)


def _shown(template: Template, vocabulary: Vocabulary, files: Mapping[str, bytes]) -> dict[str, Any]:
    facts = template.facts
    forms = TEMPLATE_FORMATS[template.shape].values()
    paths = {f"{PUBLIC}/{prepared_path(template.slug, form.suffix)}": form.label for form in forms}
    return {
        "slug": template.slug,
        "title": facts.title,
        "short": facts.short,
        "kind": vocabulary.evidence_kinds[facts.kind],
        "purpose": facts.purpose,
        "owner": vocabulary.roles[facts.owner],
        "filled_in_by": tuple(vocabulary.roles[role] for role in facts.filled_in_by),
        "minutes": facts.minutes,
        "review_every_months": facts.review_every_months,
        "checked_on": facts.checked.on,
        "search_words": facts.search_words,
        "is_register": template.shape is Shape.REGISTER,
        "preview": preview(template, vocabulary),
        "downloads": tuple((label, f"/{path}", len(files[path])) for path, label in paths.items()),
    }
