"""What the two of a pair are told of their sessions.

Coordinators see these mails in the outbox: the place stands in the calendar entry only, and what was prepared nowhere.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from telemachy.messaging import outbox
from telemachy.messaging.links import make_link, organisation_address
from telemachy.messaging.models import OutboxMessage
from telemachy.people.models import Person
from telemachy.tenancy import clock
from telemachy.tenancy.policy import Actor

from ..meetings import cancellation_of, invitation_of
from ..models import Member, Session
from ..wall_clock import clock_of, key_of, on_wall, weekday_of
from .letters import LINK_DAYS, Letter, Sender, post, sender_of

BOOK, LOG, PREPARE = "session.book", "session.log", "session.prepare"
LOG_KIND, PREPARE_KIND = "session-log", "session-prepare"
LOG_AFTER, PREPARE_BEFORE = timedelta(hours=1), timedelta(hours=48)
WAITING = (OutboxMessage.State.HELD, OutboxMessage.State.SCHEDULED, OutboxMessage.State.FAILED)


@dataclass(frozen=True)
class TimeLink:
    """One of the times as a mail shows it: by the reader's clock, and the page where it can be chosen."""

    label: str
    url: str


def tell_offered(session: Session, offering: Person, other: Person) -> OutboxMessage:
    """Ask the other of the two to choose one of the times."""
    sender = sender_of(session.connection.programme)
    times = list(session.offered_times.values_list("starts_at", flat=True).order_by("starts_at"))
    first = {"name": offering.short_name, "time": on_wall(times[0], other), "others": len(times) - 1}
    subject = _("%(name)s offers %(time)s") % first
    if len(times) > 1:
        more = ngettext(
            "%(name)s offers %(time)s or another time", "%(name)s offers %(time)s or %(others)d others", len(times) - 1
        )
        subject = more % first
    url = _link(other, BOOK, session, until=times[-1])
    links = {
        "url": url,
        "times": [TimeLink(on_wall(moment, other), f"{url}?time={key_of(moment)}") for moment in times],
        "zone": clock_of(times[0], other),
    }
    letter = Letter("session-offered", other, subject, _offered_body(session, offering, other))
    return post(sender, letter, event=_event(session, "offered"), links=links)


def _offered_body(session: Session, offering: Person, other: Person) -> str:
    names = {"name": offering.short_name, "other": other.short_name, "minutes": session.minutes}
    if session.booked_at is not None and session.starts_at is not None:
        names["time"] = on_wall(session.starts_at, other)
        said = _("%(name)s asks to move your session of %(time)s, so please do not count on that time any more.")
    else:
        said = _("%(name)s would like to meet you for %(minutes)d minutes.")
    hello = _("Hello %(other)s,")
    return f"{hello}\n\n{said}\n\n{_('Which of these times suits you?')}" % names


def tell_booked(session: Session) -> None:
    """Confirm a booking to both with an invitation for their calendars, and plan what is asked before and after."""
    members = list(session.connection.members.select_related("person"))
    people = [member.person for member in members]
    sender = sender_of(session.connection.programme)
    calendar = invitation_of(session, sender)
    for member in members:
        other = next(person for person in people if person.pk != member.person_id)
        _confirm(session, sender, member.person, other, calendar)
        if not clock.is_set():  # whoever is told a past is not asked today whether they met then
            _plan_later(session, sender, member, other)


def _confirm(session: Session, sender: Sender, to: Person, other: Person, calendar: str) -> None:
    names = _names(session, to, other)
    subject = _("Booked: %(time)s with %(other)s") % names
    said = _("You and %(other)s meet on %(time)s (%(zone)s), for %(minutes)d minutes.")
    more = _("The invitation for your calendar is attached; the place stands in it.")
    body = f"{_('Hello %(name)s,')}\n\n{said}\n\n{more}" % names
    links = {"url": _link(to, BOOK, session, until=_start(session))}
    post(
        sender,
        Letter("session-booked", to, subject, body),
        event=_event(session, "booked"),
        links=links,
        calendar=calendar,
    )


def _plan_later(session: Session, sender: Sender, member: Member, other: Person) -> None:
    start = _start(session)
    _ask_whether_met(session, sender, member.person, other, start + timedelta(minutes=session.minutes) + LOG_AFTER)
    if member.role == Member.Role.MENTEE and start - PREPARE_BEFORE > clock.now():
        _ask_to_prepare(session, sender, member.person, other, start - PREPARE_BEFORE)


