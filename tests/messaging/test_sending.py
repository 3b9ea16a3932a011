"""Mails leave by real SMTP: what passes is tried again, what does not is shown."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from telemachy.messaging import outbox
from telemachy.messaging.models import OutboxMessage
from telemachy.messaging.sending import WAITS
from tests.cast import Cast
from tests.jobs import run_due_jobs, waiting_jobs
from tests.smtp import DROP, Sink

Write = Callable[..., OutboxMessage]


def again(message: OutboxMessage) -> OutboxMessage:
    return OutboxMessage.objects.get(pk=message.pk)


def in_time(number: int) -> Any:
    return timezone.now() + sum(WAITS[:number], timedelta(seconds=5))


def test_a_mail_arrives_with_everything_a_mail_program_looks_at(write: Write, sink: Sink, at_lumen: Cast) -> None:
    message = write()

    run_due_jobs()

    [mail] = sink.mails
    assert sink.envelopes[0].rcpt_tos == ["noor.haddad@example.org"]
    assert mail["From"] == '"Engineers who lead, Lumen Works" <telemachy@localhost>'
    assert (mail["To"], mail["Subject"]) == ("Noor Haddad <noor.haddad@example.org>", "Elias said yes")
    assert mail["Message-ID"] == message.message_id
    assert mail["List-Id"] == f"<{at_lumen.programme.pk.hex}.localhost>"
    assert (mail["Auto-Submitted"], mail["Date"] is not None) == ("auto-generated", True)
    assert mail.get_content_type() == "multipart/alternative"
    assert [part.get_content_type() for part in mail.iter_parts()] == ["text/plain", "text/html"]
    assert mail.get_body(("plain",)).get_content() == message.text
    assert mail.get_body(("html",)).get_content() == message.html
    assert (again(message).state, again(message).attempts) == ("sent", 1)


def test_each_mail_has_one_recipient(write: Write, sink: Sink, at_lumen: Cast) -> None:
    write()
    write(person_id=at_lumen.bruno.pk, to_address=at_lumen.bruno.email, event="other")

    run_due_jobs()

    assert [len(envelope.rcpt_tos) for envelope in sink.envelopes] == [1, 1]


def test_a_server_that_asks_to_wait_is_asked_again(write: Write, sink: Sink) -> None:
    message = write()
    sink.at_rcpt["noor.haddad@example.org"] = "451 greylisted,\x07 come back"

    run_due_jobs()
    waiting = again(message)
    sink.at_rcpt.clear()
    run_due_jobs(until=in_time(1))

    assert (waiting.state, waiting.attempts, sink.envelopes[0].rcpt_tos) == (
        "scheduled",
        1,
        ["noor.haddad@example.org"],
    )
    assert (
        waiting.problem == "The mail server asked us to wait (451 greylisted, come back). It is tried again by itself."
    )
    assert (again(message).state, again(message).problem, len(sink.mails)) == ("sent", "", 1)


def test_a_server_that_always_asks_to_wait_is_given_up_on(write: Write, sink: Sink) -> None:
    message = write()
    sink.at_data["noor.haddad@example.org"] = "452 full"

    run_due_jobs(until=in_time(len(WAITS)) + timedelta(days=30))

    assert (again(message).state, again(message).attempts, sink.mails) == ("failed", len(WAITS) + 1, [])
    assert waiting_jobs("mail.send") == []


@pytest.mark.parametrize("at", ["at_rcpt", "at_data"])
def test_a_refusal_for_good_is_shown_and_not_repeated(write: Write, sink: Sink, at: str) -> None:
    message = write()
    getattr(sink, at)["noor.haddad@example.org"] = "550 No such user here"

    run_due_jobs(until=in_time(len(WAITS)))

    assert (again(message).state, again(message).attempts) == ("failed", 1)
    assert again(message).problem == (
        "The mail server refused this mail (550 No such user here). Nothing was delivered."
    )


def test_a_failed_mail_can_be_sent_again_by_hand(write: Write, sink: Sink, at_lumen: Cast) -> None:
    message = write()
    sink.at_rcpt["noor.haddad@example.org"] = "550 No such user here"
    run_due_jobs()
    sink.at_rcpt.clear()

    outbox.send_now(message, by=at_lumen.actor(at_lumen.ines))
    run_due_jobs()

    assert (again(message).state, len(sink.mails)) == ("sent", 1)


def test_a_server_that_hangs_up_after_the_text_gets_a_duplicate_with_the_same_id(write: Write, sink: Sink) -> None:
    message = write()
    sink.at_data["noor.haddad@example.org"] = DROP

    run_due_jobs()
    sink.at_data.clear()
    run_due_jobs(until=in_time(1))

    assert [mail["Message-ID"] for mail in sink.mails] == [message.message_id] * 2
    assert again(message).state == "sent"


def test_a_server_that_is_away_is_asked_again(write: Write, settings: Any, sink: Sink) -> None:
    message = write()
    port, settings.EMAIL_PORT = settings.EMAIL_PORT, 1

    run_due_jobs()
    problem = again(message).problem
    settings.EMAIL_PORT = port
    run_due_jobs(until=in_time(1))

    assert problem == "The mail server could not be reached. It is tried again by itself."
    assert (again(message).state, len(sink.mails)) == ("sent", 1)


def test_a_job_stored_before_the_mail_changed_sends_nothing(write: Write, sink: Sink, at_lumen: Cast) -> None:
    message = write()
    OutboxMessage.objects.filter(pk=message.pk).update(version=message.version + 1)

    run_due_jobs()

    assert sink.mails == []


def test_long_lines_and_every_script_arrive_unharmed(write: Write, sink: Sink) -> None:
    body = "Größe, Łódź, 你好, שלום 😀 " * 200
    message = write(context={"subject": "Grüße, 你好", "body": body, "url": "http://x.example"}, to_name="Nöör 你")

    run_due_jobs()

    [mail] = sink.mails
    assert (mail["Subject"], mail["To"].addresses[0].display_name) == ("Grüße, 你好", "Nöör 你")
    assert mail.get_body(("plain",)).get_content() == message.text
    assert max(len(line) for line in sink.envelopes[0].content.split(b"\r\n")) <= 998
