"""What keeps a page from being used with a keyboard or a screen reader, as far as its HTML can tell."""

from collections import Counter
from collections.abc import Iterator

from tests.web.reading import Node

CONTROLS = ("input", "select", "textarea")
LABELLABLE = (*CONTROLS, "button", "meter", "output", "progress")
POINTERS = ("aria-describedby", "aria-labelledby", "aria-controls", "aria-details", "headers")


def faults(root: Node) -> list[str]:
    """Every fault of a page, in words; empty for a page without any."""
    ids = Counter(one["id"] for one in root.walk() if one["id"])
    return [
        *(f"the id {name!r} is there {many} times" for name, many in ids.items() if many > 1),
        *_of_the_frame(root),
        *_of_controls(root),
        *_of_groups(root),
        *_of_errors(root, set(ids)),
        *_of_pointers(root, set(ids)),
        *_of_words(root),
    ]


def _of_the_frame(root: Node) -> Iterator[str]:
    for tag in ("html", "title", "main", "h1"):
        many = len(list(root.walk(tag)))
        if many != 1:
            yield f"there are {many} <{tag}>"
    if not all(one["lang"] for one in root.walk("html")):
        yield "the page does not say which language it is in"
    level = 1
    for one in root.walk("h1", "h2", "h3", "h4", "h5", "h6"):
        if int(one.tag[1]) > level + 1:
            yield f"the heading {one.text!r} skips a level"
        level = int(one.tag[1])


def _of_controls(root: Node) -> Iterator[str]:
    labels = Counter(one["for"] for one in root.walk("label") if one.text)
    for one in root.walk(*CONTROLS, "progress"):
        if one["type"] in ("hidden", "submit"):
            continue
        if labels[one["id"]] != 1 and not one["aria-label"]:
            yield f"the {one.tag} {one['name'] or one['id']!r} has {labels[one['id']]} labels"
    labelled = {one["id"] for one in root.walk(*LABELLABLE)}
    yield from (f"the label {one.text!r} is for nothing" for one in root.walk("label") if one["for"] not in labelled)
    for form in root.walk("form"):
        if not list(form.walk("button")):
            yield "a form has no button"


def _of_groups(root: Node) -> Iterator[str]:
    grouped: set[int] = set()
    for group in root.walk("fieldset"):
        grouped |= {id(one) for one in group.walk("input")}
        first = next((one for one in group.inside if isinstance(one, Node)), None)
        if first is None or first.tag != "legend" or not first.text:
            yield f"the group {group['id']!r} has no legend at its beginning"
    for one in root.walk("input"):
        if one["type"] == "radio" and id(one) not in grouped:
            yield f"the option {one['id']!r} is in no group"


def _of_errors(root: Node, ids: set[str]) -> Iterator[str]:
    boxes = [one for one in root.walk("div") if one["class"] == "error-summary"]
    links = [link for box in boxes for link in box.walk("a")]
    summary = [link.text for link in links]
    reachable = {one["id"] for one in root.walk() if one.tag in (*CONTROLS, "button") or "tabindex" in one.has}
    for link in links:
        if link["href"].removeprefix("#") not in ids:
            yield f"the error {link.text!r} leads to {link['href']!r}, which is not there"
        elif link["href"].removeprefix("#") not in reachable:
            yield f"the error {link.text!r} leads to {link['href']!r}, where no keyboard can stop"
    order = {one["id"]: at for at, one in enumerate(root.walk()) if one["id"]}
    places = [order[name] for link in links if (name := link["href"].removeprefix("#")) in order]
    if places != sorted(places):
        yield f"the errors are not in the order of the page: {summary}"
    described = {name for one in root.walk() for name in one["aria-describedby"].split()}
    for one in root.walk("p"):
        if one["class"] == "error":
            words = one.text.removeprefix("Error:").strip()
            if words not in summary:
                yield f"the error {words!r} is not in the summary"
            if one["id"] not in described:
                yield f"nothing says that the error {words!r} is its own"
    titles = [one.text for one in root.walk("title")]
    if links and not titles[0].startswith("Error: "):
        yield "the title does not say that there is an error"


def _of_pointers(root: Node, ids: set[str]) -> Iterator[str]:
    for one in root.walk():
        for pointer in POINTERS:
            for name in one[pointer].split():
                if name not in ids:
                    yield f"{pointer} of a {one.tag} names {name!r}, which is not there"
        if one.tag == "a" and one["href"].startswith("#") and one["href"][1:] not in ids:
            yield f"a link leads to {one['href']!r}, which is not there"


def _of_words(root: Node) -> Iterator[str]:
    for one in root.walk("a", "button", "summary", "legend", "h1", "h2", "h3", "th"):
        if not one.text and not one["aria-label"]:
            yield f"a {one.tag} has no words: {one['href'] or one['id']}"
    for one in root.walk("img"):
        if "alt" not in one.has:
            yield f"the picture {one['src']!r} has no words"
    for one in root.walk("th"):
        if one["scope"] not in ("col", "row"):
            yield f"the table heading {one.text!r} heads neither a column nor a row"
