"""Days and moments as people in Britain type them into a cell."""

import re
from datetime import datetime

_MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
_HOUR = re.compile(r"[\s,t]+(?:at\s+)?(\d{1,2})[:.](\d{2})(?:[:.]\d{2}(?:\.\d+)?)?\s*(am|pm|a\.m\.|p\.m\.|z)?$")
_WEEKDAY = re.compile(r"^(?:mon|tue|tues|wed|wednes|thu|thur|thurs|fri|sat|satur|sun)(?:day)?[\s,.]+")
_ORDERS = (
    re.compile(r"(?P<day>\d{1,2})([/.\-\s])(?P<month>\d{1,2})\2(?P<year>\d{4}|\d{2})"),
    re.compile(r"(?P<year>\d{4})([/.\-])(?P<month>\d{1,2})\2(?P<day>\d{1,2})"),
    re.compile(
        r"(?P<day>\d{1,2})(?:st|nd|rd|th)?[\s/.\-]*(?:of\s+)?(?P<named>[a-z]{3,9})[\s/.,\-]*(?P<year>\d{4}|\d{2})"
    ),
    re.compile(r"(?P<named>[a-z]{3,9})\.?\s+(?P<day>\d{1,2})(?:st|nd|rd|th)?[\s,]+(?P<year>\d{4})"),
)
_AFTERNOON = 12  # hours
_LAST_CENTURY = 50  # years of two digits from here on: 98 is 1998, 27 is 2027
_LONGEST = 60  # characters: "Wednesday the 30th of September 2027, at 12:30:00.000 p.m."


def written_day(text: str) -> datetime | None:
    """The moment a text names, or None. The day comes before the month; a day alone is the moment it begins.

    31/10/2027, 31.10.27, 2027-10-31, 31 Oct 2027, Sun 31st October 2027 at 2.30pm.
    """
    if len(text) > _LONGEST:
        return None
    words = _WEEKDAY.sub("", " ".join(text.casefold().split()))
    hour = _HOUR.search(words)
    found = next(filter(None, (one.fullmatch(words[: hour.start()] if hour else words) for one in _ORDERS)), None)
    if found is None:
        return None
    parts = found.groupdict()
    month = _month(parts["named"]) if "named" in parts else int(parts["month"])
    year = int(parts["year"])
    if len(parts["year"]) == 2:  # noqa: PLR2004 - digits
        year += 1900 if year >= _LAST_CENTURY else 2000
    try:
        return datetime(year, month, int(parts["day"]), *_clock(hour))  # noqa: DTZ001 - cells know no time zone
    except ValueError:
        return None


def _month(name: str) -> int:
    """The number of a month by the first letters of its name; 0 for another word."""
    return next((at for at, one in enumerate(_MONTHS, 1) if one.startswith(name)), 0)


def _clock(found: re.Match[str] | None) -> tuple[int, int]:
    if found is None:
        return 0, 0
    hour, half = int(found[1]), (found[3] or "").replace(".", "")
    if half in ("am", "pm"):
        hour = hour % _AFTERNOON + (_AFTERNOON if half == "pm" else 0)
    return hour, int(found[2])
