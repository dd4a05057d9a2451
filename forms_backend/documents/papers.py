"""Documents that are made of the whole site, not of one page: the guide, and the booklet of questions."""

from collections.abc import Mapping
from typing import Any

import msgspec

from forms_backend.documents.booklet import publishing as booklet
from forms_backend.documents.booklet.model import booklet_of
from forms_backend.documents.guide import publishing as guide
from forms_backend.documents.guide.model import Guide
from forms_backend.documents.kept import Kept
from forms_backend.questions.loading import QuestionLibrary


def papers(
    whole: Mapping[str, Any], imprint: Mapping[str, Any], library: QuestionLibrary, kept: Kept
) -> dict[str, bytes]:
    """Each file's path in the site and its content. `whole` are the fields of a Guide, `imprint` those of an Imprint.

    Raises ContentError when a page has something that the guide has no form for.
    """
    book, questions = msgspec.convert(whole, Guide), booklet_of(library, imprint)
    return {
        **kept.once(kept.key(book), lambda: guide.published(book, kept), "guide"),
        **kept.once(kept.key(questions), lambda: booklet.published(questions), "booklet"),
    }
