"""The three pairs of the reference programmes, as the walkthroughs tell them: who, what they lead, what came of it."""

from dataclasses import dataclass
from datetime import UTC, datetime


@dataclass(frozen=True)
class Piece:
    """A piece of leading: what its form asks, the readings before and after, and what was done in between."""

    asked: dict[str, str]
    before: tuple[str, ...]
    after: tuple[str, ...]
    change: str
    decision: str


@dataclass(frozen=True)
class Outcome:
    """What came of it: what the form asks, what the coordinator saw, and the grade that follows."""

    asked: dict[str, str]
    seen: dict[str, str]
    grade: str
    of_mentee: dict[str, str]
    of_mentor: dict[str, str]


@dataclass(frozen=True)
class Scenario:
    """One pair from the need it came with to the story told about it."""

    programme: str
    months: int
    begins: datetime
    between: int  # days between sessions
    mentee: str
    mentee_title: str
    mentor: str
    mentor_title: str
    topic: str
    hope: str
    goal: str
    levels: tuple[str, str, str, str, str]
    piece: Piece
    outcome: Outcome
    helped: str
    did_not_work: str
    title: str
    standfirst: str
    mentee_employer: str = ""
    mentor_employer: str = ""

    @property
    def days(self) -> int:
        """How long the pair lasts."""
        return self.months * 30


ENGINEER = Scenario(
    programme="engineers-to-leaders",
    months=6,
    begins=datetime(2025, 10, 6, 9, tzinfo=UTC),
    between=14,
    mentee="Noor Haddad",
    mentee_title="Software engineer",
    mentor="Elias Berg",
    mentor_title="Head of products",
    topic="core.coaching",
    hope="I want to stop being right alone.",
    goal="Ask before I answer",
    levels=("I answer first", "I answer in most reviews", "I ask in every second review", "I ask in all", "Others ask"),
    piece=Piece(
        asked={
            "title": "One release plan",
            "aim": "One plan for three teams, so that customers wait less.",
            "team": "Engineering, support and design",
            "people_led": "9",
            "measure": "Days from decision to customer",
            "unit": "days",
            "baseline": "22",
            "baseline_from": "the last ten releases, median",
            "wanted": "14",
            "source": "Release log",
        },
        before=("24", "19", "22", "21", "23", "26"),
        after=("17", "13", "14", "11", "12", "12"),
        change="One plan",
        decision="Support names what customers wait for.",
    ),
    outcome=Outcome(
        asked={"code": "leading-role", "text": "Project manager of the cross-functional team", "shared": "on"},
        seen={"source": "record", "agrees": "yes"},
        grade="claim grade B",
        of_mentee={"share": "much", "text": "I would have got there, but later."},
        of_mentor={"share": "some"},
    ),
    helped="Being asked what the others wanted.",
    did_not_work="I told stories and she took notes, in the first three.",
    title="Noor plans with three teams",
    standfirst="Six months, and one release plan.",
)

PHYSICIAN = Scenario(
    programme="physicians-to-leaders",
    months=12,
    begins=datetime(2025, 1, 13, 9, tzinfo=UTC),
    between=14,
    mentee="Amara Osei",
    mentee_title="Senior physician, paediatrics",
    mentor="Henrik Dahl",
    mentor_title="Medical director",
    topic="core.strategy",
    hope="I can treat a child. I want to lead the ward that treats a hundred.",
    goal="Lead the morning round without rushing",
    levels=(
        "I rush it",
        "I rush it twice a week",
        "It ends on time, calmly",
        "Nurses lead parts of it",
        "They lead it",
    ),
    piece=Piece(
        asked={
            "title": "Children wait less for discharge",
            "aim": "A child who is well goes home before noon.",
            "team": "Nurses, pharmacy and two physicians",
            "people_led": "12",
            "measure": "Hours from decision to discharge, median of the week",
            "unit": "hours",
            "baseline": "6.5",
            "baseline_from": "the last four weeks",
            "wanted": "4",
            "source": "Hospital information system, counts only",
        },
        before=("6.5", "6.8", "6.2", "7", "6.6", "6.4"),
        after=("5", "4.5", "4.2", "3.9", "4", "3.8"),
        change="Pharmacy at nine",
        decision="Letters are written the evening before.",
    ),
    outcome=Outcome(
        asked={
            "code": "initiative-measure",
            "text": "Hours from decision to discharge fell to four",
            "value": "4",
            "unit": "hours",
            "baseline": "6.5",
            "initiative": "Children wait less for discharge",
            "shared": "on",
        },
        seen={"source": "document", "reference": "QM register 2025-114", "agrees": "yes"},
        grade="claim grade A",
        of_mentee={"share": "some", "text": "Henrik asked whom I had not asked."},
        of_mentor={"share": "unknown"},
    ),
    helped="Somebody who had no stake in my ward.",
    did_not_work="Dates around night shifts.",
    title="Amara leads the way home",
    standfirst="Twelve months on a ward, and one measure.",
)

FOUNDER = Scenario(
    programme="founders-to-scale",
    months=9,
    begins=datetime(2025, 2, 3, 9, tzinfo=UTC),
    between=30,
    mentee="Lucia Ferrer",
    mentee_title="Founder",
    mentor="Jonas Weiss",
    mentor_title="Investor",
    topic="core.strategy",
    hope="Fashion that lasts must also pay its people.",
    goal="Say in two minutes what we sell",
    levels=("I need ten", "I need five", "Two minutes", "One minute", "Customers say it"),
    piece=Piece(
        asked={
            "title": "From orders to rentals",
            "aim": "Garments are rented, mended and rented again.",
            "team": "Two tailors and a buyer",
            "people_led": "3",
            "measure": "Rentals a month",
            "unit": "rentals",
            "better": "higher",
            "baseline": "18",
            "baseline_from": "the shop's own book",
            "wanted": "60",
            "source": "Shop system",
        },
        before=("18", "17", "21", "19", "16", "20"),
        after=("31", "38", "44", "52", "57", "63"),
        change="Rentals by month",
        decision="We stop selling at a discount.",
    ),
    outcome=Outcome(
        asked={
            "code": "capital-raised",
            "text": "Seed round signed",
            "value": "400000",
            "unit": "EUR",
            "entity": "Ferrer Atelier",
        },
        seen={"source": "document", "reference": "Notary 2025/881", "agrees": "yes"},
        grade="claim grade A",
        of_mentee={"share": "some", "text": "Jonas read the deck as an investor would."},
        of_mentor={"share": "some", "text": "The idea was hers."},
    ),
    helped="Hearing no, and why, before it counted.",
    did_not_work="A month is long when money is short.",
    title="Lucia rents what lasts",
    standfirst="Nine months, a refined model and a round.",
    mentee_employer="Ferrer Atelier",
    mentor_employer="Weiss Capital",
)
