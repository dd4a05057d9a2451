"""`content/` becomes all that the pages are made from. Every problem of every file is reported in one go."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from forms_backend.pages import addresses
from forms_backend.pages.blanks import blanks_of
from forms_backend.pages.guidance.files import Known, check_guidance, check_page_links, load_guidance, pages_by_hand
from forms_backend.pages.guidance.news import check_news, load_news
from forms_backend.pages.guidance.pages import in_reading_order
from forms_backend.pages.guidance.resources import Resources, check_resources, load_resources
from forms_backend.pages.linking import Shelf
from forms_backend.pages.links.ledger import read_ledger
from forms_backend.pages.links.moved import load_moves
from forms_backend.pages.local_support.partners import load_local_support
from forms_backend.pages.site_facts import load_site_facts
from forms_backend.pages.staging import Site
from forms_backend.pages.words.jargon import check_jargon, load_jargon
from forms_backend.questions.loading import load_questions
from forms_backend.questions.problems import Report

_OF_A_THEME = ("main.html", "404.html", "offline.html", "worker.js", "assets/companion.css")  # no page without these


def gather(
    content: Path, usual_theme: Path, origin: str, templates: Mapping[str, Sequence[str]], report: Report
) -> Site | None:
    """Load everything but the templates, or None after reporting.

    `origin` has no slash at its end; the content may bring a theme; `templates` have their questions with them.
    """
    facts, guidance = load_site_facts(content, report), load_guidance(content, report)
    news, resources = load_news(content, report), load_resources(content, report)
    moves, ledger = load_moves(content, report), read_ledger(content, report)
    jargon, local = load_jargon(content, report), load_local_support(content, report)
    library = load_questions(content, templates, report)
    if facts is None or library is None or jargon is None or local is None:
        return None
    pages = pages_by_hand(guidance) | addresses.MADE_FROM_DATA | ({addresses.TEMPLATES} if templates else set())
    pages |= {addresses.of_partner(one.slug) for one in local.partners}
    known = Known(library, templates.keys(), blanks_of(library, facts, origin).keys(), pages)
    check_guidance(guidance, known, report)
    check_jargon(jargon, known, report)
    check_page_links(known, content, report)
    check_news(news, known, content, report)
    _check_lists(resources, known, content, report)
    theme = _theme(content, usual_theme, report)
    if report.problems:
        return None
    return Site(
        facts=facts,
        shelf=Shelf(library, {}),
        guidance=in_reading_order(guidance, facts.guide),
        jargon=jargon,
        local=local,
        news=news,
        resources=resources,
        moves=moves,
        ledger=ledger,
        theme=theme,
        assets=_assets(theme),
        origin=origin,
    )


def _assets(theme: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted((theme / "assets").glob("[!.]*")) if path.is_file()}


def _check_lists(resources: Resources | None, known: Known, content: Path, report: Report) -> None:
    if resources:
        check_resources(resources, known, content, report)
    if addresses.OPEN_DATA not in known.pages:
        report.add(content / "guidance" / "data.md", 1, "the file is missing", "Write it: other pages lead to it.")


def _theme(content: Path, usual: Path, report: Report) -> Path:
    theme = content / "theme" if (content / "theme").is_dir() else usual
    for name in _OF_A_THEME:
        if not (theme / name).is_file():
            report.add(theme / name, 1, "the file is missing", "Bring it back, or take out the whole folder `theme`.")
    return theme
