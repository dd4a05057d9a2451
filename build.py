"""`python build.py`: content/ becomes site/. Gather, decide, apply; the rules are in forms_backend/."""

import argparse
import logging
import os
import sys
import time
from collections.abc import Collection, Mapping
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path

from forms_backend.documents.kept import Kept
from forms_backend.documents.papers import papers
from forms_backend.documents.pictures import pictures
from forms_backend.documents.templates import publishing as templates
from forms_backend.documents.templates.loading import load_templates, template_slugs
from forms_backend.pages import ledger, publishing, staging
from forms_backend.pages.chapters import guide_of
from forms_backend.pages.downloads import imprint_of, with_downloads
from forms_backend.pages.gathering import gather
from forms_backend.pages.serving import ADDRESS, serve
from forms_backend.questions.loading import load_vocabulary
from forms_backend.questions.problems import ContentError, Report

ROOT = Path(__file__).parent
TOOLS = (ROOT / "forms_backend" / "documents", ROOT / "requirements" / "run.txt")  # what makes the documents
ORIGIN = os.environ.get("SITE_URL", "http://127.0.0.1:8000")


def main() -> int:
    """Read the command line, build, and give the exit code: 0 built, 1 not."""
    options = argparse.ArgumentParser(description="Build the public site from content/.")
    options.add_argument("--output", type=Path, default=ROOT / "site", help="where the site goes (default: site/)")
    options.add_argument("--content", type=Path, default=ROOT / "content", help="what it is made from")
    options.add_argument("--serve", action="store_true", help=f"show it on {ADDRESS}, and build on every change")
    options.add_argument("--due", action="store_true", help="also list what nobody has checked for a year")
    options.add_argument("--record", action="store_true", help="add new addresses to those that must never be lost")
    options.add_argument("--outside-links", action="store_true", help="also ask other people's pages if they answer")
    options.add_argument("--check", action="store_true", help="only look for problems in the content")
    chosen = options.parse_args()
    logging.basicConfig(format="%(levelname)s: %(message)s", level=logging.WARNING)  # MkDocs names the page in these
    content, output = chosen.content.resolve(), chosen.output.resolve()
    wanted = {name for name, value in vars(chosen).items() if value is True}
    good = build(content, output, wanted)
    if chosen.serve:
        print(f"{ADDRESS}  (Ctrl+C stops)", flush=True)
        serve(content, output, lambda: build(content, output))
    return 0 if good else 1


def build(content: Path, output: Path, wanted: Collection[str] = ()) -> bool:
    """One build, with the options `wanted`. All problems are printed; when there are any, the site stays as it was."""
    start, report = time.perf_counter(), Report(content)

    def say(words: str) -> None:
        print(f"{time.perf_counter() - start:6.2f} s  {words}", flush=True)

    try:
        words = load_vocabulary(content, Report(content))  # what is wrong with it is reported with the questions
        library = load_templates(content, words, report) if words else None
        site = gather(content, ROOT / "content" / "theme", ORIGIN, template_slugs(content), report)
        report.raise_if_any()
        say("content read, no problems")
        if words and library and site and "check" not in wanted:
            key = publishing.digest_of(content / "documents", content / "vocabulary.yaml", *TOOLS)
            files = publishing.made_once(output, key, lambda: templates.published(library, words))
            say(f"{len(files)} files of {len(library.templates)} templates made")
            files |= pictures(site.facts.name, site.facts.home.title, site.facts.strapline)
            site = staging.with_templates(site, templates.shown(library, words, files), files)
            once, each = partial(publishing.made_once, output), partial(publishing.made_each, output)
            kept = Kept(publishing.digest_of(*TOOLS), once, each)
            site = with_downloads(site, papers(guide_of(site, today()), imprint_of(site), site.shelf.library, kept))
            staged = staging.staging(site, today())
            done = publishing.publish(staged, output, render)
            new = ledger.news(content, site.ledger, done.ledger, record="record" in wanted)
            say(f"{done.drawn} of {len(staged.markdown)} pages drawn into {output}{new}")
            if "due" in wanted:
                print("\n".join(f"{on}  content/{source}  {at}" for on, source, at in staged.due) or "Nothing is due.")
            if "outside_links" in wanted:
                return all_answer(output, site.facts.name, staged.promises.sources)
    except (ContentError, publishing.Broken) as problem:
        print(problem, file=sys.stderr)
        return False
    return True


def all_answer(output: Path, name: str, sources: Mapping[str, str]) -> bool:
    """Whether every outside link of the site answers. Those that do not are printed."""
    from forms_backend.pages import outside_links as links  # noqa: PLC0415 - slow to load, and seldom asked for

    said, good = links.asked(links.outside_links(output, ORIGIN), links.Manners(f"{name} (+{ORIGIN})"), sources)
    print(said)
    return good


def today() -> date:
    """The day pages are told they are due by: today, or the day that SOURCE_DATE_EPOCH names (seconds)."""
    return datetime.fromtimestamp(int(os.environ.get("SOURCE_DATE_EPOCH") or time.time()), tz=UTC).date()


def render(folder: Path, html: Path) -> None:
    """Let MkDocs draw the pages. Any warning it gives, such as a broken link, stops the build."""
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")
    from mkdocs import config, exceptions  # noqa: PLC0415 - slow to load, and often nothing is to be drawn
    from mkdocs.commands import build as drawing  # noqa: PLC0415 - as above

    try:
        drawing.build(config.load_config(str(folder / "mkdocs.yml"), site_dir=str(html)))
    except exceptions.Abort as error:
        raise publishing.Broken("The site is as it was: the warnings above name the pages to mend.") from error


if __name__ == "__main__":
    sys.exit(main())
