"""`content/` becomes all that the pages are made from. Every problem of every file is reported in one go."""

from collections.abc import Collection, Mapping
from pathlib import Path

from forms_backend.pages.blanks import blanks_of
from forms_backend.pages.guidance import check_guidance, check_page_links, load_guidance
from forms_backend.pages.linking import Shelf, TemplateCard
from forms_backend.pages.site_facts import load_site_facts
from forms_backend.pages.staging import Site
from forms_backend.questions.loading import load_questions
from forms_backend.questions.problems import Report


def gather(  # noqa: PLR0913 - a site is made of all of this
    content: Path,
    theme: Path,
    origin: str,
    slugs: Collection[str],
    cards: Mapping[str, TemplateCard],
    report: Report,
) -> Site | None:
    """Load everything but the templates, or None after reporting.

    `slugs` are the templates that content may name; `cards` say where those are that can be downloaded.
    """
    facts = load_site_facts(content, report)
    guidance = load_guidance(content, report)
    library = load_questions(content, slugs, report)
    if facts is None or library is None:
        return None
    check_guidance(guidance, library, slugs, blanks_of(library, facts), report)
    check_page_links(library, guidance, content, report)
    if report.problems:
        return None
    assets = {path.name: path.read_bytes() for path in sorted((theme / "assets").iterdir())}
    shelf = Shelf(library, cards)
    return Site(facts=facts, shelf=shelf, guidance=guidance, assets=assets, origin=origin.rstrip("/"))
