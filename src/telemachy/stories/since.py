"""What has become of the claims a story tells since its text was approved: the frozen source must not say more."""

import uuid
from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _

from telemachy.evidence.grades import Grade, grade_of
from telemachy.evidence.models import Claim

from .models import Sentence


def changed_since(sentences: Sequence[Sentence]) -> Mapping[uuid.UUID, str]:
    """Return, by the claim a sentence stands on, what has changed of it; two queries however long the story."""
    told = {each.source_id: each for each in sentences if each.source_kind == "claim" and each.source_id}
    claims = Claim.objects.filter(pk__in=told).prefetch_related("confirmations", "superseded_by")
    found = {claim.pk: _change(claim, told[claim.pk].source.get("grade", "")) for claim in claims}
    return {claim: change for claim, change in found.items() if change}


def _change(claim: Claim, told: str) -> str:
    if claim.status == Claim.Status.WITHDRAWN:
        return _("Since taken back by whoever put it on record.")
    if claim.superseded_by.all():
        return _("Since corrected in the record; this is how it was told.")
    grade = grade_of(claim.confirmations.all(), claim)
    if grade is Grade.DISPUTED and told != Grade.DISPUTED.value:
        return _("Since disputed: another source says otherwise.")
    return ""
