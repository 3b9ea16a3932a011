"""The steps of a pair from publication to published story, each done by the person whose step it is, over HTTP."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from tests.walkthroughs.pages import Page
from tests.walkthroughs.thread import MENTEE_ZONE, MENTOR_ZONE, Thread

PRIVATE = "I was afraid to ask. I am less so now."
SHARED = "We begin with the one who says least."
WANTED = "To say no and stay friends."


# --- a pair begins ----------------------------------------------------------------------------------------------------
def publish_pair(thread: Thread) -> None:
    """The coordinator proposes pairs, marks this one reviewed, publishes and lets the mails go."""
    ines = thread.browser(thread.cast.ines)
    ines.open(f"{thread.at}/matching").press("Propose pairs")
    thread.deliver()
    bench = ines.open(f"{thread.at}/matching/1?show=all&pair={thread.mentee.pk}.{thread.mentor.pk}")
    bench.press("Mark reviewed")
    check = ines.open(f"{thread.at}/matching/1/publish")
    assert thread.scenario.mentor in check.said
    assert "Waiting in the Outbox" in check.press("Publish 1 pair").said
    ines.open(f"{thread.at}/matching/1/publish").press("Send now")


def accept(thread: Thread) -> None:
    """The mentor says yes from the mail; the mentee hears of it and finds the pair's page."""
    thread.on(1)
    invited = thread.letter(thread.mentor, "").open("Yes, I would like to:")
    assert thread.scenario.hope in invited.said
    accepted = invited.press(f"Accept {thread.mentee.short_name}")
    assert f"You mentor {thread.mentee.name}" in accepted.said
    told = thread.letter(thread.mentee, thread.mentor.short_name)
    assert thread.mentor.name in told.open().said
    now = thread.browser(thread.mentee).open("/now")
    thread.home = next(href for href in now.hrefs() if re.fullmatch(r"/j/[0-9a-f-]{36}", href))


def agree_to_charter(thread: Thread) -> None:
    """Both read the charter and agree; the second finds it from the mail about the first."""
    thread.on(2)
    first = thread.browser(thread.mentee).open(f"{thread.home}/charter").press("Agree to this charter")
    assert f"{thread.mentor.short_name} has been asked to read it" in first.said
    link = thread.letter(thread.mentor, "has agreed to your charter").link()
    both = thread.browser(thread.mentor).open(link).press("Agree to this charter")
    assert "You have both agreed" in both.said


# --- sessions ---------------------------------------------------------------------------------------------------------
def meet(thread: Thread, day: int, *, prepared: bool = True) -> None:
    """The mentee offers three times, the mentor books one from the mail, and afterwards both say that they met."""
    thread.on(day - 7)
    start = _offer(thread, day)
    session = _book(thread, start)
    if prepared:
        _prepare(thread, session, start)
    thread.wait(start + timedelta(hours=3))
    for person in thread.pair:
        asked = thread.letter(person, "Did you meet today?").open("Yes, we met:")
        thanks = asked.press("Save")
        assert "You have said that you and" in thanks.said
        assert "How useful was it?" in thanks.said
    met = thread.browser(thread.mentor).open(session)
    assert met.said.count("says that you met") == 2


def _offer(thread: Thread, day: int) -> datetime:
    """Offer three times by the mentee's clock; return the second, by nobody's in particular."""
    first = (thread.scenario.begins + timedelta(days=day)).replace(tzinfo=ZoneInfo(MENTEE_ZONE), hour=10, minute=0)
    times = [first + timedelta(days=days) for days in range(3)]
    typed = {f"time_{number}": f"{each:%Y-%m-%dT%H:%M}" for number, each in enumerate(times, 1)}
    page = thread.browser(thread.mentee).open(f"{thread.home}/sessions")
    offered = page.press(f"Offer {thread.mentor.short_name} these times", {**typed, "place": "Room 4.12"})
    assert f"{thread.mentor.short_name}" in offered.said
    return times[1].astimezone(UTC)


def _book(thread: Thread, start: datetime) -> str:
    """Book the second time by one POST from the mail; return the address of the session."""
    thread.clock.go_to(thread.clock.moment + timedelta(days=1))
    offer = thread.letter(thread.mentor, f"{thread.mentee.short_name} offers")
    assert "Berlin time" in offer.text
    label = f"{start.astimezone(ZoneInfo(MENTOR_ZONE)):%-d %b, %H:%M}"
    booked = offer.open(f"{label}\n").press("Book this time")
    for person, other in (thread.pair, thread.pair[::-1]):
        entry = thread.letter(person, f"with {other.short_name}").invitation()
        assert entry.method.value == "REQUEST"
        assert entry.vevent.dtstart.value == start
        assert entry.vevent.location.value == "Room 4.12"
        assert {line.value for line in entry.vevent.attendee_list} == {f"mailto:{each.email}" for each in thread.pair}
    return next(href for href in booked.hrefs() if href.startswith(f"{thread.home}/sessions/"))


