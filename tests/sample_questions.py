"""Small question sets and workspaces, made by hand, for tests of what is drawn from them."""

from datetime import date

from forms_backend.answers.model import Answer, DocumentGiven, EvidenceNote, PlanNote, Position, Ticked, Way, Workspace
from forms_backend.questions.model import (
    Checked,
    Confidence,
    EvidenceSuggestion,
    Group,
    Kind,
    Level,
    MetWhen,
    NotApplicableRoute,
    Question,
    QuestionFacts,
    QuestionSet,
    SetFacts,
)
from forms_backend.questions.vocabulary import Vocabulary

TODAY = date(2026, 11, 22)
DEADLINE = date(2027, 6, 30)
FIRST, SECOND = "approaching-standards", "standards-met"

VOCABULARY = Vocabulary(
    roles={"manager": "Registered manager", "deputy": "Deputy manager", "it": "IT supplier"},
    topics={},
    evidence_kinds={"log": "Log", "policy": "Policy"},
    profile=(),
)

_CHECKED = Checked(TODAY, Confidence.HIGH)


def something_to_keep(keep: str, owner: str = "manager", months: int = 12) -> EvidenceSuggestion:
    return EvidenceSuggestion(keep, "log", owner, months)


def a_question(number: str, level: str, short: str, *evidence: EvidenceSuggestion, kind: Kind = Kind.TICK) -> Question:
    facts = QuestionFacts(
        kind=kind,
        group="all",
        short=short,
        ask=f"Is there {short}?",
        years={},
        who_answers=("deputy",),
        minutes=10,
        not_applicable=NotApplicableRoute("There is none.", "Not applicable"),
        met_when=MetWhen("Always.", 12 if kind is Kind.DOCUMENT else None),
        evidence=evidence,
        if_not_met=f"Begin with {short}.",
        topics=(),
        checked=_CHECKED,
        sources=(),
    )
    identity = short.lower().replace(" ", "-")
    return Question(
        identity=identity, number=number, level=level, ask=facts.ask, changed=None, facts=facts, sections=()
    )


def a_set(*questions: Question) -> QuestionSet:
    facts = SetFacts(
        title="2025-26",
        version=1,
        opens=date(2026, 9, 1),
        deadline=DEADLINE,
        published=True,
        checked=_CHECKED,
        sources=(),
        levels=(Level(FIRST, "Approaching Standards", "A first step."), Level(SECOND, "Standards Met", "All of it.")),
        groups=(Group("all", "All", "Everything."),),
        order=tuple(one.identity for one in questions),
    )
    return QuestionSet(year="2025-26", facts=facts, questions=questions)


def many_questions(first: int, second: int) -> QuestionSet:
    """So many questions that the first level needs, and so many more for the second; two share what is kept."""
    levels = [FIRST] * first + [SECOND] * second
    return a_set(
        *(
            a_question(f"{at // 9 + 1}.{at % 9 + 1}.1", level, f"Subject {at}", something_to_keep(f"Log {at // 2}"))
            for at, level in enumerate(levels)
        )
    )


def a_workspace(
    answers: dict[str, Answer] | None = None,
    plan: dict[str, PlanNote] | None = None,
    evidence: dict[str, EvidenceNote] | None = None,
) -> Workspace:
    return Workspace(
        year="2025-26",
        aim=SECOND,
        created_on=TODAY,
        changed_on=TODAY,
        answers=answers or {},
        plan=plan or {},
        evidence=evidence or {},
    )


def yes(comment: str = "") -> Answer:
    return Answer(Position.YES, TODAY, Ticked(), comment=comment)


def partly(comment: str = "") -> Answer:
    return Answer(Position.PARTLY, TODAY, comment=comment)


def does_not_apply(reason: str) -> Answer:
    return Answer(Position.NOT_APPLICABLE, TODAY, reason=reason)


def kept_at(place: str, reviewed_on: date | None = TODAY) -> Answer:
    return Answer(Position.YES, TODAY, DocumentGiven(Way.PLACE, place, reviewed_on=reviewed_on))
