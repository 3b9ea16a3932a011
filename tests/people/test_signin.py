"""Signing in is by organisation: a code by mail or a password, and equal words for the known and the unknown."""

import re
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from tests.cast import Cast

from telemachy.people.models import Account
from telemachy.tenancy.context import work

LUMEN = "lumen.localhost"
ELSEWHERE = "elsewhere.localhost"
LOGIN = "/accounts/login/"
CONFIRM = "/accounts/login/code/confirm/"


@pytest.fixture
def client() -> Client:
    return Client(headers={"host": LUMEN})


def code_in(message: Any) -> str:
    return re.search(r"^([A-Z0-9-]{6,})$", message.body, re.MULTILINE)[1]


def ask_for_code(client: Client, address: str) -> Any:
    return client.post(LOGIN, {"login": address})


def test_a_code_by_mail_signs_in(cast: Cast, client: Client) -> None:
    asked = ask_for_code(client, "noor.haddad@example.org")
    answer = client.post(CONFIRM, {"code": code_in(mail.outbox[0])})

    assert (asked.status_code, asked["Location"]) == (302, CONFIRM)
    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert client.get("/accounts/password/set/").status_code == 200


def test_the_address_may_be_typed_in_any_case_and_the_code_without_its_hyphen(cast: Cast, client: Client) -> None:
    ask_for_code(client, "Noor.Haddad@Example.org")

    answer = client.post(CONFIRM, {"code": code_in(mail.outbox[0]).lower().replace("-", " ")})

    assert answer["Location"] == "/"


def test_after_signing_in_one_is_where_one_wanted_to_go(cast: Cast, client: Client) -> None:
    client.post(LOGIN, {"login": "noor.haddad@example.org", "next": "/now"})

    answer = client.post(CONFIRM, {"code": code_in(mail.outbox[0]), "next": "/now"})

    assert answer["Location"] == "/now"


def test_a_wrong_code_is_said_beside_the_field_and_in_the_summary(cast: Cast, client: Client) -> None:
    ask_for_code(client, "noor.haddad@example.org")

    answer = client.post(CONFIRM, {"code": "AAAA-BBBB"})
    page = answer.content.decode()

    assert answer.status_code == 422
    assert page.count("This is not the code we sent.") == 2
    assert 'value="AAAA-BBBB"' in page
    assert "<title>Error: Enter your code" in page


def test_three_wrong_codes_end_the_attempt(cast: Cast, client: Client) -> None:
    ask_for_code(client, "noor.haddad@example.org")
    right = code_in(mail.outbox[0])

    for _attempt in range(3):
        client.post(CONFIRM, {"code": "AAAA-BBBB"})
    answer = client.post(CONFIRM, {"code": right})

    assert answer["Location"].startswith("/accounts/login/")
    assert client.get("/accounts/password/set/").status_code == 302


def test_a_password_signs_in_at_once(cast: Cast, client: Client) -> None:
    with work(cast.lumen.id):
        account = Account.objects.get(email="ines.roth@example.org")
        account.set_password("a-long-word-of-mine")
        account.save()

    answer = client.post(LOGIN, {"login": "ines.roth@example.org", "password": "a-long-word-of-mine"})

    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert mail.outbox == []


def test_a_known_and_an_unknown_address_get_the_same_words(cast: Cast) -> None:
    pages = []
    for address in ("noor.haddad@example.org", "nobody@example.org"):
        client = Client(headers={"host": LUMEN})
        asked = ask_for_code(client, address)
        page = client.get(CONFIRM).content.decode().replace(address, "ADDRESS")
        pages.append((asked.status_code, asked["Location"], without_token(page)))

    assert pages[0] == pages[1]
    assert [message.to for message in mail.outbox] == [["noor.haddad@example.org"]]


def test_a_wrong_password_says_the_same_for_known_and_unknown(cast: Cast, client: Client) -> None:
    said = []
    for address in ("noor.haddad@example.org", "nobody@example.org"):
        answer = client.post(LOGIN, {"login": address, "password": "not-the-password"})
        said.append((answer.status_code, without_token(answer.content.decode().replace(address, "ADDRESS"))))

    assert said[0] == said[1]
    assert said[0][0] == 422


def test_an_account_of_another_organisation_gets_no_code_here(cast: Cast, client: Client) -> None:
    asked = ask_for_code(client, "zadie.elsewhere@example.org")

    assert asked["Location"] == CONFIRM
    assert mail.outbox == []


def test_an_account_of_another_organisation_cannot_sign_in_by_password(cast: Cast, client: Client) -> None:
    with work(cast.elsewhere.id):
        account = Account.objects.get(email="zadie.elsewhere@example.org")
        account.set_password("a-long-word-of-mine")
        account.save()
    words = {"login": "zadie.elsewhere@example.org", "password": "a-long-word-of-mine"}

    here = client.post(LOGIN, words)
    there = Client(headers={"host": ELSEWHERE}).post(LOGIN, words)

    assert (here.status_code, there.status_code) == (422, 302)


