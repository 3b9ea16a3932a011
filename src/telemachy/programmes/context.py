"""What coordinators' pages show around their content; nothing is asked of the database unless a page shows it."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from telemachy.messaging.models import OutboxMessage

from .access import programmes_for
from .models import Programme

WAITING = (OutboxMessage.State.HELD, OutboxMessage.State.SCHEDULED)


def rail(request: HttpRequest) -> dict[str, Any]:
    """Return the programmes one can change to, and how the rail counts a programme's waiting mails."""
    actor = getattr(request, "actor", None)
    return {
        "programmes": SimpleLazyObject(lambda: programmes_for(actor, "coordinate") if actor else []),
        "outbox_count": count_waiting,
    }


def count_waiting(programme: Programme) -> int:
    """Return how many mails of a programme have not left yet."""
    return OutboxMessage.objects.filter(programme_id=programme.pk, state__in=WAITING).count()


count_waiting.do_not_call_in_templates = True  # type: ignore[attr-defined]
