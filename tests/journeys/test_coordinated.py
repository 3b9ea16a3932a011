"""A pair as its coordinator reads it: dates and states and what is shared, never what the two write."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection as database
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from telemachy.journeys.actions import InitiativeFacts, begin_initiative, set_goal, share_goal, share_initiative
from telemachy.journeys.models import Connection, Session
from telemachy.journeys.queries import courses_of
from telemachy.people.models import Person
from tests.cast import Cast, make_person, take_part
from tests.journeys.pairs import SignIn, end, hold_sessions, make_pair

PAIRS = "/p/engineers-to-leaders/pairs"


@pytest.fixture
def pair(at_lumen: Cast) -> Connection:
    """Noor, who wants to chair the review, and Elias, who has said yes."""
    Person.objects.filter(pk=at_lumen.noor.pk).update(hope="I want to chair the design review")
    at_lumen.noor.refresh_from_db()
    return make_pair(at_lumen)


def read(sign_in: SignIn, cast: Cast, connection: Connection) -> str:
    answer = sign_in(cast.ines).get(f"{PAIRS}/{connection.pk}")
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_coordinator_reads_need_reasons_and_the_thread(at_lumen: Cast, pair: Connection, sign_in: SignIn) -> None:
    page = read(sign_in, at_lumen, pair)

    assert "I want to chair the design review" in page
    assert "Noor named Elias" in page
    assert 'aria-label="The thread"' in page
    assert "No date is set for their next session." in page


def test_a_line_manager_does_not_read_what_the_mentee_hopes_for(
    at_lumen: Cast, pair: Connection, sign_in: SignIn
) -> None:
    Person.objects.filter(pk=at_lumen.noor.pk).update(manager=at_lumen.ines)

    page = read(sign_in, at_lumen, pair)

    assert "chair the design review" not in page
    assert "so their answers are not for you" in page


def test_sessions_are_dates_and_states(at_lumen: Cast, pair: Connection, sign_in: SignIn) -> None:
    hold_sessions(pair, 3)
    Session.objects.filter(number=1).update(place="Room of secrets")

    page = read(sign_in, at_lumen, pair)

    assert "They have met 3 times" in page
    assert page.count("Held") == 3
    assert "Room of secrets" not in page


def test_a_goal_is_counted_and_its_words_are_read_only_when_shared(
    at_lumen: Cast, pair: Connection, sign_in: SignIn
) -> None:
    noor = at_lumen.actor(at_lumen.noor)
    goal = set_goal(pair, "Say no to my manager", by=noor, sign="He hears it")

    before = read(sign_in, at_lumen, pair)
    assert "1 goal." in before
    assert "Say no to my manager" not in before

    share_goal(goal, by=noor)
    after = read(sign_in, at_lumen, pair)
    assert "Say no to my manager" in after


def test_an_initiative_is_counted_and_its_chart_is_seen_only_when_shared(
    at_lumen: Cast, pair: Connection, sign_in: SignIn
) -> None:
    noor = at_lumen.actor(at_lumen.noor)
    facts = InitiativeFacts(
        title="Faster reviews", aim="Two days", measure="Days", unit="days", better="lower", baseline=Decimal(5)
    )
    initiative = begin_initiative(pair, facts, by=noor)

    before = read(sign_in, at_lumen, pair)
    assert "There is an initiative that is not shared with you." in before
    assert "Faster reviews" not in before

    share_initiative(initiative, by=noor)
    assert "Faster reviews" in read(sign_in, at_lumen, pair)


def test_an_ended_pair_is_told_in_the_past(at_lumen: Cast, pair: Connection, sign_in: SignIn) -> None:
    hold_sessions(pair, 2)
    end(pair)

    assert "This pair has ended. They met 2 times." in read(sign_in, at_lumen, pair)


def test_an_ended_pair_that_never_met_is_said_to_have_held_none(
    at_lumen: Cast, pair: Connection, sign_in: SignIn
) -> None:
    end(pair)

    page = read(sign_in, at_lumen, pair)

    assert "This pair has ended. They did not meet." in page
    assert "<small>none were held</small>" in page
    assert "<small>none was begun</small>" in page


@pytest.mark.parametrize("who", ["noor", "elias", "bruno", "tove"])
def test_nobody_but_coordinators_opens_the_page(at_lumen: Cast, pair: Connection, sign_in: SignIn, who: str) -> None:
    answer = sign_in(getattr(at_lumen, who)).get(f"{PAIRS}/{pair.pk}")

    assert answer.status_code in (403, 404)
    assert "design review" not in answer.content.decode()


def test_a_pair_of_another_programme_is_not_there(at_lumen: Cast, pair: Connection, sign_in: SignIn) -> None:
    answer = sign_in(at_lumen.ines).get(f"{PAIRS}/01900000-0000-7000-8000-00000000abcd")

    assert answer.status_code == 404


def test_what_is_not_seen_is_named(at_lumen: Cast, pair: Connection, sign_in: SignIn) -> None:
    page = read(sign_in, at_lumen, pair)

    assert "What you do not see" in page
    assert "shared notes, notes under “Only me”" in page


def questions(client: Client, address: str) -> int:
    """Return how many queries a page takes once everything that is read only once has been read."""
    client.get(address)
    with CaptureQueriesContext(database) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


def many_pairs(cast: Cast, count: int, name: str) -> list[Connection]:
    found = []
    for number in range(count):
        mentee = take_part(make_person(f"Mentee{number} {name}"), cast.programme, "mentee")
        mentor = take_part(make_person(f"Mentor{number} {name}"), cast.programme, "mentor")
        found.append(make_pair(cast, mentee, mentor))
    return found


def test_the_list_says_when_each_pair_last_met_and_leads_to_its_page(
    at_lumen: Cast, pair: Connection, sign_in: SignIn
) -> None:
    hold_sessions(pair, 2)

    page = sign_in(at_lumen.ines).get(PAIRS).content.decode()

    assert f'href="{PAIRS}/{pair.pk}"' in page
    assert "no date" in page
    assert '<td class="num" data-label="Sessions">2</td>' in page


def test_ended_pairs_have_a_tab_of_their_own(at_lumen: Cast, pair: Connection, sign_in: SignIn) -> None:
    end(pair)
    other = make_pair(at_lumen, at_lumen.bruno, at_lumen.petra)

    page = sign_in(at_lumen.ines).get(f"{PAIRS}?stage=closed").content.decode()

    assert f"{PAIRS}/{pair.pk}" in page
    assert f"{PAIRS}/{other.pk}" not in page
    assert "1 has ended." in page


def test_the_list_asks_the_same_number_of_questions_whatever_its_length(at_lumen: Cast, sign_in: SignIn) -> None:
    client = sign_in(at_lumen.ines)
    asked = []
    for count in (1, 3):
        for made in many_pairs(at_lumen, count, f"{count} pairs"):
            hold_sessions(made, count)
        asked.append(questions(client, PAIRS))

    assert asked[0] == asked[1] < 25


def test_the_page_asks_the_same_number_of_questions_whatever_has_happened(
    at_lumen: Cast, pair: Connection, sign_in: SignIn
) -> None:
    client, noor = sign_in(at_lumen.ines), at_lumen.actor(at_lumen.noor)
    asked = []
    for count in (1, 3):
        share_goal(set_goal(pair, f"Goal {count}", by=noor), by=noor)
        hold_sessions(pair, count)
        asked.append(questions(client, f"{PAIRS}/{pair.pk}"))
        Session.objects.all().delete()

    assert asked[0] == asked[1] < 60


def test_a_session_to_come_is_next_and_one_that_was_missed_is_not_last(at_lumen: Cast, pair: Connection) -> None:
    hold_sessions(pair, 2)
    soon = timezone.now() + timedelta(days=3)
    Session.objects.filter(number=2).update(state="missed")
    Session.objects.create(
        connection=pair, number=3, state="booked", starts_at=soon, offered_at=soon, calendar_uid="next"
    )

    course = courses_of([pair.pk])[pair.pk]

    first = Session.objects.filter(number=1)[0].starts_at
    assert (course.last, course.next, course.held, course.offered) == (first, soon, 1, False)
