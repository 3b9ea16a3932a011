"""What the relationships to mails mean for access decisions. People lie above, so roles are read from the actor."""

from django.db.models import Q

from telemachy.tenancy.policy import EVERYTHING, Relationship, relate

from .models import OutboxMessage


def register() -> None:
    """Tell the policy about the outbox."""
    relate(
        OutboxMessage,
        coordinator=Relationship(
            holds=lambda actor, obj: actor.has("coordinator") or obj.programme_id in actor.programmes("coordinator"),
            rows=lambda actor: (
                EVERYTHING if actor.has("coordinator") else Q(programme_id__in=actor.programmes("coordinator"))
            ),
        ),
    )
