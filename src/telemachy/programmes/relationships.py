"""What the relationships to a programme mean for access decisions."""

from django.db.models import Q

from telemachy.people.relationships import ADMINISTRATOR, coordinator_of
from telemachy.tenancy.policy import EVERYTHING, Actor, Relationship, relate

from .models import Application, Programme


def _sponsored(actor: Actor) -> Q:
    return EVERYTHING if actor.has("sponsor") else Q(pk__in=actor.programmes("sponsor"))


def _taking_part(actor: Actor) -> Q:
    mine = Application.objects.filter(person_id=actor.person_id).exclude(status=Application.Status.WITHDRAWN)
    return Q(pk__in=mine.values("programme_id"))


def register() -> None:
    """Tell the policy about programmes."""
    relate(
        Programme,
        administrator=ADMINISTRATOR,
        coordinator=coordinator_of("pk"),
        sponsor=Relationship(
            holds=lambda actor, obj: actor.has("sponsor") or obj.pk in actor.programmes("sponsor"),
            rows=_sponsored,
        ),
        participant=Relationship(
            holds=lambda actor, obj: Programme.objects.filter(_taking_part(actor), pk=obj.pk).exists(),
            rows=_taking_part,
        ),
    )
