"""Confirmations: who has seen what a claim says, and by what."""

from django.db import transaction
from django.utils.translation import gettext as _

from telemachy.audit import chain as audit
from telemachy.errors import Refused
from telemachy.tenancy import clock, locks
from telemachy.tenancy.policy import Actor

from ..models import Claim, Confirmation
from .claims import refuse_withdrawn, require

Source = Confirmation.Source
RIGHTS = {
    Source.MENTOR: "confirm as mentor",
    Source.RECORD: "confirm from a record",
    Source.DOCUMENT: "confirm from a record",
}
LONGEST = 200


@transaction.atomic
def confirm_claim(claim: Claim, source: str, *, by: Actor, reference: str = "", agrees: bool = True) -> Confirmation:
    """Say that one has seen what a claim says, or with `agrees=False` that what one saw says otherwise.

    A document is named by a register reference or its SHA-256. Saying the same twice changes nothing; saying something
    else takes the place of what one said before from the same source.

    Raises:
        Refused: claimants do not confirm themselves, or the document is not named.
        NotAllowed: only the mentor confirms as mentor, only a coordinator who may read the claim from a record.
    """
    claim = locks.take(Claim, claim.pk)
    source, reference = _check(claim, source, reference.strip(), by)
    require(by, RIGHTS[Source(source)], claim)
    refuse_withdrawn(claim)
    earlier = Confirmation.objects.filter(claim=claim, source=source, by_id=by.person_id).first()
    if earlier is not None:
        if (earlier.agrees, earlier.reference) == (agrees, reference):
            return earlier
        audit.record(by, "claim.confirmation-replaced", claim, source=source, agreed=earlier.agrees)
        earlier.delete()
    made = Confirmation.objects.create(
        claim=claim, source=source, reference=reference, agrees=agrees, by_id=by.person_id, at=clock.now()
    )
    audit.record(by, "claim.confirmed" if agrees else "claim.disputed", claim, source=source)
    return made


def _check(claim: Claim, source: str, reference: str, by: Actor) -> tuple[str, str]:
    if source not in Source.values:
        raise Refused(_("Choose what you have seen."))
    if by.person_id == claim.person_id:
        raise Refused(_("Nobody confirms their own claim."))
    if source == Source.DOCUMENT and not reference:
        raise Refused(_("Name the document: a reference in a register, or its SHA-256."))
    if len(reference) > LONGEST:
        raise Refused(_("Use at most %(most)d characters.") % {"most": LONGEST})
    return source, reference
