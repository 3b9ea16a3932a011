"""Connections: opened by a publication, answered by the mentor, taken back while nobody has heard of them."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from telemachy.audit import chain as audit
from telemachy.errors import Conflict, Refused
from telemachy.people.models import Person
from telemachy.programmes.models import Application, Programme
from telemachy.tenancy import clock, locks
from telemachy.tenancy.policy import Actor

from ..mails import tell_mentee
from ..models import Connection, Member
from ..seats import Seats
from .charters import make_charter

Stage = Connection.Stage
DECLINED_BECAUSE = ("time", "fit", "other", "")


@dataclass(frozen=True)
class Opening:
    """A pair about to be opened, with the reasons its people will read."""

    mentee: Person
    mentor: Person
    reasons: tuple[str, ...] = ()


@transaction.atomic
def open_connection(
    programme: Programme,
    opening: Opening,
    *,
    by: Actor,
    invited_at: datetime | None = None,
    answer_by: datetime | None = None,
    publication_id: uuid.UUID | None = None,
) -> Connection:
    """Invite one mentor to one pair; see `open_connections`."""
    return open_connections(
        programme, [opening], by=by, invited_at=invited_at, answer_by=answer_by, publication_id=publication_id
    )[0]


@transaction.atomic
def open_connections(
    programme: Programme,
    openings: Sequence[Opening],
    *,
    by: Actor,
    invited_at: datetime | None = None,
    answer_by: datetime | None = None,
    publication_id: uuid.UUID | None = None,
) -> list[Connection]:
    """Open a connection for each pair, taking a seat of both people; all of them or none.

    Before `invited_at` no mentor sees the invitation.

    Raises:
        Conflict: somebody has no free place any more.
    """
    programme = locks.take(Programme, programme.pk)
    seats = Seats(programme, {person.pk for pair in openings for person in (pair.mentee, pair.mentor)})
    connections = [
        Connection(
            programme=programme,
            reasons=list(pair.reasons),
            publication_id=publication_id,
            invited_at=invited_at or clock.now(),
            answer_by=answer_by,
        )
        for pair in openings
    ]
    members = [
        Member(
            connection=connection,
            programme=programme,
            person=person,
            role=role,
            seat=seats.take(person.pk, role, person.name),
        )
        for connection, pair in zip(connections, openings, strict=True)
        for person, role in ((pair.mentee, Member.Role.MENTEE), (pair.mentor, Member.Role.MENTOR))
    ]
    Connection.objects.bulk_create(connections)
    _seat(members)
    for connection in connections:
        audit.record(by, "connection.opened", connection, publication=publication_id)
    return connections


def _seat(members: list[Member]) -> None:
    try:
        with transaction.atomic():
            Member.objects.bulk_create(members)
    except IntegrityError as error:
        raise _somebody_was_first() from error


def _somebody_was_first() -> Conflict:
    return Conflict(_("Somebody else gave one of these places away a moment ago. Nothing was changed. Look again."))


@transaction.atomic
def accept_connection(connection: Connection, *, by: Actor) -> Connection:
    """Say yes: the pair becomes active and the mentee hears of it. Saying yes twice changes nothing.

    A mentor who declined may change their mind while both places are free.

    Raises:
        Conflict: the invitation was taken back, the pair has ended, a place has gone to somebody else, or one of the
            two has left.
    """
    locks.take(Programme, connection.programme_id)
    connection = locks.take(Connection, connection.pk)
    if connection.stage == Stage.ACTIVE:
        return connection
    _refuse_over(connection)
    _refuse_left(connection)
    if connection.stage == Stage.DECLINED:
        _sit_down_again(connection)
    _answer(connection, Stage.ACTIVE)
    audit.record(by, "connection.accepted", connection)
    make_charter(connection, by=by)
    tell_mentee(connection)
    return connection


@transaction.atomic
def decline_connection(connection: Connection, *, by: Actor, reason: str = "") -> Connection:
    """Say no: both places are free again and the coordinator sees it. Saying no twice changes nothing.

    Raises:
        Conflict: the mentor said yes before and the mentee knows, the invitation was taken back, or the pair has ended.
        Refused: the reason is none of "time", "fit", "other" and nothing.
    """
    if reason not in DECLINED_BECAUSE:
        raise Refused(_("Choose one of the reasons, or none. Nothing was changed."))
    locks.take(Programme, connection.programme_id)
    connection = locks.take(Connection, connection.pk)
    if connection.stage == Stage.DECLINED:
        return connection
    _refuse_over(connection)
    if connection.stage == Stage.ACTIVE:
        raise Conflict(_("You said yes, and your mentee knows. Nothing was changed. Please tell the coordinator."))
    Member.objects.filter(connection=connection).update(open=False)
    _answer(connection, Stage.DECLINED, declined_because=reason)
    audit.record(by, "connection.declined", connection, reason=reason)
    return connection


@transaction.atomic
def withdraw_connections(publication_id: uuid.UUID, *, by: Actor) -> int:
    """Take back every invitation of a publication that nobody has answered; return how many.

    Raises:
        Conflict: somebody has answered one; nothing was taken back.
    """
    found = Connection.objects.select_for_update().filter(publication_id=publication_id).order_by("id")
    connections = list(found)
    if any(connection.stage in (Stage.ACTIVE, Stage.DECLINED, Stage.CLOSED) for connection in connections):
        raise Conflict(_("A mentor has answered already. Nothing was taken back."))
    ids = [connection.pk for connection in connections]
    Member.objects.filter(connection_id__in=ids).update(open=False)
    Connection.objects.filter(pk__in=ids).update(stage=Stage.WITHDRAWN)
    for connection in connections:
        audit.record(by, "connection.withdrawn", connection)
    return len(connections)


@transaction.atomic
def invite_now(publication_id: uuid.UUID, *, now: datetime, answer_by: datetime | None) -> None:
    """Let the mentors of a publication see their invitations at once."""
    waiting = Connection.objects.filter(publication_id=publication_id, stage=Stage.INVITED, invited_at__gt=now)
    waiting.update(invited_at=now, answer_by=answer_by)


def _refuse_over(connection: Connection) -> None:
    if connection.stage == Stage.CLOSED:
        raise Conflict(_("This pair has ended. Nothing was changed, and there is nothing for you to do."))
    if connection.stage == Stage.WITHDRAWN:
        raise Conflict(_("This invitation was taken back. Nothing was changed, and there is nothing for you to do."))


def _refuse_left(connection: Connection) -> None:
    own = Application.objects.filter(
        programme=connection.programme_id, person=OuterRef("person_id"), role=OuterRef("role")
    )
    gone = Q(person__status=Person.Status.WITHDRAWN) | Q(Exists(own.filter(status=Application.Status.WITHDRAWN)))
    left = Member.objects.filter(gone, connection=connection).select_related("person").first()
    if left is not None:
        raise Conflict(_("%(name)s takes part no longer. Nothing was changed.") % {"name": left.person.name})


def _answer(connection: Connection, stage: str, *, declined_because: str = "") -> None:
    connection.stage, connection.answered_at = stage, clock.now()
    connection.declined_because = declined_because
    connection.version += 1
    connection.save(update_fields=["stage", "answered_at", "declined_because", "version"])


def _sit_down_again(connection: Connection) -> None:
    members: Iterable[Member] = list(connection.members.select_related("person"))
    seats = Seats(connection.programme, [member.person_id for member in members])
    try:
        with transaction.atomic():
            for member in members:
                member.seat, member.open = seats.take(member.person_id, member.role, member.person.name), True
                member.save(update_fields=["seat", "open"])
    except IntegrityError as error:
        raise _somebody_was_first() from error
