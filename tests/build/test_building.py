"""The command: what it says, what it leaves alone, and that a quick build gives what a full one gives."""

import json
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from forms_backend.pages.links.ledger import LEDGER
from tests.build.conftest import ROOT, contents, run_build
from tests.templates_kept import seed

HOME = "index.html"
MINIATURE = ROOT / "tests" / "fixtures" / "content"
SMALLEST_SITE = """
{name: Help, strapline: Ours., search-hint: wifi, menu: [], footer: [], guide: [],
 next-year: {year: 2026-27, deadline: 2027-06-30, confirmed: false, about: /questions/, checked-on: 2026-11-22},
 help: {care-programme: {words: Ring us., checked-on: 2026-11-22}},
 licence: {words: Free, href: "https://example.org/"},
 home: {title: Help, description: Help., lead: Help., buttons: [], doors: [], often-asked: []}}
"""
SMALLEST_PAGE = """---
{title: Data, description: Files., who-for: all, checked: {on: 2026-11-22, confidence: high}, ours: true}
---

Words.
"""


@pytest.fixture
def built(site: Path, tmp_path: Path) -> Path:
    """The site of the unchanged content, with what it keeps for the next build."""
    return Path(shutil.copytree(site, tmp_path / "site"))


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def drawn(done: "subprocess.CompletedProcess[str]") -> tuple[int, int]:
    words = done.stdout.split("\n")[-2].split()
    return int(words[2]), int(words[4])


def edit_a_question(content: Path) -> None:
    change(content / "questions" / "backups.md", "## In short\n\n", "## In short\n\nEmu farms back up too. ")


def edit_a_name(content: Path) -> None:
    change(content / "questions" / "backups.md", "short: Backups", "short: Copies kept safe")


def edit_a_page(content: Path) -> None:
    change(content / "guidance" / "about.md", "It is free", "It costs nothing")


def add_a_page(content: Path) -> None:
    (content / "guidance" / "visits.md").write_text((content / "guidance" / "about.md").read_text(encoding="utf-8"))


def remove_a_page(content: Path) -> None:
    (content / "guidance" / "accessibility.md").unlink()
    with (content / "moved.yaml").open("a", encoding="utf-8") as moved:
        moved.write("/accessibility/: /about/\n")


def edit_the_menu(content: Path) -> None:
    change(content / "site.yaml", "words: Start here", "words: Begin here")


def edit_the_look(content: Path) -> None:
    change(content / "theme" / "assets" / "companion.css", "--brand: #0b4f4a", "--brand: #123456")


def edit_a_meaning(content: Path) -> None:
    change(content / "jargon.yaml", "A guard between your computers", "A doorman between your computers")


def edit_a_template(content: Path) -> None:
    change(content / "documents" / "byod-policy.md", "short: Own-devices policy", "short: Policy on own devices")


def edit_nothing(content: Path) -> None:
    assert content.is_dir()


FEW, ALL = range(1, 35), range(200, 400)  # of pages; a question is named by its neighbours, in lists and on paper
Edits = list[tuple[Callable[[Path], None], range]]
OF_A_PAGE: Edits = [
    (edit_nothing, range(1)),
    (edit_a_question, FEW),
    (edit_a_name, FEW),
    (edit_a_page, FEW),
    (edit_a_template, FEW),
]
OF_ALL: Edits = [
    (add_a_page, ALL),
    (edit_the_menu, ALL),
    (edit_the_look, ALL),
    (edit_a_meaning, ALL),
    (remove_a_page, ALL),
]


@pytest.mark.parametrize("edits", [OF_A_PAGE, OF_ALL], ids=["of a page", "of all"])
def test_a_build_after_each_of_several_edits_ends_in_what_a_full_build_gives(
    content: Path, built: Path, tmp_path: Path, edits: Edits
) -> None:
    for edit, many in edits:
        edit(content)
        again = run_build("--content", content, "--output", built)
        assert again.returncode == 0, (edit, again.stderr)
        assert drawn(again)[0] in many, edit
    full = run_build("--content", content, "--output", seed(tmp_path / "full"))
    assert drawn(full)[0] == drawn(full)[1]
    assert contents(built) == contents(tmp_path / "full")


def test_what_is_damaged_or_missing_in_the_output_is_made_again(content: Path, built: Path) -> None:
    before = contents(built)
    (built / "about" / HOME).unlink()
    (built / "questions" / "7.1.1" / HOME).write_text("scribbled over", encoding="utf-8")
    (built / "templates" / "all-templates.zip").write_bytes(b"")
    assert run_build("--content", content, "--output", built).returncode == 0
    assert contents(built) == before


