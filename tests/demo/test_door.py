"""The door: who one can be, and that it is there in the demo, on this machine, and nowhere else."""

import pytest
from django.test import Client

from telemachy.demo import build
from telemachy.demo.content import sector
from telemachy.demo.content.earlier import earlier_programme, make_earlier
from telemachy.demo.threads import connection_of
from telemachy.evidence.models import Confirmation
from telemachy.journeys.models import Connection, Session
from telemachy.people.actors import actor_for
from telemachy.stories.actions import withdraw_story
from telemachy.stories.models import CaseStudy
from telemachy.tenancy.context import work
from telemachy.tenancy.middleware import COOKIE

LISA, JAMES, NOA, PIET = "mentee", "mentor", "coordinator", "sponsor"
MAYA, GWEN = "new-mentee", "new-mentor"
STATIONS = ("need", "mentor", "sessions", "initiative", "outcome", "story")
PAGES = ["/demo", "/demo/inbox", "/demo/reset", "/demo/samples/tech/clean.xlsx"]


def enter(visitor, seat, organisation="accelerator", **more):
    return visitor.post("/demo/enter", {"organisation": organisation, "as": seat, **more})


def door(visitor):
    return " ".join(visitor.get("/demo").content.decode().split())


def pair_of_lisa():
    return connection_of("accelerator", make_earlier("accelerator").leading)


def test_the_door_tells_the_thread_of_a_pair_that_has_ended(foundry, visitor):
    page = door(visitor)

    for text in ("“I can cut a coat. I cannot read a term sheet.”", "James Okoro, built and sold two knitwear firms",
                 "9, and four rehearsals of one pitch", "£420,000 raised; a team of eleven, four before",
                 "claim grade A", "share register", "Read how it went"):  # fmt: skip
        assert text in page
    assert [f'value="{key}"' in page for key in STATIONS] == [True] * 6


def test_the_door_names_the_cohort_that_begins_now_and_who_has_not_answered(foundry, visitor):
    page = door(visitor)

    assert "2 pairs invited; Draft 2 pairs 33 of the other 35 founders." in page
    assert page.count("Gwen is invited and has not answered.") == 1
    assert "All people and firms here are invented." in page


def test_the_door_counts_sessions_and_grades_by_what_is_on_record(foundry, visitor):
    with work(foundry.pk):
        held = Session.objects.filter(connection=pair_of_lisa(), state=Session.State.HELD)
        Session.objects.filter(pk=held.last().pk).update(state=Session.State.MISSED)
        Confirmation.objects.filter(claim__connection=pair_of_lisa(), source="document").delete()
    page = door(visitor)

    assert "8, and four rehearsals of one pitch" in page
    assert "claim grade C" in page
    assert "claim grade A" not in page


def test_a_station_of_which_nothing_is_on_record_is_not_promised(foundry, visitor):
    with work(foundry.pk):
        CaseStudy.objects.update(state=CaseStudy.State.DRAFT, published_at=None)
        Session.objects.filter(connection=pair_of_lisa()).update(state=Session.State.CANCELLED)
    page = door(visitor)

    assert "Read how it went" not in page
    assert "not published" in page
    assert "to come" in page
    assert "Start with" not in page
    assert "Read it as anybody" not in page
    for station in ("story", "sessions"):
        assert enter(visitor, LISA, to=station).status_code == 404


def test_a_story_that_was_taken_back_is_said_to_be_and_the_door_no_longer_starts_with_it(foundry, visitor):
    assert "Start with Lisa, three minutes" in door(visitor)

    with work(foundry.pk):
        story = CaseStudy.objects.get(connection=pair_of_lisa())
        withdraw_story(story, by=actor_for(pair_of_lisa().members.get(role="mentee").person))
    page = door(visitor)

    assert "Start with" not in page
    assert "taken back" in page
    assert "not written" not in page


def test_nobody_can_enter_what_has_not_been_built(foundry, visitor):
    page = visitor.get("/demo").content.decode()

    assert "Lumen Works has not been built." in page
    assert enter(visitor, "coordinator", "tech").status_code == 404


def test_a_coordinator_begins_at_the_draft(foundry, visitor):
    assert enter(visitor, NOA).headers["Location"] == "/p/founders-to-scale/matching/2"
    assert visitor.get("/p/founders-to-scale/matching/2").status_code == 200


def test_a_coordinator_who_comes_from_a_told_thread_begins_at_its_pair(foundry, visitor):
    with work(foundry.pk):
        pair = pair_of_lisa()
    goal = f"/p/{earlier_programme('accelerator')}/pairs/{pair.pk}"

    assert enter(visitor, NOA, about=LISA).headers["Location"] == goal
    assert visitor.get(goal).status_code == 200


@pytest.mark.parametrize(("seat", "says"), [(LISA, "You are Lisa, mentee"), (JAMES, "You are James, mentor")])
def test_those_whose_pair_has_ended_begin_at_its_journey_and_others_at_now(foundry, visitor, seat, says):
    with work(foundry.pk):
        journey = f"/j/{pair_of_lisa().pk}"

    assert enter(visitor, seat).headers["Location"] == journey
    assert says in visitor.get(journey).content.decode()

    with work(foundry.pk):
        Connection.objects.filter(pk=pair_of_lisa().pk).update(stage=Connection.Stage.ACTIVE)
    assert enter(visitor, seat).headers["Location"] == "/now"


