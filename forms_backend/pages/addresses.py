"""Where things are on the site. Once published, an address answers for ever."""

QUESTIONS = "/questions/"
CHANGES = "/questions/whats-changed/"
SEARCH = "/search/"
OPEN_DATA = "/data/"
TEMPLATES = "/templates/"
WORKSPACE = "/workspace/"
HOME = "/"

MADE_FROM_DATA = frozenset({HOME, QUESTIONS, CHANGES, SEARCH, OPEN_DATA, WORKSPACE})  # not from a file of guidance/


def of_page(name: str) -> str:
    """The address of a page by its name: `start-here` is `/start-here/`, `home` is `/`, `a#b` is `/a/#b`."""
    name, _, anchor = name.partition("#")
    address = HOME if name == "home" else f"/{name}/"
    return f"{address}#{anchor}" if anchor else address


def of_template(slug: str) -> str:
    """The address of a template's page."""
    return f"{TEMPLATES}{slug}/"


def of_question(number: str, year: str = "") -> str:
    """The address of a question: this year's, or that of a given year for good."""
    return f"{QUESTIONS}{year}/{number}/" if year else f"{QUESTIONS}{number}/"


def short(number: str) -> str:
    """The short address of this year's question, to say on the telephone."""
    return f"/q/{number}/"


def of_set(year: str) -> str:
    """The address of all questions of a year, for good."""
    return f"{QUESTIONS}{year}/"


def to_answer(number: str) -> str:
    """Where a question is answered in the workspace."""
    return f"{WORKSPACE}?question={number}"


def data_of(year: str, form: str) -> str:
    """The address of a year's open data; `form` is json or csv."""
    return f"{OPEN_DATA}question-sets/{year}.{form}"


SCHEMA = f"{OPEN_DATA}question-sets/schema.json"
