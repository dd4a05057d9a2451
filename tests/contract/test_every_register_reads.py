"""Every register of the content, as it is downloaded, is read back as what it is: nobody has filled anything in."""

import pytest

from forms_backend.documents.register_reading.reading import Chosen, read_register
from forms_backend.documents.templates.model import HEADING, Register
from tests.contract.made_templates import BLANKS, PREPARED, REGISTERS, TODAY, filled, standing_rows


@pytest.mark.parametrize("form", ["xlsx", "ods"])
@pytest.mark.parametrize("register", REGISTERS, ids=[one.slug for one in REGISTERS])
def test_a_new_file_is_known_and_says_nothing(register: Register, form: str) -> None:
    slug = register.slug
    entries = [
        stands for row, stands in zip(register.facts.rows, standing_rows(register), strict=True) if HEADING not in row
    ]
    for content, rows in ((BLANKS[f"{slug}/{slug}.{form}"], len(entries)), (filled(slug, form), sum(entries))):
        found = read_register(Chosen(f"{slug}.{form}", content), slug, PREPARED.registers, TODAY)
        assert (found.rows, found.misfits, found.notes) == (0, (), ())
        assert found.untouched == rows
        assert {one.number for one in found.figures} <= {0}
        assert [one.words for one in found.figures] == [one.words for one in register.facts.figures]
