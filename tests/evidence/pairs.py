"""Pairs that have begun, for whoever tells of what came of them."""

from telemachy.journeys.actions import Opening, accept_connection, open_connection
from telemachy.journeys.models import Connection
from telemachy.people.models import Person
from telemachy.programmes.models import Programme
from tests.cast import Cast, make_person, take_part


def pair_up(cast: Cast, mentee: Person, mentor: Person, programme: Programme | None = None) -> Connection:
    """Let a mentor be asked and say yes."""
    opening = Opening(mentee, mentor, ("Both are here.",))
    asked = open_connection(programme or cast.programme, opening, by=cast.actor(cast.ines))
    return accept_connection(asked, by=cast.actor(mentor))


def pair_many(cast: Cast, count: int, programme: Programme | None = None) -> list[Connection]:
    """Make this many pairs of people nobody knows by name."""
    programme = programme or cast.programme
    return [
        pair_up(
            cast,
            take_part(make_person(f"Mentee {number}"), programme, "mentee"),
            take_part(make_person(f"Mentor {number}"), programme, "mentor"),
            programme,
        )
        for number in range(count)
    ]
