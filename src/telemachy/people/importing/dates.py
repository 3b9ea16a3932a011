"""Dates as people type them, and the two ways to read 03/04/2022."""

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

DAY_FIRST, MONTH_FIRST = "day first", "month first"
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
NAMES = {
    1: "jan january januar jänner janvier enero",
    2: "feb february februar février fevrier febrero",
    3: "mar march märz maerz mrz mars marzo",
    4: "apr april avril abril",
    5: "may mai mayo",
    6: "jun june juni juin junio",
    7: "jul july juli juillet julio",
    8: "aug august août aout agosto",
    9: "sep sept september septembre septiembre",
    10: "oct okt october oktober octobre octubre",
    11: "nov november novembre noviembre",
    12: "dec dez december dezember décembre decembre diciembre",
}
MONTH_NUMBER = {name: number for number, names in NAMES.items() for name in names.split()}

YEAR_FIRST = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?:[T ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?Z?)?")
NUMERIC = re.compile(r"(\d{1,2})\s*([-/. ])\s*(\d{1,2})\s*\2\s*(\d{4}|\d{2})(?:[T ]\d{1,2}:\d{2}(?::\d{2})?)?")
DAY_NAME_YEAR = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?[\s.\-/]*(?:of\s+)?([^\W\d_]+)[\s.,\-/]*(\d{4}|\d{2})")
NAME_DAY_YEAR = re.compile(r"([^\W\d_]+)[\s.\-]*(\d{1,2})(?:st|nd|rd|th)?[\s,.\-]+(\d{4})")
SERIAL = re.compile(r"\d{5}")
SERIAL_ZERO = dt.date(1899, 12, 30)
SERIALS = range(14_000, 75_000)
"""Day numbers of spreadsheet programs from 1938 to 2105."""
YEARS = range(1900, 2101)
PIVOT = 69
"""Two-digit years below this lie in this century."""


@dataclass(frozen=True)
class ReadDate:
    """What a text can mean; both empty when it is no date."""

    day_first: dt.date | None = None
    month_first: dt.date | None = None
    tells_order: bool = False
    """Whether it shows how its column is written: 25/03/2022 does, 2022-03-25 does not."""
    from_serial: bool = False

    @property
    def is_ambiguous(self) -> bool:
        """Whether the two orders give two dates."""
        return bool(self.day_first and self.month_first and self.day_first != self.month_first)

    def under(self, order: str) -> dt.date | None:
        """The date under an order, or the only one possible."""
        if order == MONTH_FIRST:
            return self.month_first or self.day_first
        return self.day_first or self.month_first


def read_date(text: str) -> ReadDate:
    """Read a date: ISO 8601, day or month first, named months in four languages, a spreadsheet's day number.

    A month or a year alone is no date: nothing is invented.
    """
    text = " ".join(text.split())
    if found := YEAR_FIRST.fullmatch(text):
        return _sure(_date(found[1], found[3], found[4]))
    if found := NUMERIC.fullmatch(text):
        return _read_numeric(found[1], found[3], found[4], dotted=found[2] == ".")
    if found := DAY_NAME_YEAR.fullmatch(text):
        return _sure(_named(found[3], found[2], found[1]))
    if found := NAME_DAY_YEAR.fullmatch(text):
        return _sure(_named(found[3], found[1], found[2]))
    if SERIAL.fullmatch(text) and int(text) in SERIALS:
        day = SERIAL_ZERO + dt.timedelta(days=int(text))
        return ReadDate(day, day, from_serial=True)
    return ReadDate()


def _read_numeric(first: str, second: str, year: str, *, dotted: bool) -> ReadDate:
    day_first = _date(year, second, first)
    if dotted:  # nobody writes month.day.year
        return _sure(day_first)
    month_first = _date(year, first, second)
    return ReadDate(day_first, month_first, tells_order=bool(day_first) != bool(month_first))


def _sure(day: dt.date | None) -> ReadDate:
    return ReadDate(day, day)


def _named(year: str, month: str, day: str) -> dt.date | None:
    number = MONTH_NUMBER.get(month.casefold())
    return _date(year, str(number), day) if number else None


def _date(year: str, month: str, day: str) -> dt.date | None:
    full = int(year) if len(year) == 4 else int(year) + (2000 if int(year) < PIVOT else 1900)
    if full not in YEARS:
        return None
    try:
        return dt.date(full, int(month), int(day))
    except ValueError:
        return None


def could_be_date(text: str) -> bool:
    """Whether a cell looks like a date; bare numbers do not."""
    read = read_date(text)
    return bool(read.day_first or read.month_first) and not read.from_serial


@dataclass(frozen=True)
class Order:
    """How a column's dates are read and how many other rows say so."""

    order: str
    like: int


def find_order(dates: Iterable[ReadDate]) -> Order:
    """The order that the unambiguous dates of a column show; day first when they show none."""
    seen = Counter(DAY_FIRST if date.day_first else MONTH_FIRST for date in dates if date.tells_order)
    order = MONTH_FIRST if seen[MONTH_FIRST] > seen[DAY_FIRST] else DAY_FIRST
    return Order(order, seen[order])


def write_date(day: dt.date) -> str:
    """“3 April 2022”."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"
