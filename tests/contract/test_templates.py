"""Every template in every format, blank and filled: what was typed is there, and nothing else."""

import hashlib
import io
import itertools
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from zipfile import ZipFile

import pytest

from forms_backend.documents.printable import printable
from forms_backend.documents.templates.formats import TEMPLATE_FORMATS
from forms_backend.documents.templates.model import Opening, Shape, Words
from forms_backend.documents.templates.parts import labels_of_blanks
from forms_backend.documents.templates.prepared import NoSuchTemplate
from forms_backend.documents.templates.preparing import ALL
from tests.contract import reading_back as back
from tests.contract.made_templates import (
    ANSWERS,
    BLANKS,
    ENVIRONMENT,
    FILES,
    NAMES,
    PAIRS,
    PREPARED,
    PROSE,
    REGISTERS,
    ROOT,
    SMALL,
    TODAY,
    USUAL,
    WORDS,
    filled,
    parts_of,
    whole_text,
)

HOSTILE = {
    "ampersand": "Rose & Thorn &amp; sons",
    "tag": "<b>bold</b> </w:t></text:p>",
    "comment": "<!--part-1--> and --> and <!--/part-1-->",
    "blank": "{{x}} {{ lead.title }}",
    "formula": "=cmd|' /C calc'!A0",
    "typst": '#let x = 1; #x $y$ @ref *b* \\ // "]',
    "quotes": "\"double\" 'single'",
    "backslash": r"\1 \g<0> \n",
    "right to left mark": "before\u200fafter",
    "emoji": "well done 😀",
    "arabic": "شكرا",
    "chinese": "谢谢",
    "control": "nu\x00ll and \x1b[0m",
    "half a character": "half \ud83d",
    "long": " ".join(f"word{at}" for at in range(620)),
}


FORMS = {shape.value: tuple(forms) for shape, forms in TEMPLATE_FORMATS.items()}
ALL_FORMS = sorted({form for forms in FORMS.values() for form in forms})


def ways_of_answering(slug: str) -> Iterator[dict[str, str]]:
    """Each answer a template turns on, among the usual ones and among two mixtures of others."""
    one = PREPARED.template(slug)
    fields = sorted({each.field for conditions in one.parts.values() for each in conditions})
    mixed = [
        {field: ANSWERS[field][(at + turn) % len(ANSWERS[field])] for at, field in enumerate(fields)} for turn in (0, 1)
    ]
    for basis in ({}, *mixed):
        yield basis
        yield from ({**basis, field: answer} for field in fields for answer in ANSWERS[field])


@pytest.mark.parametrize("value", HOSTILE)
@pytest.mark.parametrize("form", ALL_FORMS)
def test_a_value_comes_out_as_it_was_typed(form: str, value: str) -> None:
    slug = next(slug for slug, each in (("small-rules", "prose"), ("small-things", "register")) if form in FORMS[each])
    typed = HOSTILE[value]
    content = SMALL.fill(slug, form, {"organisation.name": typed}, TODAY)
    found = back.TEXTS[form](content)
    if form == "pdf" and value == "long":  # it goes over pages, with headers and footers between its words
        assert [word for word in typed.split() if word not in found[0]] == []
    else:
        assert back.holds(form, found, printable(typed))


@pytest.mark.parametrize(("slug", "form"), PAIRS)
def test_every_template_takes_every_odd_value_in_all_its_blanks(slug: str, form: str) -> None:
    typed = " ".join(value for name, value in HOSTILE.items() if name != "long")
    found = back.TEXTS[form](PREPARED.fill(slug, form, {**USUAL, **dict.fromkeys(NAMES, typed)}, TODAY))
    assert back.holds(form, found, " ".join(printable(typed).split()))


@pytest.mark.parametrize(("slug", "form"), PAIRS)
def test_every_template_takes_a_name_of_five_thousand_letters(slug: str, form: str) -> None:
    typed = HOSTILE["long"]
    text = " ".join(back.TEXTS[form](filled(slug, form, **{"organisation.name": typed})))
    assert [word for word in typed.split() if word not in text] == []


@pytest.mark.parametrize("empty", ["", "  ", "\n\t"])
@pytest.mark.parametrize(("slug", "form"), PAIRS[::7])
def test_an_empty_value_shows_what_belongs_there(slug: str, form: str, empty: str) -> None:
    content = PREPARED.fill(slug, form, {**USUAL, "organisation.name": empty}, TODAY)
    label = labels_of_blanks(WORDS)["organisation.name"]
    is_line_to_write_on = (slug, form) in [(one.slug, "pdf") for one in REGISTERS]
    assert back.holds(form, back.TEXTS[form](content), f"({label})" if is_line_to_write_on else f"[{label}]")


