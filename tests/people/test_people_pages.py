"""The list of people, what it exports, and one person: read, corrected, in nobody else's hands."""

import io
import re
import uuid
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook
from tests.cast import Cast, make_person, take_part
from tests.people.test_import_pages import BASE, about_people, checked, text, version
from tests.people.test_imports import HEADER, ROWS, bring_in, everything

from telemachy.audit.models import AuditEvent
from telemachy.people.models import Person
from telemachy.people.spreadsheets import read_table
from telemachy.programmes.models import Application
from telemachy.tenancy.context import work

Browser = Callable[[Person], Client]
QUERIES_OF_LIST = 7
QUERIES_OF_PERSON = 10


def names(client: Client, query: str = "") -> list[str]:
    return re.findall(r'class="who" href="[^"]+"><bdi>([^<]+)</bdi>', text(client.get(f"{BASE}people{query}")))


# --- the list ---------------------------------------------------------------------------------------------------------


def test_the_list_shows_who_takes_part_and_nobody_else(cast: Cast, ines: Client) -> None:
    assert names(ines) == ["Bruno Costa", "Elias Berg", "Noor Haddad", "Petra Novak"]
    assert "2 mentees, 2 mentors." in text(ines.get(BASE + "people"))


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("?role=mentor", ["Elias Berg", "Petra Novak"]),
        ("?q=noor", ["Noor Haddad"]),
        ("?q=NOVAK&role=mentor", ["Petra Novak"]),
        ("?site=Leeds", ["Noor Haddad"]),
        ("?status=paused", ["Bruno Costa"]),
        ("?sort=-name", ["Petra Novak", "Noor Haddad", "Elias Berg", "Bruno Costa"]),
        ("?sort=role", ["Bruno Costa", "Noor Haddad", "Elias Berg", "Petra Novak"]),
        ("?q=%25", []),
        ("?page=999", ["Bruno Costa", "Elias Berg", "Noor Haddad", "Petra Novak"]),
    ],
)
def test_the_list_is_filtered_and_sorted(cast: Cast, ines: Client, query: str, expected: list[str]) -> None:
    with work(cast.lumen.id):
        Person.objects.filter(pk=cast.noor.pk).update(site="Leeds")
        Person.objects.filter(pk=cast.bruno.pk).update(status="paused")

    assert names(ines, query) == expected


@pytest.mark.attack("A6")
@pytest.mark.parametrize("sort", ["account__password", "manager__hope", "-provenance", "role__x", "name;drop", "\0"])
def test_nothing_but_the_columns_can_be_sorted_by(cast: Cast, ines: Client, sort: str) -> None:
    answer = ines.get(BASE + "people", {"sort": sort, "role": "\0", "q": "\0", "site": "\0"})

    assert answer.status_code == 200
    assert re.search(r'aria-sort="ascending"><a[^>]*>Name', text(answer))
    assert [row.person.name for row in answer.context["rows"]] == sorted(names(ines))


def test_an_empty_programme_says_what_to_do(cast: Cast, ines: Client) -> None:
    with work(cast.lumen.id):
        Application.objects.all().delete()

    page = text(ines.get(BASE + "people"))

    assert "Nobody is in this programme yet" in page
    assert page.count("btn-primary") == 1


@pytest.mark.parametrize("more", [1, 3])
def test_the_list_asks_the_database_the_same_number_of_times(cast: Cast, ines: Client, more: int) -> None:
    with work(cast.lumen.id):
        for number in range(more):
            take_part(make_person(f"More {number}", site=f"Office {number}"), cast.programme, "mentor")

    with CaptureQueriesContext(connection) as asked:
        assert ines.get(BASE + "people").status_code == 200

    assert len(about_people(asked)) == QUERIES_OF_LIST


# --- export -----------------------------------------------------------------------------------------------------------


@pytest.mark.promise("P15")
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_an_export_comes_back_in_and_changes_nothing(cast: Cast, ines: Client, kind: str) -> None:
    with work(cast.lumen.id):
        bring_in(cast, HEADER + ROWS)
        before = everything()
    exported = ines.get(f"{BASE}people.{kind}").content

    at = checked(ines, exported, f"people.{kind}")
    assert "0 new, 0 updated, 7 same, 0 need you." in text(ines.get(at + "/check"))

    ines.post(at + "/apply", {"version": version(ines, at + "/check")})
    with work(cast.lumen.id):
        assert everything() == before


