"""The door: who one can be, and that it is there in the demo, on this machine, and nowhere else."""

import pytest
from django.test import Client

from telemachy.demo import build
from telemachy.demo.content import sector
from telemachy.tenancy.middleware import COOKIE

MAYA, GWEN, NOA = "mentee", "mentor", "coordinator"
PAGES = ["/demo", "/demo/inbox", "/demo/reset", "/demo/samples/tech/clean.xlsx"]


def enter(visitor, seat, organisation="accelerator"):
    return visitor.post("/demo/enter", {"organisation": organisation, "as": seat})


def test_the_door_names_three_organisations_and_who_is_waiting_in_them(foundry, visitor):
    page = visitor.get("/demo").content.decode()

    for text in ("Lumen Works", "Northfield", "Foundry 9", "Amira", "Dr Nadia", "Maya", "Kofi Osei", "Margit Solberg",
                 "Gwen Pritchard", "All people and firms here are invented."):  # fmt: skip
        assert text in page


def test_the_door_says_what_is_not_known_and_who_has_not_answered(foundry, visitor):
    page = visitor.get("/demo").content.decode()

    assert "not known" in page
    assert page.count("invited, has not answered") == 1


def test_nobody_can_enter_what_has_not_been_built(foundry, visitor):
    page = visitor.get("/demo").content.decode()

    assert "Lumen Works has not been built." in page
    assert enter(visitor, "coordinator", "tech").status_code == 404


def test_a_coordinator_begins_at_the_draft(foundry, visitor):
    assert enter(visitor, NOA).headers["Location"] == "/p/founders-to-scale/matching/2"
    assert visitor.get("/p/founders-to-scale/matching/2").status_code == 200


@pytest.mark.parametrize("seat", [MAYA, GWEN])
def test_mentee_and_mentor_begin_at_their_own_page(foundry, visitor, seat):
    assert enter(visitor, seat).headers["Location"] == "/now"

    page = visitor.get("/now").content.decode()
    assert f"You are {getattr(sector('accelerator'), seat).first_name}" in page


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


STRANGERS = [("nowhere", "mentee"), ("accelerator", "sponsor"), ("own", "mentor"), ("", ""), ("accelerator", "")]


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
