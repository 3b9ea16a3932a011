"""Noor and Elias, closed after six months, with everything a story may use and something it never may."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from telemachy.evidence.models import Claim, Confirmation, ContributionStatement
from telemachy.journeys.models import (
    Attendance,
    Charter,
    CharterAgreement,
    ClosingAnswer,
    Closure,
    Connection,
    Goal,
    GoalRating,
    Initiative,
    InitiativeReading,
    LoggedDecision,
    Member,
    PrivateNote,
    Session,
)
from telemachy.people.models import Person
from telemachy.stories.actions import (
    Edit,
    answer_telling,
    answer_text,
    ask_to_tell,
    edit_story,
    edits_of,
    publish_story,
    send_for_approval,
)
from telemachy.stories.models import CaseStudy, Sentence
from telemachy.stories.texts import sentences_of
from telemachy.tenancy.policy import Actor
from tests.cast import Cast

START = datetime(2025, 10, 6, 9, tzinfo=UTC)
SECRET = "Kestrel"  # stands in a note and nowhere else
TITLE, STANDFIRST = "Noor leads a team that does not report to her", "Six months, twelve sessions and one release plan."


@dataclass(frozen=True)
class Told:
    """A closed pair and what is on record of it."""

    cast: Cast
    connection: Connection
    goal: Goal
    initiative: Initiative
    claim: Claim
    sessions: list[Session]

    def actor(self, name: str) -> Actor:
        """Return the actor of somebody of the cast."""
        return self.cast.actor(getattr(self.cast, name))


def close_a_pair(cast: Cast, mentee: Person | None = None, mentor: Person | None = None) -> Told:
    """Put a pair on record from its reasons to its closing; to be called with Lumen active."""
    mentee, mentor = mentee or cast.noor, mentor or cast.elias
    Person.objects.filter(pk=mentee.pk).update(hope="I want to stop being right alone.", job_title="Software engineer")
    Person.objects.filter(pk=mentor.pk).update(job_title="Head of products", started_on=date(2006, 5, 1))
    connection = Connection.objects.create(
        programme=cast.programme,
        stage=Connection.Stage.CLOSED,
        reasons=["Noor wants to work across departments. Elias has done so", "Neither is in the other’s line"],
        invited_at=START,
        answered_at=START + timedelta(days=2),
    )
    for role, person in (("mentee", mentee), ("mentor", mentor)):
        Member.objects.create(
            connection=connection, programme=cast.programme, person=person, role=role, seat=1, open=False
        )
    charter = Charter.objects.create(connection=connection, text="We meet fortnightly.", made_at=START)
    for person in (mentee, mentor):
        CharterAgreement.objects.create(charter=charter, person=person, at=START + timedelta(days=9))
    sessions = [_hold(connection, number, (mentee, mentor)) for number in range(1, 13)]
    goal = _set_goal(connection, mentee, mentor)
    initiative = _lead(connection, mentee, goal)
    claim = _claim(cast, connection, mentee, mentor, initiative)
    _close(connection, mentee, mentor)
    PrivateNote.objects.create(
        connection=connection, author=mentee, sealed=SECRET.encode(), written_at=START, session=sessions[0]
    )
    return Told(cast, connection, goal, initiative, claim, sessions)


def _hold(connection: Connection, number: int, people: tuple[Person, Person]) -> Session:
    starts = START + timedelta(days=14 * number)
    session = Session.objects.create(
        connection=connection,
        number=number,
        state=Session.State.HELD,
        offered_at=starts - timedelta(days=7),
        starts_at=starts,
        place=f"Room {SECRET}",
        calendar_uid=f"{connection.pk}-{number}@example.org",
    )
    for person in people:
        Attendance.objects.create(
            session=session, person=person, starts_at=starts, ends_at=starts + timedelta(hours=1), met=True
        )
    return session


def _set_goal(connection: Connection, mentee: Person, mentor: Person) -> Goal:
    goal = Goal.objects.create(
        connection=connection, position=1, title="Ask before I answer", made_at=START + timedelta(days=20)
    )
    for person, level in ((mentee, 1), (mentor, 0)):
        GoalRating.objects.create(
            goal=goal, person=person, level=level, at_closing=True, at=START + timedelta(days=180)
        )
    return goal


def _lead(connection: Connection, mentee: Person, goal: Goal) -> Initiative:
    initiative = Initiative.objects.create(
        connection=connection,
        owner=mentee,
        goal=goal,
        title="One release plan",
        aim="One plan for three teams, so that customers wait less",
        team="engineering, support, design and sales",
        people_led=9,
        measure="Days from decision to customer",
        unit="days",
        better="lower",
        source="Release log",
        changed_on=date(2026, 1, 18),
        change="One plan",
        made_at=START + timedelta(days=64),
    )
    for week, value in enumerate([24, 19, 22, 21, 18, 26, 21, 20, 17, 13, 14, 11, 12]):
        on = date(2025, 11, 24) + timedelta(weeks=week)
        InitiativeReading.objects.create(initiative=initiative, on=on, value=Decimal(value), recorded_at=START)
    for day in (70, 80, 90):
        on = (START + timedelta(days=day)).date()
        LoggedDecision.objects.create(initiative=initiative, on=on, text=f"Decision of day {day}")
    return initiative


def _claim(cast: Cast, connection: Connection, mentee: Person, mentor: Person, initiative: Initiative) -> Claim:
    claim = Claim.objects.create(
        programme=cast.programme,
        connection=connection,
        person=mentee,
        initiative=initiative,
        kind="event",
        code="leading-role",
        text="Project manager of the cross-functional team",
        on=date(2026, 3, 1),
        recorded_by=mentee,
        recorded_at=START + timedelta(days=160),
    )
    Confirmation.objects.create(claim=claim, source="record", by=cast.ines, at=START + timedelta(days=167))
    for person, share, text in (
        (mentee, "much", "I would have got there, but later. Elias asked what the others wanted, and that led to all."),
        (mentor, "some", ""),
    ):
        ContributionStatement.objects.create(
            claim=claim, by=person, share=share, text=text, at=START + timedelta(days=168)
        )
    return claim


def _close(connection: Connection, mentee: Person, mentor: Person) -> None:
    closure = Closure.objects.create(
        connection=connection, announced_at=START + timedelta(days=175), closed_at=START + timedelta(days=182)
    )
    ClosingAnswer.objects.create(
        closure=closure, person=mentee, next_step="mentor", helped="Being asked", at=START + timedelta(days=181)
    )
    ClosingAnswer.objects.create(
        closure=closure,
        person=mentor,
        next_step="touch",
        did_not_work="I told stories and she took notes, in the first three.",
        at=START + timedelta(days=181),
    )


# --- the steps of a story ---------------------------------------------------------------------------------------------
def ask(told: Told) -> CaseStudy:
    """Ines asks both."""
    return ask_to_tell(told.connection, by=told.actor("ines"))


def begin(told: Told) -> CaseStudy:
    """Both agree to be told, so a draft is there."""
    story = ask(told)
    for member in told.connection.members.select_related("person"):
        story = answer_telling(story, True, by=told.cast.actor(member.person))
    return story


def write(told: Told, story: CaseStudy | None = None, **more: str) -> CaseStudy:
    """Ines gives the draft a title and a standfirst, and perhaps one more sentence."""
    story = story or begin(told)
    edits = edits_of(sentences_of(story))
    if extra := more.get("extra"):
        edits.insert(0, Edit(Sentence.Part.BACKGROUND, extra, fact="reasons"))
    title, standfirst = more.get("title", TITLE), more.get("standfirst", STANDFIRST)
    return edit_story(story, title, standfirst, edits, by=told.actor("ines"))


def approve(told: Told, story: CaseStudy | None = None) -> CaseStudy:
    """Both agree to the text that Ines sent."""
    story = send_for_approval(story or write(told), by=told.actor("ines"))
    for member in told.connection.members.select_related("person"):
        story = answer_text(story, True, by=told.cast.actor(member.person))
    return story


def publish(told: Told, story: CaseStudy | None = None) -> CaseStudy:
    """Ines publishes what both approved."""
    return publish_story(approve(told, story), by=told.actor("ines"))
