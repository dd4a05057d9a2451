"""At build time: a prose template becomes a Word file, an OpenDocument file and Typst source, each with blanks.

In the files stand `{{ name }}` for a blank, and comments such as `<!--part-3-->` … `<!--/part-3-->` round a part that
is kept or left out; `filling` reads both. The style of a blank's words is called Blank, and Filled once they are there.
"""

import re
import tempfile
from collections.abc import Iterator
from itertools import chain, pairwise
from pathlib import Path
from typing import NamedTuple

import pypandoc

from forms_backend.documents.templates.model import CHANGES, Closing, Opening, Piece, Prose, ProseFacts, Words
from forms_backend.documents.templates.odf_file import dressed_odt
from forms_backend.documents.templates.parts import BLANK, ROW_BLANK
from forms_backend.documents.templates.picture_blocks import blocks, names_in, typst_pictures
from forms_backend.documents.templates.typst_source import dressed_typst
from forms_backend.documents.templates.word_file import dressed_docx
from forms_backend.documents.templates.wording import keep_this_part
from forms_backend.questions.vocabulary import Condition, Vocabulary

GUIDE = "0"  # the part with our own guidance; an author's parts count from 1

# Identifiers would litter the file with bookmarks; the rest would read mark-up where an author means a sign.
_MARKDOWN = "markdown+smart-implicit_figures-auto_identifiers-citations-tex_math_dollars-raw_html-raw_tex"
# A table as wide as its longest line would not fill the page; beyond this many letters pandoc shares the page out.
_OPTIONS = ["--columns=10", "--wrap=none"]
_APPROVED = ("policy", "procedure", "plan")  # kinds that somebody in charge has to approve
_SIGNATURES = 11  # as many as the last page holds
_ORGANISATION, _TODAY, _REVIEW = (f"{{{{ {name} }}}}" for name in ("organisation.name", "dates.today", "dates.review"))
_HOW_TO_USE = (
    "**How to use this template.** Replace the words marked in yellow. Where it says “Keep this part if”, keep the part"
    " that is true of you, delete the other one, and delete the yellow line. Delete boxes like this one."
)
_STARTS_OTHERWISE = re.compile(r"[#|>+-]|\* |\d+[.)]")  # a heading, table, quotation or list, not a paragraph


class _Lead(NamedTuple):
    """The first paragraph, which says what the document is for."""

    markdown: str


class _Statement(NamedTuple):
    """What people sign, on the same page as the table in which they sign it."""

    markdown: str


class _NewPage(NamedTuple):
    """What follows begins on a new page."""


class _Target(NamedTuple):
    """How one format writes what Markdown has no words for."""

    raw: str  # pandoc's name for raw text of this format
    blank: str
    quiet: str  # a blank that stays empty until it is known
    start: str
    end: str
    lead: str  # with {} where the words go
    statement: str  # the same
    new_page: str
    picture: str  # with {} where its name goes
    picture_end: str


_WORD = _Target(
    raw="openxml",
    blank=r'[{{ \1 }}]{custom-style="Blank"}',
    quiet=r"{{ \1? }}",
    start="<!--{kind}-{part}-->",
    end="<!--/{kind}-{part}-->",
    lead='::: {{custom-style="Lead"}}\n{}\n:::',
    statement='::: {{custom-style="Statement"}}\n{}\n:::',
    new_page="<!--new-page-->",
    picture="<!--picture-{}-->",
    picture_end="<!--/picture-{}-->",
)
_ODF = _WORD._replace(raw="opendocument")
_TYPST = _Target(
    raw="typst",
    blank=r'`#blank("\1");`{=typst}',
    quiet=r'`#data.values.at("\1", default: "");`{=typst}',
    start='#{kind}("{part}")[',
    end="]",
    lead="`#lead[`{{=typst}}{}`]`{{=typst}}",
    statement="`#statement[`{{=typst}}{}`]`{{=typst}}",
    new_page="#pagebreak(weak: true)",
    picture='#picture("{}")[',
    picture_end="]",
)


def made_docx(prose: Prose, vocabulary: Vocabulary) -> bytes:
    """The template as a Word file with blanks."""
    return dressed_docx(_converted(prose, vocabulary, _WORD, "docx"), prose.facts)


def made_odt(prose: Prose, vocabulary: Vocabulary) -> bytes:
    """The template as an OpenDocument text with blanks."""
    return dressed_odt(_converted(prose, vocabulary, _ODF, "odt"), prose.facts)


def made_typst(prose: Prose, vocabulary: Vocabulary) -> bytes:
    """The template as Typst source with blanks."""
    source = _converted(prose, vocabulary, _TYPST, "typst")
    pictures = typst_pictures(names_in(piece.markdown for piece in prose.pieces if isinstance(piece, Words)))
    return dressed_typst(source, prose.facts, pictures)


def _converted(prose: Prose, vocabulary: Vocabulary, target: _Target, to: str) -> bytes:
    text = "\n\n".join(_markdown(_whole(prose, vocabulary), vocabulary, target))
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, f"made.{to}")
        pypandoc.convert_text(text, to, format=_MARKDOWN, extra_args=_OPTIONS, outputfile=str(file))
        return file.read_bytes()


