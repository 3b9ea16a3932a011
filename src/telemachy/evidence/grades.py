"""The grade of a claim: computed from what confirms it, never stored and never typed."""

from collections.abc import Iterable
from enum import Enum

from django.utils.translation import gettext as _

from .models import Claim, Confirmation

Source = Confirmation.Source


class Grade(Enum):
    """How a claim is known, best first. Disputed claims stand outside all totals and are counted beside them."""

    A = "A"
    B = "B"
    C = "C"
    D = "D"
    DISPUTED = "disputed"

    @property
    def is_letter(self) -> bool:
        """Whether the claim counts in totals."""
        return self is not Grade.DISPUTED

    @property
    def label(self) -> str:
        """The grade as it is said: "claim grade B", since other things have grades too."""
        return _("claim grade %(letter)s") % {"letter": self.value} if self.is_letter else _("disputed")

    @property
    def how(self) -> str:
        """What the grade rests on, in words."""
        return {
            Grade.A: _("document seen"),
            Grade.B: _("HR record or manager"),
            Grade.C: _("mentor"),
            Grade.D: _("the person alone"),
            Grade.DISPUTED: _("sources disagree"),
        }[self]


LETTERS = (Grade.A, Grade.B, Grade.C, Grade.D)
_EARNED = {Source.DOCUMENT: Grade.A, Source.RECORD: Grade.B, Source.MENTOR: Grade.C}


def grade_of(confirmations: Iterable[Confirmation], claim: Claim) -> Grade:
    """Return what a claim's confirmations are worth: the best of them, or disputed where any says otherwise.

    What the claimant confirms of themselves does not count, nor does a document without a reference.
    """
    held = [each for each in confirmations if _counts(each, claim)]
    if any(not each.agrees for each in held):
        return Grade.DISPUTED
    earned = [_EARNED[Source(each.source)] for each in held]
    return min(earned, key=LETTERS.index, default=Grade.D)


def best_of(grades: Iterable[Grade]) -> Grade | None:
    """Return the best of several claims' grades; disputed only where nothing else is there."""
    return min(grades, key=list(Grade).index, default=None)


def _counts(confirmation: Confirmation, claim: Claim) -> bool:
    is_own = confirmation.by_id is not None and confirmation.by_id == claim.person_id
    is_named = confirmation.source != Source.DOCUMENT or bool(confirmation.reference.strip())
    return not is_own and is_named
