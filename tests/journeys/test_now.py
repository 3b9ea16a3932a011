"""What comes next for somebody: one step for each of their pairs."""

import re
from datetime import datetime, timedelta

import pytest
from django.db import connection as database
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from telemachy.journeys.actions import agree_to_charter
from telemachy.journeys.models import Attendance, Charter, Connection, Preparation, Session
from telemachy.journeys.queries import next_steps
from telemachy.messaging.models import OutboxMessage
from telemachy.people.models import Person
from telemachy.programmes.models import Application
from tests.cast import Cast, make_person, take_part
from tests.journeys.pairs import SignIn, end, hold_sessions, make_pair

SOON = timezone.now() + timedelta(days=3)


@pytest.fixture
def pair(at_lumen: Cast) -> Connection:
    """Noor and Elias, who has said yes."""
    return make_pair(at_lumen)


def meet(connection: Connection, state: str, at: datetime | None = None, offered_by: Person | None = None) -> Session:
    session = Session.objects.create(
        connection=connection,
        number=Session.objects.filter(connection=connection).count() + 1,
        state=state,
        starts_at=at,
        offered_by=offered_by,
        offered_at=timezone.now(),
        calendar_uid=f"{connection.pk}-{state}-{at}",
    )
    if at is not None:
        for member in connection.members.all():
            ends = at + timedelta(hours=1)
            Attendance.objects.create(session=session, person_id=member.person_id, starts_at=at, ends_at=ends)
    return session


def step_of(connection: Connection, person: Person) -> tuple[str, Session | None]:
    step = next_steps([connection], person)[connection.pk]
    return step.kind, step.session


def test_a_new_pair_suggests_times_for_its_first_meeting(at_lumen: Cast, pair: Connection) -> None:
    step = next_steps([pair], at_lumen.noor)[pair.pk]

    assert (step.kind, step.first, step.agree) == ("suggest", True, True)


def test_who_has_agreed_is_not_asked_for_the_charter_again(at_lumen: Cast, pair: Connection) -> None:
    agree_to_charter(Charter.objects.filter(connection=pair)[0], by=at_lumen.actor(at_lumen.noor))

    assert not next_steps([pair], at_lumen.noor)[pair.pk].agree
    assert next_steps([pair], at_lumen.elias)[pair.pk].agree


def test_one_waits_while_the_other_chooses(at_lumen: Cast, pair: Connection) -> None:
    session = meet(pair, "offered", offered_by=at_lumen.noor)

    assert step_of(pair, at_lumen.noor) == ("wait", session)
    assert step_of(pair, at_lumen.elias) == ("choose", session)


def test_a_booked_session_is_next_and_says_whether_one_has_prepared(at_lumen: Cast, pair: Connection) -> None:
    session = meet(pair, "booked", SOON)
    Preparation.objects.create(
        session=session, connection=pair, author=at_lumen.noor, sealed=b"x", written_at=timezone.now()
    )

    assert step_of(pair, at_lumen.noor) == ("meet", session)
    assert next_steps([pair], at_lumen.noor)[pair.pk].prepared
    assert not next_steps([pair], at_lumen.elias)[pair.pk].prepared


def test_a_session_that_is_over_is_asked_about_before_the_next(at_lumen: Cast, pair: Connection) -> None:
    over = meet(pair, "booked", timezone.now() - timedelta(days=1))
    later = meet(pair, "booked", SOON)

    assert step_of(pair, at_lumen.noor) == ("log", over)

    Attendance.objects.filter(session=over, person=at_lumen.noor).update(met=True)
    assert step_of(pair, at_lumen.noor) == ("meet", later)
    assert step_of(pair, at_lumen.elias) == ("log", over)


def test_after_sessions_without_a_date_times_are_suggested_again(at_lumen: Cast, pair: Connection) -> None:
    hold_sessions(pair, 2)
    meet(pair, "cancelled", SOON)

    step = next_steps([pair], at_lumen.noor)[pair.pk]

    assert (step.kind, step.first) == ("suggest", False)


def test_the_page_leads_to_the_next_step_and_to_the_journey(at_lumen: Cast, pair: Connection, sign_in: SignIn) -> None:
    client = sign_in(at_lumen.noor)
    assert f'href="/j/{pair.pk}/sessions"' in client.get("/now").content.decode()

    session = meet(pair, "booked", SOON)
    page = client.get("/now").content.decode()

    assert f'href="/j/{pair.pk}/sessions/{session.pk}"' in page
    assert "Prepare, 2 minutes" in page
    assert f'href="/j/{pair.pk}"' in page
    assert page.count("btn-primary") == 1


def test_an_ended_pair_is_shown_calmly(at_lumen: Cast, pair: Connection, sign_in: SignIn) -> None:
    end(pair)

    page = sign_in(at_lumen.noor).get("/now").content.decode()

    assert "Your time together has ended." in page
    assert "Read the journey" in page
    assert "btn-primary" not in page
    assert "Your pair will be announced" not in page


def test_before_there_is_a_pair_there_is_no_journey_to_go_to(at_lumen: Cast, sign_in: SignIn) -> None:
    page = sign_in(at_lumen.bruno).get("/now").content.decode()

    assert "Your pair will be announced" in page
    assert 'aria-label="Main"' not in page


def test_the_page_asks_the_same_number_of_questions_for_one_pair_and_for_four(
    at_lumen: Cast, pair: Connection, sign_in: SignIn
) -> None:
    Application.objects.filter(person=at_lumen.elias).update(capacity=4)
    client = sign_in(at_lumen.elias)
    asked = []
    for number in range(2):
        client.get("/now")
        with CaptureQueriesContext(database) as queries:
            assert client.get("/now").status_code == 200
        asked.append(len(queries))
        for extra in range(0 if number else 3):
            mentee = take_part(make_person(f"Mentee{extra} Extra"), at_lumen.programme, "mentee")
            meet(make_pair(at_lumen, mentee, at_lumen.elias), "booked", SOON + timedelta(days=extra))

    assert asked[0] == asked[1]


def test_the_mail_that_names_the_mentor_leads_to_suggesting_three_times(
    at_lumen: Cast, pair: Connection, sign_in: SignIn
) -> None:
    mail = OutboxMessage.objects.get(kind="your-mentor")
    link = re.search(r"/a/\S+", mail.text)[0]

    page = Client(headers={"host": "lumen.localhost"}).get(link).content.decode()

    assert "Suggest three times for a first meeting" in mail.text
    assert f'href="/j/{pair.pk}/sessions"' in page
    assert "You will be asked to sign in" in page
    assert "mailto:elias" not in page
