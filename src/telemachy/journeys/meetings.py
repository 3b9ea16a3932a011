"""Sessions as calendars know them, under a title that tells whoever looks over a shoulder nothing."""

from email.utils import parseaddr
from typing import Protocol

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from telemachy.messaging.calendar import Address, Meeting, cancellation, invitation, is_web_address
from telemachy.messaging.links import organisation_address
from telemachy.tenancy import clock

from .models import Session
from .wall_clock import zone_named


class Named(Protocol):
    """Whoever invites: a programme, as its mails name it."""

    @property
    def name(self) -> str:
        """What stands before the address."""


def invitation_of(session: Session, sender: Named) -> str:
    """Return what puts a booked session into people's calendars, or tells them its new time."""
    return invitation(meeting_of(session, sender))


def cancellation_of(session: Session, sender: Named) -> str:
    """Return what takes a session out of people's calendars."""
    return cancellation(meeting_of(session, sender))


def meeting_of(session: Session, sender: Named) -> Meeting:
    """Return a session that has its time as a meeting; the programme invites both."""
    if session.starts_at is None:
        raise ValueError("A session without its time is no meeting.")
    members = session.connection.members.select_related("person").order_by("role")
    mentee, mentor = (member.person for member in members)
    is_call = is_web_address(session.place)
    page = organisation_address() + reverse("session", args=[session.connection_id, session.pk])
    return Meeting(
        uid=session.calendar_uid,
        sequence=session.calendar_sequence,
        starts_at=session.starts_at,
        minutes=session.minutes,
        time_zone=str(zone_named(session.time_zone)),
        summary=_("Mentoring session: %(mentee)s and %(mentor)s")
        % {"mentee": mentee.short_name, "mentor": mentor.short_name},
        description=_("To prepare, move or cancel it, open %(page)s") % {"page": page},
        place="" if is_call else session.place,
        url=session.place if is_call else "",
        organiser=Address(sender.name, parseaddr(settings.DEFAULT_FROM_EMAIL)[1]),
        attendees=tuple(Address(person.name, person.email) for person in (mentee, mentor)),
        stamped_at=clock.now(),
    )
