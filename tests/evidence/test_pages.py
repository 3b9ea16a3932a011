"""Pages of outcomes: who opens them, what they say, what they take."""

import re
from dataclasses import replace

import pytest
from django.test import Client

from telemachy.evidence.actions import (
    confirm_claim,
    correct_claim,
    record_claim,
    share_claim,
    state_contribution,
    withdraw_claim,
)
from telemachy.evidence.models import Claim, Confirmation, ContributionStatement
from telemachy.evidence.queries import list_claims
from telemachy.journeys.models import Connection
from telemachy.journeys.thread import thread_of
from telemachy.people.models import Person, RoleAssignment
from tests.cast import Cast
from tests.evidence.conftest import ROLE
from tests.evidence.conversing import signed_in
from tests.evidence.pairs import pair_up

FORM = {"code": "leading-role", "text": "Noor leads the release team.", "on": "2026-03-01", "happened": "yes"}


@pytest.fixture
def page(pair: Connection) -> str:
    return f"/j/{pair.pk}/outcomes"


@pytest.fixture
def shared(at_lumen: Cast, claim: Claim) -> str:
    return f"/p/{at_lumen.programme.slug}/outcomes/{claim.pk}"


def client(cast: Cast, name: str) -> Client:
    return signed_in(getattr(cast, name))


def test_a_mentee_records_an_outcome_on_the_page_and_comes_to_it(at_lumen: Cast, page: str) -> None:
    answer = client(at_lumen, "noor").post(page, FORM)

    claim = Claim.objects.get()
    assert (answer.status_code, answer.url) == (303, f"{page}/{claim.pk}")
    assert (claim.text, claim.kind, claim.shared) == ("Noor leads the release team.", "event", False)


def test_an_event_that_is_told_with_a_value_is_told_by_its_measure(at_lumen: Cast, page: str) -> None:
    client(at_lumen, "noor").post(page, FORM | {"value": "13", "unit": "days"})

    assert Claim.objects.get().kind == "measure"


@pytest.mark.parametrize(
    ("spoilt", "says"),
    [
        ({"text": ""}, "Say in a sentence what came about."),
        ({"on": "2999-01-01"}, "Give a day that has come."),
        ({"text": "Noor leads, thanks to mentoring."}, "Noor leads, thanks to mentoring.</textarea>"),
        ({"code": "promotion"}, "Select a valid choice."),
        ({"value": "NaN"}, "Enter a number."),
        ({"value": "1" * 20}, "no more than 16 digits"),
    ],
)
def test_what_does_not_fit_is_said_on_the_form_which_keeps_what_was_typed(
    at_lumen: Cast, page: str, spoilt: dict[str, str], says: str
) -> None:
    answer = client(at_lumen, "noor").post(page, FORM | {"unit": "kilowhales"} | spoilt)

    html = answer.content.decode()
    assert answer.status_code == 422
    assert "There is a problem" in html
    assert says in html
    assert "kilowhales" in html
    assert Claim.objects.count() == 0


@pytest.mark.parametrize(
    ("spoilt", "field", "says"),
    [
        ({"on": "2999-01-01"}, "on", "Give a day that has come."),
        ({"text": "Noor leads, thanks to mentoring."}, "text", "without “thanks to”"),
        ({"text": ""}, "text", "Say in a sentence what came about."),
        ({"on": ""}, "on", "Give the day on which it came about."),
        ({"code": ""}, "code", "Choose which outcome it is."),
        ({"value": "13"}, "unit", "Give the unit of the measure"),
    ],
)
def test_what_does_not_fit_is_said_at_its_field_and_above_with_a_link_to_it(
    at_lumen: Cast, page: str, spoilt: dict[str, str], field: str, says: str
) -> None:
    html = client(at_lumen, "noor").post(page, FORM | spoilt).content.decode()

    assert re.search(f'<a href="#id_{field}">[^<]*{says}', html)
    assert says in html.split(f'id="id_{field}-problem"')[1].split("</p>")[0]
    assert "This field is required." not in html


