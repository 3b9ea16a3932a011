"""Three pairs from publication to published story, one of each reference programme, told over HTTP.

Everybody acts as themselves: signed in with a browser of their own, or through the links in their mails. Links act by
POST. Nothing calls an action; only people and programmes are put in place beforehand.
"""

import io
import re
import xml.etree.ElementTree as ElementTree
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pypdf
import pytest
from django.core import mail

from telemachy.stories.models import Sentence
from telemachy.tenancy.context import work
from tests.cast import Cast
from tests.journeys.canary import Canary, canary, cells, found_in
from tests.stories.telling import close_a_pair
from tests.walkthroughs import thread_steps as steps
from tests.walkthroughs.pages import Browser
from tests.walkthroughs.scenarios import ENGINEER, FOUNDER, PHYSICIAN, Scenario
from tests.walkthroughs.thread import Letter, Thread, WallClock, begin

RECORDS = ("#need", "#mentor", "/charter", "#sessions", "/goals/…", "/initiatives/…", "/outcomes/…", "/closing")
ATOM = "{http://www.w3.org/2005/Atom}"
LATER = ENGINEER.begins + timedelta(days=200)
committed = pytest.mark.django_db(transaction=True, databases=["default", "counters", "owner"])


def walk_to_the_end(thread: Thread) -> None:
    """Tell a pair from publication to its end."""
    days = thread.scenario.days
    steps.publish_pair(thread)
    steps.accept(thread)
    steps.agree_to_charter(thread)
    steps.meet(thread, 10)
    steps.write_notes(thread, 12)
    steps.set_goal(thread, 13)
    initiative = steps.begin_initiative(thread, 14)
    steps.change_something(thread, initiative, 60)
    steps.record_outcome(thread, days - 30)
    steps.close_well(thread, days)


def walk_to_the_story(thread: Thread, *, more: str = "") -> str:
    """Tell an ended pair until its story is published; return the address of the desk."""
    desk = steps.ask(thread)
    steps.agree_to_be_told(thread)
    steps.write_story(thread, desk, more=more)
    steps.approve(thread)
    steps.publish_story(thread, desk)
    return desk


def read_as_anybody(thread: Thread) -> None:
    """Somebody unknown reads the story, every source, the PDF, the list and the feed."""
    scenario, anybody = thread.scenario, Browser()
    listed = anybody.open("/stories/")
    assert scenario.standfirst in listed.said
    story = listed.follow(scenario.title)
    assert story.address == thread.story
    for words in (scenario.hope, scenario.piece.asked["title"], scenario.outcome.asked["text"], "They met twice"):
        assert words in story.said
    for unsaid in (steps.PRIVATE, steps.SHARED, steps.WANTED, "Room 4.12"):
        assert unsaid not in story.said
    opened = [re.findall(r"Source (\d+) Recorded", page.said) for page in steps.sources_of(story)]
    assert opened == [[str(number)] for number in range(1, len(opened) + 1)]
    paper = story.follow("PDF to print").answer.content
    printed = "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(paper)).pages)
    assert scenario.title in " ".join(printed.split())
    feed = ElementTree.fromstring(anybody.open("/stories/feed.atom").answer.content)  # noqa: S314 - our own feed
    assert [each.findtext(f"{ATOM}title") for each in feed.iter(f"{ATOM}entry")] == [scenario.title]


def walk_back_as_the_mentee(thread: Thread) -> None:
    """From every source the mentee reaches a live record, and from each record the story again."""
    mentee = thread.browser(thread.mentee)
    records: dict[str, set[str]] = {}
    for page in steps.sources_of(mentee.open(thread.story)):
        for href in page.hrefs("Open the record"):
            records.setdefault(href, set()).add(page.address.partition("#")[0])
    kinds = {re.sub(r"[0-9a-f-]{36}", "…", href) for href in records}
    assert {f"/j/…{end}" for end in RECORDS} <= kinds
    for href, sources in records.items():
        record = mentee.open(href)
        assert "Told in the story:" in record.said, href
        back = {link.partition("#")[0] for link in record.hrefs() if link.startswith(thread.story)}
        assert back & sources, href


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> WallClock:
    """The clock on the wall, long before anything that is told here."""
    return WallClock(monkeypatch, PHYSICIAN.begins - timedelta(days=1))


