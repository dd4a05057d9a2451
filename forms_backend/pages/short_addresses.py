"""`/q/7.1.1/`: an address to say on the telephone, and old numbers that still lead somewhere."""

from collections.abc import Iterator
from html import escape

from forms_backend.pages import addresses
from forms_backend.pages.page import File
from forms_backend.questions.loading import QuestionLibrary


def redirects(library: QuestionLibrary, origin: str) -> Iterator[File]:
    """A page for each short address, and for each number that only earlier years used.

    HTML, since a static host can send a reader on in no other way.
    """
    targets = {}
    for questions in library.sets:
        for one in questions:
            targets[one.number] = addresses.of_question(one.number, questions.year)
    for one in library.newest:
        targets[one.number] = addresses.of_question(one.number)
    for number, target in sorted(targets.items()):
        yield _redirect(addresses.short(number), target, origin, f"question {number}")
        if target != addresses.of_question(number):
            yield _redirect(addresses.of_question(number), target, origin, f"question {number}")


def _redirect(address: str, target: str, origin: str, what: str) -> File:
    html = (
        '<!doctype html>\n<html lang="en-GB">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>Go to {escape(what)}</title>\n"
        f'<meta http-equiv="refresh" content="0; url={target}">\n'
        '<link rel="icon" href="/assets/favicon.svg" type="image/svg+xml">\n'
        f'<link rel="canonical" href="{escape(origin)}{target}">\n</head>\n<body>\n<main>\n'
        f'<h1>This is a short address</h1>\n<p><a href="{target}">Go to {escape(what)}</a></p>\n'
        "</main>\n</body>\n</html>\n"
    )
    return File(f"{address.lstrip('/')}index.html", html.encode())
