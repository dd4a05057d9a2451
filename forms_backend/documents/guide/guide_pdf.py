"""The guide as an accessible PDF (ISO 14289-1, PDF/UA-1) with contents, bookmarks and links that work."""

import io
import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, time
from pathlib import Path

import typst

from forms_backend.documents.guide.model import Guide
from forms_backend.documents.guide.typst_text import TypstText
from forms_backend.documents.pdf_fonts import FAMILIES, pdf_fonts
from forms_backend.questions.problems import ContentError, Problem

_OURS = Path(__file__).with_name("typst") / "guide.typ"


def guide_pdf(guide: Guide, texts: Mapping[str, TypstText]) -> bytes:
    """The PDF of a guide, given each chapter's text by its address.

    Raises ContentError when a chapter has an element without a form, or a link to a place that is not there.
    """
    places = places_of(guide, texts)
    problems = list(_problems(guide, texts, places))
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
        "places": places,
    }
    head = f"#let guide = json(bytes({json.dumps(json.dumps(fixed, ensure_ascii=False), ensure_ascii=False)}))\n"
    bodies = "\n\n".join(texts[one.address].markup for one in guide.chapters)
    made: bytes = typst.compile(
        f"{head}{_OURS.read_text(encoding='utf-8')}\n{bodies}\n".encode(),
        format="pdf",
        pdf_standards=["ua-1"],
        font_paths=pdf_fonts(),
        timestamp=datetime.combine(guide.checked_on, time(), UTC),
    )
    return slim(made)


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
    """Every address that is in the guide, and the label that stands there."""
    also = {other: one.address for one in guide.chapters for other in one.also}
    return {**also, **{label: label for one in guide.chapters for label in texts[one.address].labels}}


def _problems(guide: Guide, texts: Mapping[str, TypstText], places: Mapping[str, str]) -> Iterator[Problem]:
    pages = {address.partition("#")[0] for one in guide.chapters for address in (one.address, *one.also)}
    for one in guide.chapters:
        path, text = f"content/{one.source}", texts[one.address]
        for tag in text.strange:
            what = f"the guide as a PDF has no form for <{tag}>, on {one.address}"
            yield Problem(path, 1, what, "Say it in Markdown, or give it a form in documents/guide/typst_text.py.")
        for link in text.links:
            if link not in places and link.partition("#")[0] in pages:
                what = f"{one.address} links to {link}, and no heading there has that name"
                yield Problem(path, 1, what, "Correct what stands behind the #.")
