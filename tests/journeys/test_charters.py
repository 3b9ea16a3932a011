"""What a pair agrees on: written from the programme's text, agreed to by both, once each."""

import re
from dataclasses import replace

import pytest

from telemachy.audit.models import AuditEvent
from telemachy.errors import NotThere, Refused
from telemachy.journeys import mails
from telemachy.journeys.actions import Opening, accept_connection, agree_to_charter, make_charter, open_connection
from telemachy.journeys.models import Charter, CharterAgreement, Connection
from telemachy.messaging.models import OutboxMessage
from telemachy.people.models import Person
from telemachy.programmes.actions import create_programme
from telemachy.programmes.file import Text
from telemachy.programmes.shipped import shipped_texts
from telemachy.tenancy.policy import can
from tests.cast import Cast, take_part
from tests.journeys.pairs import SignIn, end, make_pair


@pytest.fixture
def pair(at_lumen: Cast) -> Connection:
    """Noor and Elias, who has said yes."""
    return make_pair(at_lumen)


def charter_of(connection: Connection) -> Charter:
    return Charter.objects.filter(connection=connection)[0]


def test_the_charter_is_there_on_day_one_with_the_names_of_the_pair(at_lumen: Cast, pair: Connection) -> None:
    charter = charter_of(pair)

    assert "Noor brings the subject; Elias\nbrings time" in charter.text
    assert "{" not in charter.text
    assert AuditEvent.objects.get(deed="charter.made").actor_id == at_lumen.elias.pk


def test_no_charter_is_made_while_the_mentor_has_not_answered(at_lumen: Cast) -> None:
    opening = Opening(at_lumen.noor, at_lumen.elias)
    open_connection(at_lumen.programme, opening, by=at_lumen.actor(at_lumen.ines))

    assert not Charter.objects.exists()


def test_making_it_twice_gives_the_first(at_lumen: Cast, pair: Connection) -> None:
    again = make_charter(pair, by=at_lumen.actor(at_lumen.noor))

    assert again == charter_of(pair)
    assert Charter.objects.count() == AuditEvent.objects.filter(deed="charter.made").count() == 1


def test_the_first_to_agree_lets_the_other_know(at_lumen: Cast, pair: Connection) -> None:
    agree_to_charter(charter_of(pair), by=at_lumen.actor(at_lumen.noor))

    mail = OutboxMessage.objects.get(kind="charter-agreed")
    assert (mail.person_id, mail.subject) == (at_lumen.elias.pk, "Noor has agreed to your charter")
    assert f"/j/{pair.pk}/charter" in mail.text
    assert f"/j/{pair.pk}/charter" in mail.html


def test_agreeing_twice_is_agreeing_once(at_lumen: Cast, pair: Connection) -> None:
    charter, noor = charter_of(pair), at_lumen.actor(at_lumen.noor)

    assert agree_to_charter(charter, by=noor) == agree_to_charter(charter, by=noor)
    assert CharterAgreement.objects.count() == OutboxMessage.objects.filter(kind="charter-agreed").count() == 1
    assert AuditEvent.objects.filter(deed="charter.agreed").count() == 1


def test_when_both_have_agreed_the_record_says_so_and_nobody_is_written_to_again(
    at_lumen: Cast, pair: Connection
) -> None:
    for person in (at_lumen.elias, at_lumen.noor):
        agree_to_charter(charter_of(pair), by=at_lumen.actor(person))

    said = [event.detail["both"] for event in AuditEvent.objects.filter(deed="charter.agreed").order_by("at", "id")]
    assert said == [False, True]
    assert OutboxMessage.objects.filter(kind="charter-agreed").count() == 1


@pytest.mark.parametrize("who", ["bruno", "petra", "ines", "tove"])
def test_nobody_else_can_agree(at_lumen: Cast, pair: Connection, who: str) -> None:
    actor = at_lumen.actor(getattr(at_lumen, who))

    with pytest.raises(NotThere):
        agree_to_charter(charter_of(pair), by=actor)
    assert not can(actor, "view", charter_of(pair)).allow
    assert not CharterAgreement.objects.exists()


def test_an_ended_pair_cannot_agree_any_more(at_lumen: Cast, pair: Connection) -> None:
    end(pair)

    with pytest.raises(Refused, match="ended"):
        agree_to_charter(charter_of(pair), by=at_lumen.actor(at_lumen.noor))
    assert not CharterAgreement.objects.exists()


def test_a_name_that_looks_like_a_placeholder_stays_a_name(at_lumen: Cast) -> None:
    Person.objects.filter(pk=at_lumen.noor.pk).update(call_me="{mentor_first}")
    at_lumen.noor.refresh_from_db()

    assert "{mentor_first} brings the subject; Elias" in charter_of(make_pair(at_lumen)).text


