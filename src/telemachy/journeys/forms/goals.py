"""A goal and its ratings as they come from forms."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ..actions.goals import MOST_LETTERS, MOST_TITLE
from ..models import Goal
from ..models.goals import LEVELS
from ..queries.goals import SIGNS, WORDS

LEVEL_FIELDS = {level: f"level_{index}" for index, level in enumerate(LEVELS)}
VERSION = 2_000_000_000


class GoalForm(forms.Form):
    """A goal with its five levels; only its name is needed at once."""

    title = forms.CharField(
        label=_("Goal"),
        max_length=MOST_TITLE,
        help_text=_("What you want to be able to do, in a line."),
        error_messages={"required": _("Give the goal a name.")},
    )
    sign = forms.CharField(
        label=_("How will we both know?"),
        max_length=MOST_LETTERS,
        required=False,
        help_text=_("Something that both of you can see or hear."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    version = forms.IntegerField(required=False, min_value=1, max_value=VERSION, widget=forms.HiddenInput)

    def __init__(self, *args: Any, fixed: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.is_fixed = fixed
        for level, name in LEVEL_FIELDS.items():
            self.fields[name] = forms.CharField(
                label=f"{SIGNS[level]}, {WORDS[level]}",
                max_length=MOST_LETTERS,
                required=False,
                disabled=fixed,
                widget=forms.Textarea(attrs={"rows": 2}),
            )

    @property
    def level_fields(self) -> list[forms.BoundField]:
        """The five fields, from the lowest level up."""
        return [self[name] for name in LEVEL_FIELDS.values()]

    @property
    def levels(self) -> dict[int, str]:
        """What was written for each level."""
        return {level: self.cleaned_data[name] for level, name in LEVEL_FIELDS.items()}

    @classmethod
    def of(cls, goal: Goal, data: Any = None, *, fixed: bool) -> "GoalForm":
        """Return the form that shows a goal to be changed."""
        levels = {name: goal.levels.get(str(level), "") for level, name in LEVEL_FIELDS.items()}
        initial = {"title": goal.title, "sign": goal.sign, "version": goal.version, **levels}
        return cls(data, initial=initial, fixed=fixed)


class RatingForm(forms.Form):
    """One of the five levels."""

    level = forms.TypedChoiceField(
        coerce=int,
        choices=[(level, SIGNS[level]) for level in LEVELS],
        error_messages={"required": _("Choose one of the five levels.")},
    )
