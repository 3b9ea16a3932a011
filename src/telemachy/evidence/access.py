"""The doors through which views obtain claims."""

import uuid

from telemachy.errors import NotThere
from telemachy.journeys.models import Connection
from telemachy.programmes.models import Programme
from telemachy.tenancy.loader import load
from telemachy.tenancy.policy import Actor

from .models import Claim

Id = uuid.UUID | str


def get_claim_for(actor: Actor, connection: Connection, id: Id, action: str = "view") -> Claim:
    """Return a claim of this connection; `action` is "view", "edit", "confirm as mentor" or "say what …"."""
    claim = load(actor, Claim, id, action)
    if claim.connection_id != connection.pk:
        raise NotThere()
    return claim


def get_shared_claim_for(actor: Actor, programme: Programme, id: Id, action: str = "view") -> Claim:
    """Return a claim of this programme for whoever coordinates it; `action` is "view" or "confirm from a record"."""
    claim = load(actor, Claim, id, action)
    if claim.programme_id != programme.pk:
        raise NotThere()
    return claim
