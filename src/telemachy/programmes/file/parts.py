"""The values of a programme file: frozen, named in the words of the file."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

Role = Literal["mentee", "mentor"]
Option = bool | int | float | str

_DAYS = {"day": 1, "week": 7, "month": 30, "year": 365}


@dataclass(frozen=True, slots=True)
class Span:
    """A length of time as people say it: `Span(6, "month")`."""

    count: int
    unit: str

    @property
    def days(self) -> int:
        """Days, a month counted as 30 and a year as 365: for rhythms and clocks, not for calendars."""
        return self.count * _DAYS[self.unit]

    @property
    def after_every(self) -> str:
        """The words that follow "every": `month`, `2 weeks`."""
        return self.unit if self.count == 1 else str(self)

    def __str__(self) -> str:
        return f"{self.count} {self.unit}{'' if self.count == 1 else 's'}"


@dataclass(frozen=True, slots=True)
class Words:
    """What the programme calls its people on screen; code always says mentee and mentor."""

    mentee: str = "mentee"
    mentees: str = "mentees"
    mentor: str = "mentor"
    mentors: str = "mentors"


@dataclass(frozen=True, slots=True)
class Capacity:
    """How many connections one person may have: what is assumed, and the most anybody may offer."""

    default: int = 1
    most: int = 1


@dataclass(frozen=True, slots=True)
class WishCount:
    """How many ranked wishes a person may name; `least = most = 0` means that nobody is asked."""

    least: int = 3
    most: int = 5


@dataclass(frozen=True, slots=True)
class Stage:
    id: str
    name: str
    starts: Span
    """Time after launch."""


@dataclass(frozen=True, slots=True)
class RuleChoice:
    """A hard rule by its kind; with `prefer` it does not forbid a pair but is watched and shown."""

    kind: str
    prefer: bool = False
    options: Mapping[str, Option] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CriterionChoice:
    """A soft criterion by its kind; its share of the fit is its weight divided by the sum of all weights."""

    kind: str
    weight: int
    label: str = ""
    options: Mapping[str, Option] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Question:
    """A question at sign-up. `use` says what the answer serves, `fills` which fact of the profile it becomes."""

    id: str
    ask: str
    of: tuple[Role, ...]
    use: str
    kind: str = "text"
    help: str = ""
    choices: tuple[str, ...] = ()
    required: bool = False
    fills: str = ""


@dataclass(frozen=True, slots=True)
class Text:
    """A mail or a document: subject or title, and a body whose {names} are filled in."""

    subject: str
    body: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """A measure registered before the data."""

    id: str
    name: str
    kind: str
    horizon: Span
    primary: bool = False
    better: str = "higher"
    unit: str = ""
    source: str = ""
    smallest_change_of_interest: float | None = None


@dataclass(frozen=True, slots=True)
class Column:
    """Where a fact stands in a spreadsheet; `separator` parts several in one cell, `values` are numbers for words."""

    column: str
    aliases: tuple[str, ...] = ()
    separator: str = ""
    values: Mapping[str, int] = field(default_factory=dict)

    @property
    def names(self) -> tuple[str, ...]:
        """All headings under which the column is accepted, the proper one first."""
        return (self.column, *self.aliases)


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Numbers that decide when something is flagged, asked again or left out; all of them judgement."""

    floor: float = 45.0
    keep_bonus: float = 2.0
    first_meeting_days: int = 14
    first_meeting_flag_days: int = 10
    answer_reminder_working_days: int = 2
    answer_within_working_days: int = 3
    answer_passed_on_working_days: int = 5


@dataclass(frozen=True, slots=True)
class ProgrammeFile:
    """A programme as its file says it; `source` is the file's name."""

    source: str
    id: str
    version: int
    name: str
    purpose: str
    length: Span
    rhythm: Span
    session_minutes: int
    identified_outcomes: bool
    criteria: tuple[CriterionChoice, ...]
    rules: tuple[RuleChoice, ...] = ()
    words: Words = Words()
    mentor_capacity: Capacity = Capacity(1, 3)
    mentee_capacity: Capacity = Capacity(1, 1)
    wishes: WishCount = WishCount()
    stages: tuple[Stage, ...] = ()
    questions: tuple[Question, ...] = ()
    texts: Mapping[str, Text] = field(default_factory=dict)
    outcomes: tuple[Outcome, ...] = ()
    thresholds: Thresholds = Thresholds()
    mentee_columns: Mapping[str, Column] = field(default_factory=dict)
    mentor_columns: Mapping[str, Column] = field(default_factory=dict)

    def columns(self, role: Role) -> Mapping[str, Column]:
        return self.mentee_columns if role == "mentee" else self.mentor_columns

    def capacity(self, role: Role) -> Capacity:
        return self.mentee_capacity if role == "mentee" else self.mentor_capacity

    def reweighted(self, weights: Mapping[str, int]) -> "ProgrammeFile":
        """The same programme with other weights, by kind of criterion; kinds left out keep theirs."""
        changed = tuple(replace(each, weight=weights.get(each.kind, each.weight)) for each in self.criteria)
        return replace(self, criteria=changed)
