"""What comes next in a pair, for one of its two people."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from telemachy.people.models import Person
from telemachy.tenancy import clock

from ..models import Attendance, Charter, CharterAgreement, Connection, Preparation, Session

LOG, CHOOSE, MEET, WAIT, SUGGEST = "log", "choose", "meet", "wait", "suggest"
State = Session.State


@dataclass(frozen=True, slots=True)
class Step:
    """One next step of a pair: a session to speak of, to choose, to prepare, to wait for, or times to suggest."""

    kind: str
    session: Session | None = None
    at: datetime | None = None
    prepared: bool = False
    first: bool = False  # no session has been offered in this pair so far
    agree: bool = False  # the person has not agreed to the charter


def next_steps(connections: Iterable[Connection], person: Person) -> Mapping[uuid.UUID, Step]:
    """Return the next step of each of these pairs for one of its people; five queries."""
    ids = [connection.pk for connection in connections]
    sessions: dict[uuid.UUID, list[Session]] = {pk: [] for pk in ids}
    for session in Session.objects.filter(connection__in=ids).exclude(state=State.CANCELLED).order_by("starts_at"):
        sessions[session.connection_id].append(session)
    silent = _unanswered(ids, person)
    prepared = set(Preparation.objects.filter(connection__in=ids, author=person).values_list("session_id", flat=True))
    unagreed = _unagreed(ids, person)
    return {pk: _step(sessions[pk], person, silent, prepared, agree=pk in unagreed) for pk in ids}


def _unanswered(ids: Sequence[uuid.UUID], person: Person) -> set[uuid.UUID]:
    """Return the sessions of which somebody has not said whether they took place."""
    mine = Attendance.objects.filter(person=person, session__connection__in=ids, met__isnull=True)
    return set(mine.values_list("session_id", flat=True))


def _unagreed(ids: Sequence[uuid.UUID], person: Person) -> set[uuid.UUID]:
    """Return the pairs whose charter somebody has not agreed to; a pair without one is not among them."""
    agreed = CharterAgreement.objects.filter(person=person).values("charter_id")
    found = Charter.objects.filter(connection__in=ids).exclude(pk__in=agreed)
    return set(found.values_list("connection_id", flat=True))


def _step(
    sessions: Sequence[Session], person: Person, silent: set[uuid.UUID], prepared: set[uuid.UUID], *, agree: bool
) -> Step:
    now = clock.now()
    over = [each for each in sessions if each.pk in silent and State(each.state).can_log() and _end(each) <= now]
    if over:
        return Step(LOG, over[-1], over[-1].starts_at, agree=agree)
    booked = next((each for each in sessions if each.state == State.BOOKED and _end(each) > now), None)
    if booked is not None:
        return Step(MEET, booked, booked.starts_at, prepared=booked.pk in prepared, agree=agree)
    offered = next((each for each in sessions if each.state == State.OFFERED), None)
    if offered is not None:
        return Step(WAIT if offered.offered_by_id == person.pk else CHOOSE, offered, agree=agree)
    return Step(SUGGEST, first=not sessions, agree=agree)


def _end(session: Session) -> datetime:
    starts = session.starts_at or session.offered_at
    return starts + timedelta(minutes=session.minutes)
