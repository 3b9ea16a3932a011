"""Records deeds and seals them into a hash chain as the last step of each transaction.

The seal is taken under an advisory lock of the organisation, so sequence numbers follow the order of commits.
"""

import hashlib
import json
import uuid
from typing import Any

from django.db import connection
from django.db.models import Model
from django.utils import timezone

from telemachy.tenancy.context import before_commit, current_work
from telemachy.tenancy.policy import Actor

from .models import AuditEvent, AuditSeal

START = "0" * 64


def record(by: Actor | None, deed: str, about: Model, **detail: Any) -> AuditEvent:
    """Write down a deed in the transaction of its change; it rolls back with it.

    `by` is None where no person acted. `detail` takes ids, counts and states, never text that somebody wrote.
    """
    event = AuditEvent.objects.create(
        at=timezone.now(),
        actor_id=by.person_id if by else None,
        deed=deed,
        kind=str(about._meta.model_name),
        object_id=about.pk,
        detail=json.loads(json.dumps(detail, default=str)),
    )
    current_work().pending.append(event.pk)
    return event


@before_commit
def seal(organisation_id: uuid.UUID) -> None:
    """Append the events of this transaction to the organisation's chain."""
    written = current_work().pending
    unsealed = list(AuditEvent.objects.filter(pk__in=written).order_by("at", "id")) if written else []
    if not unsealed:  # events rolled back with their savepoint are not found
        return
    _take_chain_lock(organisation_id)
    last = AuditSeal.objects.order_by("-sequence").first()
    sequence, digest = (last.sequence, last.digest) if last else (0, START)
    seals = []
    for event in unsealed:
        sequence, digest = sequence + 1, link(digest, event)
        seals.append(AuditSeal(sequence=sequence, event=event, digest=digest))
    AuditSeal.objects.bulk_create(seals)


def link(previous: str, event: AuditEvent) -> str:
    """Return the SHA-256 of the previous digest and the event's canonical bytes, in hexadecimal."""
    content = [event.pk, event.at.isoformat(), event.actor_id, event.deed, event.kind, event.object_id, event.detail]
    canonical = json.dumps(content, default=str, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(f"{previous}{canonical}".encode()).hexdigest()


def first_broken_link() -> int | None:
    """Return the sequence number at which the active organisation's chain no longer holds, or None.

    An event that no seal names counts as the link after the last: somebody has put it there, or taken its seal away.
    """
    expected, digest = 0, START
    for expected, seal_ in enumerate(AuditSeal.objects.select_related("event").order_by("sequence"), start=1):
        digest = link(digest, seal_.event)
        if seal_.sequence != expected or seal_.digest != digest:
            return expected
    sealed = AuditSeal.objects.values("event_id")
    return expected + 1 if AuditEvent.objects.exclude(pk__in=sealed).exists() else None


def _take_chain_lock(organisation_id: uuid.UUID) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 7))", [str(organisation_id)])