def _whole(prose: Prose, vocabulary: Vocabulary) -> Iterator[Piece | _Lead | _Statement | _NewPage]:
    facts = prose.facts
    yield Words(f"# {facts.title}")
    if not facts.leaves_the_service:
        yield Words(_facts_table(facts, _asked(vocabulary, "lead.title") or vocabulary.roles[facts.owner]))
    yield from (Opening(GUIDE, ()), Words(_HOW_TO_USE), Closing(GUIDE))
    yield from _with_lead(prose.pieces)
    if facts.signed and not facts.signers:
        yield _NewPage()  # what many people write on stands on a page of its own
    if not facts.leaves_the_service and not facts.signers:  # who signs one copy signs what it says that day
        yield Words(_changes(facts, vocabulary))
    if facts.kind in _APPROVED:
        yield Words(_approval(vocabulary))
    if facts.signed:
        yield Words("## Signatures")
        yield _Statement(facts.signed)
        yield Words(_signatures(facts.signers))


def _with_lead(pieces: tuple[Piece, ...]) -> Iterator[Piece | _Lead]:
    depth, searching = 0, True
    for piece in pieces:
        depth += isinstance(piece, Opening) - isinstance(piece, Closing)
        if searching and depth == 0 and isinstance(piece, Words):
            searching = False
            lead, _, rest = piece.markdown.partition("\n\n")
            yield Words(lead) if _STARTS_OTHERWISE.match(lead) else _Lead(lead)
            if rest.strip():
                yield Words(rest)
        else:
            yield piece


def _facts_table(facts: ProseFacts, owner: str) -> str:
    return "\n".join(
        (
            "| Organisation | Looked after by | Version | In use from | Look again by |",
            "|------|----|--|----|----|",
            f"| {_ORGANISATION} | {owner} | {facts.version} | {_TODAY} | {_REVIEW} |",
        )
    )


def _asked(vocabulary: Vocabulary, name: str, mark: str = "") -> str:
    """The blank of a profile field, or nothing where the vocabulary has no such field."""
    return f"{{{{ {name}{mark} }}}}" if vocabulary.field(name) else ""


def _approval(vocabulary: Vocabulary) -> str:
    return "\n".join(
        (
            "## Approved by\n",
            "| Role | Name | Signed | Date |",
            "|-----|------|------|---|",
            f"| {_asked(vocabulary, 'approver.title')} | {_asked(vocabulary, 'approver.name', '?')} | | |",
        )
    )


def _changes(facts: ProseFacts, vocabulary: Vocabulary) -> str:
    return "\n".join(
        (
            f"## {CHANGES}\n",
            "| Version | Date | What changed | Approved by |",
            "|--|-----|-------|------|",
            f"| {facts.version} | {_TODAY} | First issue | {_asked(vocabulary, 'approver.title')} |",
            "| | | | |",
            "| | | | |",
        )
    )


def _signatures(signers: tuple[str, ...]) -> str:
    first, second = ("Who", "Name") if signers else ("Name", "Role")
    rows = [f"| {one} | | | |" for one in signers] or ["| | | | |"] * _SIGNATURES
    head = [f"| {first} | {second} | Signed | Date |", "|------|-----|------|---|"]
    return "\n".join((*head, *rows))


def _markdown(
    pieces: Iterator[Piece | _Lead | _Statement | _NewPage], vocabulary: Vocabulary, target: _Target
) -> Iterator[str]:
    guidance: set[str] = set()
    inside: list[tuple[Condition, ...]] = []  # the conditions of every part that is open
    for piece, following in pairwise((*pieces, None)):
        match piece:
            case Opening(part=part, conditions=()):
                guidance.add(part)
                yield _edge(target, target.start, "guidance", part)
                yield '::: {custom-style="Guidance"}'
            case Opening(part=part, conditions=conditions):
                inside.append(conditions)
                yield _edge(target, target.start, "part", part)
                yield from _choice(target, part, keep_this_part(chain(*inside), vocabulary))
            case Closing(part=part) if part in guidance:
                yield ":::"
                yield _edge(target, target.end, "guidance", part)
            case Closing(part=part):
                words = keep_this_part(chain(*inside), vocabulary, ends=True)
                inside.pop()
                if not isinstance(following, Opening | Closing):  # what follows would look as if it belonged
                    yield from _choice(target, part, words)
                yield _edge(target, target.end, "part", part)
            case _:
                yield from _written(piece, target)


def _written(piece: Piece | _Lead | _Statement | _NewPage | None, target: _Target) -> Iterator[str]:
    match piece:
        case Words(markdown=markdown):
            yield from _words(markdown, target)
        case _Lead(markdown=markdown):
            yield target.lead.format(_with_blanks(markdown, target))
        case _Statement(markdown=markdown):
            yield target.statement.format(markdown)
        case _NewPage():
            yield _raw(target, target.new_page)


def _words(markdown: str, target: _Target) -> Iterator[str]:
    for picture, words in blocks(markdown):
        if picture:
            yield _raw(target, target.picture.format(picture))
        yield _with_blanks(words, target)
        if picture:
            yield _raw(target, target.picture_end.format(picture))


def _with_blanks(markdown: str, target: _Target) -> str:
    return ROW_BLANK.sub(target.quiet, BLANK.sub(target.blank, markdown))


def _choice(target: _Target, part: str, words: str) -> Iterator[str]:
    yield _edge(target, target.start, "choice", part)
    yield f'::: {{custom-style="Choice"}}\n{words}\n:::'
    yield _edge(target, target.end, "choice", part)


def _edge(target: _Target, pattern: str, kind: str, part: str) -> str:
    return _raw(target, pattern.format(kind=kind, part=part))


def _raw(target: _Target, text: str) -> str:
    return f"```{{={target.raw}}}\n{text}\n```"
