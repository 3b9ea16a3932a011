"""A run chart the height of a line: its course, the earlier median, where it began and where it is."""

from django.utils.translation import gettext as _

from telemachy.web.charts.numbers import show_median, show_number
from telemachy.web.charts.palette import ON_PAGE, Palette
from telemachy.web.charts.run_chart import RunChart
from telemachy.web.charts.svg import element, line, picture

HEIGHT, MARGIN, RADIUS = 28, 5, 3.5


def sparkline(chart: RunChart, *, width: int = 120, palette: Palette = ON_PAGE) -> str:
    """Return a small SVG without axes: first reading hollow, last filled, the earlier median dotted; it says them."""
    points, parts = _points(chart, width), []
    if chart.median_before is not None:
        y = _height(chart, chart.median_before)
        parts.append(line(palette, "median", MARGIN, y, width - MARGIN, y))
    if len(points) > 1:
        course = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
        parts.append(element("polyline", palette, "line", points=course))
        parts.append(element("circle", palette, "before", cx=points[0][0], cy=points[0][1], r=RADIUS))
    if points:
        parts.append(element("circle", palette, "after", cx=points[-1][0], cy=points[-1][1], r=RADIUS + 0.75))
    return picture(palette, "spark", width, HEIGHT, "".join(parts), aria_label=_said(chart))


def _points(chart: RunChart, width: int) -> list[tuple[float, float]]:
    if not chart.readings:
        return []
    days = [reading.on.toordinal() for reading in chart.readings]
    if days[0] == days[-1]:  # one after the other, where the calendar keeps them together
        days = list(range(1 - len(days), 1))
    span, room = max(days[-1] - days[0], 1), width - 2 * MARGIN
    places = [1 - (days[-1] - day) / span for day in days]
    return [
        (MARGIN + place * room, _height(chart, reading.value))
        for place, reading in zip(places, chart.readings, strict=True)
    ]


def _height(chart: RunChart, value: float) -> float:
    low = min(reading.value for reading in chart.readings)
    high = max(reading.value for reading in chart.readings)
    share = (value - low) / (high - low) if high > low else 0.5
    return HEIGHT - MARGIN - share * (HEIGHT - 2 * MARGIN)


def _said(chart: RunChart) -> str:
    if not chart.readings:
        return _("%(measure)s: no readings yet") % {"measure": chart.measure}
    shown = {
        "measure": chart.measure,
        "first": show_number(chart.readings[0].value, chart.decimals),
        "last": show_number(chart.readings[-1].value, chart.decimals),
    }
    if chart.median_before is None:
        return _("%(measure)s: first %(first)s, last %(last)s") % shown
    shown["median"] = show_median(chart.median_before, chart.decimals)
    if chart.changed_on is None:
        return _("%(measure)s: first %(first)s, last %(last)s, median %(median)s") % shown
    return _("%(measure)s: first %(first)s, last %(last)s, median before the change %(median)s") % shown
