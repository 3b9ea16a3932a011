"""Numbers as people write them, read without guessing.

A point parts decimals, a comma too where it cannot part thousands; spaces and apostrophes part thousands.
"""

import re
from decimal import Decimal

from django.utils.translation import gettext as _

from telemachy.errors import Refused

DECIMALS, LARGEST = 3, Decimal(10) ** 12
_GAPS = str.maketrans({"\u00a0": " ", "\u2009": " ", "\u202f": " ", "’": "'", "−": "-"})
_PLAIN = re.compile(r"[+-]?\d+(\.\d+)?")
_GROUPED = re.compile(r"[+-]?\d{1,3}(?P<gap>[ '.,])\d{3}((?P=gap)\d{3})*")
_UNSURE = re.compile(r"[+-]?[1-9]\d{0,2},\d{3}")


def read_number(text: str) -> Decimal:
    """Return the number that a text means.

    >>> [str(read_number(text)) for text in ("52", "1,5", "1.234,5", "1,234.5", "61 000", "−0,125")]
    ['52', '1.5', '1234.5', '1234.5', '61000', '-0.125']

    Raises:
        Refused: it is no number, it could be two, or it has too many places; the sentence names it.
    """
    shown, written = text.strip(), text.strip().translate(_GAPS)
    if _UNSURE.fullmatch(written):
        whole, point = written.replace(",", ""), written.replace(",", ".")
        raise Refused(
            _("“%(text)s” could be %(whole)s or %(point)s. Write one of these.")
            % {"text": shown, "whole": whole, "point": point}
        )
    plain = _without_groups(written)
    if plain is None:
        raise Refused(_("“%(text)s” is not a number. Write it like 52 or 1.5.") % {"text": shown[:60]})
    return check_number(Decimal(plain), shown)


def check_number(value: Decimal, shown: str = "") -> Decimal:
    """Return a number that can be kept, or raise `Refused` where it is too large or too exact."""
    shown = (shown or str(value))[:60]
    if not value.is_finite() or abs(value) >= LARGEST:
        raise Refused(_("“%(text)s” is too large to be kept. Choose a larger unit.") % {"text": shown})
    if value != round(value, DECIMALS):
        raise Refused(_("“%(text)s” has more than three decimals. Round it.") % {"text": shown})
    return value


def show_plain(value: Decimal | None) -> str:
    """Return a number as a form's field shows it: "52", "1.5", with nothing that `read_number` would not take."""
    return "" if value is None else f"{value.normalize():f}"


def _without_groups(written: str) -> str | None:
    """Take away what parts thousands and write the decimals after a point; None where it is no number."""
    last = max(written.rfind("."), written.rfind(","))
    alone = last >= 0 and written.count(written[last]) == 1
    whole, decimals = (written[:last], written[last + 1 :]) if alone else (written, "")
    if grouped := _GROUPED.fullmatch(whole):
        if alone and grouped["gap"] == written[last]:
            return None
        whole = whole.replace(grouped["gap"], "")
    plain = f"{whole}.{decimals}" if alone else whole
    return plain if _PLAIN.fullmatch(plain) else None
