"""`content/` becomes all that the pages are made from. Every problem of every file is reported in one go."""

from collections.abc import Collection
from pathlib import Path

from forms_backend.pages import addresses
from forms_backend.pages.blanks import blanks_of
from forms_backend.pages.guidance import Known, check_guidance, check_page_links, load_guidance, pages_by_hand
from forms_backend.pages.linking import Shelf
from forms_backend.pages.site_facts import load_site_facts
from forms_backend.pages.staging import Site
from forms_backend.questions.loading import load_questions
from forms_backend.questions.problems import Report


def gather(content: Path, usual_theme: Path, origin: str, slugs: Collection[str], report: Report) -> Site | None:
    """Load everything but the templates, or None after reporting. `slugs` are the templates that content may name.

    `origin` is the site's address without a path; `usual_theme` is taken when the content brings none of its own.
    `staging.with_templates` adds the templates.
    """
    facts = load_site_facts(content, report)
    guidance = load_guidance(content, report)
    library = load_questions(content, slugs, report)
    if facts is None or library is None:
        return None
    pages = pages_by_hand(guidance) | addresses.MADE_FROM_DATA | ({addresses.TEMPLATES} if slugs else set())
    known = Known(library, slugs, blanks_of(library, facts).keys(), pages)
    check_guidance(guidance, known, report)
    check_page_links(known, content, report)
    if report.problems:
        return None
    theme = content / "theme" if (content / "theme").is_dir() else usual_theme
    assets = {path.name: path.read_bytes() for path in sorted((theme / "assets").iterdir())}
    shelf = Shelf(library, {})
    return Site(facts=facts, shelf=shelf, guidance=guidance, theme=theme, assets=assets, origin=origin.rstrip("/"))
