"""What each format of a plan and of a checklist costs, for a workspace with all questions open or all answered."""

import itertools
import statistics
import time
from collections.abc import Callable
from datetime import date

from forms_backend.answers.action_plan import action_plan
from forms_backend.answers.evidence import checklist
from forms_backend.answers.model import Answer, Position, Workspace
from forms_backend.documents.action_plan import report_of_plan
from forms_backend.documents.evidence_checklist import report_of_checklist
from forms_backend.documents.formats import FORMATS
from forms_backend.questions.loading import QuestionLibrary

TODAY = date(2026, 11, 22)
AIM = 50  # milliseconds for each format of the plan
_organisations = itertools.count(1)  # another one each time: the same file once more would come out of a cache


def report(library: QuestionLibrary, rounds: int = 15) -> list[str]:
    """Lines to print: milliseconds of processor time for the plan and the checklist in each format, median."""
    questions = library.newest
    comment = "Asked the IT supplier on 20 November; they will write back before Christmas. "
    answers = {one.identity: Answer(position=Position.PARTLY, saved_on=TODAY, comment=comment) for one in questions}
    workspace = Workspace(year=questions.year, aim="standards-met", created_on=TODAY, changed_on=TODAY, answers=answers)
    lines = []
    for name, write in FORMATS.items():

        def plan(write: Callable[..., bytes] = write.write) -> bytes:
            made = action_plan(questions, workspace, library.vocabulary, TODAY)
            return write(report_of_plan(made, questions, f"Home {next(_organisations)}", "VLXYZ"))

        def evidence(write: Callable[..., bytes] = write.write) -> bytes:
            made = checklist(questions, workspace, library.vocabulary, TODAY)
            return write(report_of_checklist(made, questions, f"Home {next(_organisations)}", "VLXYZ"))

        cost, size = _cost(plan, rounds)
        other, _ = _cost(evidence, rounds)
        share = f"{cost / AIM:.2f} x the aim of {AIM} ms"
        lines.append(f"{name:5} plan {cost:6.1f} ms, {share}, {size / 1000:.0f} KB; checklist {other:6.1f} ms")
    return lines


def _cost(make: Callable[[], bytes], rounds: int) -> tuple[float, int]:
    size = len(make())
    taken = []
    for _ in range(rounds):
        start = time.process_time()
        make()
        taken.append(time.process_time() - start)
    return statistics.median(taken) * 1000, size
