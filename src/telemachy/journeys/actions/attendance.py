"""What both say of a session afterwards, each for themselves."""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from telemachy.audit import chain as audit
from telemachy.errors import Conflict, NotThere, Refused
from telemachy.tenancy import clock, locks
from telemachy.tenancy.policy import Actor

from ..mails.sessions import LOG_KIND, take_back_later
from ..models import Attendance, Connection, Session
from .session_checks import two_of

State = Session.State
USEFUL = range(1, 6)


@transaction.atomic
def say_whether_met(session: Session, met: bool, *, by: Actor, useful: int | None = None) -> Session:
    """Record what one of the two says: whether they met, and how useful it was from 1 to 5.

    Held if anybody says yes, missed if somebody says no and nobody yes. Saying the same twice is saying it once, and
    anybody may change their mind. An ended pair may still say it: the closing session is spoken of afterwards.

    Raises:
        Refused: the session has not begun, or there is none to speak of.
        Conflict: somebody was in another session at the same time.
    """
    connection = locks.take(Connection, session.connection_id)
    session = locks.take(Session, session.pk)
    speaking, _other = two_of(connection, by)
    _refuse_silence(connection, session)
    if useful is not None and useful not in USEFUL:
        raise Refused(_("Choose how useful it was from 1 to 5."))
    mine = Attendance.objects.filter(session=session, person=speaking).first()
    if mine is None:
        raise NotThere()
    mine.useful = (useful or mine.useful) if met else None
    mine.met, mine.answered_at = met, clock.now()
    mine.save(update_fields=["met", "useful", "answered_at"])
    _judge(session)
    take_back_later(session, by=by, kinds=(LOG_KIND,), person=speaking)
    audit.record(by, "session.logged", session, state=str(session.state))
    return session


def _refuse_silence(connection: Connection, session: Session) -> None:
    if not (Connection.Stage(connection.stage).has_journey() and State(session.state).can_log()):
        raise Refused(_("This session is not booked, so there is nothing to say of it yet."))
    if session.starts_at is None or session.starts_at > clock.now():
        raise Refused(_("This session has not begun. Say afterwards whether you met."))


def _judge(session: Session) -> None:
    """Set the state that follows from what was said; a session that did not take place takes nobody's time."""
    said = set(Attendance.objects.filter(session=session).values_list("met", flat=True))
    session.state = State.HELD if True in said else State.MISSED
    session.version += 1
    session.save(update_fields=["state", "version"])
    try:
        with transaction.atomic():
            Attendance.objects.filter(session=session).update(counts=session.state == State.HELD)
    except IntegrityError as error:
        raise Conflict(_("One of you was in another session at that time. Nothing was changed.")) from error
