"""The first pairs of a programme, told over HTTP.

Ines coordinates "Engineers to leaders". Noor and Bruno look for a mentor; Elias and Petra offer one place each. Noor
hopes to lead a team and named Elias. Ines proposes pairs, locks Noor with Elias, reviews Bruno's pair and publishes.
For ten minutes nobody hears of it. Then the mails leave; Elias opens the link in his, reads why and what Noor hopes
for, and says yes. Noor gets a mail and sees her pair. Petra says no, so Bruno hears nothing and Ines sees it. To Zadie,
who coordinates elsewhere, none of this is there.
"""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from telemachy.journeys.models import Connection
from telemachy.matching.actions import (
    lock,
    mark_reviewed,
    propose_pairs,
    publish,
    send_publication_now,
)
from telemachy.matching.models import MatchRun, Publication
from telemachy.people.models import Person
from telemachy.tenancy.context import work
from tests.cast import Cast
from tests.jobs import run_due_jobs
from tests.matching.people import tell
from tests.smtp import Sink, running_sink

LINK = re.compile(r"https?://[^/\s]+(/a/[A-Za-z0-9_-]{43})")


@pytest.fixture
def sink(settings: Any) -> Iterator[Sink]:
    with running_sink() as sink:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", sink.port
        yield sink


@pytest.fixture
def programme(cast: Cast) -> Cast:
    with work(cast.lumen.id):
        tell(cast.noor, wants=["core.coaching"], hope="I want to lead a team.", wishes=[cast.elias])
        tell(cast.bruno, wants=["core.strategy"], hope="I want to see the whole.")
        tell(cast.elias, offers=["core.coaching"])
        tell(cast.petra, offers=["core.strategy"])
    return cast


def enter(cast: Cast, person: Person) -> Client:
    """Sign somebody in at their organisation's address."""
    host = "elsewhere" if person.pk == cast.zadie.pk else "lumen"
    client = Client(HTTP_HOST=f"{host}.localhost")
    with work(person.organisation_id):
        client.force_login(person.account)
    return client


def publish_as_ines(cast: Cast) -> Publication:
    """What Ines does in the workbench, by the actions behind it."""
    with work(cast.lumen.id):
        by = cast.actor(cast.ines)
        run = propose_pairs(cast.programme, by=by)
        lock(run, cast.noor.pk, cast.elias.pk, by=by)
        mark_reviewed(run, [(cast.bruno.pk, cast.petra.pk)], by=by)
        return publish(MatchRun.objects.get(pk=run.pk), by=by)


def link_in(sink: Sink, address: str) -> str:
    """The address of the page behind the first link of somebody's mail."""
    mail = next(mail for mail in sink.mails if address in str(mail["To"]))
    return LINK.search(mail.get_body(("plain",)).get_content()).group(1)


def test_the_first_pairs_from_proposal_to_yes(programme: Cast, sink: Sink) -> None:
    cast = programme
    publication = publish_as_ines(cast)

    with work(cast.lumen.id):
        run_due_jobs()
    assert sink.mails == []
    assert b"Nobody has been asked yet" in enter(cast, cast.elias).get("/now").content
    with work(cast.lumen.id):
        send_publication_now(publication, by=cast.actor(cast.ines))
        run_due_jobs()
    assert sorted(str(mail["To"]) for mail in sink.mails) == [
        "Elias Berg <elias.berg@example.org>",
        "Petra Novak <petra.novak@example.org>",
    ]

    stranger = Client(HTTP_HOST="lumen.localhost")
    page = stranger.get(link_in(sink, "elias.berg"))
    said = page.content.decode()
    assert page.status_code == 200
    assert "You and Noor Haddad" in said
    assert "I want to lead a team." in said
    assert "Elias can help with what Noor wants to learn" in said
    assert "Noor named Elias" in said
    assert not re.search(r"\bfit\b", said, re.I)
    assert b"Your pair will be announced" in enter(cast, cast.noor).get("/now").content

    answered = stranger.post(link_in(sink, "elias.berg"), {"answer": "yes"}, follow=True)
    assert "You mentor Noor Haddad" in answered.content.decode()
    again = stranger.post(link_in(sink, "elias.berg"), {"answer": "yes"}, follow=True)
    assert again.status_code == 200
    with work(cast.lumen.id):
        run_due_jobs()
    assert [str(mail["Subject"]) for mail in sink.mails if "noor" in str(mail["To"])] == ["Elias said yes"]
    assert b"You and Elias Berg" in enter(cast, cast.noor).get("/now").content
    assert "You and Elias Berg" in stranger.get(link_in(sink, "noor.haddad")).content.decode()

    declined = stranger.post(link_in(sink, "petra.novak"), {"answer": "no", "reason": "time"}, follow=True)
    assert "You said no this time" in declined.content.decode()
    bruno = enter(cast, cast.bruno).get("/now").content
    assert b"Your pair will be announced" in bruno
    assert b"Petra" not in bruno
    listed = enter(cast, cast.ines).get("/p/engineers-to-leaders/pairs").content.decode()
    assert "Said no" in listed
    assert "no time now" in listed


def test_strangers_find_nothing(programme: Cast, sink: Sink) -> None:
    cast = programme
    publication = publish_as_ines(cast)
    with work(cast.lumen.id):
        send_publication_now(publication, by=cast.actor(cast.ines))
        connection = Connection.objects.filter(members__person=cast.elias).get()

    for person in (cast.zadie, cast.bruno, cast.noor, cast.tove, cast.petra):
        client = enter(cast, person)
        assert client.get(f"/now/{connection.pk}").status_code == 404
        assert client.post(f"/now/{connection.pk}", {"answer": "yes"}).status_code == 404
    assert enter(cast, cast.zadie).get("/p/engineers-to-leaders/pairs").status_code == 404
    assert enter(cast, cast.noor).get("/p/engineers-to-leaders/pairs").status_code == 403
    assert Client(HTTP_HOST="lumen.localhost").get("/a/" + "x" * 43).status_code == 404
    with work(cast.lumen.id):
        assert Connection.objects.get(pk=connection.pk).stage == Connection.Stage.INVITED


def test_a_mail_scanner_that_opens_every_link_answers_nothing(programme: Cast, sink: Sink) -> None:
    cast = programme
    publication = publish_as_ines(cast)
    with work(cast.lumen.id):
        send_publication_now(publication, by=cast.actor(cast.ines))
        run_due_jobs()

    scanner = Client(HTTP_HOST="lumen.localhost")
    for query in ("", "?answer=yes", "?answer=no"):
        assert scanner.get(link_in(sink, "elias.berg") + query).status_code == 200

    with work(cast.lumen.id):
        assert set(Connection.objects.values_list("stage", flat=True)) == {Connection.Stage.INVITED}
