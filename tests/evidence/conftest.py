"""Noor and Elias are a pair; Noor has taken on a leading role."""

from datetime import date
from decimal import Decimal

import pytest

from telemachy.evidence.actions import ClaimFacts, record_claim
from telemachy.evidence.models import Claim
from telemachy.journeys.models import Connection
from tests.cast import Cast
from tests.evidence.pairs import pair_up

ROLE = ClaimFacts("leading-role", "event", "Noor leads the release team.", date(2026, 3, 1), shared=True)
READINGS = ClaimFacts(
    "innovations-delivered",
    "measure",
    "A release takes 13 days; it took 21.",
    date(2026, 3, 24),
    value=Decimal(13),
    unit="days",
    baseline=Decimal(21),
    baseline_on=date(2025, 10, 1),
)


@pytest.fixture
def pair(at_lumen: Cast) -> Connection:
    """Noor and Elias, who have begun."""
    return pair_up(at_lumen, at_lumen.noor, at_lumen.elias)


@pytest.fixture
def claim(at_lumen: Cast, pair: Connection) -> Claim:
    """What Noor says came about, shared with the coordinator."""
    return record_claim(pair, ROLE, by=at_lumen.actor(at_lumen.noor))
