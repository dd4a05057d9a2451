"""Months and deadlines, counted as people count them."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms_backend.answers.days import deadline_after, in_short, in_words, months_after

DEADLINE = date(2026, 6, 30)
DAYS = st.dates(min_value=date(1900, 1, 1), max_value=date(2200, 12, 31))


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2026, 3, 3), 12, date(2027, 3, 3)),
        (date(2026, 3, 3), 0, date(2026, 3, 3)),
        (date(2026, 12, 31), 1, date(2027, 1, 31)),
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2024, 2, 29), 48, date(2028, 2, 29)),
        (date(2025, 8, 31), 6, date(2026, 2, 28)),
        (date(2026, 6, 30), -1, date(2026, 5, 30)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
        (date(2026, 1, 15), -1, date(2025, 12, 15)),
        (date(9998, 6, 30), 12, date(9999, 6, 30)),
        (date(9999, 12, 5), 1, date.max),
        (date(2, 3, 3), -12, date(1, 3, 3)),
        (date(2026, 1, 1), 1_000_000, date.max),
        (date(1, 1, 1), -1, date.min),
    ],
)
def test_the_same_day_of_a_later_month_or_its_last(day: date, months: int, later: date) -> None:
    assert months_after(day, months) == later


@given(day=DAYS, months=st.integers(min_value=-600, max_value=600))
def test_months_are_counted_by_the_calendar_and_the_day_never_grows(day: date, months: int) -> None:
    later = months_after(day, months)
    assert (later.year - day.year) * 12 + later.month - day.month == months
    assert later.day == day.day or (later.day < day.day and (later + timedelta(days=1)).day == 1)


@pytest.mark.parametrize(
    ("today", "next_one"),
    [
        (date(2025, 9, 1), date(2026, 6, 30)),
        (date(2026, 6, 29), date(2026, 6, 30)),
        (date(2026, 6, 30), date(2026, 6, 30)),
        (date(2026, 7, 1), date(2027, 6, 30)),
        (date(2028, 2, 29), date(2028, 6, 30)),
        (date(2031, 12, 31), date(2032, 6, 30)),
    ],
)
def test_a_deadline_that_has_passed_comes_round_next_year(today: date, next_one: date) -> None:
    assert deadline_after(DEADLINE, today) == next_one


@given(today=DAYS)
def test_the_next_deadline_is_never_past_and_never_needlessly_far(today: date) -> None:
    found = deadline_after(DEADLINE, today)
    assert found >= today
    assert found == DEADLINE or (found.month, found.day, found.year - 1) == (6, 30, (today - timedelta(days=181)).year)


def test_a_day_is_written_as_people_write_it() -> None:
    assert in_words(date(2026, 3, 3)) == "3 March 2026"
    assert in_short(date(2026, 3, 3)) == "3 Mar 2026"
