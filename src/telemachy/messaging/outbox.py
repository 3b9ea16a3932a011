"""The outbox: mails are written in the transaction of what they tell, seen by coordinators, and sent by jobs.

Each message counts its changes in `version`. The job that sends it names the version it was stored for, so holding,
changing or taking back a mail makes every earlier job do nothing.
"""

import uuid
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from email.utils import parseaddr
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from telemachy.audit import chain as audit
from telemachy.errors import Conflict, Refused
from telemachy.tenancy import clock
from telemachy.tenancy.ids import uuid7
from telemachy.tenancy.policy import Actor

from .calendar import method_of, without_secrets
from .models import OutboxMessage
from .placeholders import for_target
from .redaction import without_tokens
from .rendering import Mail, render_mail
from .tasks import defer

State = OutboxMessage.State


@transaction.atomic
def enqueue(
    kind: str,
    *,
    event: str,
    person_id: uuid.UUID,
    to_name: str,
    to_address: str,
    programme_id: uuid.UUID | None,
    from_name: str,
    why: str,
    context: Mapping[str, Any],
    send_after: datetime | None = None,
    held: bool = False,
    calendar: str = "",
) -> OutboxMessage:
    """Write a mail from its three templates and store the job that sends it; the same event twice gives the same mail.

    Args:
        kind: the mail's templates, `mail/<kind>.subject.txt`, `.txt` and `.html`.
        event: what happened, such as "publication:<id>:<pair>"; with person and kind, unique.
        from_name: what stands before the address, such as "Engineers who lead, Lumen Works".
        why: one sentence telling the person why they get this mail.
        context: what the templates name; texts, never models.
        send_after: the end of the undo window; None for at once.
        held: whether it waits for somebody to release it.
        calendar: what `calendar.invitation` or `calendar.cancellation` returned, to go with the mail.

    An address that is none makes a failed mail with a sentence, not an error: one typing mistake in a spreadsheet must
    not stop the mails of everybody else. While a past is told, the mail is kept as one that left then, without a job.

    Raises:
        ValueError: the calendar text does not say what it wants done.
    """
    if calendar:
        method_of(calendar)
    known = OutboxMessage.objects.filter(event=event, person_id=person_id, kind=kind).first()
    if known is not None:
        return known
    problem = problem_with(to_address)
    mail = render_mail(kind, {**context, "to_name": to_name, "from_name": from_name, "why": why})
    values = {
        "programme_id": programme_id,
        "state": State.FAILED if problem else State.HELD if held else State.SCHEDULED,
        "problem": problem,
        "to_address": for_target(to_address, "header").strip()[:254],
        "to_name": for_target(to_name, "header").strip()[:200],
        "from_name": for_target(from_name, "header").strip()[:200],
        "why": for_target(why, "header").strip()[:300],
        "subject": mail.subject[:300],
        "text": mail.text,
        "html": mail.html,
        "calendar": calendar,
        "message_id": new_message_id(),
        "send_after": send_after or clock.now(),
    }
    if clock.is_set() and values["state"] is State.SCHEDULED:
        values |= _as_left(mail, calendar, clock.now())
    message, new = OutboxMessage.objects.get_or_create(event=event, person_id=person_id, kind=kind, defaults=values)
    if new and message.state == State.SCHEDULED:
        _defer(message, at=send_after)
    return message


@transaction.atomic
def hold(message: OutboxMessage, *, by: Actor, version: int | None = None) -> OutboxMessage:
    """Keep a scheduled mail back until somebody releases it."""
    message = _take(message, version)
    _refuse_unless(message, State.SCHEDULED, doing=_("held"))
    return _change(message, by, "mail.held", state=State.HELD)


@transaction.atomic
def release(message: OutboxMessage, *, by: Actor, version: int | None = None) -> OutboxMessage:
    """Let a held mail go when it was meant to go, or at once if that time has passed."""
    message = _take(message, version)
    _refuse_unless(message, State.HELD, doing=_("released"))
    message = _change(message, by, "mail.released", state=State.SCHEDULED)
    _defer(message, at=message.send_after)
    return message


@transaction.atomic
def send_now(message: OutboxMessage, *, by: Actor, version: int | None = None) -> OutboxMessage:
    """Send a held, scheduled or failed mail without waiting any longer."""
    message = _take(message, version)
    _refuse_unless(message, State.HELD, State.SCHEDULED, State.FAILED, doing=_("sent now"))
    _refuse_address(message.to_address)
    return _send_now(message, by, "mail.sent-now")


@transaction.atomic
def cancel(message: OutboxMessage, *, by: Actor, version: int | None = None) -> OutboxMessage:
    """Take a mail back for good before it has left."""
    message = _take(message, version)
    _refuse_unless(message, State.HELD, State.SCHEDULED, State.FAILED, doing=_("taken back"))
    return _change(message, by, "mail.cancelled", state=State.CANCELLED)


