"""Fixtures for tests that need the database: everything is done as the serving role, never as superuser."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connections

from telemachy.tenancy.context import work
from tests.cast import Cast, make_cast
from tests.jobs import forget_jobs


@pytest.fixture
def cast(db_all: None) -> Cast:
    """The people every test knows; no organisation is active yet."""
    return make_cast()


@pytest.fixture
def at_lumen(cast: Cast) -> Iterator[Cast]:
    """The cast, with Lumen Works active."""
    with work(cast.lumen.id):
        yield cast


@pytest.fixture(scope="session")
def mirrors_closed(django_db_setup: None) -> Iterator[None]:
    """Close `default` and `counters` before the test database is dropped: Django closes only what it created."""
    yield
    connections.close_all()


@pytest.fixture(autouse=True)
def jobs_forgotten(request: pytest.FixtureRequest, _django_db_marker: None) -> Iterator[None]:
    """Take away the jobs that a test with committed rows leaves."""
    yield
    marker = request.node.get_closest_marker("django_db")
    if marker is not None and marker.kwargs.get("transaction"):
        forget_jobs()


@pytest.fixture
def db_all(mirrors_closed: None, _django_db_helper: None) -> None:
    """All three database aliases, each inside one transaction that is rolled back."""


def pytest_collection_modifyitems(items: list[Any]) -> None:
    """Give every test of the cast all aliases: `default` and `counters` are mirrors of `owner`'s database."""
    for item in items:
        if "db_all" in getattr(item, "fixturenames", ()) and item.get_closest_marker("django_db") is None:
            item.add_marker(pytest.mark.django_db(databases=["default", "counters", "owner"]))
