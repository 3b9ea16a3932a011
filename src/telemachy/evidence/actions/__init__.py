"""The verbs of the ledger, by noun."""

from .claims import correct_claim, record_claim, share_claim, withdraw_claim
from .confirmations import confirm_claim
from .contributions import state_contribution
from .facts import ClaimFacts

__all__ = [
    "ClaimFacts",
    "confirm_claim",
    "correct_claim",
    "record_claim",
    "share_claim",
    "state_contribution",
    "withdraw_claim",
]
