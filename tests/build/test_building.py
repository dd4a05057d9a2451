"""The command: what it says, what it leaves alone, and that a quick build gives what a full one gives."""

import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.build.conftest import contents, run_build

HOME = "index.html"


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


def edit_a_template(content: Path) -> None:
    change(content / "documents" / "byod-policy.md", "short: Own-devices policy", "short: Policy on own devices")


def edit_nothing(content: Path) -> None:
    assert content.is_dir()


FEW, ALL = range(1, 30), range(200, 400)  # of pages; a question is named by its neighbours, in lists and on paper
EDITS: list[tuple[Callable[[Path], None], range]] = [
    (edit_nothing, range(1)),
    (edit_a_question, FEW),
    (edit_a_name, FEW),
    (edit_a_page, FEW),
    (edit_a_template, FEW),
    (add_a_page, ALL),
    (remove_a_page, ALL),
    (edit_the_menu, ALL),
    (edit_the_look, ALL),
]


@pytest.mark.parametrize(("edit", "many"), EDITS, ids=[edit.__name__ for edit, _ in EDITS])
def test_a_build_after_an_edit_gives_what_a_full_build_gives(
    content: Path, built: Path, tmp_path: Path, edit: Callable[[Path], None], many: range
) -> None:
    edit(content)
    again = run_build("--content", content, "--output", built)
    full = run_build("--content", content, "--output", tmp_path / "full")
    assert (again.returncode, full.returncode) == (0, 0), again.stderr
    assert drawn(again)[0] in many
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
    (built / "old").mkdir()
    (built / "old" / HOME).write_text("left over", encoding="utf-8")
    assert run_build("--content", content, "--output", built).returncode == 0
    assert (built / ".gitignore").read_text(encoding="utf-8") == "*\n"
    assert not (built / "old").exists()


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


def test_two_pages_with_one_address_are_a_problem(content: Path, built: Path) -> None:
    text = (content / "guidance" / "about.md").read_text(encoding="utf-8")
    (content / "guidance" / "questions.md").write_text(text, encoding="utf-8")
    done = run_build("--content", content, "--output", built)
    assert done.returncode == 1
    assert "its address, /questions/, is already that of guidance/questions.md" in done.stderr


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("[gone](../nowhere.md)", "WARNING: Doc file 'about/index.md' contains a link '../nowhere.md'"),
        ("[gone](/nowhere/)", "about/index.html links to /nowhere/, which does not exist"),
        ("[gone](/privacy/#nowhere)", "about/index.html links to /privacy/#nowhere, which does not exist"),
    ],
)
def test_a_broken_link_written_by_hand_stops_the_build_and_names_the_page(
    content: Path, built: Path, words: str, said: str
) -> None:
    before = contents(built)
    change(content / "guidance" / "about.md", "## What we are not", f"{words}\n\n## What we are not")
    done = run_build("--content", content, "--output", built)
    assert done.returncode == 1
    assert said in done.stderr
    assert contents(built) == before


def test_a_check_makes_nothing(content: Path, tmp_path: Path) -> None:
    done = run_build("--content", content, "--output", tmp_path / "site", "--check")
    assert (done.returncode, done.stderr) == (0, "")
    assert not (tmp_path / "site").exists()


def test_a_new_page_joins_the_menu_and_the_list_of_every_page_by_itself(content: Path, tmp_path: Path) -> None:
    text = (content / "guidance" / "about.md").read_text(encoding="utf-8")
    (content / "guidance" / "visits.md").write_text(text.replace("About us", "Visits"), encoding="utf-8")
    change(content / "site.yaml", "menu:\n", "menu:\n  - {words: Visits, href: /visits/}\n")
    assert run_build("--content", content, "--output", tmp_path / "site").returncode == 0
    assert '<a href="/visits/">Visits</a>' in (tmp_path / "site" / HOME).read_text(encoding="utf-8")
    assert 'href="/visits/"' in (tmp_path / "site" / "search" / HOME).read_text(encoding="utf-8")
    index = json.loads((tmp_path / "site" / "search" / "search_index.json").read_text(encoding="utf-8"))
    assert "/visits/" in [one["at"] for one in index]


def test_what_nobody_checked_for_a_year_is_listed_and_says_so_to_its_reader(content: Path, tmp_path: Path) -> None:
    change(content / "guidance" / "about.md", "on: 2026-11-22", "on: 2025-11-21")
    change(content / "guidance" / "privacy.md", "on: 2026-11-22", "on: 2025-11-22")
    change(content / "questions" / "backups.md", "on: 2026-11-22", "on: 2025-01-01")
    done = run_build("--content", content, "--output", tmp_path / "site", "--due", day="2026-11-22")
    due = [line.split() for line in done.stdout.split("\n") if "content/" in line]
    assert [(day, file) for day, file, _ in due] == [
        ("2025-01-01", "content/questions/backups.md"),
        ("2025-11-21", "content/guidance/about.md"),
    ]
    says = "Nobody has checked it for more than a year."
    assert says in (tmp_path / "site" / "about" / HOME).read_text(encoding="utf-8")
    assert says not in (tmp_path / "site" / "privacy" / HOME).read_text(encoding="utf-8")


def test_equal_content_gives_equal_bytes_and_each_step_is_shown_with_its_seconds(site: Path, tmp_path: Path) -> None:
    done = run_build("--output", tmp_path / "site")
    assert [line.split()[1] for line in done.stdout.strip().split("\n")] == ["s", "s", "s"]
    assert contents(tmp_path / "site") == contents(site)
