"""The proper ending of a pair: announced by one, answered by both, closed without blame."""

import re
from datetime import timedelta

import pytest
from django.test import Client

from telemachy.audit.models import AuditEvent
from telemachy.errors import NotThere, Refused
from telemachy.journeys.actions import (
    announce_closing,
    answer_closing,
    book_session,
    close_connection,
    end_now,
    offer_times,
    rate_goal,
    say_whether_met,
    set_goal,
)
from telemachy.journeys.models import ClosingAnswer, Closure, Connection, Goal, Member, Session
from telemachy.journeys.queries import closing_of
from telemachy.journeys.queries.closing import purpose_of
from telemachy.messaging.models import OutboxMessage
from telemachy.tenancy import clock
from telemachy.tenancy.policy import Actor
from tests.cast import Cast
from tests.journeys.pairs import make_pair, signed_in


@pytest.fixture
def pair(at_lumen: Cast) -> Connection:
    return make_pair(at_lumen)


@pytest.fixture
def noor(at_lumen: Cast) -> Actor:
    return at_lumen.actor(at_lumen.noor)


@pytest.fixture
def elias(at_lumen: Cast) -> Actor:
    return at_lumen.actor(at_lumen.elias)


def closing_mails() -> list[tuple[str, object]]:
    kinds = ("closing", "ended")
    return [(mail.kind, mail.person_id) for mail in OutboxMessage.objects.filter(kind__in=kinds).order_by("send_after")]


@pytest.mark.parametrize(("announcer", "told"), [("noor", "elias"), ("elias", "noor")])
def test_either_announces_the_closing_and_the_other_gets_three_questions(
    at_lumen: Cast, pair: Connection, announcer: str, told: str
) -> None:
    closure = announce_closing(pair, by=at_lumen.actor(getattr(at_lumen, announcer)))

    assert (closure.announced_by, closure.closed_at) == (getattr(at_lumen, announcer), None)
    mail = OutboxMessage.objects.get(kind="closing")
    assert (mail.person_id, mail.subject) == (getattr(at_lumen, told).pk, "Close well: three questions")
    assert "What did not work?" in mail.text
    assert "/a/" in mail.text
    assert Connection.objects.filter(pk=pair.pk)[0].stage == "active"


def test_announcing_twice_or_by_both_is_announcing_once(pair: Connection, noor: Actor, elias: Actor) -> None:
    assert announce_closing(pair, by=noor) == announce_closing(pair, by=noor) == announce_closing(pair, by=elias)
    assert len(closing_mails()) == 1
    assert AuditEvent.objects.filter(deed="closing.announced").count() == 1


def test_nobody_else_announces_answers_or_closes(at_lumen: Cast, pair: Connection, noor: Actor) -> None:
    closure = announce_closing(pair, by=noor)
    for name in ("bruno", "petra", "ines"):
        actor = at_lumen.actor(getattr(at_lumen, name))
        for deed in (
            lambda by=actor: announce_closing(pair, by=by),
            lambda by=actor: answer_closing(closure, "touch", by=by),
            lambda by=actor: close_connection(closure, by=by),
            lambda by=actor: end_now(pair, by=by),
        ):
            with pytest.raises(NotThere):
                deed()
    assert Connection.objects.filter(pk=pair.pk)[0].stage == "active"


@pytest.mark.parametrize(("days", "early"), [(20, True), (149, True), (150, False), (180, False), (400, False)])
def test_whether_an_ending_is_early_is_worked_out_and_not_asked(
    pair: Connection, noor: Actor, days: int, early: bool
) -> None:
    """The programme lasts six months; its last month is no early end."""
    with clock.set_to(pair.answered_at + timedelta(days=days)):
        assert announce_closing(pair, by=noor).early is early


