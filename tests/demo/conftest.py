"""Fixtures of the demo: it is switched on, keeps its mails in a folder, and has its smallest organisation."""

import pytest
from django.test import Client

from telemachy.demo.build import build_empty, build_organisation
from telemachy.demo.content import OWN, make_content


@pytest.fixture
def demo(db_all, settings, tmp_path):
    """The demo is on; nobody has built anything."""
    settings.DEMO = True
    settings.HOME = tmp_path
    settings.BASE_URL = "http://localhost:8000"
    (tmp_path / "demo-mail").mkdir()
    return tmp_path


@pytest.fixture
def foundry(demo):
    """Foundry 9 and the empty organisation are built."""
    build_empty(OWN)
    return build_organisation(make_content("accelerator"), tell=lambda line: None)


@pytest.fixture
def visitor():
    """A browser on this machine."""
    return Client(SERVER_NAME="localhost")
