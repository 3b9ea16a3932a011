"""The door through which views obtain connections."""

import uuid

from telemachy.errors import NotThere
from telemachy.messaging.models import ActionLink
from telemachy.people.actors import actor_for
from telemachy.people.models import Person
from telemachy.tenancy.loader import load
from telemachy.tenancy.policy import Actor

from .models import Connection


def get_connection_for(actor: Actor, id: uuid.UUID | str, action: str = "view") -> Connection:
    """Return a connection, or raise `NotThere` or `NotAllowed`; `action` is "view" or "answer"."""
    return load(actor, Connection, id, action)


def get_linked_connection(link: ActionLink, action: str) -> tuple[Connection, Person, Actor]:
    """Return what a link of a mail is about, for the person it was sent to and with their rights of today.

    Raises `NotThere` for somebody who has left.
    """
    person = Person.objects.filter(pk=link.person_id).exclude(status=Person.Status.WITHDRAWN).first()
    if person is None:
        raise NotThere()
    actor = actor_for(person)
    return get_connection_for(actor, link.object_id, action), person, actor