def test_both_answer_and_then_the_pair_ends(at_lumen: Cast, pair: Connection, noor: Actor, elias: Actor) -> None:
    closure = announce_closing(pair, by=noor)
    answer_closing(closure, "mentor", by=noor, helped="Your questions", did_not_work="Mondays")
    answer_closing(closure, "touch", by=elias, helped="Her notes")
    ended = close_connection(closure, by=elias)

    assert (ended.stage, ended.version) == ("closed", pair.version + 1)
    assert {(each.person, each.next_step) for each in ClosingAnswer.objects.select_related("person")} == {
        (at_lumen.noor, "mentor"),
        (at_lumen.elias, "touch"),
    }
    assert not Member.objects.filter(connection=pair, open=True).exists()
    assert Closure.objects.filter(pk=closure.pk)[0].closed_at is not None
    assert closing_mails() == [("closing", at_lumen.elias.pk), ("ended", at_lumen.noor.pk)]
    assert AuditEvent.objects.get(deed="connection.closed").detail == {"early": True, "answers": 2}


@pytest.mark.parametrize("leaver", ["noor", "elias"])
def test_either_ends_at_once_without_a_reason_and_the_other_gets_one_mail_and_the_same_questions(
    at_lumen: Cast, pair: Connection, leaver: str
) -> None:
    other = at_lumen.elias if leaver == "noor" else at_lumen.noor

    ended = end_now(pair, by=at_lumen.actor(getattr(at_lumen, leaver)))

    assert ended.stage == "closed"
    assert closing_mails() == [("ended", other.pk)]
    mail = OutboxMessage.objects.get(kind="ended")
    assert "Ending needs no reason" in mail.text
    answer = answer_closing(Closure.objects.get(), "another", by=at_lumen.actor(other), did_not_work="The hours")
    assert (answer.next_step, answer.did_not_work) == ("another", "The hours")


def test_ending_twice_is_ending_once(pair: Connection, noor: Actor, elias: Actor) -> None:
    first = end_now(pair, by=noor)

    assert (end_now(pair, by=noor).version, end_now(pair, by=elias).version) == (first.version, first.version)
    assert close_connection(Closure.objects.get(), by=elias).version == first.version
    assert len(closing_mails()) == 1


def test_a_place_is_free_for_another_pair_once_a_pair_has_ended(at_lumen: Cast, pair: Connection, noor: Actor) -> None:
    end_now(pair, by=noor)

    assert make_pair(at_lumen, at_lumen.bruno, at_lumen.elias).stage == "active"
    assert make_pair(at_lumen, at_lumen.noor, at_lumen.petra).stage == "active"


def test_a_place_is_not_free_while_the_closing_is_only_announced(at_lumen: Cast, pair: Connection, noor: Actor) -> None:
    announce_closing(pair, by=noor)

    with pytest.raises(Refused, match="no free place"):
        make_pair(at_lumen, at_lumen.bruno, at_lumen.elias)


def test_an_answer_is_corrected_until_the_end_and_stands_from_then_on(pair: Connection, noor: Actor) -> None:
    closure = announce_closing(pair, by=noor)
    answer_closing(closure, "touch", by=noor)
    answer_closing(closure, "mentor", by=noor, helped="The walk")
    close_connection(closure, by=noor)

    answer_closing(closure, "mentor", by=noor, helped="The walk")
    with pytest.raises(Refused, match="stands as you gave it"):
        answer_closing(closure, "touch", by=noor)
    assert [(each.next_step, each.helped) for each in ClosingAnswer.objects.all()] == [("mentor", "The walk")]


def test_no_mail_and_no_audit_event_carries_what_somebody_wrote(pair: Connection, noor: Actor, elias: Actor) -> None:
    closure = announce_closing(pair, by=noor)
    answer_closing(closure, "another", by=noor, helped="zebra", did_not_work="walrus")
    close_connection(closure, by=elias)

    written = [f"{mail.subject}{mail.text}{mail.html}" for mail in OutboxMessage.objects.all()]
    written += [str(event.detail) for event in AuditEvent.objects.all()]
    assert not [each for each in written if "zebra" in each or "walrus" in each]


def test_the_audit_tells_of_an_answer_and_not_what_comes_next(pair: Connection, noor: Actor) -> None:
    answer_closing(announce_closing(pair, by=noor), "another", by=noor)

    assert AuditEvent.objects.get(deed="closing.answered").detail == {"corrected": False}