def _prepare(thread: Thread, session: str, start: datetime) -> None:
    """Two days before, the mentee answers three questions from the mail; the mentor reads them after signing in."""
    thread.wait(start - timedelta(hours=47))
    asked = thread.letter(thread.mentee, f"with {thread.mentor.short_name}").open("Prepare (2 min):")
    sent = asked.press(
        f"Send to {thread.mentor.short_name}", {"want": WANTED, "since": "Two meetings.", "think": "Who decides?"}
    )
    assert "Sent" in sent.said
    heard = thread.letter(thread.mentor, "has prepared")
    assert WANTED not in heard.text
    assert WANTED in thread.browser(thread.mentor).open(session).said


def write_notes(thread: Thread, day: int) -> None:
    """The mentee writes one note for herself and one for both."""
    thread.on(day)
    home = thread.browser(thread.mentee).open(thread.home)
    home.press("Save, only me", {"private": PRIVATE})
    home.press(f"Share with {thread.mentor.short_name}", {"shared": SHARED})
    assert SHARED not in thread.letter(thread.mentor, "has shared a note").text
    read = {person.pk: thread.browser(person).open(thread.home).said for person in thread.pair}
    assert (PRIVATE in read[thread.mentee.pk], SHARED in read[thread.mentee.pk]) == (True, True)
    assert (PRIVATE in read[thread.mentor.pk], SHARED in read[thread.mentor.pk]) == (False, True)


# --- a goal and a piece of leading ------------------------------------------------------------------------------------
def set_goal(thread: Thread, day: int) -> None:
    """The mentee sets a goal with its five levels, and both say where it stands."""
    thread.on(day)
    scenario, mentee = thread.scenario, thread.browser(thread.mentee)
    levels = {f"level_{number}": text for number, text in enumerate(scenario.levels)}
    typed = {"title": scenario.goal, "sign": "We both hear it", **levels}
    goals = mentee.open(f"{thread.home}/goals").press("Set this goal", typed)
    goal = goals.follow(scenario.goal).address
    mentee.open(goal).press("Keep my rating", {"level": -1})
    rated = thread.browser(thread.mentor).open(goal).press("Keep my rating", {"level": -2})
    assert scenario.levels[0] in rated.said


def begin_initiative(thread: Thread, day: int) -> str:
    """The mentee begins a piece of leading, shares it with the coordinator and pastes the readings of six weeks."""
    thread.on(day)
    piece, mentee = thread.scenario.piece, thread.browser(thread.mentee)
    asked = {**piece.asked, "goal": thread.scenario.goal}
    page = mentee.open(f"{thread.home}/initiatives/new").press("Begin this initiative", asked)
    assert piece.asked["baseline"] in page.said
    page.press("Share it with the coordinator")
    thread.on(day + 42)
    page = thread.browser(thread.mentee).open(page.address)
    page.press("Keep all of them", {"paste-lines": lines(thread, day, piece.before)})
    return page.address


def change_something(thread: Thread, initiative: str, day: int) -> None:
    """Something begins, a decision is written down, and six more weeks are read."""
    thread.on(day)
    piece, mentee = thread.scenario.piece, thread.browser(thread.mentee)
    mentee.open(initiative).press("Mark it on the chart", {"change-label": piece.change})
    mentee.open(initiative).press("Write this decision down", {"decision-text": piece.decision})
    thread.on(day + 43)
    page = thread.browser(thread.mentee).open(initiative)
    kept = page.press("Keep all of them", {"paste-lines": lines(thread, day + 1, piece.after)})
    assert "6 readings are kept" in kept.said
    assert piece.decision in kept.said
    assert "<svg" in kept.answer.content.decode()


def lines(thread: Thread, day: int, values: tuple[str, ...]) -> str:
    """Return readings of one a week as somebody copies them from a spreadsheet."""
    days = (thread.scenario.begins.date() + timedelta(days=day + 7 * week) for week in range(len(values)))
    return "\n".join(f"{on}\t{value}" for on, value in zip(days, values, strict=True))


