"""HTML as a tree. Ours is made by Python-Markdown, with pieces that authors wrote by hand."""

from collections.abc import Iterator
from html.parser import HTMLParser
from typing import NamedTuple

_VOID = frozenset({"br", "hr", "img", "input", "wbr", "col", "source"})  # HTML standard, 13.1.2, void elements


class Element(NamedTuple):
    """An element: its name, its attributes, and what is inside."""

    tag: str
    attributes: dict[str, str]
    children: list["Element | str"]

    @property
    def classes(self) -> frozenset[str]:
        """The words of its class attribute."""
        return frozenset(self.attributes.get("class", "").split())

    @property
    def text(self) -> str:
        """All words inside, without elements."""
        return "".join(one if isinstance(one, str) else one.text for one in self.children)

    def inner(self, *tags: str) -> Iterator["Element"]:
        """The elements of these names anywhere inside, in order; nothing is looked for inside one that was found."""
        for one in self.children:
            if isinstance(one, Element):
                if one.tag in tags:
                    yield one
                else:
                    yield from one.inner(*tags)


def tree_of(html: str) -> Element:
    """The HTML as an element without a name. What is left open ends where the element around it ends."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.open[0]


class _Reader(HTMLParser):
    """Builds the tree. `open` are the elements not closed yet, the root first."""

    def __init__(self) -> None:
        super().__init__()
        self.open = [Element("", {}, [])]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs}, [])
        self.open[-1].children.append(element)
        if tag not in _VOID:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        names = [one.tag for one in self.open]
        if tag in names:
            del self.open[len(names) - 1 - names[::-1].index(tag) :]

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)
