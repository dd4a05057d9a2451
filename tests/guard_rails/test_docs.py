"""The README keeps its promises: every setting, task, command and option is explained, every link leads somewhere."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

ROOT = Path(__file__).parents[2]
READ_FROM = {"environ", "environment"}


def settings_read(text: str) -> Iterator[str]:
    """Names a program reads from the environment: environ["X"], environ.get("X") and the like."""
    for node in ast.walk(ast.parse(text)):
        match node:
            case ast.Call(func=ast.Attribute(attr="get", value=place), args=[ast.Constant(value=str(name)), *_]):
                pass
            case ast.Subscript(value=place, slice=ast.Constant(value=str(name))):
                pass
            case _:
                continue
        last = place.attr if isinstance(place, ast.Attribute) else getattr(place, "id", "")
        if last in READ_FROM:
            yield name


def test_every_setting_is_in_the_readme(texts: dict[str, str]) -> None:
    product = [
        text for path, text in texts.items() if path.endswith(".py") and path.startswith(("forms_", "deploy/", "build"))
    ]
    names = {name for text in product for name in settings_read(text)}
    assert {"DATA_DIR", "PORT", "SITE_URL"} <= names
    assert {name for name in names if f"`{name}`" not in texts["README.md"]} == set()


def test_every_setting_in_the_readme_is_read(texts: dict[str, str]) -> None:
    rows = re.findall(r"^\| (`[A-Z_`, ]+`) \|", texts["README.md"], re.MULTILINE)
    explained = {name for row in rows for name in re.findall(r"[A-Z_]{3,}", row)}
    read = {name for path, text in texts.items() if path.endswith(".py") for name in settings_read(text)}
    assert explained
    assert explained <= read


def targets(makefile: str) -> set[str]:
    return set(re.findall(r"^([a-z]+):", makefile, re.MULTILINE))


def test_every_make_target_is_explained(texts: dict[str, str]) -> None:
    known = targets(texts["Makefile"])
    assert {"run", "test", "build"} <= known
    for name in ("run", "test", "build"):  # for everybody
        assert f"make {name}" in texts["README.md"]
    for_makers = texts["README.md"] + texts["CONTRIBUTING.md"]
    assert {name for name in known if f"make {name}" not in for_makers} == set()


def test_every_make_target_is_listed_by_make_itself(texts: dict[str, str]) -> None:
    listed = set(re.findall(r"^([a-z]+):.*##", texts["Makefile"], re.MULTILINE))
    assert listed == targets(texts["Makefile"])


def test_no_text_names_a_make_target_that_does_not_exist(texts: dict[str, str]) -> None:
    for path in ("README.md", "CONTRIBUTING.md", "content/README.md"):
        named = set(re.findall(r"(?:`|^|= )make ([a-z]+)", texts[path], re.MULTILINE))
        assert named <= targets(texts["Makefile"]), path


def test_every_command_of_the_operator_is_in_the_readme(texts: dict[str, str], one_app: Flask) -> None:
    commands = one_app.cli.commands
    assert commands
    for name, command in commands.items():
        assert f"flask --app forms_backend {name}" in texts["README.md"]
        assert command.help


def test_every_option_of_the_build_says_what_it_does(texts: dict[str, str]) -> None:
    options = re.findall(r'add_argument\("(--[a-z]+)"', texts["build.py"])
    explained = re.findall(r'add_argument\("--[a-z]+".*help=', texts["build.py"])
    assert {"--output", "--serve"} <= set(options)
    assert len(explained) == len(options)


@pytest.mark.parametrize("path", ["README.md", "CONTRIBUTING.md", "content/README.md"])
def test_every_link_to_a_file_leads_to_one(texts: dict[str, str], path: str) -> None:
    links = re.findall(r"\]\(([^)#\s]+)", re.sub(r"`[^`]*`", "", texts[path]))
    files = [link for link in links if "://" not in link and not link.startswith(("question:", "template:", "page:"))]
    assert [link for link in files if not (ROOT / path).parent.joinpath(link).exists()] == []


@pytest.mark.parametrize("path", ["README.md", "CONTRIBUTING.md", "content/README.md"])
def test_every_file_that_is_named_exists(texts: dict[str, str], path: str) -> None:
    named = re.findall(r"`((?:[\w-]+/)+[\w.-]+\.(?:py|md|yaml|conf|txt|in|toml))`", texts[path])
    roots = [ROOT, ROOT / "forms_backend", ROOT / "content", (ROOT / path).parent]
    assert [name for name in named if not any((root / name).exists() for root in roots)] == []


def test_each_word_of_the_glossary_stands_there_once_in_order_and_is_used(texts: dict[str, str]) -> None:
    words = re.findall(r"^\| \*\*(.+?)\*\* \| \S", texts["GLOSSARY.md"], re.MULTILINE)
    assert len(words) > 20
    assert words == sorted(set(words), key=str.casefold)
    used = " ".join(text for path, text in texts.items() if path.startswith(("content/", "forms_backend/"))).casefold()
    for word in words:
        for one in word.casefold().split(", "):
            assert one in used, f"nobody uses the word {one!r}"
