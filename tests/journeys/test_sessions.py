"""Sessions: times offered, one booked, moved or cancelled, and what both say of it afterwards."""

import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connections, transaction
from django.utils import timezone

from telemachy.audit.models import AuditEvent
from telemachy.errors import Conflict, NotThere, Refused, TelemachyError
from telemachy.journeys.actions import (
    Preparations,
    book_session,
    cancel_session,
    move_session,
    offer_times,
    prepare_session,
    say_whether_met,
)
from telemachy.journeys.actions import sessions as verbs
from telemachy.journeys.models import Attendance, Connection, Preparation, Session
from telemachy.journeys.queries.connections import pair_of
from telemachy.journeys.queries.coordinated import coordinated
from telemachy.journeys.queries.preparations import preparations_of
from telemachy.journeys.queries.sessions import sessions_of
from telemachy.journeys.queries.times import suggest_times
from telemachy.people.models import Availability, Person
from telemachy.programmes.models import Application
from telemachy.tenancy import clock, locks
from telemachy.tenancy.context import work
from tests.cast import Cast, make_cast
from tests.journeys.pairs import end, make_pair

AUTUMN = datetime(2026, 9, 1, 9, 0, tzinfo=UTC)
TUESDAY, THURSDAY, FRIDAY = (AUTUMN + timedelta(days=days) for days in (7, 9, 10))


@pytest.fixture
def pair(at_lumen: Cast) -> Connection:
    """Noor and Elias are a pair."""
    with clock.set_to(AUTUMN - timedelta(days=3)):
        return make_pair(at_lumen)


def offer(cast: Cast, pair: Connection, *times: datetime, by: str = "noor", **more: Any) -> Session:
    """Let Noor offer times on the first of September, or when the clock says."""
    told = clock.now() if clock.is_set() else AUTUMN
    with clock.set_to(told):
        return offer_times(pair, times or (TUESDAY, THURSDAY, FRIDAY), by=actor(cast, by), **more)


def book(cast: Cast, session: Session, at: datetime = TUESDAY, by: str = "elias") -> Session:
    with clock.set_to(AUTUMN + timedelta(hours=1)):
        return book_session(session, at, by=actor(cast, by))


def say(cast: Cast, session: Session, who: str, met: bool, at: datetime | None = None, **more: Any) -> Session:
    with clock.set_to(at or TUESDAY + timedelta(hours=2)):
        return say_whether_met(session, met, by=actor(cast, who), **more)


def actor(cast: Cast, name: str) -> Any:
    return cast.actor(getattr(cast, name))


def again(session: Session) -> Session:
    return Session.objects.get(pk=session.pk)


# --- offering ---------------------------------------------------------------------------------------------------------


def test_a_mentee_offers_three_times_for_as_long_as_the_programme_says(at_lumen: Cast, pair: Connection) -> None:
    session = offer(at_lumen, pair, FRIDAY, TUESDAY, THURSDAY, place=" Room 4 ")

    assert (session.number, session.state, session.minutes, session.place) == (1, "offered", 60, "Room 4")
    assert (session.starts_at, session.calendar_sequence, session.offered_by_id) == (None, 0, at_lumen.noor.pk)
    assert [each.starts_at for each in session.offered_times.all()] == [TUESDAY, THURSDAY, FRIDAY]
    assert AuditEvent.objects.filter(object_id=session.pk).values_list("deed", flat=True)[0] == "session.offered"


@pytest.mark.parametrize(
    ("times", "sentence"),
    [
        ((), "one, two or three"),
        ((TUESDAY, THURSDAY, FRIDAY, FRIDAY + timedelta(days=1)), "one, two or three"),
        ((TUESDAY, TUESDAY + timedelta(seconds=20)), "same time twice"),
        ((AUTUMN, THURSDAY), "Tue 1 Sep, 09:00 has passed"),
        ((AUTUMN + timedelta(days=400),), "more than a year away"),
    ],
)
def test_times_that_cannot_be_are_refused(
    at_lumen: Cast, pair: Connection, times: tuple[datetime, ...], sentence: str
) -> None:
    with clock.set_to(AUTUMN), pytest.raises(Refused, match=sentence):
        offer_times(pair, times, by=actor(at_lumen, "noor"))

    assert not Session.objects.exists()


