"""What a coordinator sees of sessions: dates and states, never a place or a word."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q

from ..models import Connection, Session

State = Session.State


@dataclass(frozen=True, slots=True)
class SessionDate:
    """When a session was or will be, and how many of the two say that they met."""

    number: int
    state: Session.State
    starts_at: datetime | None
    minutes: int
    is_closing: bool
    met_said: int


def dates_of(connection: Connection) -> tuple[SessionDate, ...]:
    """Return the dates of a connection's sessions; one query. An offered session has no date yet."""
    rows = Session.objects.filter(connection=connection).annotate(
        met_said=Count("attendances", filter=Q(attendances__met=True))
    )
    return tuple(
        SessionDate(
            number=row.number,
            state=State(row.state),
            starts_at=None if row.state == State.OFFERED else row.starts_at,
            minutes=row.minutes,
            is_closing=row.purpose == Session.Purpose.CLOSING,
            met_said=row.met_said,
        )
        for row in rows.order_by("starts_at", "number")
    )
