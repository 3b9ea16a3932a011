"""Times, answers and preparations as they come from forms; times are typed by the reader's own clock."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from telemachy.errors import Refused

from ..actions.session_checks import check_time, to_the_minute
from ..preparations import LONGEST, Preparations
from ..wall_clock import from_wall, key_of, on_clock

TIMES = ("time_1", "time_2", "time_3")
TYPED = "%Y-%m-%dT%H:%M"
NONE = "none"


class WallTimeField(forms.Field):
    """A day and a time as a wall clock in some zone shows it; a browser without a chooser takes "2026-10-14 16:00"."""

    widget = forms.DateTimeInput(attrs={"type": "datetime-local", "step": "900"}, format=TYPED)
    zone = ZoneInfo("UTC")

    def to_python(self, value: Any) -> datetime | None:
        """Return the moment that was typed."""
        typed = str(value or "").strip()
        if not typed:
            return None
        try:
            read = parse_datetime(typed)
            if read is not None and read.tzinfo is None:
                return from_wall(read, self.zone)
        except (ValueError, OverflowError):
            pass
        raise forms.ValidationError(_("Write a day and a time, such as 2026-10-14 16:00."))


class MoveForm(forms.Form):
    """Up to three times, by the clock of whoever offers them."""

    time_1 = WallTimeField(label=gettext_lazy("First time"), error_messages={"required": gettext_lazy("Offer a time.")})
    time_2 = WallTimeField(label=gettext_lazy("Second time"), required=False)
    time_3 = WallTimeField(label=gettext_lazy("Third time"), required=False)

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, zone: ZoneInfo, suggested: Sequence[datetime] = ()
    ) -> None:
        typed = {name: moment.astimezone(zone) for name, moment in zip(TIMES, suggested, strict=False)}
        super().__init__(data, initial=typed)
        self.zone = zone
        for name in TIMES:
            field = self.fields[name]
            if isinstance(field, WallTimeField):
                field.zone = zone

    def clean(self) -> dict[str, Any]:
        """Say at each time why it cannot be: it has passed, is a slip of the year, or stands there twice."""
        said = super().clean() or self.cleaned_data
        seen = set[datetime]()
        for name in TIMES:
            moment = said.get(name)
            if moment is None:
                continue
            shown = on_clock(moment, self.zone)
            try:
                check_time(moment, shown)
            except Refused as refused:
                self.add_error(name, str(refused))
            if to_the_minute(moment) in seen:
                self.add_error(name, _("You suggested the same time twice: %(time)s.") % {"time": shown})
            seen.add(to_the_minute(moment))
        return said

    @property
    def times(self) -> list[datetime]:
        """The times that were given."""
        return [self.cleaned_data[name] for name in TIMES if self.cleaned_data.get(name)]


class OfferForm(MoveForm):
    """Times for a session, and where to meet."""

    place = forms.CharField(
        label=gettext_lazy("Where"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("A room, or the address of a video call. Only the two of you see it."),
    )


class BookForm(forms.Form):
    """One of the offered times, or none of them."""

    time = forms.ChoiceField(error_messages={"required": gettext_lazy("Choose one of the times.")})

    def __init__(self, data: Mapping[str, Any] | None = None, *, times: Sequence[datetime]) -> None:
        super().__init__(data)
        self._times = {key_of(moment): moment for moment in times}
        field = self.fields["time"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [(key, key) for key in (*self._times, NONE)]
            field.error_messages["invalid_choice"] = _("This time is offered no longer. Choose one of those below.")

    @property
    def chosen(self) -> datetime | None:
        """The chosen time; None where none of them suits."""
        return self._times.get(self.cleaned_data["time"])


class SayForm(forms.Form):
    """Whether the two met, and from 1 to 5 how useful it was."""

    answer = forms.ChoiceField(
        choices=[(each, each) for each in ("yes", "moved", "no")],
        error_messages={"required": gettext_lazy("Say whether you met.")},
    )
    useful = forms.TypedChoiceField(
        choices=[(str(number), str(number)) for number in range(1, 6)], coerce=int, empty_value=None, required=False
    )


class PrepareForm(forms.Form):
    """Three answers before a session."""

    want = forms.CharField(
        label=gettext_lazy("What do you most want from this session?"), max_length=LONGEST, required=False
    )
    since = forms.CharField(label=gettext_lazy("What has happened since?"), max_length=LONGEST, required=False)
    think = forms.CharField(max_length=LONGEST, required=False)

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, other: str, written: Preparations | None = None
    ) -> None:
        known = written or Preparations()
        super().__init__(data, initial={"want": known.want, "since": known.since, "think": known.think})
        self.fields["think"].label = _("What should %(name)s think about beforehand?") % {"name": other}
        for field in self.fields.values():
            field.widget = forms.Textarea(attrs={"rows": 3, "maxlength": LONGEST})

    @property
    def answers(self) -> Preparations:
        """What was written."""
        said = self.cleaned_data
        return Preparations(said["want"], said["since"], said["think"])
