"""What the relationships to runs and publications mean for access decisions."""

from telemachy.people.relationships import coordinator_of
from telemachy.tenancy.policy import relate

from .models import MatchRun, Publication


def register() -> None:
    """Tell the policy about runs and publications: coordinators of the programme, and nobody else."""
    relate(MatchRun, coordinator=coordinator_of())
    relate(Publication, coordinator=coordinator_of("run__programme_id"))
