"""The fonts of every PDF: the same on every machine, whatever is installed there."""

import os
import tempfile
from functools import cache
from importlib.resources import files
from pathlib import Path

import typst

from forms_backend.documents import last_resort

# Typst shares the pages of a document out among as many threads as there are processors. For a few pages that costs
# more than it gains, and a server has other requests to do. Whoever runs it may say otherwise.
os.environ.setdefault("RAYON_NUM_THREADS", "1")

# In the order in which they are tried. All but the first and the last are part of typst; DejaVu Sans Mono has Arabic,
# the others Hebrew, Cyrillic, Greek and signs.
FAMILIES = ("Source Sans Pro", "DejaVu Sans Mono", "Libertinus Serif", "New Computer Modern", last_resort.NAME)

_FACES = ("SourceSansPro-Regular.ttf", "SourceSansPro-Bold.ttf", "SourceSansPro-It.ttf")
_FIRST_USE = """#set text(font: "{}")
a *a* _a_"""


@cache
def pdf_fonts() -> typst.Fonts:
    """The fonts, loaded once (about 60 ms) and shared by every PDF."""
    package = files("font_source_sans_pro") / "files"
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for face in _FACES:
            (folder / face).write_bytes((package / face).read_bytes())
        (folder / "last-resort.ttf").write_bytes(last_resort.font_file())
        fonts = typst.Fonts(include_system_fonts=False, font_paths=[folder])
        for family in (FAMILIES[0], FAMILIES[-1]):  # a font is read when it is first used, and the folder goes
            typst.compile(_FIRST_USE.format(family).encode(), format="pdf", font_paths=fonts)
    return fonts
