"""A mentor's answer as it comes from a form."""

from django import forms
from django.utils.translation import gettext_lazy as _

REASONS = [
    ("", _("I would rather not say")),
    ("time", _("I have no time for it now")),
    ("fit", _("Somebody else would fit better")),
    ("other", _("Something else")),
]


class AnswerForm(forms.Form):
    """Yes, or no with a reason that may be left out."""

    answer = forms.ChoiceField(choices=[("yes", "yes"), ("no", "no")], widget=forms.HiddenInput)
    reason = forms.ChoiceField(
        label=_("Would you say why? Only the coordinator sees it."),
        choices=REASONS,
        required=False,
        widget=forms.RadioSelect,
        initial="",
    )
