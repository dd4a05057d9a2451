"""What is asked: questions, the sets of a year, and the words that describe them. All frozen."""

from collections.abc import Iterator
from datetime import date
from enum import StrEnum

import msgspec


class Kind(StrEnum):
    """How a question is answered in the official toolkit."""

    TICK = "tick"
    TEXT = "text"
    DATE = "date"
    DOCUMENT = "document"
    CHOICE = "choice"


class Confidence(StrEnum):
    """How sure we are of a question's facts; anything below `high` is said on the page."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class Facts(msgspec.Struct, frozen=True, rename="kebab", forbid_unknown_fields=True):
    """Base of everything read from content: frozen, keys written-like-this, unknown keys refused."""


class YearFacts(Facts, frozen=True):
    """What differs by year: the number, the level that first needs it, and the words."""

    number: str
    level: str
    ask: str | None = None  # only where the year asked in other words than `ask`
    changed: str | None = None  # what is different from the year before, for a reader


class MetWhen(Facts, frozen=True):
    """When an answer counts. `words` is for people; the rest is for `answers.standing`."""

    words: str
    reviewed_within_months: int | None = None  # for documents and dates
    choices: tuple[str, ...] = ()  # for choice questions: the options that count


class NotApplicableRoute(Facts, frozen=True):
    """When a question may be answered with "not applicable", and how that is entered officially."""

    when: str
    enter: str
    confirmed: bool = True  # False: follows the pattern of others but was not seen


class EvidenceSuggestion(Facts, frozen=True):
    """One thing to keep as evidence."""

    keep: str
    kind: str
    owner: str
    check_every_months: int
    template: str | None = None

    @property
    def key(self) -> str:
        """A name that fits an address: "Training log" is `training-log`. Equal words are one thing to keep."""
        words = self.keep.casefold().replace("'", "").replace("\N{RIGHT SINGLE QUOTATION MARK}", "")
        letters = "".join(letter if letter.isalnum() else " " for letter in words)
        return "-".join(letters.split())


class ChoiceOption(Facts, frozen=True):
    """One option of a choice question."""

    value: str
    label: str
    hint: str | None = None
    means: str | None = None  # in a profile: finishes "Keep this part if …"
    means_not: str | None = None  # the same for everyone who chose another option


class DependsOn(Facts, frozen=True):
    """This question matters only after certain choices in another one."""

    question: str
    choices: tuple[str, ...]
    otherwise: str


class Tailoring(Facts, frozen=True):
    """What a profile changes: a note, or a reason to pre-fill "not applicable". Never hides a question."""

    when: str
    note: str | None = None
    not_applicable: str | None = None


class Checked(Facts, frozen=True):
    """When the facts were last checked, and what is doubtful about them."""

    on: date
    confidence: Confidence
    note: str | None = None


class SourceLink(Facts, frozen=True):
    """Where a fact comes from. Without `url` where the address would name a private person."""

    title: str
    url: str | None = None


class QuestionFacts(Facts, frozen=True, kw_only=True):
    """The front matter of a question file."""

    kind: Kind
    group: str
    short: str
    ask: str
    years: dict[str, YearFacts]
    who_answers: tuple[str, ...]
    minutes: int
    met_when: MetWhen
    not_applicable: NotApplicableRoute | None = None
    evidence: tuple[EvidenceSuggestion, ...]
    if_not_met: str
    comment: str | None = None  # what the comments box is for, where the toolkit expects one
    choices: tuple[ChoiceOption, ...] = ()
    depends_on: DependsOn | None = None
    tailoring: tuple[Tailoring, ...] = ()
    related: tuple[str, ...] = ()
    topics: tuple[str, ...]
    search_words: tuple[str, ...] = ()
    checked: Checked
    sources: tuple[SourceLink, ...]


class Section(msgspec.Struct, frozen=True):
    """One `##` section of a question's explanation, in Markdown."""

    heading: str
    markdown: str
    line: int  # of the heading
    text_line: int  # of the first words below it


class Question(msgspec.Struct, frozen=True, kw_only=True):
    """One question as one year asks it. `identity` is its file name and outlives numbers."""

    identity: str
    number: str
    level: str
    ask: str
    changed: str | None
    facts: QuestionFacts
    sections: tuple[Section, ...]
    templates: tuple[str, ...] = ()  # slugs of those that help with it; the templates themselves say so

    def section(self, heading: str) -> str:
        """The Markdown under a heading; empty when there is none."""
        return next((one.markdown for one in self.sections if one.heading == heading), "")


class Level(Facts, frozen=True):
    """A result that can be published. Each level needs its own questions and those of the levels before."""

    id: str
    title: str
    words: str
    once_only: bool = False


class Group(Facts, frozen=True):
    """One of the official groups of questions."""

    id: str
    title: str
    words: str


class CarryOver(Facts, frozen=True):
    """How the identities of the year before account for themselves in this one."""

    year: str
    same_meaning: tuple[str, ...] = ()  # facts differ, meaning does not: the answer may simply be confirmed
    renamed: dict[str, str] = {}  # old identity -> new identity
    split: dict[str, tuple[str, ...]] = {}
    merged: dict[str, str] = {}
    dropped: dict[str, str] = {}  # old identity -> reason


class SetFacts(Facts, frozen=True, kw_only=True):
    """A question-set file: everything that belongs to one year."""

    title: str
    version: int
    opens: date
    deadline: date
    published: bool
    checked: Checked
    sources: tuple[SourceLink, ...]
    levels: tuple[Level, ...]
    groups: tuple[Group, ...]
    order: tuple[str, ...]
    carry_over: CarryOver | None = None


class QuestionSet(msgspec.Struct, frozen=True, kw_only=True):
    """All the questions of one year, in order."""

    year: str
    facts: SetFacts
    questions: tuple[Question, ...]

    def __iter__(self) -> Iterator[Question]:
        """Walk the questions in their official order."""
        return iter(self.questions)

    def __len__(self) -> int:
        """How many questions the year has."""
        return len(self.questions)

    def question(self, identity: str) -> Question | None:
        """The question with this identity, or None."""
        return next((one for one in self.questions if one.identity == identity), None)

    def by_number(self, number: str) -> Question | None:
        """The question with this official number, such as "7.1.1", or None."""
        return next((one for one in self.questions if one.number == number), None)

    def in_group(self, group: str) -> tuple[Question, ...]:
        """The questions of one group, in order."""
        return tuple(one for one in self.questions if one.facts.group == group)

    def needed_for(self, level: str) -> tuple[Question, ...]:
        """The questions a level needs: its own and those of every level before it."""
        ids = [one.id for one in self.facts.levels]
        return tuple(one for one in self.questions if ids.index(one.level) <= ids.index(level))
