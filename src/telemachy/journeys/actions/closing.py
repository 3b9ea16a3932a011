"""The proper ending of a pair: announced by one, answered by both, then closed. Nobody is asked for a reason."""

from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from telemachy.audit import chain as audit
from telemachy.errors import Refused
from telemachy.programmes.file import Span
from telemachy.programmes.models import Programme
from telemachy.programmes.queries import file_of, latest_version
from telemachy.tenancy import clock, locks
from telemachy.tenancy.policy import Actor

from ..mails import tell_announced, tell_closed
from ..models import ClosingAnswer, Closure, Connection, Member, Session
from .sessions import cancel_session
from .standing import member_for, take_open

MOST_LETTERS = 4000
MONTH = Span(1, "month")


@transaction.atomic
def announce_closing(connection: Connection, *, by: Actor, early: bool | None = None) -> Closure:
    """Say that a pair is coming to its end; the other hears of it and gets three questions. Twice is once.

    Args:
        early: whether that is before the length of the programme; None works it out.
    """
    closure, is_new = _announce(connection, by, early)
    if is_new:
        tell_announced(closure, by)
    return closure


@transaction.atomic
def answer_closing(
    closure: Closure, next_step: str, *, by: Actor, helped: str = "", did_not_work: str = ""
) -> ClosingAnswer:
    """Say what comes next, what helped and what did not work; the last answer before the end counts.

    Whoever was told that the pair has ended may still answer once.

    Raises:
        Refused: no such next step, too long, or the pair has ended and the answer stands.
    """
    if next_step not in ClosingAnswer.Next.values:
        raise Refused(_("Choose what comes next for you. Nothing was saved."))
    if max(len(helped), len(did_not_work)) > MOST_LETTERS:
        raise Refused(_("Keep each answer below %(most)d letters. Nothing was saved.") % {"most": MOST_LETTERS})
    connection = locks.take(Connection, closure.connection_id)
    closure = locks.take(Closure, closure.pk)
    person = member_for(connection, by).person
    given = {"next_step": next_step, "helped": helped.strip(), "did_not_work": did_not_work.strip()}
    known = ClosingAnswer.objects.filter(closure=closure, person=person).first()
    if known is not None and _says(known, given):
        return known
    if known is not None and closure.closed_at is not None:
        raise Refused(_("This pair has ended, and your answer stands as you gave it."))
    answer, _new = ClosingAnswer.objects.update_or_create(
        closure=closure, person=person, defaults={**given, "at": clock.now()}
    )
    audit.record(by, "closing.answered", closure, corrected=known is not None)
    return answer


@transaction.atomic
def close_connection(closure: Closure, *, by: Actor) -> Connection:
    """End a pair, by either of the two and whether or not both have answered; closing twice changes nothing.

    Sessions to come are cancelled, both places are free again, and the other hears of it.
    """
    locks.take(Programme, closure.connection.programme_id)
    connection = locks.take(Connection, closure.connection_id)
    member_for(connection, by)
    if connection.stage == Connection.Stage.CLOSED:
        return connection
    connection = take_open(connection)
    _cancel_coming_sessions(connection, by)
    closure = locks.take(Closure, closure.pk)
    closure.closed_at = clock.now()
    closure.save(update_fields=["closed_at"])
    Member.objects.filter(connection=connection).update(open=False)
    connection.stage = Connection.Stage.CLOSED
    connection.version += 1
    connection.save(update_fields=["stage", "version"])
    audit.record(by, "connection.closed", connection, early=closure.early, answers=closure.answers.count())
    tell_closed(closure, by)
    return connection


@transaction.atomic
def end_now(connection: Connection, *, by: Actor) -> Connection:
    """End a pair at once, without a fault and without a reason; the other gets one mail, with the three questions."""
    locks.take(Programme, connection.programme_id)
    connection = locks.take(Connection, connection.pk)
    member_for(connection, by)
    if connection.stage == Connection.Stage.CLOSED:
        return connection
    closure, _is_new = _announce(connection, by, None)
    return close_connection(closure, by=by)


def _announce(connection: Connection, by: Actor, early: bool | None) -> tuple[Closure, bool]:
    connection = take_open(connection)
    announcer = member_for(connection, by).person
    known = Closure.objects.filter(connection=connection).first()
    if known is not None:
        return known, False
    closure = Closure.objects.create(
        connection=connection,
        early=is_early(connection) if early is None else early,
        announced_by=announcer,
        announced_at=clock.now(),
    )
    audit.record(by, "closing.announced", closure, connection=connection.pk, early=closure.early)
    return closure, True


def _cancel_coming_sessions(connection: Connection, by: Actor) -> None:
    """Take back what is offered or booked; what has begun is left to what both say of it."""
    coming = [state for state in Session.State if state.can_move()]
    for session in Session.objects.filter(connection=connection, state__in=coming):
        if session.state == Session.State.OFFERED or (session.starts_at and session.starts_at > clock.now()):
            cancel_session(session, by=by)


def is_early(connection: Connection) -> bool:
    """Say whether more than the last month, or the last session, of the programme's length is still to come."""
    file = file_of(latest_version(connection.programme))
    began = connection.answered_at or connection.invited_at
    return (clock.now() - began).days < file.length.days - max(MONTH.days, file.rhythm.days)


def _says(answer: ClosingAnswer, given: Mapping[str, str]) -> bool:
    return all(getattr(answer, name) == said for name, said in given.items())
