"""HTML of a page as Typst markup. Each element has its form here; one that has none is named, never dropped."""

import json
import re
from collections.abc import Callable, Iterable, Iterator
from math import ceil

import msgspec

from forms_backend.documents.guide.html_tree import Element, tree_of
from forms_backend.documents.printable import printable

_MARKUP = re.compile(r"([\\#$*_`~<>@\[\]=+\-/.{}])")
_SPACE = re.compile(r"[ \t\r\n\f]+")  # HTML standard, 4.6.5, ASCII white space; not the one that forbids a line end
_UNSEEN = frozenset({"no-print", "visually-hidden"})
_NARROW = 16  # letters that a column may have and take no more room than it needs
_LONG = 160  # letters beyond which a column gets no greater share
_WHOLE = 1400  # letters that a box may have and never be cut by the end of a page


class TypstText(msgspec.Struct, frozen=True, kw_only=True):
    """A page's markup, the labels it sets, the links it makes to pages of the site, and elements it has no form for."""

    markup: str
    labels: tuple[str, ...]
    links: tuple[str, ...]
    strange: tuple[str, ...]


def typst_text(html: str, address: str) -> TypstText:
    """The HTML of the page at `address` (anchor and all). Its labels are addresses: `/start-here/#the-levels`."""
    writer = _Writer(address.partition("#")[0])
    markup = writer.inside(tree_of(html)).strip()
    return TypstText(
        markup=markup,
        labels=tuple(writer.labels),
        links=tuple(dict.fromkeys(writer.links)),
        strange=tuple(dict.fromkeys(writer.strange)),
    )


def escaped(text: str) -> str:
    """Plain text as markup that shows it. Straight quotation marks are left, since Typst makes them curly."""
    return _MARKUP.sub(r"\\\1", _SPACE.sub(" ", printable(text)))


def quoted(text: str) -> str:
    """Plain text as a Typst string."""
    return json.dumps(printable(text), ensure_ascii=False)


class _Writer:
    """Writes one page, and collects what whoever puts pages together has to know."""

    def __init__(self, page: str) -> None:
        self._page = page
        self.labels: list[str] = []
        self.links: list[str] = []
        self.strange: list[str] = []

    def inside(self, element: Element) -> str:
        """What is inside an element."""
        return "".join(escaped(one) if isinstance(one, str) else self.element(one) for one in element.children)

    def element(self, one: Element) -> str:
        """An element, with a label where it has an id. A heading carries its label itself."""
        if "hidden" in one.attributes or one.classes & _UNSEEN:
            return ""
        if one.tag not in _FORMS:
            self.strange.append(one.tag)
            return self.inside(one)
        made = _FORMS[one.tag](self, one)
        return f"{made}{self.label(one)}" if one.tag in _RANKS else f"{self.label(one, 'metadata(none)')}{made}"

    def label(self, one: Element, carrier: str = "") -> str:
        """The label of an element with an id; `carrier` is what it is fixed to, if not to what stands before it."""
        if "id" not in one.attributes:
            return ""
        label = f"{self._page}#{one.attributes['id']}"
        self.labels.append(label)
        return f"{f'#{carrier}' if carrier else ''}#label({quoted(label)});"

    def href(self, href: str) -> str:
        """Where a link leads, with the address of this page where it leads to a place on it."""
        full = f"{self._page}{href}" if href.startswith("#") else href
        if full.startswith("/"):
            self.links.append(full)
        return full


Form = Callable[[_Writer, Element], str]


def _inline(function: str) -> Form:
    return lambda writer, one: f"#{function}[{writer.inside(one)}];"


def _through(writer: _Writer, one: Element) -> str:
    return writer.inside(one)


def _nothing(_: _Writer, __: Element) -> str:
    """For what only moves a reader about on a screen."""
    return ""


def _block(function: str) -> Form:
    return lambda writer, one: f"\n\n#{function}[{writer.inside(one)}];\n\n"


def _boxed(writer: _Writer, one: Element) -> str:
    """A part of a page: a box where its class says so."""
    inner = writer.inside(one)
    looks = [look for look in ("note", "success", "type", "door") if look in one.classes]
    if not looks:
        return f"\n\n{inner}\n\n"
    warn = "true" if "warn" in one.classes else "false"
    breakable = "true" if len(one.text) > _WHOLE else "false"
    return f"\n\n#boxed({quoted(looks[0])}, warn: {warn}, breakable: {breakable})[{inner}];\n\n"


def _paragraph(writer: _Writer, one: Element) -> str:
    inner = writer.inside(one)
    return f"\n\n#lead[{inner}];\n\n" if "lead" in one.classes else f"\n\n{inner}\n\n"


def _span(writer: _Writer, one: Element) -> str:
    for look, function in (("tag", "tag"), ("num", "num"), ("about", "about"), ("line", "about")):
        if look in one.classes:
            return f"#{function}[{writer.inside(one)}];"
    return writer.inside(one)


def _heading(writer: _Writer, one: Element) -> str:
    return f"\n\n#heading(depth: {_RANKS[one.tag]})[{writer.inside(one).strip()}]"


def _link(writer: _Writer, one: Element) -> str:
    inner = writer.inside(one)
    href = one.attributes.get("href")
    return f"#to({quoted(writer.href(href))})[{inner}];" if href and inner.strip() else inner


def _frame(writer: _Writer, one: Element) -> str:
    """Another page inside this one: on paper, where it is."""
    return _link(writer, Element("a", {"href": one.attributes.get("src", "")}, [one.attributes.get("title", "")]))


