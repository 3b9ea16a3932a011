"""Input of the ledger's pages as clean values."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from telemachy.journeys.models import Connection
from telemachy.programmes.file import ProgrammeFile

from .actions import ClaimFacts
from .models import Claim, Confirmation, ContributionStatement
from .queries import initiatives_to_name

OTHER = "other"


class DayInput(forms.DateInput):
    """A day as browsers ask for it."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class Choices(forms.RadioSelect):
    """One of a few answers, drawn like every other choice."""

    def __init__(self) -> None:
        super().__init__({"class": "form-check-input"})


class ClaimForm(forms.Form):
    """What came of it: the outcome, the day, a sentence, and numbers where there are any."""

    code = forms.ChoiceField(
        label=_("Which outcome is it?"), error_messages={"required": _("Choose which outcome it is.")}
    )
    text = forms.CharField(
        label=_("What came about?"),
        help_text=_("One sentence that somebody else could check."),
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Say in a sentence what came about.")},
    )
    on = forms.DateField(
        label=_("On which day?"),
        widget=DayInput(),
        error_messages={
            "required": _("Give the day on which it came about."),
            "invalid": _("Give the day on which it came about as a date."),
        },
    )
    happened = forms.ChoiceField(
        label=_("Did it come about?"),
        help_text=_("A no is worth as much as a yes: without it we would have to guess."),
        choices=[("yes", _("Yes")), ("no", _("No, not by that day"))],
        widget=Choices,
        initial="yes",
        error_messages={"required": _("Choose whether it came about.")},
    )
    value = forms.DecimalField(label=_("Value, if there is one"), required=False, max_digits=16, decimal_places=3)
    unit = forms.CharField(
        label=_("Its unit"),
        help_text=_("Days, people, points; of money GBP, EUR or USD."),
        max_length=60,
        required=False,
    )
    baseline = forms.DecimalField(
        label=_("Value before, if it is known"), required=False, max_digits=16, decimal_places=3
    )
    baseline_on = forms.DateField(label=_("Day of the value before"), required=False, widget=DayInput())
    initiative = forms.ChoiceField(label=_("Does it come from an initiative?"), required=False)
    entity = forms.CharField(
        label=_("Venture, if it is one’s"),
        help_text=_("So that a venture with two founders counts once."),
        max_length=200,
        required=False,
    )
    shared = forms.BooleanField(
        label=_("Share it with the coordinator, who can look for a record of it"), required=False
    )

    def __init__(self, connection: Connection, file: ProgrammeFile, data: Any = None, initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        self.outcomes = {outcome.id: outcome for outcome in file.outcomes}
        self.initiatives = {str(each.pk): each for each in initiatives_to_name(connection)}
        self._choices("code", [*((id, outcome.name) for id, outcome in self.outcomes.items()), (OTHER, _("Other"))])
        self._choices("initiative", [("", _("No")), *((id, each.title) for id, each in self.initiatives.items())])
        if not self.initiatives:
            del self.fields["initiative"]
        if not any(outcome.kind == Claim.Kind.AMOUNT for outcome in self.outcomes.values()):
            del self.fields["entity"]
        if file.identified_outcomes:
            del self.fields["shared"]

    def _choices(self, name: str, choices: list[tuple[Any, Any]]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    def facts(self) -> ClaimFacts:
        """Return what the form says."""
        given = self.cleaned_data
        return ClaimFacts(
            code=given["code"],
            kind=self._kind(),
            text=given["text"],
            on=given["on"],
            value=given["value"],
            unit=given["unit"],
            baseline=given["baseline"],
            baseline_on=given["baseline_on"],
            happened=given["happened"] == "yes",
            initiative=self.initiatives.get(given.get("initiative", "")),
            entity=given.get("entity", ""),
            shared=given.get("shared", False),
        )

    def _kind(self) -> str:
        """An outcome of the file has its kind; an event that is told with a value is told by its measure."""
        outcome = self.outcomes.get(self.cleaned_data["code"])
        kind = outcome.kind if outcome else Claim.Kind.EVENT
        has_value = self.cleaned_data["value"] is not None
        return Claim.Kind.MEASURE.value if kind == Claim.Kind.EVENT and has_value else str(kind)


def initial_of(claim: Claim) -> dict[str, Any]:
    """Return what a claim says, as a form to correct it begins with."""
    names = ("code", "text", "on", "value", "unit", "baseline", "baseline_on", "entity", "shared")
    said = {name: getattr(claim, name) for name in names}
    return {
        **said,
        "value": claim.value.normalize() if claim.value is not None else None,
        "baseline": claim.baseline.normalize() if claim.baseline is not None else None,
        "happened": "yes" if claim.happened else "no",
        "initiative": str(claim.initiative_id or ""),
    }


class ContributionForm(forms.Form):
    """What mentoring had to do with it, in one of four answers and a sentence."""

    share = forms.ChoiceField(
        label=_("What had mentoring to do with it?"),
        choices=ContributionStatement.Share.choices,
        widget=Choices,
        error_messages={"required": _("Choose what mentoring had to do with it.")},
    )
    text = forms.CharField(
        label=_("In your words, if you like"), max_length=600, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )


AGREES = [("yes", _("It says the same")), ("no", _("It says otherwise"))]


class ConfirmForm(forms.Form):
    """What a coordinator has seen, and whether it says the same."""

    source = forms.ChoiceField(
        label=_("What have you seen?"),
        choices=[
            (Confirmation.Source.DOCUMENT, _("A document")),
            (Confirmation.Source.RECORD, _("An HR record, or the manager said so")),
        ],
        widget=Choices,
        error_messages={"required": _("Choose what you have seen.")},
    )
    reference = forms.CharField(
        label=_("Where it is found"),
        help_text=_("A reference in a register, or the file’s SHA-256. A document needs one; it is not uploaded here."),
        max_length=200,
        required=False,
    )
    agrees = forms.ChoiceField(
        label=_("What does it say?"),
        choices=AGREES,
        widget=Choices,
        initial="yes",
        error_messages={"required": _("Choose what it says.")},
    )


class MentorForm(forms.Form):
    """Whether the mentor has seen it too."""

    agrees = forms.ChoiceField(
        choices=[("yes", _("Yes, I have seen it")), ("no", _("No, I see it otherwise"))],
        label=_("Is it so, as far as you know?"),
        widget=Choices,
        error_messages={"required": _("Choose whether you have seen it.")},
    )
