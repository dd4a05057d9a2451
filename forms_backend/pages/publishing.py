"""The folders a build reads and writes. What did not change since the last build is not rendered again."""

import hashlib
import os
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

import msgspec

from forms_backend.pages import finishing, link_check
from forms_backend.pages.staging import DOCS, Staging

RECORD = ".build/record.json"

Render = Callable[[Path, Path], None]  # from a folder with mkdocs.yml to a folder of HTML


class BuildRecord(msgspec.Struct, frozen=True, kw_only=True):
    """What the last build was made from and what it made, as digests. `key` covers whatever every page depends on."""

    key: str
    markdown: dict[str, str]
    made: dict[str, str]


class Broken(Exception):  # noqa: N818 - a state of the site, not of the program
    """Raised with every link that leads nowhere."""


def publish(staging: Staging, engine: str, output: Path, work: Path, render: Render) -> int:
    """Bring `output` up to date and return how many pages were rendered.

    `engine` names the versions and templates used; `work` is an empty folder on the same disk. Raises Broken, and leaves
    `output` as it was, when a link leads nowhere; what `render` raises is passed on.
    """
    key = digest(staging.settings + engine.encode())
    markdown = {path: digest(content) for path, content in staging.markdown.items()}
    earlier = _record(output)
    reusable = _reusable(earlier, key, markdown, output)
    changed = [path for path in markdown if not reusable or not earlier or earlier.markdown[path] != markdown[path]]
    kept = _read(output, reusable) if earlier else {}
    made = {**kept, **_rendered(staging, changed, kept.get(finishing.INDEX), work, render)}
    site = {**{path: text.encode() for path, text in made.items()}, **staging.files}
    _check_links(made, site)
    _swap(site, output, work)
    record = BuildRecord(key=key, markdown=markdown, made={path: digest(made[path].encode()) for path in made})
    _write(output / RECORD, msgspec.json.encode(record))
    return len(changed)


def digest(content: bytes) -> str:
    """A short name for some bytes; equal for equal bytes only."""
    return hashlib.blake2b(content, digest_size=16).hexdigest()


def folder_digest(folder: Path) -> str:
    """A digest of every file in a folder and below."""
    files = sorted(path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    return digest("".join(f"{path.relative_to(folder)} {digest(path.read_bytes())}\n" for path in files).encode())


def _record(output: Path) -> BuildRecord | None:
    try:
        return msgspec.json.decode((output / RECORD).read_bytes(), type=BuildRecord)
    except (OSError, msgspec.DecodeError):
        return None


def _reusable(earlier: BuildRecord | None, key: str, markdown: Mapping[str, str], output: Path) -> dict[str, str]:
    """What the last build made and is still good, by path; empty when everything must be rendered."""
    if earlier is None or earlier.key != key or earlier.markdown.keys() != markdown.keys():
        return {}
    for path, expected in earlier.made.items():
        try:
            if digest((output / path).read_bytes()) != expected:
                return {}
        except OSError:
            return {}
    return earlier.made


def _read(output: Path, paths: Mapping[str, str]) -> dict[str, str]:
    return {path: (output / path).read_text(encoding="utf-8") for path in paths}


def _rendered(staging: Staging, changed: list[str], index: str | None, work: Path, render: Render) -> dict[str, str]:
    """The finished text of the changed pages, and the search index with their words in it."""
    if not changed:
        return {}
    folder, html = work / "staging", work / "html"
    for path in changed:
        _write(folder / DOCS / path, staging.markdown[path])
    _write(folder / "mkdocs.yml", staging.settings)
    render(folder, html)
    wanted = [path for path in html.rglob("*.html")] + [html / finishing.INDEX]
    made = finishing.finished({path.relative_to(html).as_posix(): path.read_text(encoding="utf-8") for path in wanted})
    if index is not None:
        addresses = {f"/{path.removesuffix('index.md')}" for path in changed}
        made[finishing.INDEX] = finishing.merged_index(index, made[finishing.INDEX], addresses)
    return made


def _check_links(made: Mapping[str, str], site: Mapping[str, bytes]) -> None:
    pages = {path: text for path, text in made.items() if path.endswith(".html")}
    broken = list(link_check.broken_links(pages, site.keys()))
    if broken:
        raise Broken("\n".join([f"{len(broken)} links lead nowhere:", *map(str, broken)]))


def _swap(site: Mapping[str, bytes], output: Path, work: Path) -> None:
    """Put every file that differs in its place, each at once, then remove what is left of the site before."""
    for path, content in site.items():
        place = output / path
        if not place.is_file() or place.read_bytes() != content:
            _write(work / "new", content)
            place.parent.mkdir(parents=True, exist_ok=True)
            (work / "new").replace(place)
    for folder, _, names in os.walk(output, topdown=False):
        at = Path(folder)
        inside = at.relative_to(output)
        if inside.parts[:1] == (".build",) or at == work:
            continue
        for name in names:
            if (inside / name).as_posix() not in site and not name.startswith("."):
                (at / name).unlink()
        if at != output and not any(at.iterdir()):
            at.rmdir()


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
