"""What somebody says at the end, as it comes from a form."""

import uuid
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ..actions.closing import MOST_LETTERS
from ..models import ClosingAnswer, Goal
from ..queries.goals import GoalShown

TEXT = {"rows": 4, "dir": "auto"}


class ClosingForm(forms.Form):
    """Three questions. Only the first needs an answer."""

    next_step = forms.ChoiceField(
        label=_("What comes next for you?"),
        choices=ClosingAnswer.Next.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what comes next for you.")},
    )
    helped = forms.CharField(
        label=_("What helped?"), max_length=MOST_LETTERS, required=False, widget=forms.Textarea(attrs=TEXT)
    )
    did_not_work = forms.CharField(
        label=_("What did not work?"), max_length=MOST_LETTERS, required=False, widget=forms.Textarea(attrs=TEXT)
    )


class ClosingPageForm(ClosingForm):
    """The three questions, with every open goal to be rated."""

    def __init__(self, *args: Any, goals: Sequence[GoalShown] = (), reader: uuid.UUID, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.goals = {f"goal_{shown.number}": shown for shown in goals}
        for name, shown in self.goals.items():
            mine = next((rated.level.value for rated in shown.closing if rated.person_id == reader), None)
            self.fields[name] = forms.TypedChoiceField(
                label=shown.goal.title,
                required=False,
                initial=mine,
                coerce=int,
                empty_value=None,
                choices=[(level.value, level.sign) for level in shown.levels],
                widget=forms.RadioSelect,
            )

    @property
    def ratings(self) -> list[tuple[Goal, int]]:
        """The goals that were rated."""
        said = [(shown.goal, self.cleaned_data[name]) for name, shown in self.goals.items()]
        return [(goal, level) for goal, level in said if level is not None]

    @property
    def questions(self) -> list[tuple[GoalShown, forms.BoundField, list[tuple[Any, Any]]]]:
        """Each goal with its field, and its five radios beside the levels they stand for."""
        return [
            (shown, self[name], list(zip(self[name], shown.levels, strict=True))) for name, shown in self.goals.items()
        ]
