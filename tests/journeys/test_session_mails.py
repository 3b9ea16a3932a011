"""What the two of a pair are told of their sessions, as it arrives, and what calendar programs make of it."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from typing import Any

import ics
import pytest
import vobject
from django.utils import timezone

from telemachy.journeys.actions import (
    Preparations,
    book_session,
    cancel_session,
    move_session,
    offer_times,
    prepare_session,
    say_whether_met,
)
from telemachy.journeys.models import Connection, Session
from telemachy.messaging.models import OutboxMessage
from telemachy.people.models import Person
from telemachy.tenancy import clock
from tests.cast import Cast
from tests.jobs import run_due_jobs
from tests.journeys.pairs import make_pair
from tests.smtp import Sink, running_sink

SOON = timezone.now().replace(minute=0, second=0, microsecond=0) + timedelta(days=3)
LATER = SOON + timedelta(days=4)
ADDRESSES = {"elias.berg@example.org", "noor.haddad@example.org"}


@pytest.fixture
def sink(settings: Any) -> Iterator[Sink]:
    """A real SMTP server that keeps what it receives."""
    with running_sink() as sink:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", sink.port
        yield sink


@pytest.fixture
def pair(at_lumen: Cast) -> Connection:
    """Noor in London and Elias in Berlin are a pair, and their mails about that have left."""
    Person.objects.filter(pk=at_lumen.noor.pk).update(time_zone="Europe/London")
    Person.objects.filter(pk=at_lumen.elias.pk).update(time_zone="Europe/Berlin")
    pair = make_pair(at_lumen)
    OutboxMessage.objects.all().delete()
    return pair


def booked(cast: Cast, pair: Connection, at: datetime = SOON, **more: Any) -> Session:
    """Return the session that Elias booked of those that Noor offered."""
    session = offer_times(pair, [at, at + timedelta(days=1)], by=cast.actor(cast.noor), **more)
    return book_session(session, at, by=cast.actor(cast.elias))


def mails(kind: str, **states: str) -> list[OutboxMessage]:
    return list(OutboxMessage.objects.filter(kind=kind, **states).order_by("to_address", "id"))


def calendar_of(mail: EmailMessage) -> str:
    """Return the calendar entry that goes with a mail: the same in both of its places."""
    [file] = [part for part in mail.walk() if part.get_filename() == "invite.ics"]
    [entry] = [part for part in mail.walk() if part.get_content_type() == "text/calendar"]
    text = file.get_content().decode()
    assert entry.get_content().replace("\r\n", "\n") == text.replace("\r\n", "\n")
    return text


def facts_of(text: str) -> tuple[Any, ...]:
    """Return what two calendar programs that are not ours understand, which is the same."""
    calendar = vobject.readOne(text)
    event = calendar.vevent
    [other] = ics.Calendar(text).events
    assert (other.uid, other.begin.datetime.astimezone(UTC), other.name) == (
        event.uid.value,
        event.dtstart.value.astimezone(UTC),
        event.summary.value,
    )
    sequence = int(event.sequence.value)
    return calendar.method.value, event.uid.value, sequence, event.dtstart.value.astimezone(UTC), event.status.value


def test_the_other_is_asked_with_three_times_by_their_own_clock(at_lumen: Cast, pair: Connection) -> None:
    winter = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)
    times = [winter + timedelta(days=days) for days in (7, 8, 9)]
    with clock.set_to(winter):
        offer_times(pair, times, by=at_lumen.actor(at_lumen.noor), place="Room 4")

    [mail] = mails("session-offered")
    assert (mail.person_id, mail.subject) == (at_lumen.elias.pk, "Noor offers Tue 8 Dec, 10:00 or 2 others")
    for time in ("Tue 8 Dec, 10:00", "Wed 9 Dec, 10:00", "Thu 10 Dec, 10:00", "Berlin time"):
        assert (time in mail.text, time in mail.html) == (True, True)
    assert "Noor would like to meet you for 60 minutes." in mail.text
    assert mail.html.count("?time=202612") == mail.text.count("?time=202612") == 3
    assert ("Room 4" in mail.text + mail.html, mail.calendar) == (False, "")


@pytest.mark.parametrize(
    ("many", "subject"),
    [(1, "Noor offers Tue 8 Dec, 10:00"), (2, "Noor offers Tue 8 Dec, 10:00 or another time")],
)
def test_the_subject_counts_the_times(at_lumen: Cast, pair: Connection, many: int, subject: str) -> None:
    winter = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)
    with clock.set_to(winter):
        times = [winter + timedelta(days=7 + day) for day in range(many)]
        offer_times(pair, times, by=at_lumen.actor(at_lumen.noor))

    assert mails("session-offered")[0].subject == subject


def test_a_booking_a_move_and_a_cancellation_reach_the_calendars_of_both(
    at_lumen: Cast, pair: Connection, sink: Sink
) -> None:
    session = booked(at_lumen, pair, place="Room 4, second floor")
    run_due_jobs()
    moved = move_session(session, [LATER], by=at_lumen.actor(at_lumen.elias))
    run_due_jobs()
    rebooked = book_session(moved, LATER, by=at_lumen.actor(at_lumen.noor))
    run_due_jobs()
    cancel_session(rebooked, by=at_lumen.actor(at_lumen.noor))
    run_due_jobs()

    entries: dict[str, list[tuple[Any, ...]]] = {address: [] for address in ADDRESSES}
    for mail in sink.mails:
        if any(part.get_filename() for part in mail.walk()):
            entries[mail["To"].addresses[0].addr_spec].append(facts_of(calendar_of(mail)))
    uid = session.calendar_uid
    for told in entries.values():
        assert told == [
            ("REQUEST", uid, 0, SOON, "CONFIRMED"),
            ("REQUEST", uid, 1, LATER, "CONFIRMED"),
            ("CANCEL", uid, 2, LATER, "CANCELLED"),
        ]
    assert len(sink.mails) == 8  # two offers, and three times two with an entry


def test_the_invitation_has_a_neutral_title_both_people_and_the_place(
    at_lumen: Cast, pair: Connection, sink: Sink
) -> None:
    booked(at_lumen, pair, place="Room 4, second floor")
    run_due_jobs()

    event = vobject.readOne(calendar_of(sink.mails[-1])).vevent
    assert event.summary.value == "Mentoring session: Noor and Elias"
    assert {line.value for line in event.attendee_list} == {f"mailto:{address}" for address in ADDRESSES}
    assert event.location.value == "Room 4, second floor"
    assert event.organizer.params["CN"] == [f"{at_lumen.programme.name}, Lumen Works"]
    assert event.organizer.value.startswith("mailto:")
    assert "/a/" not in event.description.value


def test_a_video_call_stands_in_the_invitation_as_its_address(at_lumen: Cast, pair: Connection) -> None:
    booked(at_lumen, pair, place="https://meet.lumen.example/noor")

    event = vobject.readOne(mails("session-booked")[0].calendar).vevent
    assert event.url.value == "https://meet.lumen.example/noor"


def test_coordinators_read_no_place_in_the_outbox(at_lumen: Cast, pair: Connection) -> None:
    cancel_session(booked(at_lumen, pair, place="Room 4"), by=at_lumen.actor(at_lumen.noor))

    shown = [mail.subject + mail.text + mail.html for mail in OutboxMessage.objects.all()]
    assert (len(shown), any("Room 4" in words for words in shown)) == (8, False)


def test_moving_twice_before_anybody_books_asks_twice(at_lumen: Cast, pair: Connection) -> None:
    session = booked(at_lumen, pair)
    for day in (1, 2):
        move_session(session, [LATER + timedelta(days=day)], by=at_lumen.actor(at_lumen.noor))

    asked = mails("session-offered", person_id=str(at_lumen.elias.pk))
    assert len(asked) == 3
    assert sum("please do not count on that time any more" in mail.text for mail in asked) == 2


def test_booking_twice_confirms_once(at_lumen: Cast, pair: Connection) -> None:
    session = booked(at_lumen, pair)
    book_session(session, SOON, by=at_lumen.actor(at_lumen.elias))

    assert [mail.to_address for mail in mails("session-booked")] == sorted(ADDRESSES)


# --- before and after -------------------------------------------------------------------------------------------------


def test_both_are_asked_an_hour_after_whether_they_met_and_the_mentee_two_days_before_to_prepare(
    at_lumen: Cast, pair: Connection
) -> None:
    booked(at_lumen, pair)

    asked, [prepare] = mails("session-log"), mails("session-prepare")
    assert [mail.to_address for mail in asked] == sorted(ADDRESSES)
    assert {mail.send_after for mail in asked} == {SOON + timedelta(hours=2)}
    assert {mail.subject for mail in asked} == {"Did you meet today?"}
    assert all(mail.text.count("/a/") == 3 and "?answer=moved" in mail.html for mail in asked)
    assert (prepare.person_id, prepare.send_after) == (at_lumen.noor.pk, SOON - timedelta(hours=48))
    assert prepare.subject == f"{SOON:%A} with Elias"


def test_who_books_within_two_days_is_not_asked_to_prepare(at_lumen: Cast, pair: Connection) -> None:
    booked(at_lumen, pair, timezone.now() + timedelta(hours=47))

    assert (mails("session-prepare"), len(mails("session-log"))) == ([], 2)


def test_a_move_takes_back_what_was_to_be_asked_and_a_new_booking_asks_at_the_new_time(
    at_lumen: Cast, pair: Connection
) -> None:
    session = booked(at_lumen, pair)
    moved = move_session(session, [LATER], by=at_lumen.actor(at_lumen.elias))
    waiting = OutboxMessage.objects.filter(kind__in=["session-log", "session-prepare"])
    assert set(waiting.values_list("state", flat=True)) == {"cancelled"}

    book_session(moved, LATER, by=at_lumen.actor(at_lumen.noor))

    coming = waiting.filter(state="scheduled").order_by("send_after").values_list("kind", "send_after")
    assert list(coming) == [
        ("session-prepare", LATER - timedelta(hours=48)),
        ("session-log", LATER + timedelta(hours=2)),
        ("session-log", LATER + timedelta(hours=2)),
    ]


def test_a_session_moves_also_when_the_mail_before_it_has_left(at_lumen: Cast, pair: Connection) -> None:
    """The mail to prepare leaves days before: it cannot be taken back, and that stops nobody from moving."""
    session = booked(at_lumen, pair)
    OutboxMessage.objects.filter(kind="session-prepare").update(state="sent")

    assert move_session(session, [LATER], by=at_lumen.actor(at_lumen.elias)).state == "offered"
    assert [mail.state for mail in mails("session-prepare")] == ["sent"]
    assert {mail.state for mail in mails("session-log")} == {"cancelled"}


def test_a_cancelled_session_asks_nobody_anything(at_lumen: Cast, pair: Connection) -> None:
    cancel_session(booked(at_lumen, pair), by=at_lumen.actor(at_lumen.noor))

    assert {mail.state for mail in mails("session-log") + mails("session-prepare")} == {"cancelled"}
    assert [mail.subject.split(":")[0] for mail in mails("session-cancelled")] == ["Cancelled", "Cancelled"]
    to_elias, to_noor = mails("session-cancelled")
    assert ("Noor has cancelled" in to_elias.text, "you have cancelled" in to_noor.text) == (True, True)


def test_an_offer_that_is_taken_back_is_told_to_whoever_was_asked(at_lumen: Cast, pair: Connection) -> None:
    session = offer_times(pair, [SOON], by=at_lumen.actor(at_lumen.noor))
    cancelled = cancel_session(session, by=at_lumen.actor(at_lumen.noor))

    [mail] = mails("session-cancelled")
    assert (mail.person_id, mail.subject) == (at_lumen.elias.pk, "Noor has taken back the times")
    assert (mail.calendar, cancelled.calendar_sequence) == ("", 0)


def test_a_session_that_is_cancelled_while_a_move_is_open_leaves_the_calendars(
    at_lumen: Cast, pair: Connection
) -> None:
    moved = move_session(booked(at_lumen, pair), [LATER], by=at_lumen.actor(at_lumen.elias))
    cancel_session(moved, by=at_lumen.actor(at_lumen.elias))

    entries = [facts_of(mail.calendar) for mail in mails("session-cancelled")]
    assert entries == [("CANCEL", moved.calendar_uid, 1, SOON, "CANCELLED")] * 2


def test_who_has_said_it_already_is_not_asked_any_more(at_lumen: Cast, pair: Connection) -> None:
    session = booked(at_lumen, pair)
    with clock.set_to(SOON + timedelta(minutes=70)):
        say_whether_met(session, True, by=at_lumen.actor(at_lumen.noor))

    assert [(mail.to_address, mail.state) for mail in mails("session-log")] == [
        ("elias.berg@example.org", "scheduled"),
        ("noor.haddad@example.org", "cancelled"),
    ]


def test_a_told_past_asks_nobody_today_whether_they_met_then(at_lumen: Cast, pair: Connection) -> None:
    with clock.set_to(SOON - timedelta(days=200)):
        booked(at_lumen, pair, SOON - timedelta(days=190))

    assert mails("session-log") + mails("session-prepare") == []
    assert [mail.state for mail in mails("session-booked")] == ["sent", "sent"]


def test_the_mail_about_what_was_prepared_holds_no_word_of_it_and_comes_once(at_lumen: Cast, pair: Connection) -> None:
    session = booked(at_lumen, pair)
    for words in ("Whether to leave", "Whether to leave soon"):
        prepare_session(session, Preparations(words), by=at_lumen.actor(at_lumen.noor))

    [mail] = mails("session-prepared")
    assert (mail.person_id, mail.subject) == (at_lumen.elias.pk, "Noor has prepared")
    assert "leave" not in mail.text + mail.html
