"""A note as it comes from a form. Who will read it is decided by the address it is sent to, never by a field."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ..actions import LONGEST_NOTE


class NoteForm(forms.Form):
    """What somebody writes, and for a change the version of the note that they read."""

    text = forms.CharField(
        label=_("Your note"),
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 8, "dir": "auto"}),
        error_messages={
            "required": _("Write something first. Nothing was kept."),
            "max_length": _("This note is too long. Nothing was kept. Shorten it, or make two of it."),
        },
    )
    version = forms.IntegerField(required=False, min_value=1, max_value=2_000_000_000, widget=forms.HiddenInput)
