"""Links in mails: only their hash is kept, opening changes nothing, pressing acts once, and no log knows them."""

import hashlib
import logging
import uuid
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.utils import timezone

from telemachy.errors import NotThere
from telemachy.messaging import links, views
from telemachy.messaging.links import LinkExpired, handles, make_link, read_link, revoke_links
from telemachy.messaging.models import ActionLink, OutboxMessage
from telemachy.messaging.redaction import RedactTokens
from telemachy.people.models import Person
from telemachy.tenancy.context import work
from telemachy.tenancy.models import Route
from tests.cast import Cast

ACTION = "tests.rename"
BROWSER = Client(headers={"host": "lumen.localhost"}, raise_request_exception=False)


@pytest.fixture(autouse=True)
def rename() -> Iterator[None]:
    """Register a link that shows a person and, pressed, gives them another name."""

    def show(request: HttpRequest, link: ActionLink) -> HttpResponse:
        return HttpResponse(f"Rename {Person.objects.get(pk=link.object_id).name}?")

    @handles(ACTION, page=show)
    def rename(request: HttpRequest, link: ActionLink) -> HttpResponse:
        Person.objects.filter(pk=link.object_id).update(name="Nora Haddad")
        return HttpResponse("Renamed")

    yield
    del links._handlers[ACTION]


def link_for(cast: Cast, days: int = 14) -> str:
    """Return the path of a link for Noor."""
    with work(cast.lumen.id):
        address = make_link(cast.noor.pk, ACTION, cast.noor.pk, days=days)
    return address.removeprefix("http://lumen.localhost:8000")


def contents() -> dict[str, list[tuple[Any, ...]]]:
    """Return every row of every table, as the superuser-free serving role sees them for Lumen."""
    tables = connection.introspection.table_names()
    rows = {}
    with connection.cursor() as cursor:
        for table in sorted(tables):
            cursor.execute(f'SELECT t::text FROM "{table}" t ORDER BY 1')
            rows[table] = cursor.fetchall()
    return rows


def name_of_noor(cast: Cast) -> str:
    with work(cast.lumen.id):
        return Person.objects.get(pk=cast.noor.pk).name


@pytest.mark.promise("P11")
def test_the_database_keeps_the_hash_of_a_token_and_never_the_token(cast: Cast) -> None:
    token = link_for(cast).removeprefix("/a/")

    with work(cast.lumen.id):
        stored = ActionLink.objects.get()
        everything = str(contents())

    assert stored.token_sha256 == hashlib.sha256(token.encode()).hexdigest()
    assert (len(token), token in everything) == (43, False)


@pytest.mark.promise("P11")
def test_opening_a_link_twice_changes_nothing_at_all(cast: Cast) -> None:
    path = link_for(cast)
    with work(cast.lumen.id):
        before = contents()

    answers = [method(path) for method in (BROWSER.get, BROWSER.head, BROWSER.get)]

    with work(cast.lumen.id):
        assert contents() == before
    assert [answer.status_code for answer in answers] == [200, 200, 200]
    assert answers[0].content == b"Rename Noor Haddad?"


@pytest.mark.promise("P11")
def test_a_page_that_tries_to_act_when_opened_is_stopped_by_the_database(cast: Cast) -> None:
    handles("tests.sly", page=lambda request, link: links._handlers[ACTION].act(request, link))(
        lambda r, k: HttpResponse()
    )
    with work(cast.lumen.id):
        path = make_link(cast.noor.pk, "tests.sly", cast.noor.pk, days=1).removeprefix("http://lumen.localhost:8000")

    answer = BROWSER.get(path)

    del links._handlers["tests.sly"]
    assert (answer.status_code, name_of_noor(cast)) == (500, "Noor Haddad")


