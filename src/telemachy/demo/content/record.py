"""What an earlier cohort left on record, in the words of the models that will hold it."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

ZONE = "Europe/London"
Who = str
"""“mentee”, “mentor”, “manager” or “coordinator”."""


def day(text: str) -> date:
    """“2026-03-01”."""
    return date.fromisoformat(text)


def moment(text: str, zone: str = ZONE) -> datetime:
    """“2026-03-01 07:30” by the clock of a place."""
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone))


@dataclass(frozen=True)
class Charter:
    """One version of what both agreed on, and when each of them did."""

    text: str
    made_on: date
    agreed: tuple[tuple[Who, date], ...]


@dataclass(frozen=True)
class Note:
    """Something written about a session, for both or for its author alone."""

    by: Who
    text: str
    shared: bool = False


@dataclass(frozen=True)
class Preparation:
    """The three prompts before a session."""

    by: Who
    most_wanted: str
    happened: str
    think_about: str


@dataclass(frozen=True, kw_only=True)
class Held:
    """A session that took place."""

    starts_at: datetime
    minutes: int
    place: str
    useful: tuple[int | None, int | None]
    """What the mentee said and what the mentor said, 1 to 5; None where nothing was answered."""
    said_by: tuple[Who, ...] = ("mentee", "mentor")
    """Who said afterwards that they met."""
    booked_by: Who = "mentee"
    """Who chose the time; “delegate” is an assistant."""
    closing: bool = False
    preparation: Preparation | None = None
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True)
class Rating:
    """Where one of the two saw a goal on one day."""

    by: Who
    level: int
    on: date
    at_closing: bool = False


@dataclass(frozen=True, kw_only=True)
class Goal:
    """A goal with its five levels, −2 to +2, written beforehand."""

    title: str
    sign: str
    levels: tuple[str, str, str, str, str]
    made_on: date
    ratings: tuple[Rating, ...]
    shared: bool = False


@dataclass(frozen=True)
class Reading:
    """One dated value of an initiative's measure."""

    on: date
    value: Decimal
    note: str = ""


@dataclass(frozen=True)
class Decision:
    """One decision of an initiative."""

    on: date
    text: str


@dataclass(frozen=True, kw_only=True)
class Initiative:
    """A real piece of leading, with its measure named at the start."""

    title: str
    aim: str
    team: str
    people_led: int | None
    measure: str
    unit: str
    better: str
    """“lower” or “higher”."""
    baseline: Decimal | None
    baseline_from: str
    wanted: Decimal | None
    source: str
    made_on: date
    changed_on: date | None = None
    change: str = ""
    goal: int | None = None
    """The position of the goal that it serves, from 1."""
    shared: bool = True
    readings: tuple[Reading, ...] = ()
    decisions: tuple[Decision, ...] = ()


@dataclass(frozen=True)
class Confirmation:
    """Who has seen an outcome, and by what: “document”, “record” or “mentor”."""

    source: str
    by: Who
    on: date
    reference: str = ""
    agrees: bool = True


@dataclass(frozen=True)
class Contribution:
    """What one person says mentoring had to do with it: “none”, “some”, “much” or “unknown” for cannot tell."""

    by: Who
    share: str
    text: str
    on: date


@dataclass(frozen=True, kw_only=True)
class Claim:
    """A dated outcome; without a confirmation only the claimant says so."""

    kind: str
    """“event”, “measure” or “amount”."""
    code: str
    """The id of an outcome in the programme's file."""
    text: str
    on: date
    recorded_on: date
    happened: bool = True
    value: Decimal | None = None
    unit: str = ""
    baseline: Decimal | None = None
    baseline_on: date | None = None
    entity: str = ""
    initiative: int | None = None
    """The position of the initiative that it came from, from 1."""
    shared: bool = True
    confirmations: tuple[Confirmation, ...] = ()
    contributions: tuple[Contribution, ...] = ()

    @property
    def grade(self) -> str:
        """The claim grade that these confirmations should lead to; none for what is known not to have come about."""
        best = {confirmation.source for confirmation in self.confirmations if confirmation.agrees}
        return next((grade for grade, source in GRADES if source in best), "D")


GRADES = (("A", "document"), ("B", "record"), ("C", "mentor"))


@dataclass(frozen=True)
class ClosingAnswer:
    """What one of the two said at the end; the next step is “mentor”, “touch”, “another”, “circle” or “nothing”."""

    by: Who
    next_step: str
    helped: str
    did_not_work: str
    on: date


@dataclass(frozen=True, kw_only=True)
class Closing:
    """How a pair ended."""

    announced_by: Who
    announced_on: date
    closed_on: date
    early: bool = False
    answers: tuple[ClosingAnswer, ...] = ()