@pytest.mark.parametrize(
    ("given", "field", "says"),
    [
        ({"agrees": "yes"}, "source", "Choose what you have seen."),
        ({"source": "document", "agrees": "yes"}, "reference", "Name the document"),
        ({"source": "record"}, "agrees", "Choose what it says."),
    ],
)
def test_what_a_coordinator_left_out_is_said_at_its_field_and_above_with_a_link_to_it(
    at_lumen: Cast, shared: str, given: dict[str, str], field: str, says: str
) -> None:
    answer = client(at_lumen, "ines").post(shared, given)

    html = answer.content.decode()
    assert answer.status_code == 422
    assert f'<a href="#id_{field}' in html.split("There is a problem")[1].split("</ul>")[0]
    assert html.count(says) == 2
    assert "This field is required." not in html


def test_the_mentor_sees_the_claim_and_no_form_to_record_one(at_lumen: Cast, page: str, claim: Claim) -> None:
    html = client(at_lumen, "elias").get(page).content.decode()

    assert "Noor leads the release team." in html
    assert "Put it on record" not in html
    assert client(at_lumen, "elias").post(page, FORM).status_code == 403


def test_the_page_says_how_each_claim_is_known_and_who_reads_it(at_lumen: Cast, page: str, claim: Claim) -> None:
    confirm_claim(claim, "record", by=at_lumen.actor(at_lumen.ines), reference="HR record, 3 March 2026")

    html = client(at_lumen, "noor").get(page).content.decode()

    for words in ("claim grade B", "HR record or manager", "Ines Roth confirms it", "HR record, 3 March 2026",
                  "you two and the coordinator"):  # fmt: skip
        assert words in html


def test_an_empty_page_says_what_comes_here(at_lumen: Cast, page: str) -> None:
    assert "Nothing is on record yet" in client(at_lumen, "noor").get(page).content.decode()
    assert "Outcomes stand here once they have a day" in client(at_lumen, "elias").get(page).content.decode()


@pytest.mark.parametrize("who", ["bruno", "petra", "ines", "tove", "zadie"])
def test_nobody_else_opens_the_pairs_pages(at_lumen: Cast, page: str, claim: Claim, who: str) -> None:
    host = "elsewhere.localhost" if who == "zadie" else "lumen.localhost"
    other = signed_in(getattr(at_lumen, who), host)

    for path in (page, f"{page}/{claim.pk}"):
        assert other.get(path).status_code in (403, 404)
        assert "release team" not in other.get(path).content.decode()
    for act in ("confirm", "contribution", "share", "withdraw"):
        assert other.post(f"{page}/{claim.pk}/{act}", {"agrees": "yes", "share": "much"}).status_code in (403, 404)
    assert Confirmation.objects.count() == 0


def test_a_coordinator_on_a_pairs_page_is_told_that_the_two_read_it_and_not_to_ask_a_coordinator(
    at_lumen: Cast, page: str, shared: str
) -> None:
    answer = client(at_lumen, "ines").get(page)

    assert answer.status_code == 403
    assert "Only the two of a pair read its pages" in answer.content.decode()
    assert "Ask a coordinator" not in answer.content.decode()
    elsewhere = client(at_lumen, "noor").get(f"/p/{at_lumen.programme.slug}/evidence")
    assert "Ask a coordinator" in elsewhere.content.decode()


def test_a_claim_that_was_shared_and_is_no_longer_is_not_there_for_the_coordinator(
    at_lumen: Cast, shared: str, claim: Claim
) -> None:
    ines, noor = client(at_lumen, "ines"), at_lumen.actor(at_lumen.noor)
    assert ines.get(shared).status_code == 200

    share_claim(claim, False, by=noor)
    assert (ines.get(shared).status_code, ines.post(shared, {"source": "record", "agrees": "yes"}).status_code) == (
        404,
        404,
    )

    share_claim(claim, True, by=noor)
    assert ines.get(shared).status_code == 200