@pytest.mark.promise("P11")
def test_without_the_read_only_guard_such_a_page_would_act(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """The sabotage twin: with the guard patched out, opening the link renames her."""
    monkeypatch.setattr(views, "_look", lambda page, request, link: page(request, link))
    handles("tests.sly", page=lambda request, link: links._handlers[ACTION].act(request, link))(
        lambda r, k: HttpResponse()
    )
    with work(cast.lumen.id):
        path = make_link(cast.noor.pk, "tests.sly", cast.noor.pk, days=1).removeprefix("http://lumen.localhost:8000")

    BROWSER.get(path)

    del links._handlers["tests.sly"]
    assert name_of_noor(cast) == "Nora Haddad"


def test_pressing_the_button_acts_and_pressing_it_again_is_harmless(cast: Cast) -> None:
    path = link_for(cast)

    answers = [BROWSER.post(path), BROWSER.post(path)]

    assert [answer.content for answer in answers] == [b"Renamed", b"Renamed"]
    assert name_of_noor(cast) == "Nora Haddad"


def test_a_request_after_a_page_was_shown_can_still_change_something(cast: Cast) -> None:
    path = link_for(cast)
    with work(cast.lumen.id):
        BROWSER.get(path)
        Person.objects.filter(pk=cast.noor.pk).update(name="Noor")

    assert name_of_noor(cast) == "Noor"


@pytest.mark.promise("P11")
def test_pages_behind_links_are_kept_by_nobody_and_told_to_nobody(cast: Cast) -> None:
    path = link_for(cast)

    for answer in (BROWSER.get(path), BROWSER.post(path)):
        assert answer.headers["Cache-Control"] == "private, no-store"
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        assert answer.cookies == {}


@pytest.mark.promise("P11")
def test_a_token_of_another_organisation_is_answered_like_a_random_one(cast: Cast) -> None:
    path = link_for(cast)
    elsewhere = Client(headers={"host": "elsewhere.localhost"})

    theirs = elsewhere.get(path)
    nobodys = elsewhere.get("/a/" + "x" * 43)

    assert (theirs.status_code, nobodys.status_code) == (404, 404)
    assert theirs.content == nobodys.content
    assert elsewhere.post(path).status_code == 404
    assert name_of_noor(cast) == "Noor Haddad"


@pytest.mark.parametrize("token", ["x", "x" * 43, "x" * 4000, "../../etc/passwd", "%00" * 20, "é" * 43])
def test_what_is_no_token_is_not_there(cast: Cast, token: str) -> None:
    assert BROWSER.get(f"/a/{token}").status_code == 404


@pytest.mark.promise("P11")
@pytest.mark.parametrize("path", ["/a/" + "s3cr3t" * 7 + "x", "/a/" + "s3cr3t" * 7 + "x/again"])
def test_no_log_shows_a_token(cast: Cast, path: str, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)

    BROWSER.get(path)
    BROWSER.post(path)

    assert "s3cr3t" not in caplog.text
    assert "/a/…" in caplog.text


@pytest.mark.promise("P11")
def test_without_the_filter_the_log_would_show_it(
    cast: Cast, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The sabotage twin: Django itself writes the path of a refused request."""
    monkeypatch.setattr(RedactTokens, "filter", lambda self, record: True)

    BROWSER.get("/a/" + "s3cr3t" * 7 + "x")

    assert "s3cr3t" in caplog.text


@pytest.fixture
def expired(cast: Cast, write: Callable[..., OutboxMessage]) -> str:
    """The path of a link for Noor, who has been written to, that was good until yesterday."""
    path = link_for(cast)
    ActionLink.objects.update(expires_at=timezone.now() - timedelta(days=1))
    write()
    return path


def test_an_expired_link_says_so_and_does_nothing(expired: str, at_lumen: Cast) -> None:
    answers = [BROWSER.get(expired), BROWSER.post(expired)]

    assert [answer.status_code for answer in answers] == [410, 410]
    assert b"Send me a new link" in answers[0].content
    assert name_of_noor(at_lumen) == "Noor Haddad"


def test_an_expired_link_is_replaced_once_by_mail_to_the_address_known(expired: str, at_lumen: Cast) -> None:
    token = expired.removeprefix("/a/")

    answers = [BROWSER.post(f"/a/{token}/again") for _ in range(3)]

    [mail] = OutboxMessage.objects.filter(kind="fresh-link")
    assert [answer.status_code for answer in answers] == [200, 200, 200]
    assert (mail.to_address, mail.person_id) == (at_lumen.noor.email, at_lumen.noor.pk)
    address = next(word for word in mail.text.split() if word.startswith("http://lumen.localhost:8000/a/"))
    assert read_link(address.rpartition("/")[2]).person_id == at_lumen.noor.pk


def test_a_link_that_still_works_is_not_replaced(at_lumen: Cast) -> None:
    token = link_for(at_lumen).removeprefix("/a/")

    answer = BROWSER.post(f"/a/{token}/again")

    assert b"Your link still works" in answer.content
    assert OutboxMessage.objects.count() == 0


def test_links_to_an_object_can_be_made_worthless(at_lumen: Cast) -> None:
    path = link_for(at_lumen)

    assert (revoke_links(uuid.uuid4()), revoke_links(at_lumen.noor.pk, "another.action")) == (0, 0)
    assert revoke_links(at_lumen.noor.pk, ACTION) == 1
    with pytest.raises(NotThere):
        read_link(path.removeprefix("/a/"))


def test_an_expired_link_says_whose_it_was(expired: str, at_lumen: Cast) -> None:
    with pytest.raises(LinkExpired) as refused:
        read_link(expired.removeprefix("/a/"))

    assert refused.value.link.person_id == at_lumen.noor.pk


def test_a_single_organisation_is_linked_to_at_the_installations_own_address(cast: Cast, settings: Any) -> None:
    settings.BASE_URL = "https://mentoring.example.org"
    with work(cast.lumen.id):
        shared = make_link(cast.noor.pk, ACTION, cast.noor.pk, days=1)
        Route.objects.filter(name="elsewhere").delete()
        alone = make_link(cast.noor.pk, ACTION, cast.noor.pk, days=1)

    assert shared.startswith("https://lumen.mentoring.example.org/a/")
    assert alone.startswith("https://mentoring.example.org/a/")
