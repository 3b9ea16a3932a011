"""Fixtures of the demo: it is switched on, keeps its mails in a folder, and has its smallest organisation."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client

from telemachy.demo.build import build_empty, build_organisation
from telemachy.demo.content import OWN, make_content
from telemachy.tenancy.models import Organisation
from tests.demo.past import short_past
from tests.jobs import forget_jobs


@pytest.fixture
def demo(db_all, settings, tmp_path):
    """The demo is on; nobody has built anything."""
    settings.DEMO = True
    settings.HOME = tmp_path
    settings.BASE_URL = "http://localhost:8000"
    (tmp_path / "demo-mail").mkdir()
    return tmp_path


@pytest.fixture(scope="module")
def built(mirrors_closed: None, django_db_blocker: Any) -> Iterator[Organisation]:
    """Foundry 9 and the empty organisation, committed for a file: building them for each test would take minutes."""
    with django_db_blocker.unblock():
        try:
            build_empty(OWN)
            yield build_organisation(make_content("accelerator"), short_past("accelerator"), tell=lambda line: None)
        finally:
            call_command("flush", database="owner", interactive=False, verbosity=0, allow_cascade=True)
            forget_jobs()


@pytest.fixture
def foundry(built, demo):
    """The demo is on, and Foundry 9 and the empty organisation are built; what a test changes is taken back."""
    return built


@pytest.fixture
def visitor():
    """A browser on this machine."""
    return Client(SERVER_NAME="localhost")
