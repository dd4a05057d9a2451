"""The words and the shape of the action plan, whatever format it is written in."""

from datetime import date

import pytest

from forms_backend.answers.action_plan import action_plan
from forms_backend.answers.model import Answer, PlanNote, PlanStatus, Position, Workspace
from forms_backend.documents.action_plan import report_of_plan
from forms_backend.documents.report import Band, Line, Lines, Look, Report, Row, Table, WriteHere
from forms_backend.questions.model import QuestionSet
from tests.sample_questions import (
    DEADLINE,
    FIRST,
    SECOND,
    TODAY,
    VOCABULARY,
    a_question,
    a_set,
    a_workspace,
    does_not_apply,
    many_questions,
    partly,
    something_to_keep,
    yes,
)

BREACHES = a_question("6.1.1", FIRST, "Breaches", something_to_keep("Breach log"))
BACKUPS = a_question("7.3.1", SECOND, "Backups", something_to_keep("Backup log"))
QUESTIONS = a_set(BREACHES, BACKUPS)


def drawn(
    questions: QuestionSet, workspace: Workspace | None = None, today: date = TODAY, code: str = "VLXYZ"
) -> Report:
    plan = action_plan(questions, workspace or a_workspace(), VOCABULARY, today)
    return report_of_plan(plan, questions, "Rose & Thorn", code)


def all_yes(questions: QuestionSet) -> Workspace:
    return a_workspace({one.identity: yes() for one in questions})


def bands(report: Report) -> list[str]:
    return [row.text for table in report.tables for row in table.rows if isinstance(row, Band)]


def row_of(table: Table, number: str) -> dict[str, object]:
    rows = (row for row in table.rows if isinstance(row, Row))
    found = next(row for row in rows if isinstance(row.cells[0], Lines) and row.cells[0].text.startswith(number))
    return {column.heading: cell for column, cell in zip(table.columns, found.cells, strict=True)}


def words(cell: object) -> str:
    assert isinstance(cell, Lines)
    return cell.text


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        (7, 11, ["First: these 7 stand between us and Approaching Standards", "Then: 11 more for Standards Met"]),
        (1, 1, ["First: this one stands between us and Approaching Standards", "Then: 1 more for Standards Met"]),
        (2, 0, ["These 2 stand between us and Approaching Standards"]),
        (0, 3, ["These 3 stand between us and Standards Met"]),
        (0, 1, ["This one stands between us and Standards Met"]),
    ],
)
def test_bands_count_what_stands_between_us_and_each_level(first: int, second: int, expected: list[str]) -> None:
    assert bands(drawn(many_questions(first, second))) == expected


@pytest.mark.parametrize(
    ("today", "day", "note"),
    [
        (TODAY, "30 May 2027", "a month before the deadline, 30 June 2027"),
        (date(2027, 6, 10), "29 June 2027", "the day before the deadline, 30 June 2027"),
        (date(2027, 6, 29), "30 May 2028", "a month before the deadline, 30 June 2028"),
        (DEADLINE, "30 May 2028", "a month before the deadline, 30 June 2028"),
        (date(2027, 7, 1), "30 May 2028", "a month before the deadline, 30 June 2028"),
    ],
)
def test_the_day_to_finish_by_says_how_far_it_is_from_the_deadline(today: date, day: str, note: str) -> None:
    finish = drawn(QUESTIONS, today=today).facts[-1]
    assert (finish.label, finish.value, finish.note) == ("Finish by", day, note)


def test_facts_count_each_level_and_say_which_is_not_reached_yet() -> None:
    facts = drawn(many_questions(3, 2), a_workspace({"subject-0": yes()})).facts
    assert [(fact.label, fact.value) for fact in facts[:3]] == [
        ("Where we are", "Not yet Approaching Standards"),
        ("Approaching Standards", "1 of 3 done"),
        ("Standards Met", "1 of 5 done"),
    ]


def test_facts_name_the_level_that_is_reached() -> None:
    facts = drawn(QUESTIONS, a_workspace({"breaches": yes()})).facts
    assert facts[0].value == "Approaching Standards"


def test_nothing_outstanding_is_said_in_a_sentence_instead_of_an_empty_table() -> None:
    report = drawn(QUESTIONS, all_yes(QUESTIONS))
    assert report.words == ("Nothing is left to do. Every question for Standards Met is done.",)
    assert [table.heading for table in report.tables] == ["Already in place"]
    assert [sheet.name for sheet in report.sheets] == ["Already in place"]
    assert [fact.label for fact in report.facts][-1] == "Deadline"


def test_nothing_done_yet_means_no_table_of_what_is_in_place() -> None:
    report = drawn(QUESTIONS)
    assert [table.heading for table in report.tables] == [""]
    assert [sheet.name for sheet in report.sheets] == ["Action plan"]


def test_the_title_block_names_who_when_and_which_year() -> None:
    report = drawn(QUESTIONS)
    assert report.title == "Action plan: Data Security and Protection Toolkit 2025-26"
    assert report.subtitle == "Rose & Thorn · ODS code VLXYZ · made on 22 November 2026"
    assert report.footer == "Rose & Thorn · DSPT action plan 2025-26 · made 22 November 2026"


