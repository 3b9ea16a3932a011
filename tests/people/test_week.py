from datetime import date

import pytest

from telemachy.people.week import Stretch, WeekError, read_stretch, shared_week


def hours(week: int) -> float:
    return week.bit_count() / 4


@pytest.mark.parametrize(
    ("text", "stretch"),
    [
        ("Mon morning", Stretch(0, 540, 720)),
        (" thursday  LUNCH ", Stretch(3, 720, 780)),
        ("Fri afternoon", Stretch(4, 780, 1020)),
        ("Tu 9-10", Stretch(1, 540, 600)),
        ("Wed 13.30 – 15:00", Stretch(2, 810, 900)),
        ("Sun 22:00-24:00", Stretch(6, 1320, 1440)),
    ],
)
def test_a_time_of_the_week_is_read_as_people_write_it(text, stretch):
    assert read_stretch(text) == stretch


@pytest.mark.parametrize("text", ["", "morning", "M morning", "Mon", "Mon evening", "Mon 10-9", "Mon 9:00-25:00"])
def test_a_text_that_names_no_time_of_the_week_is_refused_with_an_example(text):
    with pytest.raises(WeekError, match="write “Mon morning”"):
        read_stretch(text)


def test_weeks_in_different_zones_meet_on_the_same_clock():
    leeds = shared_week([read_stretch("Thu 14:00-16:00")], "Europe/London")
    toronto = shared_week([read_stretch("Thu 9:00-10:00")], "America/Toronto")

    assert hours(leeds & toronto) == 1
    assert hours(shared_week([read_stretch("Thu 9:00-10:00")], "Europe/London") & toronto) == 0


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
    assert read_stretch(str(read_stretch("Mon lunch"))) == read_stretch("Mon lunch")
