"""Rows of a register that are not for everybody: there or not, in every format, as another program shows it."""

import io
import subprocess
from pathlib import Path

import openpyxl
import pytest

from tests.contract import reading_back as back
from tests.contract.made_templates import SMALL, TODAY

SLUG, ROW, HEADING = "small-checks", "Phones of our own are small too.", "Inside"


def shown(form: str, profile: dict[str, str], folder: Path) -> str:
    """What LibreOffice prints of the file; a PDF speaks for itself."""
    content = SMALL.fill(SLUG, form, profile, TODAY)
    if form == "pdf":
        return " ".join(back.pdf_text(content).split())
    file = folder / f"made.{form}"
    file.write_bytes(content)
    home = f"-env:UserInstallation=file://{folder}/home"
    command = ["soffice", home, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(file)]
    subprocess.run(command, check=True, capture_output=True)
    return " ".join(back.pdf_text((folder / "made.pdf").read_bytes()).split())


@pytest.mark.parametrize("form", ["xlsx", "ods", "docx", "pdf"])
@pytest.mark.parametrize(
    ("answer", "row", "heading"), [("yes", True, False), ("no", False, True), ("", True, True)], ids=str
)
def test_a_row_is_there_for_those_it_is_for(
    form: str, answer: str, tmp_path: Path, *, row: bool, heading: bool
) -> None:
    text = shown(form, {"own-devices": answer} if answer else {}, tmp_path)
    assert ("small too" in text) is row
    assert (HEADING in text) is heading
    assert "It has no corners." in text


def test_what_is_left_out_leaves_a_hidden_row_so_that_those_below_stay_where_they_are() -> None:
    with_row, without = (
        openpyxl.load_workbook(io.BytesIO(SMALL.fill(SLUG, "xlsx", {"own-devices": answer}, TODAY)))["List"]
        for answer in ("yes", "no")
    )
    places = {str(cell.value): cell.row for cells in without.iter_rows() for cell in cells if cell.value}
    (at,) = (cell.row for cells in with_row.iter_rows() for cell in cells if cell.value == ROW)
    assert ROW not in places
    assert without.row_dimensions[at].hidden
    assert places["3"] == at + 2


def test_a_question_that_rows_turn_on_is_named_while_it_is_open() -> None:
    asked = "Do staff use their own phones?"
    assert asked in SMALL.unfilled(SLUG, {"organisation.name": "Us"})
    assert SMALL.unfilled(SLUG, {"organisation.name": "Us", "own-devices": "no"}) == ()
