"""What the relationships to a claim mean for access decisions."""

from django.db.models import Q

from telemachy.journeys.models import Member
from telemachy.journeys.relationships import by_query, coordinator_where_shared, pair_of_row
from telemachy.tenancy.policy import relate

from .models import Claim


def register() -> None:
    """Tell the policy about claims."""
    relate(
        Claim,
        claimant=by_query(Claim, lambda actor: Q(person_id=actor.person_id)),
        one_of_the_pair=pair_of_row(Claim),
        mentor=pair_of_row(Claim, Member.Role.MENTOR),
        coordinator_where_shared=coordinator_where_shared(Claim, "programme_id"),
        line_manager=by_query(Claim, lambda actor: Q(person__manager_id=actor.person_id)),
    )
