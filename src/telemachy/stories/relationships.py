"""What the relationships to a case study mean for access decisions."""

from django.db.models import Q

from telemachy.journeys.models import Member
from telemachy.journeys.relationships import by_query, pair_of_row
from telemachy.people.relationships import coordinator_of
from telemachy.tenancy.policy import Actor, relate

from .models import CaseStudy


def _leads_the_line(actor: Actor) -> Q:
    """Whoever leads the line of one of the two reads no answers of theirs, and a draft is made of answers."""
    led = Member.objects.filter(person__manager_id=actor.person_id)
    own = Member.objects.filter(person_id=actor.person_id)
    return Q(connection_id__in=led.values("connection_id")) & ~Q(connection_id__in=own.values("connection_id"))


def register() -> None:
    """Tell the policy about case studies."""
    relate(
        CaseStudy,
        coordinator=coordinator_of(),
        one_of_the_pair=pair_of_row(CaseStudy),
        line_manager=by_query(CaseStudy, _leads_the_line),
    )
