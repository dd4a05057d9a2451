"""Text as people typed it, less what no file format can hold."""

import re

_NEW_LINES = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
_NO_TEXT = re.compile("[\x00-\x08\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # forbidden by XML 1.0, section 2.2, Char
_PLAIN = re.compile("[\n\x20-\x84\x86-\u2027\u202a-\ud7ff]*")


def printable(text: str) -> str:
    """The text with one kind of line end, spaces for tabs, and a visible mark for what is no text at all."""
    if _PLAIN.fullmatch(text):
        return text
    return _NO_TEXT.sub("\N{REPLACEMENT CHARACTER}", _NEW_LINES.sub("\n", text)).replace("\t", "    ")
