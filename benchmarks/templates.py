"""What filling the templates costs, beside doing the same with pandoc at each request and with python-docx."""

import io
import itertools
import resource
import statistics
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

import docx
import pypandoc

from forms_backend.documents.streamed_zip import streamed_zip
from forms_backend.documents.templates.prepared import Prepared
from forms_backend.questions.vocabulary import FieldKind, Vocabulary

TODAY = date(2026, 11, 22)
AIMS = {"pdf": 50}  # milliseconds
AIM = 20  # for every other format
AIM_SET = 8  # seconds
_organisations = itertools.count(1)


def report(prepared: Prepared, vocabulary: Vocabulary, rounds: int = 7) -> list[str]:
    """Lines to print: each format over all templates, the whole set, and one Word file in three ways."""
    fields = [one for part in vocabulary.profile for one in part.fields]
    profile = {
        one.id: one.options[0].value if one.kind is FieldKind.CHOICE else f"our {one.id.replace('.', ' ')}"
        for one in fields
    }
    return [
        *_formats(prepared, profile, rounds),
        *_whole_set(prepared, profile),
        *_three_ways(prepared, profile, rounds),
    ]


def _formats(prepared: Prepared, profile: dict[str, str], rounds: int) -> list[str]:
    costs: dict[str, list[tuple[float, str]]] = defaultdict(list)
    for one in prepared.templates:
        for form in one.formats:
            make = partial(_for_somebody_else, prepared, one.slug, form, profile)
            make()
            costs[form].append((_cost(make, rounds), one.slug))
    lines = []
    for form, found in costs.items():
        median = statistics.median(cost for cost, _ in found)
        worst, slug = max(found)
        aim = AIMS.get(form, AIM)
        lines.append(
            f"{form:5} {len(found):3} templates: median {median:5.1f} ms, worst {worst:5.1f} ms ({slug}), "
            f"{worst / aim:.2f} x the aim of {aim} ms"
        )
    return lines


def _for_somebody_else(prepared: Prepared, slug: str, form: str, profile: dict[str, str]) -> bytes:
    """Filled in for an organisation that has not been before: the same file once more would come out of a cache."""
    return prepared.fill(slug, form, profile | {"organisation.name": f"Home {next(_organisations)}"}, TODAY)


def _whole_set(prepared: Prepared, profile: dict[str, str]) -> list[str]:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.perf_counter()
    files = (
        (f"{one.slug}.{form}", prepared.fill(one.slug, form, profile, TODAY))
        for one in prepared.templates
        for form in one.formats
    )
    size, first = 0, 0.0
    for piece in streamed_zip(files):
        first = first or time.perf_counter() - start
        size += len(piece)
    taken = time.perf_counter() - start
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    return [
        (
            f"whole set in all formats: {taken:.2f} s, {taken / AIM_SET:.2f} x the aim of {AIM_SET} s; the first after "
            f"{first * 1000:.0f} ms; {size / 1e6:.1f} MB sent, {grown:.0f} MB more memory at its highest"
        )
    ]


def _three_ways(prepared: Prepared, profile: dict[str, str], rounds: int) -> list[str]:
    one = prepared.template("data-security-policy")
    blank = prepared.blank(one.slug, "docx")
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "source.docx")
        source.write_bytes(blank)
        markdown = pypandoc.convert_file(str(source), "markdown")

        def with_pandoc() -> None:
            text = markdown.replace("name of your organisation", profile["organisation.name"])
            pypandoc.convert_text(text, "docx", format="markdown", outputfile=str(Path(folder, "made.docx")))

        def with_python_docx() -> None:
            document = docx.Document(io.BytesIO(blank))
            for paragraph in document.paragraphs:
                for run in paragraph.runs:
                    run.text = run.text.replace("name of your organisation", profile["organisation.name"])
            document.save(io.BytesIO())

        ours = _cost(lambda: prepared.fill(one.slug, "docx", profile, TODAY), rounds)
        pandoc, other = _cost(with_pandoc, rounds), _cost(with_python_docx, rounds)
    return [
        (
            f"{one.slug}.docx: ours {ours:.1f} ms; pandoc at each request {pandoc:.0f} ms ({pandoc / ours:.0f} x); "
            f"python-docx, one blank only and no parts, {other:.0f} ms ({other / ours:.1f} x)"
        )
    ]


def _cost(make: Callable[[], object], rounds: int) -> float:
    """Milliseconds of processor time, children included, median."""
    taken = []
    for _ in range(rounds):
        before = _processor()
        make()
        taken.append(_processor() - before)
    return statistics.median(taken) * 1000


def _processor() -> float:
    both = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(one.ru_utime + one.ru_stime for one in both)
