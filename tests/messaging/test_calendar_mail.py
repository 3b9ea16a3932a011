"""A calendar entry goes with its mail, is what the mail says it is, and does not outlive the secrets of its links."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from telemachy.messaging.calendar import cancellation, invitation
from telemachy.messaging.models import OutboxMessage
from telemachy.messaging.sending import as_mail
from telemachy.tenancy import clock
from tests.cast import Cast
from tests.jobs import run_due_jobs, waiting_jobs
from tests.messaging.calendars import READERS, a_meeting
from tests.smtp import Sink

Write = Callable[..., OutboxMessage]
TOKEN = "s3cr3t_-" * 5
LINK = f"https://lumen.example/a/{TOKEN}"
SPRING = datetime(2026, 4, 1, 9, 0, tzinfo=UTC)


def again(message: OutboxMessage) -> OutboxMessage:
    return OutboxMessage.objects.get(pk=message.pk)


@pytest.mark.parametrize(
    ("text", "method"),
    [
        (invitation(a_meeting()), "REQUEST"),
        (invitation(a_meeting(sequence=1, minutes=60)), "REQUEST"),
        (cancellation(a_meeting(sequence=2)), "CANCEL"),
        (invitation(a_meeting(summary="Gespräch, 你好 😀 " * 9, place="Zürich")), "REQUEST"),
    ],
)
def test_the_calendar_entry_arrives_where_mail_programs_look_for_it(
    text: str, method: str, write: Write, sink: Sink
) -> None:
    message = write(calendar=text)

    run_due_jobs()

    [mail] = sink.mails
    words, file = mail.iter_parts()
    assert (mail.get_content_type(), words.get_content_type()) == ("multipart/mixed", "multipart/alternative")
    assert [part.get_content_type() for part in words.iter_parts()] == ["text/plain", "text/html", "text/calendar"]
    entry = list(words.iter_parts())[-1]
    assert dict(entry["Content-Type"].params) == {"method": method, "charset": "utf-8"}
    assert (file.get_content_type(), file.get_filename()) == ("application/ics", "invite.ics")
    assert (file.get_content_disposition(), entry.get_content_disposition()) == ("attachment", None)
    assert entry.get_content().replace("\r\n", "\n") == text.replace("\r\n", "\n")
    assert file.get_content().decode() == text
    for read in READERS:
        assert read(file.get_content().decode()) == read(entry.get_content()) == read(text)
        assert read(text).method == method
    assert mail.get_body(("plain",)).get_content() == again(message).text
    assert mail.get_body(("html",)).get_content() == again(message).html


@pytest.mark.parametrize("text", ["Hello", invitation(a_meeting()).replace("METHOD:REQUEST", "METHOD:PUBLISH")])
def test_a_mail_with_anything_but_a_calendar_entry_is_not_written(text: str, write: Write) -> None:
    with pytest.raises(ValueError, match="exactly one method"):
        write(calendar=text)

    assert not OutboxMessage.objects.exists()


def test_a_mail_says_the_method_of_its_entry_and_no_other(write: Write) -> None:
    message = write(calendar=invitation(a_meeting()))
    message.calendar = message.calendar.replace("METHOD:REQUEST", "METHOD:CANCEL")
    changed = as_mail(message).message().as_string()
    message.calendar += "METHOD:REQUEST\r\n"

    assert ('method="CANCEL"' in changed, "REQUEST" in changed) == (True, False)
    with pytest.raises(ValueError, match="exactly one method"):
        as_mail(message)


def test_an_entry_loses_the_secrets_of_its_links_when_its_mail_has_left(write: Write, sink: Sink) -> None:
    message = write(calendar=invitation(a_meeting(description=f"To move the session: {LINK}")))
    before = again(message).calendar

    run_due_jobs()

    [mail] = sink.mails
    delivered = next(part.get_content() for part in mail.walk() if part.get_content_type() == "text/calendar")
    assert [unbroken(text).count(TOKEN) for text in (before, delivered, again(message).calendar)] == [1, 1, 0]
    assert READERS[0](again(message).calendar) == READERS[0](before)


def test_an_entry_keeps_its_links_while_its_mail_waits(write: Write, sink: Sink) -> None:
    message = write(calendar=invitation(a_meeting(description=LINK)))
    sink.at_rcpt["noor.haddad@example.org"] = "451 greylisted"

    run_due_jobs()

    assert (again(message).state, TOKEN in unbroken(again(message).calendar)) == ("scheduled", True)


def test_a_mail_of_a_past_that_is_told_has_left_then(write: Write, sink: Sink, at_lumen: Cast) -> None:
    context = {"subject": "Your session", "body": f"Move it: {LINK}", "url": LINK}

    with clock.set_to(SPRING):
        message = write(
            context=context, calendar=invitation(a_meeting(description=LINK)), send_after=SPRING + timedelta(minutes=10)
        )
    run_due_jobs(until=datetime(2100, 1, 1, tzinfo=UTC))

    kept = again(message)
    assert (kept.state, kept.sent_at, kept.send_after, kept.attempts) == ("sent", SPRING, SPRING, 1)
    assert [TOKEN in text for text in (kept.text, kept.html, unbroken(kept.calendar))] == [False] * 3
    assert (sink.mails, waiting_jobs("mail.send")) == ([], [])


def test_the_same_mail_of_today_is_sent(write: Write, sink: Sink) -> None:
    message = write(calendar=invitation(a_meeting()))

    assert (message.state, len(waiting_jobs("mail.send"))) == ("scheduled", 1)
    run_due_jobs()
    assert len(sink.mails) == 1


def test_in_a_told_past_too_a_wrong_address_gets_nothing_and_a_held_mail_waits(write: Write) -> None:
    with clock.set_to(SPRING):
        wrong, held = write(to_address="noor.haddad"), write(held=True)
        twice = [write(event="session:1").pk, write(event="session:1").pk]

    assert (again(wrong).state, again(wrong).sent_at) == ("failed", None)
    assert (again(held).state, again(held).sent_at, again(held).send_after) == ("held", None, SPRING)
    assert (len(set(twice)), waiting_jobs("mail.send")) == (1, [])


def unbroken(text: str) -> str:
    """Return the text as it was before long lines were broken, whatever ends its lines."""
    return text.replace("\r\n", "\n").replace("\n ", "")
