"""The outbox: coordinators see every mail of their programme, and decide on those that have not left."""

import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from telemachy.messaging import outbox
from telemachy.messaging.calendar import invitation
from telemachy.messaging.models import OutboxMessage
from telemachy.messaging.outbox import enqueue
from telemachy.people.models import Person
from telemachy.tenancy.context import work
from tests.cast import Cast
from tests.jobs import run_due_jobs
from tests.messaging.calendars import a_meeting

Write = Callable[..., OutboxMessage]
QUERIES = 20  # six of them open and close the tenant's work


@pytest.fixture
def write(cast: Cast) -> Write:
    """Return a function that writes Noor a mail that leaves in ten minutes, changed as the test says."""

    def write(**changes: Any) -> OutboxMessage:
        given = {
            "event": f"test:{uuid.uuid4()}",
            "person_id": cast.noor.pk,
            "to_name": "Noor Haddad",
            "to_address": "noor.haddad@example.org",
            "programme_id": cast.programme.pk,
            "from_name": "Engineers who lead, Lumen Works",
            "why": "You get this because you asked for a mentor.",
            "send_after": timezone.now() + timedelta(minutes=10),
            "context": {
                "subject": "Elias said yes",
                "body": "Hello Noor,\n\n<script>alert(1)</script>",
                "url": "http://lumen.localhost:8000/a/" + "s3cr3t" * 7 + "x",
            },
            **changes,
        }
        with work(cast.lumen.id):
            return enqueue("your-mentor", **given)

    return write


@pytest.fixture
def ines(cast: Cast) -> Client:
    return signed_in(cast.ines)


def signed_in(person: Person, host: str = "lumen.localhost") -> Client:
    client = Client(headers={"host": host})
    with work(person.organisation_id):
        client.force_login(Person.objects.get(pk=person.pk).account)
    return client


def page(cast: Cast, rest: str = "") -> str:
    return f"/p/{cast.programme.slug}/outbox{rest}"


def state_of(message: OutboxMessage) -> str:
    with work(message.organisation_id):
        return OutboxMessage.objects.get(pk=message.pk).state


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_the_database_a_fixed_number_of_questions(
    cast: Cast, ines: Client, write: Write, count: int
) -> None:
    for _ in range(count):
        write()

    with CaptureQueriesContext(connection) as asked:
        answer = ines.get(page(cast))

    assert answer.content.decode().count("noor.haddad@example.org") == count
    assert len(asked) == QUERIES


def test_each_state_has_its_tab_with_a_count(cast: Cast, ines: Client, write: Write) -> None:
    write()
    write(held=True, to_name="Held Hannah")
    write(to_address="none", to_name="Failed Fred")

    text = ines.get(page(cast, "?state=held")).content.decode()

    assert "Held Hannah" in text
    assert "Failed Fred" not in text
    for word, number in (("Held", 1), ("Scheduled", 1), ("Sent", 0), ("Failed", 1)):
        assert f"{word} <span>{number}</span>" in text


@pytest.mark.parametrize("calendar", [invitation(a_meeting()), ""])
def test_the_page_says_when_a_calendar_entry_goes_with_a_mail(
    calendar: str, cast: Cast, ines: Client, write: Write
) -> None:
    message = write(calendar=calendar)

    text = ines.get(page(cast, f"/{message.pk}")).content.decode()

    assert ("an entry for the calendar" in text) == bool(calendar)


def test_the_page_opens_where_something_is_to_be_done(cast: Cast, ines: Client, write: Write) -> None:
    write()
    write(to_address="none", to_name="Failed Fred")

    text = ines.get(page(cast)).content.decode()

    assert "1 mail did not arrive." in text
    assert "Failed Fred" in text


def test_mails_are_found_by_name_address_and_subject(cast: Cast, ines: Client, write: Write) -> None:
    write()
    write(to_name="Bruno Costa", to_address="bruno@example.org")

    for words in ("bruno", "BRUNO@example.org", "bruno yes"):
        text = ines.get(page(cast), {"q": words}).content.decode()
        assert ("Bruno Costa" in text, "Noor Haddad" in text) == (True, False)
    assert "No mail fits" in ines.get(page(cast), {"q": "<nobody>"}).content.decode()


def test_fifty_mails_make_a_page(cast: Cast, ines: Client, write: Write) -> None:
    for _ in range(51):
        write()

    first, second = (ines.get(page(cast, f"?page={number}")).content.decode() for number in (1, 2))

    assert (first.count('name="mail"'), second.count('name="mail"')) == (50, 1)
    assert "1 to 50 of 51" in first


@pytest.mark.parametrize(
    ("tab", "words"),
    [("held", "No mail waiting."), ("sent", "No mail has left yet"), ("failed", "Every mail arrived")],
)
def test_an_empty_tab_says_what_comes_here(cast: Cast, ines: Client, tab: str, words: str) -> None:
    assert words in ines.get(page(cast, f"?state={tab}")).content.decode()


@pytest.mark.parametrize("state", ["nonsense", "%00", "'--"])
def test_an_unknown_state_opens_a_tab(cast: Cast, ines: Client, state: str) -> None:
    assert ines.get(page(cast, f"?state={state}&page=x")).status_code == 200


def test_the_mail_is_shown_as_it_is_in_a_frame_in_which_nothing_runs(cast: Cast, ines: Client, write: Write) -> None:
    message = write()

    shown = ines.get(page(cast, f"/{message.pk}")).content.decode()
    frame = ines.get(page(cast, f"/{message.pk}/mail"))

    assert f'src="{page(cast, f"/{message.pk}/mail")}" sandbox' in shown
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in frame.content.decode()
    policy = frame.headers["Content-Security-Policy"]
    assert policy == (
        "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; "
        "frame-ancestors 'self'; sandbox"
    )


