"""An initiative as it comes from a form."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ..actions.initiatives import LONGEST, MOST_LETTERS, MOST_PEOPLE, InitiativeFacts
from ..models import Goal, Initiative
from ..numbers import show_plain
from .goals import VERSION
from .numbers import NumberField

FIXED = ("measure", "unit", "better", "baseline")


class InitiativeForm(forms.Form):
    """What is led, with whom, and by what one will see that it changes."""

    title = forms.CharField(
        label=_("Title"),
        max_length=MOST_LETTERS["title"],
        error_messages={"required": _("Give the initiative a title.")},
    )
    aim = forms.CharField(
        label=_("Aim"),
        max_length=LONGEST,
        help_text=_("For whom, and what will be better, in two or three sentences."),
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Say what it is for.")},
    )
    team = forms.CharField(
        label=_("Team"),
        max_length=LONGEST,
        required=False,
        help_text=_("Who leads it with you. Roles are enough; no patient’s or client’s name."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    people_led = forms.IntegerField(
        label=_("People you lead in it"), required=False, min_value=0, max_value=MOST_PEOPLE
    )
    goal = forms.ChoiceField(label=_("It serves the goal"), required=False)
    measure = forms.CharField(
        label=_("Measure"),
        max_length=MOST_LETTERS["measure"],
        help_text=_("One number that can be read again and again, such as “days from review to decision”."),
        error_messages={"required": _("Say what you measure.")},
    )
    unit = forms.CharField(
        label=_("Unit"),
        max_length=MOST_LETTERS["unit"],
        help_text=_("Minutes, days, GBP, of 5"),
        error_messages={"required": _("Say in which unit you measure.")},
    )
    better = forms.ChoiceField(
        label=_("What is better?"),
        choices=Initiative.Better.choices,
        widget=forms.RadioSelect(attrs={"class": "form-check-input"}),
        error_messages={"required": _("Choose what is better.")},
    )
    baseline = NumberField(
        label=_("Where it stands now"),
        help_text=_("Read before anything changes."),
        error_messages={"required": _("Say where it stands now.")},
    )
    baseline_from = forms.CharField(
        label=_("Read from"),
        max_length=MOST_LETTERS["baseline_from"],
        required=False,
        help_text=_("For example “the last ten reviews, median”."),
    )
    wanted = NumberField(label=_("What you aim for"), required=False)
    source = forms.CharField(
        label=_("Where the numbers come from"),
        max_length=MOST_LETTERS["source"],
        required=False,
        help_text=_("It stands below the chart. Counts and medians only, nobody’s data."),
    )
    version = forms.IntegerField(required=False, min_value=1, max_value=VERSION, widget=forms.HiddenInput)

    def __init__(self, *args: Any, goals: Sequence[Goal] = (), fixed: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.goals = {str(goal.pk): goal for goal in goals}
        choices = [(key, goal.title) for key, goal in self.goals.items()]
        self.fields["goal"] = forms.ChoiceField(
            label=_("It serves the goal"), required=False, choices=[("", _("None of them")), *choices]
        )
        for name in FIXED:
            self.fields[name].disabled = fixed

    @property
    def chosen_goal(self) -> Goal | None:
        """The goal that the initiative serves, if one was chosen."""
        return self.goals.get(self.cleaned_data["goal"])

    @property
    def facts(self) -> InitiativeFacts:
        """What the form says of the initiative."""
        kept = {name: value for name, value in self.cleaned_data.items() if name not in ("goal", "version")}
        return InitiativeFacts(**kept)

    @classmethod
    def of(cls, initiative: Initiative, data: Any = None, *, goals: Sequence[Goal], fixed: bool) -> "InitiativeForm":
        """Return the form that shows an initiative to be changed."""
        names = [name for name in cls.base_fields if name not in ("goal", "baseline", "wanted")]
        initial = {name: getattr(initiative, name) for name in names}
        initial |= {name: show_plain(getattr(initiative, name)) for name in ("baseline", "wanted")}
        initial["goal"] = str(initiative.goal_id or "")
        return cls(data, initial=initial, goals=goals, fixed=fixed)
