"""When the two of a pair can meet: their weeks put together, without what is booked already."""

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, timedelta

from django.db.models import Q

from telemachy.people.models import Availability, Person
from telemachy.people.week import QUARTERS, Stretch, shared_week
from telemachy.programmes.queries import file_of, latest_version
from telemachy.tenancy import clock

from ..models import Attendance, Connection, Session
from ..wall_clock import zone_of

SUGGESTED = 3
NOTICE = timedelta(hours=24)
WEEKS = 4
QUARTER = timedelta(minutes=15)


def clashes(
    people: Iterable[Person], times: Iterable[datetime], minutes: int, *, except_for: Session | None = None
) -> list[datetime]:
    """Return those of the times at which one of the people is in another session; one query."""
    wanted = sorted(times)
    if not wanted:
        return []
    length = timedelta(minutes=minutes)
    near = Q(starts_at__lt=wanted[-1] + length, ends_at__gt=wanted[0])
    taken = Attendance.objects.filter(near, person__in=list(people), counts=True)
    if except_for is not None:
        taken = taken.exclude(session=except_for)
    spans = list(taken.values_list("starts_at", "ends_at"))
    return [each for each in wanted if any(start < each + length and end > each for start, end in spans)]


def suggest_times(
    connection: Connection, *, after: datetime | None = None, minutes: int | None = None
) -> tuple[datetime, ...]:
    """Return up to three times at which both can meet, on different days and not before tomorrow; four queries.

    Empty where the two weeks have nothing in common, or somebody's is not known.
    """
    people = [member.person for member in connection.members.select_related("person")]
    length = minutes or file_of(latest_version(connection.programme)).session_minutes
    earliest = (after or clock.now()) + NOTICE
    weeks = _weeks_of(people)
    found = [moment for monday in _mondays(earliest) for moment in _starts(weeks, people, monday, length)]
    found = [moment for moment in found if moment >= earliest]
    busy = set(clashes(people, found, length))
    return _spread([moment for moment in found if moment not in busy], people)


Weeks = Sequence[tuple[list[Stretch], str]]


def _weeks_of(people: Sequence[Person]) -> Weeks:
    rows = Availability.objects.filter(person__in=people)
    by_person: dict[object, list[Stretch]] = {person.pk: [] for person in people}
    for row in rows:
        by_person[row.person_id].append(Stretch(row.weekday, row.start, row.end))
    return [(by_person[person.pk], str(zone_of(person))) for person in people]


def _mondays(earliest: datetime) -> list[date]:
    day = earliest.astimezone(UTC).date()
    first = day - timedelta(days=day.weekday())
    return [first + timedelta(weeks=number) for number in range(WEEKS)]


def _starts(weeks: Weeks, people: Sequence[Person], monday: date, minutes: int) -> list[datetime]:
    """Return the full and half hours of a week from which both have enough time."""
    free = (1 << QUARTERS) - 1
    for stretches, zone in weeks:
        free &= shared_week(stretches, zone, monday)
    needed = -(-minutes // 15)
    midnight = datetime.combine(monday, datetime.min.time(), tzinfo=UTC)
    return [
        midnight + quarter * QUARTER
        for quarter in range(QUARTERS)
        if all(free >> (quarter + each) % QUARTERS & 1 for each in range(needed))
        and (midnight + quarter * QUARTER).astimezone(zone_of(people[0])).minute in (0, 30)
    ]


def _spread(times: Iterable[datetime], people: Sequence[Person]) -> tuple[datetime, ...]:
    """Choose the first of each day, one day after another."""
    zone = zone_of(people[0])
    first_of_day: dict[date, datetime] = {}
    for moment in sorted(times):
        first_of_day.setdefault(moment.astimezone(zone).date(), moment)
    return tuple(list(first_of_day.values())[:SUGGESTED])
