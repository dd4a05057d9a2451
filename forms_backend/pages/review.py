"""Whether a page is due for a check: facts about the toolkit last a year at most."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

import msgspec

from forms_backend.pages.page import Page

LASTS = timedelta(days=365)


def is_due(checked_on: date, today: date) -> bool:
    """Whether words checked on a day have gone unchecked for a year."""
    return today - checked_on > LASTS


def with_due(pages: Iterable[Page], today: date) -> Iterator[Page]:
    """The pages, each told whether it is due for a check."""
    for one in pages:
        due = one.checked_on is not None and is_due(one.checked_on, today)
        yield msgspec.structs.replace(one, due=True) if due else one


def due_pages(pages: Iterable[Page]) -> tuple[tuple[date, str, str], ...]:
    """Each content file that is due, the longest unchecked first: when checked, the file, one of its addresses."""
    found = {one.source: (one.checked_on, one.source, one.address) for one in pages if one.due and one.checked_on}
    return tuple(sorted(found.values()))
