"""Numbers and dates as a chart shows them."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

WORDS = [
    gettext_lazy("none"),
    gettext_lazy("one"),
    gettext_lazy("two"),
    gettext_lazy("three"),
    gettext_lazy("four"),
    gettext_lazy("five"),
    gettext_lazy("six"),
    gettext_lazy("seven"),
    gettext_lazy("eight"),
    gettext_lazy("nine"),
    gettext_lazy("ten"),
    gettext_lazy("eleven"),
    gettext_lazy("twelve"),
]
MILLION, BILLION, TRILLION = 1e6, 1e9, 1e12
LONG_DATE = "j F Y"


def in_words(count: int) -> str:
    """Return a count as a word up to twelve, as figures from there on."""
    return str(WORDS[count]) if 0 <= count < len(WORDS) else str(count)


def show_number(value: float, decimals: int = 0) -> str:
    """Return a number in the reader's notation, grouped, with a true minus and never "−0"."""
    rounded = Decimal(f"{value:.{decimals}f}")
    text = number_format(abs(rounded), decimals, use_l10n=True, force_grouping=True)
    return f"−{text}" if rounded < 0 else text


def show_median(value: float, decimals: int = 0) -> str:
    """Return a median; between two readings it needs one decimal more than they have."""
    return show_number(value, decimals if round(value, decimals) == value else decimals + 1)


def show_fewest(value: float) -> str:
    """Return a number with no more decimals than it needs, two at most: an aim of 80 stays 80."""
    return show_number(value, next((places for places in (0, 1) if round(value, places) == round(value, 2)), 2))


def show_short(value: float, decimals: int = 0, like: float | None = None) -> str:
    """Return a number that fits into a drawing: 1.25m, 3bn, 40tn; or in the unit of one `like` it."""
    size = abs(value if like is None else like)
    if size < MILLION or value == 0:
        return show_number(value, decimals)
    shapes = (
        (TRILLION, pgettext("a number, trillions", "%(number)stn")),
        (BILLION, pgettext("a number, billions", "%(number)sbn")),
        (MILLION, pgettext("a number, millions", "%(number)sm")),
    )
    unit, shape = next((unit, shape) for unit, shape in shapes if size >= unit)
    return shape % {"number": show_fewest(value / unit)}


def show_ticks(values: Sequence[float], decimals: int) -> list[str]:
    """Return the labels of an axis: short, unless two would then read the same."""
    like = max(values, key=abs)
    short = [show_short(value, decimals, like) for value in values]
    return short if len(set(short)) == len(short) else [show_number(value, decimals) for value in values]


def show_date(on: date) -> str:
    """Return a date in full: 4 January 2027."""
    return date_format(on, LONG_DATE)


def show_period(first: date, last: date) -> str:
    """Return the days that readings cover, or the one day."""
    if first == last:
        return show_date(first)
    return _("%(first)s to %(last)s") % {"first": show_date(first), "last": show_date(last)}