def test_a_time_at_which_the_mentor_meets_somebody_else_is_refused_by_name(at_lumen: Cast, pair: Connection) -> None:
    book(at_lumen, offer(at_lumen, pair))
    other = another_pair(at_lumen)

    for near in (timedelta(minutes=-59), timedelta(), timedelta(minutes=59)):
        with pytest.raises(Conflict, match="is taken: one of you has another session then"):
            offer(at_lumen, other, TUESDAY + near, by="bruno")
    assert offer(at_lumen, other, TUESDAY + timedelta(minutes=60), by="bruno").state == "offered"


def another_pair(cast: Cast) -> Connection:
    """Return the connection of Bruno with the same Elias."""
    Application.objects.filter(person=cast.elias).update(capacity=2)
    return make_pair(cast, cast.bruno, cast.elias, ("Bruno named Elias",))


def test_a_second_offer_waits_for_the_first(at_lumen: Cast, pair: Connection) -> None:
    offer(at_lumen, pair)

    with pytest.raises(Refused, match="Offer others in their place"):
        offer(at_lumen, pair, FRIDAY + timedelta(days=1), by="elias")
    assert Session.objects.count() == 1


def test_an_ended_pair_arranges_nothing(at_lumen: Cast, pair: Connection) -> None:
    session = offer(at_lumen, pair)
    end(pair)

    for deed in (
        lambda: offer(at_lumen, pair),
        lambda: book(at_lumen, session),
        lambda: move_session(session, [FRIDAY], by=actor(at_lumen, "noor")),
        lambda: cancel_session(session, by=actor(at_lumen, "noor")),
        lambda: prepare_session(session, Preparations("How to begin?"), by=actor(at_lumen, "noor")),
    ):
        with pytest.raises(Refused, match="has ended"):
            deed()
    assert again(session).state == "offered"


def test_nobody_but_the_two_arranges_anything(at_lumen: Cast, pair: Connection) -> None:
    session = book(at_lumen, offer(at_lumen, pair))

    for who in ("bruno", "ines", "tove"):
        with pytest.raises(NotThere):
            offer(at_lumen, pair, by=who)
        with pytest.raises(NotThere):
            book(at_lumen, session, by=who)
        with pytest.raises(NotThere):
            say(at_lumen, session, who, True)


# --- booking ----------------------------------------------------------------------------------------------------------


def test_the_mentor_books_one_of_the_times_for_both(at_lumen: Cast, pair: Connection) -> None:
    session = book(at_lumen, offer(at_lumen, pair), THURSDAY)

    assert (session.state, session.starts_at, session.calendar_sequence) == ("booked", THURSDAY, 0)
    assert session.booked_at == AUTUMN + timedelta(hours=1)
    places = Attendance.objects.filter(session=session).values_list("person_id", "starts_at", "ends_at", "counts")
    hour = (THURSDAY, THURSDAY + timedelta(minutes=60), True)
    assert set(places) == {(at_lumen.noor.pk, *hour), (at_lumen.elias.pk, *hour)}


def test_booking_the_same_time_twice_is_one_booking(at_lumen: Cast, pair: Connection) -> None:
    first = book(at_lumen, offer(at_lumen, pair))
    second = book(at_lumen, first)

    assert (second.version, Attendance.objects.count()) == (first.version, 2)
    assert AuditEvent.objects.filter(deed="session.booked").count() == 1


def test_another_time_after_the_booking_is_a_move(at_lumen: Cast, pair: Connection) -> None:
    session = book(at_lumen, offer(at_lumen, pair))

    with pytest.raises(Conflict, match="booked for Tue 8 Sep, 09:00"):
        book(at_lumen, session, THURSDAY)
    assert again(session).starts_at == TUESDAY


