"""The page of a connection as the two of it read it: their thread from the need to the story."""

import re

import pytest
from django.db import connection as database
from django.test.utils import CaptureQueriesContext

from telemachy.journeys.actions import rate_goal, set_goal, share_note
from telemachy.journeys.models import Attendance, Connection, Session
from telemachy.people.models import Person, PersonSkill
from tests.cast import Cast
from tests.journeys.pairs import SignIn, end, hold_sessions, make_pair
from tests.journeys.telling import HOPE, tell_pair


@pytest.fixture
def pair(at_lumen: Cast) -> Connection:
    """Noor and Elias, who has said yes."""
    return make_pair(at_lumen)


def read(sign_in: SignIn, who: Person, connection: Connection) -> str:
    answer = sign_in(who).get(f"/j/{connection.pk}")
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize("who", ["noor", "elias"])
def test_the_two_read_their_whole_way(at_lumen: Cast, sign_in: SignIn, who: str) -> None:
    pair = tell_pair(at_lumen)

    page = read(sign_in, getattr(at_lumen, who), pair)

    assert re.findall(r'<li id="(\w+)"', page)[:4] == ["need", "mentor", "sessions", "initiative"]
    assert re.findall(r'<li id="(outcome|story)"', page) == ["outcome", "story"]
    for words in (HOPE, "You both chose leading a team", "Shorter waits for a review", "Chair the design review"):
        assert words in page
    assert "We ask Ada to lead the second half with me." in page


def test_what_a_mentee_wrote_for_herself_her_mentor_does_not_read(at_lumen: Cast, sign_in: SignIn) -> None:
    pair = tell_pair(at_lumen)

    assert "I was afraid of Martin" in read(sign_in, at_lumen.noor, pair)
    assert "I was afraid of Martin" not in read(sign_in, at_lumen.elias, pair)


def test_each_reads_it_from_their_side(at_lumen: Cast, pair: Connection, sign_in: SignIn) -> None:
    assert "You mentor Noor." in read(sign_in, at_lumen.elias, pair)
    assert "You mentor Noor." not in read(sign_in, at_lumen.noor, pair)


@pytest.mark.parametrize("who", ["bruno", "petra", "tove"])
def test_for_strangers_it_is_not_there(at_lumen: Cast, pair: Connection, sign_in: SignIn, who: str) -> None:
    assert sign_in(getattr(at_lumen, who)).get(f"/j/{pair.pk}").status_code == 404


def test_the_coordinator_is_not_let_in(at_lumen: Cast, pair: Connection, sign_in: SignIn) -> None:
    answer = sign_in(at_lumen.ines).get(f"/j/{pair.pk}")

    assert answer.status_code == 403
    assert "Noor named Elias" not in answer.content.decode()


def test_the_need_is_the_mentees_own_line_with_what_she_wants_to_learn(
    at_lumen: Cast, pair: Connection, sign_in: SignIn
) -> None:
    Person.objects.filter(pk=at_lumen.noor.pk).update(hope="<b>I</b> want to lead")
    PersonSkill.objects.create(person=at_lumen.noor, kind="wants", skill="Chairing meetings", position=0)

    page = read(sign_in, at_lumen.elias, pair)

    assert "“&lt;b&gt;I&lt;/b&gt; want to lead”" in page
    assert "Noor’s words at sign-up." in page
    assert "<b>Chairing meetings</b>" in page


def test_without_a_line_at_sign_up_the_page_says_so(at_lumen: Cast, pair: Connection, sign_in: SignIn) -> None:
    assert "Nothing was written at sign-up about the need." in read(sign_in, at_lumen.noor, pair)


def test_the_charter_comes_first_until_it_is_agreed(at_lumen: Cast, pair: Connection, sign_in: SignIn) -> None:
    client = sign_in(at_lumen.noor)
    before = client.get(f"/j/{pair.pk}").content.decode()
    assert before.index("Read the charter") < before.index('id="sessions"')

    client.post(f"/j/{pair.pk}/charter")
    after = client.get(f"/j/{pair.pk}").content.decode()

    assert "Read the charter" not in after
    assert "Elias has not agreed yet." in after


def test_a_pair_that_begins_has_one_primary_button(at_lumen: Cast, pair: Connection, sign_in: SignIn) -> None:
    assert read(sign_in, at_lumen.noor, pair).count("btn-primary") == 1


