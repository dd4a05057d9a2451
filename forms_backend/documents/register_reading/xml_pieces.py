"""A part of an office file, read piece by piece, so that its size does not matter."""

from collections.abc import Callable, Iterator, Mapping
from typing import Protocol
from xml.parsers import expat
from zipfile import BadZipFile, ZipFile

from forms_backend.answers.archives import DAMAGED, PIECE, SWELLS, Refused

MOST_CELLS = 3_000_000  # of one sheet, blank ones included: what a pass over them may cost
MOST_COLUMNS = 256  # those after are left out: none of ours stands so far to the right
MOST_SHEETS = 40  # that are looked into
LONGEST_PROPERTY = 300  # characters
MOST_PROPERTIES = 500
LONGEST_TEXT = 500  # characters of a cell that are looked at: a file may show one text in a million cells
MOST_WORK = 8_000_000  # elements of all passes over a file: 50,000 rows of 20 full cells, read twice, are four million
MERGED_COSTS = 10  # cells, as far as waiting goes, of some that are merged
SMALL_PART = 20  # elements, as far as waiting goes, of one in a part that never has many
PIECE_COSTS = 500  # elements, as far as waiting goes, of a piece with none in it
DEEPEST = 1_000  # elements inside one another
LONGEST_TAG = 8 * PIECE  # bytes; the parser begins a tag again with each piece until it ends

Elements = Callable[[str, Mapping[str, str]], None]


class Handlers(Protocol):
    """Whoever is told of elements. Names are `namespace name`, those of attributes too."""

    def start(self, name: str, given: dict[str, str], /) -> None:
        """An element begins."""

    def end(self, name: str, /) -> None:
        """An element ends."""

    def words(self, text: str, /) -> None:
        """Text between them."""


class Archive:
    """A file that was checked, and how much work all passes over its parts may still be."""

    def __init__(self, archive: ZipFile) -> None:
        self.members = archive
        self.work = Budget(MOST_WORK)


def passes(archive: Archive, part: str, told: Handlers, costs: int = 1) -> Iterator[None]:
    """Read a part of an archive; comes back after each piece. A part that is not there is empty.

    `costs` is the work of one element. Raises Refused for what is no XML, has a document type (where entities could be
    made to swell), or is more work than anybody should wait for.
    """
    if part not in archive.members.NameToInfo:
        return
    parser = _parser(told, archive.work, costs)
    fed = 0
    try:
        with archive.members.open(part) as member:
            while piece := member.read(PIECE):
                parser.Parse(piece)
                archive.work.spend(PIECE_COSTS)
                fed += len(piece)
                if fed - parser.CurrentByteIndex > LONGEST_TAG:
                    raise Refused(SWELLS)
                yield
        parser.Parse(b"", True)  # noqa: FBT003 - pyexpat takes no keyword
        yield
    except (expat.ExpatError, BadZipFile, ValueError, LookupError, OverflowError) as error:
        raise Refused(DAMAGED) from error


def whole(archive: Archive, part: str, told: Handlers, costs: int = SMALL_PART) -> None:
    """Read a part to its end. Raises Refused."""
    for _ in passes(archive, part, told, costs):
        pass


def _parser(told: Handlers, work: "Budget", costs: int) -> expat.XMLParserType:
    parser = expat.ParserCreate(namespace_separator=" ")
    depth = 0

    def start(name: str, given: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        work.spend(costs if depth < DEEPEST else MOST_WORK)
        told.start(name, given)

    def end(name: str) -> None:
        nonlocal depth
        depth -= 1
        told.end(name)

    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = told.words
    return parser


def longer(text: str, more: str) -> str:
    """The text of a cell with what follows, up to LONGEST_TEXT."""
    return text if len(text) >= LONGEST_TEXT else (text + more)[:LONGEST_TEXT]


class EachElement:
    """Handlers for a short part: `met` is called for each element with its own name, without its namespace."""

    def __init__(self, met: Elements) -> None:
        self._met = met

    def start(self, name: str, given: dict[str, str]) -> None:
        """Pass it on, attributes without their namespaces."""
        self._met(own_name(name), {own_name(key): value for key, value in given.items()})

    def end(self, name: str) -> None:
        """Nothing follows from it."""

    def words(self, text: str) -> None:
        """Nothing follows from it."""


class NamedTexts:
    """Handlers that gather the text of each element that has a `name`, by that name: custom properties."""

    def __init__(self, element: str) -> None:
        self.found: dict[str, str] = {}
        self._element = element
        self._name: str | None = None

    def start(self, name: str, given: dict[str, str]) -> None:
        """Begin a property."""
        if own_name(name) == self._element:
            self._name = next((value for key, value in given.items() if own_name(key) == "name"), None)

    def end(self, name: str) -> None:
        """End it."""
        if own_name(name) == self._element:
            self._name = None

    def words(self, text: str) -> None:
        """Add to its text."""
        if self._name is not None and (self._name in self.found or len(self.found) < MOST_PROPERTIES):
            self.found[self._name] = (self.found.get(self._name, "") + text)[:LONGEST_PROPERTY]


class Budget:
    """Counts cells or elements, and refuses a file that has more of them than anybody should wait for."""

    def __init__(self, most: int = MOST_CELLS) -> None:
        self._left = most

    def spend(self, cells: int) -> None:
        """Count some. Raises Refused."""
        self._left -= cells
        if self._left < 0:
            raise Refused(SWELLS)


def own_name(name: str) -> str:
    """The name without its namespace."""
    return name.rpartition(" ")[2]


def _refuse(*_: object) -> None:
    raise Refused(DAMAGED)
