"""Resources: what a reader sees of each, and slips that are named."""

from pathlib import Path

import pytest

from forms_backend.pages.guidance.files import Known
from forms_backend.pages.guidance.resources import check_resources, load_resources, resources_page
from forms_backend.pages.linking import Shelf
from forms_backend.questions.loading import QuestionLibrary
from forms_backend.questions.problems import Report

TEXT = """
checked: {on: 2026-11-22, confidence: medium}
groups:
  - id: tools
    title: Tools & toys
    words: For [everybody](page:home).
    items:
      - {id: one, title: A <guide>, publisher: "P & Q", url: "https://a.example/?a=1&b=2", who: staff, takes: 5 minutes,
         why: Good., questions: [data-policy]}
      - {id: two, title: Two, publisher: P, url: "https://b.example/", who: managers, takes: a day, why: Why.,
         cost: £5 a year, seen: May 2020, unseen: true, note: Old.}
"""


def loaded(folder: Path, text: str, library: QuestionLibrary) -> Report:
    (folder / "resources.yaml").write_text(text, encoding="utf-8")
    report = Report(folder)
    resources = load_resources(folder, report)
    if resources:
        check_resources(resources, Known(library, (), (), {"/"}), folder, report)
    return report


def test_each_resource_says_why_for_whom_how_long_what_it_costs_and_what_it_helps_with(
    tmp_path: Path, library: QuestionLibrary
) -> None:
    report = loaded(tmp_path, TEXT.replace("data-policy", "data-rules"), library)
    assert "names the question `data-rules`" in "".join(map(str, report.problems))
    identity = library.newest.questions[0]
    report = loaded(tmp_path, TEXT.replace("data-policy", identity.identity), library)
    report.raise_if_any()
    resources = load_resources(tmp_path, report)
    assert resources
    text = resources_page(resources, Shelf(library, {})).markdown
    assert '<li id="one"><span><a href="https://a.example/?a=1&amp;b=2">A &lt;guide&gt;</a>, P &amp; Q' in text
    assert "For staff. Takes 5 minutes. Free." in text
    assert f'Helps with <a href="/questions/{identity.number}/">{identity.number}</a>.' in text
    assert "£5 a year." in text
    assert "The copy we read was from May 2020." in text
    assert text.count("We could not open this to check it") == 1
    assert text.count("Checked 22 November 2026.") == 1  # not the one that nobody could open
    assert "## Tools &amp; toys {: #tools }\n\nFor [everybody](/)." in text


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("id: two", "id: one", "the id `one` is used twice"),
        ("https://b.example", "http://b.example", "`two` has no address that begins with https://"),
        ("page:home", "page:nowhere", "`tools` names the page `nowhere`, which does not exist"),
        ("takes: a day", "take: a day", "`take` is not a key we know here"),
    ],
)
def test_slips_in_resources_are_named(tmp_path: Path, library: QuestionLibrary, old: str, new: str, said: str) -> None:
    text = TEXT.replace("data-policy", library.newest.questions[0].identity)
    assert old in text
    report = loaded(tmp_path, text.replace(old, new), library)
    assert said in "".join(map(str, report.problems))


def test_a_folder_without_resources_is_no_problem(tmp_path: Path) -> None:
    report = Report(tmp_path)
    assert load_resources(tmp_path, report) is None
    assert list(report.problems) == []