def follow(scenario: Scenario, cast: Cast, clock: WallClock) -> Thread:
    """Follow a pair from publication to the story told about it."""
    thread = begin(scenario, cast, clock)
    walk_to_the_end(thread)
    walk_to_the_story(thread)
    read_as_anybody(thread)
    return thread


def test_the_engineer_is_followed_from_publication_to_her_story(cast: Cast, clock: WallClock) -> None:
    """Noor writes good software and hopes to stop being right alone.

    In six months with Elias, every two weeks, she brings three departments to one release plan, the days from decision
    to customer are read before and after, and she becomes project manager of the team; HR's record says so.
    """
    thread = follow(ENGINEER, cast, clock)

    walk_back_as_the_mentee(thread)  # for all three in tests/browser/test_threads.py


@pytest.mark.slow
def test_the_physician_is_followed_from_publication_to_her_story(cast: Cast, clock: WallClock) -> None:
    """Amara treats children well and wants to lead the ward.

    In twelve months with Henrik, around night shifts, she leads nurses and pharmacy in getting children home before
    noon; the hospital's register of quality holds the readings, and Ines has seen it.
    """
    follow(PHYSICIAN, cast, clock)


@pytest.mark.slow
def test_the_founder_is_followed_from_publication_to_her_story(cast: Cast, clock: WallClock) -> None:
    """Lucia makes fashion that lasts and has to pay its people.

    In nine months with Jonas, once a month, she turns orders into rentals and signs a round. Her programme told her
    before she joined that outcomes are recorded by name, so she is not asked whether Ines may see hers.
    """
    follow(FOUNDER, cast, clock)


# --- what was agreed to can be taken back -----------------------------------------------------------------------------
@dataclass(frozen=True)
class Told:
    """A published story with a sentence that stands nowhere else."""

    thread: Thread
    canary: Canary
    desk: str

    def columns(self) -> set[str]:
        """Return the columns of all tables that hold the sentence in any form, as their owner reads them."""
        organisations = [self.thread.cast.lumen, self.thread.cast.elsewhere]
        return {column for column, value in cells(organisations) if found_in(value, [self.canary])}

    def shown(self) -> dict[str, int]:
        """Return the pages on which the sentence or the title stands, each with its status."""
        thread, story = self.thread, self.thread.story
        about = (self.canary.text, thread.scenario.title)
        found = {}
        for person, addresses in (
            (None, [story, f"{story}?source=2", f"{story}.pdf", "/stories/", "/stories/feed.atom"]),
            (thread.cast.tove, [f"{thread.at}/evidence", story]),
            (thread.cast.ines, [f"{thread.at}/stories", self.desk, f"{thread.at}/pairs/{thread.home[3:]}"]),
            (thread.mentee, [thread.home, f"{thread.home}/story", f"{thread.home}/charter", f"{thread.home}/closing"]),
            (thread.mentor, [thread.home, f"{thread.home}/story"]),
        ):
            client = thread.browser(person).client
            for address in addresses:
                answer = client.get(address)
                if any(words in _text_of(answer) for words in about):
                    found[address] = answer.status_code
        return found


def _text_of(answer: Any) -> str:
    if answer.headers["Content-Type"] != "application/pdf":
        return str(answer.content.decode())
    return "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(answer.content)).pages)


@pytest.fixture
def published(cast: Cast, clock: WallClock) -> Told:
    """Noor and Elias, whose story is told; one sentence of it is the author's alone."""
    with work(cast.lumen.id):
        connection = close_a_pair(cast).connection
    thread = Thread(ENGINEER, cast, cast.programme, cast.noor, cast.elias, clock, home=f"/j/{connection.pk}")
    clock.go_to(LATER)
    secret = canary("sentence")
    desk = walk_to_the_story(thread, more=f"Said nowhere else: {secret.text}.")
    return Told(thread, secret, desk)