@pytest.mark.parametrize(("seat", "says"), [(MAYA, "You are Maya, mentee"), (GWEN, "You are Gwen, mentor")])
def test_mentees_and_mentors_begin_at_their_own_page(foundry, visitor, seat, says):
    assert enter(visitor, seat).headers["Location"] == "/now"

    assert says in visitor.get("/now").content.decode()


def test_a_sponsor_begins_at_what_came_of_the_cohort_that_has_ended(foundry, visitor):
    assert enter(visitor, PIET).headers["Location"] == f"/p/{earlier_programme('accelerator')}/evidence"

    page = visitor.get(f"/p/{earlier_programme('accelerator')}/evidence")
    assert page.status_code == 200
    assert "You are Piet, sponsor" in page.content.decode()


@pytest.mark.parametrize("station", STATIONS)
def test_every_station_opens_the_page_behind_it_as_the_mentee(foundry, visitor, station):
    answer = enter(visitor, LISA, to=station)

    assert answer.status_code == 302
    page = visitor.get(answer.headers["Location"])
    assert page.status_code == 200


def test_a_station_that_there_is_not_opens_nothing(foundry, visitor):
    assert enter(visitor, LISA, to="money").status_code == 404
    assert enter(visitor, MAYA, to="need").status_code == 404
    assert enter(visitor, NOA, to="story").status_code == 404


def test_a_mentor_sees_the_invitation_with_its_reasons(foundry, visitor):
    enter(visitor, GWEN)

    page = visitor.get("/now").content.decode()
    assert "Would you mentor Maya Sørensen?" in page
    assert "in a bath" in page


def test_a_founder_sees_the_mentor_who_has_said_yes_and_not_the_one_who_is_asked(foundry, visitor):
    enter(visitor, MAYA)

    page = visitor.get("/now").content.decode()
    assert "Gwen Pritchard" not in page
    assert "raising capital" in page


def test_changing_roles_needs_no_signing_out(foundry, visitor):
    enter(visitor, NOA)
    enter(visitor, GWEN)

    assert "You are Gwen" in visitor.get("/now").content.decode()


def test_ones_own_rows_come_into_an_empty_organisation(foundry, visitor):
    answer = enter(visitor, NOA, "own")

    assert answer.headers["Location"] == "/p/blank/import"
    assert visitor.get("/p/blank/import").status_code == 200


STRANGERS = [("nowhere", "mentee"), ("accelerator", "mentee-2"), ("own", "mentor"), ("", ""), ("accelerator", "")]


@pytest.mark.parametrize(("organisation", "seat"), STRANGERS)
def test_nobody_enters_as_somebody_whom_the_door_does_not_name(foundry, visitor, organisation, seat):
    answer = enter(visitor, seat, organisation)

    assert (answer.status_code, COOKIE in answer.cookies) == (404, False)


def test_entering_by_a_link_is_not_possible(foundry, visitor):
    assert visitor.get("/demo/enter?organisation=accelerator&as=coordinator").status_code == 405


def test_a_forged_form_does_not_enter(foundry):
    strict = Client(SERVER_NAME="localhost", enforce_csrf_checks=True)

    assert enter(strict, NOA).status_code == 403


def test_the_address_alone_leads_to_the_door(foundry, visitor):
    assert visitor.get("/").headers["Location"] == "/demo"


def test_an_organisations_own_address_sends_readers_to_the_plain_one(foundry):
    answer = Client(SERVER_NAME="foundry9.localhost").get("/demo")

    assert answer.headers["Location"] == "http://localhost:8000/demo"


@pytest.mark.parametrize("path", PAGES)
def test_without_the_demo_there_is_no_door(demo, visitor, settings, path):
    assert visitor.get(path).status_code == 200

    settings.DEMO = False
    assert visitor.get(path).status_code == 404


def test_without_the_demo_nobody_enters(foundry, visitor, settings):
    settings.DEMO = False

    assert enter(visitor, NOA).status_code == 404


@pytest.mark.parametrize(("name", "address"), [("localhost", "192.0.2.7"), ("example.org", "127.0.0.1")])
def test_from_elsewhere_there_is_no_door(demo, settings, name, address):
    settings.ALLOWED_HOSTS = ["*"]

    assert Client(SERVER_NAME=name, REMOTE_ADDR=address).get("/demo").status_code == 404


def test_a_sample_is_a_workbook_and_nothing_else_can_be_asked_for(demo, visitor):
    answer = visitor.get("/demo/samples/tech/with-faults.xlsx")

    assert answer.headers["Content-Disposition"] == 'attachment; filename="lumen-with-faults.xlsx"'
    assert visitor.get("/demo/samples/own/clean.xlsx").status_code == 404


def test_putting_everything_back_asks_first_and_then_signs_out(foundry, visitor, monkeypatch):
    monkeypatch.setattr(build, "SECTORS", (sector("accelerator"),))
    before = build.organisation_of(sector("accelerator"))
    enter(visitor, NOA)

    asked = visitor.get("/demo/reset")
    assert "Put all four organisations back" in asked.content.decode()
    assert build.organisation_of(sector("accelerator")) == before

    done = visitor.post("/demo/reset")
    assert done.headers["Location"] == "/demo"
    assert build.organisation_of(sector("accelerator")) not in (None, before)
    assert visitor.get("/p/founders-to-scale/matching/2").headers["Location"] == "/demo"