def test_who_offered_does_not_choose(at_lumen: Cast, pair: Connection) -> None:
    session = offer(at_lumen, pair)

    with pytest.raises(Refused, match="Elias chooses one of them"):
        book(at_lumen, session, by="noor")
    assert book(at_lumen, session).state == "booked"


def test_a_time_that_was_not_offered_or_has_passed_is_not_booked(at_lumen: Cast, pair: Connection) -> None:
    session = offer(at_lumen, pair)

    with pytest.raises(Conflict, match="offered no longer"):
        book(at_lumen, session, TUESDAY + timedelta(minutes=15))
    with clock.set_to(TUESDAY + timedelta(minutes=1)), pytest.raises(Refused, match="has passed"):
        book_session(session, TUESDAY, by=actor(at_lumen, "elias"))
    assert again(session).state == "offered"


def test_a_time_that_was_taken_since_the_offer_is_not_booked(at_lumen: Cast, pair: Connection) -> None:
    theirs = offer(at_lumen, another_pair(at_lumen), by="bruno")
    session = offer(at_lumen, pair)
    book(at_lumen, theirs)

    with pytest.raises(Conflict, match="Tue 8 Sep, 09:00 is taken"):
        book(at_lumen, session)
    assert book(at_lumen, session, THURSDAY).starts_at == THURSDAY


