"""Amounts and measures as people read them."""

from decimal import Decimal

from django.utils.formats import number_format

SIGNS = {"GBP": "£", "EUR": "€", "USD": "$"}


def say_amount(amount: Decimal, currency: str) -> str:
    """Return "£420,000", or "CHF 420,000" where no sign says which currency it is."""
    number = say_number(amount)
    return f"{SIGNS[currency]}{number}" if currency in SIGNS else f"{currency} {number}"


def say_number(number: Decimal) -> str:
    """Return a number with as many decimals as it needs, its thousands grouped."""
    exponent = number.normalize().as_tuple().exponent
    decimals = max(0, -exponent) if isinstance(exponent, int) else 0
    return str(number_format(number, decimals, use_l10n=True, force_grouping=True))
