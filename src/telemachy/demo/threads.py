"""The threads that the door shows: each station as it is on record, and never as it was promised."""

from dataclasses import dataclass

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from telemachy.evidence.grades import Grade, grade_of
from telemachy.evidence.models import Claim
from telemachy.journeys.models import Connection, Session
from telemachy.journeys.thread import INITIATIVE, MENTOR, NEED, OUTCOME, SESSIONS, STORY, thread_of
from telemachy.people.actors import actor_for
from telemachy.stories.models import CaseStudy
from telemachy.web.charts.numbers import in_words

from .build import person_of
from .content import Leading, Sector
from .content.earlier import earlier_programme, told_pairs
from .content.telling import ToldPair
from .seats import seat_of, seats_of

STATE = CaseStudy.State


@dataclass(frozen=True)
class Dot:
    """One station of a thread at the door. What is not on record is not said, and leads nowhere."""

    key: str
    label: str
    says: str
    is_done: bool
    grade: Grade | None = None
    evidence: str = ""


@dataclass(frozen=True)
class Thread:
    """A pair of the cohort that has ended, as the door shows it."""

    pair: ToldPair
    dots: tuple[Dot, ...]
    story: str
    """The name of its story in addresses; nothing where nobody may read it."""
    mentee: Leading
    mentor: Leading
    seat: str
    """The seat of its mentee at the door."""
    week: int
    """The week in which its end was announced, from 1; 0 while it goes on."""

    @property
    def is_told(self) -> bool:
        """Whether its story can be read."""
        return bool(self.story)

    @property
    def story_path(self) -> str:
        """Where its story stands, in its organisation."""
        return reverse("story", args=[self.story]).lstrip("/")

    @property
    def in_week(self) -> str:
        """The week as it is said: “nine”."""
        return in_words(self.week)


def read_threads(sector: Sector) -> tuple[Thread, ...]:
    """Return the threads of the told pairs that are in the active organisation, the leading one first."""
    found = []
    for number, pair in enumerate(told_pairs(sector.key), start=1):
        connection = connection_of(sector.key, pair)
        if connection is not None:
            found.append(_read(sector, number, pair, connection))
    return tuple(found)


def _read(sector: Sector, number: int, pair: ToldPair, connection: Connection) -> Thread:
    seats = seats_of(sector)
    mentee, mentor = (seats[seat_of(role, number)] for role in ("mentee", "mentor"))
    stations = thread_of(connection, actor_for(person_of(mentee)))
    story = story_of(connection)
    return Thread(
        pair,
        dots=tuple(_dot(pair, connection, each.key, each.label, each.is_done) for each in stations),
        story=story.slug if story else "",
        mentee=mentee,
        mentor=mentor,
        seat=seat_of("mentee", number),
        week=_week_of_the_end(connection),
    )


def _week_of_the_end(connection: Connection) -> int:
    closure = connection.closures.first()
    if closure is None or connection.answered_at is None:
        return 0
    return (closure.announced_at - connection.answered_at).days // 7 + 1


def connection_of(key: str, pair: ToldPair) -> Connection | None:
    """Return the connection of a told pair in the cohort that has ended."""
    found = Connection.objects.filter(programme__slug=earlier_programme(key))
    for person in (pair.mentee, pair.mentor):
        found = found.filter(members__person__email=person.email)
    return found.select_related("programme").first()


def story_of(connection: Connection) -> CaseStudy | None:
    """Return the story of a pair if anybody may read it."""
    return connection_stories(connection).filter(state=STATE.PUBLISHED).first()


def connection_stories(connection: Connection) -> QuerySet[CaseStudy]:
    """Return every story that was begun about a pair."""
    return CaseStudy.objects.filter(connection=connection)


def _dot(pair: ToldPair, connection: Connection, key: str, label: str, is_done: bool) -> Dot:
    if not is_done:
        missing = {OUTCOME: _("not known"), STORY: _say_why_untold(connection)}
        return Dot(key, label, missing.get(key, _("to come")), is_done)
    stations = pair.stations
    says = {
        NEED: f"“{pair.need}”",
        MENTOR: f"{pair.mentor.name}, {stations.about_mentor}",
        SESSIONS: _sessions(connection, stations.sessions),
        INITIATIVE: stations.initiative,
        OUTCOME: stations.outcome,
        STORY: _("Read how it went"),
    }
    grade, evidence = _grade(pair, connection) if key == OUTCOME else (None, "")
    return Dot(key, label, says[key], is_done, grade, evidence)


def _say_why_untold(connection: Connection) -> str:
    states = {STATE(state) for state in connection_stories(connection).values_list("state", flat=True)}
    if STATE.WITHDRAWN in states:
        return _("taken back")
    return _("not published") if states else _("no story yet")


def _sessions(connection: Connection, told: str) -> str:
    """How many there were is counted; only the words after the number are told."""
    held = Session.objects.filter(connection=connection, state=Session.State.HELD).count()
    words = told.partition(",")[2]
    return f"{held},{words}" if words else str(held)


def _grade(pair: ToldPair, connection: Connection) -> tuple[Grade | None, str]:
    """The grade that the outcome's confirmations earn today, and what they are."""
    if not pair.stations.claim:
        return None, ""
    text = pair.claims[pair.stations.claim - 1].text
    claim = Claim.objects.filter(connection=connection, text=text, status=Claim.Status.OPEN).first()
    if claim is None:
        return None, ""
    grade = grade_of(claim.confirmations.all(), claim)
    return grade, pair.stations.evidence if grade.is_letter and grade is not Grade.D else grade.how
