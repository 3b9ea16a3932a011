"""Outcomes of a pair, the coordinator's claims and the sponsor's sheet: light, dark, wide, on a phone, printed."""

import re
from decimal import Decimal

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from telemachy.evidence.actions import confirm_claim, record_claim, state_contribution
from telemachy.evidence.models import Claim
from telemachy.tenancy.context import work
from tests.browser.browsing import Look, Site, assert_accessible, keep_picture, sign_in
from tests.evidence.cohorts import Cohort
from tests.evidence.conftest import READINGS, ROLE
from tests.evidence.pairs import pair_up

pytestmark = pytest.mark.browser
SHEET = "/p/engineers-to-leaders/evidence"
OUTCOMES = "/p/engineers-to-leaders/outcomes"


@pytest.fixture(scope="module")
def claim(site: Site) -> Claim:
    """Noor and Elias with two outcomes, in a cohort of fifty-three."""
    cast = site.cast
    with work(cast.lumen.id):
        pair = pair_up(cast, cast.noor, cast.elias)
        noor, ines = cast.actor(cast.noor), cast.actor(cast.ines)
        claim = record_claim(pair, ROLE, by=noor)
        confirm_claim(claim, "record", by=ines, reference="HR record, 3 March 2026")
        state_contribution(claim, "some", "He asked what I would do if nobody came.", by=noor)
        record_claim(pair, READINGS, by=noor)
        cohort = Cohort(cast.programme, cast.elias, 52)
        cohort.claims("AAAAABBBBBBDDDDD")
        cohort.claims("B" * 26, start=16, happened=False)
        cohort.claims("AAAAAAD", "scope-led", start=3, kind="measure", value=Decimal(4), unit="people")
        for number in range(31):
            cohort.initiative(number, 8 if number < 18 else 3, 8, shifts=number < 11)
    return claim


def test_the_sheet_is_one_calm_page(page: Page, site: Site, claim: Claim, look: Look) -> None:
    sign_in(page, site.cast.tove, site)

    page.goto(site.url("/"))

    assert page.url == site.url(SHEET)
    expect(page.get_by_role("heading", name="What happened")).to_contain_text("took on a leading role.")
    keep_picture(page, f"evidence-{look}")
    assert_accessible(page)


@pytest.mark.parametrize(("who", "pages"), [("tove", (SHEET,)), ("ines", (SHEET, OUTCOMES, ""))])
def test_the_sheet_and_the_coordinators_pages_reflow_at_320_pixels(
    page: Page, site: Site, claim: Claim, who: str, pages: tuple[str, ...]
) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    sign_in(page, getattr(site.cast, who), site)

    for path in pages:
        page.goto(site.url(path or f"{OUTCOMES}/{claim.pk}"))

        assert page.evaluate("document.documentElement.scrollWidth") == 320, path
        keep_picture(page, f"reflow-{who}-{pages.index(path)}")


def test_the_sheet_prints_on_one_a4_page(page: Page, site: Site, claim: Claim, tmp_path) -> None:
    sign_in(page, site.cast.tove, site)
    page.goto(site.url(SHEET))

    page.pdf(path=tmp_path / "sheet.pdf", prefer_css_page_size=True)

    printed = PdfReader(tmp_path / "sheet.pdf")
    assert len(printed.pages) == 1
    text = re.sub(r"\s+", " ", printed.pages[0].extract_text())
    assert "17 of 53 engineers took on a leading role." in text
    assert "No evaluation was registered before the data" in text
    page.emulate_media(media="print")
    keep_picture(page, "evidence-print")


def test_the_pages_of_outcomes_are_accessible(page: Page, site: Site, claim: Claim, look: Look) -> None:
    sign_in(page, site.cast.noor, site)
    for name, path in (("outcomes", ""), ("claim", f"/{claim.pk}"), ("correct", f"/{claim.pk}/correct")):
        page.goto(site.url(f"/j/{claim.connection_id}/outcomes{path}"))
        keep_picture(page, f"{name}-{look}")
        assert_accessible(page)


def test_the_coordinators_pages_are_accessible(page: Page, site: Site, claim: Claim, look: Look) -> None:
    sign_in(page, site.cast.ines, site)
    for name, path in (("programme-outcomes", ""), ("programme-claim", f"/{claim.pk}")):
        page.goto(site.url(f"/p/engineers-to-leaders/outcomes{path}"))
        keep_picture(page, f"{name}-{look}")
        assert_accessible(page)


@pytest.mark.without_script
def test_without_a_script_a_mentor_confirms_and_nothing_offers_to_print(page: Page, site: Site, claim: Claim) -> None:
    sign_in(page, site.cast.elias, site)
    page.goto(site.url(f"/j/{claim.connection_id}/outcomes/{claim.pk}"))
    page.get_by_label("Yes, I have seen it").check()
    page.get_by_role("button", name="Say so as mentor").click()

    expect(page.get_by_text("Elias Berg confirms it as mentor")).to_be_visible()
    sign_in(page, site.cast.tove, site)
    page.goto(site.url(SHEET))
    expect(page.get_by_role("button", name="Print this page")).to_be_hidden()
