"""Guessing is limited by account and by network, passwords are bounded, and sessions end."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.contrib.auth.hashers import ScryptPasswordHasher
from django.contrib.auth.password_validation import validate_password
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.db import connections
from django.test import Client
from tests.cast import Cast

from telemachy.people import sessions
from telemachy.people.passwords import LONGEST
from telemachy.tenancy.context import work

LUMEN = "lumen.localhost"
LOGIN = "/accounts/login/"
NOOR, NOBODY = "noor.haddad@example.org", "nobody.at.all@example.org"


@pytest.fixture
def client() -> Client:
    return Client(headers={"host": LUMEN})


def guess(client: Client, address: str, password: str = "wrong", **request: str) -> int:  # noqa: S107
    return client.post(LOGIN, {"login": address, "password": password}, **request).status_code


@pytest.fixture
def hashed(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[int]]:
    """The lengths of all passwords hashed during a test."""
    lengths: list[int] = []
    encode = ScryptPasswordHasher.encode

    def counting(self: ScryptPasswordHasher, password: str, *more: object, **named: object) -> str:
        lengths.append(len(password))
        return encode(self, password, *more, **named)

    monkeypatch.setattr(ScryptPasswordHasher, "encode", counting)
    return lengths


def set_password(cast: Cast, password: str) -> None:
    with work(cast.lumen.id):
        cast.noor.account.set_password(password)
        cast.noor.account.save()


# --- guessing -------------------------------------------------------------------------------------------------------


@pytest.mark.promise("P12")
@pytest.mark.attack("A12")
@pytest.mark.parametrize("with_password", [True, False])
def test_known_and_unknown_addresses_cost_the_same_number_of_hashes(
    cast: Cast, client: Client, hashed: list[int], with_password: bool
) -> None:
    if with_password:
        set_password(cast, "her own long password")
    hashed.clear()
    guess(client, NOOR)
    for_known = len(hashed)
    guess(client, NOBODY)

    assert (for_known, len(hashed) - for_known) == (1, 1)


@pytest.mark.promise("P12")
@pytest.mark.attack("A13")
@pytest.mark.parametrize("header", ["HTTP_X_FORWARDED_FOR", "HTTP_FORWARDED", "HTTP_X_REAL_IP", "HTTP_CLIENT_IP"])
def test_a_client_that_says_it_is_another_is_still_limited(cast: Cast, client: Client, header: str) -> None:
    said = [guess(client, f"somebody{n}@example.org", **{header: f"203.0.113.{n}"}) for n in range(6)]

    assert said == [422] * 5 + [429]


@pytest.mark.promise("P12")
def test_an_account_is_limited_from_whatever_network(cast: Cast, client: Client) -> None:
    said = [guess(client, NOOR, REMOTE_ADDR=f"203.0.113.{n}") for n in range(6)]

    assert said == [422] * 5 + [429]


def test_another_account_from_another_network_is_not_limited_by_it(cast: Cast, client: Client) -> None:
    """The twin: what is refused above is the repetition, not the sixth request."""
    said = [guess(client, f"somebody{n}@example.org", REMOTE_ADDR=f"203.0.113.{n}") for n in range(7)]

    assert said == [422] * 7


def test_addresses_of_one_ipv6_network_are_one_network(cast: Cast, client: Client) -> None:
    said = [guess(client, f"somebody{n}@example.org", REMOTE_ADDR=f"2001:db8::{n}") for n in range(6)]

    assert said[-1] == 429


@pytest.mark.promise("P12")
def test_codes_for_ever_new_addresses_are_limited_by_network(cast: Cast) -> None:
    clients = [Client(headers={"host": LUMEN}) for _ in range(21)]
    said = [client.post(LOGIN, {"login": f"a{n}@example.org"}).status_code for n, client in enumerate(clients)]

    assert said == [302] * 20 + [429]


@pytest.mark.promise("P12")
@pytest.mark.parametrize("path", [LOGIN, "/accounts/password/reset/"])
def test_while_no_mail_can_leave_known_and_unknown_addresses_get_the_same_answer(
    cast: Cast, settings: object, caplog: pytest.LogCaptureFixture, path: str
) -> None:
    settings.EMAIL_BACKEND, settings.EMAIL_PORT = "django.core.mail.backends.smtp.EmailBackend", 1
    answers = [
        Client(headers={"host": LUMEN}).post(path, {"login": address, "email": address}) for address in (NOOR, NOBODY)
    ]

    assert [(answer.status_code, answer.headers["Location"].split("?")[0]) for answer in answers] == [
        (302, answers[0].headers["Location"].split("?")[0])
    ] * 2
    assert "could not be sent" in caplog.text
    assert NOOR not in caplog.text


def test_the_counters_are_not_emptied_by_making_many_of_them(db_all: None) -> None:
    cache.set("aaa-first", 5, 900)
    for number in range(320):
        cache.set(f"zzz-{number}", 1, 900)

    assert cache.get("aaa-first") == 5


@pytest.mark.django_db(transaction=True, databases=["default", "counters", "owner"])
def test_a_count_outlives_the_rollback_of_its_request(cast: Cast) -> None:
    with pytest.raises(ZeroDivisionError), work(cast.lumen.id):
        cache.set("counted", 1, 900)
        _ = 1 / 0

    assert cache.get("counted") == 1
    assert not connections["counters"].in_atomic_block


# --- passwords ------------------------------------------------------------------------------------------------------


@pytest.mark.attack("A26")
@pytest.mark.parametrize("address", [NOOR, NOBODY])
def test_a_password_of_a_megabyte_is_refused_before_hashing(
    cast: Cast, client: Client, hashed: list[int], address: str
) -> None:
    hashed.clear()

    assert guess(client, address, "x" * 1_000_000) == 422
    assert hashed == []


def test_a_password_of_a_megabyte_does_not_confirm_who_one_is(cast: Cast, hashed: list[int]) -> None:
    set_password(cast, "her own long password")
    hashed.clear()

    assert not cast.noor.account.check_password("x" * 1_000_000)
    assert hashed == []


def test_the_longest_password_signs_in_and_a_longer_one_cannot_be_chosen(cast: Cast, client: Client) -> None:
    longest = "long " * (LONGEST // 5)
    validate_password(longest)
    set_password(cast, longest)

    assert guess(client, NOOR, longest) == 302
    with pytest.raises(ValidationError, match="At most"):
        validate_password(longest + "!")


# --- sessions -------------------------------------------------------------------------------------------------------


def signed_in(cast: Cast, client: Client, **ages: int) -> Client:
    with work(cast.lumen.id):
        client.force_login(cast.noor.account)
    session = client.session
    for name, age in ages.items():
        session[name] -= age
    session.save()
    return client


def is_signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.get("/accounts/inactive/").wsgi_request.session


@pytest.mark.promise("P13")
@pytest.mark.parametrize(
    ("ages", "lives"),
    [
        ({"seen": sessions.IDLE_SECONDS - 60}, True),
        ({"seen": sessions.IDLE_SECONDS + 60}, False),
        ({"began": sessions.LONGEST_SECONDS - 60}, True),
        ({"began": sessions.LONGEST_SECONDS + 60}, False),
    ],
)
def test_a_session_ends_when_idle_and_when_old(cast: Cast, client: Client, ages: dict[str, int], lives: bool) -> None:
    client = signed_in(cast, client, **ages)

    assert is_signed_in(client) is lives
    assert Session.objects.count() == lives


def test_a_session_in_use_stays(cast: Cast, client: Client) -> None:
    client = signed_in(cast, client, seen=sessions.IDLE_SECONDS - 60)
    is_signed_in(client)

    assert time.time() - client.session["seen"] < 60


def test_a_session_that_does_not_say_when_it_began_has_ended(cast: Cast, client: Client) -> None:
    client = signed_in(cast, client)
    session = client.session
    del session["began"], session["seen"]
    session.save()

    assert not is_signed_in(client)


@pytest.mark.promise("P13")
def test_signing_out_ends_the_session_and_asks_the_browser_to_forget(cast: Cast, client: Client) -> None:
    client = signed_in(cast, client)
    key = client.session.session_key
    answer = client.post("/accounts/logout/")

    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert not Session.objects.filter(session_key=key).exists()
    assert "Clear-Site-Data" not in client.get(LOGIN).headers


@pytest.mark.promise("P13")
def test_a_new_password_ends_the_sessions_elsewhere(cast: Cast, client: Client) -> None:
    client = signed_in(cast, client)
    set_password(cast, "another long password")

    assert client.get("/accounts/inactive/").wsgi_request.user.is_anonymous


def test_signing_in_changes_the_key_of_the_session(cast: Cast, client: Client) -> None:
    set_password(cast, "her own long password")
    client.get(LOGIN)
    session = client.session
    session["planted"] = True
    session.save()
    client.cookies["sessionid"] = planted = session.session_key

    assert guess(client, NOOR, "her own long password") == 302
    assert client.cookies["sessionid"].value != planted
    assert not Session.objects.filter(session_key=planted).exists()


def test_the_cookies_are_out_of_reach_of_scripts_and_of_other_sites(cast: Cast, client: Client) -> None:
    set_password(cast, "her own long password")
    guess(client, NOOR, "her own long password")
    cookie = client.cookies["sessionid"]

    assert (cookie["httponly"], cookie["samesite"], cookie["domain"]) == (True, "Lax", "")


# --- behind a proxy -------------------------------------------------------------------------------------------------


def setting(name: str, **environment: str) -> str:
    command = [sys.executable, "-c", f"from telemachy.config import settings; print(settings.{name})"]
    known = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2] / "src"), **environment}
    return subprocess.run(command, env=known, capture_output=True, text=True, check=True).stdout.strip()


def test_https_makes_cookies_secure_and_browsers_remember_it() -> None:
    secure = {"TELEMACHY_BASE_URL": "https://mentoring.example.org"}

    assert setting("SESSION_COOKIE_SECURE", **secure) == setting("CSRF_COOKIE_SECURE", **secure) == "True"
    assert int(setting("SECURE_HSTS_SECONDS", **secure)) >= 31_536_000
    assert setting("SECURE_HSTS_SECONDS") == "0"


def test_only_as_many_proxies_as_the_operator_names_are_believed() -> None:
    assert (setting("ALLAUTH_TRUSTED_PROXY_COUNT"), setting("SECURE_PROXY_SSL_HEADER")) == ("0", "None")
    assert setting("ALLAUTH_TRUSTED_PROXY_COUNT", TELEMACHY_PROXIES="1") == "1"
    assert "HTTP_X_FORWARDED_PROTO" in setting("SECURE_PROXY_SSL_HEADER", TELEMACHY_PROXIES="1")


def test_host_names_may_be_written_with_spaces_between() -> None:
    assert setting("ALLOWED_HOSTS", TELEMACHY_HOSTS="a.example, b.example,") == "['a.example', 'b.example']"
