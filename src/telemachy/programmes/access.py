"""The doors through which views obtain programmes, their people and their imports."""

import uuid

from telemachy.errors import NotAllowed, NotThere
from telemachy.people.models import ImportBatch, Person
from telemachy.tenancy.loader import load, scope
from telemachy.tenancy.policy import Actor, can

from .models import Application, Programme


def get_programme_for(actor: Actor, slug: str, action: str = "view") -> Programme:
    """Return the programme at this address, or raise `NotThere` or `NotAllowed`."""
    programme = Programme.objects.filter(slug=slug).first()
    if programme is None:
        raise NotThere()
    decision = can(actor, action, programme)
    if decision.allow:
        return programme
    raise NotAllowed(decision.reason) if decision.visible else NotThere()


def programmes_for(actor: Actor, action: str = "view") -> list[Programme]:
    """Return the programmes on which the actor may do this, by name."""
    return list(scope(actor, Programme, action).order_by("name", "id"))


def sponsored_by(actor: Actor) -> list[Programme]:
    """Return the programmes whose totals the actor reads as their sponsor, by name."""
    is_sponsor = actor.has("sponsor") or actor.programmes("sponsor")
    return programmes_for(actor, "read totals") if is_sponsor else []


def get_person_for(actor: Actor, programme: Programme, id: uuid.UUID, action: str = "view") -> Person:
    """Return somebody who takes part in a programme the actor coordinates."""
    person = load(actor, Person, id, action)
    if not Application.objects.filter(programme=programme, person=person).exists():
        raise NotThere()
    return person


def get_import_for(actor: Actor, programme: Programme, id: uuid.UUID, action: str = "view") -> ImportBatch:
    """Return an import into this programme."""
    batch = load(actor, ImportBatch, id, action)
    if batch.programme_id != programme.pk:
        raise NotThere()
    return batch
