"""From values to heights and from days to places along a line, with ticks that people would choose."""

import math
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format

from telemachy.web.charts.labels import width_of

STEPS = (1, 2, 2.5, 5, 10)
ALIKE = 1e-9  # a span below this share of the values is drawn as none
NEAR = 0.1  # of a step
SHORT = 62  # days; longer spans are counted in months
APART = 9  # between two labels


# --- values -----------------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Ticks:
    """The marks of an axis, from the first at or below the values to the last at or above them."""

    values: tuple[float, ...]
    decimals: int


def choose_ticks(values: Iterable[float], about: int, finest: float = 0.0) -> Ticks:
    """Return round ticks around values, no closer than `finest`; from zero where that does not squeeze the values.

    A value on the lowest tick gets another below it, unless that tick is zero, so that no dot sits on the axis.
    """
    low, high = _span(list(values) or [0.0])
    exact = max((high - low) / about, finest)
    power = 10.0 ** math.floor(math.log10(exact))
    factor = next(each for each in STEPS if each * power >= exact * 0.999)
    step = factor * power
    first = math.floor(low / step - (NEAR if low else 0))
    last = max(math.ceil(high / step - ALIKE), first + 1)
    decimals = max(0, -math.floor(math.log10(power) + 0.5) + (factor == 2.5))
    return Ticks(tuple(number * step for number in range(first, last + 1)), decimals)


def _span(values: list[float]) -> tuple[float, float]:
    low, high = min(values), max(values)
    size = max(abs(low), abs(high))
    if high - low <= ALIKE * max(size, ALIKE):
        return low - max(size / 10, 1), high + max(size / 10, 1)
    if 0 <= low <= high / 2:
        return 0.0, high
    if low / 2 <= high <= 0:
        return low, 0.0
    return low, high


# --- days -------------------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class DayTick:
    """A day marked on the axis of time; its year stands below where it is the first of that year."""

    on: date
    label: str
    year: str


def choose_days(first: date, last: date, place: Callable[[date], float], size: float, end: float) -> list[DayTick]:
    """Return the finest days, months or years between two days whose labels neither touch nor pass `end`."""
    for days, shape in _candidates(first, last):
        if len(days) > end / APART + 1:  # a slip of the keyboard makes thousands of months, and no label needs placing
            continue
        ticks = _labelled(days, shape)
        ends = [place(tick.on) + max(width_of(tick.label, size), width_of(tick.year, size)) for tick in ticks]
        starts = [place(tick.on) for tick in ticks[1:]]
        if all(start - before >= APART for before, start in zip(ends, starts, strict=False)) and ends[-1] <= end:
            return ticks
    return _labelled([first], "M")


def _candidates(first: date, last: date) -> Iterator[tuple[list[date], str]]:
    span = (last - first).days
    if span <= SHORT:
        for every in (1, 2, 7, 14):
            yield [date.fromordinal(first.toordinal() + day) for day in range(0, span + 1, every)], "j M"
    for every in (1, 2, 3, 6, *(12 * years for years in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000))):
        firsts, shape = _month_firsts(first, last, every), "M" if every < 12 else "Y"
        yield [first, *(day for day in firsts if day != first)], shape
        if len(firsts) > 1:
            yield firsts, shape


def _month_firsts(first: date, last: date, every: int) -> list[date]:
    start, end = first.year * 12 + first.month - (first.day == 1), last.year * 12 + last.month - 1
    numbers = (number for number in range(start, end + 1) if number % every == 0)
    return [date(number // 12, number % 12 + 1, 1) for number in numbers]


def _labelled(days: list[date], shape: str) -> list[DayTick]:
    ticks, year = [], 0
    for day in days:
        is_new = day.year != year and shape != "Y"
        ticks.append(DayTick(day, date_format(day, shape), date_format(day, "Y") if is_new else ""))
        year = day.year
    return ticks