def test_what_belongs_to_no_page_goes_and_files_that_begin_with_a_dot_stay(content: Path, built: Path) -> None:
    (built / ".gitignore").write_text("*\n", encoding="utf-8")
    (built / ".git").mkdir()
    (built / ".git" / "HEAD").write_text("ref: refs/heads/pages\n", encoding="utf-8")
    (built / "old").mkdir()
    (built / "old" / HOME).write_text("left over", encoding="utf-8")
    assert run_build("--content", content, "--output", built).returncode == 0
    assert (built / ".gitignore").read_text(encoding="utf-8") == "*\n"
    assert (built / ".git" / "HEAD").exists()
    assert not (built / "old").exists()


def test_a_folder_with_files_of_others_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "letter.docx").write_bytes(b"dear")
    done = run_build("--output", tmp_path)
    assert done.returncode == 1
    assert f"{tmp_path} holds files that no build made, such as letter.docx." in done.stderr
    assert [one.name for one in tmp_path.iterdir()] == ["letter.docx"]


def test_every_problem_is_said_at_once_and_the_earlier_site_stays(content: Path, built: Path) -> None:
    before = contents(built)
    change(content / "questions" / "backups.md", "minutes:", "minuts:")
    change(content / "guidance" / "about.md", "page:questions", "page:qestions")
    change(content / "guidance" / "start-here.md", "{{ year }}", "{{ yaer }}")
    change(content / "site.yaml", "confirmed: false", "confirmed: perhaps")
    change(content / "documents" / "byod-policy.md", "short: Own-devices policy\n", "")
    done = run_build("--content", content, "--output", built)
    assert done.returncode == 1
    assert "content/questions/backups.md:" in done.stderr
    assert "Did you mean `minutes`?" in done.stderr
    assert "content/site.yaml:" in done.stderr
    assert "content/documents/byod-policy.md:" in done.stderr
    assert contents(built) == before


@pytest.mark.parametrize(
    ("file", "old", "new", "line", "said"),
    [
        ("about.md", "(page:data)", "(page:date)", "(page:date)", "a link names the page `date`, which does not exist"),
        ("about.md", "(page:data)", "(question:x)", "(question:x)", "a link names the question `x`, which does not"),
        ("about.md", "(page:data)", "(template:x)", "(template:x)", "a link names the template `x`, which does not"),
        ("start-here.md", "{{ year }}", "{{ yaer }}", "{{ yaer }}", "`yaer` is not a blank we can fill"),
        ("privacy.md", "## How to delete", "# How to delete", "# How to delete", "the only heading of the first rank"),
        ("data.md", "ours: true", "our: true", "our: true", "`our` is not a key we know here"),
        ("data.md", "ours: true", "pages: [x]", "pages: [x]", "there is no guidance page `x`"),
        ("privacy.md", "ours: true", "pages: [journey/publish]", "pages:", "already listed below `journey`"),
        ("data.md", "ours: true\n", "next: [Read on]\n", "next:", "a line of `next` leads nowhere"),
        ("data.md", "ours: true\n", 'next: ["[x](page:y)"]\n', "next:", "a link names the page `y`, which"),
        ("data.md", "ours: true\n", "", "---", "the page names no source"),
        ("data.md", "on: 2026-11-22", "on: 2026-11-42", "checked:", "`on` has a value that does not fit"),
    ],
)
def test_a_slip_in_guidance_is_named_with_its_line(
    content: Path, file: str, old: str, new: str, line: str, said: str
) -> None:
    path = content / "guidance" / file
    change(path, old, new)
    number = next(at for at, text in enumerate(path.read_text(encoding="utf-8").split("\n"), 1) if line in text)
    done = run_build("--content", content, "--check")
    assert done.returncode == 1
    assert f"content/guidance/{file}:{number}: " in done.stderr
    assert said in done.stderr


def test_a_link_from_a_question_to_no_page_is_named_with_its_line(content: Path) -> None:
    path = content / "questions" / "backups.md"
    change(path, "## In short\n\n", "## In short\n\nSee [here](page:nowhere).\n")
    number = path.read_text(encoding="utf-8").split("\n").index("See [here](page:nowhere).") + 1
    done = run_build("--content", content, "--check")
    assert f"content/questions/backups.md:{number}: a link names the page `nowhere`" in done.stderr


def test_pages_with_an_odd_address_or_one_address_for_two_are_problems(content: Path, built: Path) -> None:
    text = (content / "guidance" / "about.md").read_text(encoding="utf-8")
    (content / "guidance" / "questions.md").write_text(text, encoding="utf-8")
    (content / "guidance" / "Über uns.md").write_text(text, encoding="utf-8")
    done = run_build("--content", content, "--output", built)
    assert done.returncode == 1
    assert "its address, /questions/, is already that of guidance/questions.md" in done.stderr
    assert "content/guidance/Über uns.md:1: its address would be /Über uns/" in done.stderr


