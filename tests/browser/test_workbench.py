"""The matching pages in a real Chromium: looked at by axe, worked by mouse, by keys and without a script."""

import re

import pytest
from playwright.sync_api import Page, expect

from telemachy.journeys.models import Connection
from telemachy.matching.actions import hold, mark_rest_reviewed, propose_pairs, publish
from telemachy.matching.models import Decision, MatchRun, Proposal, Publication
from telemachy.matching.queries import workbench
from telemachy.tenancy.context import work
from tests.browser.browsing import Look, Site, assert_accessible, keep_picture, sign_in
from tests.matching.conftest import Cohort, make_cohort

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def cohort(site: Site) -> Cohort:
    """The cohort, committed once for this file."""
    with work(site.cast.lumen.id):
        return make_cohort(site.cast)


@pytest.fixture
def run(site: Site, cohort: Cohort) -> MatchRun:
    """A draft of its own for every test; earlier ones go, with what was published of them."""
    with work(site.cast.lumen.id):
        Connection.objects.all().delete()
        Publication.objects.all().delete()
        Decision.objects.all().delete()
        Proposal.objects.all().delete()
        MatchRun.objects.all().delete()
        return propose_pairs(site.cast.programme, by=cohort.by)


@pytest.fixture
def ines(page: Page, site: Site) -> Page:
    sign_in(page, site.cast.ines, site)
    return page


def at(site: Site, run: MatchRun, rest: str = "") -> str:
    return site.url(f"/p/{site.cast.programme.slug}/matching/{run.number}{rest}")


def first_key(site: Site, run: MatchRun) -> str:
    """The address of the first pair by name."""
    with work(site.cast.lumen.id):
        row = next(each for each in workbench(run, "all", sort="name").rows if each.mentor)
        return f"{row.mentee.pk}.{row.mentor.pk}"


def names(page: Page) -> list[str]:
    return page.locator("table.rows a.who").all_inner_texts()


# --- looked at --------------------------------------------------------------------------------------------------------

ADDRESSES = {
    "bench": "?show=all",
    "alternative": "?show=all&pair={key}&mentor={mentor}",
    "ruling": "?show=all&pair={key}&ask=rule-out",
    "trying": "?show=all&w-wants-offers=80&w-wishes=0",
    "unmatched": "?show=unmatched",
    "nothing": "?show=locked",
    "found": "?show=all&pair={key}&find=o",
    "closed": "?show=all&pair=none",
}


def addresses(site: Site, cohort: Cohort, run: MatchRun) -> dict[str, str]:
    values = {"key": first_key(site, run), "mentor": cohort.mentors["Kofi"].pk}
    return {name: at(site, run, query.format(**values)) for name, query in ADDRESSES.items()}


def test_every_state_of_the_workbench_is_accessible(
    ines: Page, site: Site, look: Look, cohort: Cohort, run: MatchRun
) -> None:
    with work(site.cast.lumen.id):
        hold(run, cohort.mentees["Iris"].pk, by=cohort.by)

    for name, address in addresses(site, cohort, run).items():
        ines.goto(address)
        expect(ines.get_by_role("heading", name="Matching", level=1)).to_be_visible()
        keep_picture(ines, f"workbench-{name}-{look}")
        assert_accessible(ines)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_workbench_is_accessible_at_1024(ines: Page, site: Site, cohort: Cohort, run: MatchRun, theme: str) -> None:
    ines.set_viewport_size({"width": 1024, "height": 768})
    ines.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
    found = addresses(site, cohort, run)
    for name in ("bench", "alternative", "unmatched"):
        ines.goto(found[name])
        keep_picture(ines, f"workbench-{name}-{theme}-1024")
        assert_accessible(ines)

    ines.get_by_role("link", name="What counts").click()
    expect(ines.get_by_label("Topics", exact=True)).to_be_visible()
    assert_accessible(ines)


def test_drafts_and_publishing_are_accessible(
    ines: Page, site: Site, look: Look, cohort: Cohort, run: MatchRun
) -> None:
    def seen(name: str, rest: str) -> None:
        ines.goto(at(site, run, rest))
        if rest == "/publish":
            expect(ines.frame_locator(".mailframe").get_by_text("hopes to lead")).to_be_visible()
        keep_picture(ines, f"matching-{name}-{look}")
        assert_accessible(ines)

    with work(site.cast.lumen.id):
        mark_rest_reviewed(run, by=cohort.by)
    seen("check", "/publish")
    with work(site.cast.lumen.id):
        publish(run, by=cohort.by)
    seen("waiting", "/publish")
    seen("read-only", "?show=all")
    seen("list", "/..")
    with work(site.cast.lumen.id):
        MatchRun.objects.filter(pk=run.pk).update(state=MatchRun.State.SOLVING)
    seen("solving", "")


