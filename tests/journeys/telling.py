"""A pair told by the actions that the pages call, each at its own moment: twelve weeks of Noor and Elias."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from telemachy.journeys.actions import (
    InitiativeFacts,
    agree_to_charter,
    begin_initiative,
    book_session,
    log_decision,
    offer_times,
    rate_goal,
    read_measure,
    say_whether_met,
    set_goal,
    share_goal,
    share_initiative,
    share_note,
    start_change,
    write_private_note,
)
from telemachy.journeys.models import Charter, Connection
from telemachy.people.models import Person
from telemachy.tenancy import clock
from tests.cast import Cast
from tests.journeys.pairs import make_pair

DAYS_WAITED = (41, 38, 44, 39, 43, 40, 42, 33, 30, 27, 24, 22, 19)
CHANGED_AFTER = 7  # readings
HOPE = "I can run a release. I cannot yet run the people who build it."


def tell_pair(cast: Cast, *, weeks: int = 12) -> Connection:
    """Return the pair of Noor and Elias, who began so many weeks ago and meet again in three days."""
    Person.objects.filter(pk=cast.noor.pk).update(hope=HOPE, job_title="Senior engineer", team="Payments")
    Person.objects.filter(pk=cast.elias.pk).update(job_title="Head of platform", site="Hamburg")
    cast.noor.refresh_from_db()
    cast.elias.refresh_from_db()
    start = _at(-weeks * 7)
    reasons = ("you both chose leading a team", "Elias has led two teams across offices", "Thursdays suit you both")
    with clock.set_to(start):
        pair = make_pair(cast, reasons=reasons)
    for after, person in ((1, cast.noor), (2, cast.elias)):
        with clock.set_to(start + timedelta(days=after)):
            agree_to_charter(Charter.objects.filter(connection=pair)[0], by=cast.actor(person))
    for number in range(weeks // 2):
        _meet(cast, pair, start + timedelta(days=3 + 14 * number), missed=number == 2)
    _lead(cast, pair, start)
    _write(cast, pair)
    _offer(cast, pair, _at(3))
    return pair


def _at(days: int) -> datetime:
    return datetime.now(UTC).replace(hour=15, minute=0, second=0, microsecond=0) + timedelta(days=days)


def _offer(cast: Cast, pair: Connection, at: datetime) -> None:
    with clock.set_to(at - timedelta(days=6)):
        times = [at, at + timedelta(days=1), at + timedelta(days=2)]
        session = offer_times(pair, times, by=cast.actor(cast.noor), place="Room 4.12")
        book_session(session, at, by=cast.actor(cast.elias))


def _meet(cast: Cast, pair: Connection, at: datetime, *, missed: bool) -> None:
    _offer(cast, pair, at)
    session = pair.sessions.order_by("-number")[0]
    with clock.set_to(at + timedelta(hours=2)):
        for person in (cast.noor, cast.elias):
            say_whether_met(session, not missed, by=cast.actor(person), useful=None if missed else 4)


def _lead(cast: Cast, pair: Connection, start: datetime) -> None:
    noor, elias = cast.actor(cast.noor), cast.actor(cast.elias)
    levels = {-2: "I review alone", -1: "I invite two", 0: "I chair every second one", 1: "I chair all", 2: "They do"}
    with clock.set_to(start + timedelta(days=4)):
        goal = set_goal(pair, "Chair the design review", by=noor, sign="The minutes name me", levels=levels)
        set_goal(pair, "Say no in a meeting and stay friends", by=noor)
        share_goal(goal, by=noor)
        facts = InitiativeFacts(
            title="Shorter waits for a review",
            aim="A design waits no longer than three weeks for its review, in every team.",
            team="With Ada and the two platform engineers",
            people_led=4,
            measure="Days from draft to review, median of the week",
            unit="days",
            baseline=Decimal(41),
            baseline_from="the review board",
            wanted=Decimal(21),
            source="the review board",
        )
        initiative = begin_initiative(pair, facts, by=noor, goal=goal)
        share_initiative(initiative, by=noor)
    with clock.set_to(_at(-1)):
        _read(cast, initiative, (start + timedelta(days=4)).date())
    for days, level, who in ((30, -1, noor), (60, 0, elias)):
        with clock.set_to(start + timedelta(days=days)):
            rate_goal(goal, level, by=who)


def _read(cast: Cast, initiative: object, first: date) -> None:
    noor = cast.actor(cast.noor)
    day = [first + timedelta(days=6 * number) for number in range(len(DAYS_WAITED))]
    for on, value in zip(day, DAYS_WAITED, strict=True):
        read_measure(initiative, on, Decimal(value), by=noor)
    start_change(initiative, day[CHANGED_AFTER] - timedelta(days=3), "Reviews on fixed days", by=noor)
    log_decision(initiative, day[CHANGED_AFTER], "Reviews take place on Tuesday and Thursday.", by=noor)
    log_decision(initiative, day[9], "A draft without a reviewer goes to whoever is on duty.", by=noor)


def _write(cast: Cast, pair: Connection) -> None:
    with clock.set_to(_at(-10)):
        share_note(pair, "We ask Ada to lead the second half with me.", by=cast.actor(cast.noor))
        write_private_note(pair, "I was afraid of Martin. I am less so now.", by=cast.actor(cast.noor))
