"""Parts of Word and OpenDocument files of ours that say what a document is called."""

from xml.sax.saxutils import escape

from forms_backend.documents.templates.model import TemplateFacts
from forms_backend.documents.templates.wording import curly


def with_names(xml: str, facts: TemplateFacts) -> str:
    """The part with the document's title, version and the name others call it by where it marks them."""
    names = {"@title@": curly(facts.title), "@known@": facts.known_as, "@version@": str(facts.version)}
    for mark, name in names.items():
        xml = xml.replace(mark, escape(name))
    return xml
