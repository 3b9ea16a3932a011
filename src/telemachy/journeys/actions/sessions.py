"""Sessions: times offered, one of them booked, moved or cancelled.

Calendars know a session by its `calendar_uid`, and the newer word of it by a higher sequence. A move alone tells them
nothing: RFC 5546 (3.2.2.1) reschedules by one REQUEST with a higher sequence, while programs disagree on whether a
meeting may come back after its CANCEL. So the mail with the new times says that the earlier one is off, and calendars
hear of it when one is booked, or when the session is cancelled.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, OperationalError, transaction
from django.db.models import Max
from django.utils.translation import gettext as _
from psycopg.errors import DeadlockDetected

from telemachy.audit import chain as audit
from telemachy.errors import Conflict, Refused
from telemachy.messaging.outbox import mail_domain
from telemachy.people.models import Person
from telemachy.programmes.queries import file_of, latest_version
from telemachy.tenancy import clock, locks
from telemachy.tenancy.ids import uuid7
from telemachy.tenancy.policy import Actor

from ..mails.sessions import take_back_later, tell_booked, tell_cancelled, tell_offered
from ..models import Attendance, Connection, OfferedTime, Session
from ..wall_clock import on_wall
from .session_checks import (
    checked_times,
    refuse_clash,
    refuse_second_offer,
    refuse_time,
    refuse_who_left,
    to_the_minute,
    two_of,
)
from .standing import take_open

State = Session.State
LONGEST_PLACE = 300
TRIES = 3


@transaction.atomic
def offer_times(
    connection: Connection,
    times: Sequence[datetime],
    *,
    by: Actor,
    minutes: int | None = None,
    place: str = "",
    purpose: str = "usual",
) -> Session:
    """Offer up to three times for a session; the other of the two is asked by mail to choose one.

    Args:
        minutes: how long; None for as long as the programme says.
        place: a room, or the address of a video call.

    Raises:
        Refused: the pair has ended, an offer waits for its answer, or a time cannot be.
        Conflict: at one of the times somebody is in another session.
    """
    connection = take_open(connection)
    offering, other = two_of(connection, by)
    refuse_who_left(other)
    refuse_second_offer(connection)
    if len(place.strip()) > LONGEST_PLACE:
        raise Refused(_("The place may have 300 characters."))
    length = minutes or file_of(latest_version(connection.programme)).session_minutes
    wanted = checked_times(times, length, offering, (offering, other))
    session = Session.objects.create(
        connection=connection,
        number=_next_number(connection),
        purpose=Session.Purpose(purpose),
        offered_by=offering,
        offered_at=clock.now(),
        minutes=length,
        time_zone=offering.time_zone,
        place=place.strip(),
        calendar_uid=f"{uuid7()}@{mail_domain()}",
    )
    _write_times(session, wanted)
    audit.record(by, "session.offered", session, times=len(wanted))
    tell_offered(session, offering, other)
    return session


@transaction.atomic
def book_session(session: Session, starts_at: datetime, *, by: Actor) -> Session:
    """Choose one of the times: both get an invitation for their calendars. Choosing the same one twice is once.

    Raises:
        Refused: the pair has ended, the time has passed, or who offered the times chooses one of them.
        Conflict: another time is booked, this one is offered no longer, or somebody is in another session then.
    """
    connection = take_open(session.connection)
    session = locks.take(Session, session.pk)
    choosing, other = two_of(connection, by)
    starts_at = to_the_minute(starts_at)
    if session.state == State.BOOKED and session.starts_at == starts_at:
        return session
    refuse_who_left(other)
    _refuse_booking(session, starts_at, choosing, other)
    _sit_down(session, starts_at, (choosing, other))
    _change(
        session,
        state=State.BOOKED,
        starts_at=starts_at,
        booked_at=clock.now(),
        calendar_sequence=_next_sequence(session),
    )
    audit.record(by, "session.booked", session, sequence=session.calendar_sequence)
    tell_booked(session)
    return session


@transaction.atomic
def move_session(session: Session, times: Sequence[datetime], *, by: Actor) -> Session:
    """Offer other times for a session that is offered or booked; the other of the two is asked to choose one.

    Raises:
        Refused: the pair has ended, or a time cannot be.
        Conflict: the session is over or cancelled, or somebody is in another session at one of the times.
    """
    connection = take_open(session.connection)
    session = locks.take(Session, session.pk)
    offering, other = two_of(connection, by)
    refuse_who_left(other)
    _refuse_moving(session)
    wanted = checked_times(times, session.minutes, offering, (offering, other), except_for=session)
    Attendance.objects.filter(session=session).delete()  # nobody has said anything yet, or it could not be moved
    OfferedTime.objects.filter(session=session).delete()
    _write_times(session, wanted)
    take_back_later(session, by=by)
    _change(session, state=State.OFFERED, offered_by=offering, offered_at=clock.now(), time_zone=offering.time_zone)
    audit.record(by, "session.moved", session, times=len(wanted))
    tell_offered(session, offering, other)
    return session


@transaction.atomic
def cancel_session(session: Session, *, by: Actor) -> Session:
    """Take a session back: it leaves the calendars it is in. Cancelling twice changes nothing.

    Raises:
        Refused: the pair has ended.
        Conflict: the session has begun or is over.
    """
    connection = take_open(session.connection)
    session = locks.take(Session, session.pk)
    cancelling, other = two_of(connection, by)
    if session.state == State.CANCELLED:
        return session
    _refuse_moving(session)
    _refuse_begun(session)
    Attendance.objects.filter(session=session).update(counts=False)
    take_back_later(session, by=by)
    _change(session, state=State.CANCELLED, calendar_sequence=_next_sequence(session))
    audit.record(by, "session.cancelled", session, sequence=session.calendar_sequence)
    tell_cancelled(session, cancelling, other)
    return session


def _next_number(connection: Connection) -> int:
    highest = Session.objects.filter(connection=connection).aggregate(highest=Max("number"))["highest"]
    return int(highest or 0) + 1


def _next_sequence(session: Session) -> int:
    """Count on where calendars know the session already; the first booking is 0."""
    return session.calendar_sequence + (session.booked_at is not None)


def _write_times(session: Session, times: Sequence[datetime]) -> None:
    OfferedTime.objects.bulk_create([OfferedTime(session=session, starts_at=moment) for moment in times])


def _refuse_booking(session: Session, starts_at: datetime, choosing: Person, other: Person) -> None:
    if session.state == State.BOOKED and session.starts_at is not None:
        sentence = _("This session is booked for %(time)s. To meet at another time, move it.")
        raise Conflict(sentence % {"time": on_wall(session.starts_at, choosing)})
    if not State(session.state).can_book():
        raise Conflict(_("This session is over or cancelled, so no time can be chosen. Nothing was changed."))
    if session.offered_by_id == choosing.pk:
        raise Refused(_("You offered these times. %(name)s chooses one of them.") % {"name": other.short_name})
    if not session.offered_times.filter(starts_at=starts_at).exists():
        raise Conflict(_("This time is offered no longer. Nothing was booked. Choose one of those that are."))
    refuse_time(starts_at, choosing)
    refuse_clash([starts_at], session.minutes, choosing, (choosing, other))


def _refuse_moving(session: Session) -> None:
    if not State(session.state).can_move():
        raise Conflict(_("This session is over or cancelled, so it stays as it is. Nothing was changed."))


def _refuse_begun(session: Session) -> None:
    if session.state == State.BOOKED and session.starts_at is not None and session.starts_at <= clock.now():
        raise Conflict(_("This session has begun. Say whether you met instead. Nothing was changed."))


def _sit_down(session: Session, starts_at: datetime, people: Sequence[Person]) -> None:
    """Take both people's time; the database has the last word, since a check cannot see what is being booked now.

    Two who insert at the same moment wait for each other's row, and the database ends one of them as a deadlock: that
    one tries again, and then meets what the other has booked.
    """
    ends_at = starts_at + timedelta(minutes=session.minutes)
    seats = [Attendance(session=session, person=person, starts_at=starts_at, ends_at=ends_at) for person in people]
    for _try in range(TRIES):
        try:
            with transaction.atomic():
                Attendance.objects.bulk_create(seats)
        except IntegrityError as error:
            raise _somebody_was_first() from error
        except OperationalError as error:
            if not isinstance(error.__cause__, DeadlockDetected):
                raise
        else:
            return
    raise _somebody_was_first()


def _somebody_was_first() -> Conflict:
    return Conflict(_("One of you was booked for another session at that time a moment ago. Nothing was booked."))


def _change(session: Session, **values: Any) -> None:
    for name, value in values.items():
        setattr(session, name, value)
    session.version += 1
    session.save(update_fields=[*values, "version"])
