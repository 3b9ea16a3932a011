"""What a pair's ending means for its two people: what both said, who is a former pair, who has finished."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from telemachy.people.models import Person
from telemachy.programmes.models import Programme

from ..models import ClosingAnswer, Closure, Connection, Member, Session

FormerPair = tuple[uuid.UUID, uuid.UUID]
"""Mentee and mentor."""


@dataclass(frozen=True, slots=True)
class Closing:
    """A closing for one reader. `theirs` is there once both have answered, so that neither sways the other."""

    closure: Closure
    announced_by_reader: bool
    mine: ClosingAnswer | None
    theirs: ClosingAnswer | None
    other_has_answered: bool
    session: Session | None = None  # the closing session that is offered, booked or held

    @property
    def both_have_answered(self) -> bool:
        """Whether nothing but the last step is left."""
        return self.mine is not None and self.other_has_answered

    @property
    def answers(self) -> tuple[ClosingAnswer, ...]:
        """What this reader may read of both, their own first."""
        return tuple(answer for answer in (self.mine, self.theirs) if answer is not None)

    @property
    def is_closed(self) -> bool:
        """Whether the pair has ended."""
        return self.closure.closed_at is not None


def closing_of(connection: Connection, reader: Person) -> Closing | None:
    """Return the closing as one of the two reads it, or None while none has been announced."""
    closure = Closure.objects.filter(connection=connection).first()
    if closure is None:
        return None
    answers = {answer.person_id: answer for answer in closure.answers.select_related("person")}
    mine = answers.pop(reader.pk, None)
    theirs = next(iter(answers.values()), None)
    return Closing(
        closure=closure,
        announced_by_reader=closure.announced_by_id == reader.pk,
        mine=mine,
        theirs=theirs if mine is not None else None,
        other_has_answered=theirs is not None,
        session=_closing_session(connection),
    )


def _closing_session(connection: Connection) -> Session | None:
    state = Session.State
    alive = [state.OFFERED, state.BOOKED, state.HELD]
    found = Session.objects.filter(connection=connection, purpose=Session.Purpose.CLOSING, state__in=alive)
    return found.order_by("-number").first()


def purpose_of(connection: Connection) -> str:
    """Return what a session offered now is for: once a closing has been announced, it is the closing session."""
    announced = Closure.objects.filter(connection=connection, closed_at__isnull=True).exists()
    held = Session.objects.filter(connection=connection, purpose=Session.Purpose.CLOSING, state=Session.State.HELD)
    return Session.Purpose.CLOSING if announced and not held.exists() else Session.Purpose.USUAL


def former_pairs(people: Iterable[uuid.UUID]) -> set[FormerPair]:
    """Return who of these people have been a pair that has ended, in whatever programme."""
    members = Member.objects.filter(connection__stage=Connection.Stage.CLOSED, person_id__in=list(people))
    together: dict[uuid.UUID, dict[str, uuid.UUID]] = {}
    for connection, role, person in members.values_list("connection_id", "role", "person_id"):
        together.setdefault(connection, {})[role] = person
    roles = Member.Role.MENTEE, Member.Role.MENTOR
    return {(pair[roles[0]], pair[roles[1]]) for pair in together.values() if len(pair) == len(roles)}


def finished_mentees(programme: Programme) -> set[uuid.UUID]:
    """Return the mentees whose pair has ended and who look for nobody else in this programme.

    Looking for somebody else is what they said at the closing; where they said nothing, an early end means it.
    """
    members = Member.objects.filter(
        programme=programme, role=Member.Role.MENTEE, connection__stage=Connection.Stage.CLOSED
    )
    ended = set(members.values_list("person_id", "connection_id"))
    answers = ClosingAnswer.objects.filter(closure__connection__in={connection for _, connection in ended})
    said = {
        (person, connection): step
        for person, connection, step in answers.values_list("person_id", "closure__connection_id", "next_step")
    }
    early = set(
        Closure.objects.filter(connection__in={connection for _, connection in ended}, early=True).values_list(
            "connection_id", flat=True
        )
    )
    another = ClosingAnswer.Next.ANOTHER_MENTOR
    looks = {each for each in ended if (said[each] == another if each in said else each[1] in early)}
    return {person for person, _ in ended} - {person for person, _ in looks}
