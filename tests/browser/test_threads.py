"""The thread walked in a real browser: from the door to a story, down to the need, and back, by one click each."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import override_settings
from playwright.sync_api import Browser, Locator, Page, expect

from telemachy.demo.build import build_organisation
from telemachy.demo.content import SECTORS, make_content, sector
from telemachy.demo.content.earlier import told_pairs
from telemachy.stories.models import Sentence
from telemachy.tenancy.context import work
from telemachy.tenancy.models import Route
from tests.browser.browsing import Look, Site, assert_accessible, keep_picture, serving
from tests.demo.past import short_past
from tests.demo.test_inbox import keep
from tests.jobs import forget_jobs

pytestmark = pytest.mark.browser
KEYS = [each.key for each in SECTORS]
NAMES = {"tech": "Sarah", "hospital": "Dr Mark", "accelerator": "Lisa"}
MAIL = "1795464137645092435-aaaaaaaaaaaa"
TALL = '<html><head></head><body><p>First</p><p style="margin-top: 900px">The last line</p></body></html>'
JOURNEY = r"/j/[0-9a-f-]{36}"


@pytest.fixture(scope="module")
def site(
    browser: Browser, mirrors_closed: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Site]:
    """The demo with its three organisations, committed for this file and served; only their pasts are shorter."""
    home = tmp_path_factory.mktemp("demo")
    (home / "demo-mail").mkdir()
    with django_db_blocker.unblock():
        try:
            for key in KEYS:
                build_organisation(make_content(key), short_past(key), tell=lambda line: None)
            with serving() as port, override_settings(DEMO=True, HOME=home, BASE_URL=f"http://localhost:{port}"):
                yield Site(port, None)
        finally:
            call_command("flush", database="owner", interactive=False, verbosity=0, allow_cascade=True)
            forget_jobs()


@dataclass
class Walker:
    """Somebody who walks along a thread and counts the clicks."""

    page: Page
    clicks: int = 0

    def click(self, where: Locator, leads_to: str) -> None:
        """Click once; the page that opens must be the one that was promised."""
        where.click()
        self.clicks += 1
        expect(self.page).to_have_url(re.compile(leads_to))

    def go(self, station: str, leads_to: str) -> None:
        """Click a station of the thread that stands on the page."""
        thread = self.page.get_by_role("navigation", name="The thread")
        self.click(thread.get_by_role("listitem").get_by_role("link", name=re.compile(f"^{station}")), leads_to)


def open_door(page: Page, site: Site) -> None:
    page.goto(f"http://localhost:{site.port}/demo")


def sentence_on(key: str, kind: str) -> str:
    """Return the first sentence of a story that stands on a record of this kind, however it is worded."""
    organisation_id = Route.objects.get(name=sector(key).route).organisation_id
    with work(organisation_id):
        told = Sentence.objects.filter(story__slug=told_pairs(key)[0].telling.slug, kind=Sentence.Kind.RECORD)
        return told.filter(source_kind=kind).order_by("position").values_list("text", flat=True)[0]


def open_source(walker: Walker, words: str) -> None:
    """Open the card of the source beside the sentence that says these words."""
    page = walker.page
    number = (page.locator(".reading [id^=s]").filter(has_text=words).first.get_attribute("id") or "").removeprefix("s")
    walker.click(page.get_by_role("link", name=f"Source {number}", exact=True).first, rf"\?source={number}")
    expect(page.locator(f"#open-{number}")).to_be_visible()


def test_the_door_is_accessible_and_shows_three_threads(page: Page, site: Site, look: Look) -> None:
    open_door(page, site)

    for name in NAMES.values():
        dots = page.get_by_role("article", name=name, exact=True).locator(".spine > li.done")
        expect(dots).to_have_count(6)
    keep_picture(page, f"door-{look}")
    assert_accessible(page)


@pytest.mark.parametrize("key", [KEYS[0], *(pytest.param(key, marks=pytest.mark.slow) for key in KEYS[1:])])
def test_every_story_leads_down_to_the_need_and_back_by_one_click_each(page: Page, site: Site, key: str) -> None:
    pair, walker = told_pairs(key)[0], Walker(page)
    initiative, story = pair.initiatives[0], rf"/stories/{pair.telling.slug}"
    open_door(page, site)
    assert_accessible(page)

    # From the door to the story, to a sentence's source, to the record it stands on.
    card = page.get_by_role("article", name=NAMES[key], exact=True)
    walker.click(card.get_by_role("button", name=re.compile("Read how it went")), story)
    expect(page.get_by_role("heading", level=1, name=pair.telling.title)).to_be_visible()
    expect(page.get_by_role("region", name="Demo").get_by_role("link", name="Change role")).to_be_visible()
    assert_accessible(page)
    open_source(walker, sentence_on(key, "initiative"))
    assert_accessible(page)
    walker.click(page.get_by_role("link", name="Open the record"), rf"{JOURNEY}/initiatives/[0-9a-f-]+$")
    expect(page.get_by_role("heading", level=1)).to_contain_text(initiative.title)
    keep_picture(page, f"initiative-{key}")
    assert_accessible(page)

    # On to the reasons for the pair, and to the need in the application.
    walker.go("Mentor", rf"{JOURNEY}#mentor$")
    expect(page.locator("#mentor")).to_contain_text(pair.reasons[0])
    walker.go("Need", rf"{JOURNEY}#need$")
    expect(page.locator("#need")).to_contain_text(pair.need)
    keep_picture(page, f"journey-{key}")
    assert_accessible(page)
    assert walker.clicks == 5

    # And back again.
    walker.go("Mentor", rf"{JOURNEY}#mentor$")
    walker.go("Sessions", rf"{JOURNEY}#sessions$")
    expect(page.locator("#sessions")).to_contain_text(str(len(pair.sessions)))
    walker.go("Initiative", rf"{JOURNEY}#initiative$")
    expect(page.locator("#initiative")).to_contain_text(initiative.title)
    walker.go("Outcome", rf"{JOURNEY}(/outcomes|#outcome)$")
    expect(page.locator("main")).to_contain_text(pair.claims[pair.stations.claim - 1].text)
    assert_accessible(page)
    walker.go("Story", f"{story}$")
    expect(page.get_by_role("heading", level=1, name=pair.telling.title)).to_be_visible()
    assert walker.clicks == 10


@pytest.mark.parametrize("station", ["Need", "Mentor", "Sessions", "Initiative", "Outcome"])
def test_every_dot_of_the_door_opens_the_page_behind_it(page: Page, site: Site, station: str) -> None:
    open_door(page, site)

    card = page.get_by_role("article", name="Sarah", exact=True)
    Walker(page).click(card.get_by_role("button", name=re.compile(f"^{station}")), rf"{JOURNEY}(#|/)\w+")
    expect(page.get_by_role("region", name="Demo")).to_contain_text("You are Sarah, mentee")


def test_a_sentence_on_a_session_leads_to_the_sessions_it_counts(page: Page, site: Site) -> None:
    walker = Walker(page)
    open_door(page, site)
    walker.click(page.get_by_role("button", name="Start with Sarah, three minutes"), "/stories/")

    open_source(walker, sentence_on("tech", "sessions"))
    walker.click(page.get_by_role("link", name="Open the record"), rf"{JOURNEY}(#sessions|/sessions)")


def test_the_pair_that_stopped_is_read_from_the_door(page: Page, site: Site) -> None:
    open_door(page, site)

    Walker(page).click(page.get_by_role("button", name="Read it"), "/stories/why-tom-and-petra-stopped")
    expect(page.get_by_role("heading", level=1, name="Why Tom and Petra stopped")).to_be_visible()
    assert_accessible(page)


def test_anybody_reads_a_story_from_the_door_without_becoming_somebody(page: Page, site: Site) -> None:
    open_door(page, site)

    card = page.get_by_role("article", name="Dr Mark", exact=True)
    Walker(page).click(card.get_by_role("link", name="Read it as anybody"), "/stories/dr-mark-and-the-first-hour")
    expect(page.get_by_role("heading", level=1, name="Dr Mark and the first hour")).to_be_visible()
    expect(page.locator("body")).not_to_contain_text("You are")


def test_a_mail_on_a_phone_scrolls_with_its_page_and_not_in_a_box(page: Page, site: Site) -> None:
    keep(Path(settings.HOME), MAIL, "Gwen <gwen.pritchard@foundry9.example>", "Tall", TALL)
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"http://localhost:{site.port}/demo/inbox/{MAIL}")

    frame = page.frame_locator("iframe")
    last = frame.get_by_text("The last line")
    expect(last).to_be_visible()
    assert last.evaluate("line => line.getBoundingClientRect().bottom <= window.innerHeight")
    assert page.evaluate("document.documentElement.scrollHeight") > 844


def test_a_sponsor_reads_what_came_of_the_cohort_from_the_door(page: Page, site: Site) -> None:
    open_door(page, site)

    card = page.get_by_role("article", name="Sarah", exact=True)
    Walker(page).click(card.get_by_role("button", name="Eva sponsor"), r"/p/engineers-to-leaders-2025/evidence$")
    expect(page.get_by_role("region", name="Demo")).to_contain_text(f"sponsor at {sector('tech').name}")
    assert_accessible(page)
