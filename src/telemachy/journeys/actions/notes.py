"""Notes: private ones for their author alone, shared ones for the two of a pair. All text is sealed before it is kept.

Writing needs a pair that goes on. Taking one's own words away is possible for as long as they are stored.
"""

from contextlib import suppress
from datetime import timedelta
from typing import TypeVar

from django.core.paginator import Page
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from telemachy.audit import chain as audit
from telemachy.errors import Conflict, NotThere, Refused
from telemachy.people.models import Person
from telemachy.tenancy import clock, locks
from telemachy.tenancy.policy import Actor

from ..crypto import CannotOpen, seal
from ..mails.notes import tell_of_shared_note
from ..models import Connection, PrivateNote, Session, SharedNote
from ..queries.notes import AnyNote, Note, Notes, notes_of, open_all, open_text, opened_of, page_of_notes
from .standing import member_for, take_open

N = TypeVar("N", PrivateNote, SharedNote)

LONGEST_NOTE = 10_000
TWICE = timedelta(minutes=1)  # the same words within it were sent by the same tap


@transaction.atomic
def write_private_note(connection: Connection, text: str, *, by: Actor, session: Session | None = None) -> PrivateNote:
    """Keep a note that only its author reads. The same words sent twice in a minute are one note.

    Raises:
        Refused: there is no text or too much of it, the pair has ended, or the master key is missing.
    """
    text, connection, author = _begin(connection, text, by, session)
    known = _just_written(PrivateNote.objects.filter(connection=connection, author=author), text)
    if known is not None:
        return known
    note = PrivateNote(connection=connection, session=session, author=author, written_at=clock.now())
    note.sealed = _sealed(note, text)
    note.save(force_insert=True)
    audit.record(by, "note.written", note, connection=connection.pk)
    return note


@transaction.atomic
def change_private_note(note: PrivateNote, text: str, *, by: Actor, version: int | None = None) -> PrivateNote:
    """Replace what a private note says.

    Raises:
        Conflict: it was changed since the page was read; both texts stay.
        Refused: as in `write_private_note`.
    """
    text = _clean(text)
    take_open(note.connection)
    note = _take_own(PrivateNote, note, by, version)
    note.version += 1
    note.sealed = _sealed(note, text)
    note.save(update_fields=["sealed", "version"])
    audit.record(by, "note.changed", note, connection=note.connection_id)
    return note


@transaction.atomic
def delete_private_note(note: PrivateNote, *, by: Actor) -> None:
    """Delete a private note for good."""
    note = _take_own(PrivateNote, note, by)
    audit.record(by, "note.deleted", note, connection=note.connection_id)
    note.delete()


@transaction.atomic
def share_note(connection: Connection, text: str, *, by: Actor, session: Session | None = None) -> SharedNote:
    """Write a note that both read, and tell the other that there is one, at most once an hour and without its text.

    Raises:
        Refused: as in `write_private_note`.
    """
    text, connection, author = _begin(connection, text, by, session)
    known = _just_written(SharedNote.objects.filter(connection=connection, author=author, removed_at=None), text)
    if known is not None:
        return known
    note = SharedNote(connection=connection, session=session, author=author, written_at=clock.now())
    note.sealed = _sealed(note, text)
    note.save(force_insert=True)
    audit.record(by, "note.shared", note, connection=connection.pk)
    tell_of_shared_note(note)
    return note


@transaction.atomic
def share_copy_of(note: PrivateNote, *, by: Actor, text: str | None = None) -> SharedNote:
    """Share a copy of a private note, which stays as it is; `text` is the copy as its author has previewed it."""
    note = _take_own(PrivateNote, note, by)
    return share_note(note.connection, open_text(note) if text is None else text, by=by, session=note.session)


@transaction.atomic
def remove_shared_note(note: SharedNote, *, by: Actor) -> SharedNote:
    """Take the text of one's shared note away for both; its place stays. Doing so twice changes nothing."""
    note = _take_own(SharedNote, note, by)
    if note.removed_at is None:
        note.removed_at, note.sealed = clock.now(), b""
        note.version += 1
        note.save(update_fields=["removed_at", "sealed", "version"])
        audit.record(by, "note.removed", note, connection=note.connection_id)
    return note


@transaction.atomic
def open_notes(connection: Connection, person: Person, *, by: Actor) -> Notes:
    """Return the newest notes for a page, and write down that they were opened."""
    notes = notes_of(connection, person)
    record_opening(connection, notes.opened, by=by)
    return notes


@transaction.atomic
def open_page_of_notes(
    connection: Connection, person: Person, *, private: bool, number: str, by: Actor
) -> tuple[Page[AnyNote], tuple[Note, ...]]:
    """Return one page of one of the two stores, and write down that its notes were opened."""
    page, notes = page_of_notes(connection, person, private=private, number=number)
    record_opening(connection, opened_of(notes), by=by)
    return page, notes


@transaction.atomic
def open_note(note: AnyNote, person: Person, *, by: Actor) -> Note:
    """Return one note for a page, and write down that it was opened."""
    (shown,) = open_all([note], person)
    record_opening(note.connection, opened_of([shown]), by=by)
    return shown


def record_opening(connection: Connection, count: int, *, by: Actor | None) -> None:
    """Write down that a page shows so many sealed texts of a connection; to be called once a page."""
    if count:
        audit.record(by, "notes.opened", connection, count=count)


def _begin(connection: Connection, text: str, by: Actor, session: Session | None) -> tuple[str, Connection, Person]:
    text, connection = _clean(text), take_open(connection)
    author = member_for(connection, by).person
    if session is not None and session.connection_id != connection.pk:
        raise NotThere()
    return text, connection, author


def _clean(text: str) -> str:
    text = text.strip()
    if not text:
        raise Refused(_("Write something first. Nothing was kept."))
    if len(text) > LONGEST_NOTE:
        raise Refused(
            _("A note has at most %(most)d characters; this one has %(count)d. Nothing was kept.")
            % {"most": LONGEST_NOTE, "count": len(text)}
        )
    return text


def _sealed(note: AnyNote, text: str) -> bytes:
    return seal(
        text,
        connection_id=note.connection_id,
        author_id=note.author_id,
        kind=str(note._meta.model_name),
        id=note.pk,
        version=note.version,
    )


def _take_own(model: type[N], note: N, by: Actor, version: int | None = None) -> N:
    """Hold a note of the actor's own; anybody else's is not there, whoever asks."""
    taken = locks.take(model, note.pk)
    if taken.author_id != by.person_id:
        raise NotThere()
    if version is not None and version != taken.version:
        raise Conflict(_("This note was changed in another window since you opened it. Nothing was changed here."))
    return taken


def _just_written(notes: QuerySet[N], text: str) -> N | None:
    """Find the note that the first of two taps has written."""
    for note in notes.filter(written_at__gt=clock.now() - TWICE, written_at__lte=clock.now()):
        with suppress(CannotOpen):
            if open_text(note) == text:
                return note
    return None
