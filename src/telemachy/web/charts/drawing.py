"""The run chart as SVG: the same parts for page, phone and paper, laid out for each width instead of scaled."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from telemachy.web.charts.labels import push_apart
from telemachy.web.charts.numbers import show_date, show_number
from telemachy.web.charts.palette import Palette
from telemachy.web.charts.plan import HEAD, LINE, SIZE, Plan
from telemachy.web.charts.run_chart import Reading, RunChart
from telemachy.web.charts.scales import choose_days
from telemachy.web.charts.svg import clean, element, line, picture, write

PAGE_WIDTH, PHONE_WIDTH = 620, 320


def draw(chart: RunChart, *, width: int, palette: Palette, name: str = "chart") -> str:
    """Return a run chart as SVG that can stand alone; `name` keeps its ids apart from those of other drawings.

    Its title and description say what it shows, so that beside it only the finding needs to be written.
    """
    plan, identity = Plan(chart, width), clean(f"{name}-{width}")
    title = _("Run chart: %(title)s") % {"title": chart.title}
    content = [
        f'<title id="{identity}-title">{clean(title)}</title>',
        f'<desc id="{identity}-text">{clean(f"{chart.measure}. {chart.finding}. {chart.summary}")}</desc>',
        *_values(plan, palette),
        *_time(plan, palette),
        *_levels(plan, palette),
        *_change(plan, palette),
        *_path(plan, palette),
        *_edge(plan, palette),
    ]
    spoken = f"{name}-{width}-title {name}-{width}-text"
    return picture(palette, "root", width, plan.height, "".join(content), font_size=SIZE, aria_labelledby=spoken)


def _values(plan: Plan, palette: Palette) -> Iterator[str]:
    for value, label in zip(plan.ticks.values, plan.tick_labels, strict=True):
        y = plan.y(value)
        if value != plan.chart.aim and value != plan.ticks.values[0]:
            yield line(palette, "grid", plan.left, y, plan.right, y)
        yield write(palette, "text", plan.left - 8, y + 4.5, label, "end")


def _time(plan: Plan, palette: Palette) -> Iterator[str]:
    bottom = plan.bottom
    yield line(palette, "axis", plan.left, bottom, plan.right, bottom)
    if not plan.chart.readings:
        return
    for tick in choose_days(*plan.days, plan.start_of, SIZE, plan.width):
        x = plan.start_of(tick.on)
        yield line(palette, "axis", x, bottom, x, bottom + 6)
        yield write(palette, "text", x, bottom + 20, tick.label)
        if tick.year:
            yield write(palette, "text", x, bottom + 20 + LINE, tick.year)


def _levels(plan: Plan, palette: Palette) -> Iterator[str]:
    chart, change = plan.chart, plan.change_x
    if chart.aim is not None:
        yield line(palette, "aim", plan.left, plan.y(chart.aim), plan.right, plan.y(chart.aim))
    if plan.median_before is not None:
        y, end = plan.y(plan.median_before), plan.right if change is None else change
        yield line(palette, "median", plan.left, y, end, y)
        yield line(palette, "median-on", end, y, plan.right, y) if end < plan.right else ""
    if plan.median_after is not None and change is not None:
        y = plan.y(plan.median_after)
        yield line(palette, "median", change, y, plan.right, y)


def _change(plan: Plan, palette: Palette) -> Iterator[str]:
    if plan.change_x is None:
        return
    x, (lines, anchor) = plan.change_x, plan.change_words
    yield line(palette, "change", x, 2, x, plan.bottom)
    for number, words in enumerate(lines):
        beside = x + 6 if anchor == "start" else x - 6
        yield write(palette, "strong", beside, HEAD + LINE * number, words, anchor)


def _path(plan: Plan, palette: Palette) -> Iterator[str]:
    count = len(plan.chart.before)
    for part, dots, radius in (("before", plan.dots[:count], 0.0), ("after", plan.dots[count:], 0.5)):
        if len(dots) > 1:
            points = " ".join(f"{dot.x:.1f},{dot.y:.1f}" for dot in dots)
            yield element("polyline", palette, "line", points=points)
        for dot in dots:
            hover = f"<title>{clean(_said(plan.chart, dot.reading))}</title>"
            yield element("circle", palette, part, hover, cx=dot.x, cy=dot.y, r=plan.radius + radius)


def _said(chart: RunChart, reading: Reading) -> str:
    said = f"{show_date(reading.on)}: {show_number(reading.value, chart.decimals)}"
    return f"{said}. {reading.note}" if reading.note else said


def _edge(plan: Plan, palette: Palette) -> Iterator[str]:
    heights = [plan.y(flag.at) for flag in plan.flags]
    for flag, own, y in zip(plan.flags, heights, push_apart(heights, LINE, plan.top, plan.bottom), strict=True):
        if abs(own - y) > 1:
            yield line(palette, "leader", plan.right + 1, own, plan.right + 7, y)
        yield write(palette, "strong" if flag.strong else "text", plan.right + 9, y + 4.5, flag.text)