def test_another_hosts_content_needs_little_and_what_it_lacks_is_said(tmp_path: Path) -> None:
    content, output = tmp_path / "content", tmp_path / "site"
    shutil.copytree(MINIATURE, content)
    policy = content / "questions" / "policy.md"
    policy.write_text(re.sub(".*data-policy.*\n", "", policy.read_text(encoding="utf-8")), encoding="utf-8")
    change(policy, "## In short\n", "## In short\n\nIt says what you do.\n")
    (content / "theme" / "assets" / "pictures").mkdir(parents=True)
    done = run_build("--content", content, "--output", output)
    for file in ("site.yaml", "jargon.yaml"):
        assert f"content/{file}:1: the file is missing" in done.stderr
    (content / "site.yaml").write_text(SMALLEST_SITE, encoding="utf-8")
    (content / "jargon.yaml").write_text("checked: {on: 2026-11-22, confidence: high}\nterms: {}\n", encoding="utf-8")
    done = run_build("--content", content, "--output", output)
    for file in ("guidance/data.md", "theme/main.html", "theme/assets/companion.css"):
        assert f"content/{file}:1: the file is missing" in done.stderr
    shutil.copytree(ROOT / "content" / "theme", content / "theme", dirs_exist_ok=True)
    (content / "guidance").mkdir()
    (content / "guidance" / "data.md").write_text(SMALLEST_PAGE, encoding="utf-8")
    done = run_build("--content", content, "--output", output)
    assert done.returncode == 0, done.stderr
    assert (output / "questions" / "1.3.1" / HOME).is_file()
    assert not (content / LEDGER).exists()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("[gone](../nowhere.md)", ["WARNING: Doc file 'about/index.md' contains a link '../nowhere.md'"]),
        (
            "[gone](/nowhere/) [gone](/privacy/#nowhere)",
            [
                "about/index.html links to /nowhere/, which does not exist",
                "about/index.html links to /privacy/#nowhere, which does not exist",
            ],
        ),
    ],
)
def test_broken_links_written_by_hand_stop_the_build_and_the_page_is_named(
    content: Path, built: Path, words: str, said: list[str]
) -> None:
    before = contents(built)
    change(content / "guidance" / "about.md", "## What we are not", f"{words}\n\n## What we are not")
    done = run_build("--content", content, "--output", built)
    assert done.returncode == 1
    assert [one for one in said if one not in done.stderr] == []
    assert contents(built) == before


def test_a_check_makes_nothing(content: Path, tmp_path: Path) -> None:
    done = run_build("--content", content, "--output", tmp_path / "site", "--check")
    assert (done.returncode, done.stderr) == (0, "")
    assert not (tmp_path / "site").exists()


def test_a_new_page_joins_the_menu_and_the_list_of_every_page_by_itself(content: Path, built: Path) -> None:
    text = (content / "guidance" / "about.md").read_text(encoding="utf-8")
    (content / "guidance" / "visits.md").write_text(text.replace("About us", "Visits"), encoding="utf-8")
    change(content / "site.yaml", "menu:\n", "menu:\n  - {words: Visits, href: /visits/}\n")
    assert run_build("--content", content, "--output", built).returncode == 0
    assert '<a href="/visits/">Visits</a>' in (built / HOME).read_text(encoding="utf-8")
    assert 'href="/visits/"' in (built / "search" / HOME).read_text(encoding="utf-8")
    index = json.loads((built / "search" / "search_index.json").read_text(encoding="utf-8"))
    assert "/visits/" in [one["at"] for one in index]


def test_what_nobody_checked_for_a_year_is_listed_and_says_so_to_its_reader(content: Path, built: Path) -> None:
    change(content / "guidance" / "about.md", "on: 2026-11-22", "on: 2025-11-21")
    change(content / "guidance" / "privacy.md", "on: 2026-11-22", "on: 2025-11-22")
    change(content / "questions" / "backups.md", "on: 2026-11-22", "on: 2025-01-01")
    done = run_build("--content", content, "--output", built, "--due", day="2026-11-22")
    due = [line.split() for line in done.stdout.split("\n") if "content/" in line]
    assert [(day, file) for day, file, _ in due] == [
        ("2025-01-01", "content/questions/backups.md"),
        ("2025-11-21", "content/guidance/about.md"),
    ]
    says = "Nobody has checked it for more than a year."
    assert says in (built / "about" / HOME).read_text(encoding="utf-8")
    assert says not in (built / "privacy" / HOME).read_text(encoding="utf-8")


def test_equal_content_gives_equal_bytes_and_each_step_is_shown_with_its_seconds(site: Path, tmp_path: Path) -> None:
    done = run_build("--output", tmp_path / "site")
    assert [line.split()[1] for line in done.stdout.strip().split("\n")] == ["s", "s", "s"]
    assert contents(tmp_path / "site") == contents(site)
