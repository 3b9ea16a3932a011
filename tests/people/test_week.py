from datetime import date

import pytest

from telemachy.people.importing.hours import read_hours
from telemachy.people.week import Stretch, WeekError, shared_week


def hours(week: int) -> float:
    return week.bit_count() / 4


def test_weeks_in_different_zones_meet_on_the_same_clock():
    leeds = shared_week([Stretch(3, 840, 960)], "Europe/London")
    toronto = shared_week([Stretch(3, 540, 600)], "America/Toronto")

    assert hours(leeds & toronto) == 1
    assert hours(shared_week([Stretch(3, 540, 600)], "Europe/London") & toronto) == 0


def test_zones_that_differ_by_half_an_hour_meet_for_half_an_hour():
    utc = shared_week([Stretch(0, 240, 300)])
    delhi = shared_week([Stretch(0, 540, 600)], "Asia/Kolkata")

    assert hours(utc & delhi) == 0.5


def test_the_last_night_of_the_week_goes_on_in_its_first_morning():
    assert shared_week([Stretch(0, 0, 60)], "Asia/Tokyo") == shared_week([Stretch(6, 900, 960)])


def test_summer_time_counts_in_a_summer_week():
    winter, summer = (
        shared_week([Stretch(0, 540, 600)], "Europe/London", day) for day in (date(2026, 1, 7), date(2026, 7, 8))
    )

    assert winter == shared_week([Stretch(0, 540, 600)])
    assert summer == shared_week([Stretch(0, 480, 540)])


@pytest.mark.parametrize("zone", ["Mars/Olympus", "", "../../etc/passwd"])
def test_a_time_zone_that_does_not_exist_is_refused(zone):
    with pytest.raises(WeekError, match="is not a time zone"):
        shared_week([Stretch(0, 540, 600)], zone)


def test_a_stretch_is_printed_as_it_is_read():
    assert read_hours(str(Stretch(0, 720, 780))) == (Stretch(0, 720, 780),)
