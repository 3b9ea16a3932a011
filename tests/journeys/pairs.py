"""A pair on its way, for tests of its pages."""

from collections.abc import Callable
from datetime import timedelta

from django.test import Client
from django.utils import timezone

from telemachy.journeys.actions import Opening, accept_connection, open_connection
from telemachy.journeys.models import Attendance, Connection, Member, Session
from telemachy.people.models import Person
from telemachy.tenancy.context import work
from tests.cast import Cast

SignIn = Callable[[Person], Client]


def make_pair(
    cast: Cast,
    mentee: Person | None = None,
    mentor: Person | None = None,
    reasons: tuple[str, ...] = ("Noor named Elias",),
) -> Connection:
    """Return the connection of Noor and Elias, or of two others, in which the mentor has said yes."""
    opening = Opening(mentee or cast.noor, mentor or cast.elias, reasons)
    asked = open_connection(cast.programme, opening, by=cast.actor(cast.ines))
    return accept_connection(asked, by=cast.actor(opening.mentor))


def end(connection: Connection) -> None:
    """End a pair, whatever came before."""
    Connection.objects.filter(pk=connection.pk).update(stage=Connection.Stage.CLOSED)
    Member.objects.filter(connection=connection).update(open=False)


def signed_in(person: Person) -> Client:
    """Return a browser in which somebody of Lumen Works has signed in."""
    client = Client(headers={"host": "lumen.localhost"})
    with work(person.organisation_id):
        client.force_login(Person._base_manager.select_related("account").filter(pk=person.pk)[0].account)
    return client


def hold_sessions(connection: Connection, count: int) -> list[Session]:
    """Write down that a pair has met, every two weeks and the last time two weeks ago; both said so."""
    held = []
    for number in range(1, count + 1):
        at = timezone.now() - timedelta(weeks=2 * (count - number + 1))
        session = Session.objects.create(
            connection=connection,
            number=number,
            state=Session.State.HELD,
            starts_at=at,
            offered_at=at,
            calendar_uid=f"{connection.pk}-{number}",
        )
        for member in connection.members.all():
            Attendance.objects.create(
                session=session,
                person_id=member.person_id,
                starts_at=at,
                ends_at=at + timedelta(hours=1),
                met=True,
                answered_at=at,
            )
        held.append(session)
    return held