@pytest.mark.parametrize(("slug", "form"), PAIRS)
def test_a_line_break_in_a_value_becomes_a_space(slug: str, form: str) -> None:
    content = filled(slug, form, **{"organisation.name": " Rose\r\n\tCare\u2028Ltd "})
    assert "Rose Care Ltd" in whole_text(form, content)


@pytest.mark.parametrize(("slug", "form"), PAIRS)
def test_nothing_of_how_it_is_made_is_left(slug: str, form: str) -> None:
    for content in (BLANKS[f"{slug}/{slug}.{form}"], filled(slug, form), PREPARED.fill(slug, form, {}, TODAY)):
        text = back.pdf_text(content) if form == "pdf" else "".join(parts_of(content).values())
        assert not re.search(r"\{\{|\}\}|<!--|@title@|@version@|file\.made", text)


@pytest.mark.parametrize("slug", [one.slug for one in PREPARED.templates])
def test_a_full_profile_leaves_nothing_open(slug: str) -> None:
    left = {str(answers): PREPARED.unfilled(slug, {**USUAL, **answers}) for answers in ways_of_answering(slug)}
    assert {answers: labels for answers, labels in left.items() if labels} == {}
    for form in PREPARED.template(slug).formats.keys() - {"pdf"}:
        text = "".join(parts_of(filled(slug, form)).values())
        assert "Keep this part if" not in text
        assert [label for label in labels_of_blanks(WORDS).values() if f"[{label}]" in text] == []


@pytest.mark.parametrize(
    ("slug", "form"), [(one.slug, form) for one in PROSE for form in TEMPLATE_FORMATS[Shape.PROSE]]
)
def test_guidance_is_in_the_blank_and_in_no_personalised_file(slug: str, form: str) -> None:
    template = next(one for one in PROSE if one.slug == slug)
    guidance = [
        re.sub(r"[*\s]+", "", words.markdown.partition(".")[0])
        for opening, words in itertools.pairwise(template.pieces)
        if isinstance(opening, Opening) and not opening.conditions and isinstance(words, Words)
    ]
    guidance.append("Howtousethistemplate")
    blank = back.unspaced(whole_text(form, BLANKS[f"{slug}/{slug}.{form}"]))
    assert [words for words in guidance if words not in blank] == []
    for profile in (USUAL, {}):
        personal = back.unspaced(whole_text(form, PREPARED.fill(slug, form, profile, TODAY)))
        assert [words for words in guidance if words in personal] == []


@pytest.mark.parametrize("form", TEMPLATE_FORMATS[Shape.PROSE])
@pytest.mark.parametrize(
    ("profile", "there", "gone"),
    [
        (
            {"own-devices": "yes", "cyber-essentials-plus": "yes"},
            ["Use your own", "Show the"],
            ["Use ours", "Keep this"],
        ),
        (
            {"own-devices": "yes", "cyber-essentials-plus": "no"},
            ["Use your own"],
            ["Show the", "Use ours", "Keep this"],
        ),
        ({"own-devices": "no", "cyber-essentials-plus": "no"}, ["Use ours"], ["Use your own", "Show the", "Keep this"]),
        (
            {"own-devices": "no", "cyber-essentials-plus": "yes"},
            [],
            ["Use your own", "Show the", "Use ours", "Keep this"],
        ),
        (
            {"own-devices": "yes"},
            [
                "Use your own",
                "Keep this part if staff use their own phones and you hold Cyber Essentials Plus.",
                "Show the",
            ],
            ["Use ours", "Keep this part if staff use their own phones."],
        ),
        (
            {"own-devices": "no"},
            [
                "Keep this part if staff do not use their own phones and you do not hold Cyber Essentials Plus.",
                "Use ours",
            ],
            ["Use your own", "Show the"],
        ),
        (
            {},
            ["Keep this part if staff use their own phones.", "Use your own", "Show the", "Use ours"],
            ["Read this first"],
        ),
    ],
)
def test_a_part_is_kept_dropped_or_left_to_decide(
    form: str, profile: dict[str, str], there: list[str], gone: list[str]
) -> None:
    text = whole_text(form, SMALL.fill("small-rules", form, profile, TODAY))
    assert [words for words in there if words not in text] == []
    assert [words for words in gone if words in text] == []


