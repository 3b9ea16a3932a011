"""A measure's readings over time, and what may be said about them.

The rule is the shift rule of Perla, Provost & Murray (2011), "The run chart: a simple analytical tool for learning
from variation in healthcare processes", BMJ Quality & Safety 20:46: six or more consecutive readings on one side of
the median are a shift. A reading on the median neither breaks a run nor counts in it. The median is that of the
readings before the change, and the run is looked for among the readings since.

>>> from datetime import date, timedelta
>>> values = [78, 71, 83, 74, 69, 77, 75, 68, 70, 63, 61, 57, 58]
>>> readings = tuple(Reading(date(2026, 11, 23) + timedelta(weeks=n), value) for n, value in enumerate(values))
>>> chart = RunChart("Sepsis", "Minutes to antibiotic", "minutes", readings, date(2027, 1, 4), "Bundle starts")
>>> chart.median_before, chart.shift.length
(75.5, 7)
>>> chart.finding
'Seven in a row below the earlier median'
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import Enum
from functools import cached_property
from statistics import median
from typing import Literal

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from telemachy.web.charts.numbers import in_words, show_date, show_fewest, show_median, show_number, show_period

SHIFT = 6
LARGEST = 1e15  # up to here a float still holds every whole number, and no difference of two overflows


class Side(Enum):
    """Where readings lie as seen from a median."""

    BELOW = -1
    ABOVE = 1


@dataclass(frozen=True, order=True)
class Reading:
    """A measure's value on a day."""

    on: date
    value: float
    note: str = ""

    def __post_init__(self) -> None:
        _check(self.value)


@dataclass(frozen=True)
class Run:
    """Consecutive readings on one side of a median; those on the median are left out."""

    side: Side
    readings: tuple[Reading, ...]
    lasts: bool

    @property
    def length(self) -> int:
        """How many readings the run has."""
        return len(self.readings)

    @property
    def is_shift(self) -> bool:
        """Whether the run is long enough to count as a shift."""
        return self.length >= SHIFT


@dataclass(frozen=True)
class RunChart:
    """Dated readings of one measure, before and after something was changed; the readings sort themselves by day."""

    title: str
    measure: str
    unit: str
    readings: tuple[Reading, ...]
    changed_on: date | None = None
    change_label: str = ""
    aim: float | None = None
    better: Literal["lower", "higher"] = "lower"
    source: str = ""
    decimals: int = 0

    def __post_init__(self) -> None:
        object.__setattr__(self, "readings", tuple(sorted(self.readings)))
        if self.aim is not None:
            _check(self.aim)

    @property
    def before(self) -> tuple[Reading, ...]:
        """The readings before the change; all of them while nothing has been changed."""
        return tuple(reading for reading in self.readings if self.changed_on is None or reading.on < self.changed_on)

    @property
    def after(self) -> tuple[Reading, ...]:
        """The readings since the change, its day included."""
        return self.readings[len(self.before) :]

    @property
    def median_before(self) -> float | None:
        """The middle of the readings before the change."""
        return _median(self.before)

    @property
    def median_after(self) -> float | None:
        """The middle of the readings since the change."""
        return _median(self.after)

    @cached_property
    def longest_run(self) -> Run | None:
        """The longest run since the change on one side of the earlier median, the latest of several."""
        middle = self.median_before
        return None if middle is None else find_longest_run(self.after, middle)

    @property
    def shift(self) -> Run | None:
        """The longest run where it counts as a shift; the earlier median must rest on as many readings as the run."""
        run = self.longest_run
        return run if run and run.is_shift and len(self.before) >= SHIFT else None

    @property
    def aim_met(self) -> bool | None:
        """Whether the last reading reaches the aim; None where there is no reading or no aim."""
        if self.aim is None or not self.readings:
            return None
        last = self.readings[-1].value
        return last <= self.aim if self.better == "lower" else last >= self.aim

    @property
    def finding(self) -> str:
        """What the readings show, as a figure's title; never what caused it."""
        return _finding(self)

    @property
    def summary(self) -> str:
        """What somebody hears who cannot see the drawing."""
        return " ".join([*_readings_said(self), *_aim_said(self)])


