"""The folders a build reads and writes. What did not change since the last build is not drawn again."""

import hashlib
import os
import tempfile
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

import msgspec

from forms_backend.pages import finishing
from forms_backend.pages.links.ledger import Ledger
from forms_backend.pages.links.promises import Finished, Promises, faults, finished_site
from forms_backend.pages.offline.offline_files import with_offline_files
from forms_backend.pages.search import search_index
from forms_backend.pages.staging import DOCS, Staging

PRIVATE = ".build"  # in the output: what the next build may use again
RECORD = f"{PRIVATE}/record.json"
ENGINES = ("mkdocs", "mkdocs-material", "Markdown", "jinja2")

Render = Callable[[Path, Path], None]  # from a folder with mkdocs.yml to a folder of HTML


class BuildRecord(msgspec.Struct, frozen=True, kw_only=True):
    """What the last build was made from and what it made, as digests. `key` covers whatever every page depends on."""

    key: str
    markdown: dict[str, str]
    made: dict[str, str]


class Broken(Exception):  # noqa: N818 - a state of the site, not of the program
    """Raised with every link that leads nowhere, and every promise that is not kept."""


class Published(NamedTuple):
    """How many pages were drawn, and what the site has for linking now."""

    drawn: int
    ledger: Ledger


def refuse_others_files(output: Path) -> None:
    """Raise Broken when a folder holds files and no build made them: publishing removes what belongs to no page."""
    strangers = sorted(one.name for one in output.glob("[!.]*"))
    if strangers and not (output / PRIVATE).is_dir():
        raise Broken(
            f"{output} holds files that no build made, such as {strangers[0]}. They would be removed.\n"
            "    Give an empty folder, or the one of an earlier build."
        )


def publish(staging: Staging, output: Path, render: Render) -> Published:
    """Bring `output` up to date.

    Raises Broken, and leaves `output` as it was, when a link leads nowhere or something that was published is lost;
    what `render` raises is passed on.
    """
    engines = " ".join(version(name) for name in ENGINES)
    drawn_by = f"{engines} {digest_of(staging.theme, Path(__file__).parent)}\n"
    settings = staging.settings.replace(str(staging.theme).encode(), b"")  # where the theme lies changes no page
    key = digest(drawn_by.encode() + settings + msgspec.json.encode(staging.explained))
    markdown = {path: digest(content) for path, content in staging.markdown.items()}
    earlier = _record(output)
    kept = _kept(earlier, key, markdown, output)
    changed = [path for path in markdown if not kept or not earlier or earlier.markdown[path] != markdown[path]]
    (output / PRIVATE).mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=output / PRIVATE) as work:  # on the same disk, so that files can be moved
        made = {**kept, **_drawn(staging, changed, kept.get(search_index.INDEX), Path(work), render)}
        made, more = _with_offline_files(made, staging, output, key)
        site = {**{path: text.encode() for path, text in made.items()}, **staging.files, **more}
        finished = finished_site(made, site)
        _refuse_faults(staging.promises, finished)
        _swap(site, output, Path(work) / "new")
    record = BuildRecord(key=key, markdown=markdown, made={path: digest(made[path].encode()) for path in made})
    _write(output / RECORD, msgspec.json.encode(record))
    return Published(len(changed), finished.ledger)


def made_once(
    output: Path, key: str, make: Callable[[], Iterable[tuple[str, bytes]]], name: str = "made"
) -> dict[str, bytes]:
    """What `make` gives, by name; what it gave the last time when `key` is as it was then. `name` is the set's."""
    earlier = _earlier(output, name)
    if earlier[0] == key:
        return earlier[1]
    made = dict(make())
    _write(output / PRIVATE / name, msgspec.msgpack.encode((key, made)))
    return made


def _earlier(output: Path, name: str) -> tuple[str, dict[str, bytes]]:
    try:
        return msgspec.msgpack.decode((output / PRIVATE / name).read_bytes(), type=tuple[str, dict[str, bytes]])
    except (OSError, msgspec.DecodeError):
        return "", {}


def made_before(
    output: Path, key: str, make: Callable[[], Iterable[tuple[str, bytes]]], name: str = "made"
) -> dict[str, bytes]:
    """What `make` gave the last time, whatever it was made of; without such, what `made_once` gives."""
    earlier = _earlier(output, name)
    return earlier[1] or made_once(output, key, make, name)


