"""A coordinator's first page, the rail and its menus."""

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from telemachy.journeys.models import Connection
from telemachy.matching.actions import mark_reviewed, propose_pairs, publish
from telemachy.messaging.models import OutboxMessage
from telemachy.tenancy.context import work
from tests.browser.browsing import Look, Site, assert_accessible, keep_picture, sign_in
from tests.matching.conftest import make_cohort

pytestmark = pytest.mark.browser
HOME = "/p/engineers-to-leaders/"


@pytest.fixture(scope="module")
def cohort(site: Site) -> None:
    """A cohort whose pairs have just been published, so that mails wait and mentors have not answered."""
    with work(site.cast.lumen.id):
        made = make_cohort(site.cast)
        run = propose_pairs(site.cast.programme, by=made.by)
        mark_reviewed(run, list(run.proposals.exclude(mentor=None).values_list("mentee_id", "mentor_id")), by=made.by)
        publish(run, by=made.by)
        Connection.objects.update(invited_at=timezone.now())
        failed = OutboxMessage.objects.order_by("to_name").first()
        OutboxMessage.objects.filter(pk=failed.pk).update(state=OutboxMessage.State.FAILED)


def test_home_is_accessible(page: Page, site: Site, cohort: None, look: Look) -> None:
    sign_in(page, site.cast.ines, site)

    page.goto(site.url("/"))

    assert page.url == site.url(HOME)
    keep_picture(page, f"home-{look}")
    assert_accessible(page)


def test_the_menu_of_the_person_closes_with_escape_and_gives_the_focus_back(
    page: Page, site: Site, cohort: None
) -> None:
    sign_in(page, site.cast.ines, site)
    page.goto(site.url(HOME))
    menu = page.locator("details.me")

    menu.locator("summary").click()
    expect(menu.get_by_role("link", name="Sign out")).to_be_visible()
    keep_picture(page, "home-menu")
    assert_accessible(page)
    page.keyboard.press("Escape")

    expect(menu.get_by_role("link", name="Sign out")).to_be_hidden()
    expect(menu.locator("summary")).to_be_focused()


@pytest.mark.parametrize("width", [390, 1024])
def test_every_place_can_be_reached_from_every_width(page: Page, site: Site, cohort: None, width: int) -> None:
    sign_in(page, site.cast.ines, site)
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(site.url(HOME))

    if width < 577:
        page.get_by_text("Menu", exact=True).click()
    keep_picture(page, f"home-places-{width}")
    places = page.locator(".places a:visible").all()

    assert {place.get_attribute("title") for place in places} >= {"Home", "People", "Matching", "Pairs", "Outbox"}
    assert_accessible(page)
