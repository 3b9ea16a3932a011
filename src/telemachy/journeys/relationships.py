"""What the relationships to a connection mean for access decisions, and who is whose partner."""

from collections.abc import Callable

from django.db.models import Exists, Model, OuterRef, Q, TextField, Value
from django.db.models.functions import Cast, Concat, Now

from telemachy.messaging.models import OutboxMessage
from telemachy.people.models import Person
from telemachy.people.relationships import coordinator_of
from telemachy.tenancy.policy import Actor, Relationship, relate

from .models import Connection, Member


def _announced() -> Q:
    """The undo window has closed, or this invitation was sent on its own before: then nothing is undone any more."""
    event = Concat(
        Value("publication:"),
        Cast(OuterRef("publication_id"), TextField()),
        Value(":"),
        Cast(OuterRef("pk"), TextField()),
        output_field=TextField(),
    )
    return Q(invited_at__lte=Now()) | Q(
        Exists(OutboxMessage.objects.filter(event=event, kind="invitation", state=OutboxMessage.State.SENT))
    )


def _visible_to_member(actor: Actor) -> Q:
    """A mentee hears of a connection when the mentor has accepted, so that nobody is refused in public.

    Nobody but coordinators sees it before it is announced: until then its publication can be undone without a trace.
    """
    as_mentor = Member.objects.filter(person_id=actor.person_id, role=Member.Role.MENTOR).values("connection_id")
    as_mentee = Member.objects.filter(person_id=actor.person_id, role=Member.Role.MENTEE).values("connection_id")
    stages = [Connection.Stage.INVITED, Connection.Stage.DECLINED, Connection.Stage.ACTIVE]
    heard = Q(pk__in=as_mentor, stage__in=stages) | Q(pk__in=as_mentee, stage=Connection.Stage.ACTIVE)
    return heard & _announced()


def _invited(actor: Actor) -> Q:
    mine = Member.objects.filter(person_id=actor.person_id, role=Member.Role.MENTOR)
    return Q(pk__in=mine.values("connection_id")) & _announced() & ~Q(stage=Connection.Stage.WITHDRAWN)


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
