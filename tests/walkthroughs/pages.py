"""Pages as somebody without scripts uses them: read, follow a link, fill a form in and press a button.

A form sends what its page holds, hidden fields included, and takes only fields and choices that it offers. So whoever
presses here shows that the page could be pressed.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urldefrag, urljoin

from django.test import Client

from telemachy.people.models import Person
from telemachy.tenancy.context import work

HOST = "lumen.localhost"
REDIRECTS = (301, 302, 303)
LABELLED = ("a", "button", "option")


@dataclass
class Element:
    """A link, a button or an option with its text."""

    tag: str
    given: dict[str, str]
    text: str = ""


@dataclass
class Form:
    """A form: where it goes, what it sends as it stands, and what its fields may hold (None for anything)."""

    given: dict[str, str]
    filled: dict[str, str] = field(default_factory=dict)
    takes: dict[str, dict[str, str] | None] = field(default_factory=dict)
    buttons: list[Element] = field(default_factory=list)

    def fill(self, typed: Mapping[str, Any]) -> dict[str, str]:
        """Return what is sent when this is typed; a choice is named by its value or its label."""
        sent = dict(self.filled)
        for name, value in typed.items():
            assert name in self.takes, f"The form has no field {name}, but {sorted(self.takes)}."
            choices = self.takes[name]
            if choices is not None:
                value = {**{label: key for key, label in choices.items()}, **{key: key for key in choices}}[str(value)]
            sent[name] = str(value)
        return sent


class _Reading(HTMLParser):
    """Finds text, links and forms."""

    def __init__(self, answer: Any) -> None:
        super().__init__()
        self.said: list[str] = []
        self.links: list[Element] = []
        self.forms: list[Form] = []
        self.loose: list[Element] = []  # buttons outside their form
        self.open: list[Element] = []
        self.form: Form | None = None
        self.select = self.area = ""
        self.is_outside = False  # of a textarea that names its form
        self.feed(answer.content.decode() if "text/html" in answer.headers.get("Content-Type", "") else "")
        for button in self.loose:
            next(form for form in self.forms if form.given.get("id") == button.given["form"]).buttons.append(button)

    @property
    def text(self) -> str:
        """All text in one line."""
        return _plain(" ".join(self.said))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.form = Form(given)
            self.forms.append(self.form)
        elif tag in LABELLED:
            self._open(Element(tag, given))
        elif tag == "textarea" and "form" in given:
            self.form = next(form for form in self.forms if form.given.get("id") == given["form"])
            self.is_outside = True
            self._field(tag, given, self.form)
        elif self.form is not None and given.get("name"):
            self._field(tag, given, self.form)

    def _open(self, element: Element) -> None:
        self.open.append(element)
        if element.tag == "a":
            self.links.append(element)
        elif element.tag == "button" and "form" in element.given:
            self.loose.append(element)
        elif element.tag == "button" and self.form is not None:
            self.form.buttons.append(element)

    def _field(self, tag: str, given: dict[str, str], form: Form) -> None:
        name, kind, value = given["name"], given.get("type", "text"), given.get("value", "")
        if tag == "select":
            self.select = name
            form.takes[name] = {}
        elif tag == "textarea":
            self.area = name
            form.filled[name], form.takes[name] = "", None
        elif tag == "input" and kind in ("radio", "checkbox"):
            form.takes[name] = {**(form.takes.get(name) or {}), value or "on": value or "on"}
            if "checked" in given:
                form.filled[name] = value or "on"
        elif tag == "input" and kind != "submit":
            form.filled[name], form.takes[name] = value, None

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.form = None
        elif tag == "textarea" and self.form is not None:
            self.form.filled[self.area] = self.form.filled[self.area].removeprefix("\n")  # as browsers do
            self.area = ""
            self.form, self.is_outside = None if self.is_outside else self.form, False
        elif tag == "select":
            self.select = ""
        elif tag in LABELLED and self.open:
            self._close(self.open.pop())

    def _close(self, element: Element) -> None:
        element.text = _plain(element.text)
        if element.tag != "option" or self.form is None or not self.select:
            return
        value, choices = element.given.get("value", element.text), self.form.takes[self.select]
        if choices is not None:
            choices[value] = element.text
        if "selected" in element.given or self.select not in self.form.filled:
            self.form.filled[self.select] = value

    def handle_data(self, data: str) -> None:
        self.said.append(data)
        for element in self.open:
            element.text += data
        if self.area and self.form is not None:
            self.form.filled[self.area] += data


class Page:
    """A page that somebody has before them; where a button leads is opened once somebody looks."""

    def __init__(self, browser: "Browser", address: str, answer: Any, status: int) -> None:
        self.browser, self.address, self._answer, self._expected = browser, address, answer, status
        if self.goes_on:
            self.address = urljoin(address, answer.headers["Location"])

    @cached_property
    def answer(self) -> Any:
        """What the server answered, redirections followed."""
        answer = self._answer
        while answer.status_code in REDIRECTS:
            self.address = urljoin(self.address, answer.headers["Location"])
            answer = self.browser.client.get(urldefrag(self.address).url)
        if answer.status_code != self._expected:
            raise AssertionError(f"{self.address} answered {answer.status_code}: {_Reading(answer).text[:1500]}")
        return answer

    @property
    def goes_on(self) -> bool:
        """Whether the server sent on to another page."""
        return self._answer.status_code in REDIRECTS

    @cached_property
    def _read(self) -> _Reading:
        return _Reading(self.answer)

    @property
    def said(self) -> str:
        """What the page says."""
        return self._read.text

    def hrefs(self, text: str = "") -> list[str]:
        """Return where the links with this text lead."""
        return [each.given.get("href", "") for each in self._read.links if text in each.text]

    def follow(self, text: str) -> "Page":
        """Follow the first link with this text."""
        found = self.hrefs(text)
        assert found, f"No link “{text}” on {self.address}: {self.said[:600]}"
        return self.browser.open(urljoin(self.address, found[0]))

    def form_of(self, button: str) -> tuple[Form, Element]:
        """Return the first form with this button."""
        pressed = [(form, each) for form in self._read.forms for each in form.buttons if each.text == button]
        there = [each.text for form in self._read.forms for each in form.buttons]
        assert pressed, f"No button “{button}” on {self.address}, but {there}: {self.said[:600]}"
        return pressed[0]

    def press(self, button: str, typed: Mapping[str, Any] | None = None, *, status: int = 200) -> "Page":
        """Fill the form of a button in, press it, and go where that leads."""
        form, pressed = self.form_of(button)
        sent = form.fill(typed or {})
        if pressed.given.get("name"):
            sent[pressed.given["name"]] = pressed.given.get("value", "")
        assert form.given.get("method") == "post"
        to = pressed.given.get("formaction", form.given.get("action", ""))
        return self.browser.post(urljoin(self.address, to), sent, status=status)


class Browser:
    """One person's browser, signed in; or anybody's."""

    def __init__(self, person: Person | None = None, host: str = HOST) -> None:
        self.client = Client(HTTP_HOST=host)
        if person is not None:
            with work(person.organisation_id):
                self.client.force_login(person.account)

    def open(self, address: str, *, status: int = 200) -> Page:
        """Open an address, following redirections."""
        page = Page(self, address, self.client.get(urldefrag(address).url), status)
        assert page.answer
        return page

    def post(self, address: str, sent: Mapping[str, str], *, status: int = 200) -> Page:
        """Send a form."""
        page = Page(self, address, self.client.post(urldefrag(address).url, sent), status)
        assert page.goes_on or page.answer
        return page


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()
