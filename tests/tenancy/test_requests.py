"""A request works for exactly one organisation, chosen by its address, in one transaction."""

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import include, path

from telemachy.errors import Refused
from telemachy.people.actions import create_organisation
from telemachy.people.models import Person
from telemachy.programmes.models import Programme
from telemachy.tenancy.context import current_organisation_id
from telemachy.tenancy.middleware import COOKIE, sign_organisation
from telemachy.tenancy.models import Route
from tests.cast import Cast, make_person
from tests.tenancy.test_routes import signed_in


def where(request: HttpRequest) -> HttpResponse:
    return HttpResponse(str(current_organisation_id()))


def who(request: HttpRequest) -> HttpResponse:
    return HttpResponse(request.person.name if request.person else "nobody")


def change_then(request: HttpRequest, ending: str) -> HttpResponse:
    """Change a row and the session, then end in some way."""
    Programme.objects.update(cohort="changed")
    request.session["seen"] = ending
    if ending == "refuse":
        raise Refused("No.")
    if ending == "fail":
        raise ZeroDivisionError
    if ending == "break":
        with connection.cursor() as cursor:
            cursor.execute("SELECT nonsense")
    if ending == "dangle":  # a broken reference is found only by the commit
        Person.objects.update(manager="01900000-0000-7000-8000-00000000abcd")
    return HttpResponse(ending, status=503 if ending == "unavailable" else 200)


urlpatterns = [
    path("where", where),
    path("who", who),
    path("demography", where),
    path("change/<str:ending>", change_then),
    path("", include("telemachy.config.urls")),
]
handler404 = "telemachy.web.views.not_there"
handler500 = "telemachy.web.views.failed"


@pytest.fixture(autouse=True)
def these_views(settings: object) -> None:
    settings.ROOT_URLCONF = __name__
    settings.ALLOWED_HOSTS = ["*"]


def organisation_at(host: str, **request: str) -> str | int:
    answer = Client(headers={"host": host}).get("/where", **request)
    return answer.content.decode() if answer.status_code == 200 else answer.status_code


@pytest.mark.parametrize("host", ["lumen.localhost", "LUMEN.LocalHost:8000", "lumen.example.org", "lumen.localhost."])
def test_the_first_label_of_the_host_chooses(cast: Cast, host: str) -> None:
    assert organisation_at(host) == str(cast.lumen.id)


@pytest.mark.parametrize("host", ["localhost", "other.localhost", "lumen", "xlumen.localhost", "127.0.0.1", "[::1]"])
def test_of_several_organisations_none_answers_at_another_host(cast: Cast, host: str) -> None:
    assert organisation_at(host) == 404


@pytest.mark.parametrize("host", ["localhost", "mentoring.example.org", "10.0.0.7:8000", "[::1]", "[::1]:8000"])
def test_a_single_organisation_answers_at_any_host(db_all: None, host: str) -> None:
    only = create_organisation("Only", "only")
    Route.objects.create(name="second-name", organisation_id=only.id, title="Only")

    assert organisation_at(host) == str(only.id)


def test_the_thousandth_organisation_answers_as_the_first_does(cast: Cast) -> None:
    Route.objects.bulk_create(
        Route(name=f"a{number:04}", organisation_id=cast.elsewhere.id, title="Many") for number in range(1100)
    )

    assert organisation_at("lumen.localhost") == str(cast.lumen.id)


def test_choosing_by_host_costs_one_query(cast: Cast) -> None:
    client = Client(headers={"host": "lumen.localhost"})
    with CaptureQueriesContext(connection) as queries:
        client.get("/where")

    assert sum("tenancy_route" in query["sql"] for query in queries) == 1


@pytest.mark.parametrize("host", ["lumen.localhost@evil.example", "a b.localhost", "lumen.localhost:80:80", "[::1"])
def test_a_malformed_host_is_a_bad_request_with_the_usual_headers(cast: Cast, host: str) -> None:
    answer = Client(headers={"host": host}).get("/where")

    assert answer.status_code == 400
    assert "default-src 'self'" in answer.headers["Content-Security-Policy"]


def test_a_host_that_is_not_ours_is_a_bad_request(cast: Cast, settings: object) -> None:
    settings.ALLOWED_HOSTS = [".localhost"]

    assert organisation_at("lumen.evil.example") == 400
    assert organisation_at("lumen.evil.example", HTTP_X_FORWARDED_HOST="lumen.localhost") == 400


@pytest.mark.parametrize("name", ["Upper", "1st", "", "a.b", "-a", "a" * 64, "über"])
def test_an_organisation_needs_an_address_that_a_host_name_can_carry(db_all: None, name: str) -> None:
    with pytest.raises(Refused, match="small letters"):
        create_organisation("Odd", name)


# --- the demo's cookie ----------------------------------------------------------------------------------------------


def with_cookie(cast: Cast, host: str, client_address: str = "127.0.0.1") -> int | str:
    client = Client(headers={"host": host})
    client.cookies[COOKIE] = sign_organisation(cast.lumen.id)
    answer = client.get("/where", REMOTE_ADDR=client_address)
    return answer.content.decode() if answer.status_code == 200 else answer.status_code


