"""Writes down for calendar programs how the clocks of a place go, as a VTIMEZONE.

Most programs know a zone by its name and look no further. Outlook reads the component, but only yearly rules such as
"last Sunday of March", and some programs keep the first description that they have met under a name for good. So a
description holds for all years, or there is none: where clocks follow no such rule (in Casablanca the moon), the
meeting is better written in UTC.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

from icalendar import Timezone, TimezoneDaylight, TimezoneStandard, vRecur

#: A rule counts as yearly when it holds from the year before the meeting until twelve years after it: in as many years
#: a rule such as "the Friday before the last Sunday" falls once on a day that gives it away.
YEARS_BEFORE, YEARS_AFTER = 1, 12
FIRST_YEAR = 1970  # from which the rules are said to hold; programs ask only for the time of the meeting

_DAY = timedelta(days=1)
_STEP = 5 * _DAY  # no clocks are put forward and back within five days
_WEEK = timedelta(days=7)
_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


@dataclass(frozen=True)
class Change:
    """Clocks are put forward or back: when, from and to which distance from UTC, and what the time is called then."""

    at: datetime
    before: timedelta
    after: timedelta
    name: str

    @property
    def onset(self) -> datetime:
        """Return what the clock shows at that moment, not yet changed, which is how a VTIMEZONE gives its times."""
        return (self.at + self.before).replace(tzinfo=None)


@dataclass(frozen=True)
class Rule:
    """A change that comes back every year, at the same hour of the first to fourth or last such day of a month."""

    change: Change
    nth: int

    def as_recurrence(self) -> vRecur:
        """Return the rule as calendars write it."""
        day = f"{self.nth}{_DAYS[self.change.onset.weekday()]}"
        return vRecur(FREQ="YEARLY", BYMONTH=self.change.onset.month, BYDAY=day)

    def first_onset(self) -> datetime:
        """Return when the rule held for the first time."""
        onset = self.change.onset
        start = onset.replace(year=FIRST_YEAR, day=1)
        days = [day for day in (start + number * _DAY for number in range(31)) if day.month == start.month]
        fitting = [day for day in days if day.weekday() == onset.weekday()]
        return fitting[self.nth if self.nth < 0 else self.nth - 1]


def describe_zone(zone: ZoneInfo, moment: datetime) -> Timezone | None:
    """Return the VTIMEZONE for a meeting at this moment, or None where no yearly rules tell how clocks are changed."""
    year = moment.astimezone(zone).year
    changes = list(changes_in(zone, year - YEARS_BEFORE, year + YEARS_AFTER))
    parts = _yearly(changes) if changes else [_always(zone, moment)]
    if not parts:
        return None
    component = Timezone()
    component.add("TZID", zone.key)
    for part in parts:
        component.add_component(part)
    return component


def changes_in(zone: ZoneInfo, first: int, last: int) -> Iterator[Change]:
    """Find every time at which the clocks of a place are changed in these years, to the second."""
    start = datetime(first, 1, 1, tzinfo=UTC)
    steps = (datetime(last + 1, 1, 1, tzinfo=UTC) - start) // _STEP
    for early, late in pairwise(start + number * _STEP for number in range(steps + 1)):
        if _offset(zone, early) != _offset(zone, late):
            at = _moment_between(zone, early, late)
            yield Change(at, _offset(zone, early), _offset(zone, at), _name(zone, at))


def _yearly(changes: Sequence[Change]) -> list[Any]:
    """Return winter and summer with their rules, or nothing where the changes follow no two yearly rules."""
    back = _rule([change for change in changes if change.after < change.before])
    forth = _rule([change for change in changes if change.after > change.before])
    if back is None or forth is None or back.change.after != forth.change.before:
        return []
    return [
        _part(part, rule.first_onset(), rule.change, rule.as_recurrence())
        for part, rule in ((TimezoneStandard(), back), (TimezoneDaylight(), forth))
    ]


def _rule(changes: Sequence[Change]) -> Rule | None:
    """Return the one rule behind these changes, if there is one for each year."""
    years = {change.onset.year for change in changes}
    alike = {(c.onset.month, c.onset.weekday(), c.onset.time(), c.before, c.after, c.name) for c in changes}
    if not len(changes) == len(years) == YEARS_BEFORE + 1 + YEARS_AFTER or len(alike) != 1:
        return None
    places = set.intersection(*(_places(change.onset) for change in changes))
    return Rule(changes[0], min(places)) if places else None


def _places(day: datetime) -> set[int]:
    """Return which of its weekday in its month a day is: counted from the beginning, and -1 for the last."""
    counted = {(day.day - 1) // 7 + 1} - {5}  # not every month has a fifth
    return counted | {-1} if (day + _WEEK).month != day.month else counted


def _always(zone: ZoneInfo, moment: datetime) -> Any:
    offset = _offset(zone, moment)
    change = Change(datetime(FIRST_YEAR, 1, 1, tzinfo=UTC) - offset, offset, offset, _name(zone, moment))
    return _part(TimezoneStandard(), change.onset, change)


def _part(part: Any, onset: datetime, change: Change, rule: vRecur | None = None) -> Any:
    part.add("DTSTART", onset)
    if rule is not None:
        part.add("RRULE", rule)
    part.add("TZNAME", change.name)
    part.add("TZOFFSETFROM", change.before)
    part.add("TZOFFSETTO", change.after)
    return part


def _moment_between(zone: ZoneInfo, early: datetime, late: datetime) -> datetime:
    """Return the first second of the new time, halving the days it lies in."""
    while late - early > timedelta(seconds=1):
        middle = (early + (late - early) / 2).replace(microsecond=0)
        early, late = (middle, late) if _offset(zone, middle) == _offset(zone, early) else (early, middle)
    return late


def _offset(zone: ZoneInfo, moment: datetime) -> timedelta:
    return moment.astimezone(zone).utcoffset() or timedelta()


def _name(zone: ZoneInfo, moment: datetime) -> str:
    return moment.astimezone(zone).tzname() or zone.key
