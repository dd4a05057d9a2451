"""`make benchmarks`: everything, side by side in one run. Give names to run only some, such as http and site."""

import sys
from collections.abc import Callable
from pathlib import Path

from benchmarks import documents, first_load, http, site, storage, templates
from forms_backend.documents.templates.loading import questions_helped
from forms_backend.documents.templates.prepared import Prepared
from forms_backend.questions.loading import QuestionLibrary, load_questions
from forms_backend.questions.problems import Report

ROOT = Path(__file__).parents[1]


def library() -> QuestionLibrary:
    """The real content."""
    problems = Report(ROOT / "content")
    found = load_questions(ROOT / "content", questions_helped(ROOT / "content"), problems)
    problems.raise_if_any()
    assert found is not None  # no problems: all was read
    return found


def main(wanted: list[str]) -> None:
    """Print the parts that were asked for; all of them when none was."""
    prepared = Prepared.open(ROOT / "site" / ".workspace" / "documents")
    parts: dict[str, tuple[str, Callable[[], list[str]]]] = {
        "http": ("Requests: processor time of the server for each", lambda: http.report(library().newest)),
        "storage": ("Saves without HTTP", storage.report),
        "documents": ("Documents: processor time, warm, median", lambda: documents.report(library())),
        "templates": (
            "Templates filled in: processor time, warm",
            lambda: templates.report(prepared, library().vocabulary),
        ),
        "first_load": ("First load on a phone: slow 4G, processor four times slower", first_load.report),
        "site": ("Building the site: processor time, best of three", site.report),
    }
    for name, (title, report) in parts.items():
        if not wanted or name in wanted:
            print(f"\n{title}\n{'-' * len(title)}")
            print("\n".join(report()), flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
