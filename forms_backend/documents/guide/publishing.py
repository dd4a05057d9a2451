"""What the build takes from the guide: one file."""

from collections.abc import Iterator

from forms_backend.documents.guide.chapter_text import chapter_text, packed, unpacked
from forms_backend.documents.guide.guide_pdf import guide_pdf
from forms_backend.documents.guide.model import Guide
from forms_backend.documents.kept import Kept

PATH = "downloads/dspt-guide.pdf"


def published(guide: Guide, kept: Kept) -> Iterator[tuple[str, bytes]]:
    """The guide as its path in the site and its content; only chapters that changed are written anew.

    Raises ContentError.
    """
    chapters = {one.address: one for one in guide.chapters}
    keys = {address: kept.key(one, guide.extensions) for address, one in chapters.items()}
    texts = kept.each(keys, lambda address: packed(chapter_text(chapters[address], guide.extensions)), "chapters")
    yield PATH, guide_pdf(guide, {address: unpacked(content) for address, content in texts.items()})
