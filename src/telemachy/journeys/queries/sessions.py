"""Reads of sessions for pages: what is to come, what was, and what each of the two says of it."""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Prefetch
from django.urls import reverse
from django.utils.translation import gettext as _

from telemachy.people.models import Person
from telemachy.programmes.queries import file_of, latest_version
from telemachy.tenancy import clock

from ..models import Attendance, Connection, OfferedTime, Preparation, Session

State = Session.State
MOST_DOTS = 40
BOTH_SAID, ONE_SAID = "both said", "one said"


@dataclass(frozen=True, slots=True)
class Said:
    """What one of the two says of a session. `useful` is known to themselves alone."""

    person: Person
    is_reader: bool
    met: bool | None
    useful: int | None


@dataclass(frozen=True, slots=True)
class SessionShown:
    """A session as one of the two sees it; asks are answered for this reader and the present moment."""

    session: Session
    state: Session.State
    times: tuple[datetime, ...]
    said: tuple[Said, ...]
    prepared: frozenset[uuid.UUID]
    reader_id: uuid.UUID
    can_write: bool

    @property
    def url(self) -> str:
        """The session's own page, which a sentence of a story opens."""
        return reverse("session", args=[self.session.connection_id, self.session.pk])

    @property
    def anchor(self) -> str:
        """The name of its place in a list."""
        return f"session-{self.session.number}"

    @property
    def at(self) -> datetime:
        """When it is, or the first time it could be; when times were offered where there is none."""
        times = (self.session.offered_at, *self.times[:1])
        return self.session.starts_at if self.session.starts_at and not self.is_offered else times[-1]

    @property
    def has_time(self) -> bool:
        """Whether it stands in calendars at the time that is shown."""
        return self.state.can_log()

    @property
    def ends_at(self) -> datetime:
        """When it ends, or would end."""
        return self.at + timedelta(minutes=self.session.minutes)

    @property
    def is_offered(self) -> bool:
        """Whether times wait for an answer."""
        return self.state is State.OFFERED

    @property
    def is_booked(self) -> bool:
        """Whether it has its time and nobody has said anything of it yet."""
        return self.state is State.BOOKED

    @property
    def is_held(self) -> bool:
        """Whether somebody says that they met."""
        return self.state is State.HELD

    @property
    def is_missed(self) -> bool:
        """Whether somebody says that they did not meet, and nobody that they did."""
        return self.state is State.MISSED

    @property
    def is_cancelled(self) -> bool:
        """Whether it was taken back."""
        return self.state is State.CANCELLED

    @property
    def has_begun(self) -> bool:
        """Whether its time has come, so that it can be spoken of."""
        return self.state.can_log() and self.at <= clock.now()

    @property
    def is_to_come(self) -> bool:
        """Whether it is booked and not over."""
        return self.is_booked and self.ends_at > clock.now()

    @property
    def is_unsaid(self) -> bool:
        """Whether it is over and nobody has said whether it took place."""
        return self.is_booked and self.ends_at <= clock.now()

    @property
    def is_stale(self) -> bool:
        """Whether every offered time has passed unanswered."""
        return self.is_offered and not self.open_times

    @property
    def open_times(self) -> tuple[datetime, ...]:
        """The offered times that have not passed."""
        return tuple(moment for moment in self.times if moment > clock.now())

    @property
    def is_mine_to_choose(self) -> bool:
        """Whether this reader is asked to choose a time."""
        return self.can_write and self.is_offered and self.session.offered_by_id != self.reader_id

    @property
    def can_move(self) -> bool:
        """Whether other times may be offered."""
        return self.can_write and self.state.can_move()

    @property
    def can_cancel(self) -> bool:
        """Whether it may still be taken back."""
        return self.can_move and not self.has_begun

    @property
    def can_prepare(self) -> bool:
        """Whether something may be written down before it."""
        return self.can_move and not self.has_begun

    @property
    def is_prepared_by_reader(self) -> bool:
        """Whether this reader has written something down before it."""
        return self.reader_id in self.prepared

    @property
    def is_prepared_by_other(self) -> bool:
        """Whether the other has written something down before it."""
        return bool(self.prepared - {self.reader_id})

    @property
    def mine(self) -> Said | None:
        """What this reader says of it."""
        return next((said for said in self.said if said.is_reader), None)

    @property
    def strength(self) -> str:
        """How many say what the state says: "both said", "one said" or nothing."""
        agreeing = sum(said.met is self.is_held for said in self.said if said.met is not None)
        return {0: "", 1: ONE_SAID}.get(agreeing, BOTH_SAID)

    @property
    def strength_word(self) -> str:
        """The same in the reader's language."""
        return {BOTH_SAID: _("both said so"), ONE_SAID: _("one said so")}.get(self.strength, "")


@dataclass(frozen=True, slots=True)
class Sessions:
    """Every session of a connection in the order of their times, and how many the programme's rhythm expects."""

    shown: tuple[SessionShown, ...]
    expected: int

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
        """Those that are over and of which this reader has said nothing: to be asked about."""
        return tuple(each for each in self.shown if each.has_begun and each.mine and each.mine.met is None)

    @property
    def past(self) -> tuple[SessionShown, ...]:
        """Those that were, the last first; cancelled ones among them."""
        return tuple(each for each in reversed(self.shown) if not (each.is_to_come or each.is_offered))

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
        real = [each for each in self.shown if not each.is_cancelled][-MOST_DOTS:]
        here = self.next or self.offered
        drawn = [Dot(each, _kind(each, here)) for each in real]
        waiting = sum(dot.kind in ("here", "later") for dot in drawn)
        rest = min(MOST_DOTS - len(drawn), max(0, self.to_come - waiting))
        return tuple(drawn + [Dot(None, "later")] * rest)

    def find(self, session: Session) -> SessionShown:
        """Return one of them as it is shown."""
        return next(each for each in self.shown if each.session.pk == session.pk)


@dataclass(frozen=True, slots=True)
class Dot:
    """A dot of the line: "done", "missed", "here" or "later"; without a session it is one to come."""

    shown: SessionShown | None
    kind: str


def _kind(each: SessionShown, here: SessionShown | None) -> str:
    if each.is_held:
        return "done"
    if here is not None and each.session.pk == here.session.pk:
        return "here"
    return "later" if each.is_to_come or each.is_offered else "missed"


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
    return Sessions(tuple(sorted(shown, key=lambda each: (each.at, each.session.number))), expected)


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
        reader_id=reader.pk,
        can_write=can_write,
    )


def _said(attendances: Iterable[Attendance], reader: Person) -> Iterable[Said]:
    for each in attendances:
        mine = each.person_id == reader.pk
        yield Said(each.person, mine, each.met, each.useful if mine else None)
