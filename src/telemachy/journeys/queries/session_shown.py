"""One session as one of the two sees it."""

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from telemachy.messaging.calendar import is_web_address
from telemachy.people.models import Person
from telemachy.tenancy import clock

from ..mails.sessions import PREPARE_BEFORE
from ..models import Session
from ..wall_clock import key_of

State = Session.State
BOTH_SAID, ONE_SAID = "both said", "one said"


@dataclass(frozen=True, slots=True)
class Said:
    """What one of the two says of a session. `useful` is known to themselves alone."""

    person: Person
    is_reader: bool
    met: bool | None
    useful: int | None


@dataclass(frozen=True, slots=True)
class Choice:
    """An offered time and its name in a form."""

    key: str
    at: datetime


@dataclass(frozen=True, slots=True)
class SessionShown:
    """A session as one of the two sees it; asks are answered for this reader and the present moment."""

    session: Session
    state: Session.State
    times: tuple[datetime, ...]
    said: tuple[Said, ...]
    prepared: frozenset[uuid.UUID]
    reader: Person
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
    def leaves_time(self) -> bool:
        """Whether a mail two days before could still be sent."""
        return any(moment - PREPARE_BEFORE > clock.now() for moment in self.open_times)

    @property
    def choices(self) -> tuple["Choice", ...]:
        """The offered times that can still be chosen, as a form names them."""
        return tuple(Choice(key_of(moment), moment) for moment in self.open_times)

    @property
    def is_mine_to_choose(self) -> bool:
        """Whether this reader is asked to choose a time."""
        return self.can_write and self.is_offered and self.session.offered_by_id != self.reader.pk

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
        return self.reader.pk in self.prepared

    @property
    def is_prepared_by_other(self) -> bool:
        """Whether the other has written something down before it."""
        return bool(self.prepared - {self.reader.pk})

    @property
    def call_url(self) -> str:
        """Where to join, if the place is the address of a call; nothing that a browser would run."""
        return self.session.place if is_web_address(self.session.place) else ""

    @property
    def mine(self) -> Said | None:
        """What this reader says of it."""
        return next((said for said in self.said if said.is_reader), None)

    def asks(self, chosen: str) -> bool:
        """Say whether this reader is still to be asked whether they met, or asks to answer otherwise than before."""
        said = {True: "yes", False: "no"}.get(self.mine.met) if self.mine and self.mine.met is not None else None
        return said is None or (chosen in ("yes", "no", "moved") and chosen != said)

    @property
    def strength(self) -> str:
        """How many say what the state says: "both said", "one said" or nothing."""
        agreeing = sum(said.met is self.is_held for said in self.said if said.met is not None)
        return {0: "", 1: ONE_SAID}.get(agreeing, BOTH_SAID)

    @property
    def strength_word(self) -> str:
        """The same in the reader's language."""
        return {BOTH_SAID: _("both said so"), ONE_SAID: _("one said so")}.get(self.strength, "")