@pytest.mark.parametrize(
    ("next_step", "helped", "sentence"), [("famous", "", "what comes next"), ("touch", "x" * 4001, "below 4000")]
)
def test_an_answer_needs_a_next_step_and_room(
    pair: Connection, noor: Actor, next_step: str, helped: str, sentence: str
) -> None:
    closure = announce_closing(pair, by=noor)

    with pytest.raises(Refused, match=sentence):
        answer_closing(closure, next_step, by=noor, helped=helped)


def test_a_pair_that_has_ended_is_announced_and_rated_no_more(pair: Connection, noor: Actor, elias: Actor) -> None:
    goal = set_goal(pair, "Chair the review", by=noor)
    end_now(pair, by=noor)

    with pytest.raises(Refused, match="has ended"):
        announce_closing(pair, by=elias)
    with pytest.raises(Refused, match="has ended"):
        rate_goal(Goal.objects.filter(pk=goal.pk)[0], 0, by=noor, at_closing=True)


def test_sessions_to_come_are_cancelled_and_those_held_stay(pair: Connection, noor: Actor, elias: Actor) -> None:
    kick_off = (pair.answered_at + timedelta(days=7)).replace(minute=0, second=0, microsecond=0)
    with clock.set_to(pair.answered_at):
        held = book_session(offer_times(pair, [kick_off], by=noor), kick_off, by=elias)
    with clock.set_to(kick_off + timedelta(hours=3)):
        say_whether_met(held, True, by=noor)
        later = kick_off + timedelta(days=14)
        booked = book_session(offer_times(pair, [later], by=noor), later, by=elias)
        offered = offer_times(pair, [later + timedelta(days=14)], by=elias)
    with clock.set_to(kick_off + timedelta(days=1)):
        end_now(pair, by=elias)

    states = dict(Session.objects.filter(connection=pair).values_list("pk", "state"))
    assert states == {held.pk: "held", booked.pk: "cancelled", offered.pk: "cancelled"}


def test_a_pair_closes_well_on_its_pages(at_lumen: Cast, pair: Connection, noor: Actor) -> None:
    goal = set_goal(pair, "Chair the review", by=noor, levels={1: "Every other one"})
    mentee, mentor, page = signed_in(at_lumen.noor), signed_in(at_lumen.elias), f"/j/{pair.pk}/closing"
    assert "Announce the closing" in mentee.get(page).content.decode()
    assert mentee.post(f"{page}/announce").status_code == 303
    assert mentee.post(f"{page}/announce").status_code == 303

    asked = mentor.get(page).content.decode()
    assert "Every other one" in asked
    said = {"next_step": "mentor", "helped": "zebra", "goal_1": "1"}
    for _twice in range(2):
        assert mentee.post(page, said).status_code == 303
    assert "zebra" not in mentor.get(page).content.decode()
    assert mentor.post(page, {"next_step": "touch", "did_not_work": "walrus", "goal_1": "0"}).status_code == 303
    assert "zebra" in mentor.get(page).content.decode()
    assert "walrus" in mentee.get(page).content.decode()
    assert f'action="{page}/end"' not in mentor.get(page).content.decode()
    last = mentor.get(f"{page}/end").content.decode()
    for words in ("End the pair of Noor Haddad and Elias", "cannot be undone", "are cancelled", "places are free"):
        assert words in last
    for _twice in range(2):
        assert mentor.post(f"{page}/end").status_code == 303

    after = mentee.get(page).content.decode()
    assert "Mentor somebody yourself" in after
    assert "You can still take your own notes away, and outcomes can still be added." in after
    assert "Noor: +1, more than hoped" in after
    assert "Elias: 0, as hoped" in after
    assert {rating.level for rating in goal.ratings.filter(at_closing=True)} == {0, 1}
    assert Connection.objects.filter(pk=pair.pk)[0].stage == "closed"


def test_an_answer_without_a_next_step_is_shown_again_with_what_was_written(
    at_lumen: Cast, pair: Connection, noor: Actor
) -> None:
    announce_closing(pair, by=noor)

    answer = signed_in(at_lumen.noor).post(f"/j/{pair.pk}/closing", {"helped": "zebra"})

    assert answer.status_code == 422
    assert "Choose what comes next for you." in answer.content.decode()
    assert "zebra" in answer.content.decode()


