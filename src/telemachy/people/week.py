"""A usual week: when somebody can meet, by the clock on their own wall, and what that is on everybody's clock.

Needs neither Django nor a database. A week on everybody's clock is a whole number whose 672 bits are the quarters of
an hour from Monday 00:00 UTC, so that two weeks are compared by `&`, also where time zones differ by half an hour.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

QUARTERS = 7 * 24 * 4
USUAL_WEEK = date(2026, 1, 5)
"""A Monday; the week whose clocks count where nobody says which. Winter time in the north."""

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
BLOCKS = {"morning": (9 * 60, 12 * 60), "lunch": (12 * 60, 13 * 60), "afternoon": (13 * 60, 17 * 60)}
"""The three blocks of a day that people tick, in minutes after midnight."""


class WeekError(ValueError):
    """A time zone that does not exist."""


@dataclass(frozen=True, slots=True, order=True)
class Stretch:
    """A stretch of one weekday (0 Monday … 6 Sunday), start and end in minutes after local midnight."""

    weekday: int
    start: int
    end: int

    def __str__(self) -> str:
        times = (f"{minutes // 60:02}:{minutes % 60:02}" for minutes in (self.start, self.end))
        return f"{DAYS[self.weekday]} {'-'.join(times)}"


def shared_week(stretches: Iterable[Stretch], time_zone: str = "UTC", week_of: date = USUAL_WEEK) -> int:
    """The week on everybody's clock, as bits; `week_of` is any day of the week whose summer or winter time counts.

    Raises `WeekError` for a time zone that does not exist.
    """
    zone = read_zone(time_zone)
    monday = week_of - timedelta(days=week_of.weekday())
    bits = 0
    for stretch in stretches:
        midnight = datetime.combine(monday + timedelta(days=stretch.weekday), datetime.min.time(), tzinfo=zone)
        offset = midnight.replace(hour=12).utcoffset() or timedelta()
        first = stretch.weekday * 96 + (stretch.start + 14 - offset // timedelta(minutes=1)) // 15
        last = stretch.weekday * 96 + (stretch.end - offset // timedelta(minutes=1)) // 15
        for quarter in range(first, last):
            bits |= 1 << quarter % QUARTERS
    return bits


def read_zone(time_zone: str) -> ZoneInfo:
    """The IANA time zone of this name. Raises `WeekError` if there is none."""
    try:
        return ZoneInfo(time_zone)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise WeekError(f"“{time_zone}” is not a time zone such as Europe/London.") from error
