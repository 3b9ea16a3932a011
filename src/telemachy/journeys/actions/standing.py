"""What every verb of a pair asks first: whether the pair still goes on, and who of the two is acting."""

from django.utils.translation import gettext as _

from telemachy.errors import NotAllowed, NotThere, Refused
from telemachy.tenancy import locks
from telemachy.tenancy.policy import Actor

from ..models import Connection, Member


def take_open(connection: Connection) -> Connection:
    """Read a pair afresh and hold it.

    Raises:
        Refused: it has not begun, or has ended.
    """
    connection = locks.take(Connection, connection.pk)
    stage = Connection.Stage(connection.stage)
    if not stage.has_journey():
        raise Refused(_("This pair has not begun. Nothing was changed."))
    if not stage.can_book():
        raise Refused(_("This pair has ended. What you wrote together stays as it is, for both of you to read."))
    return connection


def member_for(connection: Connection, by: Actor) -> Member:
    """Return the actor's part in a pair; raise `NotThere` for anybody else."""
    found = Member.objects.filter(connection=connection, person_id=by.person_id).select_related("person").first()
    if found is None:
        raise NotThere()
    return found


def mentee_for(connection: Connection, by: Actor) -> Member:
    """Return the acting mentee's part; raise `NotAllowed` for the mentor and `NotThere` for anybody else."""
    member = member_for(connection, by)
    if member.role != Member.Role.MENTEE:
        raise NotAllowed(_("This is the mentee’s own, so only the mentee changes it."))
    return member
