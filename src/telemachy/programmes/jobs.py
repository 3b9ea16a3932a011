"""The jobs of programmes: long imports."""

import uuid

from telemachy.messaging.tasks import tenant_task
from telemachy.people.actors import actor_for
from telemachy.people.models import ImportBatch, Person
from telemachy.tenancy.policy import can

from .actions.imports import finish_import


@tenant_task("import.apply")
def apply_import(batch: uuid.UUID, person: uuid.UUID, version: int) -> None:
    """Import a long file, unless whoever asked for it may no longer do so."""
    found = ImportBatch.objects.filter(pk=batch).first()
    actor = actor_for(Person.objects.filter(pk=person).first())
    if found is not None and can(actor, "edit", found).allow:
        finish_import(found, actor)
