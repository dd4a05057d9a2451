"""Days as people type them."""

from datetime import datetime

import pytest

from forms_backend.documents.register_reading.written_days import written_day

moment = datetime.fromisoformat
DAYS = [
    "31/10/2027",
    "31/10/27",
    "31.10.2027",
    "31-10-2027",
    "31 10 2027",
    "2027-10-31",
    "2027/10/31",
    "31 Oct 2027",
    "31-Oct-27",
    "31 OCTOBER 2027",
    "31st October, 2027",
    "31st of October 2027",
    "October 31, 2027",
    "Sunday 31 October 2027",
    "Sun, 31/10/2027",
    " 31 /10/2027 ".replace(" /", "/"),
    "2027-10-31T00:00:00",
]
MOMENTS = {
    "31/10/2027 14:30": (14, 30),
    "2027-10-31T14:30:59Z": (14, 30),
    "31 Oct 2027 at 2.30pm": (14, 30),
    "31 Oct 2027, 2:30 p.m.": (14, 30),
    "31/10/2027 12:05 am": (0, 5),
    "31/10/2027 12:05 pm": (12, 5),
}
NO_DAYS = [
    "",
    "soon",
    "2027",
    "October 2027",
    "10/31/2027",
    "31/02/2027",
    "0/1/2027",
    "31/10",
    "31/10-2027",
    "31 Smarch 2027",
    "31/10/2027 25:00",
    "31/10/2027 and later",
    "about 31/10/2027",
    "1" * 5_000,
    "²/10/2027",
]


@pytest.mark.parametrize("text", DAYS)
def test_a_day_is_understood(text: str) -> None:
    assert written_day(text) == moment("2027-10-31")


@pytest.mark.parametrize(("text", "clock"), MOMENTS.items())
def test_a_moment_is_understood(text: str, clock: tuple[int, int]) -> None:
    assert written_day(text) == moment("2027-10-31").replace(hour=clock[0], minute=clock[1])


@pytest.mark.parametrize("text", ["1 Sept 2027", "1 sep 27", "01/09/2027"])
def test_a_month_may_be_cut_short(text: str) -> None:
    assert written_day(text) == moment("2027-09-01")


@pytest.mark.parametrize("text", NO_DAYS)
def test_what_is_no_day_is_not_guessed(text: str) -> None:
    assert written_day(text) is None
