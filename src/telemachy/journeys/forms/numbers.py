"""A field for a number as people write it."""

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from telemachy.errors import Refused

from ..numbers import read_number


class NumberField(forms.CharField):
    """Reads 52, 1.5, 1,5 and 61 000; says which text it could not read."""

    widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})

    def clean(self, value: Any) -> Decimal | None:
        """Return the number, or None where the field may be left empty."""
        text = super().clean(value)
        if not text:
            return None
        try:
            return read_number(text)
        except Refused as refused:
            raise ValidationError(str(refused)) from refused