def _ask_whether_met(session: Session, sender: Sender, to: Person, other: Person, at: datetime) -> None:
    url = _link(to, LOG, session, until=at)
    links = {f"{answer}_url": f"{url}?answer={answer}" for answer in ("yes", "moved", "no")}
    said = _("you and %(other)s were to meet on %(time)s. One tap says whether you did; each answers for themselves.")
    body = f"{_('Hello %(name)s,')}\n\n{said}" % _names(session, to, other)
    letter = Letter(LOG_KIND, to, _("Did you meet today?"), body)
    post(sender, letter, event=_event(session, "log"), links=links, send_after=at)


def _ask_to_prepare(session: Session, sender: Sender, to: Person, other: Person, at: datetime) -> None:
    names = _names(session, to, other)
    said = _("you meet %(other)s on %(time)s (%(zone)s). Three questions make the most of it; two minutes are enough.")
    body = f"{_('Hello %(name)s,')}\n\n{said}" % names
    letter = Letter(PREPARE_KIND, to, _("%(day)s with %(other)s") % names, body)
    links = {"url": _link(to, PREPARE, session, until=_start(session))}
    post(sender, letter, event=_event(session, "prepare"), links=links, send_after=at)


def tell_cancelled(session: Session, cancelling: Person, other: Person) -> None:
    """Tell both of a cancelled session, with what takes it out of their calendars; or the other of a lost offer."""
    sender = sender_of(session.connection.programme)
    if session.booked_at is None:
        offered = {"name": other.short_name, "other": cancelling.short_name}
        said = _("%(other)s has taken back the times offered to you. Nothing is booked, and nothing is left to do.")
        subject = _("%(other)s has taken back the times") % offered
        _send_cancelled(session, sender, other, subject, f"{_('Hello %(name)s,')}\n\n{said}" % offered)
        return
    calendar = cancellation_of(session, sender)
    by_other = _("%(other)s has cancelled your session of %(time)s. It leaves your calendar by the attached note.")
    by_reader = _("you have cancelled your session of %(time)s. It leaves your calendar by the attached note.")
    for to, partner, said in ((other, cancelling, by_other), (cancelling, other, by_reader)):
        names = _names(session, to, partner)
        subject = _("Cancelled: %(time)s with %(other)s") % names
        _send_cancelled(session, sender, to, subject, f"{_('Hello %(name)s,')}\n\n{said}" % names, calendar)


def _send_cancelled(session: Session, sender: Sender, to: Person, subject: str, body: str, calendar: str = "") -> None:
    links = {"url": _page(session)}
    letter = Letter("session-cancelled", to, subject, body)
    post(sender, letter, event=_event(session, "cancelled"), links=links, calendar=calendar)


def tell_prepared(session: Session, writing: Person, other: Person) -> OutboxMessage:
    """Tell the other of the two that something was prepared, without a word of it."""
    names = {"name": other.short_name, "other": writing.short_name}
    said = _("%(other)s has prepared your next session. What is written there is for the two of you: sign in to read.")
    letter = Letter(
        "session-prepared",
        other,
        _("%(other)s has prepared") % names,
        f"{_('Hello %(name)s,')}\n\n{said}" % names,
    )
    event = f"session:{session.pk}:{session.calendar_sequence}:prepared"  # however often it is written anew
    return post(sender_of(session.connection.programme), letter, event=event, links={"url": _page(session)})


def take_back_later(
    session: Session, *, by: Actor, kinds: Iterable[str] = (LOG_KIND, PREPARE_KIND), person: Person | None = None
) -> None:
    """Take back what was to be asked before or after, as far as it has not left; for both, or for one of the two."""
    waiting = OutboxMessage.objects.select_for_update().filter(
        event__startswith=f"session:{session.pk}:", kind__in=list(kinds), state__in=WAITING
    )
    if person is not None:
        waiting = waiting.filter(person_id=person.pk)
    for message in waiting.order_by("id"):
        outbox.cancel(message, by=by)


def _event(session: Session, what: str) -> str:
    """Name what happened so that it is told once: a session, what calendars know of it, and its version."""
    return f"session:{session.pk}:{session.calendar_sequence}:{session.version}:{what}"


def _names(session: Session, to: Person, other: Person) -> Mapping[str, Any]:
    start = _start(session)
    return {
        "name": to.short_name,
        "other": other.short_name,
        "time": on_wall(start, to),
        "day": weekday_of(start, to),
        "zone": clock_of(start, to),
        "minutes": session.minutes,
    }


def _start(session: Session) -> datetime:
    if session.starts_at is None:
        raise ValueError("This session has no time yet.")
    return session.starts_at


def _link(person: Person, action: str, session: Session, *, until: datetime) -> str:
    """Make a link that is good for a month after the last time it speaks of."""
    return make_link(person.pk, action, session.pk, days=max(LINK_DAYS, (until - clock.now()).days + 30))


def _page(session: Session) -> str:
    return organisation_address() + reverse("session", args=[session.connection_id, session.pk])
