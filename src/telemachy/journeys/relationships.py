"""What the relationships to a connection mean for access decisions, and who is whose partner."""

from collections.abc import Callable

from django.db.models import Exists, Model, OuterRef, Q, TextField, Value
from django.db.models.functions import Cast, Concat, Now

from telemachy.messaging.models import OutboxMessage
from telemachy.people.models import Person
from telemachy.people.relationships import coordinated, coordinator_of
from telemachy.tenancy.policy import Actor, Relationship, relate

from .models import (
    Charter,
    Closure,
    Connection,
    Goal,
    Initiative,
    Member,
    Preparation,
    PrivateNote,
    Session,
    SharedNote,
)

WITH_JOURNEY = [stage for stage in Connection.Stage if stage.has_journey()]


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
    stages = [Connection.Stage.INVITED, Connection.Stage.DECLINED, *WITH_JOURNEY]
    heard = Q(pk__in=as_mentor, stage__in=stages) | Q(pk__in=as_mentee, stage__in=WITH_JOURNEY)
    return heard & _announced()


def _with_journey(actor: Actor, role: str | None = None) -> Q:
    """The pair has, or had, a way together, and the actor is one of the two; or the one with this role."""
    mine = Member.objects.filter(person_id=actor.person_id, **({"role": role} if role else {}))
    return Q(pk__in=mine.values("connection_id"), stage__in=WITH_JOURNEY)


def _invited(actor: Actor) -> Q:
    mine = Member.objects.filter(person_id=actor.person_id, role=Member.Role.MENTOR)
    return Q(pk__in=mine.values("connection_id")) & _announced() & ~Q(stage=Connection.Stage.WITHDRAWN)


def _partners(actor: Actor) -> Q:
    shared = Connection.objects.filter(_visible_to_member(actor))
    return Q(pk__in=Member.objects.filter(connection__in=shared).values("person_id"))


def pair_of_row(model: type[Model], role: str | None = None) -> Relationship:
    """Make the relationship "one of the pair this row belongs to", or the one of the two with this role."""
    return by_query(
        model, lambda actor: Q(connection__in=Connection.objects.filter(_with_journey(actor, role)).values("pk"))
    )


def coordinator_where_shared(model: type[Model], path: str = "connection__programme_id") -> Relationship:
    """Make the relationship "coordinates the programme, and the row is shared with whoever does"."""
    return by_query(model, lambda actor: coordinated(actor, path) & Q(shared=True))


def register() -> None:
    """Tell the policy about connections, what belongs to them, and partners."""
    relate(
        Connection,
        coordinator=coordinator_of(),
        member=by_query(Connection, _visible_to_member),
        one_of_the_pair=by_query(Connection, _with_journey),
        invited_mentor=by_query(Connection, _invited),
    )
    relate(Person, partner=by_query(Person, _partners))
    for model in (Charter, Session, SharedNote, Preparation, Goal, Initiative, Closure):
        relate(model, one_of_the_pair=pair_of_row(model))
    for seen in (Session, Goal, Initiative):
        relate(seen, coordinator=coordinator_of("connection__programme_id"))
    for written in (PrivateNote, SharedNote):
        relate(written, author=by_query(written, lambda actor: Q(author_id=actor.person_id)))
    for shared in (Goal, Initiative):
        relate(
            shared,
            mentee=pair_of_row(shared, Member.Role.MENTEE),
            coordinator_where_shared=coordinator_where_shared(shared),
        )


def by_query(model: type[Model], rows: Callable[[Actor], Q]) -> Relationship:
    """Judge one object by the same query as all: the twins cannot differ, at the price of one query."""
    found = model._default_manager
    return Relationship(holds=lambda actor, obj: found.filter(rows(actor), pk=obj.pk).exists(), rows=rows)
