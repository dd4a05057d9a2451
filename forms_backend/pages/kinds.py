"""What kind of page something is, in words a reader knows."""

from forms_backend.pages import addresses

_BY_PLACE = (  # the first that fits; a page below another is of its kind
    (addresses.QUESTIONS, "Year's list"),
    (addresses.TEMPLATES, "Template"),
    (addresses.LOCAL_SUPPORT, "Local help"),
    (addresses.RESOURCES, "Free help"),
    (addresses.GLOSSARY, "Glossary"),
    ("/faq/", "Common questions"),
    ("/training/", "Training"),
    ("/incidents/", "When things go wrong"),
)
_ABOUT_THE_SITE = frozenset(
    {addresses.HOME, addresses.OPEN_DATA, addresses.SEARCH, "/about/", "/accessibility/", "/privacy/", "/link-to-us/"}
)


def kind_of(address: str, source: str) -> str:
    """The kind of the page at an address, made from a content file: Question, Guidance, Template and so on."""
    if source.startswith("questions/"):
        return "Question"
    if address in _ABOUT_THE_SITE:
        return "About this site"
    return next((kind for place, kind in _BY_PLACE if address.startswith(place)), "Guidance")
