"""The words and the shape of the evidence checklist, whatever format it is written in."""

from datetime import date

import pytest

from forms_backend.answers.evidence import checklist
from forms_backend.answers.model import EvidenceNote, Workspace
from forms_backend.documents.evidence_checklist import report_of_checklist
from forms_backend.documents.report import Cell, Line, Lines, Look, Report, Row, Table, TickBox, WriteHere, lines
from forms_backend.questions.model import QuestionSet
from tests.sample_questions import (
    FIRST,
    TODAY,
    VOCABULARY,
    a_question,
    a_set,
    a_workspace,
    many_questions,
    partly,
    something_to_keep,
    yes,
)

LOG = something_to_keep("Breach log")
QUESTIONS = a_set(
    a_question("6.1.1", FIRST, "Breaches", LOG, something_to_keep("Router list", "it", 1)),
    a_question("6.1.2", FIRST, "Learning", LOG),
)


def drawn(questions: QuestionSet = QUESTIONS, workspace: Workspace | None = None, code: str = "VLXYZ") -> Report:
    made = checklist(questions, workspace or a_workspace(), VOCABULARY, TODAY)
    return report_of_checklist(made, questions, "Rose & Thorn", code)


def row_of(report: Report, keep: str) -> dict[str, Cell]:
    def found(table: Table) -> dict[str, Cell] | None:
        for row in table.rows:
            if isinstance(row, Row) and lines(keep) in row.cells:
                return {column.heading: cell for column, cell in zip(table.columns, row.cells, strict=True)}
        return None

    return next(row for row in map(found, report.tables) if row)


def noted(**changes: object) -> Workspace:
    note = EvidenceNote(**{"place": "Office", **changes})  # type: ignore[arg-type] # names of its own fields
    return a_workspace(evidence={"breach-log": note})


@pytest.mark.parametrize(
    ("workspace", "counts"),
    [
        (a_workspace(), "2 things to keep, none in place, none out of date"),
        (noted(checked_on=TODAY), "2 things to keep, 1 in place, none out of date"),
        (noted(checked_on=date(2025, 1, 1)), "2 things to keep, none in place, 1 out of date"),
    ],
)
def test_the_subtitle_counts_what_to_keep_in_place_and_out_of_date(workspace: Workspace, counts: str) -> None:
    assert drawn(workspace=workspace).subtitle.splitlines() == [
        "Rose & Thorn · ODS code VLXYZ · made on 22 November 2026",
        counts,
    ]


def test_one_thing_is_not_called_things() -> None:
    report = drawn(many_questions(1, 0))
    assert report.subtitle.endswith("1 thing to keep, none in place, none out of date")
    assert report.tables[0].heading == "Registered manager: 1 thing"


def test_each_owner_has_a_table_in_the_order_of_the_roles() -> None:
    assert [table.heading for table in drawn().tables] == ["Registered manager: 1 thing", "IT supplier: 1 thing"]


def test_a_thing_wanted_by_two_questions_is_one_row_that_names_both() -> None:
    assert row_of(drawn(), "Breach log")["For"] == lines("6.1.1, 6.1.2")


def test_what_is_not_noted_yet_has_lines_to_write_on() -> None:
    row = row_of(drawn(), "Breach log")
    assert row["In place"] == TickBox(ticked=False)
    assert [row[heading] for heading in ("Where it is", "Last looked at", "Look again by")] == [WriteHere()] * 3


def test_what_is_in_place_is_ticked_and_dated() -> None:
    row = row_of(drawn(workspace=noted(checked_on=date(2026, 9, 4))), "Breach log")
    assert row["In place"] == TickBox(ticked=True)
    assert row["Where it is"] == lines("Office")
    assert row["Last looked at"] == lines("4 Sep 2026")
    assert row["Look again by"] == lines("4 Sep 2027")


@pytest.mark.parametrize(
    ("checked_on", "expected"),
    [
        (date(2025, 9, 9), Lines((Line("9 Sep 2026"), Line("Out of date", Look.STRONG)))),
        (date(2025, 11, 22), Lines((Line("22 Nov 2026"), Line("Due", Look.STRONG)))),
        (date(2025, 12, 22), Lines((Line("22 Dec 2026"), Line("Due", Look.STRONG)))),
        (date(2025, 12, 23), Lines((Line("23 Dec 2026"),))),
    ],
)
def test_what_needs_a_look_says_so_in_strong_words(checked_on: date, expected: Lines) -> None:
    assert row_of(drawn(workspace=noted(checked_on=checked_on)), "Breach log")["Look again by"] == expected


def test_what_is_out_of_date_is_not_ticked() -> None:
    assert row_of(drawn(workspace=noted(checked_on=date(2025, 9, 9))), "Breach log")["In place"] == TickBox(
        ticked=False
    )


def test_comments_stand_in_a_table_at_the_end() -> None:
    report = drawn(workspace=a_workspace({"breaches": partly("Ask Sam"), "learning": yes()}))
    assert report.tables[-1].heading == "Your comments"
    assert report.tables[-1].rows == (Row((lines(Line("6.1.1", Look.STRONG)), lines("Breaches"), lines("Ask Sam"))),)
    assert report.sheets[-1].rows == (("6.1.1", "Breaches", "Ask Sam"),)


def test_without_comments_there_is_no_table_for_them() -> None:
    assert [sheet.name for sheet in drawn().sheets] == ["Evidence"]


def test_with_nothing_to_keep_a_sentence_says_so() -> None:
    report = drawn(a_set(a_question("6.1.1", FIRST, "Breaches")))
    assert report.words == ("There is nothing to keep yet.",)
    assert report.tables == ()


def test_the_sheet_has_a_row_for_each_thing_with_real_dates() -> None:
    sheet = drawn(workspace=noted(checked_on=date(2025, 9, 9))).sheets[0]
    rows = [dict(zip([column.heading for column in sheet.columns], row, strict=True)) for row in sheet.rows]
    assert rows[0] == {
        "Owner": "Registered manager",
        "Keep this": "Breach log",
        "Kind": "Log",
        "For": "6.1.1, 6.1.2",
        "In place": "No",
        "Where it is": "Office",
        "Last looked at": date(2025, 9, 9),
        "Look again by": date(2026, 9, 9),
        "State": "Out of date",
        "Look every": "12 months",
    }
    assert rows[1]["Look every"] == "1 month"
