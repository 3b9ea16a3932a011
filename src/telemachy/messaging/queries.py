"""Reads of the outbox."""

from django.db.models import Count, Q, QuerySet

from .models import OutboxMessage

State = OutboxMessage.State

#: What a tab lists first: the next to leave, or the last that left.
ORDER = {State.SCHEDULED: ("send_after", "id"), State.SENT: ("-sent_at", "id")}


def count_states(messages: QuerySet[OutboxMessage]) -> dict[str, int]:
    """Return how many mails stand in each state, none left out."""
    counted = messages.order_by().values_list("state").annotate(Count("id", distinct=True))
    return {**dict.fromkeys(State.values, 0), **dict(counted)}


def in_state(messages: QuerySet[OutboxMessage], state: str, search: str = "") -> QuerySet[OutboxMessage]:
    """Return the mails of a tab whose receiver or subject holds what was searched for, without their bodies."""
    found = messages.filter(state=state).defer("text", "html", "calendar")
    for word in search.split()[:10]:
        found = found.filter(Q(to_name__icontains=word) | Q(to_address__icontains=word) | Q(subject__icontains=word))
    return found.order_by(*ORDER.get(State(state), ("-created_at", "id")))
