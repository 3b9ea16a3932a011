"""The pages of sessions, looked at, and a session arranged from the mail to the last word on it."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from telemachy.journeys.actions import Preparations, book_session, offer_times, prepare_session, say_whether_met
from telemachy.journeys.mails.sessions import BOOK, LOG, PREPARE
from telemachy.journeys.models import Connection, Session
from telemachy.messaging.links import make_link
from telemachy.people.models import Person
from telemachy.tenancy import clock
from telemachy.tenancy.context import work
from tests.browser.browsing import Look, Site, assert_accessible, keep_picture, sign_in
from tests.cast import Cast
from tests.journeys.pairs import make_pair

pytestmark = pytest.mark.browser
NOW = timezone.now().replace(second=0, microsecond=0)


@pytest.fixture(scope="module")
def pair(site: Site) -> Connection:
    """Noor and Elias, who have met four of five times and meet again; Bruno has offered Petra three times."""
    cast = site.cast
    with work(cast.lumen.id):
        Person.objects.filter(pk=cast.elias.pk).update(time_zone="Europe/Berlin")
        with clock.set_to(NOW - timedelta(days=100)):
            made = make_pair(cast)
        for number, days in enumerate((90, 75, 62, 48, 33, 6)):
            meet(cast, made, days, met=number != 2, answered=number != 5)
        coming = offer_times(made, [NOW + timedelta(days=4)], by=cast.actor(cast.noor), place="https://meet.example/n")
        book_session(coming, NOW + timedelta(days=4), by=cast.actor(cast.elias))
        answers = Preparations("To chair the audit meeting without notes.", "Two colleagues agreed to begin.", "")
        prepare_session(coming, answers, by=cast.actor(cast.noor))
        beginning = make_pair(cast, cast.bruno, cast.petra, ("Bruno named Petra",))
        times = [NOW + timedelta(days=days, hours=days) for days in (5, 6, 8)]
        offer_times(beginning, times, by=cast.actor(cast.bruno), place="Room 4")
        return made


def meet(cast: Cast, pair: Connection, days: int, *, met: bool, answered: bool) -> None:
    then = NOW - timedelta(days=days)
    with clock.set_to(then - timedelta(days=3)):
        session = offer_times(pair, [then], by=cast.actor(cast.noor))
        book_session(session, then, by=cast.actor(cast.elias))
    if answered:
        with clock.set_to(then + timedelta(hours=2)):
            for person in (cast.noor, cast.elias):
                say_whether_met(session, met, by=cast.actor(person), useful=4 if met else None)


def path_of(site: Site, person: Person, action: str, session: Session) -> str:
    with work(site.cast.lumen.id):
        return make_link(person.pk, action, session.pk, days=30).partition("8000")[2]


def sessions_of(site: Site, pair: Connection | None = None) -> list[Session]:
    with work(site.cast.lumen.id):
        found = Session.objects.filter(connection=pair) if pair else Session.objects.exclude(offered_by=site.cast.noor)
        return list(found.order_by("number"))


def test_the_pages_of_sessions_are_accessible(page: Page, site: Site, pair: Connection, look: Look) -> None:
    sign_in(page, site.cast.noor, site)
    *_rest, unsaid, coming = sessions_of(site, pair)
    for name, path in (
        ("journey", ""),
        ("sessions", "/sessions"),
        ("session", f"/sessions/{coming.pk}"),
        ("unsaid", f"/sessions/{unsaid.pk}"),
        ("move", f"/sessions/{coming.pk}/move"),
        ("cancel", f"/sessions/{coming.pk}/cancel"),
    ):
        page.goto(site.url(f"/j/{pair.pk}{path}"))
        keep_picture(page, f"sessions-{name}-{look}")
        assert_accessible(page)


def test_the_pages_behind_the_links_are_accessible(page: Page, site: Site, pair: Connection, look: Look) -> None:
    [offered] = sessions_of(site)
    *_rest, unsaid, coming = sessions_of(site, pair)
    for name, person, action, session, query in (
        ("book", site.cast.petra, BOOK, offered, f"?time={NOW + timedelta(days=6, hours=6):%Y%m%dT%H%M}"),
        ("none", site.cast.petra, BOOK, offered, "?do=move"),
        ("booked", site.cast.elias, BOOK, coming, ""),
        ("log", site.cast.elias, LOG, unsaid, "?answer=yes"),
        ("prepare", site.cast.noor, PREPARE, coming, ""),
    ):
        page.goto(site.url(path_of(site, person, action, session) + query))
        keep_picture(page, f"link-{name}-{look}")
        assert_accessible(page)


def test_a_mistake_is_said_where_it_is(page: Page, site: Site, pair: Connection) -> None:
    sign_in(page, site.cast.noor, site)
    coming = sessions_of(site, pair)[-1]
    page.goto(site.url(f"/j/{pair.pk}/sessions/{coming.pk}/move"))

    page.get_by_role("button", name="Offer Elias these times").click()

    expect(page.get_by_role("alert")).to_contain_text("Offer a time.")
    keep_picture(page, "sessions-mistake")
    assert_accessible(page)


@pytest.mark.without_script
def test_without_a_script_a_session_is_booked_from_the_mail(page: Page, site: Site, pair: Connection) -> None:
    [offered] = sessions_of(site)
    page.goto(site.url(path_of(site, site.cast.petra, BOOK, offered)))

    page.get_by_role("radio").first.check()
    page.get_by_role("button", name="Book this time").click()

    expect(page.locator("#state")).to_contain_text("You meet Bruno on")
