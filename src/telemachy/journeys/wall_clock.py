"""Times as people read and type them: by the clock on their own wall."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from django.utils.formats import date_format

from telemachy.people.models import Person
from telemachy.people.week import WeekError, read_zone
from telemachy.web.templatetags.telemachy import zone_name


def zone_of(person: Person) -> ZoneInfo:
    """Return somebody's time zone."""
    return zone_named(person.time_zone)


def zone_named(name: str) -> ZoneInfo:
    """Return the time zone of this name; UTC where there is none."""
    try:
        return read_zone(name)
    except WeekError:
        return ZoneInfo("UTC")


def from_wall(typed: datetime, zone: ZoneInfo) -> datetime:
    """Return the moment at which a wall clock shows what was typed.

    A time that the clock skips moves forward by as much as the clock does; of two with the same name the first is
    meant. Python reads both so while `fold` is 0.

    Raises:
        OverflowError: a year in which no calendar has UTC.
    """
    return typed.replace(tzinfo=zone, fold=0).astimezone(UTC)


def on_wall(moment: datetime, person: Person) -> str:
    """Return a moment as its reader says it: "Tue 14 Oct, 16:00"."""
    return on_clock(moment, zone_of(person))


def on_clock(moment: datetime, zone: ZoneInfo) -> str:
    """Return a moment as a clock of this zone says it."""
    return date_format(moment.astimezone(zone), "D j M, H:i")


def weekday_of(moment: datetime, person: Person) -> str:
    """Return the day of the week on which this is for the reader: "Thursday"."""
    return date_format(moment.astimezone(zone_of(person)), "l")


def clock_of(moment: datetime, person: Person) -> str:
    """Return what the reader calls their clock: "London time"."""
    return zone_name(moment.astimezone(zone_of(person)))


def month_of(moment: datetime, person: Person) -> str:
    """Return the month in which this is for the reader: "Oct"."""
    return date_format(moment.astimezone(zone_of(person)), "M")


def key_of(moment: datetime) -> str:
    """Return how links and forms name a time: by UTC, to the minute."""
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M}"
