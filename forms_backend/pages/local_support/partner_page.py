"""A partner's own page: who they are, where, how to reach them, and the way from there into this site."""

from collections.abc import Collection, Iterator
from datetime import date
from html import escape

from forms_backend.answers.days import in_words
from forms_backend.pages import addresses
from forms_backend.pages.local_support.contact import contact_lines, phone_link
from forms_backend.pages.local_support.partners import (
    FOLDER,
    ListedAs,
    LocalSupport,
    Partner,
    PartnerFacts,
    in_a_sentence,
    listed_words,
    seen_words,
)
from forms_backend.pages.page import Link, Page
from forms_backend.pages.plain_text import as_markdown, link_to, sentence
from forms_backend.pages.site_facts import Helper
from forms_backend.questions.model import Confidence

_SOURCES = "how-we-know"
_LINK_TO_US = "/link-to-us/"
_NAMED = 4  # areas in the first sentence; more are only listed below
_WAYS_IN = {  # shown where the page exists
    "/start-here/": "Start here: what the DSPT is",
    "/journey/": "Step by step, from registering to publishing",
    addresses.QUESTIONS: "Every question: what to type and what to keep",
    addresses.TEMPLATES: "Policies and lists to download",
    addresses.WORKSPACE: "Your workspace: answer, and get an action plan",
    "/training/": "Training for your staff",
    "/incidents/": "When something goes wrong",
    "/faq/": "What people often ask",
}


def partner_pages(local: LocalSupport, programme: Helper, existing: Collection[str], today: date) -> Iterator[Page]:
    """A page for each partner, and for each hidden one a page that leads on. `existing` are addresses of the site."""
    known = {*existing, addresses.WORKSPACE}
    for one in local.partners:
        yield _page(one, programme, known, today)
    for one in local.hidden:
        yield _hidden(one)


def _page(one: Partner, programme: Helper, existing: Collection[str], today: date) -> Page:
    facts = one.facts
    where = in_a_sentence(_areas(one))
    checked = f"Checked {in_words(facts.checked.on)}"
    return Page(
        address=addresses.of_partner(one.slug),
        title=facts.name,
        description=f"Help with the DSPT for adult social care in {where}: how to reach {one.short}.",
        markdown="\n\n".join(_body(one, programme, existing, today)),
        source=f"{FOLDER}/{one.slug}.yaml",
        menu=addresses.LOCAL_SUPPORT,
        crumbs=(Link("Local help", addresses.LOCAL_SUPPORT), Link(one.short)),
        about=(Link(f"For care services in {where}"), Link(checked, after=", "), Link("sources", f"#{_SOURCES}")),
        checked=f"{checked}.",
        checked_on=facts.checked.on,
        search_words=(one.short, *(each.name for each in one.areas)),
    )


def _hidden(one: Partner) -> Page:
    """Its address goes on answering; it is nowhere in lists."""
    return Page(
        address=addresses.of_partner(one.slug),
        title=f"{one.facts.name} is not listed now",
        description="This local partner is not listed at the moment.",
        markdown=f"We do not list this partner at the moment. [Find local help]({addresses.LOCAL_SUPPORT}).",
        source=f"{FOLDER}/{one.slug}.yaml",
        menu=addresses.LOCAL_SUPPORT,
        canonical=addresses.LOCAL_SUPPORT,
        listed=False,
    )


def _body(one: Partner, programme: Helper, existing: Collection[str], today: date) -> Iterator[str]:
    facts = one.facts
    yield f'<p class="lead">{escape(_who(one, _name(programme)))}</p>'
    if facts.words:
        yield f"> {as_markdown(' '.join(facts.words.split()))}"
    yield "## How to reach them"
    yield _reach(facts, programme)
    doubtful = [seen_words(facts, today)]
    if facts.checked.note and facts.checked.confidence is not Confidence.HIGH:
        doubtful.append(facts.checked.note)
    yield f'<div class="note" markdown="1">\n\n{as_markdown(" ".join(doubtful))}\n\n</div>'
    if facts.helps_with:
        yield "## What they help with"
        yield "\n".join(f"- {as_markdown(sentence(line).removesuffix('.'))}" for line in facts.helps_with)
    yield f"## Where they help\n\n{_where(one)}"
    yield "## Get started here {: #get-started data-search-exclude }"
    yield "This site is free and needs no account. A bar at the top brings you back to this page."
    yield "\n".join(
        f"- [{_WAYS_IN[each]}]({addresses.for_partner(each, one.slug)})" for each in _WAYS_IN if each in existing
    )
    yield "## How we know {: #" + _SOURCES + " }"
    yield f"{listed_words(facts)} We looked at what we hold on {in_words(facts.checked.on)}."
    yield "\n".join(f"- {link_to(each.title, each.url)}" for each in facts.sources)
    yield from _for_the_partner(one, existing)


def _areas(one: Partner) -> tuple[str, ...]:
    return tuple(f"part of {each.name}" if each.name in one.facts.only_part_of else each.name for each in one.areas)


def _who(one: Partner, programme: str) -> str:
    names = _areas(one)
    where = in_a_sentence(names) if len(names) <= _NAMED else f"{len(names)} areas"
    why = {
        ListedAs.PROGRAMME_PARTNER: f"is a local partner of {programme}",
        ListedAs.DSPT_HELP: "helps care services with the DSPT",
        ListedAs.NHS_OR_COUNCIL: "is an NHS or council team that helps care services with the DSPT",
    }[one.facts.listed_as]
    return f"{one.facts.name} {why}. It covers {where}."


def _name(programme: Helper) -> str:
    return f"{programme.name}, the national programme" if programme.name else "the national programme"


def _reach(facts: PartnerFacts, programme: Helper) -> str:
    lines = contact_lines(facts, facts.phone_note or "")
    if not lines:
        name = f"the national programme{f', {escape(programme.name)},' if programme.name else ''}"
        way = f" on {phone_link(programme.phone)}" if programme.phone else ""
        lines = [
            f"Ring {name}{way}, and ask for {escape(facts.name)}",
            f'Or use <a href="{addresses.LOCAL_SUPPORT}#national-help">its other addresses</a>',
        ]
    return "\n".join(f"- {line}" for line in lines)


def _where(one: Partner) -> str:
    parts = one.facts.only_part_of
    return "\n".join(
        f"- [{as_markdown(each.name)}]({addresses.of_area(each.anchor)})"
        + (f" (only {as_markdown(parts[each.name])})" if each.name in parts else "")
        for each in one.areas
    )


def _for_the_partner(one: Partner, existing: Collection[str]) -> Iterator[str]:
    yield f"## If you work for {as_markdown(one.short)} {{: #for-the-partner data-search-exclude }}"
    page, asked = addresses.of_partner(one.slug), addresses.for_partner(addresses.QUESTIONS, one.slug)
    yield "This page is yours to link to, and so is every other page of this site. These addresses stay."
    with_bar = f"put `?partner={one.slug}` after its address, like [{asked}]({asked})"
    yield f"- To this page: [{page}]({page})\n- To any page, with a bar that leads back to you: {with_bar}"
    more = f" [More ways to link to us]({_LINK_TO_US})." if _LINK_TO_US in existing else ""
    yield f"The bar stays for the whole visit. It uses no cookies and keeps nothing.{more}"
    yield (
        f"Is something wrong or missing? All of it comes from one small file, `content/{FOLDER}/{one.slug}.yaml`. "
        "You may correct it yourself, or ask the people who run this site."
    )
