"""A cohort of any size, written straight into the tables: only its counts matter."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from telemachy.evidence.grades import grade_of
from telemachy.evidence.models import Claim, Confirmation
from telemachy.evidence.published import PublishedStory
from telemachy.journeys.models import Connection, Initiative, InitiativeReading, Member
from telemachy.people.models import Person
from telemachy.programmes.models import Programme
from telemachy.tenancy import clock

SOURCES = {"A": "document", "B": "record", "C": "mentor"}
CHANGE = date(2026, 3, 1)


@dataclass
class Cohort:
    """Mentees whose pairs have begun."""

    programme: Programme
    mentor: Person
    size: int
    mentees: list[Person] = field(default_factory=list)

    def __post_init__(self) -> None:
        people = [Person(name=f"Mentee {n}", email=f"mentee-{n}@example.org") for n in range(self.size)]
        self.mentees = Person.objects.bulk_create(people)
        pairs = [
            Connection(programme=self.programme, stage="closed" if n % 2 else "active", invited_at=clock.now())
            for n in range(self.size)
        ]
        self.pairs = Connection.objects.bulk_create(pairs)
        Member.objects.bulk_create(
            Member(connection=pair, programme=self.programme, person=mentee, role="mentee", seat=1)
            for pair, mentee in zip(self.pairs, self.mentees, strict=True)
        )

    def claim(self, number: int, code: str = "leading-role", grade: str = "D", **more: Any) -> Claim:
        """Let one mentee say something, known by this grade; "x" is disputed."""
        facts = {"kind": "event", "text": f"What {number} did.", "on": CHANGE, "recorded_at": clock.now(), **more}
        claim = Claim.objects.create(
            programme=self.programme,
            connection=self.pairs[number],
            person=self.mentees[number],
            code=code,
            **facts,
        )
        if grade != "D":
            self._confirm(claim, SOURCES.get(grade, "record"), agrees=grade != "x")
        return claim

    def claims(self, grades: str, code: str = "leading-role", start: int = 0, **more: Any) -> None:
        """Let as many mentees say it as there are letters, one for each."""
        for number, grade in enumerate(grades, start):
            self.claim(number, code, grade, **more)

    def initiative(self, number: int, before: int, after: int, *, shifts: bool, **more: Any) -> Initiative:
        """Let one mentee lead an initiative with readings before its change and since."""
        facts = {"better": "lower", "made_at": clock.now() - timedelta(days=900), "changed_on": CHANGE, **more}
        made = Initiative.objects.create(
            connection=self.pairs[number],
            owner=self.mentees[number],
            title="Shorter releases",
            aim="Ship sooner",
            measure="Days to a release",
            unit="days",
            **facts,
        )
        InitiativeReading.objects.bulk_create(
            InitiativeReading(
                initiative=made,
                on=CHANGE + timedelta(weeks=week),
                value=Decimal(20 + week % 3 if week < 0 or not shifts else 12),
                recorded_at=clock.now(),
            )
            for week in range(-before, after)
        )
        return made

    def dispute(self, number: int) -> None:
        """Let a record say otherwise than what one mentee said."""
        self._confirm(Claim.objects.get(person=self.mentees[number]), "record", agrees=False)

    def _confirm(self, claim: Claim, source: str, *, agrees: bool) -> None:
        Confirmation.objects.create(
            claim=claim, source=source, agrees=agrees, reference="Register 7", by=self.mentor, at=clock.now()
        )


def story_of(cohort: Cohort, number: int, without: Claim | None = None) -> PublishedStory:
    """Publish the story of one mentee, which tells of all their claims and initiatives but one."""
    mentee = cohort.mentees[number]
    told = [claim for claim in Claim.objects.filter(person=mentee) if claim != without]
    return PublishedStory(
        title=f"What {number} did",
        href=f"/stories/{number}",
        person_id=mentee.pk,
        claims={claim.pk: grade_of(claim.confirmations.all(), claim).value for claim in told},
        initiatives=frozenset(Initiative.objects.filter(owner=mentee).values_list("pk", flat=True)),
    )
