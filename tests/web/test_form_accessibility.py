"""Every page that any test reads is checked as it is read; here are all pages, and the check itself."""

import pytest

from tests.web.accessibility import faults
from tests.web.conftest import Visitor
from tests.web.reading import Page, tree

GOOD = """<html lang="en-GB"><head><title>{title}</title></head><body><main><h1>One</h1>{main}</main></body></html>"""
FIELD = '<label for="a">A</label><input id="a" name="a" type="text">'
ERROR = '<p class="error" id="a-error">Write it.</p>'
FAULTS: dict[str, tuple[str, str]] = {  # what is wrong with a page, and words of the fault
    "an id twice": ('<p id="x">1</p><p id="x">2</p>', "the id 'x' is there 2 times"),
    "two first headings": ("<h1>Two</h1>", "there are 2 <h1>"),
    "a level skipped": ("<h3>Three</h3>", "skips a level"),
    "no label": ('<input id="a" name="a" type="text">', "has 0 labels"),
    "an empty label": ('<label for="a"></label><textarea id="a" name="a"></textarea>', "has 0 labels"),
    "two labels": (f'{FIELD}<label for="a">B</label>', "has 2 labels"),
    "a label for nothing": ('<label for="b">B</label>', "is for nothing"),
    "no button": (f"<form>{FIELD}</form>", "no button"),
    "no legend": ('<fieldset id="f"><p>Which?</p></fieldset>', "no legend"),
    "a late legend": ('<fieldset id="f"><p>First</p><legend>Which?</legend></fieldset>', "no legend"),
    "an option alone": ('<input type="radio" id="a" name="a" value="1"><label for="a">A</label>', "is in no group"),
    "a lost description": (f'{FIELD}<p aria-describedby="gone">x</p>', "names 'gone', which is not there"),
    "a lost name": ('<section aria-labelledby="gone">x</section>', "names 'gone', which is not there"),
    "a link to nowhere": ('<a href="#gone">There</a>', "leads to '#gone', which is not there"),
    "a link without words": ('<a href="/"> </a>', "has no words"),
    "a picture without words": ('<img src="x.png">', "has no words"),
    "a heading of nothing": ("<table><tr><th>A</th></tr></table>", "heads neither"),
    "an error that leads nowhere": (
        '<div class="error-summary"><a href="#gone">Write it.</a></div>',
        "the error 'Write it.' leads to '#gone'",
    ),
    "an error that leads to no control": (
        '<div class="error-summary"><a href="#a">Write it.</a></div><p id="a">A</p>',
        "where no keyboard can stop",
    ),
    "an error at the field alone": (f"{FIELD}{ERROR}", "is not in the summary"),
    "an error nobody is told of": (
        f'<div class="error-summary"><a href="#a">Write it.</a></div>{FIELD}{ERROR}',
        "nothing says that the error",
    ),
    "an error missing from the title": (
        f'<div class="error-summary"><a href="#a">Write it.</a></div>{FIELD}',
        "the title does not say",
    ),
}


def test_a_good_page_has_no_faults() -> None:
    main = f"""<div class="error-summary"><h2>Wrong</h2><a href="#a">Write it.</a></div><form>
    <p class="error" id="a-error"><span>Error:</span> Write it.</p>
    {FIELD.replace(">A<", ">A<b>b</b><").replace('type="text"', 'type="text" aria-describedby="a-error"')}
    <fieldset><legend>Which?</legend><input type="radio" id="r" name="r" value="1"><label for="r">R</label></fieldset>
    <button>Save</button></form>"""
    assert faults(tree(GOOD.format(title="Error: One", main=main))) == []


@pytest.mark.parametrize(("main", "words"), FAULTS.values(), ids=FAULTS)
def test_each_fault_is_found(main: str, words: str) -> None:
    assert words in " ".join(faults(tree(GOOD.format(title="One", main=main))))


@pytest.mark.parametrize("html", ["<p>never closed", "<p><b>crossed</p></b>", "</p>", '<p id="a" id="b"></p>'])
def test_a_page_that_browsers_would_have_to_mend_is_refused(html: str) -> None:
    with pytest.raises(AssertionError):
        tree(html)


def test_every_page_of_a_workspace_can_be_used_when_it_is_new_and_when_it_is_full(workspace: Visitor) -> None:
    seen: dict[str, Page] = {}
    for typed in ({}, {"position": "yes", "comment": "c", "words": "w", "option": "all-supported"}):
        left = [workspace.address()]
        while left:
            address = left.pop()
            page = seen[address] = Page(workspace.client.get(address))  # reading it checks it
            inside = [one.split("#")[0] for one in page.links if one.startswith(workspace.address())]
            left += [one for one in inside if one not in seen and one not in left]
            if "/questions/" in address and typed:
                workspace.fill(address.removeprefix(workspace.address()), typed)
        assert len(seen) > 150
        seen.clear()


def test_every_question_can_be_used_when_it_was_answered_wrongly(workspace: Visitor) -> None:
    long = dict.fromkeys(("comment", "reason", "words"), "x" * 5001) | {"place": "x" * 301, "link": "x" * 301}
    odd = {f"{name}-{part}": "x" for name in ("on", "reviewed_on") for part in ("day", "month", "year")}
    for link in workspace.read().links:
        if "/questions/" in link and link.startswith(workspace.address()):
            place = link.removeprefix(workspace.address())
            empty, form = workspace.fill(place, {}), workspace.read(place).form()
            assert empty.status == 400
            for chosen in (
                {"position": "yes"},
                {"position": "yes", "way": "link"},
                {"position": "yes", "way": "given"},
                {"position": "yes", "way": "upload"},
                {"position": "yes", **long, **odd},
                {"position": "not-applicable"},
                {"position": "partly", **long, **odd},
                {"position": "no", "seen": "7"},
            ):
                typed = {name: text for name, text in chosen.items() if name in (*form, "position", "way")}
                assert workspace.send(place, {**form, **typed}).status in (303, 400, 409)
                form["seen"] = workspace.read(place).form()["seen"]
