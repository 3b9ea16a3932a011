"""Pairs from the invitation to an answer, and who may see them when."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import Model
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from telemachy.audit.models import AuditEvent
from telemachy.errors import Conflict, NotAllowed, NotThere, Refused
from telemachy.journeys.access import get_connection_for, get_linked_connection
from telemachy.journeys.actions import (
    Opening,
    accept_connection,
    decline_connection,
    open_connection,
    open_connections,
    withdraw_connections,
)
from telemachy.journeys.mails import ANSWER
from telemachy.journeys.models import Connection, Member
from telemachy.journeys.queries import list_pairs, parts_of
from telemachy.messaging.links import make_link
from telemachy.messaging.models import ActionLink, OutboxMessage
from telemachy.people.models import Person
from telemachy.programmes.models import Application
from telemachy.tenancy.ids import uuid7
from telemachy.tenancy.policy import Actor
from tests.cast import Cast, make_person, take_part
from tests.journeys.pairs import end


@pytest.fixture
def invited(at_lumen: Cast) -> Iterator[Connection]:
    """Elias is asked to mentor Noor."""
    return ask(at_lumen, at_lumen.noor, at_lumen.elias)


def ask(cast: Cast, mentee: Person, mentor: Person, **more: object) -> Connection:
    reasons = (f"{mentee.short_name} named {mentor.short_name}",)
    return open_connection(cast.programme, Opening(mentee, mentor, reasons), by=actor(cast, "ines"), **more)


def actor(cast: Cast, name: str) -> Actor:
    return cast.actor(getattr(cast, name))


def test_a_mentor_says_yes_and_the_mentee_hears_of_it(at_lumen: Cast, invited: Connection) -> None:
    accepted = accept_connection(invited, by=actor(at_lumen, "elias"))

    assert (accepted.stage, accepted.answered_at is not None, accepted.version) == ("active", True, 2)
    mail = OutboxMessage.objects.get()
    assert (mail.kind, mail.person_id, mail.subject) == ("your-mentor", at_lumen.noor.pk, "Elias said yes")
    assert "Noor named Elias" in mail.text
    assert "/a/" in mail.text
    assert [event.deed for event in AuditEvent.objects.filter(object_id=invited.pk).order_by("at")] == [
        "connection.opened",
        "connection.accepted",
    ]


def test_saying_yes_twice_is_saying_it_once(at_lumen: Cast, invited: Connection) -> None:
    first = accept_connection(invited, by=actor(at_lumen, "elias"))
    second = accept_connection(invited, by=actor(at_lumen, "elias"))

    assert (second.answered_at, second.version) == (first.answered_at, 2)
    assert OutboxMessage.objects.count() == 1


def test_a_mentor_says_no_and_both_places_are_free(at_lumen: Cast, invited: Connection) -> None:
    declined = decline_connection(invited, by=actor(at_lumen, "elias"), reason="time")
    again = decline_connection(invited, by=actor(at_lumen, "elias"), reason="fit")

    assert (declined.stage, again.declined_because, again.version) == ("declined", "time", 2)
    assert not OutboxMessage.objects.exists()
    assert ask(at_lumen, at_lumen.bruno, at_lumen.elias).stage == "invited"
    assert ask(at_lumen, at_lumen.noor, at_lumen.petra).stage == "invited"


def test_a_mentor_changes_a_no_into_a_yes_while_the_places_are_free(at_lumen: Cast, invited: Connection) -> None:
    decline_connection(invited, by=actor(at_lumen, "elias"))
    assert accept_connection(invited, by=actor(at_lumen, "elias")).stage == "active"
    assert Member.objects.filter(connection=invited, open=True).count() == 2


def test_a_no_stays_a_no_once_somebody_else_was_asked(at_lumen: Cast, invited: Connection) -> None:
    decline_connection(invited, by=actor(at_lumen, "elias"))
    ask(at_lumen, at_lumen.noor, at_lumen.petra)

    with pytest.raises(Conflict, match="Noor Haddad has no free place"):
        accept_connection(invited, by=actor(at_lumen, "elias"))
    assert Connection.objects.get(pk=invited.pk).stage == "declined"


def test_a_yes_is_not_taken_back_by_a_link(at_lumen: Cast, invited: Connection) -> None:
    accept_connection(invited, by=actor(at_lumen, "elias"))

    with pytest.raises(Conflict, match="your mentee knows"):
        decline_connection(invited, by=actor(at_lumen, "elias"))
    assert Connection.objects.get(pk=invited.pk).stage == "active"


def test_a_reason_is_one_of_the_list_or_none(at_lumen: Cast, invited: Connection) -> None:
    with pytest.raises(Refused):
        decline_connection(invited, by=actor(at_lumen, "elias"), reason="she is dull")
    assert Connection.objects.get(pk=invited.pk).stage == "invited"


def test_what_was_taken_back_can_be_answered_no_more(at_lumen: Cast) -> None:
    publication = uuid7()
    connection = ask(at_lumen, at_lumen.noor, at_lumen.elias, publication_id=publication)
    assert withdraw_connections(publication, by=actor(at_lumen, "ines")) == 1

    for answer in (accept_connection, decline_connection):
        with pytest.raises(Conflict, match="taken back"):
            answer(connection, by=actor(at_lumen, "elias"))
    assert not OutboxMessage.objects.exists()


@pytest.mark.parametrize("answer", [accept_connection, decline_connection])
def test_an_old_invitation_opens_no_ended_pair_again(at_lumen: Cast, invited: Connection, answer: Any) -> None:
    pair = accept_connection(invited, by=at_lumen.actor(at_lumen.elias))
    end(pair)

    with pytest.raises(Conflict, match="This pair has ended"):
        answer(pair, by=at_lumen.actor(at_lumen.elias))

    assert Connection.objects.get(pk=pair.pk).stage == Connection.Stage.CLOSED


def test_an_answer_stops_the_taking_back(at_lumen: Cast) -> None:
    publication = uuid7()
    answered = ask(at_lumen, at_lumen.noor, at_lumen.elias, publication_id=publication)
    ask(at_lumen, at_lumen.bruno, at_lumen.petra, publication_id=publication)
    accept_connection(answered, by=actor(at_lumen, "elias"))

    with pytest.raises(Conflict, match="answered already"):
        withdraw_connections(publication, by=actor(at_lumen, "ines"))
    assert set(Connection.objects.values_list("stage", flat=True)) == {"active", "invited"}


def test_a_mentor_gets_no_more_mentees_than_places(at_lumen: Cast, invited: Connection) -> None:
    with pytest.raises(Conflict, match="Elias Berg has no free place"):
        ask(at_lumen, at_lumen.bruno, at_lumen.elias)
    assert Connection.objects.count() == 1


def test_of_several_pairs_all_are_opened_or_none(at_lumen: Cast) -> None:
    pairs = [Opening(at_lumen.noor, at_lumen.elias), Opening(at_lumen.bruno, at_lumen.elias)]

    with pytest.raises(Conflict):
        open_connections(at_lumen.programme, pairs, by=actor(at_lumen, "ines"))
    assert (Connection.objects.count(), Member.objects.count()) == (0, 0)

    Application.objects.filter(person=at_lumen.elias).update(capacity=2)
    opened = open_connections(at_lumen.programme, pairs, by=actor(at_lumen, "ines"))
    seats = Member.objects.filter(person=at_lumen.elias).values_list("seat", flat=True)
    assert (len(opened), sorted(seats)) == (2, [1, 2])


def test_the_database_itself_refuses_one_mentee_too_many(at_lumen: Cast, invited: Connection) -> None:
    second = Connection.objects.create(programme=at_lumen.programme, invited_at=timezone.now())

    with pytest.raises(IntegrityError, match="journeys_member_seat"), transaction.atomic():
        Member.objects.create(
            connection=second, programme=at_lumen.programme, person=at_lumen.elias, role="mentor", seat=1
        )


def test_who_may_see_and_answer_an_invitation(at_lumen: Cast, invited: Connection) -> None:
    assert get_connection_for(actor(at_lumen, "elias"), invited.pk, "answer").pk == invited.pk
    assert get_connection_for(actor(at_lumen, "ines"), invited.pk).pk == invited.pk
    with pytest.raises(NotAllowed):
        get_connection_for(actor(at_lumen, "ines"), invited.pk, "answer")
    for name in ("noor", "bruno", "petra", "tove", "zadie"):
        with pytest.raises(NotThere):
            get_connection_for(actor(at_lumen, name), invited.pk)
        with pytest.raises(NotThere):
            get_connection_for(actor(at_lumen, name), invited.pk, "answer")

    accept_connection(invited, by=actor(at_lumen, "elias"))
    assert get_connection_for(actor(at_lumen, "noor"), invited.pk).pk == invited.pk
    with pytest.raises(NotAllowed):
        get_connection_for(actor(at_lumen, "noor"), invited.pk, "answer")


def test_before_its_time_an_invitation_is_not_there(at_lumen: Cast) -> None:
    later = ask(at_lumen, at_lumen.noor, at_lumen.elias, invited_at=timezone.now() + timedelta(minutes=10))

    for action in ("view", "answer"):
        with pytest.raises(NotThere):
            get_connection_for(actor(at_lumen, "elias"), later.pk, action)
    assert get_connection_for(actor(at_lumen, "ines"), later.pk).pk == later.pk


def test_a_declined_pair_never_reaches_the_mentee(at_lumen: Cast, invited: Connection) -> None:
    decline_connection(invited, by=actor(at_lumen, "elias"))

    assert [part.is_empty for part in parts_of(actor(at_lumen, "noor"), at_lumen.noor)] == [True]
    (elias,) = parts_of(actor(at_lumen, "elias"), at_lumen.elias)
    assert [pair.mentee for pair in elias.declined] == [at_lumen.noor]


@pytest.mark.parametrize("pairs", [1, 3])
def test_the_list_of_pairs_takes_two_queries(at_lumen: Cast, pairs: int) -> None:
    for number in range(pairs):
        mentee = take_part(make_person(f"Mentee {number}"), at_lumen.programme, "mentee")
        mentor = take_part(make_person(f"Mentor {number}"), at_lumen.programme, "mentor")
        ask(at_lumen, mentee, mentor)

    with CaptureQueriesContext(connection) as queries:
        listed = list_pairs(at_lumen.programme)

    assert (len(listed.pairs), len(queries)) == (pairs, 2)


def test_the_list_of_pairs_is_filtered_by_answer_and_name(at_lumen: Cast) -> None:
    late = ask(at_lumen, at_lumen.noor, at_lumen.elias, answer_by=timezone.now() - timedelta(days=1))
    declined = ask(at_lumen, at_lumen.bruno, at_lumen.petra)
    decline_connection(declined, by=actor(at_lumen, "petra"))

    found = {
        stage: [pair.connection.pk for pair in list_pairs(at_lumen.programme, stage=stage).pairs]
        for stage in ("all", "invited", "late", "active", "declined")
    }

    assert found == {
        "all": [late.pk, declined.pk],
        "invited": [late.pk],
        "late": [late.pk],
        "active": [],
        "declined": [declined.pk],
    }
    assert [pair.connection.pk for pair in list_pairs(at_lumen.programme, search="petra").pairs] == [declined.pk]
    assert list_pairs(at_lumen.programme, page=99).page == 1


@pytest.mark.parametrize("who", ["noor", "elias"])
@pytest.mark.parametrize("model", [Person, Application])
def test_nobody_says_yes_to_or_for_somebody_who_has_left(
    at_lumen: Cast, invited: Connection, who: str, model: type[Model]
) -> None:
    left = getattr(at_lumen, who)
    model._default_manager.filter(**{"pk" if model is Person else "person": left.pk}).update(status="withdrawn")

    with pytest.raises(Conflict, match=f"{left.name} takes part no longer"):
        accept_connection(invited, by=at_lumen.actor(at_lumen.elias))
    assert Connection.objects.get(pk=invited.pk).stage == "invited"
    assert not OutboxMessage.objects.filter(kind="your-mentor").exists()


def test_a_link_shows_nothing_to_somebody_who_has_left(at_lumen: Cast, invited: Connection) -> None:
    make_link(at_lumen.elias.pk, ANSWER, invited.pk, days=1)
    link = ActionLink.objects.get(object_id=invited.pk)
    assert get_linked_connection(link, "answer")[0].pk == invited.pk
    Person.objects.filter(pk=at_lumen.elias.pk).update(status=Person.Status.WITHDRAWN)

    with pytest.raises(NotThere):
        get_linked_connection(link, "answer")
