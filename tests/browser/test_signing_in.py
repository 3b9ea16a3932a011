"""Signing in and the frame of every page, in a real browser."""

import re

import pytest
from django.core import mail
from django.core.cache import cache
from playwright.sync_api import Page, expect

from tests.browser.browsing import Look, Site, assert_accessible, keep_picture

pytestmark = pytest.mark.browser
PAGES = {
    "login": "/accounts/login/",
    "password-reset": "/accounts/password/reset/",
    "password-reset-done": "/accounts/password/reset/done/",
    "signup": "/accounts/signup/",
    "not-there": "/no-such-page",
}


@pytest.fixture(autouse=True)
def no_tries_yet(site: Site) -> None:
    """Forget how often a code was asked for: every test starts with a clean count."""
    cache.clear()


@pytest.mark.parametrize("name", PAGES)
def test_the_page_is_accessible(page: Page, site: Site, look: Look, name: str) -> None:
    page.goto(site.url(PAGES[name]))

    keep_picture(page, f"{name}-{look}")
    assert_accessible(page)


def test_a_form_with_a_problem_is_accessible_and_takes_the_focus(page: Page, site: Site, look: Look) -> None:
    page.goto(site.url("/accounts/login/"))
    page.get_by_label("Your e-mail address").fill("not an address")
    page.get_by_role("button", name="Continue").click()

    expect(page.locator(".summary")).to_be_focused()
    keep_picture(page, f"login-problem-{look}")
    assert page.title().startswith("Error: Sign in")
    assert_accessible(page)


def test_a_code_from_the_mail_signs_in(page: Page, site: Site, look: Look) -> None:
    ask_for_code(page, site)
    keep_picture(page, f"code-{look}")
    assert_accessible(page)

    page.get_by_label("The code in the mail").fill(code_in_mail())
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(lambda url: "/accounts/" not in url)

    assert page.context.cookies(site.url("/"))


@pytest.mark.without_script
def test_signing_in_works_without_a_script(page: Page, site: Site) -> None:
    ask_for_code(page, site)
    page.get_by_label("The code in the mail").fill(code_in_mail())
    page.get_by_role("button", name="Sign in").click()

    page.goto(site.url("/accounts/password/set/"))

    assert page.get_by_role("heading", level=1).inner_text() == "Set a password"


@pytest.mark.without_script
def test_the_theme_can_be_chosen_without_a_script(page: Page, site: Site) -> None:
    page.goto(site.url("/accounts/login/"))

    page.get_by_role("button", name="Dark").click()

    expect(page.locator("html")).to_have_attribute("data-bs-theme", "dark")
    expect(page.get_by_role("button", name="Dark")).to_have_attribute("aria-pressed", "true")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_system_follows_the_system(page: Page, site: Site, theme: str) -> None:
    page.emulate_media(color_scheme=theme)
    page.goto(site.url("/accounts/login/"))

    grounds = {"light": "rgb(247, 248, 250)", "dark": "rgb(16, 22, 30)"}
    expect(page.locator("html")).to_have_attribute("data-bs-theme", theme)
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == grounds[theme]


def test_the_first_tab_leads_past_the_navigation(page: Page, site: Site) -> None:
    page.goto(site.url("/accounts/password/reset/done/"))

    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.keyboard.press("Enter")

    expect(page.locator("#main")).to_be_focused()


def ask_for_code(page: Page, site: Site) -> None:
    page.goto(site.url("/accounts/login/"))
    page.get_by_label("Your e-mail address").fill("noor.haddad@example.org")
    page.get_by_role("button", name="Continue").click()
    page.wait_for_url("**/login/code/confirm/")


def code_in_mail() -> str:
    return re.search(r"^([A-Z0-9-]{6,})$", mail.outbox[-1].body, re.MULTILINE)[1]
