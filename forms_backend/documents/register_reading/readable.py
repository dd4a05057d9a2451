"""At build time: what must be known of a register to read it back."""

from forms_backend.documents.register_reading.cell_rules import shown_in_cell
from forms_backend.documents.register_reading.model import ReadableRegister
from forms_backend.documents.templates.model import ColumnType, Register, RegisterFacts
from forms_backend.documents.templates.register_rows import Entry, Heading, first_rows


def readable(register: Register) -> ReadableRegister:
    """The register with all that stands in a new file of it, as texts."""
    facts = register.facts
    rows = first_rows(facts)
    entries = [one for one in rows if isinstance(one, Entry)]
    return ReadableRegister(
        version=facts.version,
        columns=facts.columns,
        figures=facts.figures,
        examples=tuple(_texts(one, facts) for one in entries if one.is_example),
        headings=tuple({facts.columns[0].key: one.text} for one in rows if isinstance(one, Heading)),
        starters=tuple(_texts(one, facts) for one in entries if not one.is_example),
    )


def _texts(row: Entry, facts: RegisterFacts) -> dict[str, str]:
    return {
        column.key: shown_in_cell(value)
        for column, value in zip(facts.columns, row.values, strict=True)
        if value is not None and column.type is not ColumnType.COMPUTED
    }
