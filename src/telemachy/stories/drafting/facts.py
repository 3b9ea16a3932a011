"""What a story may be told from: frozen, and without any note, preparation or message.

A field that is not here cannot reach a story; a test holds this list against what is promised to the pair.
"""

import uuid
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class PersonFacts:
    """One of the two, as the record knows them."""

    id: uuid.UUID
    name: str
    short_name: str
    job_title: str = ""
    employer: str = ""
    since: date | None = None
    from_import: bool = False
    hope: str = ""
    signed_up_on: date | None = None


@dataclass(frozen=True, slots=True)
class SessionFacts:
    """One session that took place: its day and its length, nothing of what was said."""

    id: uuid.UUID
    number: int
    on: date
    minutes: int
    both_said: bool


@dataclass(frozen=True, slots=True)
class GoalFacts:
    """A goal, and where each of the two saw it at the closing."""

    id: uuid.UUID
    title: str
    made_on: date
    ratings: tuple[tuple[uuid.UUID, int, date], ...] = ()  # person, level, day
    levels: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class ReadingFacts:
    """One dated value of a measure."""

    on: date
    value: float
    note: str = ""


@dataclass(frozen=True, slots=True)
class DecisionFacts:
    """One decision of an initiative."""

    id: uuid.UUID
    on: date
    text: str


@dataclass(frozen=True, slots=True)
class InitiativeFacts:
    """A piece of leading with its measure."""

    id: uuid.UUID
    title: str
    aim: str
    begun_on: date
    measure: str
    unit: str
    better: str
    team: str = ""
    people_led: int | None = None
    source: str = ""
    changed_on: date | None = None
    change: str = ""
    wanted: float | None = None
    readings: tuple[ReadingFacts, ...] = ()
    decisions: tuple[DecisionFacts, ...] = ()


@dataclass(frozen=True, slots=True)
class ContributionFacts:
    """What one person says mentoring had to do with an outcome."""

    id: uuid.UUID
    by: uuid.UUID
    share: str
    text: str
    on: date


@dataclass(frozen=True, slots=True)
class ClaimFacts:
    """A dated outcome with its grade."""

    id: uuid.UUID
    text: str
    on: date
    happened: bool
    grade: str
    name: str = ""  # what the programme calls an outcome of this kind
    is_disputed: bool = False
    seen_by: str = ""  # who confirmed it, and when
    source: str = ""  # how: "HR record or manager"
    value: float | None = None
    unit: str = ""
    baseline: float | None = None
    baseline_on: date | None = None
    initiative_id: uuid.UUID | None = None
    contributions: tuple[ContributionFacts, ...] = ()


@dataclass(frozen=True, slots=True)
class ClosingFacts:
    """What one of the two said at the end."""

    id: uuid.UUID
    by: uuid.UUID
    helped: str
    did_not_work: str
    on: date


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything a story of one pair may be told from."""

    connection_id: uuid.UUID
    organisation: str
    programme: str
    mentee: PersonFacts
    mentor: PersonFacts
    reasons: tuple[str, ...] = ()
    proposed_on: date | None = None
    accepted_on: date | None = None
    charter_id: uuid.UUID | None = None
    charter_agreed_on: date | None = None
    sessions: tuple[SessionFacts, ...] = ()
    goals: tuple[GoalFacts, ...] = ()
    initiatives: tuple[InitiativeFacts, ...] = ()
    claims: tuple[ClaimFacts, ...] = ()
    closing: tuple[ClosingFacts, ...] = ()
    closed_on: date | None = None
    closed_early: bool = False

    def person(self, id: uuid.UUID) -> PersonFacts:
        """Return the mentor where the id is theirs, else the mentee."""
        return self.mentor if id == self.mentor.id else self.mentee
