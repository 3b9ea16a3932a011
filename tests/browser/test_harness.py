"""The traps bite: a page that is bad on purpose is caught by each of them."""

import pytest
from playwright.sync_api import Page, Route

from telemachy.web.middleware import CONTENT_SECURITY_POLICY
from tests.browser.browsing import Watch, accessibility_faults

pytestmark = pytest.mark.browser
START = '<!doctype html><html lang="en"><head><title>A page</title></head><body><main><h1>A page</h1>'


def show(page: Page, body: str) -> None:
    """Serve a page of our own to the browser, under the policy every page has."""

    def answer(route: Route) -> None:
        headers = {"Content-Security-Policy": CONTENT_SECURITY_POLICY}
        route.fulfill(
            status=200, content_type="text/html", headers=headers, body=START + body + "</main></body></html>"
        )

    page.route("http://bad.localhost/", answer)
    page.goto("http://bad.localhost/")


def test_a_good_page_has_no_faults(page: Page) -> None:
    show(page, "<p>All is well.</p>")

    assert accessibility_faults(page) == []


@pytest.mark.parametrize(
    ("fault", "rule"),
    [
        ('<img src="data:,">', "image-alt"),
        ("<button></button>", "button-name"),
        ('<input type="text">', "label"),
        ('<p lang="nonsense-at-all">Text</p>', "valid-lang"),
    ],
)
def test_axe_bites(page: Page, watch: Watch, fault: str, rule: str) -> None:
    show(page, fault)
    watch.faults.clear()

    assert [found.split(":")[0] for found in accessibility_faults(page)] == [rule]


@pytest.mark.parametrize(
    "fault",
    [
        "<script>document.title = 'taken'</script>",
        '<p style="color: red">Text</p>',
        '<img alt="" src="http://evil.localhost/">',
    ],
)
def test_the_policy_trap_bites(page: Page, watch: Watch, fault: str) -> None:
    show(page, fault)
    page.wait_for_function("document.readyState === 'complete'")

    assert any("Content Security Policy" in heard for heard in watch.faults)
    assert page.title() == "A page"
    watch.faults.clear()


def test_a_missing_file_is_caught(page: Page, watch: Watch) -> None:
    page.route("http://bad.localhost/gone.svg", lambda route: route.fulfill(status=404, body=""))

    show(page, '<img alt="" src="/gone.svg">')

    assert watch.faults == ["404: http://bad.localhost/gone.svg"]
    watch.faults.clear()
