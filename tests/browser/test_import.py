"""An import in a real browser: each step in every look, questions settled in place, and the same without a script."""

import re

import pytest
from playwright.sync_api import Page, expect

from telemachy.people.actions import stage_import
from telemachy.people.models import ImportBatch, Person
from telemachy.programmes.actions import undo_import
from telemachy.tenancy.context import work
from tests.browser.browsing import Look, Site, assert_accessible, keep_picture, sign_in
from tests.people.faulty import write_faulty

pytestmark = pytest.mark.browser
HOME = "/p/engineers-to-leaders/"


@pytest.fixture
def batch(site: Site) -> ImportBatch:
    """The faulty spreadsheet, read and not yet imported; what an earlier test imported is taken back."""
    with work(site.cast.lumen.id):
        for applied in ImportBatch.objects.filter(state="applied"):
            undo_import(applied, None)
        return stage_import(
            site.cast.programme.pk, write_faulty(), "lumen-autumn.xlsx", site.cast.actor(site.cast.ines)
        )


def state_of(page: Page, sentence: str) -> None:
    expect(page.locator("#state")).to_contain_text(sentence)


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("import-bring", "import"),
        ("import-columns", "import/{batch}/columns"),
        ("import-check", "import/{batch}/check"),
        ("people", "people"),
        ("people-nobody", "people?q=zzzz"),
        ("person", "people/{person}"),
        ("person-edit", "people/{person}/edit"),
    ],
)
def test_every_page_reads_well_in_every_look(
    site: Site, page: Page, look: Look, batch: ImportBatch, name: str, path: str
) -> None:
    sign_in(page, site.cast.ines, site)

    page.goto(site.url(HOME + path.format(batch=batch.pk, person=site.cast.noor.pk)))

    assert_accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    keep_picture(page, f"{name}-{look}")


def test_questions_are_settled_in_place_and_the_import_goes_in(site: Site, page: Page, batch: ImportBatch) -> None:
    sign_in(page, site.cast.ines, site)
    page.goto(site.url(f"{HOME}import/{batch.pk}/check"))
    page.evaluate("window.stays = true")
    state_of(page, "200 new, 0 updated, 0 same, 3 need you.")

    page.get_by_label("Keep row 131").click()
    state_of(page, "2 need you")
    page.get_by_label("E-mail, row 118").fill("jonas.weber@lumen.example")
    page.locator("#r-118-email").get_by_role("button", name="Save").click()
    state_of(page, "201 new, 0 updated, 0 same, 1 needs you.")
    page.locator("#r-118-email").get_by_role("button", name="Undo").click()
    state_of(page, "200 new")
    page.get_by_text("4 March 2022").click()
    expect(page.get_by_text("like 191 other rows")).to_have_count(0)
    expect(page.get_by_label("4 March 2022")).to_be_checked()
    assert page.evaluate("window.stays") is True

    page.get_by_role("button", name="Import 200, set 2 aside").click()
    state_of(page, "200 new, 0 updated, 0 same. Nobody got a mail.")
    page.get_by_role("button", name="Undo this import").click()
    state_of(page, "Taken back.")


@pytest.mark.without_script
def test_without_a_script_the_same_import_goes_in(site: Site, page: Page, batch: ImportBatch) -> None:
    sign_in(page, site.cast.ines, site)
    page.goto(site.url(f"{HOME}import/{batch.pk}/columns"))
    page.get_by_role("button", name="Looks right").click()

    page.get_by_label("E-mail, row 118").fill("jonas.weber@lumen.example")
    page.locator("#r-118-email").get_by_role("button", name="Save").click()
    page.get_by_label("Keep row 131").check()
    page.get_by_role("button", name="Keep the chosen rows").click()
    page.get_by_role("button", name=re.compile("^Import 201")).click()

    state_of(page, "201 new, 0 updated, 0 same.")
    with work(site.cast.lumen.id):
        assert Person.objects.filter(email="priya.raman@lumen.example", team="Payments").exists()


def test_the_list_narrows_while_one_types(site: Site, page: Page) -> None:
    sign_in(page, site.cast.ines, site)
    page.goto(site.url(HOME + "people"))

    page.get_by_label("Name, e-mail, team or job title").press_sequentially("noor")

    expect(page.locator("#people tbody tr")).to_have_count(1)
    expect(page).to_have_url(re.compile("q=noor"))
    assert page.evaluate("document.activeElement.name") == "q"
