"""The guide as an accessible PDF (ISO 14289-1, PDF/UA-1) with contents, bookmarks and links that work."""

import io
import json
from collections.abc import Iterator, Mapping
from pathlib import Path

from forms_backend.documents.accessible_pdf import accessible_pdf
from forms_backend.documents.guide.model import Guide
from forms_backend.documents.guide.typst_text import TypstText
from forms_backend.documents.pdf_fonts import FAMILIES
from forms_backend.questions.problems import ContentError, Problem

_OURS = Path(__file__).with_name("typst") / "guide.typ"


def guide_pdf(guide: Guide, texts: Mapping[str, TypstText]) -> bytes:
    """The PDF of a guide, given each chapter's text by its address.

    Raises ContentError when a chapter has an element without a form.
    """
    problems = list(_problems(guide, texts))
    if problems:
        raise ContentError(problems)
    fixed = {
        "families": FAMILIES,
        "name": guide.name,
        "title": guide.title,
        "subtitle": guide.subtitle,
        "words": guide.words,
        "checked": guide.checked,
        "licence": guide.licence,
        "origin": guide.origin,
        "places": places_of(guide, texts),
    }
    head = f"#let guide = json(bytes({json.dumps(json.dumps(fixed, ensure_ascii=False), ensure_ascii=False)}))\n"
    bodies = "\n\n".join(texts[one.address].markup for one in guide.chapters)
    source = f"{head}{_OURS.read_text(encoding='utf-8')}\n{bodies}\n"
    return slim(accessible_pdf(source.encode(), guide.checked_on))


def slim(pdf: bytes) -> bytes:
    """The same PDF in well under half the size, and so that a browser can show its first page before it has the last.

    Typst writes each of some thousand tags as an object of its own and compresses none of them.
    """
    import pikepdf  # noqa: PLC0415 - slow to load, and often nothing is to be made

    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as file:
        packed = pikepdf.ObjectStreamMode.generate
        file.save(out, object_stream_mode=packed, linearize=True, deterministic_id=True)
    return out.getvalue()


def places_of(guide: Guide, texts: Mapping[str, TypstText]) -> dict[str, str]:
    """Every address that links of the guide name and that is in it, and the label that stands there.

    A heading that is not there, such as one that moved, is looked for no further than its page.
    """
    also = {other: one.address for one in guide.chapters for other in one.also}
    places = {**also, **{label: label for one in guide.chapters for label in texts[one.address].labels}}
    named = {link for one in texts.values() for link in one.links}
    pages = {link: places.get(link.partition("#")[0]) for link in named - places.keys()}
    return {**places, **{link: place for link, place in pages.items() if place}}


def _problems(guide: Guide, texts: Mapping[str, TypstText]) -> Iterator[Problem]:
    for one in guide.chapters:
        for tag in texts[one.address].strange:
            what = f"the guide as a PDF has no form for <{tag}>, on {one.address}"
            remedy = "Say it in Markdown, or give it a form in documents/guide/typst_text.py."
            yield Problem(f"content/{one.source}", 1, what, remedy)