def made_each(output: Path, keys: Mapping[str, str], make: Callable[[str], bytes], name: str) -> dict[str, bytes]:
    """What `make` gives for each of `keys`; what it gave the last time where that one's key is as it was then."""
    place = output / PRIVATE / name
    try:
        earlier = msgspec.msgpack.decode(place.read_bytes(), type=dict[str, tuple[str, bytes]])
    except (OSError, msgspec.DecodeError):
        earlier = {}
    kept = {one: earlier[one] for one, key in keys.items() if one in earlier and earlier[one][0] == key}
    missing = [one for one in keys if one not in kept]
    with ThreadPoolExecutor(os.cpu_count()) as several:  # what makes documents spends its time outside Python
        kept |= {one: (keys[one], content) for one, content in zip(missing, several.map(make, missing), strict=True)}
    made = {one: kept[one] for one in keys}
    if made != earlier:
        _write(place, msgspec.msgpack.encode(made))
    return {one: content for one, (_, content) in made.items()}


def digest(content: bytes) -> str:
    """A short name for some bytes; equal for equal bytes only."""
    return hashlib.blake2b(content, digest_size=16).hexdigest()


def digest_of(*places: Path) -> str:
    """A digest of files, and of every file in folders and below."""
    found = [path for place in places for path in sorted([place, *place.rglob("*")])]
    files = [path for path in found if path.is_file() and "__pycache__" not in path.parts]
    return digest("".join(f"{path.name} {digest(path.read_bytes())}\n" for path in files).encode())


def _record(output: Path) -> BuildRecord | None:
    try:
        return msgspec.json.decode((output / RECORD).read_bytes(), type=BuildRecord)
    except (OSError, msgspec.DecodeError):
        return None


def _kept(earlier: BuildRecord | None, key: str, markdown: Mapping[str, str], output: Path) -> dict[str, str]:
    """What the last build drew and is still good, by path; empty when everything must be drawn."""
    if earlier is None or earlier.key != key or earlier.markdown.keys() != markdown.keys():
        return {}
    kept = {}
    for path, expected in earlier.made.items():
        try:
            content = (output / path).read_bytes()
        except OSError:
            return {}
        if digest(content) != expected:
            return {}
        kept[path] = content.decode()
    return kept


def _drawn(staging: Staging, changed: list[str], index: str | None, work: Path, render: Render) -> dict[str, str]:
    """The finished text of the changed pages, and the search index with their words in it."""
    if not changed:
        return {}
    folder, html = work / "staging", work / "html"
    for path in changed:
        _write(folder / DOCS / path, staging.markdown[path])
    _write(folder / "mkdocs.yml", staging.settings)
    render(folder, html)
    wanted = [*html.rglob("*.html"), html / search_index.INDEX]
    rendered = {path.relative_to(html).as_posix(): path.read_text(encoding="utf-8") for path in wanted}
    made = finishing.finished(rendered, staging.explained)
    if index is not None:
        addresses = {f"/{path.removesuffix('index.md')}" for path in changed}
        made[search_index.INDEX] = search_index.merged_index(index, made[search_index.INDEX], addresses)
    return made


def _with_offline_files(
    made: Mapping[str, str], staging: Staging, output: Path, key: str
) -> tuple[dict[str, str], dict[str, bytes]]:
    source = (staging.theme / "worker.js").read_bytes()

    def once(one: str, make: Callable[[], Iterable[tuple[str, bytes]]], name: str) -> dict[str, bytes]:
        return made_once(output, f"{key} {one}", make, name)  # made anew when the program that makes them changes

    return with_offline_files(made, staging.files, staging.original, source, once)


def _refuse_faults(promises: Promises, site: Finished) -> None:
    if found := faults(promises, site):
        raise Broken("\n".join([*found, "The site is as it was."]))


def _swap(site: Mapping[str, bytes], output: Path, spare: Path) -> None:
    """Put every file that differs in its place, each at once, then remove what is left of the site before.

    What begins with a dot stays: what we keep for the next build, and a `.git` of whoever publishes the folder.
    """
    for path, content in site.items():
        place = output / path
        if not place.is_file() or place.read_bytes() != content:
            _write(spare, content)
            place.parent.mkdir(parents=True, exist_ok=True)
            spare.replace(place)
    for folder, _, names in os.walk(output, topdown=False):
        at = Path(folder)
        inside = at.relative_to(output)
        if any(part.startswith(".") for part in inside.parts):
            continue
        for name in names:
            if (inside / name).as_posix() not in site and not name.startswith("."):
                (at / name).unlink()
        if at != output and not any(at.iterdir()):
            at.rmdir()


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
