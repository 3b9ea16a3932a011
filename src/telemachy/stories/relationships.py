"""What the relationships to a case study mean for access decisions."""

from telemachy.journeys.relationships import pair_of_row
from telemachy.people.relationships import coordinator_of
from telemachy.tenancy.policy import relate

from .models import CaseStudy


def register() -> None:
    """Tell the policy about case studies."""
    relate(CaseStudy, coordinator=coordinator_of(), one_of_the_pair=pair_of_row(CaseStudy))
