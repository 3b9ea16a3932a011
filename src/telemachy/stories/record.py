"""Reads what a story may be told from, once both have agreed that it may be told.

Notes, preparations, messages and the place of a session are not read here, and a test holds this file to that.
"""

import uuid
from collections.abc import Iterable
from datetime import date, datetime

from django.utils.translation import gettext as _

from telemachy.evidence.models import Claim
from telemachy.journeys.models import (
    Charter,
    ClosingAnswer,
    Closure,
    Connection,
    Goal,
    GoalRating,
    Initiative,
    InitiativeReading,
    LoggedDecision,
    Member,
    Session,
)
from telemachy.people.models import Person
from telemachy.programmes.models import Application
from telemachy.programmes.queries import file_of, latest_version
from telemachy.tenancy.context import current_organisation_id
from telemachy.tenancy.models import Organisation

from .drafting import (
    ClosingFacts,
    DecisionFacts,
    Facts,
    GoalFacts,
    InitiativeFacts,
    PersonFacts,
    ReadingFacts,
    SessionFacts,
)
from .record_claims import claims_of


def read_facts(connection: Connection) -> Facts:
    """Return everything a story of this pair may say."""
    people = {each.role: each.person for each in connection.members.select_related("person")}
    mentee, mentor = people[Member.Role.MENTEE], people[Member.Role.MENTOR]
    charter, agreed_on = _charter(connection)
    closure = Closure.objects.filter(connection=connection).first()
    return Facts(
        connection_id=connection.pk,
        organisation=Organisation.objects.filter(pk=current_organisation_id()).values_list("name", flat=True)[0],
        programme=connection.programme.name,
        mentee=_person(mentee, connection),
        mentor=_person(mentor, connection),
        reasons=tuple(str(reason) for reason in connection.reasons),
        proposed_on=_day(connection.invited_at),
        accepted_on=_day(connection.answered_at),
        charter_id=charter,
        charter_agreed_on=agreed_on,
        sessions=_sessions(connection),
        goals=tuple(_goals(connection)),
        initiatives=tuple(_initiatives(connection)),
        claims=claims_of(
            Claim.objects.filter(connection=connection), file_of(latest_version(connection.programme)).outcomes
        ),
        closing=_closing(closure),
        closed_on=_day(closure.closed_at) if closure else None,
        closed_early=closure is not None and closure.early,
    )


def _day(moment: datetime | None) -> date | None:
    return moment.date() if moment else None


def _person(person: Person, connection: Connection) -> PersonFacts:
    applied = (
        Application.objects.filter(person=person, programme=connection.programme_id).order_by("created_at").first()
    )
    origin = person.provenance.get("job_title")
    return PersonFacts(
        id=person.pk,
        name=person.name,
        short_name=person.short_name,
        job_title=person.job_title,
        employer=person.employer,
        since=person.started_on,
        from_import=isinstance(origin, dict) and origin.get("source") == "import",
        hope=person.hope,
        signed_up_on=_signed_up(applied, connection),
    )


def _signed_up(applied: Application | None, connection: Connection) -> date | None:
    """A past that is told has applications from today; none is older than the pair that came of it."""
    if applied is None or applied.created_at > connection.invited_at:
        return None
    return applied.created_at.date()


def _charter(connection: Connection) -> tuple[uuid.UUID | None, date | None]:
    """Return the latest charter that both agreed to, and the day the second did."""
    for charter in Charter.objects.filter(connection=connection).prefetch_related("agreements"):
        moments = [each.at for each in charter.agreements.all()]
        if len(moments) >= len(Member.Role):
            return charter.pk, max(moments).date()
    return None, None


def _sessions(connection: Connection) -> tuple[SessionFacts, ...]:
    held = Session.objects.filter(connection=connection, state=Session.State.HELD).order_by("starts_at")
    return tuple(
        SessionFacts(
            id=each.pk,
            number=each.number,
            on=each.starts_at.date(),
            minutes=each.minutes,
            both_said=sum(one.met is True for one in each.attendances.all()) >= len(Member.Role),
        )
        for each in held.prefetch_related("attendances")
        if each.starts_at is not None
    )


def _goals(connection: Connection) -> Iterable[GoalFacts]:
    kept = Goal.objects.filter(connection=connection, dropped_at=None).prefetch_related("ratings")
    for goal in kept:
        closing = [each for each in goal.ratings.all() if each.at_closing]
        yield GoalFacts(
            id=goal.pk,
            title=goal.title,
            made_on=goal.made_at.date(),
            ratings=tuple(_rating(each) for each in closing),
        )


def _rating(rating: GoalRating) -> tuple[uuid.UUID, int, date]:
    return rating.person_id, rating.level, rating.at.date()


def _initiatives(connection: Connection) -> Iterable[InitiativeFacts]:
    kept = Initiative.objects.filter(connection=connection).prefetch_related("readings", "decisions")
    for each in kept:
        yield InitiativeFacts(
            id=each.pk,
            title=each.title,
            aim=each.aim,
            begun_on=each.made_at.date(),
            measure=each.measure,
            unit=each.unit,
            better=each.better,
            team=each.team,
            people_led=each.people_led,
            source=each.source,
            changed_on=each.changed_on,
            change=each.change,
            wanted=float(each.wanted) if each.wanted is not None else None,
            readings=tuple(_reading(reading) for reading in each.readings.all()),
            decisions=tuple(_decision(decision) for decision in each.decisions.all()),
        )


def _reading(reading: InitiativeReading) -> ReadingFacts:
    return ReadingFacts(reading.on, float(reading.value), reading.note)


def _decision(decision: LoggedDecision) -> DecisionFacts:
    return DecisionFacts(decision.pk, decision.on, decision.text)


def _closing(closure: Closure | None) -> tuple[ClosingFacts, ...]:
    answers = ClosingAnswer.objects.filter(closure=closure).order_by("at", "id") if closure else []
    return tuple(
        ClosingFacts(each.pk, each.person_id, each.helped, each.did_not_work, each.at.date()) for each in answers
    )


def promised() -> tuple[list[str], list[str]]:
    """Return what a story uses and what it never uses, in the words in which both are asked."""
    used = [
        _("Your names, and your roles when you began"),
        _("What the mentee hoped for at sign-up, in their words"),
        _("The reasons you were both given for the pair"),
        _("How many sessions you held, when, and how long; nothing of what was said"),
        _("That you agreed to a charter, and when"),
        _("The goals, and how far each of you saw them reached"),
        _("The initiative: its aim, team, measure, readings and decisions"),
        _("The outcomes on record, with their evidence, and what each of you says mentoring had to do with them"),
        _("What each of you answered at the closing: what helped, and what did not work"),
    ]
    never = [
        _("Private notes, and notes you shared with each other"),
        _("What you prepared for sessions, and what was talked about"),
        _("Messages between you"),
    ]
    return used, never
