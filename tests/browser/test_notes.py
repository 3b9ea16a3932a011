"""The two boxes of notes in a real browser: told apart without colour, used without a script."""

import pytest
from playwright.sync_api import Page, expect

from telemachy.journeys.actions import share_note, write_private_note
from telemachy.journeys.models import Connection, PrivateNote
from telemachy.tenancy.context import work
from tests.browser.browsing import Look, Site, assert_accessible, keep_picture, sign_in
from tests.journeys.pairs import make_pair

pytestmark = pytest.mark.browser
SECRET = "I may say no to the role. I have not told anybody yet."
SHARED = "We meet on Thursdays from now on, and each of us brings one decision."


@pytest.fixture
def pair(site: Site) -> Connection:
    """Noor and Elias, with one note in each box."""
    with work(site.cast.lumen.id):
        found = Connection.objects.first() or make_pair(site.cast)
        noor, elias = (site.cast.actor(each) for each in (site.cast.noor, site.cast.elias))
        write_private_note(found, SECRET, by=noor)
        share_note(found, SHARED, by=elias)
    return found


def test_notes_look_right_wide_and_narrow_in_light_and_dark(
    page: Page, site: Site, pair: Connection, look: Look
) -> None:
    sign_in(page, site.cast.noor, site)
    with work(site.cast.lumen.id):
        note = PrivateNote.objects.filter(connection=pair).latest("written_at")
    pages = {
        "journey": f"/j/{pair.pk}#notes",
        "shared": f"/j/{pair.pk}/notes",
        "private": f"/j/{pair.pk}/notes?of=me",
        "change": f"/j/{pair.pk}/notes/private/{note.pk}",
        "share": f"/j/{pair.pk}/notes/private/{note.pk}/share",
        "delete": f"/j/{pair.pk}/notes/private/{note.pk}/delete",
    }
    for name, path in pages.items():
        page.goto(site.url(path))
        assert_accessible(page)
        keep_picture(page, f"notes-{name}-{look}")


def test_the_two_boxes_differ_without_colour(page: Page, site: Site, pair: Connection, look: Look) -> None:
    sign_in(page, site.cast.noor, site)
    page.goto(site.url(f"/j/{pair.pk}"))

    shared, private = (_drawn(page, name) for name in ("shared", "private"))

    assert (shared["edge"], private["edge"]) == ("solid", "dashed")
    assert abs(private["head"] - private["ground"]) > 0.5
    assert abs(private["head"] - shared["head"]) > 0.5
    assert abs(private["button"] - shared["button"]) > 0.5
    assert (shared["icon"], private["icon"]) == ("users", "lock")


def _drawn(page: Page, name: str) -> dict[str, object]:
    """Return what one box looks like: edges, icon, and how light its parts are from 0 to 1, as grey paper would."""
    return page.evaluate(
        """name => {
          const box = document.querySelector(`.note-${name}`)
          const light = node => {
            while (getComputedStyle(node).backgroundColor === 'rgba(0, 0, 0, 0)') node = node.parentElement
            const [r, g, b] = getComputedStyle(node).backgroundColor.match(/[\\d.]+/g).map(Number)
            return (0.2126 * r + 0.7152 * g + 0.0722 * b) / 255
          }
          return {
            edge: getComputedStyle(box).borderTopStyle, ground: light(box), head: light(box.querySelector('label')),
            button: light(box.querySelector('.btn')),
            icon: box.querySelector('use').getAttribute('href').split('#')[1],
          }
        }""",
        name,
    )


@pytest.mark.without_script
def test_a_note_is_written_shared_and_removed_without_a_script(page: Page, site: Site, pair: Connection) -> None:
    sign_in(page, site.cast.noor, site)
    page.goto(site.url(f"/j/{pair.pk}"))
    page.get_by_label("Only me").fill("Only for my own eyes.")
    page.get_by_role("button", name="Save, only me").click()
    expect(page.get_by_text("Saved. Only you read it.")).to_be_visible()

    page.get_by_role("link", name="Share a copy").first.click()
    expect(page.get_by_role("textbox")).to_have_value("Only for my own eyes.")
    page.get_by_role("textbox").fill("For the eyes of both.")
    page.get_by_role("button", name="Share with Elias").click()
    expect(page.locator(".note-text").first).to_have_text("For the eyes of both.")

    page.get_by_role("link", name="Remove").first.click()
    page.get_by_role("button", name="Remove it").click()
    expect(page.get_by_text("Removed by its author.")).to_be_visible()
    expect(page.get_by_text("For the eyes of both.")).to_have_count(0)
