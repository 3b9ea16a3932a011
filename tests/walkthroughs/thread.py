"""A pair on its way: the clock on the wall, the mails of the two as they hold them, and where they begin.

`tenancy.clock.set_to` is not used here: a past told by it sends mails whose links have lost their secrets, and asks
nobody afterwards whether they met. So the clock on the wall is moved instead.
"""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest
import vobject
from django.core import mail
from django.utils import timezone

from telemachy.people.models import Person
from telemachy.programmes.actions import create_programme
from telemachy.programmes.models import Programme
from telemachy.programmes.shipped import shipped_texts
from telemachy.tenancy.context import work
from tests.cast import Cast, make_person, take_part
from tests.jobs import run_due_jobs
from tests.matching.people import tell
from tests.walkthroughs.pages import Browser, Page
from tests.walkthroughs.scenarios import Scenario

MENTEE_ZONE, MENTOR_ZONE = "Europe/London", "Europe/Berlin"


class WallClock:
    """The clock on the wall, which a walkthrough moves."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, moment: datetime) -> None:
        self.moment = moment
        monkeypatch.setattr(timezone, "now", self.read)

    def read(self) -> datetime:
        """Return the time; a little passes whenever somebody looks."""
        self.moment += timedelta(milliseconds=1)
        return self.moment

    def go_to(self, moment: datetime) -> None:
        """Wait until then."""
        assert moment > self.moment, f"It is {self.moment} already, not {moment}."
        self.moment = moment


@dataclass
class Thread:
    """A pair on its way."""

    scenario: Scenario
    cast: Cast
    programme: Programme
    mentee: Person
    mentor: Person
    clock: WallClock
    home: str = ""  # the address of the pair's page
    story: str = ""  # the address of the published story

    def on(self, day: int, hour: int = 9) -> None:
        """Wait until some day after the beginning; mails that are due leave meanwhile."""
        self.wait(self.scenario.begins.replace(hour=hour) + timedelta(days=day))

    def wait(self, moment: datetime) -> None:
        """Wait until then; mails that are due leave meanwhile."""
        self.clock.go_to(moment)
        self.deliver()

    def deliver(self) -> None:
        """Let the mails leave that are due."""
        with work(self.cast.lumen.id):
            run_due_jobs()

    @property
    def at(self) -> str:
        """The beginning of the programme's addresses."""
        return f"/p/{self.programme.slug}"

    @property
    def pair(self) -> tuple[Person, Person]:
        """The two."""
        return self.mentee, self.mentor

    def letter(self, person: Person, subject: str) -> "Letter":
        """Return the latest mail that reached somebody under a subject with these words."""
        self.deliver()
        mine = [each for each in mail.outbox if person.email in each.to[0]]
        found = [each for each in mine if subject in each.subject]
        assert found, f"{person.name} has no mail “{subject}”, but {[each.subject for each in mine]}."
        return Letter(found[-1])

    def browser(self, person: Person | None) -> Browser:
        """Return a browser in which somebody has signed in."""
        return Browser(person)


@dataclass(frozen=True)
class Letter:
    """A mail as its reader holds it."""

    message: Any

    @property
    def text(self) -> str:
        """Its plain text."""
        return str(self.message.body)

    def link(self, below: str = "") -> str:
        """Return the path of the first link, or of the first one below a line."""
        found = re.search(re.escape(below) + r".*?(https?://\S+)", self.text, re.DOTALL)
        assert found, f"No link below “{below}”: {self.text}"
        parts = urlsplit(found[1])
        assert parts.hostname == "lumen.localhost"
        return f"{parts.path}?{parts.query}" if parts.query else parts.path

    def open(self, below: str = "") -> Page:
        """Open a link of the mail in a browser in which nobody has signed in."""
        path = self.link(below)
        assert path.startswith("/a/"), path
        return Browser().open(path)

    def invitation(self) -> Any:
        """Return the entry for calendars that is attached, as a program that is not ours reads it."""
        [file] = [part for part in self.message.message().walk() if part.get_filename() == "invite.ics"]
        return vobject.readOne(file.get_payload(decode=True).decode())


def begin(scenario: Scenario, cast: Cast, clock: WallClock) -> Thread:
    """Put the two into their programme, as an import and their applications would have."""
    clock.go_to(scenario.begins)
    with work(cast.lumen.id):
        text, slug = shipped_texts()[scenario.programme], f"{scenario.programme}-1"
        programme = create_programme(text, cohort="First cohort", by=None, slug=slug)
        mentee = _person(scenario.mentee, scenario.mentee_title, scenario.mentee_employer, MENTEE_ZONE)
        mentor = _person(scenario.mentor, scenario.mentor_title, scenario.mentor_employer, MENTOR_ZONE)
        take_part(mentee, programme, "mentee")
        take_part(mentor, programme, "mentor")
        tell(mentor, offers=[scenario.topic])
        tell(mentee, wants=[scenario.topic], hope=scenario.hope, wishes=[mentor])
        mentee.refresh_from_db()
        mentor.refresh_from_db()
    return Thread(scenario, cast, programme, mentee, mentor, clock)


def _person(name: str, title: str, employer: str, zone: str) -> Person:
    known = Person.objects.filter(name=name).first() or make_person(name)
    Person.objects.filter(pk=known.pk).update(job_title=title, employer=employer, time_zone=zone)
    known.refresh_from_db()
    return known
