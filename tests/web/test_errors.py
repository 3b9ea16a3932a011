"""What people read when something is not theirs, not there, too late or broken."""

import re
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.test import Client, RequestFactory, override_settings
from django.urls import path

from telemachy.errors import Conflict, NotAllowed, NotThere, Refused
from telemachy.web import views
from tests.cast import Cast

LUMEN = "lumen.localhost"
PAGES = ["400", "403", "404", "409", "410", "422", "429", "500", "form_expired", "no_organisation"]


def raising(error: Exception) -> Any:
    def view(request: HttpRequest) -> HttpResponse:
        raise error

    return view


urlpatterns = [
    path("theme", views.theme, name="theme"),
    path("accounts/login/", views.theme, name="account_login"),
    path("accounts/logout/", views.theme, name="account_logout"),
    path("not-there", raising(NotThere("a secret reason"))),
    path("not-allowed", raising(NotAllowed("Only a coordinator publishes pairs."))),
    path("refused", raising(Refused("This pair has closed, so no session can be booked."))),
    path("conflict", raising(Conflict("Jo published this 2 minutes ago."))),
    path("broken", raising(ZeroDivisionError("a defect"))),
]
handler400 = "telemachy.web.views.bad_request"
handler403 = "telemachy.web.views.forbidden"
handler404 = "telemachy.web.views.not_there"
handler500 = "telemachy.web.views.failed"


@pytest.fixture
def client(cast: Cast) -> Any:
    with override_settings(ROOT_URLCONF=__name__):
        yield Client(headers={"host": LUMEN}, raise_request_exception=False)


@pytest.mark.parametrize(
    ("address", "status", "sentence"),
    [
        ("/not-allowed", 403, "Only a coordinator publishes pairs."),
        ("/refused", 422, "This pair has closed, so no session can be booked."),
        ("/conflict", 409, "Jo published this 2 minutes ago."),
    ],
)
def test_a_refusal_is_a_page_with_its_sentence(client: Client, address: str, status: int, sentence: str) -> None:
    answer = client.get(address)

    assert answer.status_code == status
    assert sentence in answer.content.decode()


def test_what_is_not_yours_and_what_is_not_there_are_the_same_bytes(client: Client) -> None:
    foreign, random = client.get("/not-there"), client.get("/no-such-page-at-all")

    assert (foreign.status_code, random.status_code) == (404, 404)
    assert foreign.content == random.content
    assert b"secret" not in foreign.content


def test_the_twin_a_reference_on_the_page_would_tell_them_apart(client: Client) -> None:
    assert client.get("/broken").content != client.get("/broken").content


@pytest.mark.parametrize("address", ["/not-there", "/no-such-page"])
def test_htmx_gets_a_fragment_that_is_the_same_for_both(client: Client, address: str) -> None:
    answer = client.get(address, headers={"HX-Request": "true"})

    assert answer.status_code == 404
    assert answer.content.decode().startswith('<div class="notice bad" role="alert">')
    assert answer.content == client.get("/not-there", headers={"HX-Request": "true"}).content


def test_a_defect_is_a_page_that_says_what_is_safe_and_gives_a_reference(client: Client) -> None:
    page = client.get("/broken")
    text = page.content.decode()

    assert page.status_code == 500
    assert "nothing was changed and nothing was sent" in text
    assert re.search(r"Reference [0-9a-f]{8},", text)
    assert "ZeroDivisionError" not in text


def test_a_form_from_elsewhere_is_refused_with_a_way_out(cast: Cast) -> None:
    strict = Client(headers={"host": LUMEN}, enforce_csrf_checks=True)

    answer = strict.post("/theme", {"theme": "dark"})

    assert answer.status_code == 403
    assert "This page has grown too old" in answer.content.decode()


def test_a_host_without_an_organisation_says_so(cast: Cast) -> None:
    answer = Client(headers={"host": "nobody.localhost"}).get("/now")

    assert answer.status_code == 404
    assert "No organisation answers at this address" in answer.content.decode()


@pytest.mark.parametrize("name", PAGES)
def test_every_error_page_says_what_is_safe_and_what_to_do(name: str) -> None:
    html = render_to_string(f"web/{name}.html", {"reference": "ab12cd34"}, RequestFactory().get("/"))

    assert re.search(r"<dt>What is safe</dt><dd>\S", html)
    assert re.search(r"<dt>What you can do</dt><dd>\S", html)
    assert "csrfmiddlewaretoken" not in html


def test_403_names_who_can_grant() -> None:
    html = render_to_string("web/403.html", {}, RequestFactory().get("/"))

    assert "Ask a coordinator" in html


@pytest.mark.parametrize("theme", ["light", "dark", "system"])
def test_the_theme_is_kept_in_a_cookie_and_works_without_a_script(cast: Cast, theme: str) -> None:
    client = Client(headers={"host": LUMEN})

    answer = client.post("/theme", {"theme": theme, "next": "/accounts/login/"})
    page = client.get("/accounts/login/").content.decode()

    assert (answer.status_code, answer["Location"]) == (302, "/accounts/login/")
    assert f'data-theme="{theme}"' in page
    assert ("data-bs-theme" in page) == (theme != "system")


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example/", "javascript:alert(1)"])
def test_choosing_a_theme_leads_nowhere_else(cast: Cast, elsewhere: str) -> None:
    answer = Client(headers={"host": LUMEN}).post("/theme", {"theme": "dark", "next": elsewhere})

    assert answer["Location"] == "/"


def test_a_theme_nobody_made_is_ignored(cast: Cast) -> None:
    answer = Client(headers={"host": LUMEN}).post("/theme", {"theme": "neon"})

    assert "theme" not in answer.cookies
