"""Links that authors write by name are found with their lines, and replaced without touching anything else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms_backend.questions.links import NamedLink, named_links, resolved


@pytest.mark.parametrize(
    ("markdown", "links"),
    [
        ("[](question:backups)", [NamedLink("", "question", "backups", 0)]),
        ("a\nb [your list](template:asset-register), c", [NamedLink("your list", "template", "asset-register", 1)]),
        ("[x](page:journey/publish#proof)", [NamedLink("x", "page", "journey/publish#proof", 0)]),
        ("[over two\nlines](question:backups)", [NamedLink("over two\nlines", "question", "backups", 0)]),
        (
            "[a](question:one)[b](question:two)\n[c](question:three)",
            [
                NamedLink("a", "question", "one", 0),
                NamedLink("b", "question", "two", 0),
                NamedLink("c", "question", "three", 1),
            ],
        ),
        ("\n[a](question:one)", [NamedLink("a", "question", "one", 1)]),
        ("[ ] to do, see [a](question:one)", [NamedLink("a", "question", "one", 0)]),
        ("[wrong](question:Back Ups)", [NamedLink("wrong", "question", "Back Ups", 0)]),
        ("[nothing](question:)", [NamedLink("nothing", "question", "", 0)]),
        ("[web](https://example.org/question:one)", []),
        ("question:backups, [backups], (question:backups)", []),
    ],
)
def test_links_by_name_are_found_with_words_kind_name_and_line(markdown: str, links: list[NamedLink]) -> None:
    assert list(named_links(markdown)) == links


def test_each_link_becomes_the_words_and_address_that_are_given_for_it() -> None:
    def target(link: NamedLink) -> tuple[str, str]:
        return link.words or "7.3.1", f"/{link.kind}/{link.name}/"

    markdown = "See [](question:backups) and [the\nlist](template:list), not [this](https://example.org)."
    assert resolved(markdown, target) == (
        "See [7.3.1](/question/backups/) and [the\nlist](/template/list/), not [this](https://example.org)."
    )


@given(
    parts=st.lists(st.text(alphabet="ab[]()! \n:", max_size=12), min_size=1, max_size=5),
    names=st.lists(st.sampled_from(["one", "two"]), max_size=4),
)
def test_links_put_back_as_they_were_leave_the_text_as_it_was(parts: list[str], names: list[str]) -> None:
    markdown = "".join(f"{part}[x](question:{name})" for part, name in zip(parts, names, strict=False)) + parts[-1]
    assert resolved(markdown, lambda link: (link.words, f"{link.kind}:{link.name}")) == markdown
    assert len(list(named_links(markdown))) >= min(len(parts), len(names))
