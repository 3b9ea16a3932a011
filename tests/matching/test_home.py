"""Where people land, and what a coordinator's first page lists: all that needs somebody, and nothing else."""

import uuid
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from telemachy.journeys.actions import accept_connection, decline_connection
from telemachy.journeys.models import Connection
from telemachy.matching.actions import mark_reviewed, propose_pairs, publish
from telemachy.matching.models import MatchRun
from telemachy.matching.queries.home import home_of
from telemachy.messaging.models import OutboxMessage
from telemachy.people.models import ImportBatch, Person
from telemachy.tenancy.context import work
from tests.cast import Cast
from tests.matching.conftest import Cohort

HOST = "lumen.localhost"


def signed_in(cast: Cast, person: Person) -> Client:
    client = Client(headers={"host": HOST})
    with work(person.organisation_id):
        client.force_login(person.account)
    return client


def headings(cohort: Cohort) -> list[str]:
    return [need.heading for need in home_of(cohort.cast.programme).needs]


def test_a_coordinator_lands_at_their_programme_and_others_at_what_comes_next(cast: Cast) -> None:
    assert signed_in(cast, cast.ines).get("/")["Location"] == "/p/engineers-to-leaders/"
    assert signed_in(cast, cast.noor).get("/")["Location"] == "/now"
    assert Client(headers={"host": HOST}).get("/")["Location"] == "/accounts/login/?next=/"


def test_in_the_demo_a_stranger_lands_at_the_door(cast: Cast, settings: Any) -> None:
    settings.DEMO = True

    assert Client(headers={"host": HOST}).get("/")["Location"] == "/demo"
    assert Client(headers={"host": "localhost"}).get("/")["Location"] == "/demo"


@pytest.mark.parametrize("name", ["noor", "elias", "tove"])
def test_home_is_for_coordinators(cast: Cast, name: str) -> None:
    foreign = signed_in(cast, getattr(cast, name)).get("/p/engineers-to-leaders/")
    random = signed_in(cast, getattr(cast, name)).get("/p/no-such-programme/")

    assert foreign.status_code in (403, 404)
    assert random.status_code == 404


def test_another_organisations_coordinator_finds_nothing(cast: Cast) -> None:
    client = Client(headers={"host": "elsewhere.localhost"})
    with work(cast.elsewhere.id):
        client.force_login(cast.zadie.account)

    foreign, random = client.get("/p/engineers-to-leaders/"), client.get("/p/no-such-programme/")

    assert (foreign.status_code, foreign.content) == (404, random.content)


def test_a_programme_without_a_draft_says_what_is_first(cohort: Cohort) -> None:
    assert headings(cohort) == ["Propose pairs"]


def test_a_draft_says_how_many_pairs_need_a_look_and_then_that_it_is_ready(cohort: Cohort) -> None:
    run = propose_pairs(cohort.cast.programme, by=cohort.by)
    flagged = run.proposals.exclude(mentor=None).exclude(flags=[]).count()
    before = headings(cohort)

    mark_reviewed(run, pairs_of(run), by=cohort.by)
    after = headings(cohort)

    assert before == ([f"{flagged} pairs need a look"] if flagged > 1 else ["1 pair needs a look"])
    assert after == [f"{run.proposals.exclude(mentor=None).count()} pairs are ready to publish"]


def test_mentors_who_have_not_answered_are_named_until_they_do(cohort: Cohort) -> None:
    connection = published(cohort)
    waiting = headings(cohort)
    Connection.objects.exclude(pk=connection.pk).update(stage=Connection.Stage.WITHDRAWN)
    one = headings(cohort)

    mentor = connection.members.get(role="mentor").person
    accept_connection(connection, by=cohort.cast.actor(mentor))

    assert waiting[0].endswith("mentors have not answered")
    assert one[0] == "1 mentor has not answered"
    assert headings(cohort) == []


def test_a_mentee_whose_mentor_said_no_needs_another(cohort: Cohort) -> None:
    connection = published(cohort)
    Connection.objects.exclude(pk=connection.pk).update(stage=Connection.Stage.WITHDRAWN)
    mentor = connection.members.get(role="mentor").person

    decline_connection(connection, by=cohort.cast.actor(mentor))

    assert headings(cohort) == ["1 mentee needs another mentor"]


def test_a_mail_that_failed_comes_first(cohort: Cohort) -> None:
    published(cohort)
    message = OutboxMessage.objects.first()
    OutboxMessage.objects.filter(pk=message.pk).update(state=OutboxMessage.State.FAILED)

    assert headings(cohort)[0] == "1 mail could not be delivered"
    assert home_of(cohort.cast.programme).needs[0].names == (message.to_name,)


def test_rows_that_were_set_aside_and_imports_left_open_are_listed(cohort: Cohort) -> None:
    common = {"programme_id": cohort.cast.programme.pk, "sha256": "0" * 64, "table": []}
    ImportBatch.objects.create(file_name="spring.xlsx", **common)
    applied = {"state": "applied", "applied_at": timezone.now(), "counts": {"set_aside": 3}}
    ImportBatch.objects.create(file_name="autumn.xlsx", **applied, **common)

    needs = home_of(cohort.cast.programme).needs

    assert [need.heading for need in needs][:2] == ["An import waits to be checked", "3 rows were set aside"]
    assert needs[1].action == "Fix 3 rows"


def test_the_page_lists_the_needs_and_ends_by_saying_that_this_is_all(cohort: Cohort) -> None:
    page = signed_in(cohort.cast, cohort.cast.ines).get("/p/engineers-to-leaders/").content.decode()

    assert "One thing needs you." in page
    assert "That is all." in page
    assert page.count("btn-primary") == 1


def pairs_of(run: MatchRun) -> list[tuple[uuid.UUID, uuid.UUID]]:
    return list(run.proposals.exclude(mentor=None).values_list("mentee_id", "mentor_id"))


def published(cohort: Cohort) -> Connection:
    """Publish a whole draft whose undo window has closed; return one of its connections."""
    run = propose_pairs(cohort.cast.programme, by=cohort.by)
    mark_reviewed(run, pairs_of(run), by=cohort.by)
    publish(run, by=cohort.by)
    Connection.objects.update(invited_at=timezone.now())
    return Connection.objects.order_by("pk").first()
