"""What the two answer, and what the author may ask of the editor."""

from django import forms
from django.utils.translation import gettext_lazy as _

from .actions.approving import LONGEST


class AnswerForm(forms.Form):
    """Yes, no, or take it back; about being told, or about the present text."""

    about = forms.ChoiceField(choices=[("telling", ""), ("text", "")], required=False)
    answer = forms.ChoiceField(
        choices=[("yes", ""), ("no", ""), ("back", "")], error_messages={"required": _("Choose one of the answers.")}
    )
    words = forms.CharField(
        label=_("If not like this: what is not right?"),
        help_text=_("The coordinator reads this, changes the text and asks you again."),
        max_length=LONGEST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
