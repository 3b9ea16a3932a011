"""Notes as their readers see them: the private ones of one reader, the shared ones of both, never mixed.

Whoever shows what these return writes that down: `actions.open_notes` does both.
"""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet

from telemachy.people.models import Person

from ..crypto import CannotOpen, MasterKeyMissing, Ring, read_ring, unseal
from ..models import Connection, PrivateNote, SharedNote

NEWEST = 3
PAGE = 20
AnyNote = PrivateNote | SharedNote


@dataclass(frozen=True, slots=True)
class Note:
    """A note opened for one reader; `problem` says in a sentence why it does not open."""

    id: uuid.UUID
    text: str
    author: Person
    is_mine: bool
    written_at: datetime
    version: int
    session_number: int | None = None
    session_id: uuid.UUID | None = None
    removed_at: datetime | None = None
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Notes:
    """The newest notes of a connection for one reader, and how many there are."""

    shared: tuple[Note, ...]
    private: tuple[Note, ...]
    shared_count: int
    private_count: int

    @property
    def opened(self) -> int:
        """How many texts were opened for this page."""
        return opened_of((*self.shared, *self.private))

    @property
    def count(self) -> int:
        """How many notes the reader has here in all."""
        return self.shared_count + self.private_count


def notes_of(connection: Connection, person: Person) -> Notes:
    """Return the newest shared notes of both and the newest private ones of this reader; five queries at most."""
    shared, private = shared_notes(connection), private_notes(connection, person)
    newest: list[AnyNote] = [*shared[:NEWEST], *private[:NEWEST]]
    opened = open_all(newest, person)
    split = sum(isinstance(note, SharedNote) for note in newest)
    return Notes(opened[:split], opened[split:], shared.count(), private.count())


def shared_notes(connection: Connection) -> QuerySet[SharedNote]:
    """Return the notes that both read, newest first."""
    return SharedNote.objects.filter(connection=connection).select_related("author", "session")


def private_notes(connection: Connection, person: Person) -> QuerySet[PrivateNote]:
    """Return the notes that only this person reads, newest first."""
    return PrivateNote.objects.filter(connection=connection, author=person).select_related("author", "session")


def page_of_notes(
    connection: Connection, person: Person, *, private: bool, number: str
) -> tuple[Page[AnyNote], tuple[Note, ...]]:
    """Return one page of one of the two stores, and its notes opened."""
    stored: QuerySet[Any] = private_notes(connection, person) if private else shared_notes(connection)
    page = Paginator(stored, PAGE).get_page(number)
    return page, open_all(list(page.object_list), person)


def open_all(stored: Sequence[AnyNote], person: Person) -> tuple[Note, ...]:
    """Open notes of one connection; what does not open says why instead, and stays stored."""
    try:
        ring = read_ring(stored[0].connection_id) if stored else None
    except MasterKeyMissing as problem:
        return tuple(_shown(note, person, problem=str(problem)) for note in stored)
    return tuple(_open(note, person, ring) for note in stored)


def opened_of(notes: Iterable[Note]) -> int:
    """Return how many of these notes were opened."""
    return sum(bool(note.text) for note in notes)


def _open(note: AnyNote, person: Person, ring: Ring | None) -> Note:
    if isinstance(note, SharedNote) and note.removed_at:
        return _shown(note, person)
    try:
        return _shown(note, person, text=open_text(note, ring))
    except CannotOpen as problem:
        return _shown(note, person, problem=str(problem))


def open_text(note: AnyNote, ring: Ring | None = None) -> str:
    """Return what a note says.

    Raises:
        CannotOpen: a key is missing.
    """
    return unseal(
        note.sealed,
        connection_id=note.connection_id,
        author_id=note.author_id,
        kind=str(note._meta.model_name),
        id=note.pk,
        version=note.version,
        ring=ring,
    )


def _shown(note: AnyNote, person: Person, *, text: str = "", problem: str = "") -> Note:
    return Note(
        id=note.pk,
        text=text,
        author=note.author,
        is_mine=note.author_id == person.pk,
        written_at=note.written_at,
        version=note.version,
        session_number=note.session.number if note.session else None,
        session_id=note.session_id,
        removed_at=note.removed_at if isinstance(note, SharedNote) else None,
        problem=problem,
    )
