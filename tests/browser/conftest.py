"""One Chromium for the session, one set of committed people for a file, one fresh profile for a test."""

import os
from collections.abc import Iterator
from typing import Any
from zlib import crc32

import pytest
from django.core.management import call_command
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.browser.browsing import ARGUMENTS, LOOKS, Look, Site, Watch, find_chromium, serving
from tests.cast import make_cast
from tests.jobs import forget_jobs


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The system's Chromium; under CI=true its absence is a failure."""
    executable = find_chromium()
    if executable is None:
        if os.environ.get("CI") == "true":
            pytest.fail("no browser")
        pytest.skip("no browser")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # the driver keeps an event loop running in this thread
    with sync_playwright() as driver:
        chromium = driver.chromium.launch(executable_path=executable, args=ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="module")
def site(browser: Browser, mirrors_closed: None, django_db_blocker: Any) -> Iterator[Site]:
    """The cast, committed for this file, and the application served to it; afterwards the tables are empty again."""
    with django_db_blocker.unblock():
        cast = make_cast()
        with serving() as port:
            yield Site(port, cast)
        call_command("flush", database="owner", interactive=False, verbosity=0, allow_cascade=True)
        forget_jobs()


@pytest.fixture
def _django_db_helper() -> None:
    """Neither a transaction nor a flush around a single test: `site` commits for a whole file and cleans up itself."""


def pytest_collection_modifyitems(items: list[Any]) -> None:
    """Ask for all aliases, since only marked tests make the plugin create the test database."""
    for item in items:
        if "look" in getattr(item, "fixturenames", ()) and item.callspec.params["look"] is not _often(item):
            item.add_marker(pytest.mark.slow)
        if "site" in getattr(item, "fixturenames", ()) and item.get_closest_marker("django_db") is None:
            item.add_marker(pytest.mark.django_db(databases=["default", "counters", "owner"]))


#: Two looks show both themes and both widths. Each test takes one of them every time, and all four with `--all`.
_OFTEN = (LOOKS[0], LOOKS[3])


def _often(item: Any) -> Look:
    """Return the look that a test takes every time: always the same for one test, both among all of them."""
    return _OFTEN[crc32(item.originalname.encode()) % 2]


@pytest.fixture(params=LOOKS, ids=str)
def look(request: pytest.FixtureRequest) -> Look:
    """Light and dark, wide and phone."""
    return request.param  # type: ignore[no-any-return]


@pytest.fixture
def watch() -> Watch:
    """What went wrong while pages were looked at."""
    return Watch()


@pytest.fixture
def context(browser: Browser, request: pytest.FixtureRequest) -> Iterator[BrowserContext]:
    """A fresh profile, in the test's look where it has one."""
    shown = request.getfixturevalue("look") if "look" in request.fixturenames else LOOKS[0]
    with_script = request.node.get_closest_marker("without_script") is None
    profile = browser.new_context(
        viewport={"width": shown.width, "height": shown.height},
        color_scheme=shown.theme,
        java_script_enabled=with_script,
        reduced_motion="reduce",
    )
    profile.set_default_timeout(10_000)
    yield profile
    profile.close()


@pytest.fixture
def page(context: BrowserContext, watch: Watch) -> Iterator[Page]:
    """A page on which any violation of the content policy, console error or failed request fails the test."""
    opened = context.new_page()
    watch.over(opened)
    yield opened
    assert watch.faults == []