@pytest.mark.promise("P15")
@pytest.mark.attack("A21")
def test_formulas_leave_as_text_and_come_back_as_they_were(cast: Cast, ines: Client) -> None:
    evil = ["=HYPERLINK(1)", "@SUM(A1)", "\t=1", "\uff1d1+1", "+1", "-cmd|x"]
    with work(cast.lumen.id):
        for number, formula in enumerate(evil):
            take_part(make_person(f"Eve {number}", team=formula, hope=formula), cast.programme, "mentee")

    csv = ines.get(BASE + "people.csv?q=eve").content
    book = load_workbook(io.BytesIO(ines.get(BASE + "people.xlsx?q=eve").content))

    assert not re.search(rb'"[=@+\-\t]|"\xef\xbc\x9d', csv)
    assert {cell.data_type for row in book.active.iter_rows() for cell in row if cell.value is not None} == {"s"}
    table = read_table(csv, "people.csv")
    assert [row.cells[table.column("Team")] for row in table.rows] == evil


def test_an_export_states_its_filters_and_is_in_the_log(cast: Cast, ines: Client) -> None:
    exported = ines.get(BASE + "people.csv?role=mentor&q=novak").content.decode("utf-8-sig")

    assert exported.splitlines()[0] == '"1 person of Engineers to leaders, named “novak”, Mentor"'
    with work(cast.lumen.id):
        event = AuditEvent.objects.get(deed="people.exported")
    assert (event.actor_id, event.detail) == (cast.ines.pk, {"people": 1})


# --- one person -------------------------------------------------------------------------------------------------------


def test_a_person_is_shown_with_where_each_fact_comes_from(cast: Cast, ines: Client) -> None:
    with work(cast.lumen.id):
        bring_in(cast, HEADER + ROWS)
        ada = Person.objects.get(email="ada@lumen.example")

    page = re.sub(r"\s+", " ", text(ines.get(f"{BASE}people/{ada.pk}")))

    assert "from people.csv, row 2," in page
    assert "Delegation; Coaching and developing others (2)" in page
    assert "Cem Ito" in page
    assert "nobody we know by this name" in page
    assert page.count('class="is-free"') == 2


@pytest.mark.parametrize("more", [1, 3])
def test_a_person_asks_the_database_the_same_number_of_times(cast: Cast, ines: Client, more: int) -> None:
    with work(cast.lumen.id):
        for number in range(more):
            cast.noor.provenance[["team", "site", "hope"][number]] = {"source": "import", "id": str(uuid.uuid4())}
        cast.noor.team, cast.noor.site, cast.noor.hope = "Search", "Leeds", "To lead"
        cast.noor.save()

    with CaptureQueriesContext(connection) as asked:
        assert ines.get(f"{BASE}people/{cast.noor.pk}").status_code == 200

    assert len(about_people(asked)) == QUERIES_OF_PERSON


def form_of(client: Client, person: Person) -> dict[str, str]:
    """What the page of a person's facts would send."""
    form = client.get(f"{BASE}people/{person.pk}/edit").context["form"]
    return {bound.name: str(bound.value() or "") for bound in form}


def test_a_correction_is_kept_with_who_made_it(cast: Cast, ines: Client) -> None:
    sent = {**form_of(ines, cast.noor), "team": "Search", "wants": "Delegation; juggling", "availability": "Mon am",
            "manager": "petra.novak@example.org", "seniority": "Sr."}  # fmt: skip

    assert ines.post(f"{BASE}people/{cast.noor.pk}/edit", sent).status_code == 302

    with work(cast.lumen.id):
        noor = Person.objects.get(pk=cast.noor.pk)
        assert (noor.team, noor.manager_id, noor.seniority, noor.version) == ("Search", cast.petra.pk, 4, 2)
        assert [skill.skill for skill in noor.skills.all()] == ["core.delegation", "juggling"]
        assert sorted(noor.provenance) == ["availability", "manager", "seniority", "team", "wants"]
        assert noor.provenance["team"]["source"] == "coordinator"
        assert AuditEvent.objects.get(deed="person.edited").detail["fields"] == sorted(noor.provenance)


