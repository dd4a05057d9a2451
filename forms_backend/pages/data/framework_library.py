"""A year's questions as a library for CISO Assistant, a free tool that larger organisations keep their frameworks in.

The format is that of its `tools/README.md` and its importer (intuitem/ciso-assistant-community, August 2026).
"""

from collections.abc import Iterator
from typing import Any

import yaml

from forms_backend.pages import addresses
from forms_backend.pages.linking import question_address
from forms_backend.pages.page import File
from forms_backend.pages.plain_text import sentence
from forms_backend.pages.site_facts import SiteFacts
from forms_backend.questions.loading import QuestionLibrary
from forms_backend.questions.model import Group, Question, QuestionSet

PACKAGER = "dspt-companion"


def framework_files(library: QuestionLibrary, facts: SiteFacts, origin: str) -> Iterator[File]:
    """A library file for each year."""
    for questions in library.sets:
        text = yaml.dump(
            framework_library(questions, library, facts, origin), allow_unicode=True, sort_keys=False, width=120
        )
        yield File(addresses.framework_of(questions.year).lstrip("/"), text.encode())


def framework_library(
    questions: QuestionSet, library: QuestionLibrary, facts: SiteFacts, origin: str
) -> dict[str, Any]:
    """The library as plain values. Its version is the day of the latest check: a later day counts as an update."""
    checked = max([questions.facts.checked.on, *(one.facts.checked.on for one in questions)])
    name = f"DSPT for adult social care {questions.year}"
    words = (
        f"The mandatory questions of the Data Security and Protection Toolkit for adult social care, {questions.year}, "
        f"in the words of {facts.name}. Not official, and not the official wording: see {origin}{addresses.HOME}"
    )
    about = {"ref_id": _ref(questions), "name": name, "description": words}
    return {
        "urn": _urn("library", questions),
        "locale": "en",
        **about,
        "copyright": f"{facts.licence.words}: {facts.licence.href}",
        "version": int(checked.strftime("%Y%m%d")),
        "publication_date": checked,
        "provider": facts.name,
        "packager": PACKAGER,
        "objects": {
            "framework": {
                "urn": _urn("framework", questions),
                **about,
                "implementation_groups_definition": [
                    {"ref_id": one.id, "name": one.title, "description": one.words} for one in questions.facts.levels
                ],
                "requirement_nodes": list(_nodes(questions, library, origin)),
            }
        },
    }


def _nodes(questions: QuestionSet, library: QuestionLibrary, origin: str) -> Iterator[dict[str, Any]]:
    for group in questions.facts.groups:
        yield _group(group, questions)
        for one in questions.in_group(group.id):
            yield _requirement(one, questions, library, origin)


def _group(group: Group, questions: QuestionSet) -> dict[str, Any]:
    return {
        "urn": _node(questions, group.id),
        "assessable": False,
        "depth": 1,
        "name": group.title,
        "description": group.words,
    }


def _requirement(one: Question, questions: QuestionSet, library: QuestionLibrary, origin: str) -> dict[str, Any]:
    """Named by identity: numbers move from year to year."""
    levels = [each.id for each in questions.facts.levels]
    address = origin + question_address(library, one.identity, questions)
    return {
        "urn": _node(questions, one.identity),
        "assessable": True,
        "depth": 2,
        "parent_urn": _node(questions, one.facts.group),
        "ref_id": one.number,
        "name": one.facts.short,
        "description": one.ask,
        "annotation": f"This counts when: {sentence(one.facts.met_when.words)}\n{address}",
        "typical_evidence": "\n".join(each.keep for each in one.facts.evidence),
        "implementation_groups": levels[levels.index(one.level) :],
    }


def _ref(questions: QuestionSet) -> str:
    return f"dspt-adult-social-care-{questions.year}"


def _urn(kind: str, questions: QuestionSet) -> str:
    return f"urn:{PACKAGER}:risk:{kind}:{_ref(questions)}"


def _node(questions: QuestionSet, name: str) -> str:
    return f"{_urn('req_node', questions)}:{name}"
