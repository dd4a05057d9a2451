"""Steps over what the generator made: the frame is taken out, sections get links, the search index shrinks."""

from collections.abc import Mapping

from forms_backend.pages.links.anchors import are_promised, with_old_anchors, with_section_links
from forms_backend.pages.search.search_index import INDEX, search_index
from forms_backend.pages.shell import SHELL_ADDRESS, shell_of
from forms_backend.pages.tables import with_named_cells
from forms_backend.pages.words.jargon import Explained
from forms_backend.pages.words.jargon_marking import with_explanations

SHELL = ".workspace/shell.html"

_SHELL_PAGE = f"{SHELL_ADDRESS.lstrip('/')}index.html"


def finished(rendered: Mapping[str, str], terms: tuple[Explained, ...] = ()) -> dict[str, str]:
    """The pages and the search index out of what the generator made (path: text); all else came with its theme.

    Pages explain the terms; the index does not hear of it.
    """
    pages = {path: text for path, text in rendered.items() if path.endswith(".html") and path != _SHELL_PAGE}
    linked = {path: _with_anchors(path, text) for path, text in pages.items()}
    kept = {path: with_explanations(path, text, terms) for path, text in linked.items()}
    if _SHELL_PAGE in rendered:
        kept[SHELL] = shell_of(rendered[_SHELL_PAGE])
    if INDEX in rendered:
        kept[INDEX] = search_index(rendered[INDEX])
    return kept


def _with_anchors(path: str, text: str) -> str:
    text = with_named_cells(with_old_anchors(text))
    return with_section_links(text) if are_promised(path) else text
