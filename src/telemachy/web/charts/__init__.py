"""Charts as accessible SVG, drawn in Python once for page and paper."""

from telemachy.web.charts.drawing import PAGE_WIDTH, PHONE_WIDTH, draw
from telemachy.web.charts.palette import ON_PAGE, ON_PAPER, Palette
from telemachy.web.charts.run_chart import SHIFT, Reading, Run, RunChart, Side
from telemachy.web.charts.sparkline import sparkline

__all__ = [
    "ON_PAGE",
    "ON_PAPER",
    "PAGE_WIDTH",
    "PHONE_WIDTH",
    "SHIFT",
    "Palette",
    "Reading",
    "Run",
    "RunChart",
    "Side",
    "draw",
    "sparkline",
]