def test_either_ends_at_once_on_a_page_that_asks_for_nothing(at_lumen: Cast, pair: Connection) -> None:
    mentor, page = signed_in(at_lumen.elias), f"/j/{pair.pk}/closing/end"

    asked = mentor.get(page).content.decode()
    assert "<textarea" not in asked
    answer = mentor.post(page, {"reason": "walrus"})

    assert (answer.status_code, Connection.objects.filter(pk=pair.pk)[0].stage) == (303, "closed")
    assert "walrus" not in signed_in(at_lumen.noor).get(f"/j/{pair.pk}/closing").content.decode()
    assert not ClosingAnswer.objects.exists()


@pytest.mark.parametrize("who", ["bruno", "petra"])
def test_others_find_no_closing(at_lumen: Cast, pair: Connection, noor: Actor, who: str) -> None:
    announce_closing(pair, by=noor)
    stranger = signed_in(getattr(at_lumen, who))

    for method, path in (
        (stranger.get, "closing"),
        (stranger.post, "closing"),
        (stranger.post, "closing/announce"),
        (stranger.get, "closing/end"),
        (stranger.post, "closing/end"),
    ):
        assert method(f"/j/{pair.pk}/{path}").status_code == 404, path


def link_in(mail: OutboxMessage) -> str:
    return re.findall(r"https?://[^/\s]+(/a/\S+)", mail.text)[0]


def test_the_link_of_the_mail_takes_the_three_answers_and_shows_no_stored_word(
    at_lumen: Cast, pair: Connection, noor: Actor
) -> None:
    set_goal(pair, "Chair the review", by=noor)
    closure = announce_closing(pair, by=noor)
    answer_closing(closure, "mentor", by=noor, helped="zebra")
    path = link_in(OutboxMessage.objects.get(kind="closing"))
    anybody = Client(headers={"host": "lumen.localhost"})

    opened = anybody.get(path)
    assert ClosingAnswer.objects.count() == 1
    for _twice in range(2):
        assert anybody.post(path, {"next_step": "touch", "helped": "walrus"}).status_code == 303
    after = anybody.get(path)

    assert ClosingAnswer.objects.get(person=at_lumen.elias).helped == "walrus"
    for page in (opened, after):
        assert not [word for word in ("zebra", "walrus", "Chair the review") if word in page.content.decode()]
    assert "Your answers are kept." in after.content.decode()
    assert anybody.post(path, {}).status_code == 422


def test_the_link_of_somebody_whose_pair_was_ended_takes_one_answer(
    at_lumen: Cast, pair: Connection, noor: Actor
) -> None:
    end_now(pair, by=noor)
    path = link_in(OutboxMessage.objects.get(kind="ended"))
    anybody = Client(headers={"host": "lumen.localhost"})

    assert "You may still answer once." in anybody.get(path).content.decode()
    assert anybody.post(path, {"next_step": "touch"}).status_code == 303
    assert anybody.post(path, {"next_step": "another"}).status_code == 422
    assert [answer.next_step for answer in ClosingAnswer.objects.all()] == ["touch"]


def test_times_offered_after_the_announcement_are_for_the_closing_session(
    at_lumen: Cast, pair: Connection, noor: Actor
) -> None:
    assert purpose_of(pair) == "usual"
    announce_closing(pair, by=noor)
    assert purpose_of(pair) == "closing"
    time = (pair.answered_at + timedelta(days=3)).replace(hour=10, minute=0, second=0, microsecond=0)

    answer = signed_in(at_lumen.noor).post(f"/j/{pair.pk}/sessions", {"time_1": time.strftime("%Y-%m-%dT%H:%M")})

    assert answer.status_code == 303
    session = Session.objects.get()
    assert session.purpose == "closing"
    assert closing_of(pair, at_lumen.elias).session == session
    assert f"/sessions/{session.pk}" in signed_in(at_lumen.elias).get(f"/j/{pair.pk}/closing").content.decode()
