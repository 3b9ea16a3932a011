"""A real Chromium and what a page must not do in it; without one these tests are counted as not run."""

import os
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.servers.basehttp import ThreadedWSGIServer
from django.core.wsgi import get_wsgi_application
from django.test import Client
from django.test.testcases import QuietWSGIRequestHandler
from playwright.sync_api import ConsoleMessage, Page, Request, Response

from telemachy.people.models import Person
from telemachy.tenancy.context import work
from telemachy.tenancy.models import Route

ROOT = Path(__file__).resolve().parents[2]
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"]
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
]
SERVER_ERROR = 500
CLIENT_ERROR = 400


def find_chromium() -> str | None:
    """Return the browser that CHROMIUM names, or the system's."""
    named = os.environ.get("CHROMIUM")
    return named or shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


@dataclass(frozen=True)
class Look:
    """How a page is looked at: the system's theme and the width of the window."""

    theme: str
    width: int
    height: int

    def __str__(self) -> str:
        return f"{self.theme}-{self.width}"


LOOKS = [Look("light", 1440, 900), Look("dark", 1440, 900), Look("light", 390, 844), Look("dark", 390, 844)]


@dataclass
class Watch:
    """What went wrong on a page while it was looked at; an answer the reader navigated to may be a refusal."""

    faults: list[str] = field(default_factory=list)

    def over(self, page: Page) -> None:
        """Listen to a page from now on."""
        page.on("console", self._hear)
        page.on("pageerror", lambda error: self.faults.append(f"script: {error}"))
        page.on("requestfailed", self._miss)
        page.on("response", self._judge)

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type == "error" and "Failed to load resource" not in message.text:
            self.faults.append(f"console: {message.text}")

    def _miss(self, request: Request) -> None:
        if "ERR_ABORTED" not in (request.failure or ""):
            self.faults.append(f"failed: {request.url} {request.failure}")

    def _judge(self, response: Response) -> None:
        by_the_page = response.request.resource_type not in ("document", "xhr", "fetch")
        if response.status >= SERVER_ERROR or (response.status >= CLIENT_ERROR and by_the_page):
            self.faults.append(f"{response.status}: {response.url}")


@dataclass(frozen=True)
class Site:
    """The pages being served and the people they belong to."""

    port: int
    cast: Any

    def url(self, path: str, label: str = "lumen") -> str:
        """Return the address of a page at an organisation's host."""
        return f"http://{label}.localhost:{self.port}{path}"


class OneRequest(QuietWSGIRequestHandler):
    """Closes after each answer, so that no thread keeps a connection to the database that is about to be dropped."""

    protocol_version = "HTTP/1.0"


@contextmanager
def serving() -> Iterator[int]:
    """Serve the application on a free port of this machine, each request in a thread of its own."""
    server = ThreadedWSGIServer(("127.0.0.1", 0), OneRequest)
    server.daemon_threads = False  # closing the server waits for the answers still being made
    server.set_app(get_wsgi_application())
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield server.server_port
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def sign_in(page: Page, person: Person, site: Site) -> None:
    """Give the page's browser the session of a person; signing in by hand has tests of its own."""
    label = Route.objects.get(organisation_id=person.organisation_id).name
    client = Client(headers={"host": f"{label}.localhost"})
    with work(person.organisation_id):
        client.force_login(person.account)
    value = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": site.url("/", label)}])


def accessibility_faults(page: Page) -> list[str]:
    """Return what axe finds wrong by the rules of WCAG 2.0 to 2.2, levels A and AA: rule, place, reason."""
    page.evaluate(AXE.read_text("utf-8"))
    rules = {"runOnly": {"type": "tag", "values": WCAG}, "resultTypes": ["violations"]}
    found = page.evaluate("rules => axe.run(document, rules)", rules)
    return [
        f"{fault['id']}: {' '.join(map(str, node['target']))}: {node.get('failureSummary', '')}"
        for fault in found["violations"]
        for node in fault["nodes"]
    ]


def assert_accessible(page: Page) -> None:
    """Fail where axe finds a fault, or where the page is wider than its window."""
    assert accessibility_faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), f"{page.url} scrolls sideways"


def keep_picture(page: Page, name: str) -> None:
    """Keep a picture of the whole page in the folder that TELEMACHY_SHOTS names, for people to look at."""
    if folder := os.environ.get("TELEMACHY_SHOTS"):
        Path(folder).mkdir(parents=True, exist_ok=True)
        page.screenshot(path=str(Path(folder) / f"{name}.png"), full_page=True)
