"""Sends one mail by SMTP and tells apart what will pass from what will not."""

import re
import smtplib
import uuid
from dataclasses import dataclass
from datetime import timedelta
from email.utils import formataddr, formatdate, parseaddr

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.utils import timezone
from django.utils.translation import gettext as _

from .calendar import method_of, without_secrets
from .models import OutboxMessage
from .outbox import mail_domain
from .redaction import without_tokens
from .tasks import defer

#: How long to wait after each failed try; then the mail has failed.
WAITS = tuple(timedelta(minutes=m) for m in (1, 5, 15, 60, 4 * 60, 12 * 60, 24 * 60))

State = OutboxMessage.State
_UNSEEN = re.compile(r"[\x00-\x20\x7f-\xa0]+")


@dataclass(frozen=True)
class Trouble:
    """Why a mail did not leave: a sentence, and whether trying again can help."""

    sentence: str
    passes: bool


def send(message_id: uuid.UUID, version: int) -> None:
    """Send a scheduled mail that has not changed since its job was stored.

    Its row is held meanwhile, so that whoever wants to take it back waits for the outcome. A worker killed in between
    leaves the row as it was; the mail is sent again with the same Message-ID.
    """
    message = OutboxMessage.objects.select_for_update().filter(pk=message_id, version=version).first()
    if message is None or message.state != State.SCHEDULED:
        return
    trouble = _hand_over(as_mail(message))
    message.attempts += 1
    message.version += 1
    if trouble is None:
        message.state, message.sent_at, message.problem = State.SENT, timezone.now(), ""
        message.text, message.html = without_tokens(message.text), without_tokens(message.html)
        message.calendar = without_secrets(message.calendar)
    elif trouble.passes and message.attempts <= len(WAITS):
        _try_again(message, trouble)
    else:
        message.state, message.problem = State.FAILED, f"{trouble.sentence} {_('Nothing was delivered.')}"
    message.save()


def _try_again(message: OutboxMessage, trouble: Trouble) -> None:
    message.problem = f"{trouble.sentence} {_('It is tried again by itself.')}"
    message.send_after = timezone.now() + WAITS[message.attempts - 1]
    defer("mail.send", schedule_at=message.send_after, message_id=message.pk, version=message.version)


def as_mail(message: OutboxMessage) -> EmailMultiAlternatives:
    """Return the mail for its one recipient, text and HTML side by side, with what keeps autoresponders quiet."""
    address = parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
    about = str(message.programme_id or message.organisation_id).replace("-", "")
    mail = EmailMultiAlternatives(
        subject=message.subject,
        body=message.text,
        from_email=formataddr((message.from_name, address)),
        to=[formataddr((message.to_name, message.to_address))],
        headers={
            "Message-ID": message.message_id,
            "Date": formatdate(),
            "List-Id": f"<{about}.{mail_domain()}>",
            "Auto-Submitted": "auto-generated",
        },
    )
    mail.attach_alternative(message.html, "text/html")
    if message.calendar:
        attach_calendar(mail, message.calendar)
    return mail


def attach_calendar(mail: EmailMultiAlternatives, text: str) -> None:
    """Put a calendar entry into a mail twice, as Google does: some programs look at one place only, some at the other.

    The part beside the text lets programs show the meeting with its buttons; it stands last, as the richest one. The
    file is for programs that know nothing of meetings, and for people who save it.
    """
    mail.attach_alternative(text, f"text/calendar; method={method_of(text)}")
    mail.attach("invite.ics", text.encode(), "application/ics")


def _hand_over(mail: EmailMultiAlternatives) -> Trouble | None:
    """Give a mail to the server; whatever is said about this mail or its address decides, everything else passes."""
    try:
        get_connection().send_messages([mail])
    except smtplib.SMTPRecipientsRefused as refused:
        return _judge(*next(iter(refused.recipients.values())))
    except (smtplib.SMTPSenderRefused, smtplib.SMTPDataError) as refused:
        return _judge(refused.smtp_code, refused.smtp_error)
    except smtplib.SMTPResponseException as refused:
        said = _readable(refused.smtp_code, refused.smtp_error)
        return Trouble(_("The mail server did not let us in (%s).") % said, passes=True)
    except (smtplib.SMTPException, OSError):
        return Trouble(_("The mail server could not be reached."), passes=True)
    return None


def _judge(code: int, said: bytes | str) -> Trouble:
    if code >= 500:
        return Trouble(_("The mail server refused this mail (%s).") % _readable(code, said), passes=False)
    return Trouble(_("The mail server asked us to wait (%s).") % _readable(code, said), passes=True)


def _readable(code: int, said: bytes | str) -> str:
    """Return a server's answer as one short line without anything that is not to be seen."""
    text = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
    return f"{code} {_UNSEEN.sub(' ', text).strip()}"[:150]