@pytest.mark.promise("P11")
def test_a_coordinator_sees_no_secret_of_a_link(cast: Cast, ines: Client, write: Write) -> None:
    message = write()

    for rest in ("", f"/{message.pk}", f"/{message.pk}/mail"):
        text = ines.get(page(cast, rest)).content.decode()
        assert "s3cr3t" not in text
    assert "s3cr3t" in message.html  # the twin: until it has left, the mail itself holds it


@pytest.mark.promise("P11")
def test_a_mail_that_has_left_holds_no_secret_any_more(cast: Cast, write: Write) -> None:
    message = write(send_after=None)

    run_due_jobs()

    with work(cast.lumen.id):
        sent = OutboxMessage.objects.get(pk=message.pk)
    assert (sent.state, "s3cr3t" in sent.html + sent.text) == ("sent", False)


@pytest.mark.parametrize(
    ("deed", "before", "after"),
    [
        ("hold", "scheduled", "held"),
        ("release", "held", "scheduled"),
        ("send", "held", "scheduled"),
        ("cancel", "scheduled", "cancelled"),
    ],
)
def test_a_button_does_what_it_says(cast: Cast, ines: Client, write: Write, deed: str, before: str, after: str) -> None:
    message = write(held=before == "held")

    answer = ines.post(page(cast, f"/{message.pk}/{deed}"), {"version": message.version})

    assert (answer.status_code, answer.headers["Location"]) == (302, page(cast, f"/{message.pk}"))
    assert state_of(message) == after


def test_a_stale_page_is_told_so_and_changes_nothing(cast: Cast, ines: Client, write: Write) -> None:
    message = write()
    with work(cast.lumen.id):
        outbox.hold(message, by=cast.actor(cast.ines))

    answer = ines.post(page(cast, f"/{message.pk}/cancel"), {"version": message.version})

    assert (answer.status_code, state_of(message)) == (409, "held")
    assert "This mail has changed since you opened the page." in answer.content.decode()


def test_a_failed_mail_gets_another_address(cast: Cast, ines: Client, write: Write) -> None:
    message = write(to_address="none")

    refused = ines.post(page(cast, f"/{message.pk}/address"), {"version": message.version, "address": "still none"})
    fixed = ines.post(page(cast, f"/{message.pk}/address"), {"version": message.version, "address": "noor@example.org"})

    assert (refused.status_code, fixed.status_code, state_of(message)) == (422, 302, "scheduled")


def test_chosen_mails_are_released_together(cast: Cast, ines: Client, write: Write) -> None:
    first, second, third = (write(held=True) for _ in range(3))

    answer = ines.post(
        page(cast, "/release"), {"state": "held", "mail": [f"{m.pk}:{m.version}" for m in (first, second)]}
    )

    assert (answer.status_code, state_of(first), state_of(second), state_of(third)) == (
        302,
        "scheduled",
        "scheduled",
        "held",
    )


def test_one_stale_mail_among_the_chosen_stops_them_all(cast: Cast, ines: Client, write: Write) -> None:
    first, second = (write(held=True) for _ in range(2))
    stale = [f"{first.pk}:{first.version}", f"{second.pk}:{second.version + 1}"]

    answer = ines.post(page(cast, "/release"), {"state": "held", "mail": stale})

    assert (answer.status_code, state_of(first), state_of(second)) == (409, "held", "held")


def test_all_held_mails_are_released_by_one_button(cast: Cast, ines: Client, write: Write) -> None:
    held = [write(held=True) for _ in range(3)]

    ines.post(page(cast, "/release"), {"state": "held", "all": "1"})

    assert [state_of(message) for message in held] == ["scheduled"] * 3


@pytest.mark.parametrize("mail", [[], ["nonsense"], ["x:1"], [f"{uuid.uuid4()}:1"]])
def test_choosing_nothing_does_nothing(cast: Cast, ines: Client, mail: list[str]) -> None:
    answer = ines.post(page(cast, "/hold"), {"state": "scheduled", "mail": mail})

    assert answer.status_code == 422
    assert "Nothing was chosen" in answer.content.decode()


@pytest.mark.attack("A3")
def test_mails_of_another_organisation_cannot_be_chosen(cast: Cast, write: Write) -> None:
    message = write(held=True)
    zadie = signed_in(cast.zadie, host="elsewhere.localhost")

    assert zadie.get(page(cast)).status_code == 404
    assert zadie.post(page(cast, "/release"), {"mail": f"{message.pk}:1"}).status_code == 404
    assert state_of(message) == "held"


@pytest.mark.parametrize("who", ["noor", "elias", "tove"])
def test_only_coordinators_see_the_outbox(cast: Cast, write: Write, who: str) -> None:
    message = write()
    client = signed_in(getattr(cast, who))

    for rest in ("", f"/{message.pk}", f"/{message.pk}/mail"):
        assert client.get(page(cast, rest)).status_code in (403, 404)
    assert client.post(page(cast, f"/{message.pk}/cancel")).status_code in (403, 404)
    assert state_of(message) == "scheduled"


def test_a_mail_of_another_programme_is_not_there(cast: Cast, ines: Client, write: Write) -> None:
    message = write(programme_id=uuid.uuid4())

    assert ines.get(page(cast, f"/{message.pk}")).status_code == 404
