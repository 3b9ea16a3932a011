"""The doors through which views obtain mails."""

import uuid

from django.db.models import QuerySet

from telemachy.errors import NotThere
from telemachy.tenancy.loader import load, scope
from telemachy.tenancy.policy import Actor

from .models import OutboxMessage


def get_message_for(actor: Actor, programme_id: uuid.UUID, id: uuid.UUID, action: str = "view") -> OutboxMessage:
    """Return a mail of this programme, or raise `NotThere` or `NotAllowed`."""
    message = load(actor, OutboxMessage, id, action)
    if message.programme_id != programme_id:
        raise NotThere()
    return message


def messages_for(actor: Actor, programme_id: uuid.UUID, action: str = "view") -> QuerySet[OutboxMessage]:
    """Return a programme's mails to which the actor may do this, as a query."""
    return scope(actor, OutboxMessage, action).filter(programme_id=programme_id)
