"""Reads of connections for pages: frozen values, a fixed number of queries."""

import uuid
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import QuerySet

from telemachy.people.models import Person
from telemachy.programmes.file import ProgrammeFile
from telemachy.programmes.models import Application, Programme
from telemachy.programmes.queries import file_of, latest_version
from telemachy.tenancy import clock
from telemachy.tenancy.loader import scope
from telemachy.tenancy.policy import Actor

from ..models import Connection, Member

PAGE = 50
Stage = Connection.Stage


@dataclass(frozen=True, slots=True)
class Pair:
    """A connection with its two people."""

    connection: Connection
    mentee: Person
    mentor: Person

    @property
    def is_waiting(self) -> bool:
        """Whether the mentor has been asked and may still answer."""
        return bool(self.connection.stage == Stage.INVITED)

    @property
    def is_active(self) -> bool:
        """Whether both have a pair."""
        return bool(self.connection.stage == Stage.ACTIVE)

    @property
    def is_ended(self) -> bool:
        """Whether the two have come to their end."""
        return bool(self.connection.stage == Stage.CLOSED)

    @property
    def is_announced(self) -> bool:
        """Whether the undo window of its publication has closed."""
        return self.connection.invited_at <= clock.now()

    @property
    def is_late(self) -> bool:
        """Whether an answer is overdue."""
        answer_by = self.connection.answer_by
        return self.is_waiting and answer_by is not None and answer_by < clock.now()


def pair_of(connection: Connection) -> Pair:
    """Return a connection with its two people."""
    return _pairs([connection])[0]


def _pairs(connections: Iterable[Connection]) -> list[Pair]:
    listed = list(connections)
    people: dict[uuid.UUID, dict[str, Person]] = {}
    for member in Member.objects.filter(connection__in=listed).select_related("person"):
        people.setdefault(member.connection_id, {})[member.role] = member.person
    return [
        Pair(each, people[each.pk][Member.Role.MENTEE], people[each.pk][Member.Role.MENTOR])
        for each in listed
        if len(people.get(each.pk, {})) == len(Member.Role)
    ]


@dataclass(frozen=True)
class Part:
    """Somebody's part in one programme: their pairs, or the invitations they have not answered."""

    programme: Programme
    file: ProgrammeFile
    role: str
    invitations: tuple[Pair, ...]
    pairs: tuple[Pair, ...]
    declined: tuple[Pair, ...]
    ended: tuple[Pair, ...] = ()

    @property
    def is_mentor(self) -> bool:
        """Whether the person takes part as a mentor."""
        return bool(self.role == Application.Role.MENTOR)

    def other_of(self, pair: Pair) -> Person:
        """Return with whom the person is in one of their pairs."""
        return pair.mentee if self.is_mentor else pair.mentor

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to show yet."""
        return not (self.invitations or self.pairs or self.declined or self.ended)


def parts_of(actor: Actor, person: Person) -> list[Part]:
    """Return what one person takes part in, with the connections they may see."""
    taken = Application.objects.filter(person=person).exclude(status=Application.Status.WITHDRAWN)
    applications = list(taken.select_related("programme").order_by("programme__name", "role"))
    mine = Member.objects.filter(person=person).values("connection_id")
    visible = scope(actor, Connection).filter(pk__in=mine).order_by("-invited_at", "id")
    pairs = _pairs(visible)
    return [_part(application, person, pairs) for application in applications]


def _part(application: Application, person: Person, pairs: list[Pair]) -> Part:
    is_mentor = application.role == Application.Role.MENTOR
    mine = [
        pair
        for pair in pairs
        if pair.connection.programme_id == application.programme_id
        and (pair.mentor if is_mentor else pair.mentee).pk == person.pk
    ]
    return Part(
        programme=application.programme,
        file=file_of(latest_version(application.programme)),
        role=application.role,
        invitations=tuple(pair for pair in mine if pair.is_waiting),
        pairs=tuple(pair for pair in mine if pair.is_active),
        declined=tuple(pair for pair in mine if pair.connection.stage == Stage.DECLINED),
        ended=tuple(pair for pair in mine if pair.is_ended),
    )


@dataclass(frozen=True)
class PairList:
    """One page of a programme's pairs. `counts` has the number of pairs by stage, and "late" and "all"."""

    pairs: tuple[Pair, ...]
    counts: Mapping[str, int]
    found: int
    page: int
    pages: int


def pairs_in(programme: Programme) -> QuerySet[Connection]:
    """Return the programme's connections that anybody has heard of or soon will."""
    return Connection.objects.filter(programme=programme).exclude(stage=Stage.WITHDRAWN)


def list_pairs(programme: Programme, *, stage: str = "all", search: str = "", page: int = 1) -> PairList:
    """Return a page of pairs by stage ("late" and "all" are ones too) and name; two queries."""
    everybody = _pairs(pairs_in(programme))
    counts = Counter(pair.connection.stage for pair in everybody)
    counts["late"], counts["all"] = sum(pair.is_late for pair in everybody), len(everybody)
    wanted = search.strip().casefold()
    found = [pair for pair in everybody if _in_stage(pair, stage) and _named(pair, wanted)]
    found.sort(key=_pressing)
    pages = max(1, -(-len(found) // PAGE))
    page = min(max(1, page), pages)
    return PairList(tuple(found[(page - 1) * PAGE : page * PAGE]), counts, len(found), page, pages)


def _pressing(pair: Pair) -> tuple[bool, int, str, str]:
    return not pair.is_late, _URGENCY[pair.connection.stage], pair.mentee.name, str(pair.mentee.pk)


_URGENCY: Mapping[str, int] = {
    stage: place
    for place, stage in enumerate((Stage.DECLINED, Stage.INVITED, Stage.ACTIVE, Stage.CLOSED, Stage.WITHDRAWN))
}


def _in_stage(pair: Pair, stage: str) -> bool:
    return stage == "all" or (pair.is_late if stage == "late" else pair.connection.stage == stage)


def _named(pair: Pair, wanted: str) -> bool:
    return not wanted or any(wanted in person.name.casefold() for person in (pair.mentee, pair.mentor))