@transaction.atomic
def correct_address(message: OutboxMessage, address: str, *, by: Actor, version: int | None = None) -> OutboxMessage:
    """Give a mail that could not be delivered another address and send it at once.

    Raises:
        Refused: the text is no e-mail address.
    """
    message = _take(message, version)
    _refuse_unless(message, State.FAILED, State.HELD, State.SCHEDULED, doing=_("sent to another address"))
    address = address.strip()
    _refuse_address(address)
    message.to_address = address
    message.save(update_fields=["to_address"])
    return _send_now(message, by, "mail.readdressed")


@transaction.atomic
def act_on_all(
    deed: Callable[..., OutboxMessage], messages: Iterable[tuple[OutboxMessage, int | None]], *, by: Actor
) -> int:
    """Do one deed to many mails, each at the version it was seen at, or to none; return how many.

    Raises:
        Conflict: one of them has changed; nothing was done to any.
    """
    ordered = sorted(messages, key=lambda pair: pair[0].pk)  # two people at once then never wait for each other
    for message, version in ordered:
        deed(message, by=by, version=version)
    return len(ordered)


@transaction.atomic
def send_event_now(event: str, *, by: Actor) -> int:
    """Send every waiting mail whose event begins with this, without waiting any longer; return how many."""
    waiting = _locked(event).filter(state__in=[State.HELD, State.SCHEDULED])
    for message in waiting:
        _send_now(message, by, "mail.sent-now")
    return len(waiting)


@transaction.atomic
def cancel_event(event: str, *, by: Actor) -> int:
    """Take back every mail whose event begins with this; return how many.

    Raises:
        Conflict: one has left already; nothing was taken back.
    """
    messages = list(_locked(event))
    gone = sum(message.state == State.SENT for message in messages)
    if gone:
        raise Conflict(_("%(count)d of these mails have left already. Nothing was taken back.") % {"count": gone})
    waiting = [message for message in messages if State(message.state).can_cancel()]
    for message in waiting:
        _change(message, by, "mail.cancelled", state=State.CANCELLED)
    return len(waiting)


def problem_with(address: str) -> str:
    """Return a sentence on what is wrong with an e-mail address, or nothing."""
    try:
        validate_email(address)
    except ValidationError:
        return _("This is not an e-mail address. Nothing was sent. Correct the address.")
    return ""


def mail_domain() -> str:
    """Return the domain that mails come from, which their ids and their list carry too."""
    return parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"


def new_message_id() -> str:
    """Return an id that stays with the mail however often it is sent, so that mail programs show a duplicate once."""
    return f"<{uuid7().hex}@{mail_domain()}>"


def _as_left(mail: Mail, calendar: str, at: datetime) -> dict[str, Any]:
    """Return what is kept of a mail that left at a time that is being told: everything but the secrets in its links."""
    return {
        "state": State.SENT,
        "text": without_tokens(mail.text),
        "html": without_tokens(mail.html),
        "calendar": without_secrets(calendar),
        "send_after": at,
        "sent_at": at,
        "attempts": 1,
    }


def _take(message: OutboxMessage, version: int | None) -> OutboxMessage:
    """Lock a message; a mail that is just being sent is waited for."""
    current = OutboxMessage.objects.select_for_update().get(pk=message.pk)
    if version is not None and version != current.version:
        raise Conflict(_("This mail has changed since you opened the page. Nothing was done. Look at it again."))
    return current


def _locked(event: str) -> Any:
    return OutboxMessage.objects.select_for_update().filter(event__startswith=event).order_by("id")


def _refuse_unless(message: OutboxMessage, *states: State, doing: str) -> None:
    state = State(message.state)
    if state not in states:
        sentence = _("This mail is %(state)s, so it cannot be %(doing)s. Nothing was done.")
        raise Conflict(sentence % {"state": state.label.lower(), "doing": doing})


def _refuse_address(address: str) -> None:
    problem = problem_with(address)
    if problem:
        raise Refused(problem)


def _send_now(message: OutboxMessage, by: Actor, deed: str) -> OutboxMessage:
    now = timezone.now()
    message = _change(message, by, deed, state=State.SCHEDULED, send_after=now, problem="", attempts=0)
    _defer(message, at=None)
    return message


def _change(message: OutboxMessage, by: Actor, deed: str, **values: Any) -> OutboxMessage:
    for name, value in values.items():
        setattr(message, name, value)
    message.version += 1
    message.save(update_fields=[*values, "version"])
    audit.record(by, deed, message, state=str(message.state))
    return message


def _defer(message: OutboxMessage, *, at: datetime | None) -> None:
    defer("mail.send", schedule_at=at, message_id=message.pk, version=message.version)
