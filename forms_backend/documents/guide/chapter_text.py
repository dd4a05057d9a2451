"""A chapter as Typst markup. It depends on nothing but the chapter, so that it can be kept until that changes."""

import markdown
import msgspec

from forms_backend.documents.guide.model import Chapter
from forms_backend.documents.guide.typst_text import TypstText, escaped, quoted, typst_text


def chapter_text(chapter: Chapter, extensions: tuple[str, ...]) -> TypstText:
    """The whole chapter: its heading, what is known of it, and its words with headings one rank below its own."""
    reader = markdown.Markdown(extensions=list(extensions))
    found: list[TypstText] = []

    def content(text: str) -> str:
        found.append(typst_text(reader.reset().convert(text), chapter.address))
        return f"[{found[-1].markup}]"

    facts = "".join(f"([{escaped(term)}], {content(words)}), " for term, words in chapter.facts)
    labels = "".join(f"[{escaped(words)}], " for words in chapter.labels)
    body = content(chapter.markdown)[1:-1]
    markup = "\n".join(
        (
            "#[",
            f"#chapter({chapter.level}, {quoted(chapter.address)}, [{escaped(chapter.title)}],",
            f"  lead: {f'[{escaped(chapter.lead)}]' if chapter.lead else 'none'},",
            f"  labels: ({labels}), about: {content(chapter.about)}, facts: ({facts}),",
            ")",
            f"#set heading(offset: {chapter.level + 1})",
            body,
            "]",
        )
    )
    return TypstText(
        markup=markup,
        labels=(chapter.address, *(one for each in found for one in each.labels)),
        links=tuple(dict.fromkeys(one for each in found for one in each.links)),
        strange=tuple(dict.fromkeys(one for each in found for one in each.strange)),
    )


def packed(text: TypstText) -> bytes:
    """The text as bytes to keep."""
    return msgspec.msgpack.encode(text)


def unpacked(content: bytes) -> TypstText:
    """What `packed` made into bytes."""
    return msgspec.msgpack.decode(content, type=TypstText)
