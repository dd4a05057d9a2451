"""The cards of questions, for other sites."""

from forms_backend.pages.linking import Shelf
from forms_backend.pages.questions.cards import card_files
from forms_backend.questions.loading import QuestionLibrary


def test_a_number_keeps_its_card_when_its_year_is_over(library: QuestionLibrary) -> None:
    cards = {one.path: one.content.decode() for one in card_files(Shelf(library, {}), "Us", "https://x.example")}
    assert cards.keys() == {f"embed/questions/{one.number}/index.html" for each in library.sets for one in each}
    current, past = cards["embed/questions/1.3.1/index.html"], cards["embed/questions/9.9.9/index.html"]
    assert 'href="https://x.example/questions/1.3.1/"' in current
    assert "<h1>DSPT question 1.3.1 Do you have a data policy?</h1>" in current
    assert 'href="https://x.example/questions/2024-25/9.9.9/"' in past
    assert "(2024-25)</h1>" in past
