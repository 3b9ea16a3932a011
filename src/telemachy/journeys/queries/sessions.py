"""Reads of sessions for pages: what is to come, what was, and what each of the two says of it."""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Prefetch

from telemachy.people.models import Person
from telemachy.programmes.queries import file_of, latest_version

from ..models import Attendance, Connection, OfferedTime, Preparation, Session
from ..wall_clock import month_of
from .session_shown import Said, SessionShown

State = Session.State
MOST_DOTS = 40
LATEST = 3


@dataclass(frozen=True, slots=True)
class Sessions:
    """Every session of a connection in the order of their times, and how many the programme's rhythm expects."""

    shown: tuple[SessionShown, ...]
    expected: int
    can_write: bool

    @property
    def next(self) -> SessionShown | None:
        """The next one that is booked."""
        return next((each for each in self.shown if each.is_to_come), None)

    @property
    def offered(self) -> SessionShown | None:
        """The one whose times wait for an answer."""
        return next((each for each in self.shown if each.is_offered), None)

    @property
    def unsaid(self) -> tuple[SessionShown, ...]:
        """Those that are over and of which this reader has said nothing: to be asked about until the pair ends."""
        if not self.can_write:
            return ()
        return tuple(each for each in self.shown if each.has_begun and each.mine and each.mine.met is None)

    @property
    def past(self) -> tuple[SessionShown, ...]:
        """Those that were, the last first; cancelled ones among them."""
        return tuple(each for each in reversed(self.shown) if not (each.is_to_come or each.is_offered))

    @property
    def latest(self) -> tuple[SessionShown, ...]:
        """The last few of them."""
        return self.past[:LATEST]

    @property
    def held(self) -> int:
        """How many took place."""
        return sum(each.is_held for each in self.shown)

    @property
    def to_come(self) -> int:
        """About how many are to come by the rhythm of the programme."""
        return max(0, self.expected - self.held)

    @property
    def last_held(self) -> SessionShown | None:
        """The last one that took place."""
        return next((each for each in reversed(self.shown) if each.is_held), None)

    @property
    def dots(self) -> tuple["Dot", ...]:
        """The line of dots: what was, what is next, and what the rhythm expects."""
        drawn = _drawn([each for each in self.shown if not each.is_cancelled][-MOST_DOTS:], self.next or self.offered)
        waiting = sum(dot.kind in ("here", "later") for dot in drawn)
        rest = max(0, min(MOST_DOTS - len(drawn), self.to_come - waiting)) if self.can_write else 0
        return (*drawn, *[Dot(None, "later")] * rest)

    def find(self, session: Session) -> SessionShown:
        """Return one of them as it is shown."""
        return next(each for each in self.shown if each.session.pk == session.pk)


@dataclass(frozen=True, slots=True)
class Dot:
    """A dot of the line: "done", "missed", "open", "here" or "later"; without a session it is one to come."""

    shown: SessionShown | None
    kind: str
    month: str = ""  # where another begins


def _drawn(shown: Iterable[SessionShown], here: SessionShown | None) -> list[Dot]:
    dots, before = [], ""
    for each in shown:
        month = month_of(each.at, each.reader)
        dots.append(Dot(each, _kind(each, here), month if month != before else ""))
        before = month
    return dots


def _kind(each: SessionShown, here: SessionShown | None) -> str:
    if here is not None and each.session.pk == here.session.pk:
        return "here"
    return {State.HELD: "done", State.MISSED: "missed", State.BOOKED: "open"}.get(each.state, "later")


def sessions_of(connection: Connection, reader: Person) -> Sessions:
    """Return the sessions of a connection as one of the two sees them; six queries."""
    rows = Session.objects.filter(connection=connection).prefetch_related(
        Prefetch("offered_times", OfferedTime.objects.order_by("starts_at")),
        Prefetch("attendances", Attendance.objects.select_related("person").order_by("person__name")),
    )
    prepared = _prepared(connection)
    can_write = Connection.Stage(connection.stage).can_book()
    shown = [_shown(row, reader, prepared.get(row.pk, frozenset()), can_write=can_write) for row in rows]
    file = file_of(latest_version(connection.programme))
    expected = max(1, file.length.days // max(1, file.rhythm.days))
    in_order = tuple(sorted(shown, key=lambda each: (each.at, each.session.number)))
    return Sessions(in_order, expected, can_write)


def _prepared(connection: Connection) -> Mapping[uuid.UUID, frozenset[uuid.UUID]]:
    found: dict[uuid.UUID, set[uuid.UUID]] = {}
    for session, author in Preparation.objects.filter(connection=connection).values_list("session_id", "author_id"):
        found.setdefault(session, set()).add(author)
    return {session: frozenset(authors) for session, authors in found.items()}


def _shown(row: Session, reader: Person, prepared: frozenset[uuid.UUID], *, can_write: bool) -> SessionShown:
    return SessionShown(
        session=row,
        state=State(row.state),
        times=tuple(each.starts_at for each in row.offered_times.all()),
        said=tuple(_said(row.attendances.all(), reader)),
        prepared=prepared,
        reader=reader,
        can_write=can_write,
    )


def _said(attendances: Iterable[Attendance], reader: Person) -> Iterable[Said]:
    for each in attendances:
        mine = each.person_id == reader.pk
        yield Said(each.person, mine, each.met, each.useful if mine else None)