def find_longest_run(readings: Iterable[Reading], middle: float) -> Run | None:
    """Return the longest run on one side of a median; None where every reading lies on it."""
    runs: list[tuple[Side, list[Reading]]] = []
    for reading in readings:
        if reading.value == middle:
            continue
        side = Side.BELOW if reading.value < middle else Side.ABOVE
        if not runs or runs[-1][0] is not side:
            runs.append((side, []))
        runs[-1][1].append(reading)
    if not runs:
        return None
    place = max(range(len(runs)), key=lambda number: (len(runs[number][1]), number))
    side, members = runs[place]
    return Run(side, tuple(members), lasts=place == len(runs) - 1)


def _check(value: float) -> None:
    if not math.isfinite(value) or abs(value) > LARGEST:
        raise ValueError("A reading is a finite number of at most a thousand million million.")


def _median(readings: tuple[Reading, ...]) -> float | None:
    return median(reading.value for reading in readings) if readings else None


# --- what is said -----------------------------------------------------------------------------------------------------
def _finding(chart: RunChart) -> str:
    if not chart.readings:
        return _("No readings yet")
    if chart.changed_on is None:
        count = len(chart.readings)
        sentence = ngettext("%(count)s reading before any change", "%(count)s readings before any change", count)
        return capfirst(sentence % {"count": in_words(count)})
    if len(chart.before) < SHIFT:
        return _("Too few readings to say: %(count)s before the change") % {"count": in_words(len(chart.before))}
    if len(chart.after) < SHIFT:
        return _("Too few readings to say: %(count)s since the change") % {"count": in_words(len(chart.after))}
    return _shift_said(chart.shift) if chart.shift else _no_shift_said(chart.longest_run)


def _shift_said(run: Run) -> str:
    if run.side is Side.BELOW:
        sentence = _("%(count)s in a row below the earlier median")
    else:
        sentence = _("%(count)s in a row above the earlier median")
    said = capfirst(sentence % {"count": in_words(run.length)})
    if run.lasts:
        return said
    return _("%(run)s, until %(date)s") % {"run": said, "date": show_date(run.readings[-1].on)}


def _no_shift_said(run: Run | None) -> str:
    if run is None:
        return _("No shift so far: every reading on the earlier median")
    return _("No shift so far: at most %(count)s in a row on one side of the earlier median") % {
        "count": in_words(run.length)
    }


def _readings_said(chart: RunChart) -> list[str]:
    if not chart.readings:
        return [_("There are no readings yet.")]
    first, last = chart.readings[0], chart.readings[-1]
    count = len(chart.readings)
    said = ngettext("%(count)s reading, %(period)s.", "%(count)s readings, %(period)s.", count) % {
        "count": count,
        "period": show_period(first.on, last.on),
    }
    ends = _("The first is %(first)s, the last %(last)s.") % {
        "first": show_number(first.value, chart.decimals),
        "last": show_number(last.value, chart.decimals),
    }
    return [said, *([ends] if count > 1 else [_the_one_said(chart, last)]), *_medians_said(chart)]


def _the_one_said(chart: RunChart, only: Reading) -> str:
    return _("It is %(value)s.") % {"value": show_number(only.value, chart.decimals)}


def _medians_said(chart: RunChart) -> list[str]:
    if chart.changed_on is None:
        return [_("The median is %(median)s.") % {"median": show_median(chart.median_before or 0, chart.decimals)}]
    day = show_date(chart.changed_on)
    changed = f"{day}, {chart.change_label}" if chart.change_label else day
    return [
        _("Before the change (%(changed)s): %(half)s.") % {"changed": changed, "half": _half_said(chart, chart.before)},
        _("Since then: %(half)s.") % {"half": _half_said(chart, chart.after)},
    ]


def _half_said(chart: RunChart, half: tuple[Reading, ...]) -> str:
    if not half:
        return _("no reading")
    return ngettext("%(count)s reading, median %(median)s", "%(count)s readings, median %(median)s", len(half)) % {
        "count": len(half),
        "median": show_median(median(reading.value for reading in half), chart.decimals),
    }


def _aim_said(chart: RunChart) -> list[str]:
    if chart.aim is None:
        return []
    shape = _("The aim is %(aim)s or less.") if chart.better == "lower" else _("The aim is %(aim)s or more.")
    said = [shape % {"aim": show_fewest(chart.aim)}]
    if chart.aim_met is not None:
        said.append(_("The last reading reaches it.") if chart.aim_met else _("The last reading does not reach it."))
    return said
