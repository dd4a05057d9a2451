"""`python build.py`: content/ becomes site/. Gather, decide, apply; the rules are in forms_backend/."""

import argparse
import functools
import http.server
import logging
import os
import sys
import tempfile
import threading
import time
from importlib.metadata import version
from pathlib import Path

from forms_backend.documents.templates.loading import template_slugs
from forms_backend.pages import publishing, staging
from forms_backend.pages.gathering import gather
from forms_backend.questions.problems import ContentError, Report

ROOT = Path(__file__).parent
ENGINES = ("mkdocs", "mkdocs-material", "Markdown", "jinja2")


def main() -> int:
    """Read the command line, build, and give the exit code: 0 built, 1 not."""
    options = argparse.ArgumentParser(description="Build the public site from content/.")
    options.add_argument("--output", type=Path, default=ROOT / "site", help="where the site goes (default: site/)")
    options.add_argument("--content", type=Path, default=ROOT / "content", help="what it is made from")
    options.add_argument("--serve", action="store_true", help="show it on port 8001, and build again on every change")
    options.add_argument("--check", action="store_true", help="only look for problems in the content")
    chosen = options.parse_args()
    logging.basicConfig(format="%(levelname)s: %(message)s", level=logging.WARNING)
    good = build(chosen.content.resolve(), chosen.output.resolve(), check=chosen.check)
    if chosen.serve:
        serve(chosen.content.resolve(), chosen.output.resolve())
    return 0 if good else 1


def build(content: Path, output: Path, *, check: bool) -> bool:
    """One build. Problems are printed, all of them; the site of the build before stays when there are any."""
    start, report = time.perf_counter(), Report(content)

    def say(words: str) -> None:
        print(f"{time.perf_counter() - start:6.2f} s  {words}", flush=True)

    theme = content / "theme" if (content / "theme").is_dir() else ROOT / "content" / "theme"
    try:
        origin = os.environ.get("SITE_URL", "http://127.0.0.1:8000")
        site = gather(content, theme, origin, template_slugs(content), {}, report)
        report.raise_if_any()
        say("content read, no problems")
        if site and not check:
            staged = staging.staging(site, str(theme))
            say(f"{len(staged.markdown)} pages and {len(staged.files)} files made")
            engine = " ".join([publishing.folder_digest(theme), *map(version, ENGINES)])
            (output / ".build").mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryDirectory(dir=output / ".build") as work:
                many = publishing.publish(staged, engine, output, Path(work), render)
            say(f"{many} pages rendered into {output}")
    except (ContentError, publishing.Broken, ValueError) as problem:
        print(problem, file=sys.stderr)
        return False
    return True


def render(folder: Path, html: Path) -> None:
    """Let MkDocs draw the pages. Any warning it gives, such as a broken link, stops the build."""
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")
    from mkdocs.commands.build import build as draw  # noqa: PLC0415 - half a second, and often nothing is to be drawn
    from mkdocs.config import load_config  # noqa: PLC0415 - as above
    from mkdocs.exceptions import Abort  # noqa: PLC0415 - as above

    try:
        draw(load_config(str(folder / "mkdocs.yml"), site_dir=str(html)))
    except Abort as error:
        raise publishing.Broken(f"{error} The warnings above name the pages.") from error


def serve(content: Path, output: Path) -> None:
    """Show the site and build again whenever content changes, until interrupted."""
    from watchfiles import watch  # noqa: PLC0415 - only wanted here

    handler = functools.partial(http.server.SimpleHTTPRequestHandler, directory=str(output))
    threading.Thread(
        target=http.server.ThreadingHTTPServer(("127.0.0.1", 8001), handler).serve_forever, daemon=True
    ).start()
    print("http://127.0.0.1:8001  (Ctrl+C stops)", flush=True)
    for _ in watch(content, raise_interrupt=False):
        build(content, output, check=False)


if __name__ == "__main__":
    sys.exit(main())
