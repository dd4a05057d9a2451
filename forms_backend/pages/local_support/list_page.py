"""Local help: who helps in which area of England. A list by region; with JavaScript also a box to type a town."""

from collections.abc import Collection, Iterator
from datetime import date
from html import escape

from forms_backend.answers.days import in_words
from forms_backend.pages import addresses
from forms_backend.pages.about import about
from forms_backend.pages.local_support.areas import Area, Areas, anchor_of
from forms_backend.pages.local_support.contact import contact_lines, phone_link
from forms_backend.pages.local_support.partner_page import partner_pages
from forms_backend.pages.local_support.partners import LocalSupport, Partner, PartnerFacts, doubts, listed_words
from forms_backend.pages.page import Page
from forms_backend.pages.plain_text import as_markdown, mid_sentence, sentence
from forms_backend.pages.site_facts import PROGRAMME, Helper, SiteFacts

_SEARCHED_BY = (
    "local help",
    "who can help me",
    "near me",
    "my area",
    "local support organisation",
    "care association",
    "helpline",
    "Better Security, Better Care",
)
_FINDER = (
    '<div class="field no-print with-script" id="find" role="search" aria-label="Areas"><label class="big" for="town">'
    'Type your council or town</label><input class="t" id="town" type="search" autocomplete="off" spellcheck="false" '
    'enterkeyhint="search" aria-describedby="town-found"><p id="town-found" role="status"></p></div>'
)


def local_help_pages(local: LocalSupport, facts: SiteFacts, existing: Collection[str], today: date) -> Iterator[Page]:
    """The list, then each partner's page. `existing` are addresses that a partner's page may lead to."""
    programme = facts.help[PROGRAMME]
    yield local_support_page(local, programme, today)
    yield from partner_pages(local, programme, existing, today)


def local_support_page(local: LocalSupport, programme: Helper, today: date) -> Page:
    """The page at `/local-support/`. `programme` is the national help for areas without a partner."""
    checked = local.areas.checked.on
    return Page(
        address=addresses.LOCAL_SUPPORT,
        title="Local help with the DSPT",
        heading="Find local help",
        description="Who helps adult social care services with the DSPT in your part of England, and how.",
        markdown="\n\n".join(_body(local, programme, today)),
        source="areas.yaml",
        menu=addresses.LOCAL_SUPPORT,
        about=about("anyone who looks for help", "1 minute to find your area", checked, "each entry says how"),
        checked=f"List of areas checked {in_words(local.areas.checked.on)}.",
        checked_on=local.areas.checked.on,
        scripts=("local-support.js",),
        search_words=(*_SEARCHED_BY, *(one.name for one in local.areas.areas), *local.areas.wider),
    )


def _body(local: LocalSupport, programme: Helper, today: date) -> Iterator[str]:
    areas = local.areas
    lead = "Someone near you may help you with the DSPT. Find your area to see who, and how to reach them."
    yield f'<p class="lead">{lead}</p>'
    yield _FINDER
    yield '<div id="regions" markdown="1">'
    yield "Choose your region, or look at [national help](#national-help), which is for everyone."
    yield _columns(f'<a href="#{anchor_of(one)}">{escape(one)}</a>' for one in areas.regions)
    yield f'<details id="a-to-z"><summary>All areas from A to Z</summary>\n{_columns(_a_to_z(areas))}\n</details>'
    yield "</div>"
    for region in areas.regions:
        yield '<div class="region" markdown="1">'
        yield f"## {as_markdown(region)} {{: #{anchor_of(region)} }}"
        for one in areas.areas:
            if one.region == region:
                yield _area(one, local, programme, today)
        yield "</div>"
    yield from _national(programme, areas)


def _columns(lines: Iterator[str]) -> str:
    return "\n".join(['<ul class="plain columns">', *(f"<li>{line}</li>" for line in lines), "</ul>"])


def _a_to_z(areas: Areas) -> Iterator[str]:
    """Every area, and names that mean several, by letter."""
    links = {one.name: f'<a href="#{one.anchor}">{escape(one.name)}</a>' for one in areas.areas}
    wider = {name: f"{escape(name)}: {', '.join(links[one] for one in inside)}" for name, inside in areas.wider.items()}
    yield from (line for _, line in sorted({**wider, **links}.items(), key=lambda item: item[0].casefold()))


def _area(area: Area, local: LocalSupport, programme: Helper, today: date) -> str:
    words = "|".join((area.name, *area.places, *area.wider, area.region))
    lines = [
        f'<div class="area" data-words="{escape(words)}" markdown="1">',
        f"### {as_markdown(area.name)} {{: #{area.anchor} }}",
    ]
    found = local.in_area(area)
    if found:
        lines.append("\n".join(['<ul class="tasks">', *(_row(one, area, programme, today) for one in found), "</ul>"]))
    else:
        lines.append(f"<p>We know of no local partner for {escape(area.name)} yet. {_ask(programme)}</p>")
    if area.places:
        lines.append(f'<p class="hint">Also {escape(", ".join(area.places))}.</p>')
    return "\n\n".join([*lines, "</div>"])


def _row(one: Partner, area: Area, programme: Helper, today: date) -> str:
    """HTML, since Markdown has no list with lines of different looks."""
    facts = one.facts
    part = facts.only_part_of.get(area.name)
    said = [listed_words(facts), f"Only {part}." if part else "", *doubts(facts, today)]
    link = f'<a href="{addresses.of_partner(one.slug)}">{escape(facts.name)}</a>'
    ways = f'<span class="line">{_ways(facts, programme)}</span>'
    return f'<li><span>{link} {ways} <span class="about">{escape(" ".join(filter(None, said)))}</span></span></li>'


def _ways(facts: PartnerFacts, programme: Helper) -> str:
    ways = contact_lines(facts, facts.phone_note or "")
    return " ".join(map(sentence, ways)) if ways else f"To reach it, {mid_sentence(_ask(programme))}"


def _ask(programme: Helper) -> str:
    """The national programme in one line of HTML."""
    name = f"the national programme{f', {escape(programme.name)},' if programme.name else ''}"
    way = f"Ring {name} on {phone_link(programme.phone)}" if programme.phone else f"Ask {name}"
    return f'{way} (<a href="#national-help">national help</a>).'


def _national(programme: Helper, areas: Areas) -> Iterator[str]:
    yield "## National help {: #national-help }"
    whom = as_markdown(programme.name) if programme.name else programme.words
    yield f"For any part of England, and whenever you are not sure whom to ask: {whom}."
    yield "\n".join(f"- {line}" for line in contact_lines(programme))
    yield f"Checked {in_words(programme.checked_on)}. It may have changed since."
    if areas.checked.note:
        yield f"## If your council has changed\n\n{as_markdown(areas.checked.note)}"
    yield "## For partners {: #partners }"
    yield (
        "You help care services with the DSPT and are not here, or something is wrong? "
        f"Each partner is one small file that you may correct. The list is also [open data]({addresses.OPEN_DATA})."
    )
