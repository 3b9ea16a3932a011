"""A pair as its coordinator reads it: dates and states, and what is shared with them; never notes or preparations."""

import uuid
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Max, Min, Q

from telemachy.programmes.queries.people import reads_answers
from telemachy.tenancy import clock
from telemachy.tenancy.loader import scope
from telemachy.tenancy.policy import Actor

from ..models import Connection, Goal, Initiative, Session
from .connections import Pair
from .goals import GoalShown, goals_of
from .initiatives import InitiativeShown, initiatives_of
from .needs import Need, need_of

State = Session.State


@dataclass(frozen=True, slots=True)
class Dated:
    """A session by its date and state."""

    at: datetime | None
    state: str
    word: str
    is_closing: bool


@dataclass(frozen=True, slots=True)
class Course:
    """How a pair goes: when they last met, when they meet next, how often they have met."""

    last: datetime | None = None
    next: datetime | None = None
    held: int = 0
    offered: bool = False


@dataclass(frozen=True)
class Coordinated:
    """What a coordinator's page of one pair shows. `need` is None where the mentee's words are not for this reader."""

    need: Need | None
    sessions: tuple[Dated, ...]
    course: Course
    goals: tuple[GoalShown, ...]
    goal_count: int
    goals_rated: int
    initiatives: tuple[InitiativeShown, ...]
    initiative_count: int

    @property
    def goals_kept(self) -> int:
        """How many goals the pair keeps to itself."""
        return self.goal_count - len(self.goals)

    @property
    def initiatives_kept(self) -> int:
        """How many initiatives the pair keeps to itself."""
        return self.initiative_count - len(self.initiatives)


def coordinated(pair: Pair, actor: Actor) -> Coordinated:
    """Return what this reader may see of a pair, in a fixed number of queries."""
    connection = pair.connection
    sessions = _dated(connection, actor)
    goals = scope(actor, Goal, "view state").filter(connection=connection, dropped_at__isnull=True)
    initiatives = scope(actor, Initiative, "view state").filter(connection=connection)
    shared_goals = set(scope(actor, Goal).filter(connection=connection).values_list("pk", flat=True))
    shared_initiatives = set(scope(actor, Initiative).filter(connection=connection).values_list("pk", flat=True))
    return Coordinated(
        need=need_of(pair.mentee, connection.programme) if reads_answers(actor, pair.mentee) else None,
        sessions=sessions,
        course=courses_of([connection.pk]).get(connection.pk, Course()),
        goals=tuple(each for each in goals_of(connection) if each.goal.pk in shared_goals),
        goal_count=goals.count(),
        goals_rated=goals.filter(ratings__at_closing=True).distinct().count(),
        initiatives=tuple(each for each in initiatives_of(connection) if each.initiative.pk in shared_initiatives),
        initiative_count=initiatives.count(),
    )


def courses_of(connections: Collection[uuid.UUID]) -> Mapping[uuid.UUID, Course]:
    """Return how each of these pairs goes; one query. Pairs without a session are left out."""
    now = clock.now()
    to_come = Q(state=State.BOOKED, starts_at__gt=now)
    found = (
        Session.objects.filter(connection__in=connections)
        .order_by()
        .values("connection_id")
        .annotate(
            last=Max("starts_at", filter=Q(state=State.HELD)),
            next=Min("starts_at", filter=to_come),
            held=Count("pk", filter=Q(state=State.HELD)),
            offered=Count("pk", filter=Q(state=State.OFFERED)),
        )
    )
    return {
        row["connection_id"]: Course(row["last"], row["next"], row["held"], offered=row["offered"] > 0) for row in found
    }


def _dated(connection: Connection, actor: Actor) -> tuple[Dated, ...]:
    rows = scope(actor, Session, "view dates").filter(connection=connection).order_by("starts_at", "number")
    return tuple(
        Dated(
            at=row.starts_at if row.state != State.OFFERED else None,  # moved: only calendars keep the old one
            state=row.state,
            word=str(State(row.state).label),
            is_closing=row.purpose == Session.Purpose.CLOSING,
        )
        for row in rows
    )