def test_without_an_ods_code_nothing_is_said_about_it() -> None:
    assert drawn(QUESTIONS, code="").subtitle == "Rose & Thorn · made on 22 November 2026"


def test_a_row_on_paper_merges_the_twelve_columns_without_losing_one() -> None:
    note = PlanNote(
        action="Write it down.",
        owner="Priya",
        help_needed="An hour",
        start_on=date(2026, 12, 1),
        due_on=date(2027, 1, 8),
        status=PlanStatus.BLOCKED,
        notes="Asked Sam",
    )
    workspace = a_workspace({"breaches": partly("By phone only")}, {"breaches": note})
    row = row_of(drawn(QUESTIONS, workspace).tables[0], "6.1.1")
    assert {heading: words(cell) for heading, cell in row.items()} == {
        "Question": "6.1.1\nBreaches",
        "Where we are now": "In progress\nBy phone only",
        "What we will do": "Write it down.\nNotes: Asked Sam",
        "Who": "Priya",
        "Help needed": "An hour",
        "Start and due": "1 Dec 2026\nto 8 Jan 2027",
        "Status": "Waiting",
        "Evidence": "Breach log",
    }


def test_help_that_nobody_named_leaves_a_line_to_write_on() -> None:
    assert isinstance(row_of(drawn(QUESTIONS).tables[0], "6.1.1")["Help needed"], WriteHere)


@pytest.mark.parametrize(
    ("note", "expected"),
    [
        (PlanNote(), "Not started"),
        (PlanNote(status=PlanStatus.IN_PROGRESS, due_on=date(2026, 11, 21)), "In progress\nOverdue"),
        (PlanNote(due_on=TODAY), "Not started"),
        (PlanNote(status=PlanStatus.DONE, done_on=date(2026, 11, 3), due_on=date(2026, 11, 1)), "Done on 3 Nov 2026"),
        (PlanNote(status=PlanStatus.DONE), "Done"),
        (PlanNote(status=PlanStatus.IN_PROGRESS, done_on=date(2026, 11, 3)), "In progress\nDone on 3 Nov 2026"),
    ],
)
def test_the_status_says_when_it_was_done_and_whether_it_is_late(note: PlanNote, expected: str) -> None:
    row = row_of(drawn(QUESTIONS, a_workspace(plan={"breaches": note})).tables[0], "6.1.1")
    assert words(row["Status"]) == expected


def test_being_late_is_strong_so_that_it_shows_without_colour() -> None:
    late = a_workspace(plan={"breaches": PlanNote(due_on=date(2026, 11, 1))})
    status = row_of(drawn(QUESTIONS, late).tables[0], "6.1.1")["Status"]
    assert isinstance(status, Lines)
    assert Line("Overdue", Look.STRONG) in status.lines


def test_what_is_in_place_shows_answer_comment_and_notes() -> None:
    workspace = a_workspace({"breaches": yes("Sam checks it")}, {"breaches": PlanNote(notes="Ask again in May")})
    row = row_of(drawn(QUESTIONS, workspace).tables[1], "6.1.1")
    assert words(row["Our answer"]) == "Yes"
    assert words(row["Comments and notes"]) == "Sam checks it\nNotes: Ask again in May"


def test_what_does_not_apply_says_why_once() -> None:
    workspace = a_workspace({"breaches": does_not_apply("no computers")})
    assert words(row_of(drawn(QUESTIONS, workspace).tables[1], "6.1.1")["Our answer"]) == "Does not apply: no computers"


def test_sheets_have_a_column_for_every_fact_and_real_dates() -> None:
    sheet = drawn(QUESTIONS).sheets[0]
    assert [column.heading for column in sheet.columns] == [
        "Number",
        "Question",
        "Where we are",
        "What we will do",
        "Owner",
        "Help needed",
        "Start",
        "Due",
        "Status",
        "Done on",
        "Evidence",
        "Notes",
        "Level",
    ]
    row = dict(zip([column.heading for column in sheet.columns], sheet.rows[0], strict=True))
    assert row["Start"] == TODAY
    assert row["Level"] == "Approaching Standards"


def test_what_is_in_place_is_marked_done_in_its_sheet() -> None:
    workspace = a_workspace({"breaches": yes("Sam checks it")})
    sheet = drawn(QUESTIONS, workspace).sheets[1]
    row = dict(zip([column.heading for column in sheet.columns], sheet.rows[0], strict=True))
    assert row == {
        "Number": "6.1.1",
        "Question": "Breaches",
        "Where we are": "Yes\nSam checks it",
        "Status": "Done",
        "Notes": "",
        "Level": "Approaching Standards",
    }


def test_comments_appear_wherever_the_question_stands() -> None:
    questions = many_questions(4, 0)
    answers = {
        "subject-0": yes("one"),
        "subject-1": partly("two"),
        "subject-2": Answer(Position.UNKNOWN, TODAY, comment="three"),
        "subject-3": Answer(Position.NOT_APPLICABLE, TODAY, reason="none here", comment="four"),
    }
    report = drawn(questions, a_workspace(answers))
    on_paper = str(report.tables)
    in_sheets = str(report.sheets)
    for comment in ("one", "two", "three", "four", "none here"):
        assert comment in on_paper
        assert comment in in_sheets
