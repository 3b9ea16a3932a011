"""Times typed by a wall clock are the moments people mean, in every zone and around every change of its clocks."""

import zoneinfo
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from telemachy.journeys import wall_clock
from telemachy.journeys.wall_clock import from_wall, zone_named

MINUTE, QUARTER, HOUR, DAY = timedelta(minutes=1), timedelta(minutes=15), timedelta(hours=1), timedelta(days=1)
YEARS = (2026, 2027)
ZONES = sorted(zoneinfo.available_timezones() - {"localtime", "Factory"})


def changes(zone: ZoneInfo) -> Iterator[datetime]:
    """Find the minutes at which a zone's clocks are changed, in UTC."""
    day = datetime(YEARS[0], 1, 1, tzinfo=UTC)
    while day.year <= YEARS[-1]:
        if offset(zone, day) != offset(zone, day + DAY):
            yield _between(zone, day, day + DAY)
        day += DAY


def _between(zone: ZoneInfo, before: datetime, after: datetime) -> datetime:
    while after - before > MINUTE:
        middle = before + (after - before) // 2
        before, after = (middle, after) if offset(zone, middle) == offset(zone, before) else (before, middle)
    return after.replace(second=0, microsecond=0)


def offset(zone: ZoneInfo, moment: datetime) -> timedelta:
    return moment.astimezone(zone).utcoffset() or timedelta()


def slowly(typed: datetime, zone: ZoneInfo) -> datetime:
    """The slow twin: try every offset of the two days around; the first moment that shows the typed time counts.

    Where none does, the clock skips it, and it moves forward by as much as the clock does.
    """
    near = [typed.replace(tzinfo=UTC) + HOUR * hours for hours in range(-30, 31, 3)]
    offsets = sorted({offset(zone, moment) for moment in near})
    moments = sorted(typed.replace(tzinfo=UTC) - each for each in offsets)
    shown = [each for each in moments if each.astimezone(zone).replace(tzinfo=None) == typed]
    return shown[0] if shown else typed.replace(tzinfo=UTC) - offset(zone, near[0])


def differences(zones: Iterable[str]) -> list[tuple[str, datetime]]:
    """Return where the fast way and the slow twin differ, two hours around every change of these zones' clocks."""
    found = []
    for name in zones:
        zone = ZoneInfo(name)
        for change in changes(zone):
            wall = change.astimezone(zone).replace(tzinfo=None, fold=0)
            for step in range(-8, 9):
                typed = wall + step * QUARTER
                if from_wall(typed, zone) != slowly(typed, zone):
                    found.append((name, typed))
    return found


@pytest.mark.promise("P22")
def test_a_typed_time_is_the_moment_people_mean_in_every_zone_around_every_change() -> None:
    assert differences(ZONES) == []


@pytest.mark.promise("P22")
def test_reading_the_second_of_two_equal_times_would_be_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """The sabotage twin: with the later of two moments taken, the comparison fails."""
    monkeypatch.setitem(globals(), "from_wall", lambda typed, zone: typed.replace(tzinfo=zone, fold=1).astimezone(UTC))

    assert ("Europe/London", datetime.fromisoformat("2026-10-25T01:30")) in differences(["Europe/London"])


@pytest.mark.promise("P22")
@pytest.mark.parametrize(
    ("zone", "typed", "meant"),
    [
        ("Europe/London", "2026-07-01T16:00", "2026-07-01T15:00"),
        ("Europe/London", "2026-03-29T01:30", "2026-03-29T01:30"),  # skipped: 02:30 on the wall
        ("Europe/London", "2026-10-25T01:30", "2026-10-25T00:30"),  # twice: the first
        ("Australia/Lord_Howe", "2026-10-04T02:15", "2026-10-03T15:45"),  # half an hour skipped: 02:45
        ("Australia/Lord_Howe", "2026-04-05T01:45", "2026-04-04T14:45"),  # half an hour twice: the first
        ("Pacific/Kiritimati", "2028-02-29T09:00", "2028-02-28T19:00"),
        ("Etc/GMT+12", "2028-02-29T09:00", "2028-02-29T21:00"),
    ],
)
def test_a_wall_clock_time_is_the_moment_people_mean(zone: str, typed: str, meant: str) -> None:
    assert from_wall(datetime.fromisoformat(typed), zone_named(zone)) == datetime.fromisoformat(f"{meant}+00:00")


def test_a_zone_that_does_not_exist_is_read_as_utc() -> None:
    assert str(wall_clock.zone_named("Mars/Olympus")) == "UTC"
