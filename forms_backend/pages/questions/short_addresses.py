"""`/q/7.1.1/`: an address to say on the telephone, and old numbers that still lead somewhere."""

from collections.abc import Iterator

from forms_backend.pages import addresses
from forms_backend.pages.links.redirect import moved_page, redirect
from forms_backend.pages.page import File
from forms_backend.questions.loading import QuestionLibrary


def redirects(library: QuestionLibrary, origin: str) -> Iterator[File]:
    """A page for each short address, and for each number that only earlier years used."""
    targets = {}
    for questions in library.sets:
        for one in questions:
            targets[one.number] = addresses.of_question(one.number, questions.year)
    for one in library.newest:
        targets[one.number] = addresses.of_question(one.number)
    for number, target in sorted(targets.items()):
        what = f"question {number}"
        yield redirect(addresses.short(number), target, origin, what)
        if target != addresses.of_question(number):
            yield moved_page(addresses.of_question(number), target, origin, what, {})