def _list(writer: _Writer, one: Element) -> str:
    items = [each for each in one.children if isinstance(each, Element)]
    loose = any(True for each in items for _ in each.inner("p"))
    function = "enum" if one.tag == "ol" else "list"
    first = f"start: {int(one.attributes['start'])}, " if one.tag == "ol" and "start" in one.attributes else ""
    plain = "marker: none, " if one.tag == "ul" and one.classes & {"plain", "tasks"} else ""
    made = ", ".join(f"[{writer.element(each).strip()}]" for each in items)
    return f"\n\n#{function}({first}{plain}tight: {'false' if loose else 'true'}, {made});\n\n"


def _terms(writer: _Writer, one: Element) -> str:
    pairs: list[tuple[str, list[str]]] = []
    for each in one.inner("dt", "dd"):
        if each.tag == "dt" or not pairs:
            pairs.append((writer.inside(each).strip() if each.tag == "dt" else "", []))
        if each.tag == "dd":
            pairs[-1][1].append(writer.inside(each).strip())
    made = "".join(f"([{term}], [{'#linebreak()'.join(words)}]), " for term, words in pairs)
    return f"\n\n#pairs({made});\n\n"


def _table(writer: _Writer, one: Element) -> str:
    """A table; a row that is too short gets empty cells, since Typst would fill it from the next row."""
    title = "".join(writer.element(each) for each in one.inner("caption"))
    rows = [list(each.inner("th", "td")) for each in one.inner("tr")]
    columns = max(map(_spanned, rows), default=0)
    made = [", ".join([*(_cell(writer, each) for each in row), *["[]"] * (columns - _spanned(row))]) for row in rows]
    if made and any(True for _ in one.inner("thead")):
        made[0] = f"table.header({made[0]})"
    body = "".join(f"  {row},\n" for row in made)
    return f"{title}\n\n#table(\n  columns: ({_widths(rows, columns)}),\n{body});\n\n" if made else title


def _spanned(row: list[Element]) -> int:
    return sum(int(each.attributes.get("colspan", "1")) for each in row)


def _cell(writer: _Writer, one: Element) -> str:
    if "rowspan" in one.attributes:
        writer.strange.append(f"{one.tag} rowspan")
    words = writer.inside(one).strip()
    wide = f"colspan: {_spanned([one])}, " if "colspan" in one.attributes else ""
    inner = f"#strong[{words}]" if one.tag == "th" else words
    return f"table.cell({wide}breakable: {'true' if len(one.text) > _WHOLE else 'false'})[{inner}]"


def _widths(rows: list[list[Element]], columns: int) -> str:
    """A width for each column: what a narrow one needs, and shares by the length of their words for the others."""
    full = [[len(each.text.strip()) for each in row] for row in rows if len(row) == columns]
    longest = [max(lengths) for lengths in zip(*full, strict=True)] or [1] * columns
    if all(one <= _NARROW for one in longest):
        return "auto, " * columns
    return "".join("auto, " if one <= _NARROW else f"{ceil(min(one, _LONG) ** 0.5)}fr, " for one in longest)


def _code(_: _Writer, one: Element) -> str:
    return f"#raw({quoted(one.text)});"


def _block_of_code(_: _Writer, one: Element) -> str:
    return f"\n\n#code({quoted(one.text.strip(chr(10)))});\n\n"


def _details(writer: _Writer, one: Element) -> str:
    return f"\n\n#unfolded[{writer.inside(one)}];\n\n"


def _field(_: _Writer, one: Element) -> str:
    kind = one.attributes.get("type", "text")
    if kind in ("radio", "checkbox"):
        return "#box-to-tick;"
    return "" if kind in ("hidden", "submit", "button") else "#line-to-write-on;"


def _each(names: Iterable[str], form: Form) -> Iterator[tuple[str, Form]]:
    return ((name, form) for name in names)


_RANKS = {f"h{rank}": rank - 1 for rank in range(2, 7)}
_FORMS: dict[str, Form] = {
    **dict(_each(_RANKS, _heading)),
    **dict(_each(("div", "section", "article", "aside", "figure", "fieldset", "form", "header"), _boxed)),
    **dict(_each(("abbr", "time", "label", "li", "dt", "dd", "small", "cite", "data", "picture"), _through)),
    **dict(_each(("nav", "button", "template", "wbr"), _nothing)),
    **dict(_each(("strong", "b"), _inline("strong"))),
    **dict(_each(("em", "i", "dfn", "var"), _inline("emph"))),
    **dict(_each(("mark",), _inline("marked"))),
    **dict(_each(("del", "s"), _inline("strike"))),
    **dict(_each(("u", "ins"), _inline("underline"))),
    "q": lambda writer, one: f'"{writer.inside(one)}"',
    "sub": _inline("sub"),
    "sup": _inline("super"),
    "kbd": _inline("key"),
    "span": _span,
    "p": _paragraph,
    "a": _link,
    "ul": _list,
    "ol": _list,
    "dl": _terms,
    "table": _table,
    "blockquote": _block("said"),
    "details": _details,
    "summary": _block("title-of-part"),
    "caption": _block("title-of-part"),
    "figcaption": _block("title-of-part"),
    "legend": _block("title-of-part"),
    "code": _code,
    "samp": _code,
    "pre": _block_of_code,
    "input": _field,
    "textarea": _field,
    "iframe": _frame,
    "br": lambda _, __: "#linebreak();",
    "hr": lambda _, __: "\n\n#rule;\n\n",
}
