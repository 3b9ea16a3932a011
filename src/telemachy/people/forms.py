"""What people type about a person, read as an import reads its cells."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from .cells import write_cell
from .importing import FIELD, Vocabulary
from .importing.values import read_cell
from .models import Person
from .queries import key_of, skill_words

PROFILE = ("name", "call_me", "job_title", "team", "department", "site", "employer", "seniority", "started_on",
           "languages", "time_zone", "manager", "wants", "offers", "hope", "biography", "availability")  # fmt: skip
LONG = ("wants", "offers", "hope", "biography")
HINTS = {
    "call_me": _("What mails and pages call them, if not the first name"),
    "seniority": _("A level such as Junior, Senior, Lead or Director, or a number from 1 to 9"),
    "started_on": _("Such as 15 March 2021"),
    "languages": _("Separated by semicolons"),
    "time_zone": _("A city or a name such as Europe/London"),
    "manager": _("E-mail of somebody in this organisation"),
    "wants": _("The most wanted first, separated by semicolons"),
    "offers": _("Separated by semicolons; a level from 1 to 5 may follow: Delegation (4)"),
    "availability": _("Such as Mon am; Tue 14:00-16:00; Thu lunch"),
}


class ProfileForm(forms.Form):
    """The facts of one person, with the version they were read at."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    status = forms.ChoiceField(choices=Person.Status.choices, label=_("Status"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for key in PROFILE:
            self.fields[key] = forms.CharField(
                label=FIELD[key].label,
                required=key == "name",
                max_length=FIELD[key].longest,
                error_messages={"required": _("Enter the name.")},
                help_text=HINTS.get(key, ""),
                widget=forms.Textarea(attrs={"rows": 3}) if key in LONG else forms.TextInput,
            )
        self.order_fields(["version", *PROFILE, "status"])

    def clean(self) -> dict[str, Any]:
        """Read every text; what cannot be read is said in the words of an import."""
        cleaned = super().clean() or self.cleaned_data
        vocabulary = Vocabulary(skills=skill_words())
        for key in PROFILE:
            if key in self.errors:
                continue
            reading = read_cell(FIELD[key], cleaned.get(key, ""), vocabulary)
            if reading.problem and reading.problem != "ambiguous-date":
                self.add_error(key, reading.sentence[:1].upper() + reading.sentence[1:] + ".")
            cleaned[key] = reading.value
        if isinstance(cleaned.get("manager"), str):
            self._find_manager(cleaned)
        return cleaned

    def _find_manager(self, cleaned: dict[str, Any]) -> None:
        found = Person.objects.filter(email__iexact=cleaned["manager"]).first()
        if found is None:
            self.add_error("manager", _("Nobody in this organisation has that e-mail."))
        cleaned["manager"] = found

    def values(self) -> dict[str, Any]:
        """Return what `edit_profile` takes."""
        return {key: self.cleaned_data[key] for key in (*PROFILE, "status")}


def profile_texts(person: Person, values: dict[str, Any]) -> dict[str, Any]:
    """Return the texts with which the form starts; `values` as `queries.values_of` gives them."""
    texts = {key: write_cell(key, values.get(key)) for key in PROFILE if key != "manager"}
    manager = key_of(person.manager) if person.manager else ""
    return {**texts, "manager": manager, "status": person.status, "version": person.version}
