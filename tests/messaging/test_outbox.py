"""Mails are written with their change, once, and can be held, released, changed and taken back until they leave."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone

from telemachy.audit.models import AuditEvent
from telemachy.errors import Conflict, Refused
from telemachy.messaging import outbox
from telemachy.messaging.models import OutboxMessage
from telemachy.tenancy.context import work
from tests.cast import Cast
from tests.jobs import run_due_jobs, waiting_jobs
from tests.smtp import Sink

Write = Callable[..., OutboxMessage]
LATER = timedelta(minutes=10)


def again(message: OutboxMessage) -> OutboxMessage:
    return OutboxMessage.objects.get(pk=message.pk)


def test_a_mail_says_the_same_in_text_and_in_html(write: Write) -> None:
    message = write()

    assert (message.subject, message.state) == ("Elias said yes", "scheduled")
    assert message.text == (
        "Hello Noor,\n\nElias Berg is your mentor.\n\nWhy:\n\n- you share <hours>\n- he led\n\n"
        "See your pair:\nhttp://lumen.localhost:8000/now\n\n--\nYou get this because you asked for a mentor.\n"
    )
    for words in (
        "Elias Berg is your mentor.",
        "you share &lt;hours&gt;",
        "See your pair",
        "Engineers who lead, Lumen Works",
    ):
        assert words in message.html


def test_the_same_event_gives_the_same_mail_and_one_job(write: Write) -> None:
    first = write(event="publication:1")
    second = write(event="publication:1")

    assert first.pk == second.pk
    assert len(waiting_jobs("mail.send")) == 1


def test_a_subject_cannot_smuggle_in_a_header(write: Write, sink: Sink) -> None:
    message = write(
        to_name="Noor\r\nBcc: everybody@example.org",
        from_name="Engineers\nReply-To: thief@example.org",
        context={"subject": "Hello\r\nBcc: everybody@example.org", "body": "x", "url": "http://x.example"},
    )

    run_due_jobs()

    [mail] = sink.mails
    assert (mail["Bcc"], mail["Reply-To"], mail["Subject"]) == (None, None, "Hello Bcc: everybody@example.org")
    assert again(message).state == "sent"


def test_a_mail_waits_for_the_end_of_the_undo_window(write: Write, sink: Sink) -> None:
    write(send_after=timezone.now() + LATER)

    assert (run_due_jobs(), sink.mails) == (0, [])
    assert run_due_jobs(until=timezone.now() + LATER) == 1
    assert len(sink.mails) == 1


def test_a_held_mail_waits_until_it_is_released(write: Write, sink: Sink, at_lumen: Cast) -> None:
    message = write(held=True)
    run_due_jobs()
    before = len(sink.mails)

    outbox.release(message, by=at_lumen.actor(at_lumen.ines))
    run_due_jobs()

    assert (before, len(sink.mails), again(message).state) == (0, 1, "sent")


def test_a_mail_held_in_time_does_not_leave(write: Write, sink: Sink, at_lumen: Cast) -> None:
    message = write(send_after=timezone.now() + LATER)

    outbox.hold(message, by=at_lumen.actor(at_lumen.ines))
    run_due_jobs(until=timezone.now() + LATER)

    assert (sink.mails, again(message).state) == ([], "held")


def test_a_mail_held_and_released_leaves_once(write: Write, sink: Sink, at_lumen: Cast) -> None:
    ines = at_lumen.actor(at_lumen.ines)
    message = write(send_after=timezone.now() + LATER)

    outbox.release(outbox.hold(message, by=ines), by=ines)
    run_due_jobs(until=timezone.now() + LATER)

    assert len(sink.mails) == 1


def test_a_mail_taken_back_never_leaves(write: Write, sink: Sink, at_lumen: Cast) -> None:
    message = write()

    outbox.cancel(message, by=at_lumen.actor(at_lumen.ines))
    run_due_jobs()

    assert (sink.mails, again(message).state) == ([], "cancelled")


def test_a_mail_that_has_left_cannot_be_taken_back(write: Write, sink: Sink, at_lumen: Cast) -> None:
    message = write()
    run_due_jobs()

    with pytest.raises(Conflict, match="This mail is sent, so it cannot be taken back"):
        outbox.cancel(message, by=at_lumen.actor(at_lumen.ines))


def test_a_stale_page_changes_nothing(write: Write, at_lumen: Cast) -> None:
    ines = at_lumen.actor(at_lumen.ines)
    message = write()
    outbox.hold(message, by=ines, version=message.version)

    with pytest.raises(Conflict, match="has changed since you opened the page"):
        outbox.cancel(message, by=ines, version=message.version)

    assert again(message).state == "held"


def test_each_deed_is_on_record(write: Write, at_lumen: Cast) -> None:
    ines = at_lumen.actor(at_lumen.ines)
    message = write()

    outbox.cancel(outbox.release(outbox.hold(message, by=ines), by=ines), by=ines)

    deeds = AuditEvent.objects.filter(object_id=message.pk, actor_id=at_lumen.ines.pk).order_by("at", "id")
    assert list(deeds.values_list("deed", flat=True)) == ["mail.held", "mail.released", "mail.cancelled"]


def test_an_address_that_is_none_makes_a_failed_mail_that_can_be_corrected(
    write: Write, sink: Sink, at_lumen: Cast
) -> None:
    ines = at_lumen.actor(at_lumen.ines)
    message = write(to_address="noor at example")
    run_due_jobs()
    assert (again(message).state, again(message).problem[:30], sink.mails) == (
        "failed",
        "This is not an e-mail address.",
        [],
    )

    with pytest.raises(Refused, match="not an e-mail address"):
        outbox.correct_address(message, "still none", by=ines)
    outbox.correct_address(message, " noor@example.org ", by=ines)
    run_due_jobs()

    assert (again(message).state, sink.envelopes[0].rcpt_tos) == ("sent", ["noor@example.org"])


def test_everything_of_one_event_is_taken_back_together(write: Write, sink: Sink, at_lumen: Cast) -> None:
    ines = at_lumen.actor(at_lumen.ines)
    mails = [write(event=f"publication:7:{pair}") for pair in range(3)]
    other = write(event="publication:8:0")

    assert outbox.cancel_event("publication:7:", by=ines) == 3
    run_due_jobs()

    assert [again(mail).state for mail in mails] == ["cancelled"] * 3
    assert again(other).state == "sent"


def test_nothing_of_an_event_is_taken_back_once_one_mail_has_left(write: Write, sink: Sink, at_lumen: Cast) -> None:
    write(event="publication:7:0")
    run_due_jobs()
    waiting = write(event="publication:7:1", held=True)

    with pytest.raises(Conflict, match="1 of these mails have left already"):
        outbox.cancel_event("publication:7:", by=at_lumen.actor(at_lumen.ines))

    assert again(waiting).state == "held"


def test_everything_of_one_event_is_sent_without_waiting(write: Write, sink: Sink, at_lumen: Cast) -> None:
    for pair in range(3):
        write(event=f"publication:7:{pair}", send_after=timezone.now() + LATER)

    assert outbox.send_event_now("publication:7:", by=at_lumen.actor(at_lumen.ines)) == 3
    run_due_jobs(until=timezone.now() + 2 * LATER)

    assert len(sink.mails) == 3


def test_the_outbox_of_another_organisation_stays_where_it_is(write: Write, at_lumen: Cast) -> None:
    write(event="publication:7:0")

    with work(at_lumen.elsewhere.id):
        assert outbox.cancel_event("publication:7:", by=at_lumen.actor(at_lumen.zadie)) == 0
