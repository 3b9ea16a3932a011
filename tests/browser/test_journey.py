"""The pages of a pair, looked at: the journey, its charter, the Now page and the coordinator's."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from telemachy.journeys.models import Connection
from telemachy.tenancy.context import work
from tests.browser.browsing import Look, Site, assert_accessible, keep_picture, sign_in
from tests.journeys.pairs import end, make_pair
from tests.journeys.telling import tell_pair

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def pair(site: Site) -> Connection:
    """Noor and Elias after twelve weeks, and Bruno and Petra who begin."""
    with work(site.cast.lumen.id):
        made = tell_pair(site.cast)
        make_pair(site.cast, site.cast.bruno, site.cast.petra)
        return made


@pytest.fixture
def ended(site: Site, pair: Connection) -> Iterator[Connection]:
    """The same pair for the length of a test after its end."""
    with work(site.cast.lumen.id):
        end(pair)
    yield pair
    with work(site.cast.lumen.id):
        Connection.objects.filter(pk=pair.pk).update(stage=Connection.Stage.ACTIVE)


@pytest.mark.parametrize("who", ["noor", "elias"])
def test_the_journey_is_accessible(page: Page, site: Site, pair: Connection, look: Look, who: str) -> None:
    sign_in(page, getattr(site.cast, who), site)

    page.goto(site.url(f"/j/{pair.pk}"))

    expect(page.get_by_role("heading", level=1)).to_contain_text("Noor and Elias")
    keep_picture(page, f"journey-{who}-{look}")
    assert_accessible(page)


def test_a_journey_that_begins_is_accessible(page: Page, site: Site, pair: Connection, look: Look) -> None:
    sign_in(page, site.cast.bruno, site)

    page.goto(site.url("/now"))
    keep_picture(page, f"now-new-{look}")
    assert_accessible(page)
    page.get_by_role("link", name="Open your journey").click()

    keep_picture(page, f"journey-new-{look}")
    assert_accessible(page)
    page.get_by_role("link", name="Read the charter").first.click()
    keep_picture(page, f"charter-{look}")
    assert_accessible(page)


def test_an_ended_journey_is_accessible(page: Page, site: Site, ended: Connection, look: Look) -> None:
    sign_in(page, site.cast.noor, site)

    page.goto(site.url("/now"))
    assert_accessible(page)
    keep_picture(page, f"now-ended-{look}")
    page.get_by_role("link", name="Read the journey").click()

    keep_picture(page, f"journey-ended-{look}")
    assert_accessible(page)


def test_now_is_accessible(page: Page, site: Site, pair: Connection, look: Look) -> None:
    sign_in(page, site.cast.noor, site)

    page.goto(site.url("/now"))

    keep_picture(page, f"now-{look}")
    assert_accessible(page)


def test_the_coordinators_pages_are_accessible(page: Page, site: Site, pair: Connection, look: Look) -> None:
    sign_in(page, site.cast.ines, site)

    page.goto(site.url("/p/engineers-to-leaders/pairs"))
    keep_picture(page, f"pairs-{look}")
    assert_accessible(page)
    page.get_by_role("link", name="Noor Haddad").click()

    keep_picture(page, f"pair-{look}")
    assert_accessible(page)


def test_the_thread_stands_in_one_row_on_a_phone(page: Page, site: Site, pair: Connection) -> None:
    sign_in(page, site.cast.noor, site)
    for width in (390, 320):
        page.set_viewport_size({"width": width, "height": 844})
        page.goto(site.url(f"/j/{pair.pk}"))

        boxes = [_box(item) for item in page.locator(".way li").all()]

        assert len({round(box["y"]) for box in boxes}) == 1
        assert boxes[-1]["x"] + boxes[-1]["width"] <= width


def _box(item: Any) -> dict[str, float]:
    box: dict[str, float] = item.bounding_box()
    return box


def test_the_thread_is_walked_in_both_directions(page: Page, site: Site, pair: Connection) -> None:
    sign_in(page, site.cast.noor, site)
    page.goto(site.url(f"/j/{pair.pk}/charter"))

    walk = page.locator(".way-steps")
    expect(walk.get_by_role("link")).to_have_text(["Need", "Sessions"])
    walk.get_by_role("link", name="Sessions").click()

    assert page.url.endswith(f"/j/{pair.pk}#sessions")


def test_the_journey_prints_in_one_column(page: Page, site: Site, pair: Connection) -> None:
    sign_in(page, site.cast.noor, site)
    page.goto(site.url(f"/j/{pair.pk}"))

    page.emulate_media(media="print")
    page.set_viewport_size({"width": 794, "height": 1123})

    expect(page.locator(".top")).to_be_hidden()
    expect(page.get_by_role("heading", name="Need")).to_be_visible()
    keep_picture(page, "journey-print")
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_the_journey_holds_in_forced_colours(page: Page, site: Site, pair: Connection) -> None:
    sign_in(page, site.cast.noor, site)
    page.emulate_media(forced_colors="active")
    page.goto(site.url(f"/j/{pair.pk}"))

    keep_picture(page, "journey-forced")
    expect(page.locator('.way [aria-current="step"]')).to_have_count(1)


@pytest.mark.parametrize("width", [1280, 1024, 390])
def test_the_coordinators_page_of_a_pair_has_its_names_below_the_thread_and_room_for_them(
    page: Page, site: Site, pair: Connection, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    sign_in(page, site.cast.ines, site)

    page.goto(site.url(f"/p/engineers-to-leaders/pairs/{pair.pk}"))

    way, names = _box(page.locator("header > .way")), _box(page.locator("h1"))
    back = _box(page.get_by_role("main").get_by_role("link", name="Pairs", exact=True))
    assert back["y"] + back["height"] <= way["y"] + 1
    assert way["y"] + way["height"] <= names["y"] + 1
    assert names["width"] > width / 2