def test_a_session_of_one_organisation_is_worth_nothing_at_anothers_address(cast: Cast, client: Client) -> None:
    ask_for_code(client, "noor.haddad@example.org")
    client.post(CONFIRM, {"code": code_in(mail.outbox[0])})
    thief = Client(headers={"host": ELSEWHERE})
    thief.cookies["sessionid"] = client.cookies["sessionid"].value

    at_home = client.get("/accounts/password/set/")
    abroad = thief.get("/accounts/password/set/")

    assert (at_home.status_code, abroad.status_code) == (200, 302)


def test_an_account_that_is_switched_off_gets_no_code(cast: Cast, client: Client) -> None:
    with work(cast.lumen.id):
        Account.objects.filter(email="noor.haddad@example.org").update(is_active=False)

    asked = ask_for_code(client, "noor.haddad@example.org")

    assert asked["Location"] == CONFIRM
    assert mail.outbox == []


def test_asking_for_codes_too_often_is_answered_with_429_and_a_page(cast: Cast, client: Client) -> None:
    answers = [ask_for_code(Client(headers={"host": LUMEN}), "noor.haddad@example.org") for _again in range(4)]

    assert [answer.status_code for answer in answers] == [302, 302, 302, 429]
    assert "Too many tries" in answers[3].content.decode()
    assert len(mail.outbox) == 3


def test_guessing_passwords_is_answered_with_429(cast: Cast, client: Client) -> None:
    guesses = [client.post(LOGIN, {"login": "noor.haddad@example.org", "password": f"guess-{n}"}) for n in range(6)]

    assert [answer.status_code for answer in guesses] == [422] * 5 + [429]


def test_the_mail_with_the_code_has_words_and_page_and_names_the_organisation(cast: Cast, client: Client) -> None:
    ask_for_code(client, "noor.haddad@example.org")

    message = mail.outbox[0]
    code = code_in(message)
    assert message.subject == f"{code} is your code to sign in"
    assert [kind for _html, kind in message.alternatives] == ["text/html"]
    assert code in message.alternatives[0][0]
    assert "Lumen Works mentoring" in message.alternatives[0][0]


def test_a_forgotten_password_is_replaced_by_a_link_that_works_once(cast: Cast, client: Client) -> None:
    client.post("/accounts/password/reset/", {"email": "ines.roth@example.org"})
    link = re.search(r"http://[^/]+(/accounts/password/reset/key/\S+)", mail.outbox[0].body)[1]

    page = client.get(link, follow=True)
    words = {"password1": "a-quite-different-word", "password2": "a-quite-different-word"}
    answer = client.post(page.redirect_chain[-1][0], words)
    signed_in = client.post(LOGIN, {"login": "ines.roth@example.org", "password": words["password1"]})
    used_again = Client(headers={"host": LUMEN}).get(link, follow=True)

    assert answer.status_code == 302
    assert signed_in.status_code == 302
    assert "This link does not work any more" in used_again.content.decode()


def test_a_reset_link_is_worth_nothing_at_another_organisation(cast: Cast, client: Client) -> None:
    client.post("/accounts/password/reset/", {"email": "ines.roth@example.org"})
    link = re.search(r"http://[^/]+(/accounts/password/reset/key/\S+)", mail.outbox[0].body)[1]

    page = Client(headers={"host": ELSEWHERE}).get(link, follow=True)

    assert "This link does not work any more" in page.content.decode()


def test_nobody_signs_up_by_themselves(cast: Cast, client: Client) -> None:
    page = client.get("/accounts/signup/")
    posted = client.post("/accounts/signup/", {"email": "new@example.org", "password1": "a-long-word-of-mine"})

    assert "Accounts come from your organisation" in page.content.decode()
    with work(cast.lumen.id):
        assert not Account.objects.filter(email="new@example.org").exists()
    assert posted.status_code == 200


def test_signing_out_needs_a_post_and_ends_the_session(cast: Cast, client: Client) -> None:
    ask_for_code(client, "noor.haddad@example.org")
    client.post(CONFIRM, {"code": code_in(mail.outbox[0])})

    asked = client.get("/accounts/logout/")
    still_in = client.get("/accounts/password/set/")
    client.post("/accounts/logout/")
    out = client.get("/accounts/password/set/")

    assert (asked.status_code, still_in.status_code, out.status_code) == (200, 200, 302)


@pytest.mark.parametrize(
    "path",
    [
        "login/",
        "logout/",
        "inactive/",
        "signup/",
        "password/reset/",
        "password/reset/done/",
        "password/reset/key/done/",
    ],
)
def test_every_page_of_signing_in_is_ours(cast: Cast, client: Client, path: str) -> None:
    answer = client.get(f"/accounts/{path}", follow=True)

    assert answer.status_code == 200
    assert 'class="skip"' in answer.content.decode()


@pytest.mark.parametrize("path", ["email/", "confirm-email/", "3rdparty/", "social/signup/", "google/login/"])
def test_what_we_do_not_offer_is_not_there(cast: Cast, client: Client, path: str) -> None:
    assert client.get(f"/accounts/{path}").status_code == 404


def without_token(page: str) -> str:
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", page)
