"""Codes people copy from elsewhere: tidied, and warned about when they look odd. Never refused."""

import re

# Shapes seen in public examples; no official pattern for care codes was found, hence loose (fact base, section 4).
_ODS = (
    re.compile(r"[AC][A-Z0-9]{3,4}"),  # head office
    re.compile(r"V[A-Z0-9]{4}"),  # site
    re.compile(r"8[A-Z0-9]{2,5}"),  # charity, supplier or council service
)
_ICO = re.compile(r"Z([0-9]{7}|[A-Z][0-9]{6})")


def tidied(code: str) -> str:
    """A code in capitals, without spaces."""
    return "".join(code.split()).upper()


def ods_code_warning(code: str) -> str:
    """What is odd about an ODS code; empty when nothing is, or when there is no code."""
    if not code or any(shape.fullmatch(code) for shape in _ODS):
        return ""
    return (
        f"{code} does not look like the ODS code of a care service. They are usually 4 or 5 letters and numbers: "
        "V and four more for a site, A or C for a head office. We have saved it. Please check it."
    )


def ico_number_warning(number: str) -> str:
    """What is odd about an ICO registration number; empty when nothing is, or when there is no number."""
    if not number or _ICO.fullmatch(number):
        return ""
    return (
        f"{number} does not look like an ICO registration number. They are usually Z and 7 numbers, or Z, a letter and "
        "6 numbers. We have saved it. Please check it on the ICO's public register."
    )
