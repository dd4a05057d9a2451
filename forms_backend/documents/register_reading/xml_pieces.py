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

Elements = Callable[[str, Mapping[str, str]], None]


class Handlers(Protocol):
    """Whoever is told of elements. Names are `namespace name`, those of attributes too."""

    def start(self, name: str, given: dict[str, str], /) -> None:
        """An element begins."""

    def end(self, name: str, /) -> None:
        """An element ends."""

    def words(self, text: str, /) -> None:
        """Text between them."""


def passes(archive: ZipFile, part: str, told: Handlers) -> Iterator[None]:
    """Read a part of an archive that was checked; comes back after each piece. A part that is not there is empty.

    Raises Refused for what is no XML, or has a document type, where entities could be made to swell.
    """
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse
    parser.StartElementHandler = told.start
    parser.EndElementHandler = told.end
    parser.CharacterDataHandler = told.words
    if part not in archive.NameToInfo:
        return
    try:
        with archive.open(part) as member:
            while piece := member.read(PIECE):
                parser.Parse(piece)
                yield
        parser.Parse(b"", True)  # noqa: FBT003 - pyexpat takes no keyword
        yield
    except (expat.ExpatError, BadZipFile, ValueError, LookupError, OverflowError) as error:
        raise Refused(DAMAGED) from error


def whole(archive: ZipFile, part: str, told: Handlers) -> None:
    """Read a part to its end. Raises Refused."""
    for _ in passes(archive, part, told):
        pass


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
        if self._name is not None:
            self.found[self._name] = (self.found.get(self._name, "") + text)[:LONGEST_PROPERTY]


class Budget:
    """Counts cells, and refuses a file that has more of them than anybody should wait for."""

    def __init__(self) -> None:
        self._left = MOST_CELLS

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
