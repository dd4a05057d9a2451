"""The guide made from the real pages, and guides of a few chapters for a test."""

from collections.abc import Callable
from datetime import date
from functools import cache, partial
from pathlib import Path
from typing import Any

import msgspec

from forms_backend.documents.guide import publishing as guide_publishing
from forms_backend.documents.guide.model import Chapter, Guide
from forms_backend.documents.kept import Kept
from forms_backend.documents.templates.loading import questions_helped
from forms_backend.pages.gathering import gather
from forms_backend.pages.guidance.chapters import guide_of
from forms_backend.pages.publishing import made_each, made_once
from forms_backend.pages.staging import EXTENSIONS, Site
from forms_backend.questions.model import Group, Question
from forms_backend.questions.problems import Report

CONTENT = Path(__file__).parents[2] / "content"
ORIGIN = "https://companion.example"
TODAY = date(2026, 11, 22)


@cache
def site() -> Site:
    report = Report(CONTENT)
    found = gather(CONTENT, CONTENT / "theme", ORIGIN, questions_helped(CONTENT), report)
    report.raise_if_any()
    assert found
    return found


@cache
def real() -> Guide:
    return msgspec.convert(guide_of(site(), TODAY), Guide)


def first_group() -> tuple[Group, Question]:
    newest = site().shelf.library.newest
    return newest.facts.groups[0], newest.in_group(newest.facts.groups[0].id)[0]


def written(guide: Guide, folder: Path, each: Callable[..., dict[str, bytes]] = made_each) -> bytes:
    kept = Kept("tools", partial(made_once, folder), partial(each, folder))
    return dict(guide_publishing.published(guide, kept))[guide_publishing.PATH]


def small(*markdown: str, **more: Any) -> Guide:
    """A guide of a few chapters at /a/, /b/ and so on."""
    chapters = tuple(
        Chapter(address=f"/{name}/", source=f"guidance/{name}.md", title=f"Page {name}", markdown=text, level=0, **more)
        for name, text in zip("abcdef", markdown, strict=False)
    )
    return Guide(
        name="Companion",
        title="Small guide",
        subtitle="For a test",
        words=("Words.",),
        checked="Checked today.",
        checked_on=TODAY,
        licence=("Licence", "https://licence.example/"),
        origin=ORIGIN,
        extensions=EXTENSIONS,
        chapters=chapters,
    )
