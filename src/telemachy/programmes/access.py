"""The doors through which views obtain programmes."""

from telemachy.errors import NotAllowed, NotThere
from telemachy.tenancy.loader import scope
from telemachy.tenancy.policy import Actor, can

from .models import Programme


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
