"""Contribution statements: what one of the pair says mentoring had to do with it. In no total, kept apart."""

from django.db import transaction
from django.utils.translation import gettext as _

from telemachy.audit import chain as audit
from telemachy.errors import Refused
from telemachy.tenancy import clock, locks
from telemachy.tenancy.policy import Actor

from ..models import Claim, ContributionStatement
from .claims import refuse_withdrawn, require

Share = ContributionStatement.Share
LONGEST = 600
STATE = "say what mentoring had to do with it"


@transaction.atomic
def state_contribution(claim: Claim, share: str, text: str = "", *, by: Actor) -> ContributionStatement:
    """Say what mentoring had to do with an outcome: none, some, much, or cannot tell. One's later words replace it.

    Raises:
        Refused: the share is none of these.
    """
    claim = locks.take(Claim, claim.pk)
    require(by, STATE, claim)
    refuse_withdrawn(claim)
    if share not in Share.values:
        raise Refused(_("Choose one of the four answers."))
    if len(text.strip()) > LONGEST:
        raise Refused(_("Use at most %(most)d characters.") % {"most": LONGEST})
    said = {"share": share, "text": text.strip(), "at": clock.now()}
    statement, _made = ContributionStatement.objects.update_or_create(claim=claim, by_id=by.person_id, defaults=said)
    audit.record(by, "claim.contribution-stated", claim)
    return statement
