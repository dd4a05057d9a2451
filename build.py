"""`python build.py`: content/ becomes site/. Gather, decide, apply; the rules are in forms_backend/."""

import argparse
import logging
import os
import sys
import time
from datetime import UTC, date, datetime
from pathlib import Path

from forms_backend.documents.templates import publishing as templates
from forms_backend.documents.templates.loading import load_templates, template_slugs
from forms_backend.pages import publishing, staging
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
    options.add_argument("--check", action="store_true", help="only look for problems in the content")
    chosen = options.parse_args()
    logging.basicConfig(format="%(levelname)s: %(message)s", level=logging.WARNING)  # MkDocs names the page in these
    content, output = chosen.content.resolve(), chosen.output.resolve()
    good = build(content, output, check=chosen.check, list_due=chosen.due)
    if chosen.serve:
        print(f"{ADDRESS}  (Ctrl+C stops)", flush=True)
        serve(content, output, lambda: build(content, output, check=False))
    return 0 if good else 1


def build(content: Path, output: Path, *, check: bool, list_due: bool = False) -> bool:
    """One build. Problems are printed, all of them; the site of the build before stays when there are any."""
    start, report = time.perf_counter(), Report(content)

    def say(words: str) -> None:
        print(f"{time.perf_counter() - start:6.2f} s  {words}", flush=True)

    try:
        words = load_vocabulary(content, Report(content))  # what is wrong with it is reported with the questions
        library = load_templates(content, words, report) if words else None
        site = gather(content, ROOT / "content" / "theme", ORIGIN, template_slugs(content), report)
        report.raise_if_any()
        say("content read, no problems")
        if words and library and site and not check:
            key = publishing.digest_of(content / "documents", content / "vocabulary.yaml", *TOOLS)
            files = publishing.made_once(output, key, lambda: templates.published(library, words))
            say(f"{len(files)} files of {len(library.templates)} templates made")
            site = staging.with_templates(site, templates.shown(library, words, files), files)
            staged = staging.staging(site, today())
            drawn = publishing.publish(staged, output, render)
            say(f"{drawn} of {len(staged.markdown)} pages drawn into {output}")
            if list_due:
                print("\n".join(f"{on}  content/{source}  {at}" for on, source, at in staged.due) or "Nothing is due.")
    except (ContentError, publishing.Broken) as problem:
        print(problem, file=sys.stderr)
        return False
    return True


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