@pytest.mark.parametrize("host", ["localhost:8000", "127.0.0.1", "[::1]", "[::1]:8000"])
@pytest.mark.parametrize("address", ["127.0.0.1", "::1"])
def test_the_demo_on_this_machine_chooses_by_cookie(cast: Cast, settings: object, host: str, address: str) -> None:
    settings.DEMO = True

    assert with_cookie(cast, host, address) == str(cast.lumen.id)


@pytest.mark.parametrize(
    ("demo", "host", "address"),
    [
        (False, "localhost", "127.0.0.1"),
        (True, "localhost", "203.0.113.9"),
        (True, "localhost", ""),
        (True, "demo.example.org", "127.0.0.1"),
        (True, "localhost.example.org", "127.0.0.1"),
    ],
)
def test_the_cookie_chooses_nothing_anywhere_else(
    cast: Cast, settings: object, demo: bool, host: str, address: str
) -> None:
    settings.DEMO = demo

    assert with_cookie(cast, host, address) in (302, 404)


def test_a_cookie_does_not_outweigh_the_host(cast: Cast, settings: object) -> None:
    settings.DEMO = True

    assert with_cookie(cast, "elsewhere.localhost") == str(cast.elsewhere.id)


@pytest.mark.parametrize("value", ["", "x", "{}", ":", "01900000-0000-7000-8000-00000000abcd"])
def test_a_forged_cookie_chooses_nothing(cast: Cast, settings: object, value: str) -> None:
    settings.DEMO = True
    client = Client(headers={"host": "localhost"})
    client.cookies[COOKIE] = value

    assert client.get("/where").status_code == 302


# --- paths without an organisation ----------------------------------------------------------------------------------


def test_a_path_that_only_begins_like_a_free_one_is_not_free(cast: Cast) -> None:
    answer = Client(headers={"host": "lumen.localhost"}).get("/demography")

    assert answer.content.decode() == str(cast.lumen.id)


@pytest.mark.parametrize("path", ["/demo", "/demo/inbox", "/healthz", "/readyz", "/static/nothing.css", "/theme"])
def test_somebody_signed_in_meets_no_defect_on_paths_without_an_organisation(
    cast: Cast, settings: object, path: str
) -> None:
    settings.DEMO = True
    client = signed_in(cast, cast.noor)

    assert client.get(path).status_code < 500
    assert client.get(path, headers={"host": "localhost"}).status_code < 500


# --- sessions -------------------------------------------------------------------------------------------------------


def test_a_session_is_worth_nothing_at_another_organisation(cast: Cast) -> None:
    client = signed_in(cast, cast.noor)

    assert client.get("/who").content == b"Noor Haddad"
    assert client.get("/who", headers={"host": "elsewhere.localhost"}).content == b"nobody"
    assert client.get("/who").content == b"Noor Haddad"


def test_without_the_scoped_lookup_the_session_would_still_find_nobody(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The sabotage twin: with the first layer gone, row-level security alone keeps the stranger out."""
    from telemachy.people.models import Account
    from telemachy.people.signin import TenantBackend

    monkeypatch.setattr(TenantBackend, "get_user", lambda self, id: Account._base_manager.filter(pk=id).first())

    assert signed_in(cast, cast.noor).get("/who").content == b"Noor Haddad"
    assert signed_in(cast, cast.noor).get("/who", headers={"host": "elsewhere.localhost"}).content == b"nobody"


def test_the_same_address_in_two_organisations_is_two_accounts(cast: Cast) -> None:
    from telemachy.tenancy.context import work

    with work(cast.elsewhere.id):
        twin = make_person("Noor Haddad")
    client = signed_in(cast, twin, host="elsewhere.localhost")

    assert client.get("/who").content == b"Noor Haddad"
    assert client.get("/who", headers={"host": "lumen.localhost"}).content == b"nobody"


# --- the transaction ------------------------------------------------------------------------------------------------

endings = pytest.mark.parametrize(
    ("ending", "status"), [("refuse", 422), ("fail", 500), ("break", 500), ("unavailable", 503)]
)


@endings
def test_what_a_request_changed_is_taken_back_when_it_ends_badly(cast: Cast, ending: str, status: int) -> None:
    client = Client(headers={"host": "lumen.localhost"}, raise_request_exception=False)
    answer = client.get(f"/change/{ending}")

    assert answer.status_code == status
    assert "Content-Security-Policy" in answer.headers
    assert cohorts() == ["Autumn cohort"]
    assert Session.objects.count() == 0


def test_what_a_request_changed_stays_when_it_ends_well(cast: Cast) -> None:
    assert Client(headers={"host": "lumen.localhost"}).get("/change/well").status_code == 200
    assert cohorts() == ["changed"]


@pytest.mark.django_db(transaction=True, databases=["default", "counters", "owner"])
def test_a_reference_that_dangles_is_found_by_the_commit_and_answered_as_a_defect(cast: Cast) -> None:
    client = Client(headers={"host": "lumen.localhost"}, raise_request_exception=False)

    assert client.get("/change/dangle").status_code == 500
    assert cohorts() == ["Autumn cohort"]


def cohorts() -> list[str]:
    from telemachy.tenancy.context import work

    organisation_id = Route.objects.filter(name="lumen").values_list("organisation_id", flat=True)[0]
    with work(organisation_id):
        return sorted(set(Programme.objects.values_list("cohort", flat=True)))
