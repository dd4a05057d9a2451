"""A report's sheets as one table of comma-separated values (RFC 4180), for a spreadsheet or another program."""

import csv
import io
from datetime import date

from forms_backend.documents.printable import printable
from forms_backend.documents.report import Report

# A spreadsheet takes a cell that begins like this for a formula (OWASP, CSV Injection); an apostrophe makes it text.
_FORMULA = tuple("=+-@\uff1d\uff0b\uff0d\uff20")  # the last four are wide forms of the first


def write(report: Report) -> bytes:
    """The rows of all sheets under all their headings, each heading once, as UTF-8 with a mark that Excel looks for."""
    headings = list(dict.fromkeys(column.heading for sheet in report.sheets for column in sheet.columns))
    out = io.StringIO()
    table = csv.DictWriter(out, headings, restval="", lineterminator="\r\n")
    table.writeheader()
    for sheet in report.sheets:
        names = [column.heading for column in sheet.columns]
        table.writerows(dict(zip(names, map(_value, row), strict=True)) for row in sheet.rows)
    return out.getvalue().encode("utf-8-sig")


def _value(value: str | date) -> str:
    """Days as 2026-11-22, which every program reads alike; texts so that none is run as a formula."""
    if isinstance(value, date):
        return value.isoformat()
    text = printable(value)
    return f"'{text}" if text.lstrip().startswith(_FORMULA) else text
