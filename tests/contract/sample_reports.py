"""Reports of every kind, and every format of them, written once for all tests."""

from functools import cache

from forms_backend.answers.action_plan import action_plan
from forms_backend.answers.evidence import checklist
from forms_backend.answers.model import Answer, PlanNote, Position
from forms_backend.documents.action_plan import report_of_plan
from forms_backend.documents.evidence_checklist import report_of_checklist
from forms_backend.documents.formats import FORMATS
from forms_backend.documents.report import Column, Fact, Report, Row, Sheet, SheetColumn, Table, TickBox, lines
from tests.contract import reading_back as back
from tests.sample_questions import TODAY, VOCABULARY, a_workspace, many_questions, partly, yes

REPLACED = "\N{REPLACEMENT CHARACTER}"
LONG = " ".join(f"word{at}" for at in range(1100))
VALUES = {  # what was typed -> what must be read
    "ampersand": ("Rose & Thorn &amp; sons", None),
    "tag": ("<b>bold</b> </w:t></text:p>", None),
    "quotes": ("\"double\" 'single' `back`", None),
    "template": ("{{x}} {% if y %} {# z #}", None),
    "formula": ("=1+1", None),
    "plus": ("+44 20 7946 0000", None),
    "minus": ("- a dash begins a list", None),
    "at": ("@SUM(A1)", None),
    "wide formula": ("\uff1d1+1", None),
    "heading": ("# x", None),
    "typst": ("#let x = 1; #x $y$ @ref *b* _i_ \\ ~ //", None),
    "excel escape": ("_x0041_ stays", None),
    "right to left mark": ("before\u200fafter", None),
    "emoji": ("well done 😀 👍🏽", None),
    "arabic": ("شكرا", None),
    "chinese": ("谢谢", None),
    "unbroken": ("https://example.org/" + "unbroken" * 50, None),
    "spaces": ("  two before, two  between", None),
    "lines": ("first\nsecond\n\nfourth", None),
    "other line ends": ("a\r\nb\rc\vd\u2028e", "a\nb\nc\nd\ne"),
    "tab": ("\tone\ttwo", "    one    two"),
    "formula after a tab": ("\t=2+2", "    =2+2"),
    "null": ("nu\x00ll and \x1b[0m", f"nu{REPLACED}ll and {REPLACED}[0m"),
    "half a character": ("half \ud83d", f"half {REPLACED}"),
    "not a character": ("not\uffff", f"not{REPLACED}"),
    "long": (LONG, None),
}


def hostile_report(values: dict[str, str]) -> Report:
    """Every value in every place a value can have."""
    rows = (*(Row((TickBox(ticked=False), lines(value))) for value in values.values()), Row((lines(""), lines())))
    table = Table("Values & <b>", (Column("", 1), Column("Value", 9)), rows)
    sheet = Sheet("Values", (SheetColumn("Value", 40),), tuple((value,) for value in (*values.values(), "")))
    short = " ".join(value for value in values.values() if len(value) < 100)
    return Report(
        title=f"Title {short}",
        subtitle=short,
        organisation=short,
        facts=(Fact(short, short, short),),
        words=(short,),
        tables=(table,),
        sheets=(sheet,),
        footer=short[:60],
        made_on=TODAY,
        landscape=False,
    )


def plan_report() -> Report:
    questions = many_questions(20, 25)
    answers = {
        f"subject-{at}": yes(f"Comment {at}") if at % 5 == 0 else partly(f"Comment {at}") for at in range(0, 45, 2)
    }
    answers["subject-1"] = Answer(Position.NOT_APPLICABLE, TODAY, reason="Reason 1", comment="Comment 1")
    plan = {f"subject-{at}": PlanNote(notes=f"Note {at}", help_needed="An hour") for at in range(0, 45, 7)}
    made = action_plan(questions, a_workspace(answers, plan), VOCABULARY, TODAY)
    return report_of_plan(made, questions, "Rose & Thorn Ltd", "VLXYZ")


def checklist_report() -> Report:
    questions = many_questions(40, 50)
    workspace = a_workspace({"subject-3": yes("Comment 3")})
    return report_of_checklist(checklist(questions, workspace, VOCABULARY, TODAY), questions, "Rose & Thorn Ltd", "")


REPORTS = {
    "plan": plan_report(),
    "checklist": checklist_report(),
    "hostile": hostile_report({name: typed for name, (typed, _) in VALUES.items()}),
}


@cache
def written(name: str, suffix: str) -> bytes:
    return FORMATS[suffix].write(REPORTS[name])


@cache
def texts_of(name: str, suffix: str) -> list[str]:
    return back.TEXTS[suffix](written(name, suffix))