@committed
def test_a_story_that_the_mentee_takes_back_leaves_no_trace(published: Told) -> None:
    thread = published.thread

    approval = thread.letter(thread.mentee, "Your story, to read before anybody else does")

    taken = approval.open().press("Take the story back")

    assert "The story was taken back" in taken.said
    assert published.shown() == {}
    for address in (thread.story, f"{thread.story}.pdf"):
        for person in (None, thread.cast.tove, thread.cast.ines, thread.mentor):
            gone = thread.browser(person).open(address, status=410)
            assert "This story was taken back" in gone.said
    assert "Told in the story:" not in thread.browser(thread.mentee).open(thread.home).said
    assert published.columns() == set()


@committed
def test_the_search_finds_the_sentence_while_the_story_stands(published: Told) -> None:
    """The twin: pages and tables are searched where the sentence is."""
    thread = published.thread

    assert published.columns() == {"public.stories_sentence.text"}
    public = {thread.story, f"{thread.story}.pdf", "/stories/", "/stories/feed.atom"}
    others = {f"{thread.at}/evidence", f"{thread.at}/stories", published.desk}
    assert public | others <= published.shown().keys()
    assert "Told in the story:" in thread.browser(thread.mentee).open(thread.home).said
    paper = thread.browser(None).client.get(f"{thread.story}.pdf")
    assert published.canary.text in "".join(_text_of(paper).split())


def test_a_mentee_who_does_not_want_to_be_told_is_not_and_the_mentor_does_not_learn_of_it(
    cast: Cast, clock: WallClock
) -> None:
    with work(cast.lumen.id):
        connection = close_a_pair(cast).connection
    thread = Thread(ENGINEER, cast, cast.programme, cast.noor, cast.elias, clock)
    clock.go_to(LATER)
    desk = steps.ask(thread)
    mentors_page = f"/j/{connection.pk}/story"
    asked = thread.letter(thread.mentor, "May we tell your story?").open()
    asked.press("Agree")
    before = thread.browser(thread.mentor).open(mentors_page).said, len(mail.outbox)

    declined = thread.letter(thread.mentee, "May we tell your story?").open().press("No")

    assert "You said no. It stays at that, and nobody is told who said it." in declined.said
    thread.deliver()
    assert (thread.browser(thread.mentor).open(mentors_page).said, len(mail.outbox)) == before
    shell = thread.browser(cast.ines).open(desk)
    assert "Not both have agreed" in shell.said
    assert not re.search(r"declined|refused|said no", shell.said, re.I)
    with work(cast.lumen.id):
        assert not Sentence.objects.exists()


def test_a_mentors_links_say_how_things_stand_after_the_pair_has_ended(cast: Cast, clock: WallClock) -> None:
    thread = begin(ENGINEER, cast, clock)
    steps.publish_pair(thread)
    steps.accept(thread)
    steps.agree_to_charter(thread)
    steps.meet(thread, 10)
    thread.on(20)
    end = thread.browser(thread.mentee).open(f"{thread.home}/closing/end")
    assert "Your pair has ended" in end.press("End this pair now").said

    old = [Letter(each) for each in mail.outbox if thread.mentor.email in each.to[0] and "/a/" in each.body]
    invitation = old[0].link("Yes, I would like to:")
    assert len(old) >= 4
    for letter in old:
        page = letter.open()
        assert "Accept Noor" not in page.said, letter.message.subject
        assert "Book this time" not in page.said, letter.message.subject
    assert "Your pair with Noor has ended" in Browser().open(invitation).said
    assert "This pair has ended" in Browser().post(invitation, {"answer": "yes"}, status=409).said
    assert "Your pair with Elias has ended" in thread.letter(thread.mentee, "Elias said yes").open().said
    answered = thread.letter(thread.mentor, "has ended").open().press("Keep my answers", {"next_step": "touch"})
    assert "Your answers are kept" in answered.said
