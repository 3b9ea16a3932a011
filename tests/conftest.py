"""Fixtures for tests that need the database: everything is done as the serving role, never as superuser."""

import os
from collections.abc import Iterator
from typing import Any

import psycopg
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
    """Close `default` and `counters` before the test database is dropped: Django closes only what it created.

    Threads of live servers leave connections behind that only their thread could close; the server ends those.
    """
    yield
    connections.close_all()
    if address := os.environ.get("TELEMACHY_TEST_SUPERUSER_URL"):
        name = connections["owner"].settings_dict["NAME"]
        sql = "SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity WHERE datname = %s"  # waits until gone
        with psycopg.connect(address, autocommit=True) as superuser:
            superuser.execute(sql, [name])


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
