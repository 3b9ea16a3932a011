"""Goals, an initiative with its chart, and the closing, as the two of a pair see them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from playwright.sync_api import Page, expect

from telemachy.journeys.actions import (
    InitiativeFacts,
    announce_closing,
    answer_closing,
    begin_initiative,
    close_connection,
    drop_goal,
    log_decision,
    rate_goal,
    read_measure,
    set_goal,
    start_change,
)
from telemachy.journeys.models import Connection
from telemachy.tenancy import clock
from telemachy.tenancy.context import work
from tests.browser.browsing import Look, Site, Watch, assert_accessible, keep_picture, sign_in
from tests.journeys.pairs import make_pair

pytestmark = pytest.mark.browser
BEGUN = datetime(2026, 3, 2, 9, tzinfo=UTC)
LEVELS = {
    -2: "I still say nothing",
    -1: "I speak when asked",
    0: "I chair one meeting that ends with a decision",
    1: "I chair every other meeting",
    2: "Somebody I taught chairs it",
}
FACTS = InitiativeFacts(
    title="Reviews that end with a decision",
    aim="Every design review ends with a decision and a name, also those that three teams share.",
    team="Two firmware engineers, one from test, the product owner",
    people_led=4,
    measure="Days from review to decision",
    unit="days",
    better="lower",
    baseline=Decimal(21),
    baseline_from="The last ten reviews, median",
    wanted=Decimal(14),
    source="Minutes of the reviews",
)
READINGS = [22, 21, 24, 20, 21, 23, 17, 16, 15, 13, 14, 12]
DECISIONS = [("2026-04-13", "Name the chair beforehand."), ("2026-05-04", "Firmware reviews stay apart until June.")]


@dataclass(frozen=True)
class Told:
    """Two pairs: one on its way with everything it may have, one that has ended; and what is at the beginning."""

    going: Connection
    fresh: Connection
    goal: str
    initiative: str


@pytest.fixture(scope="module")
def told(site: Site) -> Told:
    cast = site.cast
    with work(cast.lumen.id):
        noor, elias, bruno = (cast.actor(person) for person in (cast.noor, cast.elias, cast.bruno))
        with clock.set_to(BEGUN):
            going = make_pair(cast)
            goal = set_goal(going, "Chair the design review", by=noor, sign="The minutes name me", levels=LEVELS)
            set_goal(going, "Say no to a colleague I like, with a reason", by=noor)
            dropped = set_goal(going, "Learn to love spreadsheets", by=noor)
            drop_goal(dropped, by=noor)
            initiative = begin_initiative(going, FACTS, by=noor, goal=goal)
        for week, level, by in ((2, -1, noor), (8, 0, noor), (9, 1, elias)):
            with clock.set_to(BEGUN + timedelta(weeks=week)):
                rate_goal(goal, level, by=by)
        with clock.set_to(BEGUN + timedelta(weeks=13)):
            start_change(initiative, date(2026, 4, 13), "Chair named beforehand", by=noor)
            for week, value in enumerate(READINGS):
                read_measure(initiative, date(2026, 3, 2) + timedelta(weeks=week), Decimal(value), by=noor)
            for day, text in DECISIONS:
                log_decision(initiative, date.fromisoformat(day), text, by=noor)
        fresh = make_pair(cast, cast.bruno, cast.petra)
        set_goal(fresh, "Ask before I answer", by=bruno)
    return Told(going, fresh, f"/goals/{goal.pk}", f"/initiatives/{initiative.pk}")


PAGES: dict[str, Callable[[Told], str]] = {
    "journey": lambda told: f"/j/{told.going.pk}",
    "goals": lambda told: f"/j/{told.going.pk}/goals",
    "goal": lambda told: f"/j/{told.going.pk}{told.goal}?change=1",
    "initiative": lambda told: f"/j/{told.going.pk}{told.initiative}",
    "initiative-change": lambda told: f"/j/{told.going.pk}{told.initiative}/change",
    "initiative-new": lambda told: f"/j/{told.going.pk}/initiatives/new",
    "closing": lambda told: f"/j/{told.going.pk}/closing",
    "closing-end": lambda told: f"/j/{told.going.pk}/closing/end",
}


@pytest.mark.parametrize("name", PAGES)
def test_a_mentee_sees_goals_initiative_and_closing(
    page: Page, site: Site, told: Told, look: Look, watch: Watch, name: str
) -> None:
    watch.over(page)
    sign_in(page, site.cast.noor, site)

    page.goto(site.url(PAGES[name](told)))

    keep_picture(page, f"{name}-{look}")
    assert_accessible(page)
    assert watch.faults == []


@pytest.mark.parametrize("name", ["goals", "goal", "initiative"])
def test_a_mentor_sees_the_same_without_its_forms(page: Page, site: Site, told: Told, name: str) -> None:
    sign_in(page, site.cast.elias, site)

    page.goto(site.url(PAGES[name](told)))

    keep_picture(page, f"{name}-mentor")
    assert_accessible(page)


@pytest.mark.without_script
def test_readings_are_pasted_without_a_script(page: Page, site: Site, told: Told) -> None:
    sign_in(page, site.cast.bruno, site)
    page.goto(site.url(f"/j/{told.fresh.pk}/initiatives/new"))
    for label, value in (("Title", "Stand-ups of ten minutes"), ("Aim", "Shorter"), ("Unit", "minutes")):
        page.get_by_label(label, exact=True).fill(value)
    page.get_by_label("Measure", exact=True).fill("Length of the stand-up")
    page.get_by_label("Where it stands now").fill("18")
    page.get_by_role("button", name="Begin this initiative").click()
    page.get_by_text("Paste several at once").click()
    page.get_by_label("Readings, one a line").fill("2026-03-02 18\n2026-03-03 about 17")
    page.get_by_role("button", name="Keep all of them").click()

    expect(page.get_by_role("alert")).to_contain_text("Line 2: “2026-03-03 about 17” is not a day and a value")
    keep_picture(page, "initiative-refused")
    page.get_by_label("Readings, one a line").fill("2026-03-02 18\n2026-03-03 17")
    page.get_by_role("button", name="Keep all of them").click()
    expect(page.get_by_text("2 readings are kept.")).to_be_visible()


def test_a_mentor_is_asked_three_questions(page: Page, site: Site, told: Told, look: Look) -> None:
    with work(site.cast.lumen.id):
        announce_closing(told.fresh, by=site.cast.actor(site.cast.bruno))
    sign_in(page, site.cast.petra, site)

    page.goto(site.url(f"/j/{told.fresh.pk}/closing"))

    expect(page.get_by_role("heading", name="Three questions")).to_be_visible()
    keep_picture(page, f"closing-asked-{look}")
    assert_accessible(page)


def test_a_pair_that_has_ended_looks_back(page: Page, site: Site, told: Told, look: Look) -> None:
    cast = site.cast
    with work(cast.lumen.id):
        bruno, petra = cast.actor(cast.bruno), cast.actor(cast.petra)
        if not Connection.objects.filter(pk=told.fresh.pk, stage="closed").exists():
            closure = announce_closing(told.fresh, by=bruno)
            answer_closing(closure, "mentor", by=bruno, helped="You asked before you answered.")
            answer_closing(closure, "touch", by=petra, did_not_work="Mondays.")
            close_connection(closure, by=petra)
    sign_in(page, cast.bruno, site)

    page.goto(site.url(f"/j/{told.fresh.pk}/closing"))

    expect(page.get_by_text("Mentor somebody yourself")).to_be_visible()
    keep_picture(page, f"closing-after-{look}")
    assert_accessible(page)
