"""The booklet as a sheet with one row a question, and what the writers of reports need to know of it."""

from forms_backend.documents.booklet.model import POSITIONS, Asked, Booklet
from forms_backend.documents.report import Report, Sheet, SheetColumn

_COLUMNS = (
    SheetColumn("Number", 8),
    SheetColumn("Question", 16),
    SheetColumn("What we ask", 27),
    SheetColumn("This counts when", 26),
    SheetColumn("Keep", 26),
    SheetColumn("Level", 13),
    SheetColumn("Where we are", 13, POSITIONS),
    SheetColumn("Our answer", 30),
    SheetColumn("Where it is kept", 17),
    SheetColumn("Who (job title)", 13),
    SheetColumn("By when", 12, is_day=True),
    SheetColumn("Finished", 10, ("Yes", "No")),
)


def report_of(booklet: Booklet) -> Report:
    """The booklet as a report whose only sheet is blank where an answer goes."""
    asked = [one for part in booklet.parts for one in part.questions]
    return Report(
        title=booklet.title,
        subtitle=f"{booklet.subtitle}. {booklet.checked}",
        organisation=booklet.imprint.name,
        facts=(),
        words=("Click a cell under “Where we are” to choose. Use job titles, not names.", booklet.imprint.strapline),
        tables=(),
        sheets=(Sheet("Questions", _COLUMNS, tuple(_row(one) for one in asked)),),
        footer=f"{booklet.title}. {booklet.imprint.name}, {booklet.imprint.home}",
        made_on=booklet.checked_on,
        landscape=False,
    )


def _row(one: Asked) -> tuple[str, ...]:
    known = (one.number, one.short, one.ask, one.counts, "\n".join(one.keep), one.level)
    return (*known, *[""] * (len(_COLUMNS) - len(known)))
