"""What the relationships to a connection mean for access decisions, and who is whose partner."""

from collections.abc import Callable

from django.db.models import Model, Q
from django.db.models.functions import Now

from telemachy.people.models import Person
from telemachy.people.relationships import coordinator_of
from telemachy.tenancy.policy import Actor, Relationship, relate

from .models import Connection, Member


def _visible_to_member(actor: Actor) -> Q:
    """A mentee hears of a connection when the mentor has accepted, so that nobody is refused in public.

    Nobody but coordinators sees it before `invited_at`: until then its publication can be undone without a trace.
    """
    as_mentor = Member.objects.filter(person_id=actor.person_id, role=Member.Role.MENTOR).values("connection_id")
    as_mentee = Member.objects.filter(person_id=actor.person_id, role=Member.Role.MENTEE).values("connection_id")
    stages = [Connection.Stage.INVITED, Connection.Stage.DECLINED, Connection.Stage.ACTIVE]
    heard = Q(pk__in=as_mentor, stage__in=stages) | Q(pk__in=as_mentee, stage=Connection.Stage.ACTIVE)
    return heard & Q(invited_at__lte=Now())


def _invited(actor: Actor) -> Q:
    mine = Member.objects.filter(person_id=actor.person_id, role=Member.Role.MENTOR)
    return Q(pk__in=mine.values("connection_id"), invited_at__lte=Now()) & ~Q(stage=Connection.Stage.WITHDRAWN)


def _partners(actor: Actor) -> Q:
    shared = Connection.objects.filter(_visible_to_member(actor))
    return Q(pk__in=Member.objects.filter(connection__in=shared).values("person_id"))


def register() -> None:
    """Tell the policy about connections and partners."""
    relate(
        Connection,
        coordinator=coordinator_of(),
        member=_by_query(Connection, _visible_to_member),
        invited_mentor=_by_query(Connection, _invited),
    )
    relate(Person, partner=_by_query(Person, _partners))


def _by_query(model: type[Model], rows: Callable[[Actor], Q]) -> Relationship:
    """Judge one object by the same query as all: the twins cannot differ, at the price of one query."""
    found = model._default_manager
    return Relationship(holds=lambda actor, obj: found.filter(rows(actor), pk=obj.pk).exists(), rows=rows)
