"""What the build takes from the templates: their files, and what their pages on the site show, as plain values."""

from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from forms_backend.documents.kept import Kept
from forms_backend.documents.templates.for_pages import for_page
from forms_backend.documents.templates.formats import TEMPLATE_FORMATS
from forms_backend.documents.templates.model import Template, TemplateLibrary
from forms_backend.documents.templates.prepared import INDEX, Prepared, prepared_path
from forms_backend.documents.templates.preparing import ALL, all_in_one, blank_files, files_of, index_of
from forms_backend.documents.templates.question_names import words_for
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
    keys = {slug: kept.key(one, words_for(repr(one), vocabulary)) for slug, one in templates.items()}
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
    """What the pages show of each template, and its blank `files`.

    A download is its format in words, its address and its size in bytes; the format most people want comes first.
    """
    return (_shown(one, vocabulary, files) for one in library.templates)


def _shown(template: Template, vocabulary: Vocabulary, files: Mapping[str, bytes]) -> dict[str, Any]:
    forms = TEMPLATE_FORMATS[template.shape].values()
    paths = {f"{PUBLIC}/{prepared_path(template.slug, form.suffix)}": form.label for form in forms}
    downloads = tuple({"words": label, "href": f"/{path}", "size": len(files[path])} for path, label in paths.items())
    return for_page(template, vocabulary) | {"downloads": downloads}
