"""Codes are tidied and warned about, in the shapes that the fact base has seen; never refused."""

import pytest

from forms_backend.answers.codes import ico_number_warning, ods_code_warning, tidied


@pytest.mark.parametrize(
    ("typed", "tidy"),
    [("vm195", "VM195"), ("  ag0y ", "AG0Y"), ("VL AXL", "VLAXL"), ("z 534\t7709\n", "Z5347709"), ("", ""), (" ", "")],
)
def test_a_code_is_kept_in_capitals_without_blanks(typed: str, tidy: str) -> None:
    assert tidied(typed) == tidy


@pytest.mark.parametrize("code", ["AG0Y", "A1234", "C0123", "CA12", "VM195", "VLAXL", "8A1", "8AB12", "8ABC12", ""])
def test_shapes_seen_in_care_raise_no_warning(code: str) -> None:
    assert ods_code_warning(code) == ""


@pytest.mark.parametrize(
    "code",
    [
        "V03462",
        "VM19",
        "VM1955",
        "AG",
        "A12345",
        "8",
        "8ABCDEF",
        "RJ1",
        "vm195",
        "V M195",
        "VM-95",
        "Ä123",
        "V٣٣٣٣",
        "X1234",
    ],
)
def test_any_other_shape_is_named_saved_and_to_be_checked(code: str) -> None:
    warning = ods_code_warning(code)
    assert warning.startswith(f"{code} does not look like the ODS code of a care service.")
    assert warning.endswith("We have saved it. Please check it.")


@pytest.mark.parametrize("number", ["Z5347709", "ZA123456", "ZB123456", ""])
def test_registration_numbers_of_the_known_shapes_raise_no_warning(number: str) -> None:
    assert ico_number_warning(number) == ""


@pytest.mark.parametrize(
    "number", ["5347709", "Z534770", "Z53477091", "ZA12345", "ZAB12345", "z5347709", "Z534770٩", "00012345"]
)
def test_any_other_registration_number_is_named_saved_and_to_be_checked(number: str) -> None:
    warning = ico_number_warning(number)
    assert warning.startswith(f"{number} does not look like an ICO registration number.")
    assert "We have saved it." in warning
