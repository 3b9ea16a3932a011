"""The doors through which views obtain connections and what belongs to them."""

import uuid
from typing import TypeVar

from telemachy.errors import NotThere
from telemachy.messaging.models import ActionLink
from telemachy.people.actors import actor_for
from telemachy.people.models import Person
from telemachy.tenancy.loader import load
from telemachy.tenancy.policy import Actor

from .models import Connection, Goal, Initiative, PrivateNote, Session, SharedNote

Id = uuid.UUID | str
Part = TypeVar("Part", Goal, Initiative, PrivateNote, Session, SharedNote)


def get_connection_for(actor: Actor, id: Id, action: str = "view") -> Connection:
    """Return a connection, or raise `NotThere` or `NotAllowed`; `action` is "view", "answer" or "follow".

    "follow" is for the two of a pair that has, or had, a way together.
    """
    return load(actor, Connection, id, action)


def get_session_for(actor: Actor, connection: Connection, id: Id, action: str = "view") -> Session:
    """Return a session of this connection; `action` is "view", "view dates" or "edit"."""
    return _of(connection, load(actor, Session, id, action))


def get_goal_for(actor: Actor, connection: Connection, id: Id, action: str = "view") -> Goal:
    """Return a goal of this connection; `action` is "view", "edit" or "rate"."""
    return _of(connection, load(actor, Goal, id, action))


def get_initiative_for(actor: Actor, connection: Connection, id: Id, action: str = "view") -> Initiative:
    """Return an initiative of this connection; `action` is "view" or "edit"."""
    return _of(connection, load(actor, Initiative, id, action))


def get_private_note_for(actor: Actor, connection: Connection, id: Id, action: str = "view") -> PrivateNote:
    """Return a note that its author alone reads; `action` is "view" or "edit"."""
    return _of(connection, load(actor, PrivateNote, id, action))


def get_shared_note_for(actor: Actor, connection: Connection, id: Id, action: str = "view") -> SharedNote:
    """Return a note that the pair reads; `action` is "view" or "remove"."""
    return _of(connection, load(actor, SharedNote, id, action))


def _of(connection: Connection, part: Part) -> Part:
    """Refuse a part of another connection, however well known both are to the actor."""
    if part.connection_id != connection.pk:
        raise NotThere()
    return part


def get_linked_connection(link: ActionLink, action: str) -> tuple[Connection, Person, Actor]:
    """Return what a link of a mail is about, for the person it was sent to and with their rights of today.

    Raises `NotThere` for somebody who has left.
    """
    person, actor = get_linked_person(link)
    return get_connection_for(actor, link.object_id, action), person, actor


def get_linked_session(link: ActionLink, action: str) -> tuple[Session, Person, Actor]:
    """Return the session that a link of a mail is about, as `get_linked_connection` does."""
    person, actor = get_linked_person(link)
    return load(actor, Session, link.object_id, action), person, actor


def get_linked_person(link: ActionLink, *, or_left: bool = False) -> tuple[Person, Actor]:
    """Return whom a link was sent to, with their rights of today.

    Raises `NotThere` for somebody who has left, unless `or_left`: what stands of them stays theirs to take back.
    """
    person = Person.objects.filter(pk=link.person_id).first()
    if person is None or (person.status == Person.Status.WITHDRAWN and not or_left):
        raise NotThere()
    return person, actor_for(person)
