"""Case studies in a real browser: read, asked about and written; in light, dark, on a phone and printed."""

import pytest
from playwright.sync_api import Page, expect

from telemachy.messaging.links import make_link
from telemachy.stories.actions import answer_telling, withdraw_story
from telemachy.stories.mails import PUBLISHED
from telemachy.stories.models import CaseStudy
from telemachy.stories.queries import sentences_about
from telemachy.tenancy.context import work
from tests.browser.browsing import Look, Site, assert_accessible, keep_picture, sign_in
from tests.stories.telling import Told, ask, close_a_pair, publish, write

WIDE_ENOUGH = 250  # pixels for a sentence to be read, on a phone too


@pytest.fixture(scope="module")
def told(site: Site) -> Told:
    """Noor and Elias are told; Bruno and Petra have been asked."""
    with work(site.cast.lumen.id):
        told = close_a_pair(site.cast)
        publish(told)
        ask(close_a_pair(site.cast, site.cast.bruno, site.cast.petra))
    return told


def slug_of(told: Told) -> str:
    with work(told.cast.lumen.id):
        return CaseStudy.objects.filter(connection=told.connection)[0].slug


def test_a_story_is_read_with_a_source_open(page: Page, site: Site, told: Told, look: Look) -> None:
    with work(told.cast.lumen.id):
        (claim, *_more) = sentences_about("claim", told.claim.pk)
    page.goto(site.url(claim.href))
    expect(page.get_by_role("complementary", name=f"Source {claim.number}")).to_be_visible()
    expect(page.get_by_text("What is not known")).to_be_visible()
    assert_accessible(page)
    keep_picture(page, f"story-{look}")


@pytest.mark.without_script
def test_sources_open_and_lead_on_without_a_script(page: Page, site: Site, told: Told) -> None:
    page.goto(site.url(f"/stories/{slug_of(told)}"))
    page.get_by_role("link", name="Source 6", exact=True).first.click()
    card = page.get_by_role("complementary", name="Source 6")
    expect(card).to_contain_text("12 sessions logged, 12 of them by both")
    card.get_by_role("link", name="Source 7").click()
    expect(page.get_by_role("complementary", name="Source 7")).to_be_in_viewport()
    page.get_by_role("link", name="Close source 7").click()
    expect(page.get_by_role("complementary")).to_have_count(0)


@pytest.mark.without_script
def test_from_the_story_to_the_record_and_back_each_by_one_click(page: Page, site: Site, told: Told) -> None:
    sign_in(page, told.cast.noor, site)
    with work(told.cast.lumen.id):
        links = {
            kind: sentences_about(kind, getattr(told, name).pk)[0].href
            for kind, name in (("claim", "claim"), ("initiative", "initiative"), ("need", "connection"))
        }
    for href in links.values():
        page.goto(site.url(href))
        page.get_by_role("link", name="Open the record").click()
        page.locator(".told-in a").first.click()
        expect(page.get_by_role("heading", level=1, name="Noor leads a team")).to_be_visible()


def test_the_story_as_the_pair_sees_it_has_the_thread(page: Page, site: Site, told: Told, look: Look) -> None:
    sign_in(page, told.cast.noor, site)
    page.goto(site.url(f"/stories/{slug_of(told)}"))
    expect(page.get_by_role("navigation", name="The thread")).to_be_visible()
    assert_accessible(page)
    keep_picture(page, f"story-pair-{look}")


def test_the_list_of_stories_is_read(page: Page, site: Site, told: Told, look: Look) -> None:
    page.goto(site.url("/stories/"))
    expect(page.get_by_role("link", name="Noor leads a team")).to_be_visible()
    assert_accessible(page)
    keep_picture(page, f"stories-{look}")


def test_one_is_asked_with_two_equal_buttons(page: Page, site: Site, told: Told, look: Look) -> None:
    sign_in(page, told.cast.bruno, site)
    with work(told.cast.lumen.id):
        asked = CaseStudy.objects.filter(state="asked")[0]
    page.goto(site.url(f"/j/{asked.connection_id}/story"))
    boxes = [page.get_by_role("button", name=name, exact=True).bounding_box() for name in ("Agree", "No")]
    assert len({(round(box["width"]), round(box["height"])) for box in boxes if box}) == 1
    assert all(box and box["height"] >= 44 for box in boxes)
    assert_accessible(page)
    keep_picture(page, f"story-asked-{look}")


@pytest.mark.without_script
def test_the_page_behind_the_mail_is_read_and_answered(page: Page, site: Site, told: Told, look: Look) -> None:
    with work(told.cast.lumen.id):
        story = CaseStudy.objects.filter(connection=told.connection)[0]
        link = make_link(told.cast.elias.pk, PUBLISHED, story.pk, days=9)
    page.goto(site.url(link[link.index("/a/") :]))
    page.get_by_role("link", name="Source 6", exact=True).first.click()
    expect(page.get_by_role("complementary", name="Source 6")).to_be_visible()
    text = page.locator(".spoken").first.bounding_box()
    assert text is not None
    assert text["width"] > WIDE_ENOUGH
    page.get_by_text("Take it back", exact=True).click()
    expect(page.get_by_role("button", name="Take the story back")).to_be_visible()
    keep_picture(page, f"story-mail-{look}")


def test_the_text_is_written_at_the_desk(page: Page, site: Site, told: Told, look: Look) -> None:
    with work(told.cast.lumen.id):
        story = CaseStudy.objects.exclude(connection=told.connection).order_by("asked_at")[0]
        if story.state == "asked":
            for person in (told.cast.bruno, told.cast.petra):
                story = answer_telling(story, True, by=told.cast.actor(person))
            write(told, story)
    sign_in(page, told.cast.ines, site)
    page.goto(site.url(f"/p/{told.cast.programme.slug}/stories/{story.pk}"))
    expect(page.get_by_role("button", name="Send for approval")).to_be_visible()
    page.locator("#new-outcomes").fill("Everybody was transformed.")
    page.get_by_role("button", name="Save").first.click()
    expect(page.get_by_role("alert")).to_contain_text("“transformed”: say what is different now")
    assert_accessible(page)
    keep_picture(page, f"story-desk-{look}")


def test_the_coordinator_sees_whom_to_ask(page: Page, site: Site, told: Told, look: Look) -> None:
    sign_in(page, told.cast.ines, site)
    page.goto(site.url(f"/p/{told.cast.programme.slug}/stories"))
    assert_accessible(page)
    keep_picture(page, f"story-index-{look}")


def test_the_story_prints_light_and_whole(page: Page, site: Site, told: Told) -> None:
    page.emulate_media(media="print", color_scheme="dark")
    page.goto(site.url(f"/stories/{slug_of(told)}"))
    expect(page.locator(".sources ol")).to_be_visible()
    expect(page.locator(".top")).to_be_hidden()
    keep_picture(page, "story-print")


def test_what_was_taken_back_is_said_calmly(page: Page, site: Site, told: Told) -> None:
    slug = slug_of(told)
    with work(told.cast.lumen.id):
        withdraw_story(CaseStudy.objects.filter(slug=slug)[0], by=told.actor("elias"))
    page.goto(site.url(f"/stories/{slug}"))
    expect(page.get_by_role("heading", level=1)).to_have_text("This story was taken back")
    assert_accessible(page)
    keep_picture(page, "story-gone")