def test_saving_without_a_change_changes_nothing(cast: Cast, ines: Client) -> None:
    with work(cast.lumen.id):
        bring_in(cast, HEADER + ROWS)
        ada = Person.objects.get(email="ada@lumen.example")
        before = everything()

    assert ines.post(f"{BASE}people/{ada.pk}/edit", form_of(ines, ada)).status_code == 302

    with work(cast.lumen.id):
        assert everything() == before


def test_what_cannot_be_read_comes_back_with_everything_typed(cast: Cast, ines: Client) -> None:
    sent = {**form_of(ines, cast.noor), "availability": "whenever", "manager": "nobody@example.org", "name": ""}

    answer = ines.post(f"{BASE}people/{cast.noor.pk}/edit", sent)

    page = text(answer)
    assert answer.status_code == 422
    assert "<title>Error:" in page
    assert "There is a problem" in page
    assert "“whenever” cannot be read as hours" in page
    assert "Nobody in this organisation has that e-mail." in page
    assert 'value="whenever"' in page


@pytest.mark.attack("A29")
def test_a_stale_page_shows_both_values(cast: Cast, ines: Client) -> None:
    sent = {**form_of(ines, cast.noor), "team": "Mine"}
    ines.post(f"{BASE}people/{cast.noor.pk}/edit", {**form_of(ines, cast.noor), "team": "Theirs"})

    answer = ines.post(f"{BASE}people/{cast.noor.pk}/edit", sent)

    assert answer.status_code == 409
    assert "<td>Theirs</td><td>Mine</td>" in text(answer)
    again = {**sent, "version": re.search(r'name="version" value="(\d+)"', text(answer))[1]}
    assert ines.post(f"{BASE}people/{cast.noor.pk}/edit", again).status_code == 302


@pytest.mark.attack("A8")
def test_only_the_facts_of_the_form_can_be_changed(cast: Cast, ines: Client) -> None:
    smuggled = {"email": "thief@example.org", "account": str(cast.ines.account_id), "provenance": "{}",
                "organisation": str(cast.elsewhere.id), "external_id": "1"}  # fmt: skip
    with work(cast.lumen.id):
        before = everything()

    ines.post(f"{BASE}people/{cast.noor.pk}/edit", {**form_of(ines, cast.noor), **smuggled})

    with work(cast.lumen.id):
        assert everything() == before


@pytest.mark.attack("A4")
def test_a_manager_of_another_organisation_is_not_named(cast: Cast, ines: Client) -> None:
    answer = ines.post(f"{BASE}people/{cast.noor.pk}/edit", {**form_of(ines, cast.noor), "manager": cast.zadie.email})

    assert answer.status_code == 422
    assert "Nobody in this organisation has that e-mail." in text(answer)
    assert cast.zadie.name not in text(answer)


@pytest.mark.attack("A2")
def test_somebody_who_takes_no_part_is_not_found_under_the_programme(cast: Cast, ines: Client) -> None:
    found = [ines.get(f"{BASE}people/{id}").status_code for id in (cast.tove.pk, cast.zadie.pk, uuid.uuid4())]

    assert found == [404, 404, 404]


@pytest.mark.parametrize(("who", "status"), [("noor", 403), ("bruno", 403), ("tove", 403), ("zadie", 404)])
def test_only_coordinators_read_people(cast: Cast, as_person: Browser, who: str, status: int) -> None:
    client = as_person(getattr(cast, who))
    at = f"{BASE}people/{cast.noor.pk}"

    got = {client.get(path).status_code for path in (BASE + "people", BASE + "people.xlsx", at, at + "/edit")}

    assert got | {client.post(at + "/edit", {}).status_code} == {status}


@pytest.mark.attack("A20")
def test_scripts_in_facts_are_shown_as_text(cast: Cast, ines: Client) -> None:
    evil = "<script>alert(1)</script>"
    with work(cast.lumen.id):
        Person.objects.filter(pk=cast.noor.pk).update(name=evil, hope=evil, team=evil, site=evil)

    for path in ("people", f"people?q={evil}", f"people/{cast.noor.pk}", f"people/{cast.noor.pk}/edit"):
        assert "<script>alert" not in text(ines.get(BASE + path))
