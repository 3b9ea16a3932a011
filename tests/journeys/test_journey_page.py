"""The page of a connection as the two of it read it."""

from collections.abc import Callable, Iterator

import pytest
from django.test import Client

from telemachy.journeys.actions import Opening, accept_connection, open_connection
from telemachy.journeys.models import Connection
from telemachy.people.models import Person
from telemachy.tenancy.context import work
from tests.cast import Cast

SignIn = Callable[[Person], Client]


@pytest.fixture
def pair(at_lumen: Cast) -> Iterator[Connection]:
    """Noor and Elias, who has said yes."""
    opening = Opening(at_lumen.noor, at_lumen.elias, ("Noor named Elias",))
    asked = open_connection(at_lumen.programme, opening, by=at_lumen.actor(at_lumen.ines))
    return accept_connection(asked, by=at_lumen.actor(at_lumen.elias))


@pytest.fixture
def sign_in() -> SignIn:
    def signed_in(person: Person) -> Client:
        client = Client(headers={"host": "lumen.localhost"})
        with work(person.organisation_id):
            client.force_login(Person._base_manager.select_related("account").filter(pk=person.pk)[0].account)
        return client

    return signed_in


@pytest.mark.parametrize("who", ["noor", "elias"])
def test_the_two_read_their_journey(at_lumen: Cast, pair: Connection, sign_in: SignIn, who: str) -> None:
    page = sign_in(getattr(at_lumen, who)).get(f"/j/{pair.pk}")

    assert page.status_code == 200
    assert "Noor and Elias" in page.content.decode()


@pytest.mark.parametrize("who", ["bruno", "petra", "ines", "tove"])
def test_nobody_else_reads_it(at_lumen: Cast, pair: Connection, sign_in: SignIn, who: str) -> None:
    answer = sign_in(getattr(at_lumen, who)).get(f"/j/{pair.pk}")

    assert answer.status_code in (403, 404)
    assert "Noor and Elias" not in answer.content.decode()
