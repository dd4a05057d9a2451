"""The frame of the workspace, made from a finished page of the site, so that both halves look the same."""

import re

from forms_backend.pages.page import Page

SHELL_ADDRESS = "/workspace-shell/"

_BLOCKS = {
    "head": "{% block head %}{% endblock %}",
    "before": "{% block before %}{% endblock %}",
    "content": (
        "{% block content %}\n"
        '<div class="cols">\n'
        '<main id="main" tabindex="-1">\n{% block main %}{% endblock %}\n</main>\n'
        '<aside class="facts" aria-label="Help">{% block aside %}{% endblock %}</aside>\n'
        "</div>\n"
        "{% endblock %}"
    ),
}
_MARK = re.compile(r"<!--shell:(\w+)-->|<title>(.*?)</title>", re.DOTALL)


def shell_page() -> Page:
    """The page that MkDocs renders and `shell_of` turns into the frame."""
    return Page(
        address=SHELL_ADDRESS, title="Your workspace", description="", markdown="", menu="/workspace/", is_shell=True
    )


def shell_of(html: str) -> str:
    """The rendered page as a Jinja template with the blocks title, head, before, content, main and aside.

    Everything else is raw text to Jinja. Raises ValueError when the page does not carry each mark exactly once.
    """
    found = [match[1] or "title" for match in _MARK.finditer(html)]
    if sorted(found) != sorted([*_BLOCKS, "title"]):
        raise ValueError(
            f"the frame needs the marks {', '.join(sorted(_BLOCKS))} and a title, each once; it has {found}"
        )
    if "endraw" in html:
        raise ValueError("the frame may not contain the word endraw")
    parts = ["{% raw %}"]
    at = 0
    for match in _MARK.finditer(html):
        parts += [html[at : match.start()], "{% endraw %}", _block(match), "{% raw %}"]
        at = match.end()
    return "".join([*parts, html[at:], "{% endraw %}"]).replace("{% raw %}{% endraw %}", "")


def _block(match: re.Match[str]) -> str:
    if match[1]:
        return _BLOCKS[match[1]]
    return f"<title>{{% block title %}}{match[2]}{{% endblock %}}</title>"
