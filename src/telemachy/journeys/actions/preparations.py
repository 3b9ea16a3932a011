"""What somebody writes down before a session for both to read, sealed."""

from django.db import transaction
from django.utils.translation import gettext as _

from telemachy.audit import chain as audit
from telemachy.errors import Conflict, Refused
from telemachy.people.models import Person
from telemachy.tenancy import clock, locks
from telemachy.tenancy.ids import uuid7
from telemachy.tenancy.policy import Actor

from ..crypto import seal
from ..mails.sessions import tell_prepared
from ..models import Preparation, Session
from ..preparations import Preparations, as_text
from ..queries.notes import Note, open_all, opened_of, shared_notes
from ..queries.preparations import Prepared, preparations_of
from .notes import record_opening
from .session_checks import two_of
from .standing import take_open

__all__ = ["Preparations", "open_preparations", "open_session_notes", "prepare_session"]


@transaction.atomic
def prepare_session(session: Session, answers: Preparations, *, by: Actor) -> Preparation:
    """Write down, or write anew, what the other may read before the session; the mail to them holds no word of it.

    Raises:
        Refused: nothing was written, or too much, or the pair has ended.
        Conflict: the session is over or cancelled.
    """
    connection = take_open(session.connection)
    session = locks.take(Session, session.pk)
    writing, other = two_of(connection, by)
    if not Session.State(session.state).can_move():
        raise Conflict(_("This session is over or cancelled. What you wrote was not kept."))
    if answers.is_empty():
        raise Refused(_("Answer at least one of the three questions."))
    if answers.is_too_long():
        raise Refused(_("An answer may have 2,000 characters."))
    known = Preparation.objects.filter(session=session, author=writing).first()
    made = known or Preparation(id=uuid7(), session=session, connection=connection, author=writing, version=0)
    made.version += 1
    made.written_at = clock.now()
    made.sealed = seal(
        as_text(answers),
        connection_id=connection.pk,
        author_id=writing.pk,
        kind=str(made._meta.model_name),
        id=made.pk,
        version=made.version,
    )
    made.save()
    audit.record(by, "session.prepared", session)
    if known is None:
        tell_prepared(session, writing, other)
    return made


@transaction.atomic
def open_preparations(session: Session, reader: Person, *, by: Actor) -> tuple[Prepared, ...]:
    """Return what both have written before a session, and write down that it was opened."""
    prepared = preparations_of(session, reader)
    opened = sum(not each.problem for each in prepared)
    if opened:
        audit.record(by, "preparation.opened", session, texts=opened)
    return prepared


@transaction.atomic
def open_session_notes(session: Session, reader: Person, *, by: Actor) -> tuple[Note, ...]:
    """Return what both have shared about a session, and write down that it was opened."""
    notes = open_all(list(shared_notes(session.connection).filter(session=session)), reader)
    record_opening(session.connection, opened_of(notes), by=by)
    return notes