def test_a_programme_without_a_charter_gets_a_plain_one(at_lumen: Cast) -> None:
    whole = shipped_texts()["engineers-to-leaders"].replace('id = "engineers-to-leaders"', 'id = "no-charter"', 1)
    without = re.sub(r"\[texts\.charter\].*?(?=\n# -)", "", whole, flags=re.DOTALL)
    programme = create_programme(without, cohort="No charter", by=None)
    for person, role in ((at_lumen.noor, "mentee"), (at_lumen.elias, "mentor")):
        take_part(person, programme, role)

    text = charter_of(make_pair(replace(at_lumen, programme=programme))).text

    assert whole != without
    assert text.startswith("We meet for 60 minutes every 2 weeks, for 6 months. Noor brings the subject; Elias brings")
    assert "{" not in text


def test_a_paragraph_about_something_unknown_is_left_out(at_lumen: Cast, pair: Connection) -> None:
    values = mails.values_for(mails.sender_of(at_lumen.programme), mentee=at_lumen.noor, mentor=at_lumen.elias)

    assert mails.body_of(Text("", "Yours: {mentee_goal}\n\nWe meet, {mentor_first}."), values) == "We meet, Elias."


def test_one_of_the_two_reads_the_charter_and_agrees_with_one_button(
    at_lumen: Cast, pair: Connection, sign_in: SignIn
) -> None:
    client = sign_in(at_lumen.noor)

    page = client.get(f"/j/{pair.pk}/charter").content.decode()
    assert "What is said stays between us." in page
    assert page.count("Agree to this charter") == 1

    answer = client.post(f"/j/{pair.pk}/charter")
    assert (answer.status_code, answer.url) == (303, f"/j/{pair.pk}/charter")

    after = client.get(f"/j/{pair.pk}/charter").content.decode()
    assert "You have agreed. Elias has been asked to read it." in after
    assert "Agree to this charter" not in after
    theirs = sign_in(at_lumen.elias).get(f"/j/{pair.pk}/charter").content.decode()
    assert "Noor has agreed. Read it" in theirs


def test_opening_the_charter_changes_nothing(at_lumen: Cast, pair: Connection, sign_in: SignIn) -> None:
    sign_in(at_lumen.noor).get(f"/j/{pair.pk}/charter")

    assert not CharterAgreement.objects.exists()


@pytest.mark.parametrize("who", ["bruno", "petra", "tove"])
def test_the_charter_is_not_there_for_strangers(at_lumen: Cast, pair: Connection, sign_in: SignIn, who: str) -> None:
    client = sign_in(getattr(at_lumen, who))

    assert client.get(f"/j/{pair.pk}/charter").status_code == 404
    assert client.post(f"/j/{pair.pk}/charter").status_code == 404


def test_the_coordinator_does_not_read_the_charter(at_lumen: Cast, pair: Connection, sign_in: SignIn) -> None:
    assert sign_in(at_lumen.ines).get(f"/j/{pair.pk}/charter").status_code == 403


def test_an_ended_pair_reads_its_charter_and_has_nothing_to_press(
    at_lumen: Cast, pair: Connection, sign_in: SignIn
) -> None:
    end(pair)
    client = sign_in(at_lumen.noor)

    page = client.get(f"/j/{pair.pk}/charter").content.decode()
    assert "What is said stays between us." in page
    assert 'type="submit">Agree' not in page
    assert client.post(f"/j/{pair.pk}/charter").status_code == 422


def test_the_text_is_escaped(at_lumen: Cast, sign_in: SignIn) -> None:
    Person.objects.filter(pk=at_lumen.noor.pk).update(call_me="<script>go()</script>")
    at_lumen.noor.refresh_from_db()

    page = sign_in(at_lumen.noor).get(f"/j/{make_pair(at_lumen).pk}/charter").content.decode()

    assert "&lt;script&gt;go()&lt;/script&gt; brings the subject" in page
    assert "<script>go()" not in page


def test_a_pair_older_than_charters_says_so(at_lumen: Cast, pair: Connection, sign_in: SignIn) -> None:
    Charter.objects.all().delete()

    page = sign_in(at_lumen.noor).get(f"/j/{pair.pk}/charter").content.decode()

    assert "There is no charter here" in page


def test_a_mentor_who_says_yes_twice_gets_one_charter(at_lumen: Cast, pair: Connection) -> None:
    accept_connection(pair, by=at_lumen.actor(at_lumen.elias))

    assert Charter.objects.count() == 1
