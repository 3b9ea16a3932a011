"""What people bring to an import."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from telemachy.people.importing import EXTRA, FIELD, FIELDS, ColumnMapping
from telemachy.people.spreadsheets import LIMITS

LEFT_OUT = ""


class BringForm(forms.Form):
    """A file or pasted cells."""

    file = forms.FileField(
        required=False,
        label=_("A file"),
        help_text=_("Excel (.xlsx), CSV, TSV or OpenDocument (.ods), up to 10 MB and 20,000 rows"),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xlsm,.csv,.tsv,.txt,.ods"}),
    )
    pasted = forms.CharField(
        required=False,
        strip=False,
        max_length=LIMITS.file_size,
        label=_("Or paste cells"),
        help_text=_("Copy them in your spreadsheet, the row of column names included"),
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false"}),
    )

    def clean(self) -> dict[str, Any]:
        """Ask for one of the two."""
        cleaned = super().clean() or self.cleaned_data
        if not self.errors and not cleaned.get("file") and not cleaned.get("pasted", "").strip():
            self.add_error("file", _("Choose a file or paste cells below."))
        return cleaned

    def content(self) -> tuple[bytes, str]:
        """Return the bytes and what to call them."""
        file = self.cleaned_data.get("file")
        if file:
            return file.read(), file.name
        return self.cleaned_data["pasted"].encode(), str(_("Pasted table"))


class ColumnsForm(forms.Form):
    """What each column of a file is; one choice per column."""

    def __init__(self, mapping: ColumnMapping, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.mapping = mapping
        for column in mapping.columns:
            self.fields[f"column-{column.position}"] = forms.ChoiceField(
                label=column.title,
                required=False,
                initial=column.field or LEFT_OUT,
                choices=column_choices,
                widget=forms.Select(attrs={"class": "form-select"}),
            )

    def clean(self) -> dict[str, Any]:
        """Refuse two columns for what takes one, and a file without names or addresses."""
        cleaned = super().clean() or self.cleaned_data
        chosen = self.choices()
        first: dict[str, str] = {}
        for column in self.mapping.columns:
            field = chosen.get(column.position)
            if field in FIELD and not FIELD[field].kind.takes_several_columns:
                if field in first:
                    sentence = _("“%(title)s” is matched to %(field)s already. Choose another meaning for one of them.")
                    label = {"title": first[field], "field": FIELD[field].label}
                    self.add_error(f"column-{column.position}", sentence % label)
                first.setdefault(field, column.title)
        for missing in self.mapping.choose(chosen).missing() if not self.errors else ():
            self.add_error(
                None, _("Match a column to %(field)s. Nobody can come in without.") % {"field": missing.label}
            )
        return cleaned

    def choices(self) -> dict[int, str | None]:
        """Return position → field, `EXTRA` or None."""
        return {
            column.position: self.cleaned_data.get(f"column-{column.position}") or None
            for column in self.mapping.columns
        }


def column_choices() -> list[tuple[Any, Any]]:
    """Return everything a column can be."""
    fields = [(field.key, field.label) for field in FIELDS]
    return [(LEFT_OUT, _("Leave out")), (EXTRA, _("Keep as an extra answer")), (str(_("A fact about people")), fields)]
