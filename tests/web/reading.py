"""A page as a person's browser reads it: words, links, errors, and forms with what is filled in."""

from collections.abc import Iterator, Mapping
from html.parser import HTMLParser

from werkzeug.test import TestResponse

VOID = frozenset({"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"})
CONTROLS = ("input", "select", "textarea")


class Node:
    """An element: its tag, its attributes and what is inside it."""

    def __init__(self, tag: str, attributes: Mapping[str, str | None]) -> None:
        self.tag = tag
        self.has = attributes
        self.inside: list[Node | str] = []

    def __getitem__(self, attribute: str) -> str:
        return self.has.get(attribute) or ""

    def walk(self, *tags: str) -> "Iterator[Node]":
        """Every element inside, in the order of the page; only these tags when some are named."""
        for one in self.inside:
            if isinstance(one, Node):
                if not tags or one.tag in tags:
                    yield one
                yield from one.walk(*tags)

    @property
    def raw(self) -> str:
        """All text inside, as written."""
        return "".join(one if isinstance(one, str) else one.raw for one in self.inside)

    @property
    def text(self) -> str:
        """All text inside, with single blanks."""
        return " ".join(self.raw.split())


class _Builder(HTMLParser):
    """Builds the tree, and refuses a page whose elements are not closed where they should be."""

    def __init__(self) -> None:
        super().__init__()
        self.open = [Node("", {})]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert len({name for name, _ in attrs}) == len(attrs), f"<{tag}> has an attribute twice: {attrs}"
        node = Node(tag, dict(attrs))
        self.open[-1].inside.append(node)
        if tag not in VOID:
            self.open.append(node)

    def handle_endtag(self, tag: str) -> None:
        assert self.open[-1].tag == tag, f"</{tag}> closes <{self.open[-1].tag}> at {self.getpos()}"
        self.open.pop()

    def handle_data(self, data: str) -> None:
        self.open[-1].inside.append(data)


def tree(html: str) -> Node:
    """The elements of a page. Refuses one that browsers would have to mend."""
    builder = _Builder()
    builder.feed(html)
    builder.close()
    assert len(builder.open) == 1, f"never closed: {[one.tag for one in builder.open[1:]]}"
    return builder.open[0]


class Page:
    """An answer of the product, read."""

    def __init__(self, response: TestResponse) -> None:
        self.status = response.status_code
        self.headers = response.headers
        self.location = response.headers.get("Location", "")
        self.bytes = response.get_data()
        is_read = response.mimetype == "text/html" and not self.location  # nobody reads the page of a redirect
        self.html = self.bytes.decode() if is_read else ""
        self.root = tree(self.html)
        if self.html:
            from tests.web.accessibility import faults  # noqa: PLC0415 - it reads the same nodes

            assert not faults(self.root), f"{faults(self.root)} on the page {self.title!r}"

    def __repr__(self) -> str:
        return f"<{self.status} {self.location or self.title}: {self.errors}>"

    def all(self, *tags: str) -> list[Node]:
        """Every element with one of these tags."""
        return list(self.root.walk(*tags))

    def by_id(self, name: str) -> Node:
        """The element with this id; there must be one."""
        found = [one for one in self.root.walk() if one["id"] == name]
        assert len(found) == 1, f"{len(found)} elements have the id {name!r}"
        return found[0]

    @property
    def title(self) -> str:
        """What stands on the browser's tab."""
        return next((one.text for one in self.root.walk("title")), "")

    @property
    def heading(self) -> str:
        """The page's one first heading."""
        (only,) = self.all("h1")
        return only.text

    @property
    def text(self) -> str:
        """Everything there is to read."""
        return " ".join(one.text for one in self.all("body"))

    @property
    def errors(self) -> list[tuple[str, str]]:
        """The summary at the top: (id it leads to, words)."""
        boxes = [one for one in self.root.walk("div") if one["id"] == "errors"]
        return [(link["href"].removeprefix("#"), link.text) for box in boxes for link in box.walk("a")]

    @property
    def links(self) -> list[str]:
        """Where every link goes."""
        return [one["href"] for one in self.all("a")]

    def form(self, action: str = "") -> dict[str, str]:
        """What a browser would send for the form that posts to `action` (empty: to this page), without its button."""
        (form,) = (one for one in self.all("form") if one["method"] == "post" and one["action"] == action)
        sent: dict[str, str] = {}
        for control in form.walk(*CONTROLS):
            if control["type"] in ("radio", "checkbox") and "checked" not in control.has:
                continue
            if control["type"] in ("submit", "file"):
                continue
            assert control["name"] not in sent, f"{control['name']} is filled in twice"
            sent[control["name"]] = control.raw.removeprefix("\n") if control.tag == "textarea" else control["value"]
        return sent