def test_a_claim_of_another_pair_is_not_there(at_lumen: Cast, page: str, claim: Claim) -> None:
    other = pair_up(at_lumen, at_lumen.bruno, at_lumen.petra)

    assert client(at_lumen, "noor").get(f"{page}/{claim.pk}").status_code == 200
    assert client(at_lumen, "noor").get(f"/j/{other.pk}/outcomes/{claim.pk}").status_code == 404
    assert client(at_lumen, "bruno").get(f"/j/{other.pk}/outcomes/{claim.pk}").status_code == 404


def test_the_mentor_confirms_by_one_answer(at_lumen: Cast, page: str, claim: Claim) -> None:
    elias = client(at_lumen, "elias")

    assert elias.post(f"{page}/{claim.pk}/confirm", {"agrees": "yes"}).status_code == 303
    assert "claim grade C" in elias.get(f"{page}/{claim.pk}").content.decode()
    assert client(at_lumen, "noor").post(f"{page}/{claim.pk}/confirm", {"agrees": "yes"}).status_code == 403


def test_each_says_what_mentoring_had_to_do_with_it_apart_from_the_record(
    at_lumen: Cast, page: str, claim: Claim
) -> None:
    noor = client(at_lumen, "noor")

    noor.post(f"{page}/{claim.pk}/contribution", {"share": "some", "text": "He asked first."})

    assert ContributionStatement.objects.get().share == "some"
    html = noor.get(f"{page}/{claim.pk}").content.decode()
    assert "He asked first." in html
    assert "counted nowhere" in html
    assert noor.post(f"{page}/{claim.pk}/contribution", {"share": "all"}).status_code == 422


def test_a_claimant_shares_corrects_and_takes_back(at_lumen: Cast, page: str, claim: Claim) -> None:
    noor = client(at_lumen, "noor")

    assert noor.post(f"{page}/{claim.pk}/share", {"shared": "no"}).status_code == 303
    assert not Claim.objects.get().shared
    assert "Noor leads the release team.</textarea>" in noor.get(f"{page}/{claim.pk}/correct").content.decode()
    corrected = noor.post(f"{page}/{claim.pk}/correct", FORM | {"text": "Noor leads two teams."})
    assert corrected.status_code == 303
    html = noor.get(f"{page}/{claim.pk}").content.decode()
    assert "Read the corrected claim" in html
    assert noor.post(f"{page}/{claim.pk}/withdraw").status_code == 409
    newer = Claim.objects.get(supersedes=claim)
    assert noor.post(f"{page}/{newer.pk}/withdraw").status_code == 302
    assert "Nothing is on record yet" in noor.get(page).content.decode()


def test_a_coordinator_reads_and_confirms_what_is_shared(at_lumen: Cast, shared: str, claim: Claim) -> None:
    ines = client(at_lumen, "ines")

    assert "Noor leads the release team." in ines.get(shared).content.decode()
    refused = ines.post(shared, {"source": "document", "agrees": "yes", "reference": ""})
    taken = ines.post(shared, {"source": "document", "agrees": "yes", "reference": "HR-2026-117"})

    assert (refused.status_code, taken.status_code) == (422, 303)
    assert "Name the document" in refused.content.decode()
    assert "claim grade A" in ines.get(shared).content.decode()


def test_what_the_pair_says_of_mentorings_part_is_not_shown_to_the_coordinator(
    at_lumen: Cast, shared: str, claim: Claim
) -> None:
    state_contribution(claim, "none", "It was the course.", by=at_lumen.actor(at_lumen.noor))

    assert "It was the course." not in client(at_lumen, "ines").get(shared).content.decode()


def test_what_is_not_shared_is_not_there_for_the_coordinator(at_lumen: Cast, shared: str, claim: Claim) -> None:
    Claim.objects.filter(pk=claim.pk).update(shared=False)
    ines = client(at_lumen, "ines")

    assert ines.get(shared).status_code == 404
    assert "Noor" not in ines.get(f"/p/{at_lumen.programme.slug}/outcomes").content.decode().split("<main")[1]


