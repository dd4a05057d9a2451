"""One build: gather what was written, decide what the site holds, apply it. `build.py` is its command line.

It stands above `pages` and `documents`, which are strangers, and hands plain values from one to the other.
"""

import time
from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from pathlib import Path

import msgspec

from forms_backend.documents.kept import Kept
from forms_backend.documents.papers import papers
from forms_backend.documents.pictures import pictures
from forms_backend.documents.templates import publishing as templates
from forms_backend.documents.templates.loading import load_templates, questions_helped
from forms_backend.documents.templates.model import TemplateLibrary
from forms_backend.documents.templates.question_names import with_questions
from forms_backend.pages import publishing, staging
from forms_backend.pages.downloads import imprint_of, with_downloads
from forms_backend.pages.gathering import gather
from forms_backend.pages.guidance.chapters import guide_of
from forms_backend.pages.links import ledger
from forms_backend.questions.loading import load_vocabulary
from forms_backend.questions.problems import Report
from forms_backend.questions.vocabulary import Vocabulary

ROOT = Path(__file__).parents[1]
TOOLS = (ROOT / "forms_backend" / "documents", ROOT / "requirements" / "run.txt")  # what makes the documents


class Build(msgspec.Struct, frozen=True, kw_only=True):
    """What one build is given. `wanted` are options: check, due, record, outside_links, and quick."""

    content: Path
    output: Path
    origin: str  # the site's public address, such as https://example.org, without a slash at the end
    today: date
    render: publishing.Render
    say: Callable[[str], None]
    wanted: frozenset[str] = frozenset()


def build(given: Build) -> bool:
    """Build, and whether all is well. Raises ContentError with all problems, or Broken; then the site is as it was."""
    if "check" not in given.wanted:
        publishing.refuse_others_files(given.output)
    start = time.perf_counter()
    say = partial(_timed, given.say, start)
    report = Report(given.content)
    words = load_vocabulary(given.content, Report(given.content))  # its faults are reported with the questions
    site = gather(given.content, ROOT / "content" / "theme", given.origin, questions_helped(given.content), report)
    numbers = {path.stem: path.stem for path in (given.content / "questions").glob("*.md")}  # until they are read
    if site:
        numbers |= site.shelf.library.numbers
    words = with_questions(words, numbers) if words else None
    library = load_templates(given.content, words, numbers, report) if words else None
    report.raise_if_any()
    say("content read, no problems")
    if not (words and library and site) or "check" in given.wanted:
        return True
    return _made(given, _with_documents(site, library, words, given, say), say)


def _with_documents(
    site: staging.Site, library: TemplateLibrary, words: Vocabulary, given: Build, say: Callable[[str], None]
) -> staging.Site:
    """The site and every document that is downloaded from it."""
    output = given.output
    # A writer who looks at each change does not wait for the PDF of the guide: that of the build before will do.
    once = partial(publishing.made_before if "quick" in given.wanted else publishing.made_once, output)
    kept = Kept(publishing.digest_of(*TOOLS), once, partial(publishing.made_each, output))
    files = templates.published(library, words, kept)
    say(f"{len(files)} files of {len(library.templates)} templates made")
    files |= pictures(site.facts.name, site.facts.home.title, site.facts.strapline)
    site = staging.with_templates(site, templates.shown(library, words, files), files)
    return with_downloads(site, papers(guide_of(site, given.today), imprint_of(site), site.shelf.library, kept))


def _made(given: Build, site: staging.Site, say: Callable[[str], None]) -> bool:
    """Publish the site and say what else was wanted to know. Whether all is well."""
    staged = staging.staging(site, given.today)
    done = publishing.publish(staged, given.output, given.render)
    new = ledger.news(given.content, site.ledger, done.ledger, record="record" in given.wanted)
    say(f"{done.drawn} of {len(staged.markdown)} pages drawn into {given.output}{new}")
    if "due" in given.wanted:
        given.say("\n".join(f"{on}  content/{source}  {at}" for on, source, at in staged.due) or "Nothing is due.")
    return "outside_links" not in given.wanted or all_answer(
        given.output, given.origin, site.facts.name, staged.promises.sources, given.say
    )


def all_answer(output: Path, origin: str, name: str, sources: Mapping[str, str], say: Callable[[str], None]) -> bool:
    """Whether every outside link of the site in `output` answers. What does not is said, with its content file."""
    from forms_backend.pages.links import outside_links as links  # noqa: PLC0415 - slow to load, and seldom asked for

    said, good = links.asked(links.outside_links(output, origin), links.Manners(f"{name} (+{origin})"), sources)
    say(said)
    return good


def _timed(say: Callable[[str], None], start: float, words: str) -> None:
    say(f"{time.perf_counter() - start:6.2f} s  {words}")
