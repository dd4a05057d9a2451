"""Pandoc's Typst text in our clothes: the same looks as the Word file, as a source that takes its blanks from data."""

import json
import re
from collections.abc import Mapping
from pathlib import Path

from forms_backend.documents.templates.model import ProseFacts
from forms_backend.documents.templates.wording import curly

_OURS = Path(__file__).with_name("typst")
# Pandoc puts each table into a centred figure; ours fill the page, and a figure would be announced as a picture.
_FIGURE = re.compile(r"#figure\(\s*align\(center\)\[#table\((.*?)\n  \)\]\s*, kind: table\s*\)", re.DOTALL)
_RULE = re.compile(r"\n\s*table\.hline\(\),")
_FIRST_EMPTY = re.compile(r"^(\s+(?:\[[^\[\]]+\], )*)\[\],", re.MULTILINE)  # of a row's cells: somebody writes there


def dressed_typst(plain: bytes, facts: ProseFacts, pictures: Mapping[str, str]) -> bytes:
    """The source with our looks. `pictures` are SVG, by the names the source knows them by."""
    body = _FIGURE.sub(r"#table(\1\n)", plain.decode())
    body = _FIRST_EMPTY.sub(r"\1[#line-to-write-on],", _RULE.sub("", body))
    if not facts.leaves_the_service:  # then the first table is the one of facts about the document
        body = body.replace("#table(", "#facts(", 1)
    fixed = {
        "title": curly(facts.title),
        "version": facts.version,
        "large": facts.large_print,
        "known": facts.known_as,
        "outward": facts.leaves_the_service,
        "pictures": pictures,
    }
    return source("prose.typ", fixed, body)


def source(name: str, fixed: object, body: str = "") -> bytes:
    """One of our Typst files, with values that never change in `fixed`, and a body after it."""
    text = json.dumps(json.dumps(fixed, ensure_ascii=False), ensure_ascii=False)
    ours = (_OURS / name).read_text(encoding="utf-8")
    return f"#let fixed = json(bytes({text}))\n{ours}\n{body}".encode()
