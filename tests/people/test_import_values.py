"""Dates and weekly hours as people type them."""

import datetime as dt

import pytest

from telemachy.people.importing.dates import DAY_FIRST, MONTH_FIRST, find_order, read_date, write_date
from telemachy.people.importing.hours import read_hours
from telemachy.people.week import Stretch


@pytest.mark.parametrize(
    "text",
    ["2020-09-14", "2020/09/14", "2020-09-14 00:00:00", "14/09/2020", "09/14/2020", "14.9.20", "14.09.2020",
     "14-9-2020", "14 Sept 2020", "14.sept.2020", "14. September 2020", "14th of September 2020", "September 14, 2020",
     "Sep 14 2020",
     "14 septembre 2020", "44088"],
)  # fmt: skip
def test_one_day_written_in_many_ways_is_one_day(text: str) -> None:
    assert read_date(text).under(DAY_FIRST) == dt.date(2020, 9, 14)
    assert not read_date(text).is_ambiguous


@pytest.mark.parametrize(
    "text",
    [
        "31/02/2021",
        "summer 2019",
        "14.sept.",
        "2020",
        "March 2021",
        "00/00/2020",
        "7",
        "1/2",
        "12/12/12/12",
        "5.3.0021",
    ],
)
def test_what_names_no_day_is_no_date(text: str) -> None:
    assert read_date(text).under(DAY_FIRST) is None


def test_slashes_can_be_read_two_ways_and_dots_only_one() -> None:
    assert read_date("03/04/2022").under(DAY_FIRST) == dt.date(2022, 4, 3)
    assert read_date("03/04/2022").under(MONTH_FIRST) == dt.date(2022, 3, 4)
    assert not read_date("03.04.2022").is_ambiguous
    assert not read_date("04/04/2022").is_ambiguous


def test_the_order_is_what_most_rows_show() -> None:
    column = [read_date(text) for text in ("03/25/2022", "04/30/2021", "13/01/2020", "02/03/2020", "2020-01-13")]

    assert (find_order(column).order, find_order(column).like) == (MONTH_FIRST, 2)
    assert (find_order([]).order, find_order([]).like) == (DAY_FIRST, 0)


def test_dates_are_told_in_words() -> None:
    assert write_date(dt.date(2022, 4, 3)) == "3 April 2022"


@pytest.mark.parametrize(
    ("text", "stretches"),
    [
        ("Mon am", [(0, 9, 12)]),
        ("Mon morning; Tue lunch", [(0, 9, 12), (1, 12, 13)]),
        ("Mon am, lunch", [(0, 9, 13)]),
        ("Tue 14:00-16:00", [(1, 14, 16)]),
        ("Thursday 2-4pm", [(3, 14, 16)]),
        ("Thursday 10am to 1pm", [(3, 10, 13)]),
        ("Mon-Wed evenings", [(0, 17, 20), (1, 17, 20), (2, 17, 20)]),
        ("Mon, Fri", [(0, 9, 17), (4, 9, 17)]),
        ("Mon and Wed pm", [(0, 13, 17), (2, 13, 17)]),
        ("weekends 9-11", [(5, 9, 11), (6, 9, 11)]),
        ("Dienstag vormittag", [(1, 9, 12)]),
        ("Mon 9-12; Mon 11-14", [(0, 9, 14)]),
    ],
)
def test_weekly_hours_are_read(text: str, stretches: list[tuple[int, int, int]]) -> None:
    expected = tuple(Stretch(day, start * 60, end * 60) for day, start, end in stretches)

    assert read_hours(text) == expected


@pytest.mark.parametrize("text", ["mornings", "Mon 25-26", "Mon 16-14", "often", "Mon am; whenever", "9-5"])
def test_hours_that_are_half_understood_are_not_guessed(text: str) -> None:
    assert read_hours(text) is None


def test_hours_survive_being_written_by_the_week() -> None:
    stretches = (Stretch(0, 540, 720), Stretch(3, 780, 845))

    assert read_hours("; ".join(map(str, stretches))) == stretches
