"""Markdown of a question's explanation as HTML, for the form it stands beside."""

import markdown


def html_of(text: str) -> str:
    """The Markdown as HTML. Only for our own content: raw HTML in it is kept."""
    return markdown.markdown(text, extensions=["tables", "sane_lists"], output_format="html")