def test_at_1440_summary_rows_weights_and_drawer_are_seen_at_once(ines: Page, site: Site, run: MatchRun) -> None:
    ines.goto(at(site, run, f"?show=all&pair={first_key(site, run)}"))

    for seen in ("#state", "#w-wants-offers", "#w-seniority-fit", "#pair", "table.terms tfoot", "table.others"):
        expect(ines.locator(seen)).to_be_in_viewport(ratio=1)
    assert sum(row.bounding_box()["y"] + 44 <= 900 for row in ines.locator("table.rows tbody tr").all()) >= 8
    assert ines.evaluate("document.documentElement.scrollHeight <= window.innerHeight")


# --- worked -----------------------------------------------------------------------------------------------------------


def test_opening_pricing_choosing_and_undoing_reload_nothing(ines: Page, site: Site, run: MatchRun) -> None:
    ines.goto(at(site, run, "?show=all&sort=name"))
    ines.evaluate("window.kept = true")
    before = ines.locator("table.rows .c-mentor").all_inner_texts()

    ines.get_by_role("link", name="Ben Sato").click()
    expect(ines.locator("#pair")).to_contain_text("Ben Sato")
    ines.locator("a.pick").last.click()
    choose = ines.locator(".pathacts button")
    expect(choose).to_contain_text("Choose")
    choose.click()
    expect(ines.locator("#last")).to_contain_text("Chose and locked Ben Sato")
    assert ines.locator("table.rows .c-mentor").all_inner_texts() != before
    ines.get_by_role("button", name="Undo").click()
    expect(ines.locator("#last")).to_contain_text("Undone: Ben Sato")

    assert ines.locator("table.rows .c-mentor").all_inner_texts() == before
    assert ines.evaluate("window.kept") is True
    ines.go_back()
    expect(ines.locator("#pair")).to_contain_text("Ben Sato")


def test_one_key_reviews_and_moves_on(ines: Page, site: Site, run: MatchRun) -> None:
    ines.goto(at(site, run, "?show=all&sort=name&focus=row"))
    expect(ines.get_by_role("link", name="Amira Haddad")).to_be_focused()

    ines.keyboard.press("r")
    expect(ines.get_by_role("link", name="Ben Sato")).to_be_focused()
    expect(ines.locator("#last")).to_contain_text("Marked Amira Haddad")
    ines.keyboard.press("l")
    expect(ines.locator("#last")).to_contain_text("Locked Ben Sato")
    expect(ines.get_by_role("link", name="Ben Sato")).to_be_focused()
    ines.keyboard.press("z")
    expect(ines.locator("#last")).to_contain_text("Undone: Ben Sato")
    ines.keyboard.press("f")
    expect(ines.get_by_role("heading", name=re.compile("Rule out Ben Sato"))).to_be_focused()


def test_keys_can_be_switched_off_and_stay_off(ines: Page, site: Site, run: MatchRun) -> None:
    ines.goto(at(site, run, "?show=all&sort=name&focus=row"))
    ines.get_by_role("button", name="Single keys are on").click()
    expect(ines.locator("kbd").first).to_be_hidden()
    ines.reload()
    ines.get_by_role("link", name="Amira Haddad").focus()

    ines.keyboard.press("r")
    ines.get_by_role("link", name="Ben Sato").click()
    expect(ines.locator("#pair")).to_contain_text("Ben Sato")

    expect(ines.locator("#last")).to_contain_text("Nothing has been changed")
    ines.get_by_role("button", name="Single keys are off").click()


def test_keys_do_nothing_while_one_types(ines: Page, site: Site, run: MatchRun) -> None:
    ines.goto(at(site, run, f"?show=all&sort=name&pair={first_key(site, run)}"))
    ines.get_by_label("Any other mentor").fill("")
    ines.get_by_label("Any other mentor").press_sequentially("rlz")

    expect(ines.get_by_label("Any other mentor")).to_have_value("rlz")
    expect(ines.locator("#last")).to_contain_text("Nothing has been changed")


def test_escape_closes_the_drawer_and_focus_returns(ines: Page, site: Site, run: MatchRun) -> None:
    ines.goto(at(site, run, "?show=all&sort=name"))
    ines.get_by_role("link", name="Ben Sato").click()
    expect(ines.locator("#pair")).to_contain_text("Ben Sato")
    ines.locator("#drawer .step a").last.focus()

    ines.keyboard.press("Escape")

    expect(ines.locator("#drawer")).to_have_count(0)
    expect(ines.get_by_role("link", name="Ben Sato")).to_be_focused()


