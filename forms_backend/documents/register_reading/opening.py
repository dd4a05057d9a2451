"""A file that somebody chose becomes a spreadsheet to read, or words that say what to do instead."""

import io
from zipfile import ZipFile

from forms_backend.answers import archives, uploads
from forms_backend.answers.archives import Refused
from forms_backend.documents.register_reading import ods, xlsx
from forms_backend.documents.register_reading.model import Spreadsheet
from forms_backend.documents.register_reading.xml_pieces import Archive

_SAVE_AS = "Open it, choose “Save as”, pick Excel Workbook (.xlsx), and bring that one back."

OTHER_KIND = "We read spreadsheets that end in .xlsx or .ods. Choose the one you filled in."
WORD = "This is a text document. Choose the spreadsheet you filled in: its name ends in .xlsx or .ods."
PRINTED = (
    "This is for printing or looking at, so we cannot read its rows. Choose the spreadsheet: it ends in .xlsx or .ods."
)
LISTED = f"This kind of file keeps no sheets and loses dates. {_SAVE_AS}"
OLD = f"This is an older kind of Excel file. {_SAVE_AS}"
MACROS = f"This file has macros in it: small programs that could do harm. {_SAVE_AS}"
NUMBERS = "This is an Apple Numbers file. Open it, choose Export to Excel, and bring that one back."
LOCKED = f"This file has a password, or it is an old kind of Excel file. Take the password off. {_SAVE_AS}"
NESTED = "This file has another file packed inside it. Take that out, save it, and bring it back."
SWELLS = (
    "There is more in this file than we can read. Delete sheets and empty rows that you do not need. "
    "Save it and bring it back."
)
TOO_LARGE = "This file is larger than 10 MB. Take out pictures and sheets that you do not need, and bring it back."
DAMAGED = f"We cannot read this file: it may be broken. {_SAVE_AS}"

_KINDS = {
    "csv tsv txt": LISTED,
    "doc docx odt rtf pages md": WORD,
    "pdf png jpg jpeg html htm": PRINTED,
    "xls": OLD,
    "xlsm xlsb xltm xltx": MACROS,
    "numbers": NUMBERS,
}
_BY_ENDING = {ending: words for endings, words in _KINDS.items() for ending in endings.split()}
_INSTEAD = {  # of advice that is meant for files somebody uploads to keep
    archives.LOCKED: LOCKED,
    archives.NESTED: NESTED,
    archives.SWELLS: SWELLS,
    archives.DAMAGED: DAMAGED,
    uploads.TOO_LARGE: TOO_LARGE,
    uploads.MACROS: MACROS,
    uploads.MISMATCH: DAMAGED,
}
_OPENERS = {"xlsx": xlsx.opened, "ods": ods.opened}


def opened(name: str, content: bytes) -> Spreadsheet:
    """The spreadsheet in a file of this name, once all of it was checked. Raises Refused, in words for the person."""
    ending = name.rpartition(".")[2].lower()
    if ending not in _OPENERS:
        raise Refused(_BY_ENDING.get(ending, OTHER_KIND))
    if refused := uploads.refusal(name, content):
        raise Refused(_INSTEAD.get(refused, refused))
    try:
        return _OPENERS[ending](Archive(ZipFile(io.BytesIO(content))))
    except Refused as error:
        raise in_our_words(error) from error


def in_our_words(refused: Refused) -> Refused:
    """The refusal with advice that fits a register."""
    return Refused(_INSTEAD.get(str(refused), str(refused)))