def test_a_pair_on_its_way_has_one_primary_button(at_lumen: Cast, sign_in: SignIn) -> None:
    assert read(sign_in, at_lumen.noor, tell_pair(at_lumen)).count("btn-primary") == 1


def test_something_wrong_reaches_the_coordinator(at_lumen: Cast, pair: Connection, sign_in: SignIn) -> None:
    page = read(sign_in, at_lumen.noor, pair)

    assert f'href="mailto:{at_lumen.ines.email}?subject=' in page
    assert "It reaches Ines Roth, and Elias does not hear of it." in page


def test_an_ended_pair_is_all_there_to_read_and_has_nothing_to_press(at_lumen: Cast, sign_in: SignIn) -> None:
    pair = tell_pair(at_lumen)
    end(pair)

    for who in (at_lumen.noor, at_lumen.elias):
        page = read(sign_in, who, pair)
        body = page[page.index('<main id="main"') : page.index("</main>")]

        assert "This pair has ended; everything stays here for you both to read." in page
        assert HOPE in page
        assert "Shorter waits for a review" in page
        assert "<textarea" not in body
        assert "btn-primary" not in body
        assert not re.search(r'<button[^>]*type="submit"', body)


def test_an_ended_pair_is_not_asked_whether_it_met(at_lumen: Cast, pair: Connection, sign_in: SignIn) -> None:
    hold_sessions(pair, 1)
    Session.objects.update(state=Session.State.BOOKED)
    Attendance.objects.update(met=None)
    assert "Did you meet on" in read(sign_in, at_lumen.noor, pair)

    end(pair)

    journey = read(sign_in, at_lumen.noor, pair)
    session = sign_in(at_lumen.noor).get(f"/j/{pair.pk}/sessions/{Session.objects.get().pk}").content.decode()
    now = sign_in(at_lumen.noor).get("/now").content.decode()
    assert "You did not meet." in journey
    assert "none were held" in journey
    for page in (journey, session, now):
        assert "Did you" not in page
        assert 'name="answer"' not in page


def test_a_goal_beside_the_journey_shows_how_both_see_it(at_lumen: Cast, pair: Connection, sign_in: SignIn) -> None:
    goal = set_goal(pair, "Chair the review", by=at_lumen.actor(at_lumen.noor))
    rate_goal(goal, 1, by=at_lumen.actor(at_lumen.noor))
    rate_goal(goal, 0, by=at_lumen.actor(at_lumen.elias))

    beside = re.search(r"Chair the review</a>.*?</section>", read(sign_in, at_lumen.noor, pair), re.S)
    words = " ".join(re.sub(r"<[^>]+>", "", beside[0]).split())

    assert re.search(r"Noor: more than hoped [^;]+; Elias: as hoped", words)


def test_a_note_of_a_session_opens_that_session(at_lumen: Cast, pair: Connection, sign_in: SignIn) -> None:
    (session,) = hold_sessions(pair, 1)
    share_note(pair, "Ask once, then wait.", by=at_lumen.actor(at_lumen.elias), session=session)

    assert f'<a href="/j/{pair.pk}/sessions/{session.pk}">session 1</a>' in read(sign_in, at_lumen.noor, pair)


def test_the_page_asks_the_same_number_of_questions_whatever_has_happened(
    at_lumen: Cast, pair: Connection, sign_in: SignIn
) -> None:
    client, noor = sign_in(at_lumen.noor), at_lumen.actor(at_lumen.noor)
    asked = []
    for count in (1, 9):
        set_goal(pair, f"Goal {count}", by=noor)
        hold_sessions(pair, count)
        client.get(f"/j/{pair.pk}")
        with CaptureQueriesContext(database) as queries:
            assert client.get(f"/j/{pair.pk}").status_code == 200
        asked.append(len(queries))
        Session.objects.all().delete()

    assert asked[0] == asked[1] < 75


def test_the_twin_a_question_for_each_session_would_be_counted(at_lumen: Cast, pair: Connection) -> None:
    counts = []
    for count in (1, 9):
        hold_sessions(pair, count)
        with CaptureQueriesContext(database) as queries:
            [each.connection.programme.name for each in Session.objects.all()]
        counts.append(len(queries))
        Session.objects.all().delete()

    assert counts[0] < counts[1]
