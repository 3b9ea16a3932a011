"""The outbox in a real browser: every state of it, the framed mail, and its buttons with and without a script."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from telemachy.messaging.models import OutboxMessage
from telemachy.messaging.outbox import enqueue
from telemachy.messaging.placeholders import fill
from telemachy.tenancy.context import work
from tests.browser.browsing import Look, Site, assert_accessible, keep_picture, sign_in

pytestmark = pytest.mark.browser
BODY = """Hello {mentor_first},

{mentee} hopes for this: “To hold a design review that ends with a decision, without one team feeling overruled.”

Why you:
- You led the Payments platform through two migrations; {mentee} starts one in October.
- Both of you can meet on Tuesdays from 16:00.

It takes 60 minutes every 2 weeks, for 6 months. Please answer by Mon 13 Oct. If it is not the right time, say so:
nobody is told, and somebody else is asked.

Ines Roth"""


@pytest.fixture
def mails(site: Site) -> dict[str, OutboxMessage]:
    """A mail in every state that a mail can wait in."""
    mentors = [
        (site.cast.elias, {}),
        (site.cast.petra, {"held": True}),
        (site.cast.bruno, {"to_address": "bruno at lumen"}),
    ]
    with work(site.cast.lumen.id):
        OutboxMessage.objects.all().delete()
        written = [invite(site, person, **more) for person, more in mentors]
    return {message.state: message for message in written}


def invite(site: Site, person: Any, **more: Any) -> OutboxMessage:
    body = fill(BODY, {"mentor_first": person.short_name, "mentee": "Noor Haddad"})
    link = site.url("/a/" + "x" * 43)
    given = {"to_address": person.email, "send_after": timezone.now() + timedelta(minutes=10), **more}
    return enqueue(
        "invitation",
        event=f"publication:1:{person.pk}",
        person_id=person.pk,
        to_name=person.name,
        programme_id=site.cast.programme.pk,
        from_name="Engineers who lead, Lumen Works",
        why="You get this because you offered, on 2 September, to mentor one engineer.",
        context={
            "subject": f"{person.short_name}, would you mentor Noor Haddad?",
            "body": body,
            "accept_url": link,
            "decline_url": link + "?answer=no",
        },
        **given,
    )


def outbox(site: Site, rest: str = "") -> str:
    return site.url(f"/p/{site.cast.programme.slug}/outbox{rest}")


def test_every_tab_and_every_open_mail_is_accessible(
    page: Page, site: Site, look: Look, mails: dict[str, OutboxMessage]
) -> None:
    sign_in(page, site.cast.ines, site)
    for state in ("held", "sent", "failed"):
        page.goto(outbox(site, f"?state={state}"))
        keep_picture(page, f"outbox-{state}-{look}")
        assert_accessible(page)
    for state in ("held", "scheduled", "failed"):
        page.goto(outbox(site, f"/{mails[state].pk}"))
        expect(page.frame_locator(".mailframe").get_by_text("Yes, I would like to")).to_be_visible()
        keep_picture(page, f"outbox-mail-{state}-{look}")
        assert_accessible(page)


def test_the_mail_by_itself_fits_and_has_buttons_for_thumbs(
    page: Page, site: Site, look: Look, mails: dict[str, OutboxMessage]
) -> None:
    sign_in(page, site.cast.ines, site)
    page.goto(outbox(site, f"/{mails['scheduled'].pk}/mail"))

    keep_picture(page, f"mail-{look}")
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    heights = page.eval_on_selector_all(
        "td[align=center] > a", "links => links.map(a => a.getBoundingClientRect().height)"
    )
    assert len(heights) == 2
    assert min(heights) >= 44


def test_a_mail_is_opened_beside_the_list_and_held(page: Page, site: Site, mails: dict[str, OutboxMessage]) -> None:
    sign_in(page, site.cast.ines, site)
    page.goto(outbox(site, "?state=scheduled"))

    page.get_by_role("link", name="Elias Berg").click()
    expect(page.get_by_role("heading", name="What Elias Berg gets")).to_be_visible()
    page.locator("#mail").get_by_role("button", name="Hold").click()

    expect(page.get_by_text("Held. It does not leave until you release it.")).to_be_visible()


@pytest.mark.without_script
def test_without_a_script_a_mail_is_opened_and_taken_back(
    page: Page, site: Site, mails: dict[str, OutboxMessage]
) -> None:
    sign_in(page, site.cast.ines, site)
    page.goto(outbox(site, "?state=held"))

    page.get_by_role("link", name="Petra Novak").click()
    page.get_by_text("Take it back…").click()
    page.get_by_role("button", name="Take it back").click()

    expect(page.get_by_text("Taken back. It will never be sent.")).to_be_visible()
