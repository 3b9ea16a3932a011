"""What both have written down before a session, opened for the two of them."""

from dataclasses import dataclass
from datetime import datetime

from telemachy.people.models import Person

from ..crypto import CannotOpen, MasterKeyMissing, read_ring, unseal
from ..models import Preparation, Session
from ..preparations import Preparations, from_text


@dataclass(frozen=True, slots=True)
class Prepared:
    """What one of the two has written; `problem` says in a sentence why it does not open."""

    author: Person
    is_mine: bool
    answers: Preparations
    written_at: datetime
    problem: str = ""


def preparations_of(session: Session, reader: Person) -> tuple[Prepared, ...]:
    """Return what both have written before a session, the reader's own first; two queries."""
    stored = list(Preparation.objects.filter(session=session).select_related("author"))
    stored.sort(key=lambda each: each.author_id != reader.pk)
    return tuple(_opened(each, reader) for each in stored)


def _opened(stored: Preparation, reader: Person) -> Prepared:
    problem, answers = "", Preparations()
    try:
        answers = from_text(open_preparation(stored))
    except (CannotOpen, MasterKeyMissing) as error:
        problem = str(error)
    return Prepared(stored.author, stored.author_id == reader.pk, answers, stored.written_at, problem)


def open_preparation(stored: Preparation) -> str:
    """Return what was sealed.

    Raises:
        CannotOpen: a key is missing.
    """
    return unseal(
        stored.sealed,
        connection_id=stored.connection_id,
        author_id=stored.author_id,
        kind=str(stored._meta.model_name),
        id=stored.pk,
        version=stored.version,
        ring=read_ring(stored.connection_id),
    )
