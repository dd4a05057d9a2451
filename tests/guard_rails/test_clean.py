"""Nothing is left half done, and nothing tells on which machine it was written."""

import re

import pytest

# Written with hyphens, so that this file does not find itself.
MARKS = [one.replace("-", "") for one in ("TO-DO", "FIX-ME", "XX-X", "HA-CK", "NO-COMMIT", "<<<-<<<<", ">>>->>>>")]
HOSTS = [
    one.replace("-", "")
    for one in (
        "pypi-.org",
        "python-hosted.org",
        "npm-js.org",
        "npm-js.com",
        "yarn-pkg.com",
        "jsde-livr.net",
        "un-pkg.com",
        "proxy.go-lang.org",
        "crates-.io",
        "ana-conda.org",
        "ma-ven.org",
    )
]
MACHINE = re.compile(r"(?<![\w./~:-])/(?:home|root|Users|work|var/folders)/[\w.]+")
MADE_BY_TOOLS = ("requirements/dev.txt", "requirements/run.txt")


@pytest.mark.parametrize("mark", MARKS)
def test_nothing_is_marked_as_left_to_do(texts: dict[str, str], mark: str) -> None:
    word = re.compile(rf"(?<![A-Za-z0-9<>]){re.escape(mark)}(?![A-Za-z0-9<>])")
    assert [path for path, text in texts.items() if word.search(text)] == []


def test_no_file_names_a_place_on_somebodys_machine(texts: dict[str, str]) -> None:
    found = {path: match[0] for path, text in texts.items() if (match := MACHINE.search(text))}
    assert found == {}


@pytest.mark.parametrize("host", HOSTS)
def test_no_file_names_the_host_of_a_registry(texts: dict[str, str], host: str) -> None:
    assert [path for path, text in texts.items() if host in text.casefold()] == []


def test_locked_dependencies_have_hashes_and_no_addresses(texts: dict[str, str]) -> None:
    for path in MADE_BY_TOOLS:
        lines = [line for line in texts[path].splitlines() if line and not line.lstrip().startswith("#")]
        assert not [line for line in lines if "://" in line or line.startswith("-")]
        pinned = [line for line in lines if not line.startswith(" ")]
        assert pinned
        assert all("==" in line and line.endswith("\\") for line in pinned)


@pytest.mark.parametrize("place", ["/{}/ann/x", "see /{}/.cache", '"/{}/main"', "(/{}/x)"])
@pytest.mark.parametrize("folder", ["home", "root", "Users", "work"])
def test_a_place_on_a_machine_is_recognised(place: str, folder: str) -> None:
    assert MACHINE.search(place.format(folder))


@pytest.mark.parametrize("place", ["https://example.org/home/x", "questions/work/x", "a/home/b", "../root/x"])
def test_an_address_is_not_taken_for_a_place_on_a_machine(place: str) -> None:
    assert not MACHINE.search(place)
