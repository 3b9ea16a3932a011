"""Charts that every template may use without loading them; a page that shows one links `telemachy/charts.css`."""

import zlib
from dataclasses import dataclass

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from telemachy.web import charts
from telemachy.web.charts.numbers import show_date, show_number

register = template.Library()


@dataclass(frozen=True)
class Row:
    """A reading as its table shows it."""

    day: str
    value: str
    note: str


@dataclass(frozen=True)
class Half:
    """The readings before or since the change, under their heading; none where nothing has been changed."""

    heading: str
    rows: tuple[Row, ...]


@register.simple_tag
def run_chart(chart: charts.RunChart, name: str = "", download: str = "") -> SafeString:
    """Return a figure: finding, drawing for page and phone, source and a folded table of the readings.

    `name` is the figure's id, needed only where a page links to it; `download` the address of a file of its readings.
    """
    name = name or f"chart-{zlib.crc32(repr(chart).encode('utf-8', 'replace')):08x}"
    page, phone = (
        SafeString(charts.draw(chart, width=width, palette=charts.ON_PAGE, name=name))  # nosec B703: svg.py escapes
        for width in (charts.PAGE_WIDTH, charts.PHONE_WIDTH)
    )
    context = {
        "chart": chart,
        "name": name,
        "page": page,
        "phone": phone,
        "halves": _halves(chart),
        "download": download,
    }
    html = render_to_string(
        "web/components/run_chart.html", {**context, "has_notes": any(each.note for each in chart.readings)}
    )
    return SafeString(html.strip())  # nosec B703: the template has escaped it, and stripping forgets that


@register.simple_tag
def sparkline(chart: charts.RunChart, width: int = 120) -> SafeString:
    """Return a chart's course the height of a line, with words to be heard."""
    return SafeString(charts.sparkline(chart, width=width))  # nosec B703: svg.py escapes


def _halves(chart: charts.RunChart) -> list[Half]:
    before, since = "", ""
    if chart.changed_on is not None:
        before, since = _("Before the change"), _("Since %(date)s") % {"date": show_date(chart.changed_on)}
    halves = ((before, chart.before), (since, chart.after))
    return [Half(heading, tuple(_row(chart, each) for each in readings)) for heading, readings in halves if readings]


def _row(chart: charts.RunChart, reading: charts.Reading) -> Row:
    return Row(show_date(reading.on), show_number(reading.value, chart.decimals), reading.note)
