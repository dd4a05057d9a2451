"""A font of one glyph, an empty box, for every character that no other font has.

PDF/UA-1 refuses text that cannot be shown. With this font at the end of the list a PDF can always be made: an emoji or
a word of Chinese prints as boxes, yet is read aloud, searched and copied as it was typed.
Format: OpenType 1.9, the tables that TrueType outlines require.
"""

from struct import pack, unpack

NAME = "Last Resort Box"

_WIDTH, _UNITS = 600, 1000
_ASCENT, _DESCENT = 800, -200
_OUTER = ((100, 0), (100, 650), (500, 650), (500, 0))
_INNER = ((150, 50), (450, 50), (450, 600), (150, 600))  # the other way round: a hole
_LAST = 0x10FFFF


def font_file() -> bytes:
    """The font as the bytes of a TTF file."""
    box = _box()
    tables = {
        b"OS/2": _os2(),
        b"cmap": _cmap(),
        b"glyf": box,
        b"head": pack(
            ">4I2H2Q4h2H3h", 1 << 16, 1 << 16, 0, 0x5F0F3CF5, 0, _UNITS, 0, 0, 100, 0, 500, 650, 0, 8, 2, 1, 0
        ),
        b"hhea": pack(">I3hH11hH", 1 << 16, _ASCENT, _DESCENT, 0, _WIDTH, 100, 100, 500, 1, *[0] * 7, 1),
        b"hmtx": pack(">H2h", _WIDTH, 0, 100),
        b"loca": pack(">3I", 0, 0, len(box)),
        b"maxp": pack(">I14H", 1 << 16, 2, 8, 2, 0, 0, 1, *[0] * 8),
        b"name": _name(),
        b"post": pack(">2I2h5I", 3 << 16, 0, -100, 50, *[0] * 5),
    }
    start = 12 + 16 * len(tables)
    listing, body = pack(">I4H", 1 << 16, len(tables), 128, 3, 16 * len(tables) - 128), b""
    for tag, table in tables.items():
        padded = table + bytes(-len(table) % 4)
        total = sum(unpack(f">{len(padded) // 4}I", padded)) & 0xFFFFFFFF
        listing += pack(">4s3I", tag, total, start + len(body), len(table))
        body += padded
    return listing + body


def _box() -> bytes:
    points = _OUTER + _INNER
    steps = [(x - u, y - v) for (x, y), (u, v) in zip(points, ((0, 0), *points), strict=False)]
    shape = pack(">5h3H", 2, 100, 0, 500, 650, 3, 7, 0) + b"\1" * len(points)
    glyph = shape + b"".join(pack(">h", x) for x, _ in steps) + b"".join(pack(">h", y) for _, y in steps)
    return glyph + bytes(-len(glyph) % 4)


def _cmap() -> bytes:
    """Every character from the space on is glyph 1 (format 13: many to one)."""
    return pack(">4HI", 0, 1, 3, 10, 12) + pack(">2H6I", 13, 0, 28, 0, 1, 0x20, _LAST, 1)


def _name() -> bytes:
    names = {1: NAME, 2: "Regular", 3: NAME, 4: NAME, 6: NAME.replace(" ", "")}
    listing, words = pack(">3H", 0, len(names), 6 + 12 * len(names)), b""
    for what, text in names.items():
        encoded = text.encode("utf-16-be")
        listing += pack(">6H", 3, 1, 0x409, what, len(encoded), len(words))
        words += encoded
    return listing + words


def _os2() -> bytes:
    sizes = pack(">HhHHH11h", 3, _WIDTH, 400, 5, 0, *[0] * 11)
    names = pack(">10s4I4sHHH", bytes(10), 0, 0, 0, 0, b"NONE", 0x40, 0x20, 0xFFFF)
    heights = pack(">3h2H2I2h3H", _ASCENT, _DESCENT, 0, _ASCENT, -_DESCENT, 0, 0, 450, 650, 0, 0x20, 0)
    return sizes + names + heights
