"""What can only be made once all pages are drawn: the copy for a USB stick, the worker, and how much they weigh."""

import hashlib
from collections.abc import Callable, Iterable, Mapping

from forms_backend.pages.offline.kept_site import WORKER, Weight, weight, with_sizes, worker
from forms_backend.pages.offline.usb_copy import USB_COPY, Original, copied, zipped
from forms_backend.pages.plain_text import size_in_words

_WEIGHT = "weight"

Once = Callable[[str, Callable[[], Iterable[tuple[str, bytes]]], str], Mapping[str, bytes]]  # publishing.made_once


def with_offline_files(
    made: Mapping[str, str], files: Mapping[str, bytes], original: Original, source: bytes, once: Once
) -> tuple[dict[str, str], dict[str, bytes]]:
    """The drawn pages (path: text) with sizes filled in, and the files to publish beside them and `files`.

    `source` is that of the worker. `once` makes a set of files by name, or has it from an earlier build.
    """
    drawn = {path: with_sizes(text, {}) for path, text in made.items()}
    site = {**_bytes(drawn), **files}
    big = once(_key(site, original), lambda: _big(site, original), "offline")
    room, fetched = map(int, big[_WEIGHT].split())
    sizes = {USB_COPY: f" ({size_in_words(len(big[USB_COPY]))})", "kept": _in_words(Weight(room, fetched))}
    drawn = {path: with_sizes(text, sizes) for path, text in drawn.items()}
    more = {USB_COPY: big[USB_COPY]}
    return drawn, {**more, WORKER: worker(source, {**_bytes(drawn), **files, **more})}


def _big(site: Mapping[str, bytes], original: Original) -> Iterable[tuple[str, bytes]]:
    yield USB_COPY, zipped(copied(site, original))
    yield _WEIGHT, "{} {}".format(*weight(site)).encode()


def _in_words(of: Weight) -> str:
    room, fetched = size_in_words(of.room), size_in_words(of.fetched)
    return f"It needs {room} of room on this device. Downloading it uses between {fetched} and {room} of your data."


def _key(site: Mapping[str, bytes], original: Original) -> str:
    """A digest of all that the big files are made from. Whoever changes how they are made has all pages drawn again."""
    whole = hashlib.blake2b(repr(original).encode(), digest_size=16)
    for path, content in sorted(site.items()):
        whole.update(f"\n{path} {len(content)}\n".encode())
        whole.update(content)
    return whole.hexdigest()


def _bytes(texts: Mapping[str, str]) -> dict[str, bytes]:
    return {path: text.encode() for path, text in texts.items()}
