"""The pages of sessions, signed in and by the links of mails: opening them changes nothing, one press acts."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import connection as database
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from telemachy.audit.models import AuditEvent
from telemachy.journeys.actions import (
    Preparations,
    book_session,
    cancel_session,
    move_session,
    offer_times,
    prepare_session,
    say_whether_met,
    share_note,
    write_private_note,
)
from telemachy.journeys.forms.sessions import MoveForm
from telemachy.journeys.mails.sessions import BOOK, LOG, PREPARE
from telemachy.journeys.models import Attendance, Connection, OfferedTime, Preparation, Session
from telemachy.messaging.links import make_link
from telemachy.messaging.models import OutboxMessage
from telemachy.people.models import Availability, Person
from telemachy.tenancy import clock
from tests.cast import Cast
from tests.journeys.pairs import SignIn, end, make_pair

NOW = timezone.now().replace(second=0, microsecond=0)
SOON, LATER = NOW + timedelta(days=3), NOW + timedelta(days=5)
BROWSER = Client(headers={"host": "lumen.localhost"})


@pytest.fixture
def pair(at_lumen: Cast) -> Connection:
    """Noor and Elias."""
    with clock.set_to(NOW - timedelta(days=30)):
        return make_pair(at_lumen)


def offered(cast: Cast, pair: Connection, **more: Any) -> Session:
    return offer_times(pair, [SOON, LATER], by=cast.actor(cast.noor), **more)


def booked(cast: Cast, pair: Connection, **more: Any) -> Session:
    return book_session(offered(cast, pair, **more), SOON, by=cast.actor(cast.elias))


def over(cast: Cast, pair: Connection, days: int = 2) -> Session:
    """Return a session that ended some days ago, of which nobody has said anything."""
    then = NOW - timedelta(days=days)
    with clock.set_to(then - timedelta(days=3)):
        session = offer_times(pair, [then], by=cast.actor(cast.noor))
        return book_session(session, then, by=cast.actor(cast.elias))


def link(person: Person, action: str, session: Session) -> str:
    """Return the path of a link."""
    return make_link(person.pk, action, session.pk, days=60).partition("8000")[2]


def words(answer: HttpResponse) -> str:
    """Return what a page says, without its markup."""
    main = answer.content.decode().partition("<main")[2].partition("</main>")[0]
    return " ".join(re.sub(r"<[^>]+>", " ", main).split())


def key(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M}"


def wall(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M}"


def contents() -> dict[str, list[tuple[Any, ...]]]:
    """Return every row of every table, as the serving role sees them."""
    rows = {}
    with database.cursor() as cursor:
        for table in sorted(database.introspection.table_names()):
            cursor.execute(f'SELECT t::text FROM "{table}" t ORDER BY 1')
            rows[table] = cursor.fetchall()
    return rows


def again(session: Session) -> Session:
    return Session.objects.get(pk=session.pk)


def url_of(session: Session, part: str = "") -> str:
    return f"/j/{session.connection_id}/sessions/{session.pk}{part}"


# --- links of mails ---------------------------------------------------------------------------------------------------


@pytest.mark.promise("P11")
@pytest.mark.parametrize("ready", [offered, booked, over])
def test_opening_the_links_of_sessions_twice_changes_nothing(
    at_lumen: Cast, pair: Connection, ready: Callable[..., Session]
) -> None:
    session = ready(at_lumen, pair)
    paths = [link(person, each, session) for person in (at_lumen.noor, at_lumen.elias) for each in (BOOK, LOG, PREPARE)]
    asked = [
        "",
        f"?time={key(SOON)}",
        "?time=none",
        "?do=move",
        "?answer=yes",
        "?answer=no",
        "?answer=moved",
        "?done=1",
    ]
    before = contents()

    answers = [method(path + query) for path in paths for query in asked for method in (BROWSER.get, BROWSER.get)]

    assert {answer.status_code for answer in answers} == {200}
    assert contents() == before


def test_a_time_tapped_in_the_mail_is_chosen_on_the_page_and_booked_by_one_press(
    at_lumen: Cast, pair: Connection
) -> None:
    session = offered(at_lumen, pair, place="Room 4")
    path = link(at_lumen.elias, BOOK, session)

    page = BROWSER.get(f"{path}?time={key(LATER)}")
    assert re.findall(r'value="(\w+)"[^>]*checked', page.content.decode()) == [key(LATER)]
    assert "you tapped this" in words(page)
    pressed = [BROWSER.post(path, {"time": key(LATER)}) for _ in range(2)]

    assert [(each.status_code, each["Location"]) for each in pressed] == [(303, path)] * 2
    assert (again(session).state, again(session).starts_at) == ("booked", LATER)
    assert OutboxMessage.objects.filter(kind="session-booked").count() == 2
    assert "You meet Noor on" in words(BROWSER.get(path))


def test_another_time_after_the_booking_shows_how_things_stand_and_how_to_move(
    at_lumen: Cast, pair: Connection
) -> None:
    session = booked(at_lumen, pair)
    path = link(at_lumen.elias, BOOK, session)

    answer = BROWSER.post(path, {"time": key(LATER)})

    assert (answer.status_code, again(session).starts_at) == (409, SOON)
    assert "is booked for" in words(answer)
    assert 'href="?do=move"' in answer.content.decode()


def test_none_of_the_times_leads_to_offering_others(at_lumen: Cast, pair: Connection) -> None:
    session = offered(at_lumen, pair)
    path = link(at_lumen.elias, BOOK, session)

    assert BROWSER.post(path, {"time": "none"})["Location"] == f"{path}?do=move"
    other = NOW + timedelta(days=9)
    moved = BROWSER.post(path, {"do": "move", "time_1": wall(other), "time_2": "", "time_3": ""})

    assert (moved.status_code, again(session).offered_by_id) == (303, at_lumen.elias.pk)
    assert [each.starts_at for each in OfferedTime.objects.all()] == [other]
    assert "Noor has been asked by mail to choose one" in words(BROWSER.get(path))


@pytest.mark.parametrize("typed", ["", "tomorrow", "2019-01-01T10:00", "9999-99-99T10:00", "2026-10-14T16:00Z"])
def test_a_time_that_cannot_be_comes_back_as_it_was_typed(at_lumen: Cast, pair: Connection, typed: str) -> None:
    session = offered(at_lumen, pair)
    answer = BROWSER.post(link(at_lumen.elias, BOOK, session), {"do": "move", "time_1": typed, "time_2": wall(LATER)})

    assert answer.status_code == 422
    assert "There is a problem" in words(answer)
    assert f'value="{wall(LATER)}"' in answer.content.decode()
    assert typed in answer.content.decode()
    assert again(session).version == 1


def test_a_choice_is_needed_and_has_to_be_one_of_the_times(at_lumen: Cast, pair: Connection) -> None:
    session = offered(at_lumen, pair)
    path = link(at_lumen.elias, BOOK, session)

    for posted in ({}, {"time": "20200101T0000"}):
        answer = BROWSER.post(path, posted)
        assert (answer.status_code, "There is a problem" in words(answer)) == (422, True)
    assert again(session).state == "offered"


def test_whether_they_met_is_one_press_and_how_useful_it_was_a_second(at_lumen: Cast, pair: Connection) -> None:
    session = over(at_lumen, pair)
    path = link(at_lumen.noor, LOG, session)

    page = BROWSER.get(f"{path}?answer=yes")
    assert re.findall(r'value="(\w+)"[^>]*checked', page.content.decode()) == ["yes"]
    assert BROWSER.post(path, {"answer": "yes"}).status_code == 303
    assert again(session).state == "held"
    assert "How useful was it?" in words(BROWSER.get(path))
    assert BROWSER.post(path, {"answer": "yes", "useful": "4"}).status_code == 303

    assert Attendance.objects.filter(person=at_lumen.noor).values_list("met", "useful")[0] == (True, 4)
    assert Attendance.objects.filter(person=at_lumen.elias).values_list("met", "useful")[0] == (None, None)
    assert 'value="4" id="useful-4" checked' in BROWSER.get(path).content.decode()


def test_a_no_is_one_press_and_can_be_taken_back(at_lumen: Cast, pair: Connection) -> None:
    session = over(at_lumen, pair)
    path = link(at_lumen.elias, LOG, session)

    BROWSER.post(path, {"answer": "no"})
    assert again(session).state == "missed"
    assert "Nobody asks why" in words(BROWSER.get(path))
    BROWSER.post(path, {"answer": "yes"})

    assert again(session).state == "held"


def test_we_moved_it_offers_other_times(at_lumen: Cast, pair: Connection) -> None:
    session = over(at_lumen, pair)
    path = link(at_lumen.elias, LOG, session)

    assert BROWSER.post(path, {"answer": "moved"})["Location"] == f"{path}?answer=moved"
    assert "Offer other times" in words(BROWSER.get(f"{path}?answer=moved"))
    BROWSER.post(path, {"do": "move", "time_1": wall(SOON)})

    assert (again(session).state, OfferedTime.objects.get().starts_at) == ("offered", SOON)
    assert "has no time at the moment" in words(BROWSER.get(path))


@pytest.mark.parametrize("posted", [{}, {"answer": "perhaps"}, {"answer": "yes", "useful": "6"}])
def test_an_answer_that_is_none_changes_nothing(at_lumen: Cast, pair: Connection, posted: dict[str, str]) -> None:
    session = over(at_lumen, pair)

    assert BROWSER.post(link(at_lumen.elias, LOG, session), posted).status_code == 422
    assert again(session).state == "booked"


def test_before_the_session_the_link_says_so_kindly(at_lumen: Cast, pair: Connection) -> None:
    session = booked(at_lumen, pair)
    path = link(at_lumen.elias, LOG, session)

    assert "Say afterwards whether you did" in words(BROWSER.get(path))
    answer = BROWSER.post(path, {"answer": "yes"})
    assert (answer.status_code, "has not begun" in words(answer)) == (422, True)


def test_the_link_to_prepare_takes_words_and_never_shows_them(at_lumen: Cast, pair: Connection) -> None:
    session = booked(at_lumen, pair)
    path = link(at_lumen.noor, PREPARE, session)

    sent = BROWSER.post(path, {"want": "To chair without notes", "since": "", "think": ""})
    assert (sent.status_code, sent["Location"]) == (303, f"{path}?done=1")

    for query in ("", "?done=1"):
        page = BROWSER.get(path + query).content.decode()
        assert "chair without" not in page
    assert "Elias hears that you have prepared" in words(BROWSER.get(f"{path}?done=1"))
    assert Preparation.objects.get().author_id == at_lumen.noor.pk


def test_what_is_too_long_to_be_kept_stays_in_the_form(at_lumen: Cast, pair: Connection) -> None:
    session = booked(at_lumen, pair)
    answer = BROWSER.post(link(at_lumen.noor, PREPARE, session), {"want": "x" * 2001, "since": "The audit"})
    nothing = BROWSER.post(link(at_lumen.noor, PREPARE, session), {"want": " "})

    assert (answer.status_code, "The audit" in answer.content.decode()) == (422, True)
    assert (nothing.status_code, "at least one" in words(nothing)) == (422, True)
    assert not Preparation.objects.exists()


def test_the_links_of_an_ended_pair_show_how_it_was_and_refuse(at_lumen: Cast, pair: Connection) -> None:
    session = booked(at_lumen, pair)
    end(pair)

    for action, posted in ((BOOK, {"do": "move", "time_1": wall(LATER)}), (PREPARE, {"want": "Late"})):
        path = link(at_lumen.noor, action, session)
        assert BROWSER.get(path).status_code == 200
        assert BROWSER.post(path, posted).status_code == 422
    assert again(session).version == session.version


def test_somebody_who_has_left_sees_nothing_through_a_link(at_lumen: Cast, pair: Connection) -> None:
    session = booked(at_lumen, pair)
    Person.objects.filter(pk=at_lumen.elias.pk).update(status="withdrawn")

    for action in (BOOK, LOG, PREPARE):
        path = link(at_lumen.elias, action, session)
        assert (BROWSER.get(path).status_code, BROWSER.post(path, {}).status_code) == (404, 404)


def test_the_times_of_a_link_are_by_the_clock_of_its_reader(at_lumen: Cast, pair: Connection) -> None:
    Person.objects.filter(pk=at_lumen.elias.pk).update(time_zone="Australia/Lord_Howe")
    page = BROWSER.get(link(at_lumen.elias, BOOK, offered(at_lumen, pair)))

    assert "Lord Howe time" in words(page)
    assert f"{SOON.astimezone(ZoneInfo('Australia/Lord_Howe')):%H:%M}" in words(page)


# --- signed in --------------------------------------------------------------------------------------------------------


def test_the_form_comes_with_times_at_which_both_can_meet(at_lumen: Cast, pair: Connection, sign_in: SignIn) -> None:
    for person in (at_lumen.noor, at_lumen.elias):
        for weekday in range(5):
            Availability.objects.create(person=person, weekday=weekday, start=9 * 60, end=12 * 60)
    page = sign_in(at_lumen.noor).get(f"/j/{pair.pk}/sessions")

    assert "times at which you can both meet" in words(page)
    assert len(re.findall(r'name="time_\d" value="[-\d]+T09:00"', page.content.decode())) == 3


def test_without_common_hours_the_form_is_empty_and_says_so(at_lumen: Cast, pair: Connection, sign_in: SignIn) -> None:
    page = sign_in(at_lumen.noor).get(f"/j/{pair.pk}/sessions")

    assert (page.status_code, "have no time in common" in words(page)) == (200, True)


def test_a_mentee_offers_times_by_the_page(at_lumen: Cast, pair: Connection, sign_in: SignIn) -> None:
    browser = sign_in(at_lumen.noor)
    answer = browser.post(
        f"/j/{pair.pk}/sessions", {"time_1": wall(SOON), "time_2": wall(LATER), "time_3": "", "place": "Room 4"}
    )

    session = Session.objects.get()
    assert (answer.status_code, answer["Location"]) == (303, url_of(session))
    assert "Elias has been asked by mail to choose one" in words(browser.get(url_of(session)))
    assert "Room 4" in words(browser.get(url_of(session)))


@pytest.mark.parametrize(
    ("posted", "sentence"),
    [
        ({"time_1": ""}, "Offer a time."),
        ({"time_1": wall(SOON), "time_2": wall(SOON)}, "the same time twice"),
        ({"time_1": wall(NOW - timedelta(days=1))}, "has passed"),
        ({"time_1": wall(SOON), "place": "x" * 301}, "300"),
    ],
)
def test_an_offer_that_cannot_be_comes_back_with_a_sentence(
    at_lumen: Cast, pair: Connection, sign_in: SignIn, posted: dict[str, str], sentence: str
) -> None:
    answer = sign_in(at_lumen.noor).post(f"/j/{pair.pk}/sessions", posted)

    assert (answer.status_code, sentence in words(answer)) == (422, True)
    assert f'value="{posted["time_1"]}"' in answer.content.decode() or not posted["time_1"]
    assert not Session.objects.exists()


def test_each_time_that_cannot_be_is_named_at_its_field_with_a_link(
    at_lumen: Cast, pair: Connection, sign_in: SignIn
) -> None:
    posted = {"time_1": wall(SOON), "time_2": wall(SOON), "time_3": wall(NOW - timedelta(days=1))}

    html = sign_in(at_lumen.noor).post(f"/j/{pair.pk}/sessions", posted).content.decode()

    assert re.search(r'<a href="#id_time_2">You suggested the same time twice: [^<]+</a>', html)
    assert re.search(r'<a href="#id_time_3">[^<]+ has passed\. Choose a time to come\.</a>', html)
    assert '<a href="#id_time_1">' not in html
    assert all(f'value="{typed}"' in html for typed in posted.values())


def test_a_second_offer_leads_to_the_first(at_lumen: Cast, pair: Connection, sign_in: SignIn) -> None:
    session = offered(at_lumen, pair)
    answer = sign_in(at_lumen.noor).post(f"/j/{pair.pk}/sessions", {"time_1": wall(LATER)})

    assert (answer.status_code, "Offer others in their place" in words(answer)) == (422, True)
    assert url_of(session) in answer.content.decode()


def test_the_mentor_books_moves_and_cancels_by_the_page(at_lumen: Cast, pair: Connection, sign_in: SignIn) -> None:
    session, browser = offered(at_lumen, pair), sign_in(at_lumen.elias)

    assert browser.post(url_of(session, "/book"), {"time": key(SOON)}).status_code == 303
    assert again(session).state == "booked"
    assert browser.get(url_of(session, "/move")).status_code == 200
    assert browser.post(url_of(session, "/move"), {"time_1": wall(LATER)}).status_code == 303
    assert again(session).state == "offered"
    asked = browser.get(url_of(session, "/cancel"))
    assert (again(session).state, "Take back these times?" in words(asked)) == ("offered", True)
    assert browser.post(url_of(session, "/cancel")).status_code == 303
    assert again(session).state == "cancelled"
    assert "Cancelled. Nothing is left to do." in words(browser.get(url_of(session)))


def test_a_booking_that_came_too_late_says_so_on_the_page(at_lumen: Cast, pair: Connection, sign_in: SignIn) -> None:
    session = booked(at_lumen, pair)
    answer = sign_in(at_lumen.elias).post(url_of(session, "/book"), {"time": key(LATER)})

    assert (answer.status_code, "is booked for" in words(answer)) == (409, True)
    assert sign_in(at_lumen.elias).post(url_of(session, "/book"), {}).status_code == 422


def test_both_say_by_the_page_whether_they_met(at_lumen: Cast, pair: Connection, sign_in: SignIn) -> None:
    session = over(at_lumen, pair)
    for person in (at_lumen.noor, at_lumen.elias):
        answer = sign_in(person).post(url_of(session, "/attendance"), {"answer": "yes", "useful": "5"})
        assert answer.status_code == 303

    page = words(sign_in(at_lumen.noor).get(url_of(session)))
    assert "both of you said so" in page
    assert page.count("useful 5 of 5") == 1  # her own; what he said is his
    early = booked(at_lumen, pair)
    assert sign_in(at_lumen.noor).post(url_of(early, "/attendance"), {"answer": "yes"}).status_code == 422


def test_what_both_prepared_is_on_the_page_for_both_and_opening_it_is_written_down(
    at_lumen: Cast, pair: Connection, sign_in: SignIn
) -> None:
    session = booked(at_lumen, pair)
    sign_in(at_lumen.noor).post(url_of(session, "/prepare"), {"want": "To chair <b>without</b> notes"})
    prepare_session(session, Preparations(think="How I began"), by=at_lumen.actor(at_lumen.elias))

    for person in (at_lumen.noor, at_lumen.elias):
        page = sign_in(person).get(url_of(session)).content.decode()
        assert "To chair &lt;b&gt;without&lt;/b&gt; notes" in page
        assert "How I began" in page
    assert AuditEvent.objects.filter(deed="preparation.opened", object_id=session.pk).count() == 2


def test_what_was_shared_about_a_session_is_on_its_page_and_on_no_other(
    at_lumen: Cast, pair: Connection, sign_in: SignIn
) -> None:
    past, coming = over(at_lumen, pair), booked(at_lumen, pair)
    share_note(pair, "You write the opening.", by=at_lumen.actor(at_lumen.elias), session=past)
    write_private_note(pair, "He was tired.", by=at_lumen.actor(at_lumen.noor), session=past)

    pages = {each: words(sign_in(at_lumen.noor).get(url_of(each))) for each in (past, coming)}

    assert [("You write the opening." in page, "tired" in page) for page in pages.values()] == [
        (True, False),
        (False, False),
    ]
    assert AuditEvent.objects.filter(deed="notes.opened").count() == 1


def test_without_the_master_key_the_page_says_so_and_keeps_what_was_typed(
    at_lumen: Cast, pair: Connection, sign_in: SignIn, settings: Any, tmp_path: Any
) -> None:
    session = booked(at_lumen, pair)
    prepare_session(session, Preparations("To listen"), by=at_lumen.actor(at_lumen.elias))
    settings.KEK_FILE = str(tmp_path / "nowhere" / "kek")
    browser = sign_in(at_lumen.noor)

    page = browser.get(url_of(session))
    answer = browser.post(url_of(session, "/prepare"), {"want": "To chair"})

    assert (page.status_code, "To listen" in page.content.decode()) == (200, False)
    assert (answer.status_code, "To chair" in answer.content.decode()) == (422, True)


def test_the_calendar_file_is_the_invitation(at_lumen: Cast, pair: Connection, sign_in: SignIn) -> None:
    session = booked(at_lumen, pair, place="Room 4")
    browser = sign_in(at_lumen.noor)
    file = browser.get(url_of(session, ".ics"))

    assert file["Content-Type"].startswith("text/calendar")
    assert "attachment" in file["Content-Disposition"]
    assert (session.calendar_uid in file.content.decode(), "Room 4" in file.content.decode()) == (True, True)
    cancel_session(session, by=at_lumen.actor(at_lumen.noor))
    assert browser.get(url_of(session, ".ics")).status_code == 422


@pytest.mark.parametrize("part", ["", ".ics", "/book", "/attendance", "/move", "/cancel", "/prepare"])
@pytest.mark.parametrize("who", ["bruno", "petra", "ines", "tove"])
def test_nobody_but_the_two_comes_near_a_session(
    at_lumen: Cast, pair: Connection, sign_in: SignIn, who: str, part: str
) -> None:
    session = booked(at_lumen, pair, place="Room 4")
    browser = sign_in(getattr(at_lumen, who))

    for answer in (browser.get(url_of(session, part)), browser.post(url_of(session, part), {"answer": "yes"})):
        assert answer.status_code in (403, 404, 405)
        assert "Room 4" not in answer.content.decode()
    assert again(session).version == session.version


def test_a_session_of_another_pair_is_not_there_below_ones_own(
    at_lumen: Cast, pair: Connection, sign_in: SignIn
) -> None:
    theirs = booked(at_lumen, pair)
    own = make_pair(at_lumen, at_lumen.bruno, at_lumen.petra, ("Bruno named Petra",))

    assert sign_in(at_lumen.bruno).get(f"/j/{own.pk}/sessions/{theirs.pk}").status_code == 404


def state_of_pair(name: str, cast: Cast, pair: Connection) -> None:
    """Bring a pair into one of the states that its pages know."""
    if name == "nothing":
        return
    if name in ("offered", "stale"):
        with clock.set_to(NOW - timedelta(days=10) if name == "stale" else NOW - timedelta(minutes=1)):
            offer_times(pair, [clock.now() + timedelta(days=1)], by=cast.actor(cast.noor))
        return
    session = over(cast, pair, 9)
    if name == "unsaid":
        return
    say_whether_met(session, name != "missed", by=cast.actor(cast.noor), useful=4 if name != "missed" else None)
    if name in ("booked", "moved", "ended", "cancelled"):
        coming = booked(cast, pair, place="https://meet.lumen.example/n")
        if name == "moved":
            move_session(coming, [LATER], by=cast.actor(cast.elias))
        if name == "cancelled":
            cancel_session(coming, by=cast.actor(cast.elias))
    if name == "ended":
        end(pair)


@pytest.mark.parametrize(
    "name", ["nothing", "offered", "stale", "unsaid", "missed", "held", "booked", "moved", "cancelled", "ended"]
)
def test_every_page_of_sessions_reads_well_in_every_state(
    at_lumen: Cast, pair: Connection, sign_in: SignIn, name: str
) -> None:
    state_of_pair(name, at_lumen, pair)
    pages = [f"/j/{pair.pk}", f"/j/{pair.pk}/sessions"]
    pages += [
        url_of(session, part)
        for session in Session.objects.filter(connection=pair)
        for part in ("", "/move", "/cancel")
    ]

    for person in (at_lumen.noor, at_lumen.elias):
        for page in pages:
            answer = sign_in(person).get(page)
            assert answer.status_code == 200, page
            assert "None" not in words(answer).replace("None of these", ""), (page, words(answer))


def test_a_form_reads_times_by_the_clock_of_whoever_types() -> None:
    form = MoveForm(
        {"time_1": "2027-03-28T01:30", "time_2": "2027-10-31T01:30", "time_3": "2027-07-01 16:00"},
        zone=ZoneInfo("Europe/London"),
    )

    assert form.is_valid()
    assert [f"{each:%d %b %H:%M}" for each in form.times] == ["28 Mar 01:30", "31 Oct 00:30", "01 Jul 15:00"]
