"""`python build.py`: content/ becomes site/. The command line and the generator; all else is forms_backend/."""

import argparse
import logging
import os
import sys
import time
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path

from forms_backend.building import ROOT, Build, build
from forms_backend.pages.publishing import Broken
from forms_backend.pages.serving import ADDRESS, serve
from forms_backend.questions.problems import ContentError

ORIGIN = (os.environ.get("SITE_URL") or "http://127.0.0.1:8000").rstrip("/")


def main() -> int:
    """Read the command line, build, and give the exit code: 0 built, 1 not."""
    options = argparse.ArgumentParser(description="Build the public site from content/.")
    options.add_argument("--output", type=Path, default=ROOT / "site", help="where the site goes (default: site/)")
    options.add_argument("--content", type=Path, default=ROOT / "content", help="what it is made from")
    options.add_argument("--serve", action="store_true", help=f"show it on {ADDRESS}, and draw what changes")
    options.add_argument("--due", action="store_true", help="also list what nobody has checked for a year")
    options.add_argument("--record", action="store_true", help="add new addresses to those that must never be lost")
    options.add_argument("--outside-links", action="store_true", help="also ask other people's pages if they answer")
    options.add_argument("--check", action="store_true", help="only look for problems in the content")
    chosen = options.parse_args()
    logging.basicConfig(format="%(levelname)s: %(message)s", level=logging.WARNING)  # MkDocs names the page in these
    content, output = chosen.content.resolve(), chosen.output.resolve()
    wanted = frozenset(name for name, value in vars(chosen).items() if value is True)

    def once(wanted: frozenset[str]) -> bool:
        say = partial(print, flush=True)
        what = {"content": content, "output": output, "origin": ORIGIN, "today": today(), "wanted": wanted}
        try:
            return build(Build(**what, render=render, say=say))
        except (ContentError, Broken) as problem:
            print(problem, file=sys.stderr)
            return False

    good = once(wanted)
    if chosen.serve:
        print(f"{ADDRESS}  (Ctrl+C stops)", flush=True)
        serve(content, output, partial(once, frozenset({"quick"})))
    return 0 if good else 1


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
        raise Broken("The site is as it was: the warnings above name the pages to mend.") from error


if __name__ == "__main__":
    sys.exit(main())
