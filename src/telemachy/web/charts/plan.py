"""Where everything of a run chart goes, worked out from its words inwards."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from telemachy.web.charts.labels import Flag, break_lines, width_of
from telemachy.web.charts.numbers import MILLION, show_fewest, show_median, show_short, show_ticks
from telemachy.web.charts.run_chart import Reading, RunChart
from telemachy.web.charts.scales import Ticks, choose_ticks

NARROW = 480  # below it labels are short and marks few
SIZE, LINE = 13, 16
HEAD, FOOT = 14, 46
BIGGEST, SMALLEST, INSET = 4.5, 2.0, 8


@dataclass(frozen=True)
class Dot:
    """A reading and where it is drawn."""

    reading: Reading
    x: float
    y: float


@dataclass(frozen=True)
class Plan:
    """Where everything of a chart goes, worked out from the outside inwards: words first, then what is left."""

    chart: RunChart
    width: float

    @property
    def is_narrow(self) -> bool:
        """Whether this is the drawing for a phone."""
        return self.width < NARROW

    @property
    def height(self) -> float:
        """How high the drawing is; a second line for the change raises it."""
        return (236 if self.is_narrow else 256) + self.top - HEAD - LINE

    @cached_property
    def ticks(self) -> Ticks:
        """The marks of the values' axis."""
        chart = self.chart
        shown = [reading.value for reading in chart.readings] + ([] if chart.aim is None else [chart.aim])
        return choose_ticks(shown, about=4 if self.is_narrow else 5, finest=10.0**-chart.decimals)

    @cached_property
    def tick_labels(self) -> list[str]:
        """The words beside the marks."""
        return show_ticks(self.ticks.values, self.ticks.decimals)

    @cached_property
    def left(self) -> float:
        """Where the axis of values stands."""
        return max(width_of(label, SIZE) for label in self.tick_labels) + 10

    @cached_property
    def right(self) -> float:
        """Where lines end and their labels begin."""
        room = max((width_of(flag.text, SIZE) for flag in self.flags), default=0)
        return max(self.width - room - 12, self.left + 40)

    @cached_property
    def top(self) -> float:
        """Where the highest mark lies, under the words about the change."""
        return HEAD + LINE * max(len(self.change_words[0]), 1)

    @property
    def bottom(self) -> float:
        """Where the axis of time lies."""
        return self.height - FOOT

    # --- places -------------------------------------------------------------------------------------------------------
    @cached_property
    def days(self) -> tuple[date, date]:
        """The first and the last day drawn."""
        chart = self.chart
        days = [reading.on for reading in chart.readings] + ([chart.changed_on] if chart.changed_on else [])
        return (min(days), max(days)) if days else (date(2000, 1, 1), date(2000, 1, 1))

    def x(self, day: float) -> float:
        """Return the place of a moment, counted in days from year 1."""
        first, last = (each.toordinal() for each in self.days)
        return self.left + INSET + (day - first) / (last + 1 - first) * (self.right - self.left - 2 * INSET)

    def start_of(self, on: date) -> float:
        """Return where a day begins."""
        return self.x(on.toordinal())

    def y(self, value: float) -> float:
        """Return the height of a value."""
        low, high = self.ticks.values[0], self.ticks.values[-1]
        return self.bottom - (value - low) / (high - low) * (self.bottom - self.top)

    @cached_property
    def columns(self) -> list[float]:
        """Where each reading stands along the axis of time; those of one day share it between them."""
        on_day = Counter(reading.on for reading in self.chart.readings)
        seen: Counter[date] = Counter()
        columns = []
        for reading in self.chart.readings:
            columns.append(self.x(reading.on.toordinal() + (seen[reading.on] + 0.5) / on_day[reading.on]))
            seen[reading.on] += 1
        return columns

    @property
    def dots(self) -> list[Dot]:
        """The readings and their places."""
        each = zip(self.chart.readings, self.columns, strict=True)
        return [Dot(reading, x, self.y(reading.value)) for reading, x in each]

    @cached_property
    def radius(self) -> float:
        """How big a dot may be so that neighbours stay apart."""
        room = (self.right - self.left) / max(len(self.chart.readings), 1)
        return max(SMALLEST, min(BIGGEST, room * 0.36))

    @cached_property
    def change_x(self) -> float | None:
        """Where the change is drawn: on its day, yet clear of the dots before and after it."""
        if self.chart.changed_on is None:
            return None
        count, clear = len(self.chart.before), self.radius + 4
        low = self.columns[count - 1] + clear if count else self.left
        high = self.columns[count] - clear if count < len(self.columns) else self.right
        wanted = self.start_of(self.chart.changed_on)
        return min(max(wanted, low), high) if low <= high else (low + high) / 2

    # --- words --------------------------------------------------------------------------------------------------------
    @cached_property
    def change_words(self) -> tuple[list[str], str]:
        """The lines about the change and the side of its line on which they stand: "start" right of it, "end" left."""
        x = self.change_x
        if x is None or self.chart.changed_on is None:
            return [], "start"
        day = date_format(self.chart.changed_on, "j M" if self.is_narrow else "j F")
        label = self.chart.change_label
        text = _("%(change)s, %(date)s") % {"change": label, "date": day} if label else day
        after, before = self.width - x - 7, x - 7
        wanted = width_of(text, SIZE)
        is_after = wanted <= after or (wanted > before and after >= before)
        room, side = (after, "start") if is_after else (before, "end")
        lines = break_lines(text, room, SIZE)
        is_whole = " ".join(lines) == text
        return lines if is_whole else [*break_lines(label, room, SIZE), day], side

    @cached_property
    def flags(self) -> list[Flag]:
        """What is written at the right edge, each at its value."""
        chart = self.chart
        told = [
            (self.median_before, self._median_words(), False),
            (self.median_after, (_("%(value)s since"), _("median %(value)s since")), False),
            (chart.aim, (_("aim %(value)s"), _("aim %(value)s")), False),
            (chart.readings[-1].value if chart.readings else None, (_("%(value)s last"), _("%(value)s last")), True),
        ]
        return [
            Flag(value, words[not self.is_narrow] % {"value": self._short(value)}, strong)
            for value, words, strong in told
            if value is not None
        ]

    @property
    def median_before(self) -> float | None:
        """The earlier median, where it is more than a single reading said twice."""
        return self.chart.median_before if len(self.chart.before) > 1 else None

    @property
    def median_after(self) -> float | None:
        """The later median, likewise."""
        return self.chart.median_after if len(self.chart.after) > 1 else None

    def _median_words(self) -> tuple[str, str]:
        if self.chart.changed_on is None:
            return _("median %(value)s"), _("median %(value)s")
        return _("%(value)s before"), _("median %(value)s before")

    def _short(self, value: float) -> str:
        if abs(value) >= MILLION:
            return show_short(value)
        return show_fewest(value) if value == self.chart.aim else show_median(value, self.chart.decimals)
