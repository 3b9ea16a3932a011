"""The doors through which views obtain runs and publications."""

import uuid

from telemachy.errors import NotThere
from telemachy.tenancy.loader import load
from telemachy.tenancy.policy import Actor

from .models import MatchRun, Publication


def get_run_for(actor: Actor, slug: str, number: int | str, action: str = "view") -> MatchRun:
    """Return Draft `number` of the programme at this address, or raise `NotThere` or `NotAllowed`."""
    found = MatchRun.objects.filter(programme__slug=slug, number=number).values_list("pk", flat=True).first()
    if found is None:
        raise NotThere()
    load(actor, MatchRun, found, action)
    return MatchRun.objects.select_related("programme", "programme_version").defer("snapshot").get(pk=found)


def get_publication_for(actor: Actor, id: uuid.UUID | str, action: str = "view") -> Publication:
    """Return a publication, or raise `NotThere` or `NotAllowed`."""
    return load(actor, Publication, id, action)