def test_a_coordinator_who_is_the_line_manager_sees_nothing_of_a_claim(
    at_lumen: Cast, shared: str, claim: Claim
) -> None:
    Person.objects.filter(pk=at_lumen.noor.pk).update(manager=at_lumen.ines)
    ines = client(at_lumen, "ines")

    assert ines.get(shared).status_code == 404
    assert ines.post(shared, {"source": "record", "agrees": "yes"}).status_code == 404
    assert "release team" not in ines.get(f"/p/{at_lumen.programme.slug}/outcomes").content.decode()
    assert not any(station.href for station in thread_of(claim.connection, at_lumen.actor(at_lumen.ines))
                   if station.key == "outcome")  # fmt: skip


def test_a_sponsor_opens_nothing_that_is_somebodys(at_lumen: Cast, shared: str, page: str, claim: Claim) -> None:
    tove = client(at_lumen, "tove")

    for path in (page, f"{page}/{claim.pk}", f"/p/{at_lumen.programme.slug}/outcomes", shared):
        assert tove.get(path).status_code in (403, 404), path
    assert tove.get(page).status_code == tove.get(f"{page}/{claim.pk}").status_code == 404


def test_the_list_is_searched_filtered_and_asks_as_often_for_three_as_for_one(
    at_lumen: Cast, claim: Claim, django_assert_num_queries
) -> None:
    ines = at_lumen.actor(at_lumen.ines)
    with django_assert_num_queries(4):
        list_claims(at_lumen.programme, ines)
    for text in ("A prize.", "Two teams."):
        record_claim(claim.connection, replace(ROLE, text=text), by=at_lumen.actor(at_lumen.noor))
    with django_assert_num_queries(4):
        listed = list_claims(at_lumen.programme, ines)
    confirm_claim(claim, "record", by=ines)

    assert listed.counts == {"all": 3, "waiting": 3, "disputed": 0}
    assert list_claims(at_lumen.programme, ines, only="waiting").found == 2
    assert [each.claim.text for each in list_claims(at_lumen.programme, ines, search="prize").claims] == ["A prize."]
    path = f"/p/{at_lumen.programme.slug}/outcomes"
    html = client(at_lumen, "ines").get(path, {"only": "waiting", "q": "teams", "page": "99"}).content.decode()
    assert ("Two teams." in html, "A prize." in html) == (True, False)


def test_the_thread_says_how_many_outcomes_and_how_the_best_is_known(
    at_lumen: Cast, pair: Connection, page: str
) -> None:
    def station(who: Person):
        return next(each for each in thread_of(pair, at_lumen.actor(who)) if each.key == "outcome")

    assert (station(at_lumen.noor).is_done, station(at_lumen.noor).says) == (False, "to come")
    noor = at_lumen.actor(at_lumen.noor)
    claim = record_claim(pair, ROLE, by=noor)
    confirm_claim(claim, "document", by=at_lumen.actor(at_lumen.ines), reference="HR-2026-117")

    assert (station(at_lumen.noor).is_done, station(at_lumen.noor).says) == (True, "1 on record, document seen")
    assert station(at_lumen.elias).href == page
    assert station(at_lumen.ines).href == f"/p/{at_lumen.programme.slug}/outcomes/{claim.pk}"
    withdraw_claim(claim, by=noor)
    assert (station(at_lumen.noor).is_done, station(at_lumen.ines).href) == (False, "")


def test_a_correction_is_what_the_thread_counts(at_lumen: Cast, claim: Claim) -> None:
    correct_claim(claim, ROLE, by=at_lumen.actor(at_lumen.noor))

    station = next(each for each in thread_of(claim.connection, at_lumen.actor(at_lumen.noor)) if each.key == "outcome")
    assert station.says == "1 on record, the person alone"


def test_a_coordinator_who_mentors_finds_only_shared_claims_in_the_programmes_list(
    at_lumen: Cast, claim: Claim
) -> None:
    Claim.objects.filter(pk=claim.pk).update(shared=False)
    RoleAssignment.objects.create(person=at_lumen.elias, role="coordinator")

    assert list_claims(at_lumen.programme, at_lumen.actor(at_lumen.elias)).found == 0
