"""A template as Markdown for its page on the site, so that people see what they get before they download it."""

import re
from collections.abc import Iterator
from html import escape
from itertools import chain

from forms_backend.documents.html import html_of
from forms_backend.documents.templates.model import Closing, Opening, Prose, Words
from forms_backend.documents.templates.parts import BLANK, labels_of_blanks
from forms_backend.documents.templates.picture_blocks import without_pictures
from forms_backend.documents.templates.wording import curly, keep_this_part, shown
from forms_backend.questions.vocabulary import Condition, Vocabulary

_HEADING = re.compile(r"^(#+ )", re.MULTILINE)
_LINE_BREAK = re.compile(r"\\$", re.MULTILINE)


def preview(prose: Prose, vocabulary: Vocabulary) -> str:
    """The text with its blanks marked and its parts explained, headings one level down."""
    return "\n\n".join(_text(prose, vocabulary))


def _text(prose: Prose, vocabulary: Vocabulary) -> Iterator[str]:
    labels = labels_of_blanks(vocabulary)
    guiding, inside = False, list[tuple[Condition, ...]]()
    for piece in prose.pieces:
        match piece:
            case Words(markdown=markdown) if not guiding:
                yield BLANK.sub(lambda found: f"<mark>{shown(labels[found[1]])}</mark>", _for_a_page(markdown))
            case Opening(conditions=conditions):
                guiding = not conditions
                inside.append(conditions)
                if conditions:
                    words = keep_this_part(chain(*inside), vocabulary)
                    yield f'<p><span class="tag new">{escape(words)}</span></p>'
            case Closing():
                guiding = False
                inside.pop()


def made_html(prose: Prose, vocabulary: Vocabulary) -> bytes:
    """The text as HTML with blanks, to be filled by `filling`; without our guidance, which no finished document has."""
    guiding, lines, inside = False, list[str](), list[tuple[Condition, ...]]()
    for piece in prose.pieces:
        match piece:
            case Words(markdown=markdown) if not guiding:
                words = curly(_for_a_page(markdown))
                lines.append(BLANK.sub(r'<span class="Blank">{{ \1 }}</span>', words))
            case Opening(part=part, conditions=conditions):
                guiding = not conditions
                inside.append(conditions)
                if conditions:
                    words = escape(keep_this_part(chain(*inside), vocabulary))
                    lines += [f"<!--part-{part}-->", f"<!--choice-{part}-->"]
                    lines += [f'<p class="note">{words}</p>', f"<!--/choice-{part}-->"]
            case Closing(part=part):
                if not guiding:
                    lines.append(f"<!--/part-{part}-->")
                guiding = False
                inside.pop()
    return html_of("\n\n".join(lines)).replace("<th>", '<th scope="col">').encode()


def _for_a_page(markdown: str) -> str:
    """The words for a page: no pictures, headings one level down, and what only pandoc knows said in plain Markdown."""
    deeper = _HEADING.sub(r"#\1", without_pictures(markdown))
    return _LINE_BREAK.sub("  ", deeper.replace("\\ ", "\N{NO-BREAK SPACE}"))
