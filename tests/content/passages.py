"""The words a reader meets in a content file, sentence by sentence, each with its line."""

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any, NamedTuple

from forms_backend.questions.problems import Report
from forms_backend.questions.reading import Place, Source, read_markdown, read_yaml

# Other people's titles, what people type into the search, names of organisations, addresses.
NOT_OUR_PROSE = frozenset({
    "areas", "email", "forms", "href", "name", "phone", "publisher", "search-words", "sources", "url", "website",
})  # fmt: skip

_LIST_MARK = re.compile(r"^\s*(?:[-*+]|\d+[.)])\s+")
_QUOTE_MARK = re.compile(r"^\s*>\s?")
_TABLE_RULE = re.compile(r"^\s*\|?[\s:|-]+\|?\s*$")
_FENCE = re.compile(r"^\s*(?:```|~~~)")
_CONTAINER = re.compile(r"^\s*:::")
_ID = re.compile(r"[a-z0-9][a-z0-9./#_-]*")
_ADDRESS = re.compile(r"(?:https?://|mailto:|/)\S*")

_CLEANING = (
    (re.compile(r"<!--.*?-->", re.DOTALL), ""),
    (re.compile(r"!\[[^\]]*\]\([^()]*\)"), ""),
    (re.compile(r"\[\]\(question:[^()]*\)"), "7.1.1"),
    (re.compile(r"\[([^\[\]]*)\]\([^()]*\)(?:\{[^}]*\})?"), r"\1"),
    (re.compile(r"\{\{[^}]*\}\}"), "2027"),
    (re.compile(r"<?(?:https?://|mailto:)[^\s>]+[^\s>.,;:!?)]>?"), "address"),
    (re.compile(r"\b[\w.+-]+@[\w-]+(?:\.[\w-]+)+\b"), "address"),
    (re.compile(r"</?[a-zA-Z][^>]*>"), " "),
    (re.compile(r"\*\*|__|(?<!\w)[*_](?=\w)|(?<=[\w.,!?)])[*_](?!\w)|`"), ""),
    (re.compile(r"\\(?=[\\`*_{}\[\]()#+.!|<>-])"), ""),
)
# A stop ends a sentence when white space follows, after closing marks at most; 7.1.1 and 3.30 have none inside.
_END = re.compile(
    r"(?<=[.!?\N{HORIZONTAL ELLIPSIS}])[\"')\]\N{RIGHT DOUBLE QUOTATION MARK}\N{RIGHT SINGLE QUOTATION MARK}]*\s+"
)
_ABBREVIATED = re.compile(r"(?:^|[\s(])(?:e\.g|i\.e|etc|approx|no|vs|Mr|Mrs|Ms|Dr|St|Ltd|[A-Z])\.$")


class Sentence(NamedTuple):
    """A sentence as a reader sees it. A heading and a label are sentences that are not `read` as running text."""

    line: int
    text: str
    read: bool


class _Block(NamedTuple):
    line: int
    text: str  # one line of it for each line of the file
    heading: bool = False


def sentences_of(path: Path) -> list[Sentence]:
    """Every sentence of a Markdown or YAML file of ours. Raises ContentError when the file cannot be read."""
    report = Report(path.parent)
    blocks: list[_Block] = []
    if path.suffix == ".md":
        markdown = read_markdown(path, report)
        report.raise_if_any()
        if markdown:
            blocks += [*_facts(markdown.front), *_body(markdown.body, markdown.body_line)]
    else:
        source = read_yaml(path, report)
        report.raise_if_any()
        if source:
            blocks += _facts(source)
    return [one for block in blocks for one in _sentences(block)]


def split_sentences(text: str) -> list[str]:
    """The sentences of plain text. A stop inside 7.1.1, after "Mr" or before a small letter ends none."""
    found: list[str] = []
    for part in _END.split(text):
        if found and (_ABBREVIATED.search(found[-1]) or part[:1].islower()):
            found[-1] += f" {part}"
        elif part:
            found.append(part)
    return found


def plain(markdown: str) -> str:
    """What is read of Markdown inside a paragraph: links as their words, without marks, tags and addresses."""
    for pattern, instead in _CLEANING:
        markdown = pattern.sub(instead, markdown)
    return unescape(markdown)


def _sentences(block: _Block) -> Iterator[Sentence]:
    rest, line = plain(block.text), block.line
    for one in split_sentences(rest):
        at = rest.index(one.split()[0]) if one.split() else 0
        line += rest.count("\n", 0, at)
        words = " ".join(one.split())
        if words:
            yield Sentence(line, words, read=not block.heading and _is_read(words))
        rest = rest[at:]
        rest, line = rest[len(one) :], line + rest.count("\n", 0, len(one))


def _is_read(words: str) -> bool:
    """A short label such as "Reviewed in" is looked at, not read; it would make any page look easy."""
    return words.rstrip("\"')*").endswith((".", "?", "!", ":")) or len(words.split()) >= 6


def _body(text: str, first: int) -> Iterator[_Block]:
    held: list[str] = []
    start, fenced = first, False
    for line, shown in enumerate(text.split("\n"), first):
        if _FENCE.match(shown):
            fenced = not fenced
        bare = "" if fenced or _FENCE.match(shown) or _CONTAINER.match(shown) else _QUOTE_MARK.sub("", shown)
        is_heading, is_row = bare.startswith("#"), bare.lstrip().startswith("|")
        if held and (not bare.strip() or is_heading or is_row or _LIST_MARK.match(bare)):
            yield _Block(start, "\n".join(held))
            held = []
        if is_heading:
            yield _Block(line, bare.lstrip("# "), heading=True)
        elif is_row:
            cells = [] if _TABLE_RULE.match(bare) else re.split(r"(?<!\\)\|", bare.strip().strip("|"))
            yield from (_Block(line, cell.strip()) for cell in cells)
        elif bare.strip():
            start = start if held else line
            held.append(_LIST_MARK.sub("", bare).strip())
    if held:
        yield _Block(start, "\n".join(held))


def _facts(source: Source) -> Iterator[_Block]:
    for place, text in _texts(source.value, ()):
        yield _Block(source.line(place), " ".join(text.split()), heading=place[-1] in {"title", "label", "short"})


def _texts(value: Any, place: Place) -> Iterator[tuple[Place, str]]:
    if isinstance(value, dict):
        for name, part in value.items():
            if name not in NOT_OUR_PROSE and not (name == "short" and "name" in value):  # a body's name in short
                yield from _texts(part, (*place, name))
    elif isinstance(value, list):
        for at, part in enumerate(value):
            yield from _texts(part, (*place, at))
    elif isinstance(value, str) and _is_prose(value):
        yield place, value


def _is_prose(text: str) -> bool:
    return not (_ID.fullmatch(text) or _ADDRESS.fullmatch(text) or " == " in text or " != " in text)