def test_without_the_check_the_database_says_the_same_in_a_sentence(
    at_lumen: Cast, pair: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The sabotage twin: with the check patched out, the exclusion constraint refuses the second booking."""
    theirs = offer(at_lumen, another_pair(at_lumen), by="bruno")
    session = offer(at_lumen, pair)
    book(at_lumen, theirs)
    monkeypatch.setattr(verbs, "refuse_clash", lambda *args, **more: None)

    with pytest.raises(Conflict, match="a moment ago") as refused:
        book(at_lumen, session)
    assert isinstance(refused.value.__cause__, IntegrityError)
    assert again(session).state == "offered"


def test_two_sessions_of_one_person_at_once_cannot_be_stored(at_lumen: Cast, pair: Connection) -> None:
    session = book(at_lumen, offer(at_lumen, pair))
    late = {"starts_at": TUESDAY + timedelta(minutes=59), "ends_at": TUESDAY + timedelta(minutes=90)}
    other = offer(at_lumen, another_pair(at_lumen), THURSDAY, by="bruno")

    with pytest.raises(IntegrityError, match="not_two_at_once"), transaction.atomic():
        Attendance.objects.create(session=other, person=at_lumen.elias, **late)
    Attendance.objects.filter(session=session).update(counts=False)
    assert Attendance.objects.create(session=other, person=at_lumen.elias, **late).counts


# --- moving and cancelling --------------------------------------------------------------------------------------------


def test_a_moved_session_keeps_its_uid_and_counts_on_when_it_is_booked_again(at_lumen: Cast, pair: Connection) -> None:
    booked = book(at_lumen, offer(at_lumen, pair))
    with clock.set_to(AUTUMN + timedelta(days=1)):
        moved = move_session(booked, [FRIDAY, THURSDAY], by=actor(at_lumen, "elias"))

    assert (moved.state, moved.calendar_uid, moved.calendar_sequence) == ("offered", booked.calendar_uid, 0)
    assert [each.starts_at for each in moved.offered_times.all()] == [THURSDAY, FRIDAY]
    assert not Attendance.objects.exists()
    rebooked = book(at_lumen, moved, FRIDAY, by="noor")
    assert (rebooked.starts_at, rebooked.calendar_sequence) == (FRIDAY, 1)
    assert rebooked.calendar_uid == booked.calendar_uid


def test_a_session_may_be_moved_by_half_an_hour_for_it_does_not_stand_in_its_own_way(
    at_lumen: Cast, pair: Connection
) -> None:
    booked = book(at_lumen, offer(at_lumen, pair))
    later = TUESDAY + timedelta(minutes=30)

    with clock.set_to(AUTUMN):
        moved = move_session(booked, [later], by=actor(at_lumen, "noor"))

    assert book(at_lumen, moved, later).starts_at == later


def test_none_of_the_times_suits_and_the_mentor_offers_others(at_lumen: Cast, pair: Connection) -> None:
    session = offer(at_lumen, pair)
    with clock.set_to(AUTUMN):
        moved = move_session(session, [FRIDAY + timedelta(days=3)], by=actor(at_lumen, "elias"))

    assert (moved.offered_by_id, moved.calendar_sequence) == (at_lumen.elias.pk, 0)
    assert book(at_lumen, moved, FRIDAY + timedelta(days=3), by="noor").calendar_sequence == 0


def test_a_cancelled_session_frees_the_time_of_both(at_lumen: Cast, pair: Connection) -> None:
    session = book(at_lumen, offer(at_lumen, pair))
    with clock.set_to(AUTUMN):
        cancelled = cancel_session(session, by=actor(at_lumen, "noor"))
        twice = cancel_session(session, by=actor(at_lumen, "elias"))

    assert (cancelled.state, cancelled.calendar_sequence, twice.version) == ("cancelled", 1, cancelled.version)
    assert not Attendance.objects.filter(counts=True).exists()
    assert offer(at_lumen, pair).number == 2


def test_what_is_over_is_neither_moved_nor_cancelled(at_lumen: Cast, pair: Connection) -> None:
    session = book(at_lumen, offer(at_lumen, pair))
    after = TUESDAY + timedelta(hours=2)

    with clock.set_to(after), pytest.raises(Conflict, match="Say whether you met instead"):
        cancel_session(session, by=actor(at_lumen, "noor"))
    say(at_lumen, session, "noor", True)
    for deed in (
        lambda: cancel_session(session, by=actor(at_lumen, "noor")),
        lambda: move_session(session, [after + timedelta(days=2)], by=actor(at_lumen, "noor")),
    ):
        with clock.set_to(after), pytest.raises(Conflict, match="over or cancelled"):
            deed()


# --- afterwards -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("noor", "elias", "state", "strength", "counts"),
    [
        (True, None, "held", "one said", True),
        (True, True, "held", "both said", True),
        (True, False, "held", "one said", True),
        (False, True, "held", "one said", True),
        (False, None, "missed", "one said", False),
        (False, False, "missed", "both said", False),
    ],
)
def test_both_say_for_themselves_whether_they_met(
    at_lumen: Cast, pair: Connection, noor: bool, elias: bool | None, state: str, strength: str, counts: bool
) -> None:
    session = book(at_lumen, offer(at_lumen, pair))
    say(at_lumen, session, "noor", noor)
    if elias is not None:
        say(at_lumen, session, "elias", elias)

    [shown] = sessions_of(pair, at_lumen.noor).shown
    assert (again(session).state, shown.strength) == (state, strength)
    assert set(Attendance.objects.values_list("counts", flat=True)) == {counts}
    assert {said.person.pk: said.met for said in shown.said} == {at_lumen.noor.pk: noor, at_lumen.elias.pk: elias}


def test_before_it_begins_nobody_says_whether_they_met(at_lumen: Cast, pair: Connection) -> None:
    session = book(at_lumen, offer(at_lumen, pair))

    with pytest.raises(Refused, match="has not begun"):
        say(at_lumen, session, "noor", True, at=TUESDAY - timedelta(minutes=1))
    assert say(at_lumen, session, "noor", True, at=TUESDAY).state == "held"


def test_a_session_without_a_time_cannot_be_spoken_of(at_lumen: Cast, pair: Connection) -> None:
    with pytest.raises(Refused, match="not booked"):
        say(at_lumen, offer(at_lumen, pair), "noor", True)


def test_how_useful_it_was_is_known_to_whoever_said_it_and_nobody_else(at_lumen: Cast, pair: Connection) -> None:
    session = book(at_lumen, offer(at_lumen, pair))
    say(at_lumen, session, "noor", True, useful=4)
    say(at_lumen, session, "noor", True)

    for reader, useful in ((at_lumen.noor, {4, None}), (at_lumen.elias, {None})):
        [shown] = sessions_of(pair, reader).shown
        assert {said.useful for said in shown.said} == useful
    for wrong in (0, 6, -1):
        with pytest.raises(Refused, match="from 1 to 5"):
            say(at_lumen, session, "elias", True, useful=wrong)


def test_a_no_takes_back_how_useful_it_was(at_lumen: Cast, pair: Connection) -> None:
    session = book(at_lumen, offer(at_lumen, pair))
    say(at_lumen, session, "noor", True, useful=4)
    say(at_lumen, session, "noor", False)

    assert Attendance.objects.filter(person=at_lumen.noor).values_list("met", "useful")[0] == (False, None)
    assert again(session).state == "missed"


def test_the_closing_session_is_spoken_of_after_the_pair_has_ended(at_lumen: Cast, pair: Connection) -> None:
    session = book(at_lumen, offer(at_lumen, pair, purpose="closing"))
    end(pair)

    assert say(at_lumen, session, "elias", True).state == "held"


def test_a_missed_session_that_was_held_after_all_gives_way_to_what_was_booked_since(
    at_lumen: Cast, pair: Connection
) -> None:
    session = book(at_lumen, offer(at_lumen, pair))
    say(at_lumen, session, "noor", False)
    theirs = offer(at_lumen, another_pair(at_lumen), THURSDAY, by="bruno")
    late = {"starts_at": TUESDAY, "ends_at": TUESDAY + timedelta(minutes=30)}
    Attendance.objects.create(session=theirs, person=at_lumen.elias, **late)

    with pytest.raises(Conflict, match="another session at that time"):
        say(at_lumen, session, "elias", True)
    assert again(session).state == "missed"


# --- preparing --------------------------------------------------------------------------------------------------------


def test_what_both_prepare_is_sealed_and_read_by_both(at_lumen: Cast, pair: Connection) -> None:
    session = book(at_lumen, offer(at_lumen, pair))
    answers = Preparations("To chair without notes", "The audit began", "How you began")
    with clock.set_to(AUTUMN):
        prepare_session(session, answers, by=actor(at_lumen, "noor"))
        prepare_session(session, Preparations(want="To listen"), by=actor(at_lumen, "elias"))

    assert not any(b"chair" in bytes(each.sealed) for each in Preparation.objects.all())
    for reader, first in ((at_lumen.noor, answers), (at_lumen.elias, Preparations(want="To listen"))):
        mine, theirs = preparations_of(session, reader)
        assert (mine.answers, mine.is_mine, theirs.is_mine, theirs.problem) == (first, True, False, "")


def test_preparing_anew_replaces_what_was_written(at_lumen: Cast, pair: Connection) -> None:
    session = book(at_lumen, offer(at_lumen, pair))
    with clock.set_to(AUTUMN):
        for words in ("First thought", "Second thought"):
            made = prepare_session(session, Preparations(words), by=actor(at_lumen, "noor"))

    [prepared] = preparations_of(session, at_lumen.elias)
    assert (prepared.answers.want, made.version) == ("Second thought", 2)


def test_nothing_and_too_much_are_not_prepared(at_lumen: Cast, pair: Connection) -> None:
    session = book(at_lumen, offer(at_lumen, pair))
    with clock.set_to(AUTUMN):
        for answers, sentence in ((Preparations(" ", "\n"), "at least one"), (Preparations("x" * 2001), "2,000")):
            with pytest.raises(Refused, match=sentence):
                prepare_session(session, answers, by=actor(at_lumen, "noor"))
    assert not Preparation.objects.exists()


# --- reading ----------------------------------------------------------------------------------------------------------


def test_the_sessions_of_a_pair_as_one_of_the_two_sees_them(at_lumen: Cast, pair: Connection) -> None:
    held = book(at_lumen, offer(at_lumen, pair))
    say(at_lumen, held, "noor", True)
    with clock.set_to(FRIDAY):
        coming = offer_times(pair, [FRIDAY + timedelta(days=5)], by=actor(at_lumen, "elias"))
        waiting = sessions_of(pair, at_lumen.noor)
        assert (waiting.offered.is_mine_to_choose, waiting.next) == (True, None)
        assert not sessions_of(pair, at_lumen.elias).offered.is_mine_to_choose
        book_session(coming, FRIDAY + timedelta(days=5), by=actor(at_lumen, "noor"))
        sessions = sessions_of(pair, at_lumen.noor)
        assert sessions.next.session == coming
        assert [each.session for each in sessions.past] == [held]
        assert (sessions.held, sessions.offered, sessions.unsaid) == (1, None, ())
        assert [dot.kind for dot in sessions.dots][:3] == ["done", "here", "later"]
        assert len(sessions.dots) == sessions.expected
        [unsaid] = sessions_of(pair, at_lumen.elias).unsaid
        assert unsaid.session == held


@pytest.mark.parametrize("many", [1, 3])
def test_reading_sessions_takes_the_same_queries_however_many_there_are(
    at_lumen: Cast, pair: Connection, many: int, django_assert_num_queries: Callable[..., Any]
) -> None:
    for week in range(many):
        at = AUTUMN + timedelta(weeks=week)
        with clock.set_to(at):
            session = offer_times(pair, [at + timedelta(days=2)], by=actor(at_lumen, "noor"))
            book_session(session, at + timedelta(days=2), by=actor(at_lumen, "elias"))
    pair = Connection.objects.select_related("programme").get(pk=pair.pk)

    with django_assert_num_queries(5):
        assert len(sessions_of(pair, at_lumen.noor).shown) == many


def test_a_coordinator_reads_dates_and_states_only(at_lumen: Cast, pair: Connection) -> None:
    say(at_lumen, book(at_lumen, offer(at_lumen, pair, place="Room 4")), "noor", True)
    with clock.set_to(TUESDAY + timedelta(days=1)):
        coming = offer_times(pair, [FRIDAY], by=actor(at_lumen, "noor"))
        coming = book_session(coming, FRIDAY, by=actor(at_lumen, "elias"))
        move_session(coming, [FRIDAY + timedelta(days=7)], by=actor(at_lumen, "elias"))

    held, moved = coordinated(pair_of(pair), actor(at_lumen, "ines")).sessions

    assert (held.state, held.at, moved.state, moved.at) == ("held", TUESDAY, "offered", None)
    assert "Room 4" not in str((held, moved))


# --- times ------------------------------------------------------------------------------------------------------------


def available(person: Person, *stretches: tuple[int, int, int], zone: str = "UTC") -> None:
    Person.objects.filter(pk=person.pk).update(time_zone=zone)
    for weekday, start, finish in stretches:
        Availability.objects.create(person=person, weekday=weekday, start=start * 60, end=finish * 60)


def test_times_are_suggested_where_both_weeks_meet_in_both_zones(at_lumen: Cast, pair: Connection) -> None:
    available(at_lumen.noor, (1, 9, 12), (3, 9, 12), zone="Europe/London")
    available(at_lumen.elias, (1, 11, 14), (3, 12, 14), (4, 9, 17), zone="Europe/Berlin")

    suggested = suggest_times(pair, after=AUTUMN)

    assert [f"{each:%a %d %b %H:%M}" for each in suggested] == [
        "Thu 03 Sep 10:00",
        "Tue 08 Sep 09:00",
        "Thu 10 Sep 10:00",
    ]


def test_a_day_off_and_what_is_booked_already_are_not_suggested(at_lumen: Cast, pair: Connection) -> None:
    for person in (at_lumen.noor, at_lumen.elias):
        available(person, (1, 9, 11))
    book(at_lumen, offer(at_lumen, pair, TUESDAY))

    suggested = suggest_times(pair, after=AUTUMN - timedelta(hours=1))

    assert suggested[0] == TUESDAY + timedelta(hours=1)
    assert all(moment >= AUTUMN + timedelta(hours=23) for moment in suggested)


def test_nothing_is_suggested_where_the_weeks_never_meet(at_lumen: Cast, pair: Connection) -> None:
    assert suggest_times(pair) == ()
    available(at_lumen.noor, (1, 9, 12))
    available(at_lumen.elias, (2, 9, 12))
    assert suggest_times(pair) == ()


def test_suggestions_follow_the_clocks_when_they_change(at_lumen: Cast, pair: Connection) -> None:
    for person in (at_lumen.noor, at_lumen.elias):
        available(person, (0, 9, 10), zone="Europe/London")

    suggested = suggest_times(pair, after=datetime(2026, 10, 15, tzinfo=UTC))

    assert [f"{each:%d %b %H:%M}" for each in suggested] == ["19 Oct 08:00", "26 Oct 09:00", "02 Nov 09:00"]


# --- two at once ------------------------------------------------------------------------------------------------------

committed = pytest.mark.django_db(transaction=True, databases=["default", "counters", "owner"])


def at_once(cast: Cast, *deeds: Callable[[], Any]) -> list[Any]:
    """Do each deed in a thread with a connection of its own; return results or errors."""
    start, results = threading.Barrier(len(deeds)), [None] * len(deeds)

    def do(place: int, deed: Callable[[], Any]) -> None:
        try:
            start.wait(10)
            with work(cast.lumen.id):
                results[place] = deed()
        except TelemachyError as error:
            results[place] = error
        finally:
            connections.close_all()

    threads = [threading.Thread(target=do, args=each) for each in enumerate(deeds)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    connections.close_all()
    return results


@committed
@pytest.mark.parametrize("locked", [True, False])
def test_of_two_pairs_that_book_the_same_mentor_at_once_one_wins(
    mirrors_closed: None, locked: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing holds the two apart but the database, so the locks make no difference: the constraint decides."""
    cast = make_cast()
    with work(cast.lumen.id):
        soon = timezone.now().replace(second=0, microsecond=0) + timedelta(days=3)
        pairs = [make_pair(cast), another_pair(cast)]
        offers = [
            offer_times(each, [soon], by=actor(cast, name)) for each, name in zip(pairs, ("noor", "bruno"), strict=True)
        ]
    elias = cast.actor(cast.elias)
    meeting = threading.Barrier(2)
    real = verbs._sit_down

    def sit_down_together(*args: Any) -> None:
        meeting.wait(10)
        real(*args)

    monkeypatch.setattr(verbs, "_sit_down", sit_down_together)
    if not locked:
        monkeypatch.setattr(locks, "take", lambda model, id: model.objects.get(pk=id))

    results = at_once(cast, *[lambda each=each: book_session(each, soon, by=elias) for each in offers])

    assert sorted(type(each).__name__ for each in results) == ["Conflict", "Session"]
    with work(cast.lumen.id):
        assert Attendance.objects.count() == 2
        assert sorted(Session.objects.values_list("state", flat=True)) == ["booked", "offered"]


@committed
def test_of_two_times_booked_at_once_one_wins(mirrors_closed: None) -> None:
    cast = make_cast()
    with work(cast.lumen.id):
        times = [timezone.now() + timedelta(days=days) for days in (3, 4)]
        times = [moment.replace(second=0, microsecond=0) for moment in times]
        session = offer_times(make_pair(cast), times, by=actor(cast, "noor"))
    elias = cast.actor(cast.elias)

    results = at_once(cast, *[lambda each=each: book_session(session, each, by=elias) for each in times])

    assert sorted(type(each).__name__ for each in results) == ["Conflict", "Session"]
    assert any("is booked for" in str(each) for each in results)
