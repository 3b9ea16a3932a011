"""Browsers with somebody signed in."""

from collections.abc import Callable

import pytest
from django.test import Client
from tests.cast import Cast

from telemachy.people.models import Person
from telemachy.tenancy.context import work


@pytest.fixture
def as_person(cast: Cast) -> Callable[[Person], Client]:
    """Sign somebody in at their organisation's address."""

    def sign_in(person: Person) -> Client:
        client = Client(HTTP_HOST="elsewhere.localhost" if person == cast.zadie else "lumen.localhost")
        with work(person.organisation_id):
            client.force_login(person.account)
        return client

    return sign_in


@pytest.fixture
def ines(cast: Cast, as_person: Callable[[Person], Client]) -> Client:
    """The coordinator's browser."""
    return as_person(cast.ines)
