"""The body of a prose template in pieces: words, and the parts that are kept or left out."""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from forms_backend.documents.templates.model import Closing, Opening, Piece, Words
from forms_backend.documents.templates.picture_blocks import PICTURE, icon
from forms_backend.documents.templates.question_names import number_blank
from forms_backend.questions.vocabulary import Condition, Vocabulary, condition

BLANK = re.compile(r"\{\{ *([a-z][a-z.-]*) *\}\}")
ROW_BLANK = re.compile(r"\{\{ ([a-z][a-z.-]*)\? \}\}")  # in a row of a register: nothing shows until it is known
COMPUTED = {"dates.today": "date", "dates.review": "review date"}

_FENCE = re.compile(r"^:{3,}\s*(.*?)\s*$")
_WHEN = re.compile(r'\{when="([^"]*)"\}')
_HTML = re.compile(r"<[a-zA-Z/!?]")
_RAW = re.compile(r"```|~~~|`[^`]*`\{=")
_PICTURE = re.compile(r"!\[[^\]]*\][(\[]")
_NAMED_LINK = re.compile(r"\]\((question|template|page):")
_HEADING = re.compile(r"^(#+)\s")
_RULE = re.compile(r"\|( *:?-+:? *\|)+")  # below the headings of a table
_LIST_ITEM = re.compile(r"^\s*([-*+]|\d+[.)])\s")


class Slip(NamedTuple):
    """Something to mend in a body; `line` counts from 0."""

    line: int
    what: str
    remedy: str


class Body(NamedTuple):
    """A body in pieces, and what is wrong with it."""

    pieces: tuple[Piece, ...]
    slips: tuple[Slip, ...]


def body_in_pieces(body: str, vocabulary: Vocabulary) -> Body:
    """Cut a body at its `:::` lines; a part is guidance, or has conditions joined by `and`."""
    reader = _Reader(vocabulary)
    for number, line in enumerate(body.split("\n")):
        fence = _FENCE.match(line)
        if fence:
            reader.fence(number, fence[1])
        else:
            reader.words(number, line)
    return reader.finished()


def labels_of_blanks(vocabulary: Vocabulary) -> dict[str, str]:
    """The blanks a template may use, and what each shows while nobody has filled it in."""
    asked = {one.id: one.blank for part in vocabulary.profile for one in part.fields if one.blank}
    return {**asked, **COMPUTED}


def names_of_blanks(labels: Iterable[str]) -> str:
    """All names in a row, for an author who mistyped one; those of questions in short."""
    ours = sorted(name for name in labels if not name.startswith(number_blank("")))
    return ", ".join([*ours, number_blank("<question>")])


def _picture_slips(line: str) -> Iterator[tuple[str, str]]:
    named = PICTURE.fullmatch(line)
    if named and icon(named[1]) is None:
        yield f"there is no picture `{named[1]}`", "Use the name of an icon of Material Design, such as `lock`."
    elif not named and _PICTURE.search(line):
        yield "a picture is not written as we expect", "Write `![](picture:lock)` on a line of its own."


class _Open(NamedTuple):
    """A part that is not closed yet."""

    part: str
    line: int
    guidance: bool


class _Reader:
    """Collects pieces line by line."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._blanks = labels_of_blanks(vocabulary)
        self._pieces: list[Piece] = []
        self._slips: list[Slip] = []
        self._lines: list[str] = []
        self._open: list[_Open] = []
        self._parts = 0
        self._heading = 1

    def fence(self, number: int, rest: str) -> None:
        """Take in a line of `:::`."""
        self._end_words()
        if rest:
            self._opening(number, rest)
        elif self._open:
            self._pieces.append(Closing(self._open.pop().part))
        else:
            self._slip(number, "`:::` closes a part that was never opened", "Take it out, or open a part above it.")

    def words(self, number: int, line: str) -> None:
        """Take in any other line."""
        if _RULE.fullmatch(line) and self._lines and "" in [cell.strip() for cell in self._lines[-1].split("|")[1:-1]]:
            self._slip(number - 1, "a column of this table has no heading", "Say in a word what is in it.")
        self._lines.append(line)
        for what, remedy in (*self._markup(line), *self._blank_slips(line)):
            self._slip(number, what, remedy)

    def finished(self) -> Body:
        """Everything taken in."""
        self._end_words()
        for one in self._open:
            self._slip(one.line, "this part is never closed", "Add a line of `:::` where it ends.")
        return Body(tuple(self._pieces), tuple(self._slips))

    def _opening(self, number: int, rest: str) -> None:
        self._parts += 1
        when = _WHEN.fullmatch(rest)
        if not when and rest != "guidance":
            remedy = 'Write `::: guidance` or `::: {when="field == value"}`.'
            self._slip(number, f"`::: {rest}` is not a part we know", remedy)
        if self._guiding:
            self._slip(number, "a part cannot stand inside guidance", "Close the guidance first.")
        conditions = tuple(self._conditions(number, when[1])) if when else ()
        self._open.append(_Open(str(self._parts), number, guidance=when is None))
        self._pieces.append(Opening(str(self._parts), conditions))

    def _conditions(self, number: int, words: str) -> Iterator[Condition]:
        for one in words.split(" and "):
            try:
                yield condition(one, self._vocabulary)
            except ValueError as error:
                self._slip(number, str(error), "Correct the condition.")

    @property
    def _guiding(self) -> bool:
        return bool(self._open) and self._open[-1].guidance

    def _markup(self, line: str) -> Iterator[tuple[str, str]]:
        if _HTML.search(line):
            yield "HTML cannot be used in a template", "Write it in Markdown, or leave it out."
        if _RAW.search(line):
            yield "blocks of code cannot be used in a template", "Write it as a paragraph or a list."
        yield from _picture_slips(line)
        if _NAMED_LINK.search(line):
            yield "a link by name leads nowhere from a printed page", "Say it in words, or give the web address."
        if self._guiding and _LIST_ITEM.match(line):
            yield "a list cannot stand in guidance", "Write it as short paragraphs."
        heading = _HEADING.match(line)
        if heading:
            yield from self._heading_slips(len(heading[1]))

    def _heading_slips(self, depth: int) -> Iterator[tuple[str, str]]:
        if depth == 1:
            yield "the title is made from the front matter", "Begin headings with `##`."
        elif self._guiding:
            yield "a heading cannot stand in guidance", "Write it in bold."
        elif depth > self._heading + 1:
            yield "this heading skips a level", f"Begin it with `{'#' * (self._heading + 1)}`."
        self._heading = depth

    def _blank_slips(self, line: str) -> Iterator[tuple[str, str]]:
        for name in BLANK.findall(line):
            if name not in self._blanks:
                yield f"`{name}` is not a blank we know", f"Use one of: {names_of_blanks(self._blanks)}."
        rest = BLANK.sub("", line)
        if "{{" in rest or "}}" in rest:
            yield "a blank is not written as we expect", "Write it like `{{ organisation.name }}`, on one line."

    def _end_words(self) -> None:
        text = "\n".join(self._lines).strip("\n")
        if text.strip():
            self._pieces.append(Words(text))
        self._lines = []

    def _slip(self, number: int, what: str, remedy: str) -> None:
        self._slips.append(Slip(number, what, remedy))
