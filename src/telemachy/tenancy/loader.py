"""The scoped loader behind every context's `access.py`: nothing else turns an id into an object."""

import uuid
from typing import TypeVar

from django.db.models import Model, QuerySet

from telemachy.errors import NotAllowed, NotThere

from .policy import Actor, can, rows_for

M = TypeVar("M", bound=Model)


def scope(actor: Actor, model: type[M], action: str = "view") -> QuerySet[M]:
    """Return the objects on which the actor may do this, as a query."""
    return model._default_manager.filter(rows_for(actor, model, action)).distinct()


def load(actor: Actor, model: type[M], id: uuid.UUID | str, action: str = "view", *, lock: bool = False) -> M:
    """Return one object, or raise `NotThere` where it is not the actor's to see and `NotAllowed` where it is not to do.

    A foreign id, a random id and a malformed id are answered alike.
    """
    obj = _find(model, id, lock=lock)
    decision = can(actor, action, obj)
    if decision.allow:
        return obj
    raise NotAllowed(decision.reason) if decision.visible else NotThere()


def _find(model: type[M], id: uuid.UUID | str, *, lock: bool) -> M:
    try:
        key = id if isinstance(id, uuid.UUID) else uuid.UUID(str(id))
    except ValueError:
        raise NotThere() from None
    query = model._default_manager.all()
    found = (query.select_for_update(of=("self",)) if lock else query).filter(pk=key).first()
    if found is None:
        raise NotThere()
    return found
