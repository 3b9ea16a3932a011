"""The chip of a claim grade."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from telemachy.inference import Part

from ..grades import Grade

register = template.Library()


@register.simple_tag
def claim_grade(grade: Grade, *, words: bool = True) -> SafeString:
    """Return a grade's letter in its box, heard as "claim grade B", and in words what it rests on."""
    shown = grade.value if grade.is_letter else _("Disputed")
    chip = format_html(
        '<span class="grade{}" aria-hidden="true">{}</span><span class="visually-hidden">{}</span>',
        "" if grade.is_letter else " disputed",
        shown,
        grade.label,
    )
    return format_html('<span class="graded">{} {}</span>', chip, grade.how) if words else chip


@register.simple_tag
def grade_part(part: Part) -> SafeString:
    """Return how many people have one grade, or several that were merged: [A] 5, [A or B] 9, [A to D] 7."""
    letters = _letters(part.letters)
    spoken = _("claim grade %(letter)s:") % {"letter": letters}
    return format_html(
        '<span class="grade" aria-hidden="true">{}</span><span class="visually-hidden">{} </span>{}',
        letters,
        spoken,
        part.count,
    )


def _letters(letters: tuple[str, ...]) -> str:
    """Merged grades are neighbours, so the first and the last say which."""
    first, last = letters[0], letters[-1]
    if len(letters) == 1:
        return first
    shape = _("%(first)s or %(last)s") if len(letters) == 2 else _("%(first)s to %(last)s")
    return shape % {"first": first, "last": last}
