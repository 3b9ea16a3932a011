"""Sends a new link in place of one that has expired."""

from django.utils.translation import gettext as _

from .links import make_link
from .models import ActionLink, OutboxMessage
from .outbox import enqueue

DAYS = 14


def send_fresh_link(link: ActionLink) -> bool:
    """Mail a new link to the address its person was last written to; asking twice for the same link sends one mail.

    Returns False where nobody has ever written to this person.
    """
    last = OutboxMessage.objects.filter(person_id=link.person_id).order_by("-created_at").first()
    if last is None:
        return False
    event = f"fresh-link:{link.pk}"
    if not OutboxMessage.objects.filter(event=event).exists():
        enqueue(
            "fresh-link",
            event=event,
            person_id=link.person_id,
            to_name=last.to_name,
            to_address=last.to_address,
            programme_id=last.programme_id,
            from_name=last.from_name,
            why=_("You get this because you asked for a new link."),
            context={"url": make_link(link.person_id, link.action, link.object_id, days=DAYS), "days": DAYS},
        )
    return True
