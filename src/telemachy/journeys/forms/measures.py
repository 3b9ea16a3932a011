"""Readings, decisions and the change of an initiative as they come from forms."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from telemachy.errors import Refused

from ..actions.initiatives import MOST_LETTERS
from ..actions.measures import MOST_DECISION, MOST_NOTE, MOST_READINGS, Read
from ..numbers import read_number
from .numbers import NumberField

_LINE = re.compile(
    r"(?P<day>\d{4}-\d{1,2}-\d{1,2}|\d{1,2}\.\d{1,2}\.\d{4})(?:\s*[;\t]\s*|\s+)"
    r"(?P<value>[+\-−]?\d(?:[\d.,'’\u00a0\u202f\u2009 ]*\d)?)(?:(?:\s*[;\t]\s*|\s+)(?P<note>\D.*)?)?"
)
MOST_SHOWN = 5


class DayField(forms.DateField):
    """A day, picked or written as 2026-03-02."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class ReadingForm(forms.Form):
    """One dated value."""

    on = DayField(label=gettext_lazy("Day"))
    value = NumberField(label=gettext_lazy("Value"))
    note = forms.CharField(label=gettext_lazy("Note"), max_length=MOST_NOTE, required=False)

    @property
    def readings(self) -> list[Read]:
        """The one reading."""
        return [Read(self.cleaned_data["on"], self.cleaned_data["value"], self.cleaned_data["note"])]


class PasteForm(forms.Form):
    """Several readings, one a line; all are taken or none. `check` raises `Refused` for a day that cannot be."""

    lines = forms.CharField(
        label=gettext_lazy("Readings, one a line"),
        help_text=gettext_lazy("Day, value and, if you like, a note: 2026-03-02 61"),
        widget=forms.Textarea(attrs={"rows": 6, "spellcheck": "false", "dir": "ltr"}),
        max_length=200_000,
    )

    def __init__(self, *args: Any, check: Callable[[date], None] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.check = check or (lambda day: None)

    def clean_lines(self) -> list[Read]:
        """Return the readings, or name every line that cannot be read."""
        lines = [(number, line.strip()) for number, line in enumerate(self.cleaned_data["lines"].splitlines(), 1)]
        written = [(number, line) for number, line in lines if line]
        if len(written) > MOST_READINGS:
            raise ValidationError(_("Paste up to %(most)d lines at once.") % {"most": MOST_READINGS})
        readings, problems, seen = [], [], dict[date, int]()
        for number, line in written:
            try:
                reading = read_line(line)
                self.check(reading.on)
                first = seen.setdefault(reading.on, number)
                if first != number:
                    raise Refused(_("the day stands in line %(first)d already.") % {"first": first})
                readings.append(reading)
            except Refused as refused:
                problems.append(_("Line %(number)d: %(problem)s") % {"number": number, "problem": refused})
        if problems:
            more = len(problems) - MOST_SHOWN
            rest = [_("And %(n)d more.") % {"n": more}] if more > 0 else []
            raise ValidationError([*problems[:MOST_SHOWN], *rest])
        return readings

    @property
    def readings(self) -> list[Read]:
        """All readings, in the order of their lines."""
        return list(self.cleaned_data["lines"])


def read_line(line: str) -> Read:
    """Return the reading of a line such as "2026-03-02 61" or "02.03.2026;61,5;after the holidays".

    Raises:
        Refused: day or value cannot be read.
    """
    found = _LINE.fullmatch(line)
    if found is None:
        raise Refused(_("“%(line)s” is not a day and a value, such as 2026-03-02 61.") % {"line": line[:60]})
    parts = found["day"].split("-") if "-" in found["day"] else found["day"].split(".")[::-1]
    try:
        on = date(*(int(part) for part in parts))
    except ValueError:
        raise Refused(_("“%(day)s” is no day.") % {"day": found["day"]}) from None
    return Read(on, read_number(found["value"]), (found["note"] or "").strip()[:MOST_NOTE])


class DecisionForm(forms.Form):
    """One decision, on the day it was taken."""

    on = DayField(label=gettext_lazy("Day"))
    text = forms.CharField(
        label=gettext_lazy("What was decided"),
        max_length=MOST_DECISION,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": gettext_lazy("Write down what was decided.")},
    )


class ChangeForm(forms.Form):
    """What began, and on which day."""

    on = DayField(label=gettext_lazy("Day"))
    label = forms.CharField(
        label=gettext_lazy("What began"),
        max_length=MOST_LETTERS["change"],
        help_text=gettext_lazy("It stands on the chart: “Bundle starts”."),
    )


class RemovalForm(forms.Form):
    """The day of a reading to be taken away."""

    on = DayField()


def first_reading(today: date, data: Any = None) -> ReadingForm:
    """Return the form for a reading of today."""
    return ReadingForm(data, initial={"on": today})
