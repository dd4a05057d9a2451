"""Days and months, as people count them."""

import calendar
from datetime import MAXYEAR, MINYEAR, date


def months_after(day: date, months: int) -> date:
    """The same day of the month, so many months later; the month's last day where there is no such day.

    Beyond the calendar's ends it is its last or first day: somebody may type the year 9999.
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not MINYEAR <= year <= MAXYEAR:
        return date.max if months > 0 else date.min
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))


def deadline_after(deadline: date, today: date) -> date:
    """The next time the deadline comes round: itself, or the same day of a later year (rule: product.md, 30 June)."""
    while deadline < today:
        deadline = months_after(deadline, 12)
    return deadline


def in_words(day: date) -> str:
    """A day as people write it: 3 March 2026."""
    return f"{day.day} {day:%B %Y}"


def in_short(day: date) -> str:
    """A day for a narrow column: 3 Mar 2026."""
    return f"{day.day} {day:%b %Y}"
