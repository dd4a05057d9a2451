"""Where things are on the site. Once published, an address answers for ever."""

QUESTIONS = "/questions/"
CHANGES = "/questions/whats-changed/"
SEARCH = "/search/"
OPEN_DATA = "/data/"
NEWS = "/whats-new/"
RESOURCES = "/resources/"
FEED = "/feed.xml"
OEMBED = "/oembed"
TEMPLATES = "/templates/"
BY_QUESTION = "/templates/by-question/"
BY_ROLE = "/templates/by-role/"
BY_KIND = "/templates/by-kind/"
LOCAL_SUPPORT = "/local-support/"
DOWNLOADS = "/downloads/"
GLOSSARY = "/glossary/"
WORKSPACE = "/workspace/"
HOME = "/"

# Pages that are made, not written in guidance/.
MADE_FROM_DATA = frozenset(
    {HOME, DOWNLOADS, GLOSSARY, QUESTIONS, CHANGES, SEARCH, NEWS, LOCAL_SUPPORT, RESOURCES, WORKSPACE}
)


def of_page(name: str) -> str:
    """The address of a page by its name: `start-here` is `/start-here/`, `home` is `/`, `a#b` is `/a/#b`."""
    name, _, anchor = name.partition("#")
    address = HOME if name == "home" else f"/{name}/"
    return f"{address}#{anchor}" if anchor else address


def of_template(slug: str) -> str:
    """The address of a template's page."""
    return f"{TEMPLATES}{slug}/"


def of_templates_for(identity: str) -> str:
    """The address of the templates that help with a question of this year."""
    return f"{BY_QUESTION}#{identity}"


def of_partner(slug: str) -> str:
    """The address of a local partner's page."""
    return f"{LOCAL_SUPPORT}{slug}/"


def of_area(anchor: str) -> str:
    """The address of an area in the list of local help."""
    return f"{LOCAL_SUPPORT}#{anchor}"


def for_partner(address: str, slug: str) -> str:
    """The address with the partner's name along, so that pages from there on lead back to it."""
    page, _, anchor = address.partition("#")
    return f"{page}?partner={slug}{f'#{anchor}' if anchor else ''}"


def of_question(number: str, year: str = "") -> str:
    """The address of a question: this year's, or that of a given year for good."""
    return f"{QUESTIONS}{year}/{number}/" if year else f"{QUESTIONS}{number}/"


def short(number: str) -> str:
    """The short address of this year's question, to say on the telephone."""
    return f"/q/{number}/"


def of_set(year: str) -> str:
    """The address of all questions of a year, for good."""
    return f"{QUESTIONS}{year}/"


def of_card(number: str) -> str:
    """The address of a question's card, to stand in a frame on another site."""
    return f"/embed/questions/{number}/"


def of_printing(group: str) -> str:
    """The address of all of this year's questions of a group on one page, to print."""
    return f"{QUESTIONS}print/{group}/"


def to_answer(number: str) -> str:
    """Where a question is answered in the workspace."""
    return f"{WORKSPACE}?question={number}"


def data_of(year: str, form: str) -> str:
    """The address of a year's open data; `form` is json or csv."""
    return f"{OPEN_DATA}question-sets/{year}.{form}"


def framework_of(year: str) -> str:
    """The address of a year's questions as a library for CISO Assistant."""
    return f"{OPEN_DATA}ciso-assistant/{year}.yaml"


SCHEMA = f"{OPEN_DATA}question-sets/schema.json"
TEMPLATE_DATA = f"{OPEN_DATA}templates.json"
TEMPLATE_SCHEMA = f"{OPEN_DATA}templates.schema.json"
LOCAL_DATA = f"{OPEN_DATA}local-support.json"
LOCAL_SCHEMA = f"{OPEN_DATA}local-support.schema.json"
PARTNER_NAMES = f"{LOCAL_SUPPORT}partners.json"  # for the bar at the top of pages