@pytest.mark.parametrize(
    ("profile", "open_still"),
    [
        ({}, ("name of your organisation", "Do staff use their own phones?", "Do you hold Cyber Essentials Plus?")),
        ({"organisation.name": "Us", "own-devices": "no"}, ("Do you hold Cyber Essentials Plus?",)),
        ({"organisation.name": "Us", "own-devices": "yes", "cyber-essentials-plus": "no"}, ()),
        (
            {"organisation.name": " ", "own-devices": "no", "cyber-essentials-plus": "yes"},
            ("name of your organisation",),
        ),
    ],
)
def test_what_is_still_open_is_listed(profile: dict[str, str], open_still: tuple[str, ...]) -> None:
    assert SMALL.unfilled("small-rules", profile) == open_still


def test_the_short_name_falls_back_on_the_name() -> None:
    text = whole_text("docx", filled("byod-policy", "docx", **{"own-devices": "no", "organisation.short-name": ""}))
    assert f"devices that {USUAL['organisation.name']} gives you" in text


@pytest.mark.parametrize("form", TEMPLATE_FORMATS[Shape.PROSE])
def test_the_day_and_the_day_to_look_again_are_filled_in(form: str) -> None:
    text = whole_text(form, SMALL.fill("small-rules", form, {}, date(2027, 2, 28)))
    assert "28 February 2027" in text
    assert "28 February 2028" in text


@pytest.mark.parametrize(
    "slug", ["byod-policy", "privacy-notice-easy-read", "it-supplier-letter", "data-breach-log", "dpia"]
)
def test_the_same_template_gives_the_same_bytes_in_another_process(slug: str) -> None:
    program = (
        "import hashlib, pathlib, sys\n"
        "from forms_backend.documents.templates import model, prepared, preparing\n"
        "from tests import templates_kept\n"
        "library, words = templates_kept.loaded(pathlib.Path('content').resolve())\n"
        "alone = model.TemplateLibrary((library.template(sys.argv[1]),))\n"
        "files = dict(preparing.prepared_files(alone, words))\n"
        "blanks = dict(preparing.blank_files(prepared.Prepared(files.__getitem__), sys.argv[1]))\n"
        "files.pop('index.json')\n"
        "print(hashlib.sha256(repr([*sorted(files.items()), *sorted(blanks.items())]).encode()).hexdigest())"
    )
    elsewhere = {**ENVIRONMENT, "PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo"}
    command = [sys.executable, "-c", program, slug]
    there = subprocess.run(command, env=elsewhere, capture_output=True, check=True, text=True, cwd=ROOT).stdout
    here = [*sorted(below(FILES, slug)), *sorted(below(BLANKS, slug))]
    assert there.strip() == hashlib.sha256(repr(here).encode()).hexdigest()


def below(files: dict[str, bytes], slug: str) -> list[tuple[str, bytes]]:
    return [(path, content) for path, content in files.items() if path.startswith(f"{slug}/")]


def test_filling_starts_no_other_program_and_needs_no_tool_of_the_build(tmp_path: Path) -> None:
    for path, content in FILES.items():
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_bytes(content)
    program = (
        "import datetime, pathlib, sys\n"
        "def watch(event, arguments):\n"
        "    if event in ('subprocess.Popen', 'os.system', 'os.exec', 'os.fork', 'os.posix_spawn'):\n"
        "        raise SystemExit(event)\n"
        "from forms_backend.documents.templates.prepared import Prepared\n"
        "sys.addaudithook(watch)\n"
        "prepared = Prepared.open(pathlib.Path(sys.argv[1]))\n"
        "for one in prepared.templates:\n"
        "    for form in one.formats:\n"
        "        print(len(prepared.fill(one.slug, form, {}, datetime.date(2026, 11, 22))))\n"
        "assert not {'pypandoc', 'xlsxwriter'} & set(sys.modules), 'only the build needs these'"
    )
    command = [sys.executable, "-c", program, str(tmp_path)]
    made = subprocess.run(command, capture_output=True, check=False, text=True, cwd=ROOT, env=ENVIRONMENT)
    assert (made.returncode, made.stderr) == (0, "")
    assert len(made.stdout.split()) == len(PAIRS)


def test_one_zip_holds_every_blank() -> None:
    with ZipFile(io.BytesIO(BLANKS[ALL])) as file:
        inside = {name: file.read(name) for name in file.namelist()}
    assert inside == {path.rpartition("/")[2]: content for path, content in BLANKS.items() if path != ALL}


@pytest.mark.parametrize(("slug", "form"), [("unwritten", "docx"), ("byod-policy", "xlsx"), ("byod-policy", "typ")])
def test_a_template_or_format_that_does_not_exist_is_refused(slug: str, form: str) -> None:
    with pytest.raises(NoSuchTemplate):
        PREPARED.fill(slug, form, {}, TODAY)