def test_a_step_shows_what_would_change_and_reset_takes_it_away(ines: Page, site: Site, run: MatchRun) -> None:
    ines.goto(at(site, run))
    ines.evaluate("window.kept = true")

    ines.get_by_role("button", name="Topics more").click()
    expect(ines.locator("#ghost")).to_contain_text("Trying Topics 40, was 35. Nothing is applied.")
    assert ines.locator("#ghost").evaluate("each => getComputedStyle(each).borderTopStyle") == "dashed"
    ines.locator(".pairbtns").get_by_role("link", name="Reset").click()

    expect(ines.locator("#ghost")).to_have_count(0)
    expect(ines.get_by_label("Topics", exact=True)).to_have_value("35")
    assert ines.evaluate("window.kept") is True


def test_a_refusal_takes_the_focus_and_keeps_the_page(ines: Page, site: Site, cohort: Cohort, run: MatchRun) -> None:
    ines.goto(at(site, run, "?show=all&sort=name"))
    with work(site.cast.lumen.id):
        hold(run, cohort.mentees["Iris"].pk, by=cohort.by)

    ines.locator("#drawer").get_by_role("button", name="Lock").click()

    refusal = ines.get_by_role("alert")
    expect(refusal).to_contain_text("Somebody has changed this draft since you opened the page.")
    expect(refusal).to_contain_text("Held Iris Vik")
    expect(refusal).to_be_focused()
    ines.locator("#drawer").get_by_role("button", name="Lock").click()
    expect(ines.locator("#last")).to_contain_text("Locked Amira Haddad")


@pytest.mark.without_script
def test_everything_works_without_a_script(ines: Page, site: Site, run: MatchRun) -> None:
    ines.goto(at(site, run, "?show=all&sort=name"))
    ines.get_by_role("link", name="Ben Sato").click()
    ines.locator("a.pick").last.click()
    ines.locator(".pathacts button").click()
    expect(ines.locator("#last")).to_contain_text("Chose and locked Ben Sato")
    ines.get_by_role("button", name="Undo").click()
    expect(ines.locator("#last")).to_contain_text("Undone: Ben Sato")
    ines.get_by_role("button", name="Topics more").click()
    expect(ines.locator("#ghost")).to_contain_text("Trying Topics 40, was 35.")
    ines.locator("#ghost").get_by_role("link", name="Reset").click()
    ines.get_by_role("link", name="Rule out…").first.click()
    ines.get_by_label("Why").select_option("history")
    ines.get_by_role("button", name=re.compile("^Rule out")).click()
    expect(ines.locator("#last")).to_contain_text("Ruled out")
    ines.get_by_role("button", name=re.compile("Mark the other")).click()
    ines.get_by_role("link", name="Publish…").click()
    ines.get_by_role("button", name=re.compile(r"Publish \d+ pair")).click()
    expect(ines.locator("#goes")).to_contain_text("Nothing has left yet.")
    ines.locator("#goes").get_by_role("button", name="Undo").click()
    expect(ines.locator("#flash")).to_contain_text("Taken back.")


def test_the_waiting_page_opens_the_draft_by_itself_once_it_is_solved(ines: Page, site: Site, run: MatchRun) -> None:
    with work(site.cast.lumen.id):
        MatchRun.objects.filter(pk=run.pk).update(state=MatchRun.State.SOLVING)
    ines.goto(at(site, run))
    expect(ines.locator("#job")).to_contain_text("Working on Draft 1…")

    with work(site.cast.lumen.id):
        MatchRun.objects.filter(pk=run.pk).update(state=MatchRun.State.READY)

    expect(ines.locator("#state")).to_contain_text("mentees paired")


def test_a_phone_shows_cards_and_reviews(ines: Page, site: Site, run: MatchRun) -> None:
    ines.set_viewport_size({"width": 390, "height": 844})
    ines.goto(at(site, run, "?show=all&sort=name"))
    expect(ines.locator("#drawer")).to_be_hidden()
    expect(ines.locator("#weights")).to_be_hidden()

    review = ines.locator("table.rows tr").filter(has_text="Amira Haddad").get_by_role("button")
    assert review.bounding_box()["height"] >= 44
    review.click()

    expect(ines.locator("#last")).to_contain_text("Marked Amira Haddad")
    expect(ines.locator("#last")).to_be_in_viewport()