# --- what came of it --------------------------------------------------------------------------------------------------
def record_outcome(thread: Thread, day: int) -> None:
    """The mentee puts it on record, the mentor confirms, the coordinator finds a record or a document."""
    thread.on(day)
    outcome, mentee = thread.scenario.outcome, thread.browser(thread.mentee)
    on = thread.scenario.begins.date() + timedelta(days=day)
    claim = mentee.open(f"{thread.home}/outcomes").press("Put it on record", {**outcome.asked, "on": on})
    assert "claim grade D" in claim.said
    seen = thread.browser(thread.mentor).open(claim.address).press("Say so as mentor", {"agrees": "yes"})
    assert "claim grade C" in seen.said
    listed = thread.browser(thread.cast.ines).open(f"{thread.at}/outcomes")
    href = next(href for href in listed.hrefs() if re.fullmatch(rf"{thread.at}/outcomes/[0-9a-f-]{{36}}", href))
    confirmed = listed.browser.open(href).press("Keep what I have seen", outcome.seen)
    assert outcome.grade in confirmed.said
    for person, said in ((thread.mentee, outcome.of_mentee), (thread.mentor, outcome.of_mentor)):
        kept = thread.browser(person).open(claim.address).press("Keep my answer", said)
        assert outcome.grade in kept.said


# --- the end ----------------------------------------------------------------------------------------------------------
def close_well(thread: Thread, day: int) -> None:
    """The mentee announces the closing, they meet once more, both answer and rate the goal, and the pair ends."""
    thread.on(day - 8)
    scenario = thread.scenario
    thread.browser(thread.mentee).open(f"{thread.home}/closing").press("Announce the closing")
    meet(thread, day, prepared=False)
    asked = thread.letter(thread.mentor, "Close well: three questions").open()
    typed = {"next_step": "touch", "did_not_work": scenario.did_not_work}
    assert "Your answers are kept" in asked.press("Keep my answers", typed).said
    thread.browser(thread.mentor).open(f"{thread.home}/closing?change=1").press("Change my answers", {"goal_1": 0})
    page = thread.browser(thread.mentee).open(f"{thread.home}/closing")
    assert "Your closing session" in page.said
    assert scenario.did_not_work not in page.said
    answered = page.press("Keep my answers", {"goal_1": 1, "next_step": "mentor", "helped": scenario.helped})
    assert scenario.did_not_work in answered.said
    ended = answered.follow("End the pair, as agreed").press("End this pair")
    assert "Your pair has ended" in ended.said
    assert thread.letter(thread.mentor, "").message.subject


# --- the story --------------------------------------------------------------------------------------------------------
def ask(thread: Thread) -> str:
    """The coordinator asks both whether it may be told; return the address of the desk."""
    asked = thread.browser(thread.cast.ines).open(f"{thread.at}/stories").press("Ask whether it may be told")
    assert "Not both have agreed" in asked.said
    return asked.address


def agree_to_be_told(thread: Thread) -> None:
    """Both agree by the links of their mails; with the second yes a draft is there."""
    for person, says in zip(thread.pair, ("You agreed", "being written"), strict=True):
        page = thread.letter(person, "May we tell your story?").open()
        assert "Private notes" in page.said
        assert says in page.press("Agree").said


def write_story(thread: Thread, desk: str, *, more: str = "") -> None:
    """The coordinator gives the draft a title, says one thing in words of their own, and sends it to both."""
    page = thread.browser(thread.cast.ines).open(desk)
    form, _button = page.form_of("Send for approval")
    name, met = next((name, text) for name, text in form.filled.items() if text.startswith("They met"))
    typed = {"title": thread.scenario.title, "standfirst": thread.scenario.standfirst, name: f"{met} {more}".strip()}
    assert "Both were asked by mail" in page.press("Send for approval", typed).said


def approve(thread: Thread) -> None:
    """Both read the text behind the link of the mail, and agree to it."""
    for person in thread.pair:
        page = thread.letter(person, "Your story, to read before anybody else does").open()
        assert thread.scenario.title in page.said
        assert "You agreed to this text" in page.press("Agree to this text").said


def publish_story(thread: Thread, desk: str) -> None:
    """The coordinator publishes what both approved; both get the mail with the link that takes it back."""
    published = thread.browser(thread.cast.ines).open(desk).press("Publish")
    thread.story = published.hrefs("Read the story")[0]
    for person in thread.pair:
        assert "Take the story back" in thread.letter(person, "Your story is published").open().said


def sources_of(page: Page) -> Iterator[Page]:
    """Open every source of a story, one after the other."""
    marks = dict.fromkeys(href for href in page.hrefs() if re.match(r".*\?source=[1-9]\d*#", href))
    for href in marks:
        yield page.browser.open(page.address.partition("?")[0] + href[href.index("?") :])
